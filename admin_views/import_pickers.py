"""Records named in a cell: found as a picker finds them, taken only where there is no doubt."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask_babel import gettext

from admin_views.pickers import RecordField, RecordsField, picker_text
from models.base import Record, db
from models.catalogue import Catalogue
from models.rules.text import fold

MOST = 20  # records that one text may be found to mean
MANY = 20  # names of one column that are looked up one by one


class SeveralFound(ValueError):
    """One name in the cell fits several records; `part` counts the names of the cell from 0."""

    def __init__(self, found: Sequence[tuple[int, str]], part: int = 0) -> None:
        super().__init__(gettext("%(count)s hits – choose", count=len(found)))
        self.found, self.part = list(found), part


def matching_records(field: RecordField | RecordsField, text: str) -> list[tuple[int, str]]:
    """Records that the text may name, of those the signed-in person may pick: key and title.

    Who is called exactly so leaves no room for others, in whichever order the words stand; then
    those in whose title all words stand, or whose number was given. What only sounds alike is a
    hit in a picker, where a person looks, and none here.
    """
    if not fold(text):
        return []
    found = field.loader.get_list(text, 0, MOST)
    wanted = fold(text).split()
    for fits in (_is_called, _is_meant):
        if hits := [record for record in found if fits(record, wanted)]:
            return [(record.id, picker_text(record)) for record in hits]
    return []


class KnownTitles:
    """What the records that may be picked are called, read once for a column of many names."""

    def __init__(self, loader: Any) -> None:
        self._by_words: dict[str, list[int]] = defaultdict(list)
        if not issubclass(loader.model, Catalogue):  # which is called by its code, too
            for number, title in db.session.execute(loader.titles()):
                self._by_words[_in_any_order(title or "")].append(number)

    def the_one(self, text: str) -> int | None:
        """The only record that is called exactly so, as `matching_records` would find it."""
        found = self._by_words.get(_in_any_order(text), [])
        return found[0] if len(found) == 1 else None


def _in_any_order(name: str) -> str:
    return " ".join(sorted(fold(name).split()))


def _is_called(record: Record, words: list[str]) -> bool:
    return any(sorted(words) == sorted(name.split()) for name in _names(record))


def _names(record: Record) -> Iterator[str]:
    yield fold(record.title)
    yield fold(picker_text(record))
    if isinstance(record, Catalogue):
        yield from (fold(record.code), fold(record.label_de), fold(record.label_en))


def _is_meant(record: Record, words: list[str]) -> bool:
    """A word with a digit stands in no title: the search found it as a number or a day."""
    title = fold(record.title)
    return all(word in title or not word.isalpha() for word in words)


def picked(
    field: RecordField | RecordsField, text: str, chosen: Mapping[int, str], find: Any
) -> list[str]:
    """The keys a form sends for the names in a cell; `chosen` decides a name by its place.

    Raises SeveralFound or ValueError, each with a sentence for the user.
    """
    parts = text.split(";") if isinstance(field, RecordsField) else [text]
    names = [part.strip() for part in parts if part.strip()]
    return [_key(field, name, part, chosen, find) for part, name in enumerate(names)]


def _key(field: Any, name: str, part: int, chosen: Mapping[int, str], find: Any) -> str:
    found = find(field, name)
    keys = [str(key) for key, _ in found]
    if chosen.get(part) in keys:
        return chosen[part]
    if not found:
        short = name if len(name) <= 60 else f"{name[:59]}…"
        raise ValueError(gettext("“%(text)s” was not found.", text=short))
    if len(found) > 1:
        raise SeveralFound(found, part)
    return keys[0]

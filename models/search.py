"""Finding records by any spelling, and putting names in order: by folded words, on both engines.

A record that is `Searchable` keeps its folded words and the keys of their other spellings, which
the database indexes (`models/search_index.py`). On SQLite the index is asked by name, PostgreSQL
finds its own; where there is none, the same question is answered more slowly.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import (
    ColumnElement,
    Computed,
    String,
    Text,
    and_,
    case,
    false,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from models.acting import acting
from models.permissions import Action, DataClass
from models.rules.names import Key, keys_of, name_words
from models.rules.terms import Days, Part, Wish, Word, parts_of
from models.rules.text import fold
from models.search_sql import folded, indexed
from models.told import Marks, told

if TYPE_CHECKING:
    from models.base import Record

LONGEST_SEARCH = 100  # characters; a longer term is cut
SHORT = 3  # a word of fewer letters stands at the beginning of another one, else anywhere in it
END = " \n "  # in words and keys: here end those of the names that are open with the title


def kept_order(is_indexed: bool = True) -> Mapped[str]:
    """What lists are ordered by: the beginning of the words, short enough for an index."""
    return mapped_column(
        String(160),
        Computed("substr(search_text, 1, 160)", persisted=True),
        index=is_indexed or None,
        sort_order=96,
        deferred=True,
    )


class Searchable:
    """A record that is found by the words of `search_words`, which begin with its title."""

    search_text: Mapped[str] = mapped_column(Text(), default="", sort_order=95)
    sort_text: Mapped[str] = kept_order()
    # Empty only where the words were written past the models; `flask db upgrade` fills it.
    search_keys: Mapped[str] = mapped_column(
        Text(), default="", server_default=sql("''"), sort_order=97
    )

    search_loads: ClassVar[tuple[str, ...]] = ()  # relations the words are taken from

    def search_words(self) -> list[str | None]:
        raise NotImplementedError

    def open_names(self) -> list[str | None]:
        """The first of these words, where they are the title and open to whoever sees that."""
        return []

    def refresh_search_text(self) -> None:
        for field, value in search_values(self.search_words(), self.open_names()).items():
            if getattr(self, field) != value:
                setattr(self, field, value)


def search_values(
    words: Sequence[str | None], open_names: Sequence[str | None] = ()
) -> dict[str, str]:
    """The columns in which a record with these words is found; they begin with the open names."""
    parts = [open_names, words[len(open_names) :]] if open_names else [words]
    known: set[str] = set()
    return {
        "search_text": END.join(" ".join(fold(word) for word in part if word) for part in parts),
        "search_keys": f" {END.join(_keys(part, known) for part in parts)} ",
    }


def _keys(texts: Iterable[str | None], known: set[str]) -> str:
    words = [word for text in texts if text for word in name_words(text)]
    found = dict.fromkeys(key for word in words for key in keys_of(word) if key not in known)
    known.update(found)
    return " ".join(found)


def words_of(term: str) -> list[str]:
    """The folded words of a search; signs such as % and _ part words and stand for nothing else."""
    return fold(term[:LONGEST_SEARCH]).split()


def finds(
    model: "type[Record]", term: str, relations: Sequence[str] = (), way: type[indexed] = indexed
) -> ColumnElement[bool]:
    """Each part of the term stands in the record, or in one of the related records named.

    As far as the acting person may read: who may read but a part of a searchable record finds it
    by its title alone, for its other words would tell what the list does not. Nothing typed finds
    everything, signs alone find nothing. Where many are known to be found, the list is sooner
    `walked` or `looked_at` in its order until a page is full than all of them put in order.
    """
    if not term.strip():
        return true()
    parts = read_parts(term)
    if not parts:
        return false()
    if issubclass(model, Searchable) and not relations:
        return _among(model, parts, way)
    if len(relations) == 1 and not model.search_fields and not issubclass(model, Searchable):
        key, target = _reference(model, relations[0])
        return key.in_(select(target.id).where(finds(target, term)))
    return _each(parts, lambda wish: or_(*_places(model, wish, relations)))


def each_found(model: "type[Searchable]", parts: Sequence[Part]) -> list[ColumnElement[bool]]:
    """For each part of a search the records that hold it, to be asked for apart."""
    return [_among(model, [part]) for part in parts]


def all_found(
    model: Any, parts: Sequence[Part], way: type[indexed] = indexed
) -> ColumnElement[bool]:
    """The records that hold every part of a search."""
    return _among(model, list(parts), way)


def read_parts(term: str) -> list[Part]:
    """What somebody means by a term; nothing where it is signs alone."""
    return parts_of(term[:LONGEST_SEARCH], acting().today)


def as_typed(parts: Sequence[Part]) -> list[Part]:
    """Only where words stand as they were typed, which the index answers ten times as quickly:

    for texts that are no names of people.
    """
    return _with_words(parts, lambda word: Word(word.text))


def marked(parts: Sequence[Part], marks: Marks) -> tuple[Part, ...]:
    """The same with marks for its words, for a statement that is kept."""

    def mark(word: Word) -> Word:
        keys = (Key(marks.mark(key.text), key.is_whole) for key in word.keys)
        return Word(marks.mark(word.text), tuple(keys))

    return tuple(_with_words(parts, mark))


def _with_words(parts: Sequence[Part], change: Callable[[Word], Word]) -> list[Part]:
    return [
        tuple(
            tuple(change(wish) if isinstance(wish, Word) else wish for wish in way) for way in part
        )
        for part in parts
    ]


def matches(column: ColumnElement[str], term: str) -> ColumnElement[bool]:
    """Each word of the term stands somewhere in a column that is not folded."""
    words = words_of(term)
    return and_(*(folded(column).contains(word) for word in words)) if words else false()


def closeness(model: "type[Record]", term: str) -> ColumnElement[int]:
    """0 where words begin as they were typed, 1 where that stands within them, 2 for spellings."""
    return closeness_of(model, words_of(term))


def closeness_of(model: "type[Record]", words: Sequence[str]) -> ColumnElement[int]:
    """The same for folded words."""
    names: ColumnElement[str] = folded(model.title_sql())
    if issubclass(model, Searchable) and _is_open(model.data_class):
        names = model.search_text.expression
    begins = and_(true(), *(_begins(names, word) for word in words))
    within = and_(true(), *(_like(names, f"%{word}%", "") for word in words))
    return case((begins, 0), (within, 1), else_=2)


def _each(parts: list[Part], place: Callable[[Any], ColumnElement[bool]]) -> ColumnElement[bool]:
    """Every part counts, in one of its ways; where each wish is looked for, `place` says."""
    return and_(*(or_(*(and_(*map(place, way)) for way in part)) for part in parts))


def _places(
    model: "type[Record]", wish: Wish, relations: Sequence[str]
) -> list[ColumnElement[bool]]:
    """Where the wish may be fulfilled, as far as the acting person may read it."""
    if isinstance(wish, Days):
        found = [_born(model, wish)]
    elif issubclass(model, Searchable):
        found = [_indexed(model, [((wish,),)])]
    else:
        found = [_holds(folded(field), wish.text) for field in _open(model, model.search_fields)]
        if not found and not relations:
            found = [_holds(folded(model.title_sql()), wish.text)]
    for name in relations:
        key, target = _reference(model, name)
        found.append(key.in_(select(target.id).where(or_(*_places(target, wish, ())))))
    return found or [false()]


def _reference(model: "type[Record]", name: str) -> "tuple[ColumnElement[int], type[Record]]":
    relation = model.__mapper__.relationships[name]
    return next(iter(relation.local_columns)), relation.mapper.class_


def _open(model: "type[Record]", names: Iterable[str]) -> list[Any]:
    return [getattr(model, name) for name in names if _is_open(model.class_of(name))]


def _is_open(data_class: DataClass) -> bool:
    return data_class is DataClass.CATALOGUE or acting().may(Action.READ, data_class)


def _born(model: "type[Record]", days: Days) -> ColumnElement[bool]:
    fields = _open(model, model.search_days)
    return or_(false(), *(field.between(days.first, days.last) for field in fields))


def _among(model: Any, parts: list[Part], way: type[indexed] = indexed) -> ColumnElement[bool]:
    """In the words of a searchable record; days may stand there too, as a number does."""
    wanted, together = [], []
    for part in parts:
        written = tuple(way for way in part if all(isinstance(wish, Word) for wish in way))
        days = [_born(model, wish) for way in part for wish in way if isinstance(wish, Days)]
        if days:
            ways = [or_(*days), _indexed(model, [written])]
            found = (select(model.id).where(one).correlate(None) for one in ways)
            wanted.append(model.id.in_(union_all(*found)))
        else:
            together.append(part)
    return and_(*wanted, *([_indexed(model, together, way)] if together else []))


def _indexed(model: Any, parts: list[Part], way: type[indexed] = indexed) -> ColumnElement[bool]:
    """One question to the index; who may read no more than the title, finds it in that as well."""
    anywhere = _each(parts, lambda word: _stands_in(model.search_text, model.search_keys, word))
    found = way(model.id, told(_match(parts)), anywhere)
    if _is_open(model.data_class):
        return found
    if model.open_names is Searchable.open_names:
        title = folded(model.title_sql())
        return and_(found, _each(parts, lambda word: _holds(title, word.text)))
    words = model.search_text, model.search_keys
    return and_(found, _each(parts, lambda word: _stands_in(*words, word, END)))


def _stands_in(
    text: ColumnElement[str], keys: ColumnElement[str], word: Word, end: str = ""
) -> ColumnElement[bool]:
    spellings = (f" {key.text} " if key.is_whole else f" {key.text}" for key in word.keys)
    kept = (_like(keys, f"%{spelling}%", end) for spelling in spellings)
    return or_(_holds(text, word.text, end), *kept)


def _holds(text: ColumnElement[str], word: str, end: str = "") -> ColumnElement[bool]:
    """Somewhere before the end named; folded words hold neither % nor _."""
    return _like(text, f"%{word}%", end) if len(word) >= SHORT else _begins(text, word, end)


def _begins(text: ColumnElement[str], word: str, end: str = "") -> ColumnElement[bool]:
    return or_(_like(text, f"{word}%", end), _like(text, f"% {word}%", end))


def _like(text: ColumnElement[str], pattern: str, end: str) -> ColumnElement[bool]:
    return text.like(told(f"{pattern}{end}%" if end else pattern))


def _match(parts: list[Part]) -> str:
    """The same question in the words of SQLite's index, where two blanks part the words."""
    ways = [[" AND ".join(map(_asked, way)) for way in part] for part in parts]
    return " AND ".join(f"({' OR '.join(f'({way})' for way in part)})" for part in ways)


def _asked(word: Any) -> str:
    start = "" if len(word.text) >= SHORT else "  "
    keys = [f'"  {key.text}{"  " if key.is_whole else ""}"' for key in word.keys]
    asked = f'{{words}}: "{start}{word.text}"'
    return f"({asked} OR {{keys}}: ({' OR '.join(keys)}))" if keys else asked

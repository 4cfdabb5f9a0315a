"""Words in a table as a form would send them: labels instead of keys, ja and nein, several."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from flask_babel import gettext
from wtforms import BooleanField, Field, SelectField

from admin_views.child_rows import ChildRows
from admin_views.choices import Entry, entries_of, open_entries
from admin_views.editing import VersionField
from admin_views.enum_labels import enum_label
from admin_views.fields import CatalogueField, ChipsField, EnumField, YesNoField
from admin_views.form_values import NEVER_KEPT
from admin_views.import_pickers import matching_records, picked
from admin_views.pickers import RecordField, RecordsField
from models.rules.text import fold

YES = frozenset({"ja", "j", "yes", "y", "x", "1", "wahr", "true", "✓", "✔"})
NO = frozenset({"nein", "n", "no", "0", "falsch", "false", "-", "–"})
BETWEEN = re.compile(r"[;,\n]")
NOT_FROM_A_CELL = (ChildRows, VersionField, *NEVER_KEPT)
Find = Callable[[Any, str], list[tuple[int, str]]]


def can_be_imported(field: Field) -> bool:
    """What is typed or chosen; rows of another table, files and passwords stand in no cell."""
    return not isinstance(field, NOT_FROM_A_CELL)


def sent_by_cell(
    field: Field,
    text: str,
    chosen: Mapping[int, str] | None = None,
    find: Find = matching_records,
) -> list[str]:
    """What a form sends for this cell; raises ValueError with a sentence for the user.

    Of several records that a name may mean, `chosen` says which; without it SeveralFound is raised.
    """
    match field:
        case RecordField() | RecordsField():
            return picked(field, text, chosen or {}, find)
        case YesNoField():
            return ["yes" if _is_yes(text) else "no"]
        case BooleanField():
            return ["y"] if _is_yes(text) else []
        case CatalogueField():
            return [_entry(field.catalogue, text)]
        case ChipsField():
            parts = [part for part in BETWEEN.split(text) if part.strip()]
            return [_entry(field.catalogue, part) for part in parts]
        case EnumField():
            return [_member(field, text)]
        case SelectField():
            return [_option(field, text)]
    return [text]


def _is_yes(text: str) -> bool:
    word = text.strip().casefold()
    if word not in YES | NO:
        raise ValueError(gettext("“%(text)s” is neither yes nor no.", text=_short(text)))
    return word in YES


def _entry(catalogue: Any, text: str) -> str:
    """By its name or code, or by the beginning of one name alone."""
    word, known = fold(text), open_entries(catalogue, set(entries_of(catalogue)))
    for fits in (str.__eq__, str.startswith):
        found = [entry for entry in known if any(fits(name, word) for name in _called(entry))]
        if word and len(found) == 1:
            return str(found[0].id)
    raise ValueError(gettext("“%(text)s” is not in the list.", text=_short(text)))


@lru_cache(maxsize=5_000)
def _called(entry: Entry) -> tuple[str, ...]:
    return fold(entry.label_de), fold(entry.label_en), fold(entry.code)


def _member(field: EnumField, text: str) -> str:
    for member in field.members:
        if fold(text) in (fold(str(enum_label(member))), fold(member.name)):
            return member.name
    raise ValueError(gettext("“%(text)s” is not in the list.", text=_short(text)))


def _option(field: SelectField, text: str) -> str:
    """A choice of the office's own, by what the form calls it; never by its key."""
    offered = [(str(item.value), fold(str(item.label))) for item in field.iter_choices()]
    found = [key for key, label in offered if key and label == fold(text)]
    if not found:
        raise ValueError(gettext("“%(text)s” is not in the list.", text=_short(text)))
    return found[0]


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"

"""Which column goes into which field: guessed by its heading, changed on the page, remembered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from admin_views.import_rows import RowForm
from admin_views.labels import field_label
from admin_views.words import speaking
from models.acting import acting
from models.base import db
from models.column_mapping import remember, remembered
from models.rules.column_guess import guessed

__all__ = ["ColumnLine", "column_lines", "first_mapping", "open_fields", "remember"]


@dataclass(frozen=True)
class ColumnLine:
    """One column on the page: its heading, what stands below it, the field chosen for it."""

    number: int
    head: str
    examples: list[str]
    field: str


def open_fields(view: Any) -> list[tuple[str, str]]:
    """Fields that a column may go into, with their labels, in the order of the form."""
    names = RowForm(view, []).open
    ordered = [name for _, section in view.form_sections for name in section if name in names]
    labels = {name: str(field_label(view.model, name)) for name in ordered}
    return list(labels.items())


def first_mapping(view: Any, heads: Sequence[str], words: Mapping[str, Sequence[str]]) -> list[str]:
    """The choice of last time for these headings, else what they seem to mean."""
    names = [name for name, _ in open_fields(view)]
    table = view.model.__tablename__
    if known := remembered(table, heads, db.session(), acting()):
        return [name if name in names else "" for name in known]
    called = {name: [*_labels(view, name), name, *words.get(name, ())] for name in names}
    return guessed(heads, called)


def _labels(view: Any, name: str) -> list[str]:
    """The label in both languages, whatever the reader's own is."""
    labels = []
    for language in ("de", "en"):
        with speaking(language):
            labels.append(str(field_label(view.model, name)))
    return labels


def column_lines(
    heads: Sequence[str], examples: Sequence[Sequence[str]], fields: Sequence[str]
) -> list[ColumnLine]:
    return [
        ColumnLine(number, head, [row[number] for row in examples if row[number]], fields[number])
        for number, head in enumerate(heads)
    ]

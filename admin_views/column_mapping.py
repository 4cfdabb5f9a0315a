"""Which column goes into which field: guessed by its heading, changed on the page, remembered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from admin_views.import_jobs import ImportJob
from admin_views.import_rows import RowForm
from admin_views.labels import field_label
from admin_views.words import speaking
from models.acting import acting
from models.base import db
from models.column_mapping import Chosen, remembered
from models.permissions import Action
from models.rules.column_guess import guessed


@dataclass(frozen=True)
class ColumnLine:
    """One column on the page: its heading, what stands below it, the field chosen for it."""

    number: int
    head: str
    examples: list[str]
    field: str
    is_key: bool


def open_fields(view: Any) -> list[tuple[str, str]]:
    """Fields that a column may go into, with their labels, in the order of the form.

    Only what the acting person may read and write: the check step shows what stands there.
    """
    names = RowForm(view, []).open
    ordered = [name for _, section in view.form_sections for name in section]
    ordered += [name for name in view.own() if name not in ordered]
    return [
        (name, str(field_label(view.model, name)))
        for name in ordered
        if name in names and _is_open(view, name)
    ]


def _is_open(view: Any, name: str) -> bool:
    may_write = view.may_write(name, Action.CREATE) or view.may_write(name, Action.UPDATE)
    return may_write and acting().may(Action.READ, view.model.class_of(name))


def first_mapping(view: Any, heads: Sequence[str]) -> Chosen:
    """The choice of last time for these headings, else what they seem to mean."""
    names = [name for name, _ in open_fields(view)]
    table = view.model.__tablename__
    if known := remembered(table, heads, db.session(), acting()):
        fields = [name if name in names else "" for name in known.fields]
        return Chosen(fields, [name for name in known.keys if name in fields], known.way)
    words = view.import_words
    called = {name: [*_labels(view, name), name, *words.get(name, ())] for name in names}
    return Chosen(guessed(heads, called))


def _labels(view: Any, name: str) -> list[str]:
    """The label in both languages, whatever the reader's own is."""
    labels = []
    for language in ("de", "en"):
        with speaking(language):
            labels.append(str(field_label(view.model, name)))
    return labels


def column_lines(job: ImportJob) -> list[ColumnLine]:
    return [
        ColumnLine(number, head, [row[number] for row in job.examples if row[number]], name,
                   bool(name) and name in job.keys)
        for number, (head, name) in enumerate(zip(job.heads, job.fields, strict=True))
    ]  # fmt: skip

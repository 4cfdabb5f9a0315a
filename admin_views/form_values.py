"""The values of a form: as it sends them, as people read them, and whether two are the same."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import g
from flask_admin.helpers import get_form_data
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, FileField, Form, PasswordField, SelectField
from wtforms.fields import SelectMultipleField, TextAreaField

from admin_views.child_rows import ChildRows
from admin_views.enum_labels import enum_label
from admin_views.fields import CatalogueField, ChipsField, EnumField, YesNoField
from admin_views.pickers import RecordField, RecordsField, picker_text
from admin_views.session_parts import TopicMinutesField
from models.draft import Pairs

LONG = 200  # characters; a longer text is shown over the whole width
NEVER_KEPT = (PasswordField, FileField)
KEPT_MARKS = frozenset({"_before"})  # of the names with an underscore, which are the page's own


def form_data() -> Any:
    """What a form is filled with: what was sent, or what a draft or a comparison put there."""
    return g.form_data if "form_data" in g else get_form_data()


@contextmanager
def filled_with(values: Any) -> Iterator[None]:
    """Forms made in this block read these values; None: the record's own."""
    before, had = g.get("form_data"), "form_data" in g
    g.form_data = values
    try:
        yield
    finally:
        if had:
            g.form_data = before
        else:
            g.pop("form_data")


def typed_pairs(form_class: type[Form], sent: MultiDict[str, str]) -> Pairs:
    """What was typed, in order; passwords, files and the page's own marks stay out."""
    secret = secret_names(form_class)
    return [
        (name, value)
        for name, value in sent.items(multi=True)
        if isinstance(value, str)
        and name != "csrf_token"
        and name not in secret
        and (not name.startswith("_") or name in KEPT_MARKS)
    ]


def secret_names(form_class: type[Form]) -> set[str]:
    """Fields whose contents are neither kept nor sent back."""
    return {
        name
        for name, field in vars(form_class).items()
        if isinstance(kind := getattr(field, "field_class", None), type)
        and issubclass(kind, NEVER_KEPT)
    }


def sent_by(fields: Iterable[Field]) -> Pairs:
    """Names and values that a browser would send if nobody typed anything."""
    return [
        pair
        for field in fields
        for pair in (field.pairs() if isinstance(field, TopicMinutesField) else _sent_by(field))
    ]


def _sent_by(field: Field) -> Pairs:
    name = field.name
    match field:
        case PasswordField() | FileField():
            return []
        case ChildRows():
            return [pair for entry in field.entries for pair in sent_by(entry.form)]
        case RecordsField():
            return [(name, str(record.id)) for record in field.data or ()]
        case RecordField():
            return [(name, str(field.data.id) if field.data else "")]
        case SelectMultipleField():
            return [(name, str(value)) for value in field.data or ()]
        case EnumField():
            return [(name, field.data.name if field.data else "")]
        case YesNoField():
            return [(name, {True: "yes", False: "no"}.get(field.data, ""))]
        case SelectField():
            return [(name, "" if field.data is None else str(field.data))]
        case BooleanField():
            return [(name, "y")] if field.data else []
    return [(name, str(field._value()))]


def meaning(field: Field) -> Any:
    """What two fields must have in common to say the same; what cannot be read stands as typed."""
    match field:
        case ChildRows():
            return [
                {name: meaning(part) for name, part in entry.form._fields.items() if name != "id"}
                for entry in _rows(field)
            ]
        case SelectMultipleField() | RecordsField():
            return sorted(str(getattr(item, "id", item)) for item in field.data or ())
        case RecordField():
            return field.data.id if field.data else None
    if field.data is None and field.raw_data and str(field.raw_data[0]).strip():
        return str(field.raw_data[0])
    return field.data or None if isinstance(field.data, str | None) else field.data


def _rows(field: ChildRows) -> list[Any]:
    return [entry for entry in field.entries if not getattr(entry, "_should_delete", False)]


def told(field: Field) -> str:
    """The field's value in words."""
    match field:
        case ChildRows():
            return "\n".join(_row_text(entry.form) for entry in _rows(field))
        case ChipsField() | CatalogueField():
            return ", ".join(str(item[1]) for item in field.iter_choices() if item[2] and item[0])
        case RecordsField():
            return ", ".join(picker_text(record) for record in field.data or ())
        case RecordField():
            return picker_text(field.data) if field.data else ""
        case TopicMinutesField():
            return field.told()
        case EnumField():
            return enum_label(field.data) if field.data else ""
        case YesNoField() | BooleanField():
            return {True: gettext("yes"), False: gettext("no")}.get(field.data, "")
        case SelectField():
            return ", ".join(str(item[1]) for item in field.iter_choices() if item[2] and item[0])
    return str(field._value())


def _row_text(form: Form) -> str:
    parts = [
        f"{field.label.text}: {text}"
        for name, field in form._fields.items()
        if name != "id" and (text := told(field))
    ]
    return " · ".join(parts)


def is_long(field: Field, *texts: str) -> bool:
    return isinstance(field, TextAreaField | ChildRows) or any(
        len(text) > LONG or "\n" in text for text in texts
    )


def names_of(field: Field, pairs: Iterable[tuple[str, str]]) -> set[str]:
    """The names among these under which the field, or its rows, are sent."""
    rows = (f"{field.name}-", f"del-{field.name}-")
    is_group = isinstance(field, ChildRows | TopicMinutesField)
    return {name for name, _ in pairs if name == field.name or (is_group and name.startswith(rows))}


def row_keys(name: str, pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Keys of the stored rows among these values."""
    return [
        value
        for sent, value in pairs
        if value and sent.startswith(f"{name}-") and sent.endswith("-id") and sent.count("-") == 2
    ]

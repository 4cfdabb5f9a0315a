"""Single fields of a record's form: same inputs, same checks, for one cell or many records."""

from collections.abc import Hashable, Sequence
from typing import Any, ClassVar

from wtforms import BooleanField, Field, Form, TextAreaField
from wtforms.fields import SelectFieldBase
from wtforms.fields.core import UnboundField

from admin_views.child_rows import ChildRows
from admin_views.fields import (
    ChipsField,
    DecimalField,
    GermanDateField,
    GermanDateTimeField,
    IntegerField,
    TimeField,
)
from admin_views.form_values import NEVER_KEPT
from admin_views.pickers import RecordField, RecordsField
from models.acting import acting
from models.base import Record
from models.permissions import SECRET, Action

MOST_FORMS = 100  # kinds of part forms kept for one table

# What a cell is typed into; the first kind that fits counts.
KINDS: tuple[tuple[type[Field] | tuple[type[Field], ...], str], ...] = (
    (RecordField, "picker"),
    ((RecordsField, ChildRows, TextAreaField, *NEVER_KEPT), ""),
    (ChipsField, "several"),
    (SelectFieldBase, "choice"),
    (BooleanField, "tick"),
    (GermanDateField, "date"),
    (GermanDateTimeField, "moment"),
    (TimeField, "clock"),
    ((DecimalField, IntegerField), "number"),
)


def kind_of(field: type[Field]) -> str:
    """What such a field is typed into within a cell; empty where the record is opened instead."""
    return next((kind for types, kind in KINDS if issubclass(field, types)), "text")


class PartForms:
    """Mixin of RecordView: forms of a few fields of a record."""

    model: type[Record]
    sheet_fields: ClassVar[tuple[str, ...]] = ()

    def part_form(self, names: Sequence[str], sent: Any, record: Record | None = None) -> Form:
        """The record's form with these fields alone; filled with what was sent, if anything."""
        whole = self._edit_form_class
        place: Hashable = (whole, tuple(names))
        kind = self._part_forms.get(place)
        if kind is None:
            if len(self._part_forms) > MOST_FORMS:
                self._part_forms.clear()
            parts = {name: getattr(whole, name) for name in names}
            kind = self._part_forms[place] = type("PartForm", (self.form_base_class,), parts)
        form = kind(sent, obj=record)
        self._connect_pickers(form)
        return form

    def cell_kinds(self) -> dict[str, str]:
        """Which fields may be typed into the cells of the list, and how.

        Those the view declares, within the rights to read and to write them; never a long text,
        rows of another table or a secret class: these open the record.
        """
        someone = acting()
        kinds = {}
        for name in (*self.sheet_fields, *self.own_listed()):
            data_class = self.model.class_of(name)
            if data_class in SECRET or not someone.may(Action.READ, data_class):
                continue
            unbound = getattr(self._edit_form_class, name, None)
            if not isinstance(unbound, UnboundField) or not self.may_write(name, Action.UPDATE):
                continue
            if kind := kind_of(unbound.field_class):
                kinds[name] = kind
        return kinds

    def field_of(self, column: str) -> str:
        """The field behind a column of the list: the title is the field it is made of."""
        return (self.model.title_field or column) if column == "title" else column

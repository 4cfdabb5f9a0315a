"""Small children of a record as rows within its form."""

from typing import Any

from flask_admin.contrib.sqla.fields import InlineModelFormList
from flask_admin.model.fields import InlineModelFormField
from wtforms import BooleanField, Field

from admin_views.fields import EnumField


class ChildRow(InlineModelFormField):
    """One small child within its parent's form."""


class ChildRows(InlineModelFormList):
    """The children of a record as rows of its form; an empty new row counts as not there."""

    form_field_type = ChildRow

    @staticmethod
    def connect(form: Any) -> None:
        """Replaced by the view, which knows where the row's pickers ask."""

    def blank_entry(self) -> Field:
        """A row to be copied by the script, with `__n__` where its number goes."""
        entry = self.unbound_field.bind(
            form=None,
            name=f"{self.short_name}-__n__",
            _meta=self.meta,
            translations=self._translations,
        )
        entry.process(None)
        self.connect(entry.form)
        return entry

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        super().process(formdata, data if data is not None else [])
        if formdata:
            for entry in self.entries:
                if _is_empty_new(entry):
                    entry._should_delete = True

    def populate_obj(self, obj: Any, name: str) -> None:
        kept = [
            entry
            for entry in self.entries
            if not (self.should_delete(entry) and not entry.form["id"].data)
        ]
        self.entries, everything = kept, self.entries
        try:
            super().populate_obj(obj, name)
        finally:
            self.entries = everything

    @property
    def error_texts(self) -> list[str]:
        return [str(error) for error in self.errors if isinstance(error, str)]


def _is_empty_new(entry: Any) -> bool:
    """A row without key in which nobody typed anything; preset choices do not count as typed."""
    fields = [field for name, field in entry.form._fields.items() if name != "id"]
    telling = [field for field in fields if not isinstance(field, EnumField | BooleanField)]
    typed = [
        field
        for field in telling or fields
        if field.raw_data and any(str(part).strip() for part in field.raw_data)
    ]
    return not entry.form["id"].data and not typed

"""Small children of a record as rows within its form."""

import re
from collections.abc import Iterator
from typing import Any

from flask_admin.contrib.sqla.fields import InlineModelFormList
from flask_admin.model.fields import InlineModelFormField
from wtforms import BooleanField, Field

from admin_views.fields import EnumField
from models.base import db


class ChildRow(InlineModelFormField):
    """One small child within its parent's form."""


class ChildRows(InlineModelFormList):
    """The children of a record as rows of its form; an empty new row counts as not there."""

    form_field_type = ChildRow

    @staticmethod
    def connect(form: Any) -> None:
        """Replaced by the view, which knows where the row's pickers ask."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.min_entries = getattr(self.inline_view, "least_rows", 0)

    @property
    def mark(self) -> str:
        """What stands for the number of a row to be copied; rows within rows have their own."""
        return "__m__" if "__n__" in self.name else "__n__"

    def blank_entry(self) -> Field:
        """A row to be copied by the script, with the mark where its number goes."""
        entry = self.unbound_field.bind(
            form=None,
            name=f"{self.name}-{self.mark}",
            _meta=self.meta,
            translations=self._translations,
        )
        entry.process(None)
        self.connect(entry.form)
        return entry

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Rows are numbered anew on reading; ticks for removal go by the numbers that were sent."""
        known = data if data is not None and hasattr(data, "__len__") else []
        super().process(formdata, known)
        numbers = sorted(set(self._extract_indices(self.name, formdata or ())))
        for entry in self.entries[len(numbers) if formdata else len(known) :]:
            entry._should_delete = True  # stands there to be filled
        if not formdata:
            return
        for number, entry in zip(numbers, self.entries, strict=False):
            entry.is_going = f"del-{self.name}-{number}" in formdata
            entry._should_delete = entry.is_going or _is_empty_new(entry)

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        """Numbers of the rows that were sent; only such as our own pages write."""
        for name in formdata:
            if found := re.fullmatch(rf"{re.escape(prefix)}-([0-9]{{1,6}})-.+", name):
                yield int(found[1])

    def populate_obj(self, obj: Any, name: str) -> None:
        """Change rows that stay, add new ones, delete those ticked, one by one for the trail."""
        children = getattr(obj, name)
        known = {str(child.id): child for child in children}
        for entry in self.entries:
            child = known.get(str(entry.form["id"].data))
            if self.should_delete(entry):
                if child is not None:
                    children.remove(child)
                    db.session.delete(child)
                continue
            if child is None:
                child = self.model()
                children.append(child)
            entry.populate_obj(child, name)

    @property
    def error_texts(self) -> list[str]:
        return [str(error) for error in self.errors if isinstance(error, str)]


def _is_empty_new(entry: Any) -> bool:
    """A row without key in which nobody typed anything; preset choices do not count as typed."""
    fields = [field for name, field in entry.form._fields.items() if name != "id"]
    inner = [row for field in fields if isinstance(field, ChildRows) for row in field.entries]
    if not all(getattr(row, "_should_delete", False) for row in inner):
        return False
    fields = [field for field in fields if not isinstance(field, ChildRows)]
    telling = [field for field in fields if not isinstance(field, EnumField | BooleanField)]
    typed = [
        field
        for field in telling or fields
        if field.raw_data and any(str(part).strip() for part in field.raw_data)
    ]
    return not entry.form["id"].data and not typed

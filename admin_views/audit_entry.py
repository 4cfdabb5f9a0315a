"""The audit trail, for the data-protection officer only; nobody changes it."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, Row

from admin_views.base import RecordView
from admin_views.enum_labels import enum_label
from admin_views.filters import Filter
from admin_views.labels import field_label, typed_label
from admin_views.table_labels import TABLES
from models.audit_entry import AuditEntry
from models.base import Record
from models.change_step import StepKind

STEPS = {kind.value: kind for kind in StepKind}


@dataclass(frozen=True)
class TableFilter(Filter):
    """One of the office's tables, by the name it has on screen."""

    kind: str = "choice"

    def options(self) -> list[tuple[str, str]]:
        return sorted(
            ((stem, str(one)) for stem, (one, _many) in TABLES.items()), key=lambda pair: pair[1]
        )

    def condition(self, model: type[Record], value: str) -> ColumnElement[bool]:
        if value not in TABLES:
            raise ValueError(value)
        return AuditEntry.table_name == value


class AuditEntryView(RecordView):
    no_import = "nobody records it by hand"
    says_more = None
    column_list = ("at", "staff", "action", "table_name", "record_id", "fields", "detail")
    column_default_sort = (("at", True),)
    filter_columns = ("action", "staff", "at", "table_name", "record_id")
    form_sections = (
        (_("Entry"), ("at", "staff", "action", "table_name", "record_id", "fields", "detail")),
    )

    def __init__(self, model: type[Record], group: Any) -> None:
        super().__init__(model, group)
        self._office_filters = [
            TableFilter(item.name, field_label(model, item.name))
            if item.name == "table_name"
            else item
            for item in self._office_filters
        ]

    def heading(self, record: Record) -> str:
        if not isinstance(record, AuditEntry):
            return super().heading(record)
        what = [enum_label(record.action), in_words("table_name", record.table_name)]
        return " · ".join(filter(None, what))

    def cell_text(self, name: str, value: Any, row: Row[Any]) -> str:
        return in_words(name, value) or super().cell_text(name, value, row)

    def fact_text(self, record: Record, name: str) -> str:
        return in_words(name, getattr(record, name)) or super().fact_text(record, name)


def in_words(name: str, value: Any) -> str:
    """Tables and fields of an entry as the screen calls them; other columns: nothing."""
    if name == "table_name" and value in TABLES:
        return str(TABLES[value][0])
    if name == "fields" and value:
        words = (str(typed_label(field.removesuffix("_id"))) for field in value.split(", "))
        return ", ".join(dict.fromkeys(words))
    if name == "detail" and value in STEPS:
        return enum_label(STEPS[value])
    return ""

"""The document register: every issued paper with number, state, signatures and files."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import Row

from admin_views.base import RecordView
from admin_views.grid import GridCell
from models.document import Document
from models.permissions import Action, DataClass

# A document comes into being by issuing; what becomes of it are steps, never edits.
CLOSED = frozenset(
    {
        "create_view",
        "create_draft",
        "edit_view",
        "edit_draft",
        "delete_view",
        "bulk",
        "restore_value",
    }
)


class DocumentView(RecordView):
    column_list = (
        "title",
        "kind",
        "person",
        "state",
        "signature_count",
        "issued_at",
        "copy_given_on",
        "copy_given_by",
    )
    more_columns = ("worker", "issued_by", "language", "pages", "is_sealed", "refused_on")
    column_default_sort = (("issued_at", True),)
    column_sources = {"signature_count": Document.signature_count_sql}
    row_needs = ("lines",)
    says_more = frozenset({"signature_count"})
    filter_columns = (
        "state",
        "kind",
        "worker",
        "person",
        "issued_at",
        "copy_given_on",
        "copy_given_by",
        "is_sealed",
    )
    search_relations = ("person",)
    empty_text = _("No paper was issued yet. Issue one from the page of a talk or agreement.")
    form_sections = (
        (
            _("Paper"),
            (
                "number",
                "kind",
                "person",
                "worker",
                "state",
                "issued_at",
                "issued_by",
                "language",
                "pages",
            ),
        ),
        (_("Handed out"), ("copy_given_on", "copy_given_by")),
        (_("Refusal"), ("refused_on", "refusal_reason")),
    )

    def right_of(self, route: str) -> tuple[Action, DataClass] | None:
        return None if route in CLOSED else super().right_of(route)

    def may(self, action: Action) -> bool:
        is_reading = action in (Action.READ, Action.EXPORT, Action.PRINT)
        return is_reading and super().may(action)

    def cell(self, name: str, row: Row[Any]) -> GridCell:
        cell = super().cell(name, row)
        if name == "signature_count":
            return cell._replace(
                text=gettext("%(given)s of %(wanted)s", given=row.signature_count, wanted=row.lines)
            )
        return cell

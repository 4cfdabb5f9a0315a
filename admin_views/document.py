"""The document register: every issued paper with number, state, signatures and files."""

from dataclasses import replace
from typing import Any, ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import Row

from admin_views.base import RecordView
from admin_views.details import Act, Section
from admin_views.document_batch import BatchPages
from admin_views.document_check import CheckPages
from admin_views.document_pages import DocumentSteps
from admin_views.document_panel import panel_of
from admin_views.grid import GridCell
from admin_views.paper_choice import name_of
from admin_views.paper_languages import sources
from models.acting import acting
from models.base import Record
from models.document import Document, DocumentState
from models.permissions import Access, Action, DataClass

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
        "cells",
        "cell_choices",
        "save_cells",
        "undo_cells",
        "check_paste",
        "write_paste",
        "sheet_steps",
        "new_row",
    }
)


class DocumentView(BatchPages, DocumentSteps, CheckPages, RecordView):
    no_import = "a paper is issued, not recorded"
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
    column_sources: ClassVar[dict[str, Any]] = {"signature_count": Document.signature_count_sql}
    row_needs = ("lines",)
    says_more = frozenset({"signature_count", "language"})
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
    empty_text = _("No document was issued yet. Issue one from the page of a talk or agreement.")
    details_template = "document.html"
    form_sections = (
        (
            _("Issued document"),
            (
                "number",
                "kind",
                "person",
                "session",
                "addendum",
                "goal_agreement",
                "worker",
                "state",
                "issued_at",
                "issued_by",
                "language",
                "pages",
                "copy_given_on",
                "copy_given_by",
            ),
        ),
        (_("Refusal"), ("refused_on", "refusal_reason")),
    )

    def right_of(self, route: str) -> tuple[Action, DataClass] | None:
        return None if route in CLOSED else super().right_of(route)

    def may(self, action: Action) -> bool:
        is_reading = action in (Action.READ, Action.EXPORT, Action.PRINT)
        return is_reading and super().may(action)

    def may_delete(self, record: Record) -> bool:
        return False

    def cell(self, name: str, row: Row[Any]) -> GridCell:
        cell = super().cell(name, row)
        if name == "signature_count":
            text = gettext("%(given)s of %(wanted)s", given=row.signature_count, wanted=row.lines)
            return cell._replace(text=text)
        return cell

    def _fact_sections(self, record: Record, has_reason: bool) -> list[Section]:
        """What is empty is left out: most papers are of one kind and refused by nobody."""
        return [
            replace(section, facts=[fact for fact in section.facts if fact.value])
            for section in super()._fact_sections(record, has_reason)
        ]

    def cell_text(self, name: str, value: Any, row: Row[Any]) -> str:
        return language_text(value) if name == "language" else super().cell_text(name, value, row)

    def fact_text(self, record: Record, name: str) -> str:
        if name == "language" and isinstance(record, Document):
            return language_text(record.language)
        return super().fact_text(record, name)

    def heading(self, record: Record) -> str:
        return f"{record.title} · {record.person.title}" if isinstance(record, Document) else ""

    def own_acts(self, record: Record, has_reason: bool) -> list[Act]:
        if not isinstance(record, Document):
            return []
        acts = []
        if self.may_print(has_reason) and record.paper is not None:
            acts.append(Act(gettext("Print"), self.get_url(".paper", id=record.id)))
        if record.is_open and self.access_to("sign") is Access.YES:
            url = self.get_url(".sign", id=record.id)
            is_next = record.state is DocumentState.ISSUED
            acts.append(Act(gettext("Sign"), url, is_primary=is_next))
        return acts

    def more_details(self, record: Record) -> dict[str, Any]:
        told: dict[str, Any] = super().more_details(record)
        if not isinstance(record, Document):
            return told
        return {**told, "panel": panel_of(record, self, self.has_stated_reason(record))}

    def list_acts(self) -> list[tuple[str, str]]:
        acts = [(gettext("Check a document"), self.get_url(".check"))]
        if acting().may(Action.UPDATE, DataClass.NOTE):
            acts.insert(0, (gettext("File scans"), self.get_url("scan.index")))
            acts.insert(0, (gettext("Print unsigned papers"), self.get_url(".batch")))
        return acts


def language_text(code: str) -> str:
    """The second language of a paper by its name; empty for German alone."""
    return name_of(code) if code in sources() else ""

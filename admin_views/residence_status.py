"""Residence statuses: what somebody may, until when, with which paper."""

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Row

from admin_views.base import RecordView
from models.acting import acting

SOON = 56  # days: title end minus eight weeks (rules RS-11)


class ResidenceStatusView(RecordView):
    import_by = ("person", "valid_from")
    is_seldom = True
    column_list = (
        "title",
        "residence_title",
        "expires_on",
        "document_kind",
        "work_permission",
        "valid_from",
        "valid_to",
    )
    sheet_fields = column_list[1:]
    more_columns = ("document_no", "issued_on", "asylum_stage", "legal_basis")
    bulk_fields = ("work_permission", "document_kind", "valid_to")
    relative_days = {"expires_on": SOON}
    row_needs = ("valid_to",)
    empty_text = _("No residence status is recorded. Add the paper that somebody shows.")
    column_default_sort = (("valid_from", True),)
    filter_columns = (
        "residence_title",
        "asylum_stage",
        "work_permission",
        "expires_on",
        "valid_from",
        "valid_to",
    )
    search_relations = ("person",)
    form_sections = (
        (_("Status"), ("person", "residence_title", "legal_basis", "valid_from", "valid_to")),
        (_("Paper"), ("document_kind", "document_no", "issued_on", "expires_on")),
        (
            _("Procedure and conditions"),
            (
                "asylum_stage",
                "toleration_reason",
                "work_permission",
                "residence_obligation",
                "residence_obligation_until",
            ),
        ),
    )

    def is_settled(self, name: str, row: Row[Any]) -> bool:
        """A status that was replaced by another one needs no extension."""
        return row.valid_to is not None and row.valid_to < acting().today

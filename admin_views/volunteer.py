"""Volunteers and interpreters: the coordinator's list, and the little that others see of it."""

from typing import Any, ClassVar

from flask_babel import lazy_gettext as _

from admin_views.base import RecordView
from admin_views.forms import ChildForm
from admin_views.related import Related
from admin_views.volunteer_columns import helps_with, hours_this_year, speaks
from admin_views.volunteer_erasing import ErasePage
from admin_views.volunteer_page import VolunteerPage
from models.assignment import Assignment
from models.base import Record
from models.volunteer import VolunteerAvailability, VolunteerLanguage


class VolunteerView(ErasePage, VolunteerPage, RecordView):
    import_by = ("family_name", "given_name")
    column_list = ("title", "speaks", "helps_with", "phone", "town", "hours", "conduct_until")
    column_sources: ClassVar[dict[str, Any]] = {
        "speaks": speaks,
        "helps_with": helps_with,
        "hours": hours_this_year,
    }
    sheet_fields = ("phone", "email", "town", "reach", "conduct_until", "away_until")
    more_columns = (
        "confidentiality_on", "consent_on", "delete_on", "reach", "email", "partner", "began_on",
        "ended_on", "away_until",
    )  # fmt: skip
    numeric_columns = frozenset({"hours"})
    filter_columns = (
        "speaks", "helps_with", "town", "partner", "reach", "is_flexible", "is_paid", "ended_on",
        "confidentiality_on", "conduct_until", "delete_on",
    )  # fmt: skip
    relative_days: ClassVar[dict[str, int | None]] = {"conduct_until": 60, "delete_on": 30}
    empty_text = _("No volunteer is entered yet. Begin with those who interpret.")
    form_sections = (
        (
            _("Volunteer"),
            ("family_name", "given_name", "sex", "phone", "email", "street", "postcode", "town"),
        ),
        (_("What and when"), ("services", "languages", "times", "is_flexible")),
        (_("Where"), ("reach", "travel_note", "away_from", "away_until")),
        (_("Engagement"), ("partner", "began_on", "ended_on", "is_paid", "hourly_fee", "honours")),
        (
            _("Papers"),
            (
                "confidentiality_on",
                "conduct_issued_on",
                "conduct_seen_on",
                "conduct_until",
                "consent_on",
                "delete_on",
            ),
        ),
        (_("Note"), ("note",)),
    )
    inline_models = (
        ChildForm(VolunteerLanguage, "language", "level"),
        ChildForm(VolunteerAvailability, "weekday", "starts_at", "ends_at"),
    )
    related = (
        Related(
            Assignment,
            "volunteer",
            ("starts_at", "service", "place", "state", "hours"),
            lambda: Assignment.starts_at.desc(),
        ),
    )

    def child_text(self, name: str, child: Record) -> str:
        told = self.page_child_text(child)
        return told or super().child_text(name, child)

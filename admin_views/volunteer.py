"""Volunteers and interpreters: the coordinator's list, and the little that others see of it."""

from flask_babel import lazy_gettext as _

from admin_views.base import RecordView
from admin_views.forms import ChildForm
from models.base import Record
from models.volunteer import VolunteerAvailability, VolunteerLanguage


class VolunteerView(RecordView):
    column_list = ("title", "phone", "town", "reach", "confidentiality_on", "conduct_until")
    more_columns = ("email", "partner", "began_on", "ended_on", "consent_on", "delete_on")
    column_default_sort = (("title", False),)
    filter_columns = (
        "town", "partner", "reach", "is_flexible", "is_paid", "ended_on", "conduct_until",
        "delete_on",
    )  # fmt: skip
    relative_days = {"conduct_until": 60, "delete_on": 30}
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

    def child_text(self, name: str, child: Record) -> str:
        from_super: str = super().child_text(name, child)
        return from_super

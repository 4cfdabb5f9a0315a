"""What volunteers, their papers and their assignments are called on screen, and their colours."""

from datetime import date, time
from enum import Enum

from flask_babel import format_date
from flask_babel.speaklater import LazyString

from admin_views.words import lazy_gettext as _
from models.assignment import AssignmentState
from models.rules.volunteering import PaperState
from models.volunteer import TravelReach, VolunteerAvailability

TABLES: dict[str, tuple[LazyString, LazyString]] = {
    "volunteer": (_("Volunteer"), _("Volunteers")),
    "volunteer_language": (_("Language of a volunteer"), _("Languages of volunteers")),
    "volunteer_availability": (_("Time of a volunteer"), _("Times of volunteers")),
    "volunteer_offering": (_("Offer of a volunteer"), _("Offers of volunteers")),
    "volunteer_service": (_("Kind of voluntary help"), _("Kinds of voluntary help")),
    "assignment": (_("Assignment"), _("Assignments")),
}
FIELDS: dict[str, dict[str, LazyString]] = {
    "volunteer": {
        "partner": _("Belongs to"),
        "services": _("Offers"),
        "times": _("Usual times"),
        "reach": _("Comes to"),
        "travel_note": _("About the way"),
        "is_flexible": _("Other times on request"),
        "began_on": _("Helps since"),
        "ended_on": _("Helped until"),
        "away_from": _("Away from"),
        "away_until": _("Away until"),
        "is_paid": _("Works for a fee"),
        "hourly_fee": _("Fee per hour (€)"),
        "confidentiality_on": _("Confidentiality signed on"),
        "conduct_issued_on": _("Certificate of conduct of"),
        "conduct_seen_on": _("Certificate seen on"),
        "conduct_until": _("Relied on until"),
        "consent_on": _("Consent to keeping the data"),
        "delete_on": _("Delete the data on"),
        "anonymised_on": _("Data deleted on"),
        "honours": _("Honours"),
        "hours": _("Hours this year"),
        "speaks": _("Speaks"),
        "helps_with": _("Helps with"),
    },
    "volunteer_availability": {"starts_at": _("From"), "ends_at": _("To")},
    "volunteer_service": {
        "needs_confidentiality": _("Only with signed confidentiality"),
        "is_with_minors": _("Is help with minors (§ 72a SGB VIII)"),
    },
    "assignment": {
        "title": _("Volunteer"),
        "volunteer": _("Volunteer"),
        "service": _("Kind of help"),
        "starts_at": _("Begins at"),
        "hours": _("Hours (with the way)"),
        "place": _("Where"),
        "person_initials": _("For whom (initials only)"),
        "is_with_minors": _("With minors"),
        "asked_by": _("Asked by"),
        "asked_on": _("Asked on"),
        "answered_on": _("Answered on"),
        "answer": _("What was answered"),
        "note": _("What to know (no names)"),
        "appointment": _("Appointment"),
    },
}
CHOICES: dict[Enum, LazyString | str] = {
    TravelReach.REMOTE: _("by phone or video only"),
    TravelReach.OWN_TOWN: _("places in the own town"),
    TravelReach.ANYWHERE: _("other towns too"),
    AssignmentState.ASKED: _("asked"),
    AssignmentState.ACCEPTED: _("accepted"),
    AssignmentState.DECLINED: _("said no"),
    AssignmentState.DONE: _("has helped"),
    AssignmentState.CANCELLED: _("called off"),
}
TONES: dict[Enum, str] = {
    AssignmentState.ASKED: "amber",
    AssignmentState.ACCEPTED: "blue",
    AssignmentState.DECLINED: "grey",
    AssignmentState.DONE: "green",
    AssignmentState.CANCELLED: "grey",
}
PAPERS: dict[PaperState, tuple[LazyString, str]] = {
    PaperState.MISSING: (_("not there"), "grey"),
    PaperState.EXPIRED: (_("expired"), "red"),
    PaperState.EXPIRING: (_("expires soon"), "amber"),
    PaperState.VALID: (_("valid"), "green"),
}


def short_weekday(number: int) -> str:
    """Mo to So, counted from 0."""
    return format_date(date(2024, 1, 1 + number), "EEEEEE")  # a Monday and the days after it


def span(one: VolunteerAvailability) -> str:
    """9–12:30: the hours of a usual time, as short as they are said."""
    return f"{_clock(one.starts_at)}–{_clock(one.ends_at)}"


def _clock(value: time) -> str:
    return f"{value.hour}:{value:%M}" if value.minute else str(value.hour)

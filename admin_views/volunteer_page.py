"""The page of a volunteer: languages, the week, papers with their state, hours of the year."""

from dataclasses import dataclass
from typing import Any

from admin_views.details import Act, Alert, Section
from admin_views.enum_labels import enum_label
from admin_views.formats import day
from admin_views.volunteer_certificate import hours
from admin_views.volunteer_labels import PAPERS, short_weekday, span
from admin_views.words import gettext, ngettext
from models.acting import acting
from models.base import Record
from models.office_hour import Weekday
from models.permissions import Action, DataClass
from models.person import LanguageLevel
from models.reports.volunteer_year import year_of_volunteers
from models.rules.volunteering import PaperState
from models.volunteer import Volunteer, VolunteerAvailability, VolunteerLanguage

INTERPRETING = "interpreting"


@dataclass(frozen=True)
class PaperLine:
    label: str
    state: str
    tone: str
    small: str = ""


@dataclass(frozen=True)
class VolunteerSheet:
    """The head of the page; `papers` and `year` are empty where they may not be read."""

    languages: list[str]
    services: list[str]
    week: list[tuple[str, list[str]]]
    about: list[str]
    papers: list[PaperLine]
    year: str


class VolunteerPage:
    """Mixin of the view of volunteers."""

    details_template = "volunteer.html"

    def _fact_sections(self, record: Record, has_reason: bool) -> list[Section]:
        """Without what the head of the page tells already."""
        told = (gettext("What and when"), gettext("Papers"))
        sections: list[Section] = super()._fact_sections(record, has_reason)
        return [one for one in sections if str(one.legend) not in told]

    def more_details(self, record: Record) -> dict[str, Any]:
        told: dict[str, Any] = super().more_details(record)
        if not isinstance(record, Volunteer):
            return told
        reads_papers = acting().may(Action.READ, DataClass.VOLUNTEER_PAPER)
        sheet = VolunteerSheet(
            languages=[_language(one) for one in record.languages],
            services=[one.title for one in record.services],
            week=_week(record),
            about=_about(record),
            papers=papers_of(record) if reads_papers else [],
            year=_year(record) if reads_papers else "",
        )
        return {**told, "sheet": sheet}

    @staticmethod
    def page_child_text(child: Record) -> str:
        if isinstance(child, VolunteerLanguage):
            return _language(child)
        if isinstance(child, VolunteerAvailability):
            return f"{enum_label(child.weekday)} {child.title}"
        return ""

    def alerts(self, record: Record) -> list[Alert]:
        told: list[Alert] = super().alerts(record)
        if not isinstance(record, Volunteer) or record.anonymised_on:
            return told
        today = acting().today
        interprets = any(one.code == INTERPRETING for one in record.services)
        if interprets and not record.is_sworn_on(today):
            text = gettext("Confidentiality is not signed: cannot be asked to interpret yet.")
            told.append(Alert("amber", text))
        if not acting().may(Action.READ, DataClass.VOLUNTEER_PAPER):
            return told
        with_minors = any(one.is_with_minors for one in record.services)
        state = record.conduct_on(today)
        if with_minors and state in (PaperState.MISSING, PaperState.EXPIRED):
            text = gettext("Without a valid certificate of conduct no help with minors.")
            told.append(Alert("red", text))
        if record.delete_on and record.delete_on <= today:
            text = gettext("These data were to be deleted on %(day)s.", day=day(record.delete_on))
            told.append(Alert("red", text))
        return told

    def own_acts(self, record: Record, has_reason: bool) -> list[Act]:
        acts: list[Act] = super().own_acts(record, has_reason)
        if not isinstance(record, Volunteer) or record.anonymised_on:
            return acts
        if acting().may(Action.PRINT, DataClass.VOLUNTEER_PAPER) and _has_helped(record):
            year = acting().today.year
            url = self.get_url("volunteer_year.certificate", year=year, volunteer=record.id)
            acts.append(Act(gettext("Certificate %(year)s", year=year), url))
        if record.is_active_on(acting().today) and acting().may(
            Action.CREATE, DataClass.ASSIGNMENT
        ):
            url = self.get_url("assignment.create_view", volunteer=record.id)
            acts.append(Act(gettext("Ask for help"), url))
        return acts


def papers_of(one: Volunteer) -> list[PaperLine]:
    today = acting().today
    conduct, tone = PAPERS[one.conduct_on(today)]
    lines = [
        _on(gettext("Confidentiality"), one.confidentiality_on, gettext("signed")),
        PaperLine(
            gettext("Certificate of conduct"),
            str(conduct),
            tone,
            _conduct_text(one),
        ),
        _on(gettext("Consent to keeping the data"), one.consent_on, gettext("given")),
    ]
    if one.delete_on:
        is_due = one.delete_on <= today
        state = gettext("due") if is_due else day(one.delete_on)
        tone = "red" if is_due else "grey"
        lines.append(PaperLine(gettext("Deletion of the data"), state, tone))
    return lines


def _on(label: str, on: Any, word: str) -> PaperLine:
    if on is None:
        return PaperLine(label, gettext("missing"), "amber")
    return PaperLine(label, word, "green", gettext("on %(day)s", day=day(on)))


def _conduct_text(one: Volunteer) -> str:
    """When it was seen and until when it is relied on; nothing of what stands in it is kept."""
    if one.conduct_seen_on is None:
        return ""
    parts = [gettext("seen on %(day)s", day=day(one.conduct_seen_on))]
    if one.conduct_issued_on:
        parts.insert(0, gettext("of %(day)s", day=day(one.conduct_issued_on)))
    if one.conduct_until:
        parts.append(gettext("relied on until %(day)s", day=day(one.conduct_until)))
    return ", ".join(parts)


def _language(one: VolunteerLanguage) -> str:
    if one.level is LanguageLevel.UNKNOWN:
        return one.language.title
    return f"{one.language.title} · {enum_label(one.level)}"


def _week(one: Volunteer) -> list[tuple[str, list[str]]]:
    return [
        (short_weekday(weekday), [span(time) for time in one.week if time.weekday is weekday])
        for weekday in Weekday
    ]


def _about(one: Volunteer) -> list[str]:
    about = [enum_label(one.reach)]
    if one.travel_note:
        about.append(one.travel_note)
    if one.is_flexible:
        about.append(gettext("other times on request"))
    if one.away_until and one.away_until >= acting().today:
        about.append(gettext("away until %(day)s", day=day(one.away_until)))
    return about


def _has_helped(one: Volunteer) -> bool:
    years = year_of_volunteers(acting().today.year, acting(), one.id)
    return any(year.is_thanked for year in years)


def _year(one: Volunteer) -> str:
    found = year_of_volunteers(acting().today.year, acting(), one.id)
    if not found:
        return gettext("no hours yet this year")
    return ngettext(
        "%(hours)s hours in %(num)s assignment this year",
        "%(hours)s hours in %(num)s assignments this year",
        found[0].count,
        hours=hours(found[0].hours),
    )

"""One volunteer of the finder in words: how time, way, language and papers fit."""

from dataclasses import dataclass
from typing import Any

from admin_views.enum_labels import enum_label
from admin_views.formats import day
from admin_views.volunteer_labels import short_weekday, span
from admin_views.words import gettext, ngettext
from models.assignment import AssignmentState
from models.person import LanguageLevel
from models.reports.volunteer_finder import Helper, TimeFit, WayFit, Wish
from models.rules.phones import dial_link
from models.volunteer import Volunteer

TONES = {
    TimeFit.USUAL: "green",
    TimeFit.ON_REQUEST: "blue",
    TimeFit.UNKNOWN: "grey",
    TimeFit.OTHER: "amber",
    TimeFit.AWAY: "red",
    TimeFit.TAKEN: "red",
    WayFit.NEAR: "green",
    WayFit.COMES: "green",
    WayFit.UNKNOWN: "grey",
    WayFit.REMOTE: "blue",
    WayFit.TOO_FAR: "amber",
}


@dataclass(frozen=True)
class HelperRow:
    key: int
    name: str
    url: str
    phone: str
    dial: str
    email: str
    tags: list[tuple[str, str]]  # tone, text
    lines: list[str]
    problems: list[str]
    is_possible: bool


def helper_row(helper: Helper, wish: Wish, url: str) -> HelperRow:
    one = helper.volunteer
    return HelperRow(
        key=one.id,
        name=one.title,
        url=url,
        phone=one.phone or "",
        dial=dial_link(one.phone),
        email=one.email or "",
        tags=_tags(helper, wish),
        lines=[text for text in (_times(one), one.travel_note or "", _load(helper)) if text],
        problems=[gettext(text) for text in helper.problems],  # noqa: INT001 - marked in the models
        is_possible=helper.is_possible,
    )


def _tags(helper: Helper, wish: Wish) -> list[tuple[str, str]]:
    tags = []
    if wish.language is not None and helper.level is not None:
        told = helper.level is not LanguageLevel.UNKNOWN
        level = f" · {enum_label(helper.level)}" if told else ""
        tags.append(("", wish.language.title + level))
    tags.append((TONES[helper.time_fit], _time(helper)))
    tags.append((TONES[helper.way_fit], _way(helper, wish)))
    if helper.answered is AssignmentState.DECLINED:
        tags.append(("red", gettext("declined this one")))
    return tags


def _time(helper: Helper) -> str:
    match helper.time_fit:
        case TimeFit.TAKEN:
            spans = [f"{one.starts_at:%H:%M}–{one.ends_at:%H:%M}" for one in helper.taken]
            return gettext("taken %(spans)s", spans=", ".join(spans))
        case TimeFit.AWAY:
            until = helper.volunteer.away_until
            if until is None:
                return gettext("away")
            return gettext("away until %(day)s", day=day(until))
        case TimeFit.USUAL:
            return gettext("usual time")
        case TimeFit.ON_REQUEST:
            return gettext("time on request")
        case TimeFit.OTHER:
            return gettext("other times")
    return gettext("no times noted")


def _way(helper: Helper, wish: Wish) -> str:
    home = helper.volunteer.town or ""
    match helper.way_fit:
        case WayFit.NEAR:
            return gettext("lives in %(town)s", town=home)
        case WayFit.COMES:
            return gettext("comes from %(town)s", town=home) if home else gettext("comes")
        case WayFit.REMOTE:
            return gettext("by phone or video only")
        case WayFit.TOO_FAR:
            return gettext("lives in %(town)s, comes to places there only", town=home)
    return gettext("way not known")


def _times(one: Volunteer) -> str:
    """Mo. 9–12, Di. 14–18: the week in one line."""
    parts = [f"{short_weekday(time.weekday)} {span(time)}" for time in one.week]
    return ", ".join(parts)


def _load(helper: Helper) -> Any:
    if not helper.recent:
        return gettext("not asked in the last two months")
    return ngettext(
        "%(num)s assignment in the last two months",
        "%(num)s assignments in the last two months",
        helper.recent,
    )

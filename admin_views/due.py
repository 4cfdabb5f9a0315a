"""Days as a clerk says them: today, in 3 days, 2 weeks ago; and which of them press."""

from datetime import date, datetime, timedelta

from admin_views.formats import show
from admin_views.grid import GridCell
from admin_views.words import gettext, ngettext
from models.rules.urgency import tone_of

FORTNIGHT, TWO_MONTHS, TWO_YEARS = 14, 61, 730  # days from which on the next larger unit is used
MONTH, YEAR = 30.44, 365.25  # days


def due_cell(value: date, today: date, near: int | None) -> GridCell:
    """How far away a day is, the day itself below; `near`: days in which it presses, None: never.

    Takes a moment of the office's wall clock as well.
    """
    day = value.date() if isinstance(value, datetime) else value
    tone = "" if near is None else tone_of(day, today, timedelta(days=near))
    return GridCell(distance(day, today), show(value), tone)


def distance(day: date, today: date) -> str:
    """How far a day lies from today, in words."""
    days = (day - today).days
    near = {
        0: lambda: gettext("today"),
        1: lambda: gettext("tomorrow"),
        -1: lambda: gettext("yesterday"),
    }
    if days in near:
        return near[days]()
    return _ahead(days) if days > 0 else _past(-days)


def _ahead(days: int) -> str:
    if days < FORTNIGHT:
        return ngettext("in %(num)s day", "in %(num)s days", days)
    if days < TWO_MONTHS:
        return ngettext("in %(num)s week", "in %(num)s weeks", days // 7)
    if days < TWO_YEARS:
        return ngettext("in %(num)s month", "in %(num)s months", int(days / MONTH))
    return ngettext("in %(num)s year", "in %(num)s years", int(days / YEAR))


def _past(days: int) -> str:
    if days < FORTNIGHT:
        return ngettext("%(num)s day ago", "%(num)s days ago", days)
    if days < TWO_MONTHS:
        return ngettext("%(num)s week ago", "%(num)s weeks ago", days // 7)
    if days < TWO_YEARS:
        return ngettext("%(num)s month ago", "%(num)s months ago", int(days / MONTH))
    return ngettext("%(num)s year ago", "%(num)s years ago", int(days / YEAR))

"""Opening hours in the words of the screen: today's, the week's, and when it opens next."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from admin_views.words import gettext, lazy_gettext
from models.rules.opening import (
    Opening,
    closing_at,
    day_text,
    is_round_the_clock,
    is_row_of_days,
    next_opening,
    week_lines,
)

SHORT_DAYS = (
    lazy_gettext("Mon"),
    lazy_gettext("Tue"),
    lazy_gettext("Wed"),
    lazy_gettext("Thu"),
    lazy_gettext("Fri"),
    lazy_gettext("Sat"),
    lazy_gettext("Sun"),
)


def today_words(openings: Sequence[Opening], moment: datetime) -> str:
    """What a card says of today; empty where no hours are known. The moment is the wall clock's."""
    if not openings:
        return ""
    if is_round_the_clock(openings):
        return gettext("round the clock")
    times, ends = day_text(openings, moment.date()), closing_at(openings, moment)
    if times:
        return gettext("today %(times)s", times=times)
    if ends is not None:
        return gettext("today until %(time)s", time=f"{ends:%H:%M}")
    return _next_words(openings, moment)


def _next_words(openings: Sequence[Opening], moment: datetime) -> str:
    opens = next_opening(openings, moment)
    if opens is None:
        return gettext("closed today")
    is_tomorrow = opens.date() - moment.date() == timedelta(days=1)
    day = gettext("tomorrow") if is_tomorrow else f"{SHORT_DAYS[opens.weekday()]}, {opens:%d.%m.}"
    return gettext("closed today, opens %(day)s at %(time)s", day=day, time=f"{opens:%H:%M}")


def week_words(openings: Sequence[Opening]) -> list[str]:
    """Mon–Wed 08:00–12:00, 13:00–16:00: the week in a few lines."""
    if is_round_the_clock(openings):
        return [gettext("round the clock")]
    return [_line(days, weeks, times, note) for days, weeks, times, note in week_lines(openings)]


def hour_text(opening: Opening) -> str:
    """One span with its weekday, as it stands on the page of the organisation."""
    holidays = gettext("on holidays too") if opening.is_on_holidays else ""
    line = _line([opening.weekday], opening.weeks, opening.text, opening.note)
    return " · ".join(filter(None, (line, holidays)))


def remark_words(opening: Opening) -> str:
    """In which weeks, on holidays or not, and what else is said of a span."""
    numbers = gettext(" and ").join(f"{number}." for number in opening.weeks)
    weeks = gettext("only the %(numbers)s of the month", numbers=numbers) if numbers else ""
    holidays = gettext("on holidays too") if opening.is_on_holidays else ""
    return " · ".join(filter(None, (weeks, holidays, opening.note)))


def _line(days: Sequence[int], weeks: Sequence[int], times: str, note: str) -> str:
    names = [str(SHORT_DAYS[day]) for day in days]
    together = f"{names[0]}–{names[-1]}" if is_row_of_days(days) else ", ".join(names)
    if weeks:
        numbers = gettext(" and ").join(f"{number}." for number in weeks)
        together = gettext("%(numbers)s %(day)s of the month", numbers=numbers, day=together)
    return " · ".join(filter(None, (f"{together} {times}", note)))

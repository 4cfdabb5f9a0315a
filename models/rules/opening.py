"""Opening hours of an organisation: open now, open today, what stands on the card.

An opening that closes at or before the time it opens closes on the next day (22:00 to 06:00);
from 00:00 to 00:00 is round the clock. On holidays of the Land (§ 2 FeiertG NW) an opening holds
only where it says so.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from models.rules.working_days import holiday_name

MIDNIGHT = time(0)
LOOK_AHEAD = 60  # days within which even an opening of each second month is met
_DAY = timedelta(days=1)
_WEEKS = re.compile(r"[1-5](?:\s*,\s*[1-5])*")


@dataclass(frozen=True, order=True)
class Opening:
    """One span on one weekday (0 is Monday), in the weeks of the month named or in all of them."""

    weekday: int
    opens_at: time
    closes_at: time
    weeks: tuple[int, ...] = ()  # (2, 4): on the second and fourth such weekday of the month
    is_on_holidays: bool = False
    note: str = ""

    @property
    def is_past_midnight(self) -> bool:
        return self.closes_at <= self.opens_at

    def holds_on(self, day: date) -> bool:
        """Whether it begins on this day."""
        if day.weekday() != self.weekday or (self.weeks and week_of_month(day) not in self.weeks):
            return False
        return self.is_on_holidays or not holiday_name(day)

    @property
    def text(self) -> str:
        """09:00–12:00; the end of a day is 24:00."""
        closes = "24:00" if self.closes_at == MIDNIGHT else f"{self.closes_at:%H:%M}"
        return f"{self.opens_at:%H:%M}–{closes}"


def week_of_month(day: date) -> int:
    """1 for the first such weekday of its month."""
    return (day.day - 1) // 7 + 1


def weeks_of(text: str | None) -> tuple[int, ...]:
    """(2, 4) from "2, 4"; none for an empty text. Raises ValueError where it is no such list."""
    plain = (text or "").strip()
    if plain and not _WEEKS.fullmatch(plain):
        raise ValueError(text)
    return tuple(sorted({int(sign) for sign in plain if sign.isdigit()}))


def openings_on(openings: Iterable[Opening], day: date) -> list[Opening]:
    """What begins on this day, the earliest first."""
    return sorted(one for one in openings if one.holds_on(day))


def is_open_today(openings: Iterable[Opening], day: date) -> bool:
    return bool(openings_on(openings, day))


def is_open_at(openings: Iterable[Opening], moment: datetime) -> bool:
    """At this time of the office's wall clock, what began yesterday and runs on included."""
    return closing_at(openings, moment) is not None


def closing_at(openings: Iterable[Opening], moment: datetime) -> datetime | None:
    """When the span ends within which the moment lies; None while it is closed."""
    today = moment.date()
    ends = [
        _end(one, day)
        for one in openings
        for day in (today - _DAY, today)
        if one.holds_on(day) and datetime.combine(day, one.opens_at) <= moment < _end(one, day)
    ]
    return max(ends, default=None)


def next_opening(openings: Sequence[Opening], moment: datetime) -> datetime | None:
    """When it opens first after this time; None where nothing is known of the coming weeks."""
    for ahead in range(LOOK_AHEAD):
        day = moment.date() + ahead * _DAY
        for one in openings_on(openings, day):
            start = datetime.combine(day, one.opens_at)
            if start > moment:
                return start
    return None


def day_text(openings: Iterable[Opening], day: date) -> str:
    """08:00–12:00, 13:00–15:30; empty where nothing begins on this day."""
    return ", ".join(one.text for one in openings_on(openings, day))


def is_round_the_clock(openings: Iterable[Opening]) -> bool:
    """On every day of the week from midnight to midnight."""
    whole = {
        one.weekday
        for one in openings
        if one.opens_at == one.closes_at == MIDNIGHT and not one.weeks
    }
    return len(whole) == 7


def week_lines(openings: Iterable[Opening]) -> list[tuple[list[int], tuple[int, ...], str, str]]:
    """The week in as few lines as possible: weekdays, weeks of the month, times, note."""
    by_day: dict[tuple[int, tuple[int, ...], str], list[str]] = {}
    for one in sorted(openings):
        by_day.setdefault((one.weekday, one.weeks, one.note), []).append(one.text)
    lines: dict[tuple[tuple[int, ...], str, str], list[int]] = {}
    for (weekday, weeks, note), times in by_day.items():
        lines.setdefault((weeks, ", ".join(times), note), []).append(weekday)
    found = [(days, weeks, times, note) for (weeks, times, note), days in lines.items()]
    return sorted(found)


def is_row_of_days(days: Sequence[int]) -> bool:
    """Whether three or more weekdays follow each other, so that "Mo–Fr" says them all."""
    return len(days) > 2 and all(later - earlier == 1 for earlier, later in pairwise(days))


def overlaps(first: Opening, second: Opening) -> bool:
    """Whether both hold at some common time, one past midnight with the next morning too."""
    share_weeks = not first.weeks or not second.weeks or bool({*first.weeks} & {*second.weeks})
    return share_weeks and (_opens_within(first, second) or _opens_within(second, first))


def _opens_within(first: Opening, second: Opening) -> bool:
    """Whether the first opens while the second is open."""
    some_day = date(2024, 1, 1)  # a Monday; only the distance counts
    days = timedelta(days=(first.weekday - second.weekday) % 7)
    begins = datetime.combine(some_day + days, first.opens_at)
    return datetime.combine(some_day, second.opens_at) <= begins < _end(second, some_day)


def _end(opening: Opening, day: date) -> datetime:
    later = _DAY if opening.is_past_midnight else timedelta(0)
    return datetime.combine(day, opening.closes_at) + later

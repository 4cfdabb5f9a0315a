"""How a yearly event finds its day in another year, and when the work for it is due."""

from calendar import monthrange
from datetime import date, timedelta
from enum import Enum, auto

from models.rules.working_days import same_or_next, same_or_previous

_WEEK = 7


class Rule(Enum):
    """Which of a day's marks is kept from year to year."""

    FIXED_DAY = auto()  # 5 December
    WEEKDAY_FROM_START = auto()  # the second Saturday of June
    WEEKDAY_FROM_END = auto()  # the last Sunday of September


def in_year(day: date, year: int, rule: Rule) -> date:
    """The same day of another year.

    29 February becomes the 28th; a fifth weekday that the month does not have is its last one.
    """
    last = monthrange(year, day.month)[1]
    if rule is Rule.FIXED_DAY:
        return date(year, day.month, min(day.day, last))
    if rule is Rule.WEEKDAY_FROM_START:
        first = date(year, day.month, 1)
        ahead = (day.weekday() - first.weekday()) % _WEEK
        wanted = 1 + ahead + (day.day - 1) // _WEEK * _WEEK
        return date(year, day.month, wanted if wanted <= last else wanted - _WEEK)
    end = date(year, day.month, last)
    back = (end.weekday() - day.weekday()) % _WEEK
    before = (monthrange(day.year, day.month)[1] - day.day) // _WEEK * _WEEK
    wanted = last - back - before
    return date(year, day.month, wanted if wanted >= 1 else wanted + _WEEK)


def place_in_month(day: date, rule: Rule) -> int:
    """Which of its weekday in the month it is, counted from 1 in the direction of the rule."""
    if rule is Rule.WEEKDAY_FROM_END:
        return (monthrange(day.year, day.month)[1] - day.day) // _WEEK + 1
    return (day.day - 1) // _WEEK + 1


def due_day(begins_on: date, days_before: int) -> date:
    """When work so many days before the event is due; a negative number is after it.

    What must be ready before falls on the last working day before a weekend or holiday, what comes
    after on the next one; what belongs to the very day stays there.
    """
    day = begins_on - timedelta(days=days_before)
    if days_before > 0:
        return same_or_previous(day)
    return same_or_next(day) if days_before < 0 else day

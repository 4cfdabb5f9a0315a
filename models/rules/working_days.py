"""Working days in North Rhine-Westphalia: Monday to Friday, but not on a holiday of the Land.

Source: § 2 (1) FeiertG NW through the library `holidays`; rules DT-08 and 2.1. Days on which only
the office is closed (24 and 31 December, Rosenmontag) move no deadline of the law.
"""

from datetime import date, timedelta

import holidays

_HOLIDAYS = holidays.country_holidays("DE", subdiv="NW", language="de")
_DAY = timedelta(days=1)


def holiday_name(day: date) -> str:
    """The German name of the holiday, or empty."""
    return _HOLIDAYS.get(day) or ""


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in _HOLIDAYS


def same_or_next(day: date) -> date:
    """The day itself or the next working day (§ 193 BGB, § 222 (2) ZPO)."""
    while not is_working_day(day):
        day += _DAY
    return day


def same_or_previous(day: date) -> date:
    """The day itself or the last working day before it."""
    while not is_working_day(day):
        day -= _DAY
    return day


def working_days_after(day: date, count: int) -> date:
    """The last of `count` working days that follow the day."""
    while count > 0:
        day += _DAY
        count -= is_working_day(day)
    return day

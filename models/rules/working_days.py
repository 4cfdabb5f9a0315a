"""Working days in North Rhine-Westphalia: Monday to Friday, but not on a holiday of the Land.

Source: § 2 (1) FeiertG NW, rules DT-08 and 2.1. Days on which only the office is closed (24 and
31 December, Rosenmontag) move no deadline of the law. Years before 1991 are counted by today's
list. The library `holidays` loads the law of 190 countries to answer this, 18 MiB; so it is the
tests' witness and not the program's.
"""

from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

_DAY = timedelta(days=1)
_BY_DATE = (  # month, day
    (1, 1, "Neujahr"),
    (5, 1, "Erster Mai"),
    (10, 3, "Tag der Deutschen Einheit"),
    (11, 1, "Allerheiligen"),
    (12, 25, "Erster Weihnachtstag"),
    (12, 26, "Zweiter Weihnachtstag"),
)
_BY_EASTER = (  # days after Easter Sunday
    (-2, "Karfreitag"),
    (1, "Ostermontag"),
    (39, "Christi Himmelfahrt"),
    (50, "Pfingstmontag"),
    (60, "Fronleichnam"),
)
_ONCE = {
    date(2017, 10, 31): "Reformationstag",  # its five hundredth year
    **{
        date(year, 11, day): "Buß- und Bettag"  # until 1994
        for year, day in ((1991, 20), (1992, 18), (1993, 17), (1994, 16))
    },
}


@lru_cache(maxsize=64)  # years
def _holidays(year: int) -> dict[date, str]:
    sunday = easter(year)
    return {
        **{date(year, month, day): name for month, day, name in _BY_DATE},
        **{sunday + days * _DAY: name for days, name in _BY_EASTER},
        **{day: name for day, name in _ONCE.items() if day.year == year},
    }


def holiday_name(day: date) -> str:
    """The German name of the holiday, or empty."""
    return _holidays(day.year).get(day, "")


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and not holiday_name(day)


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

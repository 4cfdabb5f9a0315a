"""Deadlines counted a second time, straight from the rules' text and by other means."""

import calendar
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.rules.deadlines import RULES, deadline
from models.rules.notice import ordinary_end

DAY = timedelta(days=1)
EVENTS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
FIXED = {(1, 1), (5, 1), (10, 3), (11, 1), (12, 25), (12, 26)}  # rules 2.1
AFTER_EASTER = (-2, 1, 39, 50, 60)  # Good Friday to Corpus Christi
ONCE = {date(2017, 10, 31), *(date(*day) for day in (
    (1991, 11, 20), (1992, 11, 18), (1993, 11, 17), (1994, 11, 16),
))}  # fmt: skip


def easter_of(year: int) -> date:
    """Gauss with the additions of Lichtenberg, counted in days of March."""
    century, cycle = year // 100, year % 19
    moon = 15 + (3 * century + 3) // 4 - (8 * century + 13) // 25
    sun = 2 - (3 * century + 3) // 4
    start = (19 * cycle + moon) % 30
    full = 21 + start - ((start + cycle // 11) // 29)
    sunday = 7 - (year + year // 4 + sun) % 7
    return date(year, 3, 1) + timedelta(days=full + 7 - (full - sunday) % 7 - 1)


def is_open(day: date) -> bool:
    """Monday to Friday and no holiday of the Land."""
    from_easter = (day - easter_of(day.year)).days
    is_holiday = (day.month, day.day) in FIXED or from_easter in AFTER_EASTER or day in ONCE
    return day.isoweekday() < 6 and not is_holiday


def later(day: date, months: int) -> date:
    """DT-03 and DT-04: the same number in a later month, or that month's last day."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def moved(day: date, step: timedelta) -> date:
    return day if is_open(day) else moved(day + step, step)


def tenth(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=10)


def after_posting(day: date) -> date:
    return later(day + timedelta(days=4 if day.year >= 2025 else 3), 1)


def working_days(day: date) -> date:
    opened = 0
    while opened < 30:
        day += DAY
        opened += is_open(day)
    return day


# Code: how it is counted, whether its end moves on (DT-08, DT-09), days spared (EN-04).
COUNTED: dict[str, tuple[Callable[[date], date], bool, int]] = {
    "SCHONFRIST": (lambda day: later(day, 2), True, 0),  # SF-01, DT-10
    "VERTEIDIGUNGSANZEIGE": (lambda day: day + timedelta(weeks=2), True, 0),  # CP-01
    "EINSPRUCH_VERSAEUMNISURTEIL": (lambda day: day + timedelta(weeks=2), True, 0),  # CP-04
    "BERUFUNG": (lambda day: later(day, 1), True, 0),  # CP-05
    "BERUFUNGSBEGRUENDUNG": (lambda day: later(day, 2), True, 0),  # CP-05: from service
    "SOFORTIGE_BESCHWERDE": (lambda day: day + timedelta(weeks=2), True, 0),  # CP-13
    "RAEUMUNGSFRIST_VERLAENGERUNG": (lambda day: day - timedelta(weeks=2), False, 0),  # CP-09
    "VOLLSTRECKUNGSSCHUTZ_765A": (lambda day: day - timedelta(weeks=2), False, 1),  # EN-04
    "RAEUMUNGSFRIST_HOECHSTDAUER": (lambda day: later(day, 12), False, 0),  # CP-11, DT-12
    "FRUEHESTER_RAEUMUNGSTERMIN": (lambda day: day + timedelta(days=22), False, 0),  # EN-01
    "SACHEN_ABFORDERN": (lambda day: later(day, 1), True, 0),  # EN-07
    "SACHEN_KOSTEN": (lambda day: later(day, 2), True, 0),  # EN-07
    "UMMELDUNG": (lambda day: day + timedelta(weeks=2), True, 0),
    "WIDERSPRUCH_SGB": (after_posting, True, 0),  # DT-14
    "ASYL_KLAGE": (lambda day: day + timedelta(weeks=2), True, 0),
    "ZUSTAENDIGKEIT_5_JAHRE": (lambda day: later(day, 60), False, 0),  # DT-12
    "WOBERICHTSG_MELDUNG": (working_days, True, 0),  # ST-04
    "FLUEAG_MELDUNG": (tenth, True, 0),  # ST-08
}


def check(rule: str, event: date) -> None:
    count, moves_on, spared = COUNTED[rule]
    found, nominal = deadline(rule, event), count(event)
    assert found.nominal_end == nominal, event
    assert found.statutory_end == (moved(nominal, DAY) if moves_on else nominal), event
    assert found.conservative_end == moved(nominal - spared * DAY, -DAY), event
    assert (found.rule, found.event) == (rule, event)


def test_every_rule_is_counted_twice() -> None:
    assert set(COUNTED) == set(RULES)


@pytest.mark.parametrize("rule", sorted(COUNTED))
@given(event=EVENTS)
@example(event=date(2027, 12, 31))  # ends on 29 February, a working day
@example(event=date(2028, 2, 29))
@example(event=date(2026, 2, 2))  # two weeks: Rosenmontag, a working day
@example(event=date(2026, 10, 24))  # two months: Christmas Eve, a working day
@example(event=date(2026, 12, 17))  # two weeks: New Year's Eve, a working day
@example(event=date(2024, 12, 31))  # the last decision that is posted by the old rule
@example(event=date(2025, 1, 1))
def test_a_deadline_is_what_the_rules_say(rule: str, event: date) -> None:
    check(rule, event)


@pytest.mark.parametrize("rule", ["SCHONFRIST", "BERUFUNG", "RAEUMUNGSFRIST_HOECHSTDAUER"])
def test_month_ends_of_two_centuries(rule: str) -> None:
    for year in range(1900, 2101):
        for month in range(1, 13):
            check(rule, date(year, month, calendar.monthrange(year, month)[1]))


@pytest.mark.parametrize("rule", sorted(COUNTED))
def test_every_day_of_a_year_with_holidays_on_weekends(rule: str) -> None:
    """2027: 1 May and 3 October, 25 and 26 December lie on weekends, 28 February on a Sunday."""
    for number in range(365):
        check(rule, date(2027, 1, 1) + number * DAY)


def test_easter_is_that_of_the_rules() -> None:
    known = ["2021-04-04", "2024-03-31", "2026-04-05", "2027-03-28", "2028-04-16", "2030-04-21"]
    assert [easter_of(int(day[:4])).isoformat() for day in known] == known


@pytest.mark.parametrize(
    ("received_on", "since", "ends_on"),
    [
        (date(2026, 10, 5), None, date(2026, 12, 31)),  # Monday, third working day: 1, 2, 5
        (date(2026, 10, 6), None, date(2027, 1, 31)),
        (date(2026, 9, 3), None, date(2026, 11, 30)),
        (date(2026, 12, 31), None, date(2027, 3, 31)),
        (date(2026, 10, 5), date(2021, 10, 5), date(2027, 3, 31)),  # five years to the day
        (date(2026, 10, 5), date(2021, 10, 6), date(2026, 12, 31)),
        (date(2026, 10, 5), date(2018, 10, 1), date(2027, 6, 30)),  # eight years
        (date(2027, 12, 2), None, date(2028, 2, 29)),
    ],
)
def test_an_ordinary_termination_ends_the_tenancy(
    received_on: date, since: date | None, ends_on: date
) -> None:
    assert ordinary_end(received_on, since) == ends_on

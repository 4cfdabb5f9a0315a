"""Days of yearly events in another year, and when the work for them is due."""

from datetime import date

import pytest

from models.rules.recurrence import Rule, due_day, in_year, place_in_month


@pytest.mark.parametrize(
    ("day", "year", "rule", "expected"),
    [
        (date(2026, 12, 5), 2027, Rule.FIXED_DAY, date(2027, 12, 5)),
        (date(2028, 2, 29), 2029, Rule.FIXED_DAY, date(2029, 2, 28)),
        (date(2026, 9, 27), 2027, Rule.WEEKDAY_FROM_END, date(2027, 9, 26)),  # last Sunday
        (date(2026, 9, 20), 2027, Rule.WEEKDAY_FROM_END, date(2027, 9, 19)),  # last but one
        (date(2026, 6, 13), 2027, Rule.WEEKDAY_FROM_START, date(2027, 6, 12)),  # 2nd Saturday
        (date(2026, 8, 1), 2027, Rule.WEEKDAY_FROM_START, date(2027, 8, 7)),  # first Saturday
        (date(2026, 5, 31), 2027, Rule.WEEKDAY_FROM_START, date(2027, 5, 30)),  # 5th Sunday
        (date(2027, 5, 30), 2028, Rule.WEEKDAY_FROM_START, date(2028, 5, 28)),  # has only four
        (date(2027, 5, 2), 2028, Rule.WEEKDAY_FROM_END, date(2028, 5, 7)),  # 5th last, has four
    ],
)
def test_an_event_keeps_its_place_in_the_year(
    day: date, year: int, rule: Rule, expected: date
) -> None:
    assert in_year(day, year, rule) == expected


def test_the_weekday_stays_in_every_year_and_month() -> None:
    for rule in (Rule.WEEKDAY_FROM_START, Rule.WEEKDAY_FROM_END):
        for ordinal in range(date(2026, 1, 1).toordinal(), date(2027, 1, 1).toordinal()):
            day = date.fromordinal(ordinal)
            for year in (2025, 2027, 2028):
                other = in_year(day, year, rule)
                assert (other.year, other.month) == (year, day.month)
                assert other.weekday() == day.weekday()
                if place_in_month(day, rule) < 5:
                    assert place_in_month(other, rule) == place_in_month(day, rule)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, date(2026, 12, 5)),  # a Saturday, on which it takes place
        (1, date(2026, 12, 4)),
        (6, date(2026, 11, 27)),  # would be Sunday 29 November
        (34, date(2026, 10, 30)),  # would be All Saints' Day, a Sunday
        (-1, date(2026, 12, 7)),  # after it: on Monday
        (-20, date(2026, 12, 28)),  # would be Christmas Day
    ],
)
def test_work_is_due_on_working_days(days: int, expected: date) -> None:
    assert due_day(date(2026, 12, 5), days) == expected

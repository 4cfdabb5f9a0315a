"""Free times within office hours, by the hands of a clock that is changed twice a year."""

from datetime import date, datetime, time, timedelta

import pytest

from models.acting import OFFICE_TIME
from models.rules.clock import end_on_the_clock, is_on_the_clock
from models.rules.free_slots import Span, WeeklyHour, crowded, free_slots, lanes, openings

MONDAY = date(2026, 11, 23)
MONDAYS = WeeklyHour(1, 0, time(8), time(12), date(2022, 1, 1), None)
TUESDAYS = WeeklyHour(2, 1, time(14), time(18), date(2022, 1, 1), None)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute))


def first(after: datetime, *taken: Span, minutes: int = 45, full: tuple[Span, ...] = ()) -> object:
    week = openings([TUESDAYS, MONDAYS], after.date(), 14)
    return next(free_slots(week, minutes, taken, after, lambda place: full if place == 1 else ()))


@pytest.mark.parametrize(
    ("after", "slot"),
    [
        (at(MONDAY, 7), (at(MONDAY, 8), 1)),
        (at(MONDAY, 9, 7), (at(MONDAY, 9, 15), 1)),  # at the next quarter
        (at(MONDAY, 11, 15), (at(MONDAY, 11, 15), 1)),  # the last that still fits
        (at(MONDAY, 11, 20), (at(date(2026, 11, 24), 14), 2)),  # the next office hour elsewhere
    ],
)
def test_the_first_free_time_lies_within_an_office_hour(after: datetime, slot: object) -> None:
    assert first(after) == slot


def test_an_appointment_moves_the_first_free_time_behind_it() -> None:
    taken = Span(at(MONDAY, 8), at(MONDAY, 9, 40))
    assert first(at(MONDAY, 7), taken) == (at(MONDAY, 9, 45), 1)
    between = Span(at(MONDAY, 8, 30), at(MONDAY, 9))
    assert first(at(MONDAY, 7), between, minutes=30) == (at(MONDAY, 8), 1)
    assert first(at(MONDAY, 7), between) == (at(MONDAY, 9), 1)


def test_a_location_without_a_free_room_is_passed_over() -> None:
    full = Span(at(MONDAY, 8), at(MONDAY, 12))
    assert first(at(MONDAY, 7), full=(full,)) == (at(date(2026, 11, 24), 14), 2)


def test_no_office_opens_on_a_holiday_nor_for_somebody_who_is_away() -> None:
    christmas = date(2026, 12, 25)
    daily = [
        WeeklyHour(1, day, time(8), time(9), date(2022, 1, 1), date(2026, 12, 29))
        for day in range(7)
    ]
    days = [one.span.starts.date() for one in openings(daily, christmas, 7)]
    assert days == [date(2026, 12, 28), date(2026, 12, 29)]  # then the hours end
    assert not list(openings(daily, christmas, 7, lambda day: True))


def test_a_time_is_crowded_where_more_lie_at_once_than_there_are_rooms() -> None:
    spans = [Span(at(MONDAY, 8), at(MONDAY, 9)), Span(at(MONDAY, 8, 30), at(MONDAY, 10))]
    assert crowded(spans, 1) == [Span(at(MONDAY, 8, 30), at(MONDAY, 9))]
    assert crowded(spans, 2) == []
    following = [Span(at(MONDAY, 8), at(MONDAY, 9)), Span(at(MONDAY, 9), at(MONDAY, 10))]
    assert crowded(following, 1) == []


def test_what_is_at_once_stands_side_by_side() -> None:
    long, early = Span(at(MONDAY, 8), at(MONDAY, 10)), Span(at(MONDAY, 8), at(MONDAY, 9))
    late, apart = Span(at(MONDAY, 9), at(MONDAY, 9, 30)), Span(at(MONDAY, 10), at(MONDAY, 11))
    assert lanes([apart, long, late, early]) == [(0, 1), (1, 2), (0, 2), (0, 2)]
    assert lanes([]) == []


@pytest.mark.parametrize(
    ("moment", "is_there"),
    [
        (datetime(2027, 3, 28, 1, 59), True),
        (datetime(2027, 3, 28, 2, 30), False),  # the clock goes from 2 to 3
        (datetime(2027, 3, 28, 3, 0), True),
        (datetime(2026, 10, 25, 2, 30), True),  # twice, which is enough
    ],
)
def test_an_hour_is_left_out_when_summer_time_begins(moment: datetime, is_there: bool) -> None:
    assert is_on_the_clock(moment, OFFICE_TIME) is is_there


def test_the_end_is_what_the_clock_shows_then() -> None:
    spring, autumn = datetime(2027, 3, 28, 1, 30), datetime(2026, 10, 25, 1, 30)
    hour = 60
    assert end_on_the_clock(spring, hour, OFFICE_TIME) == spring + timedelta(hours=2)
    assert end_on_the_clock(autumn, 2 * hour, OFFICE_TIME) == autumn + timedelta(hours=1)

"""When an organisation is open: across midnight, in some weeks of the month, on holidays."""

from datetime import date, datetime, time

import pytest

from models.rules.opening import (
    MIDNIGHT,
    Opening,
    closing_at,
    day_text,
    is_open_at,
    is_round_the_clock,
    next_opening,
    overlaps,
    week_lines,
    weeks_of,
)

MONDAY = date(2026, 11, 23)
MORNING = Opening(0, time(8), time(12))
AFTERNOON = Opening(0, time(14), time(18))
NIGHT = Opening(4, time(22), time(6))  # Friday until Saturday morning
SECOND_AND_FOURTH = Opening(3, time(9), time(12), weeks=(2, 4))
ALWAYS = [Opening(day, MIDNIGHT, MIDNIGHT, is_on_holidays=True) for day in range(7)]


def on(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute)


@pytest.mark.parametrize(
    ("openings", "moment", "is_open"),
    [
        ([MORNING], on(23, 8), True),
        ([MORNING], on(23, 12), False),  # the door closes at twelve
        ([MORNING], on(24, 9), False),
        ([NIGHT], on(27, 23), True),
        ([NIGHT], on(28, 5, 59), True),  # on Saturday, begun on Friday
        ([NIGHT], on(28, 6), False),
        ([NIGHT], on(27, 5), False),  # on Friday morning nothing has begun
        ([SECOND_AND_FOURTH], on(26, 10), True),  # the fourth Thursday
        ([SECOND_AND_FOURTH], on(19, 10), False),
        ([Opening(4, time(8), time(12))], on(25, 10, month=12), False),  # Christmas Day
        (ALWAYS, on(25, 10, month=12), True),
    ],
)
def test_whether_a_door_is_open(openings: list[Opening], moment: datetime, is_open: bool) -> None:
    assert is_open_at(openings, moment) == is_open


def test_the_hours_of_a_day_stand_in_order() -> None:
    assert day_text([AFTERNOON, MORNING], MONDAY) == "08:00–12:00, 14:00–18:00"
    assert day_text([Opening(0, time(18), MIDNIGHT)], MONDAY) == "18:00–24:00"
    assert day_text([MORNING], date(2026, 11, 24)) == ""


def test_it_is_known_when_a_door_closes_and_opens_next() -> None:
    assert closing_at([NIGHT], on(28, 1)) == on(28, 6)
    assert next_opening([MORNING, AFTERNOON], on(23, 12, 30)) == on(23, 14)
    assert next_opening([SECOND_AND_FOURTH], on(26, 13)) == on(10, 9, month=12)
    assert next_opening([], on(23, 8)) is None


def test_round_the_clock_means_every_day() -> None:
    assert is_round_the_clock(ALWAYS)
    assert not is_round_the_clock(ALWAYS[:6])


def test_days_with_the_same_hours_share_a_line() -> None:
    week = [Opening(day, time(10), time(16)) for day in range(5)]
    assert week_lines([*week, AFTERNOON]) == [
        ([0], (), "10:00–16:00, 14:00–18:00", ""),
        ([1, 2, 3, 4], (), "10:00–16:00", ""),
    ]


@pytest.mark.parametrize(
    ("first", "second", "do"),
    [
        (MORNING, AFTERNOON, False),
        (MORNING, Opening(0, time(11), time(13)), True),
        (MORNING, Opening(0, time(12), time(13)), False),
        (MORNING, Opening(1, time(8), time(12)), False),
        (SECOND_AND_FOURTH, Opening(3, time(9), time(12), weeks=(1, 3)), False),
        (SECOND_AND_FOURTH, Opening(3, time(11), time(13)), True),
        (NIGHT, Opening(4, time(23), MIDNIGHT), True),
        (Opening(6, time(20), time(2)), Opening(0, time(1), time(5)), True),  # Sunday's night
        (Opening(6, time(20), time(2)), Opening(0, time(2), time(5)), False),
    ],
)
def test_two_spans_that_overlap(first: Opening, second: Opening, do: bool) -> None:
    assert overlaps(first, second) is overlaps(second, first) is do


def test_weeks_are_numbers_from_one_to_five() -> None:
    assert (weeks_of("4, 2"), weeks_of(" "), weeks_of(None)) == ((2, 4), (), ())
    for wrong in ("6", "erste", "2;4"):
        with pytest.raises(ValueError, match=wrong):
            weeks_of(wrong)

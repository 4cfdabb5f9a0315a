"""Dates as people type them: read where they can be meant, refused where there is no such day."""

from datetime import date

import pytest

from models.rules.dates import age_on, is_plausible, parse_date

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("21.11.2026", date(2026, 11, 21)),
        ("3.4.26", date(2026, 4, 3)),
        ("03.04.2026", date(2026, 4, 3)),
        (" 3. 4. 2026 ", date(2026, 4, 3)),
        ("3,4,26", date(2026, 4, 3)),  # the number pad has no point
        ("3/4/26", date(2026, 4, 3)),  # day first, always
        ("3.4.", date(2026, 4, 3)),  # this year
        ("2026-11-21", date(2026, 11, 21)),
        ("heute", TODAY),
        ("Heute", TODAY),
        ("today", TODAY),
        ("gestern", date(2026, 11, 22)),
        ("morgen", date(2026, 11, 24)),
        ("+14", date(2026, 12, 7)),
        ("-1", date(2026, 11, 22)),
        ("1.1.46", date(2046, 1, 1)),  # at most twenty years ahead
        ("1.1.47", date(1947, 1, 1)),
        ("29.2.24", date(2024, 2, 29)),
    ],
)
def test_a_day_is_read_as_it_is_meant(text: str, day: date) -> None:
    assert parse_date(text, TODAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "31.02.2026", "29.2.2026", "29.2.", "32.1.26", "0.1.26", "1.13.26", "1.1.202", "11.2026",
        "21.11.2026 9:30", "2026-13-01", "1.1.0000", "bald", "", "+12345", "1.1.2026; DROP", "١",
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="^"):
        parse_date(text, TODAY)


@pytest.mark.parametrize(
    ("day", "can_be"),
    [
        (date(1899, 12, 31), False),
        (date(1900, 1, 1), True),
        (date(2100, 12, 31), True),
        (date(2101, 1, 1), False),
        (date(202, 1, 1), False),  # a slip of the finger
    ],
)
def test_only_years_of_our_time_can_be_right(day: date, can_be: bool) -> None:
    assert is_plausible(day) is can_be


@pytest.mark.parametrize(
    ("birth", "age"),
    [
        (date(2008, 11, 23), 18),  # the birthday counts (§ 187 (2) BGB)
        (date(2008, 11, 24), 17),
        (date(2026, 11, 23), 0),
    ],
)
def test_a_year_of_life_is_completed_on_the_birthday(birth: date, age: int) -> None:
    assert age_on(birth, TODAY) == age


def test_who_was_born_on_a_leap_day_completes_the_year_on_the_first_of_march() -> None:
    birth = date(2008, 2, 29)
    assert age_on(birth, date(2026, 2, 28)) == 17
    assert age_on(birth, date(2026, 3, 1)) == 18
    assert age_on(birth, date(2028, 2, 29)) == 20

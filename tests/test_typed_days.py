"""Days in what was typed: every form used in Germany, and nothing that is none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.typed_days import typed_days

TODAY = date(2026, 11, 23)
DAY = (date(1990, 4, 3), date(1990, 4, 3))
MONTH = (date(1990, 4, 1), date(1990, 4, 30))
YEAR = (date(1990, 1, 1), date(1990, 12, 31))


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("3.4.90", DAY),
        ("03.04.1990", DAY),
        ("3. 4. 1990", DAY),
        ("3/4/1990", DAY),
        ("3 4 90", DAY),
        ("1990-04-03", DAY),
        ("03041990", DAY),
        ("3. April 1990", DAY),
        ("3.April 90", DAY),
        ("3 apr 1990", DAY),
        ("APRIL 1990", MONTH),
        ("apr. 1990", MONTH),
        ("04/1990", MONTH),
        ("4.1990", MONTH),
        ("1990", YEAR),
        ("24.1.01", (date(2001, 1, 24), date(2001, 1, 24))),
        ("3.4.30", (date(1930, 4, 3), date(1930, 4, 3))),  # nobody was born in 2030
        ("Mär 1990", (date(1990, 3, 1), date(1990, 3, 31))),
        ("29.2.1992", (date(1992, 2, 29), date(1992, 2, 29))),
    ],
)
def test_a_day_a_month_or_a_year_is_read(typed: str, days: tuple[date, date]) -> None:
    for text in (typed, f"Müller, {typed}", f"{typed} Anna"):
        assert [found[2:] for found in typed_days(text, TODAY)] == [days], text


@pytest.mark.parametrize(
    "typed",
    ["29.2.1991", "32.1.1990", "3.13.1990", "2999", "1899", "24.12.2026", "DEMO-50-2/000012"]
    + ["GP-2026-000012", "22 C 144/26", "AZR1990", "0.0.0000", "42", "3.4.", ""],
)
def test_what_is_no_day_of_the_past_is_left_alone(typed: str) -> None:
    assert list(typed_days(typed, TODAY)) == []


@given(st.text("0123456789./-, aprilmä", max_size=40))
def test_no_text_breaks_the_reading(text: str) -> None:
    for found in typed_days(text, TODAY):
        assert 0 <= found.start < found.end <= len(text)
        assert found.first <= found.last

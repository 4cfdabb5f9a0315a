"""Deadlines: worked examples of the law, and what holds for every one of them."""

import csv
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.deadlines import RULES, Shift, UnknownRule, deadline
from models.rules.working_days import holiday_name, is_working_day, working_days_after

EXAMPLES = list(
    csv.DictReader(
        (Path(__file__).parent / "data" / "deadline-examples.csv").read_text().splitlines()
    )
)
EVENTS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
FORWARD = sorted(code for code, rule in RULES.items() if rule.shift is Shift.NEXT)
UNMOVED = sorted(set(RULES) - set(FORWARD))
BACKWARD = ("RAEUMUNGSFRIST_VERLAENGERUNG", "VOLLSTRECKUNGSSCHUTZ_765A")


@pytest.mark.parametrize("row", EXAMPLES, ids=[row["id"] for row in EXAMPLES])
def test_worked_example(row: dict[str, str]) -> None:
    found = deadline(row["rule"], date.fromisoformat(row["event_date"]))
    ends = (found.nominal_end, found.statutory_end, found.conservative_end)
    assert [end.isoformat() for end in ends] == [
        row["nominal_end"],
        row["statutory_end"],
        row["conservative_end"],
    ]
    assert found.is_shifted is (row["shifted"] == "yes")


@pytest.mark.parametrize(
    ("served_on", "legal", "safe"),
    [
        (date(2026, 4, 4), date(2026, 6, 5), date(2026, 6, 3)),  # Fronleichnam
        (date(2025, 9, 1), date(2025, 11, 3), date(2025, 10, 31)),  # All Saints on a Saturday
        (date(2026, 2, 3), date(2026, 4, 7), date(2026, 4, 2)),  # Good Friday to Easter Monday
        (date(2025, 10, 25), date(2025, 12, 29), date(2025, 12, 24)),  # Christmas, weekend
        (date(2025, 10, 24), date(2025, 12, 24), date(2025, 12, 24)),  # the 24th is a working day
        (date(2026, 2, 28), date(2026, 4, 28), date(2026, 4, 28)),  # no sticking to month ends
    ],
)
def test_the_cure_period_ends_two_months_after_service(
    served_on: date, legal: date, safe: date
) -> None:
    found = deadline("SCHONFRIST", served_on)
    assert (found.statutory_end, found.conservative_end) == (legal, safe)


def test_a_request_before_the_end_of_the_eviction_period_is_never_put_off_to_monday() -> None:
    found = deadline("RAEUMUNGSFRIST_VERLAENGERUNG", date(2026, 11, 29))  # counted: a Sunday
    assert found.nominal_end == found.statutory_end == date(2026, 11, 15)
    assert found.conservative_end == date(2026, 11, 13)


@pytest.mark.parametrize(
    ("posted_on", "received_on_plus_month"),
    [
        (date(2024, 12, 31), date(2025, 2, 3)),  # third day: 3 January
        (date(2025, 1, 1), date(2025, 2, 5)),  # fourth day: 5 January, a Sunday, not moved
    ],
)
def test_a_posted_decision_counts_as_received_a_day_later_since_2025(
    posted_on: date, received_on_plus_month: date
) -> None:
    assert deadline("WIDERSPRUCH_SGB", posted_on).nominal_end == received_on_plus_month


def test_five_years_after_29_february_the_other_service_begins_on_1_march() -> None:
    found = deadline("ZUSTAENDIGKEIT_5_JAHRE", date(2020, 2, 29))
    assert found.statutory_end == date(2025, 2, 28)


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(UnknownRule):
        deadline("SCHONFRIST ", date(2026, 1, 15))


@pytest.mark.parametrize("rule", FORWARD)
@given(event=EVENTS)
def test_a_legal_end_is_the_next_working_day(rule: str, event: date) -> None:
    found = deadline(rule, event)
    assert is_working_day(found.statutory_end)
    assert found.nominal_end <= found.statutory_end <= found.nominal_end + timedelta(days=5)
    between = (found.statutory_end - found.nominal_end).days
    assert not any(is_working_day(found.nominal_end + timedelta(days=n)) for n in range(between))


@pytest.mark.parametrize("rule", UNMOVED)
@given(event=EVENTS)
def test_caps_and_backward_periods_are_never_moved_forward(rule: str, event: date) -> None:
    found = deadline(rule, event)
    assert found.statutory_end == found.nominal_end
    assert not found.is_shifted


@pytest.mark.parametrize("rule", sorted(RULES))
@given(event=EVENTS)
def test_who_keeps_to_the_safe_day_is_in_time_on_every_reading(rule: str, event: date) -> None:
    found = deadline(rule, event)
    assert is_working_day(found.conservative_end)
    assert found.conservative_end <= min(found.nominal_end, found.statutory_end)
    assert found.nominal_end - found.conservative_end <= timedelta(days=6)


@pytest.mark.parametrize("rule", BACKWARD)
@given(event=EVENTS)
def test_backward_periods_end_two_weeks_before(rule: str, event: date) -> None:
    assert event - deadline(rule, event).nominal_end == timedelta(days=14)


@given(event=EVENTS)
def test_a_month_that_lacks_the_day_ends_the_period_on_its_last_day(event: date) -> None:
    end = deadline("SCHONFRIST", event).nominal_end
    months = (end.year - event.year) * 12 + end.month - event.month
    assert months == 2
    assert end.day == event.day or (end.day < event.day and (end + timedelta(days=1)).day == 1)


@pytest.mark.parametrize("year", range(1991, 2101))
def test_the_holidays_are_those_of_the_library(year: int) -> None:
    witness = holidays.country_holidays("DE", subdiv="NW", years=year)
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    assert [day for day in days if day.year == year and holiday_name(day)] == sorted(witness)


def test_the_land_has_eleven_holidays_a_year_and_the_reformation_once() -> None:
    def names(year: int) -> list[str]:
        days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
        return [holiday_name(day) for day in days if holiday_name(day)]

    assert len(names(2026)) == 11
    assert "Fronleichnam" in names(2026)
    assert "Reformationstag" in names(2017)


def test_carnival_monday_and_new_years_eve_are_working_days_in_law() -> None:
    assert is_working_day(date(2026, 2, 16))
    assert is_working_day(date(2026, 12, 24))
    assert is_working_day(date(2026, 12, 31))
    assert not is_working_day(date(2026, 6, 4))


def test_working_days_are_counted_from_the_next_day() -> None:
    assert working_days_after(date(2026, 11, 20), 3) == date(2026, 11, 25)

"""Rent arrears: when they carry a termination, and when a cure comes a second time."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.arrears import ArrearsGround, RentLine, arrears_grounds, is_second_cure

A, B = ArrearsGround.TWO_DUE_DATES, ArrearsGround.LONGER_SPAN
RENT = Decimal("600.00")
AMOUNTS = st.decimals(0, 2000, places=2)


def ledger(**owed: str) -> list[RentLine]:
    """Lines by month: jan="600.00" is owed since 3 January 2026."""
    months = {"dec": 12, "jan": 1, "feb": 2, "mar": 3, "may": 5}
    return [
        RentLine(date(2025 if name == "dec" else 2026, months[name], 3), Decimal(amount))
        for name, amount in owed.items()
    ]


@pytest.mark.parametrize(
    ("owed", "grounds"),
    [
        ({"jan": "600.00", "feb": "10.00"}, {A}),  # 610 is more than a month's rent
        ({"jan": "300", "feb": "300"}, set()),  # 600 is not more than 600
        ({"jan": "300", "feb": "300.01"}, {A}),
        ({"jan": "400", "mar": "400", "may": "400"}, {B}),  # 1200 reaches 1200
        ({"jan": "400", "mar": "400", "may": "399.99"}, set()),
        ({"jan": "600", "mar": "600"}, {B}),  # February was paid: not one after the other
        ({"jan": "600", "feb": "0.00", "mar": "600"}, {B}),  # the same, with its line
        ({"jan": "600", "feb": "600"}, {A}),  # two due dates are not more than two
        ({"dec": "600", "jan": "600"}, {A}),  # across the turn of the year
        ({"jan": "601"}, set()),
        ({}, set()),
    ],
)
def test_arrears_carry_a_termination(owed: dict[str, str], grounds: set[ArrearsGround]) -> None:
    assert arrears_grounds(ledger(**owed), RENT) == grounds
    assert arrears_grounds(reversed(ledger(**owed)), RENT) == grounds


def test_two_debts_of_one_month_count_together() -> None:
    lines = [*ledger(jan="300", feb="150"), *ledger(feb="150.01")]
    assert arrears_grounds(lines, RENT) == {A}


@pytest.mark.parametrize(("owed", "rent"), [("-1", "600"), ("1", "0"), ("1", "-600")])
def test_amounts_that_cannot_be_are_refused(owed: str, rent: str) -> None:
    with pytest.raises(ValueError, match="zero"):
        arrears_grounds(ledger(jan=owed), Decimal(rent))


@given(st.lists(AMOUNTS, min_size=2, max_size=2))
def test_of_two_neighbouring_months_only_their_sum_counts(amounts: list[Decimal]) -> None:
    first, second = amounts
    lines = [RentLine(date(2026, 1, 3), first), RentLine(date(2026, 2, 3), second)]
    is_ground = A in arrears_grounds(lines, RENT)
    assert is_ground is bool(first and second and first + second > RENT)


@pytest.mark.parametrize(
    ("earlier", "later", "is_second"),
    [
        (date(2024, 5, 10), date(2026, 5, 10), True),  # two years to the day: not longer ago
        (date(2024, 5, 10), date(2026, 5, 11), False),
        (date(2024, 2, 29), date(2026, 2, 28), True),
        (date(2024, 2, 29), date(2026, 3, 1), False),
    ],
)
def test_one_cure_in_two_years(earlier: date, later: date, is_second: bool) -> None:
    assert is_second_cure(earlier, later) is is_second

"""The money of an event: sums, and what should worry somebody."""

from decimal import Decimal

import pytest

from models.rules.funding import Caution, Line, Sums, Worry, cautions, sums

D = Decimal


def test_what_is_not_known_counts_as_nothing() -> None:
    lines = [Line("KOMM-AN", D(800), D(500), D(20)), Line("Rotary", D(300)), Line("Spenden")]
    assert sums(lines) == Sums(D(1100), D(500), D(20))


@pytest.mark.parametrize(
    ("budget", "line", "is_over", "expected"),
    [
        (None, Line("a"), False, []),
        (D(1000), Line("a", D(1000), D(1000), D(1000)), True, []),
        (D(1000), Line("a", D(800)), False, [Caution(Worry.GAP, D(200))]),
        (
            D(500),
            Line("a", D(500), D(500), D("500.01")),
            False,
            [Caution(Worry.OVER_BUDGET, D("0.01")), Caution(Worry.OVER_GRANT, D("0.01"), "a")],
        ),
        (None, Line("a", D(500), None, D(10)), False, [Caution(Worry.BEFORE_GRANT, D(10), "a")]),
        (None, Line("a", D(500), D(300), D(300)), True, [Caution(Worry.REFUSED, D(200), "a")]),
        (None, Line("a", D(500), D(500), D(400)), False, []),  # it is still under way
        (None, Line("a", D(500), D(500), D(400)), True, [Caution(Worry.LEFT, D(100), "a")]),
    ],
)
def test_money_that_does_not_fit_is_said(
    budget: D | None, line: Line, is_over: bool, expected: list[Caution]
) -> None:
    assert cautions(budget, [line], is_over) == expected

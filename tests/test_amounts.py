"""Amounts as people type them: with German or English marks, never rounded unasked."""

from decimal import Decimal

import pytest

from models.rules.amounts import parse_amount


@pytest.mark.parametrize(
    ("text", "german", "english"),
    [
        ("1.234,56", "1234.56", "1234.56"),
        ("1,234.56", "1234.56", "1234.56"),
        ("1234,56", "1234.56", "1234.56"),
        ("1234.56", "1234.56", "1234.56"),
        ("1234", "1234", "1234"),
        ("12,5", "12.50", "12.50"),
        ("1.200", "1200", None),  # a German rent of twelve hundred, not of one euro twenty
        ("1,200", None, "1200"),
        ("1.234.567", "1234567", None),
        ("1,234,567.89", "1234567.89", "1234567.89"),
        ("812,50 €", "812.50", "812.50"),
        ("17,5 m²", "17.50", "17.50"),
        ("1 234,56", "1234.56", "1234.56"),
        ("−5", "-5", "-5"),
        ("-1.234,5", "-1234.5", "-1234.5"),
    ],
)
def test_an_amount_is_read_as_the_screen_writes_it(
    text: str, german: str | None, english: str | None
) -> None:
    for mark, wanted in ((",", german), (".", english)):
        if wanted is None:
            with pytest.raises(ValueError, match="^"):
                parse_amount(text, mark)
        else:
            assert parse_amount(text, mark) == Decimal(wanted)


@pytest.mark.parametrize(
    "text",
    [
        "viel", "", "-", ",", "1,2,3", "1.23.4", "12,345.6.7", "1e5", "NaN", "Infinity", "0x10",
        "1,005",  # a third decimal would have to be rounded
        "=1+1", "1_000", "٣", "9" * 16, "9" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="^"):
        parse_amount(text, ",")

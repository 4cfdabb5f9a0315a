"""Amounts as people in an office type them, with German or English marks."""

import re
from decimal import Decimal

_GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*")  # 1.234 or 1,234,567
CENT = Decimal("0.01")
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,2})?", re.ASCII)


def parse_amount(text: str, mark: str) -> Decimal:
    """Read 1.234,56 or 1,234.56 or 1234.5; where both are possible, `mark` is before decimals.

    Raises ValueError for what is no number or has more than two decimals: nobody rounds unasked.
    """
    plain = re.sub(r"[\s€]|m²|EUR", "", text).replace("−", "-")
    last = max(plain.rfind(","), plain.rfind("."))
    whole, decimals = (plain, "") if last < 0 else (plain[:last], plain[last + 1 :])
    other = "." if mark == "," else ","
    if last >= 0 and _GROUPED.fullmatch(plain.lstrip("-")) and plain[last] == other:
        whole, decimals = plain, ""
    number = _ungrouped(whole) + (f".{decimals}" if decimals else "")
    if not _NUMBER.fullmatch(number):
        raise ValueError(text)
    return Decimal(number).quantize(CENT)


def is_exact(amount: Decimal) -> bool:
    """The amount has two decimals at most, so that keeping it rounds nothing."""
    return amount == amount.quantize(CENT)


def _ungrouped(whole: str) -> str:
    """1.234.567 without its marks; 1.23.4 is no number."""
    digits = whole.removeprefix("-")
    if _GROUPED.fullmatch(digits):
        return whole.replace(".", "").replace(",", "")
    return whole

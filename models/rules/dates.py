"""Dates as people in a German office type them, and which of them can be true."""

import re
from datetime import date, timedelta

EARLIEST = date(1900, 1, 1)
LATEST = date(2100, 12, 31)

_NUMERIC = re.compile(r"(\d{1,2})[.,/ ]\s*(\d{1,2})[.,/ ]\s*(\d{2}|\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SHORT = re.compile(r"(\d{1,2})[.,]\s*(\d{1,2})[.,]?")
_WORDS = {
    "heute": 0,
    "today": 0,
    "h": 0,
    "gestern": -1,
    "yesterday": -1,
    "morgen": 1,
    "tomorrow": 1,
}


def parse_date(text: str, today: date) -> date:
    """Read 21.11.2026, 3.4.26, 3.4., 2026-11-21, heute, gestern, morgen, +14.

    A year of two digits lies at most 20 years ahead of `today`, else in the past.
    Raises ValueError for what is no day of the calendar.
    """
    text = text.strip().lower()
    if text in _WORDS:
        return today + timedelta(days=_WORDS[text])
    if re.fullmatch(r"[+-]\d{1,4}", text):
        return today + timedelta(days=int(text))
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
        return date(year, month, day)
    if found := _SHORT.fullmatch(text):
        return date(today.year, int(found[2]), int(found[1]))
    if found := _NUMERIC.fullmatch(text):
        return date(_full_year(found[3], today), int(found[2]), int(found[1]))
    raise ValueError(text)


def _full_year(digits: str, today: date) -> int:
    if len(digits) == 4:
        return int(digits)
    year = today.year // 100 * 100 + int(digits)
    return year if year <= today.year + 20 else year - 100


def is_plausible(day: date) -> bool:
    """Between 1900 and 2100; a year such as 0202 is a slip of the finger."""
    return EARLIEST <= day <= LATEST


def age_on(birth: date, day: date) -> int:
    """Completed years; the birthday counts (§ 187 (2) BGB).

    Who was born on 29 February completes a common year on 1 March (rules ST-12).
    """
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))

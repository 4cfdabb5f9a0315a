"""Days of the past that stand somewhere in what was typed, in any form used in Germany."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from models.rules.dates import EARLIEST
from models.rules.text import fold

_MONTHS = (
    ("januar", "january", "janner"),
    ("februar", "february", "feber"),
    ("marz", "march", "mrz"),
    ("april",),
    ("mai", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("august",),
    ("september", "sept"),
    ("oktober", "october"),
    ("november",),
    ("dezember", "december"),
)
_PART = r"[.,/\s-]\s*"
_FORMS = re.compile(
    rf"""(?<![^\s,;])(?:
      (?P<y1>\d{{4}})-(?P<m1>\d{{1,2}})-(?P<d1>\d{{1,2}})
    | (?P<d2>\d{{1,2}}){_PART}(?P<m2>\d{{1,2}}){_PART}(?P<y2>\d{{4}}|\d{{2}})
    | (?P<d3>\d{{1,2}})\.?\s*(?P<w3>[^\W\d_]{{3,9}})\.?\s*(?P<y3>\d{{4}}|\d{{2}})
    | (?P<w4>[^\W\d_]{{3,9}})\.?\s+(?P<y4>\d{{4}})
    | (?P<m5>\d{{1,2}})[./](?P<y5>\d{{4}})
    | (?P<d6>\d{{2}})(?P<m6>\d{{2}})(?P<y6>\d{{4}})
    | (?P<y7>\d{{4}})
    )(?![^\s,;])""",
    re.VERBOSE,
)


class TypedDays(NamedTuple):
    """Where in the text a day, month or year stands, and its first and last day."""

    start: int
    end: int
    first: date
    last: date

    @property
    def is_one_day(self) -> bool:
        return self.first == self.last


def typed_days(text: str, today: date) -> Iterator[TypedDays]:
    """3.4.90, 03.04.1990, 3. April 1990, 1990-04-03, 03041990; April 1990, 04/1990; 1990.

    A year of two digits is the latest one that is not yet to come.
    """
    place = 0
    while found := _FORMS.search(text, place):
        named = {name[0]: part for name, part in found.groupdict().items() if part}
        days = _days(named, today)
        if days is None:
            place = _next_word(text, found.start())
        else:
            yield TypedDays(found.start(), found.end(), *days)
            place = found.end()


def _next_word(text: str, start: int) -> int:
    space = text.find(" ", start)
    return len(text) if space < 0 else space


def _days(named: dict[str, str], today: date) -> tuple[date, date] | None:
    year, month = _year(named["y"], today), _month(named)
    try:
        if month is None:
            first, last = date(year, 1, 1), date(year, 12, 31)
        elif "d" in named:
            first = last = date(year, month, int(named["d"]))
        else:
            first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    except ValueError:
        return None
    return (first, last) if EARLIEST <= first <= today else None


def _year(digits: str, today: date) -> int:
    if len(digits) == 4:
        return int(digits)
    year = today.year // 100 * 100 + int(digits)
    return year if year <= today.year else year - 100


def _month(named: dict[str, str]) -> int | None:
    """1 to 12; 0 for what is no month, None where none was typed."""
    if "w" in named:
        word = fold(named["w"])
        fits = (n for n, names in enumerate(_MONTHS, 1) if any(m.startswith(word) for m in names))
        return next(fits, 0)
    return int(named["m"]) if "m" in named else None

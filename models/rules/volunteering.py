"""Papers of volunteers, initials of clients and hours of the week: rules without a database."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import Enum, auto

from dateutil.relativedelta import relativedelta

CONDUCT_HOLDS = relativedelta(years=5)  # as youth offices agree it; the law names no span
CONDUCT_AT_MOST = relativedelta(months=3)  # how old a certificate may be when it is shown
KEPT_AFTER_END = relativedelta(months=6)  # § 72a (5) SGB VIII, sentence 5
SOON = timedelta(days=60)  # before a paper expires, so that a new one can be asked for
_INITIALS = re.compile(r"[^\W\d_](?:[. -]*[^\W\d_]){0,3}\.?")


class PaperState(Enum):
    """How a paper of a volunteer stands on a day."""

    MISSING = auto()
    EXPIRED = auto()
    EXPIRING = auto()
    VALID = auto()


def paper_state(seen_on: date | None, valid_until: date | None, day: date) -> PaperState:
    """Of the certificate of conduct; the last day counts still."""
    if seen_on is None or seen_on > day:
        return PaperState.MISSING
    if valid_until is None or valid_until > day + SOON:
        return PaperState.VALID
    return PaperState.EXPIRING if valid_until >= day else PaperState.EXPIRED


def conduct_valid_until(issued_on: date) -> date:
    """Last day on which a certificate of conduct of this day is relied on."""
    return issued_on + CONDUCT_HOLDS - timedelta(days=1)


def initials_of(*names: str | None) -> str:
    """M. K. of Maryam Karimi; of several first names the first."""
    firsts = (next((sign for sign in name or "" if sign.isalpha()), "") for name in names)
    return " ".join(f"{sign.upper()}." for sign in firsts if sign)


def tidy_initials(text: str) -> str | None:
    """M. K. however it was typed: MK, m.k.; None for what may be a name."""
    plain = text.strip()
    letters = [sign for sign in plain if sign.isalpha()]
    has_signs = any(sign in ". -" for sign in plain)
    if not _INITIALS.fullmatch(plain) or not (has_signs or plain.isupper() or len(letters) == 1):
        return None
    return " ".join(f"{sign.upper()}." for sign in letters)


def covers(hours: Iterable[tuple[int, time, time]], start: datetime, end: datetime) -> bool:
    """Whether one of these times of the week (weekday, from, to) holds all of it."""
    return any(
        weekday == start.weekday() and opens <= start.time() and end.time() <= closes
        for weekday, opens, closes in hours
        if start.date() == end.date()
    )


def meets(start: datetime, end: datetime, other_start: datetime, other_end: datetime) -> bool:
    return start < other_end and other_start < end

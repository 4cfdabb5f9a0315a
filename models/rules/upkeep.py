"""When an entry of the directory is to be checked, and by whom: spread over the year and staff.

Nothing of it is stored: the same entry gives the same answer on every day and to everybody.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

MONTHS = 12  # from one check to the next
YEAR = 365  # days over which entries that were never checked are spread
STRIDE = 226  # days from one number to the next; coprime with YEAR, near its golden section


def check_due(checked_on: date | None, recorded_on: date, number: int) -> date:
    """Twelve months after the last check.

    What was never checked is due within a year of the day it was recorded: numbers that follow
    each other lie far apart, so that any run of them fills the year evenly.
    """
    if checked_on is not None:
        return checked_on + relativedelta(months=MONTHS)
    return recorded_on + timedelta(days=number * STRIDE % YEAR)


def in_turn(number: int, staff_ids: Sequence[int]) -> int | None:
    """Whose turn it is; nobody's where there is nobody."""
    return staff_ids[number % len(staff_ids)] if staff_ids else None

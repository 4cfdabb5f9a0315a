"""When rent arrears carry an extraordinary termination (rules EV-01 to EV-03), and a second cure.

Amounts are EUR as Decimal. A ledger has one line for each due date, in any order.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto

from dateutil.relativedelta import relativedelta


@dataclass(frozen=True)
class RentLine:
    """What was due on a day and what is still owed of it."""

    due_on: date
    owed: Decimal


class ArrearsGround(Enum):
    """The cases of § 543 (2) sentence 1 no. 3 BGB."""

    TWO_DUE_DATES = auto()  # (a) two consecutive due dates, together more than one month's rent
    LONGER_SPAN = auto()  # (b) more than two due dates, together two months' rent or more


def arrears_grounds(ledger: Iterable[RentLine], monthly_rent: Decimal) -> frozenset[ArrearsGround]:
    """Which cases are fulfilled by what is owed now (§§ 543 (2), 569 (3) no. 1 BGB).

    `monthly_rent` is the full agreed rent, advance payments included and nothing taken off for
    defects (EV-03). For flats let only for temporary use the measure of (a) does not apply.
    Raises ValueError for a rent that is not above zero, or a debt below.
    """
    owed: dict[int, Decimal] = defaultdict(Decimal)
    for line in ledger:
        if line.owed < 0:
            raise ValueError("a debt below zero")
        if line.owed:
            owed[_month_number(line.due_on)] += line.owed
    if monthly_rent <= 0:
        raise ValueError("a rent that is not above zero")
    if not owed:
        return frozenset()
    found = set()
    if any(
        owed[month] + owed.get(month + 1, 0) > monthly_rent for month in owed if month + 1 in owed
    ):
        found.add(ArrearsGround.TWO_DUE_DATES)
    if max(owed) - min(owed) >= 2 and sum(owed.values()) >= 2 * monthly_rent:
        found.add(ArrearsGround.LONGER_SPAN)
    return frozenset(found)


def _month_number(day: date) -> int:
    """Months since year zero, so that neighbours differ by one."""
    return day.year * 12 + day.month


def is_second_cure(earlier_notice: date, notice: date) -> bool:
    """No cure if one took place within the two years before (§ 569 (3) no. 2 sentence 2 BGB).

    Both days are those on which a termination was received; the earlier one is the termination
    that was made void by paying (rules SF-09, SF-10).
    """
    return notice <= earlier_notice + relativedelta(months=24)

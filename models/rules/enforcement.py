"""On which days and at which hours an eviction needs a court's leave (§ 758a (4) ZPO, EN-06)."""

from datetime import date, datetime, time
from enum import Enum, auto

from models.rules.working_days import holiday_name

NIGHT_FROM, NIGHT_UNTIL = time(21), time(6)


class OddTime(Enum):
    """What is odd about the time of an eviction; it may be right all the same."""

    SUNDAY = auto()
    HOLIDAY = auto()
    NIGHT = auto()


def odd_times(at: datetime) -> list[OddTime]:
    """What the court would have to allow; `at` is the office's wall clock, a Saturday is usual."""
    found = []
    if at.weekday() == 6:
        found.append(OddTime.SUNDAY)
    if holiday_name(date(at.year, at.month, at.day)):
        found.append(OddTime.HOLIDAY)
    if at.time() >= NIGHT_FROM or at.time() < NIGHT_UNTIL:
        found.append(OddTime.NIGHT)
    return found

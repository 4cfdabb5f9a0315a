"""The wall clock of an office: hours that do not exist, and the end of what begins at one."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache


def is_on_the_clock(moment: datetime, zone: tzinfo) -> bool:
    """Whether the hands ever show it: not from 2 to 3 o'clock when summer time begins."""
    there_and_back = moment.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    return there_and_back.replace(tzinfo=None) == moment


def end_on_the_clock(starts: datetime, minutes: int, zone: tzinfo) -> datetime:
    """What the clock shows so many minutes later, a change of the clock in between included."""
    ends = starts + timedelta(minutes=minutes)
    if ends.date() == starts.date() and not _is_changed_on(starts.date(), zone):
        return ends
    passed = starts.replace(tzinfo=zone).astimezone(UTC) + timedelta(minutes=minutes)
    return passed.astimezone(zone).replace(tzinfo=None)


@lru_cache(maxsize=1000)
def _is_changed_on(day: date, zone: tzinfo) -> bool:
    """Whether the clock is put forward or back on this day."""
    midnight = datetime.combine(day, time(), zone)
    return midnight.utcoffset() != (midnight + timedelta(days=1)).utcoffset()

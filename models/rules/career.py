"""Career orientation: when one of its three phases stalls (concept 3.2)."""

from datetime import date, timedelta

STALLS_AFTER = 60  # days without progress; house rule, the town may set another number


def is_stalled(moved_on: date, today: date, after_days: int) -> bool:
    """Nothing moved for more than so many days."""
    return today - moved_on > timedelta(days=after_days)

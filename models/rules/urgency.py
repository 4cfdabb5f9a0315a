"""How much a day presses: the colours of lists, cards and pages."""

from datetime import date, timedelta

WEEK = timedelta(days=7)
RED, AMBER = 7, 28  # days left of a legal deadline
REMINDERS = (AMBER, 14, RED, 3)  # days before a legal deadline (rules 1.7)


def tone_of(day: date | None, today: date, near: timedelta = WEEK) -> str:
    """Red once it has passed, amber while it is near."""
    if day is None:
        return ""
    if day < today:
        return "red"
    return "amber" if day - today <= near else ""


def traffic_light(day: date, today: date) -> str:
    """For legal deadlines: red within a week or late, amber within four weeks, green beyond."""
    left = (day - today).days
    return "red" if left <= RED else "amber" if left <= AMBER else "green"

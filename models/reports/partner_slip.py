"""The slip that a client takes along: where help is to be had, when, and how to get there."""

from dataclasses import dataclass
from datetime import date, datetime

from models.reports.papers import Paper


@dataclass(frozen=True, kw_only=True)
class PartnerSlip(Paper):
    """One organisation of the directory; whose slip it is stands nowhere on it.

    `week` has first and last weekday (0 is Monday) with their times, none where it is closed;
    `people` are function, name and phone of whom to ask for; `card` is what the code on it says.
    """

    name: str
    category: str = ""
    offer: str = ""
    offers: tuple[str, ...] = ()
    is_protected: bool = False
    address: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    website: str = ""
    transit: str = ""
    directions: str = ""
    languages: str = ""
    is_barrier_free: bool = False
    people: tuple[tuple[str, ...], ...] = ()
    week: tuple[tuple[int, int, str], ...] = ()
    is_always_open: bool = False
    hours_note: str = ""
    appointment_on: datetime | date | None = None  # a day alone where no time is known
    reach_us: str = ""
    checked_on: date | None = None
    written_on: date | None = None
    card: str = ""

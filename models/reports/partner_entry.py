"""Entries of the directory by number, and what of them may leave the house."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.reports.directory_entry import DirectoryEntry, entries_by_id


@dataclass(frozen=True)
class Whereabouts:
    """Where an organisation is and how one gets there; all empty for a protected place."""

    street: str = ""
    postcode: str = ""
    town: str = ""
    transit: str = ""
    directions: str = ""

    @property
    def town_line(self) -> str:
        return f"{self.postcode} {self.town}".strip()

    @property
    def address(self) -> str:
        return ", ".join(filter(None, (self.street, self.town_line)))


def whereabouts(entry: DirectoryEntry) -> Whereabouts:
    """The one place that papers and files ask: not even the town of a protected place is told."""
    if entry.is_place_protected:
        return Whereabouts()
    return Whereabouts(entry.street, entry.postcode, entry.town, entry.transit, entry.directions)


def entries_of(ids: Sequence[int], today: date, session: Session) -> list[DirectoryEntry]:
    """The entries of these organisations in this order; who is gone is left out."""
    return entries_by_id(ids, today, session)

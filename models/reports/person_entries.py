"""What the sequence of a person's file is made of: kinds of entries and their columns."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Select, String

from models.permissions import DataClass


class EntryKind(IntEnum):
    """What an entry tells; of two on one day the one with the higher number stands first."""

    BENEFIT = 1
    TARGET_GROUP = 2
    RESIDENCE = 3
    RESPONSIBILITY = 4
    MOVED_OUT = 5
    MOVED_IN = 6
    EVICTION_STEP = 7
    CONTACT_ATTEMPT = 8
    TASK = 9
    AGREEMENT = 10
    TALK = 11
    ADDENDUM = 12
    APPOINTMENT = 13  # one that did not come about
    GOAL = 14  # one that ended
    CAREER = 15
    EVIDENCE = 16
    REFERRAL = 17  # a step of it


# What was told since the last talk: in general, and apart.
SINCE_LAST = ("since_last", "successes", "setbacks", "challenges", "children", "new_needs")
COLUMNS: dict[str, Any] = {
    "opens_id": Integer,
    "happened_on": Date,
    "name": String,
    "more": String,
    "who": String,
    "place": String,
    "minutes": Integer,
    "until": Date,
    "state": String,
    "reason": String,
    **dict.fromkeys(SINCE_LAST, String),
    "content": String,
    "agreements": String,
}
NOTES = frozenset({"more", "reason", *SINCE_LAST, "content", "agreements"})


@dataclass(frozen=True)
class Source:
    """Entries of one kind: their columns, the tables beside the first, and whose they are.

    Of the columns in `notes` nothing is read without the right to notes, of a source that
    `is_note` nothing at all. `scope` is the table that says which rows are within reach. A list
    of the office stands for the label of its entry.
    """

    model: Any
    data_class: DataClass
    columns: dict[str, Any]
    joined: Callable[[Select[Any]], Select[Any]]
    scope: Any
    where: tuple[ColumnElement[bool], ...] = ()
    author: Any = None
    notes: frozenset[str] = frozenset()
    is_note: bool = False

    def of_person(self, person_id: Any) -> ColumnElement[bool]:
        """Entries of this person's file; a talk with a family stands in each of their files."""
        if hasattr(self.scope, "of_file"):
            in_file: ColumnElement[bool] = self.scope.of_file(person_id)
            return in_file
        is_theirs: ColumnElement[bool] = self.scope.person_id == person_id
        return is_theirs

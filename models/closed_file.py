"""Closed files: of persons who may be known only to the members of staff named for it.

Relatives of staff, threatened people (concept 5.1). Whoever is not named finds no trace of the
person by any path; whoever is named states a reason before the file opens.
"""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, literal, or_, select, text

from models.acting import Acting
from models.base import Record

# Few files are closed: an index of these alone answers which.
RESTRICTED_ONLY: dict[str, Any] = {
    "sqlite_where": text("is_restricted = 1"),
    "postgresql_where": text("is_restricted"),
}
FOUND = literal(1)  # asked whether it differs, for PostgreSQL guesses rightly that most rows do


@cache
def _tables() -> tuple[Any, Any]:
    """Under names of their own, so that no statement takes them for the person it asks for."""
    tables = Record.metadata.tables
    return tables["person"].alias("closed"), tables["person_reader"].alias("named")


def _closed_to(acting: Acting) -> Select[Any]:
    """The persons whose files are closed to who acts.

    Asked of each row by its person: a list shows few rows, and to find all closed files first
    takes longer than to look for one.
    """
    closed, named = _tables()
    is_named = select(named.c.id).where(
        named.c.person_id == closed.c.id, named.c.staff_id == acting.staff_id
    )
    found = select(FOUND).where(closed.c.is_restricted, ~is_named.exists())
    return found.limit(1).correlate_except(closed, named)


def is_open_file(person: Any, acting: Acting) -> ColumnElement[bool]:
    """Of rows of persons: the file is not closed to who acts."""
    _, named = _tables()
    theirs = select(named.c.person_id).where(named.c.staff_id == acting.staff_id)
    return or_(~person.is_restricted, person.id.in_(theirs.correlate(None)))


def in_open_file(person_id: Any, acting: Acting) -> ColumnElement[bool]:
    """Of rows with a person: the person's file is not closed to who acts; so without a person."""
    closed, _ = _tables()
    found = _closed_to(acting).where(closed.c.id == person_id)
    return found.scalar_subquery().is_distinct_from(FOUND)


def without_closed_file(
    beside: Any, acting: Acting, *conditions: ColumnElement[bool]
) -> ColumnElement[bool]:
    """No row of `beside` that meets the conditions is of a person whose file is closed."""
    closed, named = _tables()
    person_id = getattr(beside, "c", beside).person_id
    found = _closed_to(acting).join_from(beside, closed, closed.c.id == person_id)
    found = found.where(*conditions).correlate_except(beside, closed, named)
    return found.scalar_subquery().is_distinct_from(FOUND)


def is_of_closed_file(record: Record) -> bool:
    """The record belongs to a file that opens only to the named, whoever asks."""
    return any(person is not None and person.is_restricted for person in record.concerns())

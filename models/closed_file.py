"""Closed files: of persons who may be known only to the members of staff named for it.

Relatives of staff, threatened people (concept 5.1). Whoever is not named finds no trace of the
person by any path; whoever is named states a reason before the file opens.
"""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, select, text

from models.acting import Acting
from models.base import Record

# Few files are closed: an index of these alone answers which.
RESTRICTED_ONLY: dict[str, Any] = {
    "sqlite_where": text("is_restricted = 1"),
    "postgresql_where": text("is_restricted"),
}


@cache
def _tables() -> tuple[Any, Any]:
    """Under names of their own, so that no statement takes them for the person it asks for."""
    tables = Record.metadata.tables
    return tables["person"].alias("closed"), tables["person_reader"].alias("named")


def closed_to(acting: Acting) -> Select[tuple[int]]:
    """The numbers of the persons whose files are closed to who acts."""
    closed, named = _tables()
    is_named = select(named.c.id).where(
        named.c.person_id == closed.c.id, named.c.staff_id == acting.staff_id
    )
    return select(closed.c.id).where(closed.c.is_restricted, ~is_named.exists()).correlate(None)


def in_open_file(person_id: Any, acting: Acting) -> ColumnElement[bool]:
    """Of rows with a person: the person's file is not closed to who acts."""
    is_open: ColumnElement[bool] = person_id.not_in(closed_to(acting))
    return is_open


def is_of_closed_file(record: Record) -> bool:
    """The record belongs to a file that opens only to the named, whoever asks."""
    return any(person.is_restricted for person in record.concerns())

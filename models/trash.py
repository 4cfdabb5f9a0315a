"""Deleted records go into the trash with their parts; a number is never given twice."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Table, event, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.unitofwork import UOWTransaction

from models.acting import acting
from models.base import Record
from models.change_step import CAN_BE_UNDONE_FOR, ChangeStep, running_step
from models.closed_file import is_of_closed_file
from models.deleted_record import KEPT_FOR, DeletedRecord
from models.dependents import AT_ONCE, pointing_at
from models.field_change import FieldChange
from models.history import owner_of
from models.stored_values import plain

TRASH = cast(Table, DeletedRecord.__table__)
WAITING = "going_into_the_trash"
Row = tuple[str, dict[str, Any]]


@event.listens_for(Session, "before_flush")
def _keep_what_goes(session: Session, context: UOWTransaction, instances: object) -> None:
    """Read deleted records while they are still there; number new ones past those deleted."""
    session.info[WAITING] = []
    going = [record for record in session.deleted if _goes_into_trash(record)]
    if going:
        with session.no_autoflush:
            session.info[WAITING] = list(_entries(going, session.connection()))
    _number_anew(session)


def _goes_into_trash(record: object) -> bool:
    return isinstance(record, Record) and record.has_history and record.can_come_back


@event.listens_for(Session, "after_flush")
def _write_entries(session: Session, context: UOWTransaction) -> None:
    entries = session.info.pop(WAITING, None)
    if entries:
        connection, running = session.connection(), running_step()
        number = running.note(connection, set()) if running else None
        connection.execute(TRASH.insert(), [{**entry, "step_id": number} for entry in entries])


def _entries(going: list[Record], connection: Connection) -> Iterator[dict[str, Any]]:
    """One entry for each record that does not go as part of another one."""
    keys = {(record.__tablename__, record.id) for record in going}
    parts: dict[tuple[str, int] | None, list[Record]] = defaultdict(list)
    for record in going:
        owner = owner_of(record)
        parts[owner if owner in keys else None].append(record)
    someone, stored = acting(), _StoredRows(connection)
    by_table: dict[Table, list[int]] = defaultdict(list)
    for record in going:
        by_table[cast(Table, type(record).__table__)].append(record.id)
    for table, numbers in by_table.items():
        stored.read_whole(table, numbers)
    for record in parts[None]:
        rows = list(_rows(record, parts, stored))
        yield {
            "deleted_at": someone.now,
            "staff_id": someone.staff_id,
            "table_name": record.__tablename__,
            "record_id": record.id,
            "label": "" if is_of_closed_file(record) else record.title,
            "snapshot": json.dumps(rows, ensure_ascii=False),
        }


def _rows(
    record: Record, parts: dict[tuple[str, int] | None, list[Record]], stored: "_StoredRows"
) -> Iterator[Row]:
    """The record's row and those that go with it, wholes before their parts."""
    table = cast(Table, type(record).__table__)
    yield from stored.of(table, table.c.id, [record.id])
    seen = {(table.name, record.id)}
    for name, row in _cascading(stored, table, [record.id]):
        seen.add((name, row["id"]))
        yield name, row
    for part in parts[record.__tablename__, record.id]:
        if (part.__tablename__, part.id) not in seen:
            yield from _rows(part, parts, stored)


def _cascading(stored: "_StoredRows", table: Table, numbers: list[int]) -> Iterator[Row]:
    """Rows that the database itself would delete along."""
    for other, key in pointing_at(table):
        if key.ondelete == "CASCADE" and numbers:
            found = stored.of(other, key.parent, numbers)
            yield from found
            yield from _cascading(stored, other, [row["id"] for _, row in found])


class _StoredRows:
    """Rows of many records, read in few statements and told record by record."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._by_key: dict[Any, dict[int, list[Row]]] = defaultdict(dict)

    def read_whole(self, table: Table, numbers: list[int]) -> None:
        """Read the records of these numbers and what goes with them."""
        self._read(table, table.c.id, numbers)
        self._read_parts(table, numbers)

    def _read_parts(self, table: Table, numbers: list[int]) -> None:
        for other, key in pointing_at(table):
            if key.ondelete == "CASCADE" and numbers:
                self._read(other, key.parent, numbers)
                found = self.of(other, key.parent, numbers)
                self._read_parts(other, [row["id"] for _, row in found])

    def of(self, table: Table, column: Any, numbers: list[int]) -> list[Row]:
        """The rows whose column has one of these numbers, in the order of their own."""
        known = self._by_key[column]
        found = [row for number in numbers for row in known[number]]
        return found if len(numbers) == 1 else sorted(found, key=lambda row: row[1]["id"])

    def _read(self, table: Table, column: Any, numbers: list[int]) -> None:
        known = self._by_key[column]
        new = [number for number in dict.fromkeys(numbers) if number not in known]
        known.update({number: [] for number in new})
        kept = [item for item in table.columns if item.computed is None]
        for start in range(0, len(new), AT_ONCE):
            here = column.in_(new[start : start + AT_ONCE])
            wanted = select(*kept).where(here).order_by(table.c.id)
            for row in self.connection.execute(wanted).mappings():
                values = {name: plain(value) for name, value in row.items()}
                known[row[column.name]].append((table.name, values))


def _number_anew(session: Session) -> None:
    """SQLite gives the highest number again once its record is gone; PostgreSQL does not.

    The number stands on printed papers, in the trail and in the history.
    """
    new: dict[type[Record], list[Record]] = defaultdict(list)
    for record in session.new:
        if isinstance(record, Record) and record.has_history and record.id is None:
            new[type(record)].append(record)
    if not new or session.get_bind().dialect.name != "sqlite":
        return
    for model, records in new.items():
        last = session.connection().scalar(
            select(func.max(TRASH.c.record_id)).where(TRASH.c.table_name == model.__tablename__)
        )
        if last is not None:
            first = max(last, session.connection().scalar(select(func.max(model.id))) or 0) + 1
            for number, record in enumerate(records, first):
                record.id = number


def purge(connection: Connection, now: datetime) -> int:
    """Empty what nobody may bring back any more; the answer is how many deleted records."""
    steps, changes = cast(Table, ChangeStep.__table__), cast(Table, FieldChange.__table__)
    settled = select(steps.c.id).where(steps.c.at < now - CAN_BE_UNDONE_FOR)
    sealed = changes.update().where(changes.c.step_id.in_(settled), changes.c.sealed.is_not(None))
    connection.execute(sealed.values(sealed=None))
    gone = TRASH.update().where(TRASH.c.deleted_at < now - KEPT_FOR, TRASH.c.snapshot.is_not(None))
    return connection.execute(gone.values(label=None, snapshot=None)).rowcount

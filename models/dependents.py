"""What hangs on a record, so that nobody deletes it unawares."""

from sqlalchemy import Table, func, inspect, select
from sqlalchemy.orm import Session

from models.base import Base, Record


def hangs_on(record: Record, session: Session) -> dict[str, int]:
    """How many rows of which table point at this record; its own parts are left out."""
    table = inspect(type(record)).local_table
    counts: dict[str, int] = {}
    for other in Base.metadata.sorted_tables:
        found = sum(_rows_pointing(session, other, table, record.id))
        if found:
            counts[other.name] = found
    return counts


def _rows_pointing(session: Session, other: Table, table: object, record_id: int) -> list[int]:
    return [
        session.scalar(select(func.count()).select_from(other).where(key.parent == record_id)) or 0
        for key in other.foreign_keys
        if key.column.table is table and key.ondelete != "CASCADE"
    ]

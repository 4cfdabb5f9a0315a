"""What hangs on a record, so that nobody deletes it unawares."""

from collections.abc import Iterable
from functools import cache
from typing import Any, cast

from sqlalchemy import ForeignKey, Table, func, select
from sqlalchemy.orm import MANYTOONE, Session, selectinload

from models.base import Base, Record

AT_ONCE = 500  # numbers asked for in one statement


@cache
def pointing_at(table: Table) -> tuple[tuple[Table, ForeignKey], ...]:
    """Every key of every table that points at this one, wholes before their parts."""
    return tuple(
        (other, key)
        for other in Base.metadata.sorted_tables
        for key in other.foreign_keys
        if key.column.table is table
    )


def hangs_on(record: Record, session: Session) -> dict[str, int]:
    """How many rows of which table point at this record; its own parts are left out."""
    counts: dict[str, int] = {}
    for other, key in _held_by(type(record)):
        pointing = select(func.count()).select_from(other).where(key.parent == record.id)
        if found := session.scalar(pointing):
            counts[other.name] = counts.get(other.name, 0) + found
    return counts


def in_use(model: type[Record], numbers: Iterable[int], session: Session) -> set[int]:
    """Those of these records on which something hangs, in few statements however many they are."""
    asked = sorted(numbers)
    return {
        number
        for _, key in _held_by(model)
        for start in range(0, len(asked), AT_ONCE)
        for number in session.scalars(
            select(cast(Any, key.parent))
            .where(key.parent.in_(asked[start : start + AT_ONCE]))
            .distinct()
        )
    }


def _held_by(model: type[Record]) -> list[tuple[Table, ForeignKey]]:
    """Keys that would be left pointing at nothing."""
    table = cast(Table, model.__table__)
    return [(other, key) for other, key in pointing_at(table) if key.ondelete != "CASCADE"]


def with_parts(model: type[Record], numbers: list[int], session: Session) -> list[Record]:
    """Records as they are stored now, with the rows that go with them, in few statements."""
    parts = [
        selectinload(getattr(model, relation.key))
        for relation in model.__mapper__.relationships
        if relation.direction is not MANYTOONE and not relation.viewonly
    ]
    wanted = select(model).where(model.id.in_(numbers)).order_by(model.id).options(*parts)
    fresh = wanted.execution_options(populate_existing=True)
    return list(session.scalars(fresh).unique())

"""Writes the history of records on every save, and forgets it where a person is to be erased."""

from collections.abc import Iterator
from functools import cache
from typing import Any, cast

from sqlalchemy import ColumnElement, LargeBinary, Table, and_, event, inspect, or_
from sqlalchemy.orm import Session
from sqlalchemy.orm.unitofwork import UOWTransaction

from models.acting import acting
from models.base import Record
from models.change_step import StepKind, running_step
from models.field_change import ChangeKind, FieldChange
from models.own_field import PREFIX, OwnField
from models.own_value import OwnValue
from models.permissions import SECRET
from models.sealing import Sealed
from models.stored_values import column_of, fields_of, to_json

HOUSEKEEPING = frozenset(
    {"id", "created_at", "updated_at", "version", "search_text", "search_keys"}
)
BRINGING_BACK = frozenset({StepKind.RESTORED, StepKind.UNDONE})
TABLE = cast(Table, FieldChange.__table__)
Row = dict[str, Any]


@event.listens_for(Session, "after_flush")
def _write_history(session: Session, context: UOWTransaction) -> None:
    """After the flush, because a new record has its number only then; one insert for all."""
    rows = [
        row
        for rows_of, records in (
            (_came, session.new),
            (_changed, session.dirty),
            (_went, session.deleted),
        )
        for record in records
        if isinstance(record, Record) and record.has_history and not record.is_field
        for row in rows_of(record)
    ]
    rows += _own_fields(session)
    if not rows:
        return
    connection, running = session.connection(), running_step()
    if running is not None:
        touched = {(row["table_name"], row["record_id"]) for row in rows}
        number = running.note(connection, touched)
        rows = [{**row, "step_id": number} for row in rows]
    connection.execute(TABLE.insert(), rows)
    for record in session.dirty:
        if isinstance(record, Record) and _has_just_been_shielded(record):
            _hide_former_values(session, record)
        if isinstance(record, OwnField) and _has_just_become_secret(record):
            _hide(session, TABLE.c.field == f"{PREFIX}{record.code}")


def _own_fields(session: Session) -> Iterator[Row]:
    """The office's own fields, like columns of their record; silent where that comes or goes."""
    others = {
        (record.__tablename__, record.id)
        for record in (*session.new, *session.deleted)
        if isinstance(record, Record)
    }
    for records, is_new, is_going in (
        (session.new, True, False),
        (session.dirty, False, False),
        (session.deleted, False, True),
    ):
        for value in [record for record in records if isinstance(record, OwnValue)]:
            table = value.definition.table
            for number, old, new in value.changes(is_new, is_going):
                if (table, number) not in others:
                    yield _own_row(value, number, to_json(old), to_json(new))


def _own_row(value: OwnValue, number: int, old: str | None, new: str | None) -> Row:
    definition = value.definition
    about: Row = {"table_name": definition.table, "record_id": number, "field": definition.name}
    about |= {"owner_table": None, "owner_id": None}
    if definition.data_class not in SECRET:
        return _row(value, ChangeKind.CHANGED, **about, old=old, new=new)
    sealed = to_json([old, new]) if running_step() is not None else None
    return _row(value, ChangeKind.CHANGED, **about, is_secret=True, sealed=sealed)


def _came(record: Record) -> Iterator[Row]:
    running = running_step()
    is_back = running is not None and running.kind in BRINGING_BACK
    yield _row(record, ChangeKind.RESTORED if is_back else ChangeKind.CREATED)


def _went(record: Record) -> Iterator[Row]:
    yield _row(record, ChangeKind.DELETED)


def _row(record: Record, kind: ChangeKind, **values: Any) -> Row:
    someone = acting()
    owner = owner_of(record) or (None, None)
    return {
        "at": someone.now, "staff_id": someone.staff_id, "step_id": None, "kind": kind,
        "table_name": record.__tablename__, "record_id": record.id,
        "owner_table": owner[0], "owner_id": owner[1],
        "field": None, "old": None, "new": None, "is_secret": False, "sealed": None, **values,
    }  # fmt: skip


def _changed(record: Record) -> Iterator[Row]:
    state, fields = inspect(record), fields_of(type(record))
    touched = fields.keys() - state.unmodified - HOUSEKEEPING
    for key in (key for key in fields if key in touched):
        history = state.attrs[key].history
        if not history.has_changes():
            continue
        if column_of(type(record), key) is None:
            kept = [item.id for item in history.unchanged or ()]
            old: Any = sorted([*kept, *(item.id for item in history.deleted or ())])
            new: Any = sorted([*kept, *(item.id for item in history.added or ())])
        else:
            old = history.deleted[0] if history.deleted else None
            new = history.added[0] if history.added else None
        yield _row(record, ChangeKind.CHANGED, **_values(record, key, to_json(old), to_json(new)))


def _values(record: Record, key: str, old: str | None, new: str | None) -> Row:
    field = fields_of(type(record))[key]
    if not is_secret(record, key):
        return {"field": field, "old": old, "new": new}
    can_be_told = running_step() is not None and key not in record.untold_fields
    sealed = to_json([old, new]) if can_be_told else None
    return {"field": field, "is_secret": True, "sealed": sealed}


def is_secret(record: Record, key: str) -> bool:
    """Of this attribute only that it changed is kept."""
    field, column = fields_of(type(record))[key], column_of(type(record), key)
    kind = None if column is None else column.type
    return (
        key in record.untold_fields
        or isinstance(kind, LargeBinary | Sealed)
        or record.own_class_of(field) in SECRET
        or (_was_shielded(record) and field in (record.shield or ("", ()))[1])
    )


@cache
def ownership(model: type[Record]) -> tuple[str, str] | None:
    """Attribute and table of the record whose part this is: it goes with it, or is edited in it."""
    keys = cast(Table, model.__table__).foreign_keys
    for pointer in sorted(keys, key=lambda key: key.parent.name):
        if pointer.ondelete == "CASCADE":
            return pointer.parent.name, pointer.column.table.name
    if model.part_of:
        relation = model.__mapper__.relationships[model.part_of[0]]
        key = str(next(iter(relation.local_columns)).name)
        return key, relation.mapper.class_.__tablename__
    return None


def owner_of(record: Record) -> tuple[str, int] | None:
    found = ownership(type(record))
    number = getattr(record, found[0]) if found else None
    return (found[1], number) if found and number is not None else None


def _has_just_been_shielded(record: Record) -> bool:
    if not record.shield:
        return False
    return True in (inspect(record).attrs[record.shield[0]].history.added or ())


def _was_shielded(record: Record) -> bool:
    if not record.shield:
        return False
    return True in (inspect(record).attrs[record.shield[0]].history.deleted or ())


def _hide_former_values(session: Session, record: Record) -> None:
    """What is protected from now on may not be read in the history either."""
    about = and_(TABLE.c.table_name == record.__tablename__, TABLE.c.record_id == record.id)
    fields = record.shield[1] if record.shield else frozenset()
    _hide(session, and_(about, TABLE.c.field.in_(fields)))


def _has_just_become_secret(field: OwnField) -> bool:
    has_changed = bool(inspect(field).attrs.protection.history.deleted)
    return has_changed and field.protection.data_class in SECRET


def _hide(session: Session, rows: ColumnElement[bool]) -> None:
    hidden = TABLE.update().where(rows).values(old=None, new=None, is_secret=True)
    session.connection().execute(hidden)


def forget(record: Record, session: Session) -> None:
    """Delete the history of a record and of its parts, as erasing a person demands."""
    stem = record.__tablename__
    own = and_(TABLE.c.table_name == stem, TABLE.c.record_id == record.id)
    parts = and_(TABLE.c.owner_table == stem, TABLE.c.owner_id == record.id)
    session.connection().execute(TABLE.delete().where(or_(own, parts)))

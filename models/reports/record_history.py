"""What changed in a record and its parts, newest first, as far as the acting person may read it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import cast

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import MANYTOONE, Session, joinedload

from models.acting import Acting
from models.base import Base, Record
from models.catalogue import Catalogue
from models.field_change import ChangeKind, FieldChange
from models.history import ownership
from models.own_definitions import own_fields
from models.permissions import Action, DataClass
from models.staff import Staff
from models.stored_values import fields_of, from_json, model_of

MOST = 50  # changes on one page
Key = tuple[str, int]
Readable = Callable[[type[Record], str], bool]


@dataclass(frozen=True)
class RecordHistory:
    """One page of changes; `older_than` is the mark of the next page, None on the last.

    `titles` names what values refer to, as far as it may be read; `parts` are those of the
    record's parts that still exist and may be seen.
    """

    changes: list[FieldChange]
    titles: dict[Key, str]
    parts: dict[Key, Record]
    older_than: int | None


def history_of(
    record: Record,
    session: Session,
    acting: Acting,
    may_read: Readable,
    before: int | None = None,
    most: int = MOST,
) -> RecordHistory:
    """Fields are asked one by one whether they may be read; the others leave no row."""
    newest = _wanted(record, may_read, before).order_by(FieldChange.id.desc()).limit(most + 1)
    loads = (joinedload(FieldChange.staff), joinedload(FieldChange.step))
    found = list(session.scalars(newest.options(*loads)))
    changes = found[:most]
    return RecordHistory(
        changes,
        titles_of(referred(changes), session, acting),
        parts_in(changes, session, acting),
        changes[-1].id if len(found) > most else None,
    )


def parts_of(model: type[Record]) -> list[type[Record]]:
    """Tables whose rows are parts of such a record."""
    return [
        item.class_
        for item in Base.registry.mappers
        if item.class_.has_history
        and not item.class_.is_field
        and (found := ownership(cast(type[Record], item.class_)))
        and found[1] == model.__tablename__
    ]


def _wanted(record: Record, may_read: Readable, before: int | None) -> Select[FieldChange]:
    """Only since the record was made: its number may once have been another one's."""
    stem = record.__tablename__
    own = and_(FieldChange.table_name == stem, FieldChange.record_id == record.id)
    made = select(func.max(FieldChange.id)).where(own, FieldChange.kind == ChangeKind.CREATED)
    within = and_(FieldChange.owner_table == stem, FieldChange.owner_id == record.id)
    wanted = select(FieldChange).where(
        or_(
            and_(own, _open_fields(type(record), may_read)),
            *(
                and_(
                    within,
                    FieldChange.table_name == part.__tablename__,
                    _open_fields(part, may_read),
                )
                for part in parts_of(type(record))
            ),
        ),
        FieldChange.id >= func.coalesce(made.scalar_subquery(), 0),
    )
    return wanted if before is None else wanted.where(FieldChange.id < before)


def _open_fields(model: type[Record], may_read: Readable) -> ColumnElement[bool]:
    names = [*fields_of(model).values(), *own_fields(model.__tablename__)]
    shown = [name for name in names if may_read(model, name)]
    if not shown:
        return false()
    return or_(FieldChange.field.is_(None), FieldChange.field.in_(shown))


def referred(changes: Iterable[FieldChange]) -> dict[type[Record], set[int]]:
    """The records that old and new values name by number."""
    wanted: dict[type[Record], set[int]] = defaultdict(set)
    for change in changes:
        relation = model_of(change.table_name).__mapper__.relationships.get(change.field or "")
        if relation is None or change.is_secret:
            continue
        for value in (from_json(change.old), from_json(change.new)):
            numbers = value if isinstance(value, list) else [] if value is None else [value]
            wanted[relation.mapper.class_].update(numbers)
    return wanted


def titles_of(
    wanted: dict[type[Record], set[int]], session: Session, acting: Acting
) -> dict[Key, str]:
    """What the records are called, one statement a table; who may not read them learns nothing."""
    titles: dict[Key, str] = {}
    for model, numbers in wanted.items():
        if numbers and may_name(model, acting):
            named = select(model.id, model.title_sql()).where(
                model.id.in_(numbers), model.visible_to(acting)
            )
            titles |= {
                (model.__tablename__, number): name for number, name in session.execute(named)
            }
    return titles


def may_name(model: type[Record], acting: Acting) -> bool:
    """Entries of lists and colleagues are named to all, other records to those who read them."""
    if issubclass(model, Catalogue):
        return True
    data_class = DataClass.COLLEAGUE if model is Staff else model.class_of("title")
    return acting.may(Action.READ, data_class)


def parts_in(changes: Iterable[FieldChange], session: Session, acting: Acting) -> dict[Key, Record]:
    """The parts that are within reach, with what their titles need, one statement a table."""
    wanted: dict[type[Record], set[int]] = defaultdict(set)
    for change in changes:
        if change.owner_table is not None:
            wanted[model_of(change.table_name)].add(change.record_id)
    found: dict[Key, Record] = {}
    for model, numbers in wanted.items():
        loads = [
            joinedload(getattr(model, relation.key))
            for relation in model.__mapper__.relationships
            if relation.direction is MANYTOONE
        ]
        within = select(model).where(model.id.in_(numbers), model.visible_to(acting))
        rows = session.scalars(within.options(*loads)).unique()
        found |= {(model.__tablename__, row.id): row for row in rows}
    return found

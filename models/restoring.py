"""Bringing a deleted record back from the trash, with its parts and under its own number."""

import json
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from models.base import Base, Record, RulesBroken, msg
from models.change_step import StepKind, step
from models.deleted_record import DeletedRecord
from models.history import HOUSEKEEPING, ownership
from models.refusal import Refusal, Refused
from models.stored_values import fields_of, model_of, revived

Values = dict[str, Any]


def restore(deleted: DeletedRecord, session: Session) -> list[Refusal]:
    """Bring the record back within the session's transaction; an empty answer means: done.

    Who calls has asked for the right. Parts that live on elsewhere stay there.
    """
    try:
        with session.begin_nested(), step(StepKind.RESTORED, deleted.table_name):
            bring_back(deleted, session)
    except Refused as refused:
        return refused.refusals
    except RulesBroken as broken:
        return [Refusal("", item.text, item.field, item.values) for item in broken.problems]
    except IntegrityError:
        return [Refusal("", msg("A value that may occur only once is taken by another record."))]
    return []


def in_trash(session: Session, now: datetime, most: int) -> list[DeletedRecord]:
    """What can be brought back, the newest first."""
    wanted = select(DeletedRecord).where(DeletedRecord.can_be_restored_on(now))
    newest = wanted.order_by(DeletedRecord.id.desc()).limit(most)
    return list(session.scalars(newest.options(joinedload(DeletedRecord.staff))))


def rows_in(deleted: DeletedRecord) -> list[tuple[str, Values]]:
    """The sealed rows by table, wholes before their parts; none once it was emptied."""
    return json.loads(deleted.snapshot) if deleted.snapshot else []


def keys_in(deleted: DeletedRecord) -> set[tuple[str, int]]:
    return {(table, values["id"]) for table, values in rows_in(deleted)}


def bring_back(deleted: DeletedRecord, session: Session) -> Record:
    """The record as it was; raises Refused, RulesBroken or IntegrityError."""
    rows = rows_in(deleted)
    if not rows:
        raise Refused(Refusal("", msg("What was deleted is no longer in the trash.")))
    back = Back(session)
    (table, values), *parts = rows
    if session.get(model_of(table), values["id"]) is not None:
        raise Refused(Refusal("", msg("It is there already.")))
    with session.no_autoflush:
        root = back.add(table, values)
        session.add(root)
        for table, values in parts:
            back.add_part(table, values)
    session.flush()
    back.complete_links()
    back.set_versions()
    trash = cast(Table, DeletedRecord.__table__)
    session.connection().execute(trash.delete().where(trash.c.id == deleted.id))
    session.expunge(deleted)
    return root


class Back:
    """Records on their way back, so that parts find the whole they belong to."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.made: dict[tuple[str, int], Record] = {}
        self.versions: dict[tuple[str, int], int] = {}
        self.links: list[tuple[str, Values]] = []

    def add(self, table: str, values: Values) -> Record:
        """Make the record anew; its version goes on where it ended."""
        model = model_of(table)
        record = model()
        columns = cast(Table, model.__table__).columns
        for key, field in fields_of(model).items():
            if key not in values or key in ("version", "updated_at"):
                continue
            relation = model.__mapper__.relationships.get(field)
            if relation is None:
                setattr(record, key, revived(columns[key], values[key]))
            elif values[key] is not None:
                setattr(record, field, self._target(relation.mapper.class_, values[key], field))
        self.made[table, values["id"]] = record
        self.versions[table, values["id"]] = values["version"]
        return record

    def _target(self, model: type[Record], number: int, field: str) -> Record:
        found = self.made.get((model.__tablename__, number)) or self.session.get(model, number)
        if found is None:
            raise Refused(Refusal("", msg("What it refers to is gone."), field))
        return found

    def add_part(self, table: str, values: Values) -> None:
        """A row of its own, or an entry in a list of choices of the whole."""
        model = model_of(table)
        found = ownership(model)
        owner = self.made.get((found[1], values[found[0]])) if found else None
        if owner is None or found is None:
            return
        if name := _list_of(type(owner), model):
            relation = type(owner).__mapper__.relationships[name]
            pointer = cast(Any, relation.secondary_synchronize_pairs)[0][1].key
            target = self._target(relation.mapper.class_, values[pointer], name)
            getattr(owner, name).append(target)
            self.links.append((table, values))
        elif self.session.get(model, values["id"]) is None:
            self.session.add(self.add(table, values))

    def complete_links(self) -> None:
        """What a link says beside the two that it joins, as minutes of a topic."""
        for name, values in self.links:
            table = Base.metadata.tables[name]
            joined = {key.parent for key in table.foreign_keys}
            more = {
                column.name: revived(column, values[column.name])
                for column in table.columns
                if column not in joined
                and column.name in values
                and column.name not in HOUSEKEEPING
            }
            if more:
                wanted = [column == values[column.name] for column in joined]
                self.session.connection().execute(table.update().where(*wanted).values(more))

    def set_versions(self) -> None:
        """An open form from before the deletion stays out of date."""
        for (name, number), version in self.versions.items():
            table = Base.metadata.tables[name]
            self.session.connection().execute(
                table.update().where(table.c.id == number).values(version=version + 1)
            )
        for record in self.made.values():
            self.session.expire(record)


def _list_of(owner: type[Record], link: type[Record]) -> str | None:
    """The list of choices of the owner that this table links."""
    return next(
        (
            relation.key
            for relation in owner.__mapper__.relationships
            if relation.secondary is link.__table__
        ),
        None,
    )

"""Refuses every save that would change what an issued paper says, whichever way it came in.

Form, rows of a form, bulk edit, history, undo, trash and merging all end in a save, and so here.
Two files of one person may still become one: a talk is then led elsewhere, its words stay.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import cast

from sqlalchemy import Table, inspect
from sqlalchemy.orm import RelationshipDirection, Session

from models.acting import acting
from models.base import Broken, Record
from models.change_step import ChangeStep, StepKind, running_step
from models.history import HOUSEKEEPING
from models.issued import Issuable, before
from models.person import Person
from models.stored_values import fields_of, model_of

Way = tuple[str, str | None, type[Record]]


def changed_papers(session: Session) -> Iterator[Broken]:
    """One broken rule for each issued paper that this save would change."""
    told: set[int] = set()
    for record in (*session.new, *session.dirty, *session.deleted):
        if not isinstance(record, Record) or not _stands_on_paper(type(record)):
            continue
        for paper in _papers(record, session):
            if id(paper) not in told and _would_change(paper, record, session):
                told.add(id(paper))
                yield paper.why_fixed()


@cache
def _stands_on_paper(model: type[Record]) -> bool:
    if model.on_paper is not None and not model.on_paper:
        return False  # a part of which nothing is printed
    return issubclass(model, Issuable) or bool(_ways(model))


@cache
def _ways(model: type[Record]) -> tuple[Way, ...]:
    """Key, relation and table of each record that this one is part of and that leads to a paper."""
    relations = {
        str(next(iter(relation.local_columns)).key): relation
        for relation in model.__mapper__.relationships
        if relation.direction is RelationshipDirection.MANYTOONE
    }
    keys = {
        pointer.parent.name: pointer.column.table.name
        for pointer in cast(Table, model.__table__).foreign_keys
        if pointer.ondelete == "CASCADE" and pointer.column.table is not model.__table__
    }
    for key, relation in relations.items():
        if model.part_of and model.part_of[0] == relation.key:
            keys[key] = relation.mapper.class_.__tablename__
    return tuple(
        (key, relations[key].key if key in relations else None, model_of(table))
        for key, table in sorted(keys.items())
        if _stands_on_paper(model_of(table))
    )


def _papers(record: Record, session: Session) -> Iterator[Issuable]:
    """The papers on which a record stands, and those on which it stood until now."""
    if isinstance(record, Issuable):
        yield record
    for key, relation, model in _ways(type(record)):
        numbers = {getattr(record, key), _before(record, key)} - {None}
        wholes = [session.get(model, number) for number in numbers]
        wholes += [getattr(record, relation)] if relation else []
        for whole in wholes:
            if whole is not None:
                yield from _papers(whole, session)


def _is_new(record: object) -> bool:
    return inspect(cast(Record, record)).key is None


def _before(record: Record, key: str) -> int | None:
    return None if _is_new(record) else cast("int | None", before(record, key))


def _would_change(paper: Issuable, record: Record, session: Session) -> bool:
    if _is_new(paper) or paper.was_changeable:
        return False
    is_part, is_led = id(record) != id(paper), _is_led_elsewhere(paper, session)
    if record in session.new or record in session.deleted:
        return not (is_part and is_led)
    fields = set(_changed(record)) - (frozenset() if is_part else paper.after_issue)
    if is_part and record.on_paper is not None:
        fields &= record.on_paper
    return bool(fields - (_persons(type(record)) if is_led else frozenset()))


def _changed(record: Record) -> Iterator[str]:
    """The fields whose value would differ; setting the same value again is no change."""
    state, relations = inspect(record), type(record).__mapper__.relationships
    for key, field in fields_of(type(record)).items():
        if key in HOUSEKEEPING:
            continue
        if state.attrs[key].history.has_changes():
            yield field
        elif key != field and field in relations and state.attrs[field].history.has_changes():
            target = getattr(record, field)
            if (target.id if target else None) != _before(record, key):
                yield field


@cache
def _persons(model: type[Record]) -> frozenset[str]:
    """Where the table says whose file a row belongs to."""
    relations = model.__mapper__.relationships
    return frozenset(relation.key for relation in relations if relation.mapper.class_ is Person)


def _is_led_elsewhere(paper: Issuable, session: Session) -> bool:
    """Two files are being merged or parted again; the paper only moves with its file.

    What was issued between both bears the name of the merged file and stays there.
    """
    began = _merged_at(session)
    return began is not None and (paper.issued_at is None or paper.issued_at <= began)


def _merged_at(session: Session) -> datetime | None:
    running = running_step()
    if running is None:
        return None
    if running.kind is StepKind.MERGE:
        return acting().now
    undone = session.get(ChangeStep, running.undoes_id) if running.undoes_id else None
    return undone.at if undone is not None and undone.kind is StepKind.MERGE else None

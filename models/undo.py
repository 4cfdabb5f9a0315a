"""Taking back a step: all its changes, or none and the reasons why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as filled
from typing import Any, cast

from sqlalchemy import Table, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from models.acting import Acting
from models.base import Record, RulesBroken, msg
from models.change_step import CAN_BE_UNDONE_FOR, RECORDING, ChangeStep, StepKind, step
from models.deleted_record import DeletedRecord
from models.dependents import AT_ONCE, in_use, with_parts
from models.field_change import ChangeKind, FieldChange
from models.history import ownership
from models.own_field import PREFIX
from models.own_value import HasOwnFields, own_sql_column
from models.permissions import Action, DataClass
from models.refusal import Refusal, Refused
from models.restoring import bring_back, keys_in
from models.stored_values import attributes_of, column_of, from_json, model_of, revived, to_json

TAKEN_BACK_BY = {StepKind.MERGE: Action.DELETE, **dict.fromkeys(RECORDING, Action.CREATE)}
Key = tuple[str, int]


@dataclass
class Taken:
    """What the step did to one record, its saves taken together: field: (before, after)."""

    values: dict[str, tuple[str | None, str | None]] = filled(default_factory=dict)
    is_created: bool = False
    is_deleted: bool = False
    last_id: int = 0  # of the newest change of the step


def undo(
    made: ChangeStep, session: Session, acting: Acting, *, is_partly: bool = False
) -> list[Refusal]:
    """Take the step back within the session's transaction; an empty answer means: done.

    Refused as a whole if one record cannot be taken back, unless `is_partly`; rights are those of
    the acting person now. It is a step itself, so undoing it does the first one again.
    """
    if made.undone_at is not None:
        return [Refusal("", msg("This step was undone already."))]
    if acting.now - made.at > CAN_BE_UNDONE_FOR:
        return [Refusal("", msg("A step can be undone for 30 days."))]
    taken, trash = taken_by(made, session), _trash_of(made, session)
    records = dict(_records(taken, session))
    refusals = [
        *_deletion_refusals(made, taken, trash, acting),
        *_refusals(made, taken, records, session, acting),
    ]
    refused = {key for key, _ in refusals}
    can_be_parted = is_partly and made.kind is not StepKind.MERGE
    if refused and (not can_be_parted or refused == taken.keys()):
        return [refusal for _, refusal in refusals]
    going = {key: what for key, what in taken.items() if key not in refused}
    try:
        with session.begin_nested(), step(StepKind.UNDONE, made.table_name, undoes_id=made.id):
            for key in (key for key in trash if key in going):
                records[key] = bring_back(trash[key], session)
            _take_back(going, records, session)
            _mark(made, session, acting)
    except Refused as refused_late:
        return refused_late.refusals
    except RulesBroken as broken:
        return [Refusal("", item.text, item.field, item.values) for item in broken.problems]
    except (IntegrityError, StaleDataError):
        return [Refusal("", msg("Meanwhile other records contradict the former state."))]
    return [refusal for _, refusal in refusals]


def taken_by(made: ChangeStep, session: Session) -> dict[Key, Taken]:
    """What the step did, record by record."""
    changes = select(FieldChange).where(FieldChange.step_id == made.id).order_by(FieldChange.id)
    taken: dict[Key, Taken] = defaultdict(Taken)
    for change in session.scalars(changes):
        what = taken[change.table_name, change.record_id]
        what.last_id = change.id
        what.is_created |= change.kind in (ChangeKind.CREATED, ChangeKind.RESTORED)
        what.is_deleted |= change.kind is ChangeKind.DELETED
        if change.kind is ChangeKind.CHANGED and change.field:
            old, new = from_json(change.sealed) if change.sealed else (change.old, change.new)
            what.values[change.field] = (what.values.get(change.field, (old, None))[0], new)
    return {key: what for key, what in taken.items() if not (what.is_created and what.is_deleted)}


def _records(taken: dict[Key, Taken], session: Session) -> Iterator[tuple[Key, Record]]:
    """The records as the database has them now, a few statements per table."""
    by_table: dict[str, list[int]] = defaultdict(list)
    for (table, number), what in taken.items():
        if not what.is_deleted:
            by_table[table].append(number)
    for table, numbers in by_table.items():
        model = model_of(table)
        for start in range(0, len(numbers), AT_ONCE):
            wanted = select(model).where(model.id.in_(numbers[start : start + AT_ONCE]))
            fresh = wanted.execution_options(populate_existing=True)
            for record in session.scalars(fresh).unique():
                yield (table, record.id), record


def _is_own_merge(made: ChangeStep, acting: Acting, is_pasted: bool = False) -> bool:
    """Who may merge such files, import or record them, takes that back as a whole."""
    action = TAKEN_BACK_BY.get(StepKind.NEW_ROW if is_pasted else made.kind)
    if action is None or made.table_name is None:
        return False
    return acting.may(action, model_of(made.table_name).data_class)


def _refusals(
    made: ChangeStep,
    taken: dict[Key, Taken],
    records: dict[Key, Record],
    session: Session,
    acting: Acting,
) -> Iterator[tuple[Key, Refusal]]:
    reachable = within_reach(records.values(), session, acting)
    for key, what in taken.items():
        record = records.get(key)
        is_merge = _is_own_merge(made, acting, what.is_created and made.kind is StepKind.PASTE)
        if what.is_deleted:
            continue
        if record is None:
            yield key, Refusal("", msg("This record was deleted meanwhile."))
        elif key not in reachable:
            yield key, Refusal("", msg("This record is out of your reach."))
        elif refusal := _refusal(record, what, session, acting, is_merge):
            yield key, refusal


def _trash_of(made: ChangeStep, session: Session) -> dict[Key, DeletedRecord]:
    """What went last comes back first: the whole before what hung on it."""
    found = session.scalars(
        select(DeletedRecord)
        .where(DeletedRecord.step_id == made.id)
        .order_by(DeletedRecord.id.desc())
    )
    return {(item.table_name, item.record_id): item for item in found}


def _deletion_refusals(
    made: ChangeStep,
    taken: dict[Key, Taken],
    trash: dict[Key, DeletedRecord],
    acting: Acting,
) -> Iterator[tuple[Key, Refusal]]:
    """A deletion of its own is the lead's to take back, others whose who may record such files."""
    covered = {key for item in trash.values() for key in keys_in(item)}
    is_lead = acting.may(Action.UPDATE, DataClass.TRASH) or _is_own_merge(made, acting)
    for key in (key for key, what in taken.items() if what.is_deleted):
        may_record = acting.may(Action.CREATE, model_of(key[0]).data_class)
        if not is_lead and (made.kind is StepKind.DELETED or not may_record):
            yield key, Refusal("", msg("Only the lead brings back what was deleted."))
        elif key not in covered:
            yield key, Refusal("", msg("What was deleted is no longer in the trash."))


def within_reach(records: Iterable[Record], session: Session, acting: Acting) -> set[Key]:
    """Those that the acting person may see; a part of a record as far as the whole."""
    numbers: dict[type[Record], set[int]] = defaultdict(set)
    owners: dict[type[Record], dict[int, int]] = defaultdict(dict)
    for record in records:
        numbers[type(record)].add(record.id)
        if (found := ownership(type(record))) and (owner_id := getattr(record, found[0])):
            owners[type(record)][record.id] = owner_id
            numbers[model_of(found[1])].add(owner_id)
    seen = {
        model: {
            number
            for start in range(0, len(wanted), AT_ONCE)
            for number in session.scalars(
                select(model.id).where(
                    model.id.in_(sorted(wanted)[start : start + AT_ONCE]), model.visible_to(acting)
                )
            )
        }
        for model, wanted in numbers.items()
    }
    return {
        (model.__tablename__, number)
        for model, found in seen.items()
        for number in found
        if number not in owners[model] or owners[model][number] in seen[_owner_model(model)]
    }


def _owner_model(model: type[Record]) -> type[Record]:
    found = ownership(model)
    return model_of(found[1]) if found else model


def _refusal(
    record: Record, what: Taken, session: Session, acting: Acting, is_merge: bool
) -> Refusal | None:
    may_name = acting.may(Action.READ, record.own_class_of("title"))
    title = record.title if may_name else ""
    if what.is_created:
        if not is_merge and not acting.may(Action.DELETE, record.data_class):
            return Refusal(title, msg("You may not delete this record."))
        return _changed_since(record, None, what.last_id, title, session)
    for name, (_, new) in what.values.items():
        if not is_merge and not acting.may(Action.UPDATE, record.own_class_of(name)):
            return Refusal(title, msg("You may not change this field."), name)
        if current(record, name) != new:
            return _changed_since(record, name, what.last_id, title, session) or Refusal(
                title, msg("The value was changed since."), name
            )
    return None


def current(record: Record, name: str) -> str | None:
    """The value of a field as its history would write it."""
    if isinstance(record, HasOwnFields) and name.startswith(PREFIX):
        return to_json(record.own_stored(name))
    value = getattr(record, attributes_of(type(record))[name])
    if isinstance(value, list):
        value = sorted(item.id for item in value)
    return to_json(value)


def _changed_since(
    record: Record, name: str | None, last_id: int, title: str, session: Session
) -> Refusal | None:
    later = select(FieldChange).where(
        FieldChange.table_name == record.__tablename__,
        FieldChange.record_id == record.id,
        FieldChange.id > last_id,
    )
    if name is not None:
        later = later.where(FieldChange.field == name)
    change = session.scalar(later.order_by(FieldChange.id.desc()).limit(1))
    if change is None:
        return None
    who = change.staff.display_name if change.staff else ""
    text = msg("Changed since, on %(at)s by %(who)s.") if who else msg("Changed since, on %(at)s.")
    return Refusal(title, text, name or change.field or "", {"at": change.at, "who": who})


def _take_back(going: dict[Key, Taken], records: dict[Key, Record], session: Session) -> None:
    """Former values first, for what was recorded may be in use until then."""
    for (table, number), what in going.items():
        record = records.get((table, number))
        if what.values and not what.is_created:
            whole = record or session.get_one(model_of(table), number)
            for name, (old, _) in what.values.items():
                put_back(whole, name, from_json(old), session)
    session.flush()
    made: dict[str, list[int]] = defaultdict(list)
    for table, number in (key for key, what in going.items() if what.is_created):
        made[table].append(number)
    for table, numbers in made.items():
        _delete(table, numbers, session)
    session.flush()


def _delete(table: str, numbers: list[int], session: Session) -> None:
    model = model_of(table)
    if in_use(model, numbers, session):
        raise Refused(Refusal("", msg("Other records hang on it meanwhile.")))
    for start in range(0, len(numbers), AT_ONCE):
        with session.no_autoflush:
            for record in with_parts(model, numbers[start : start + AT_ONCE], session):
                session.delete(record)


def put_back(record: Record, name: str, value: Any, session: Session) -> None:
    """Give a field the value that its history names; raises Refused if a choice is gone."""
    if isinstance(record, HasOwnFields) and name.startswith(PREFIX):
        definition = record.own_definition(name)
        record.put_own(definition, revived(own_sql_column(definition), value))
        return
    model = type(record)
    key = attributes_of(model)[name]
    column, relation = column_of(model, key), model.__mapper__.relationships.get(name)
    if relation is None and column is not None:
        setattr(record, key, revived(column, value))
        return
    target = cast(Any, relation).mapper.class_
    wanted = value if isinstance(value, list) else [value] if value is not None else []
    chosen = [found for number in wanted if (found := session.get(target, number))]
    if len(chosen) != len(wanted):
        raise Refused(Refusal("", msg("Something that was chosen then is gone."), name))
    setattr(record, name, chosen if column is None else next(iter(chosen), None))


def _mark(made: ChangeStep, session: Session, acting: Acting) -> None:
    """A step is housekeeping, not a record of the office: past the trail."""
    table = cast(Table, ChangeStep.__table__)
    session.connection().execute(
        table.update().where(table.c.id == made.id).values(undone_at=acting.now)
    )
    session.expire(made)

"""Two files of one person become one: all that hangs on the other file moves to the kept one.

A step that can be undone. What both files say alike is kept once; what contradicts each other is
chosen by who merges, field by field. Secret fields are never shown for that: the kept file's
value stays, or the other's where there is none. Numbers and contents of papers stay as they are.
"""

from collections.abc import Collection, Iterator
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import func, not_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from models.acting import Acting
from models.audit_entry import AuditAction, record_event
from models.base import Base, Period, Record, RulesBroken, msg, utc_now
from models.change_step import StepKind, step
from models.history import HOUSEKEEPING, ownership
from models.own_value import OwnValue
from models.permissions import SECRET, Action
from models.person import NameKind, Person, PersonName
from models.refusal import Refusal
from models.rules.text import fold
from models.stored_values import column_of, fields_of

LISTS = ("nationalities", "vulnerabilities", "readers")
NOT_CHOSEN = HOUSEKEEPING | {"is_address_protected", "is_restricted", "sort_text", *LISTS}


def may_merge(acting: Acting) -> bool:
    """Whoever may delete persons: one of the two files will be gone."""
    return all(
        acting.may(Action.DELETE, needed) for needed in (Person.data_class, Person.access_class)
    )


def choices(kept: Person, other: Person) -> list[str]:
    """The fields in which somebody may have to choose; secret ones are not among them."""
    names = [field for field in fields_of(Person).values() if field not in NOT_CHOSEN]
    names += [value.definition.name for person in (kept, other) for value in person.own_values]
    closed = _shielded(kept, other)
    return [
        name
        for name in dict.fromkeys(names)
        if name not in closed and Person.class_of(name) not in SECRET
    ]


def is_better_from_other(kept: Any, other: Any) -> bool:
    """Only the other file knows something."""
    return _is_empty(kept) and not _is_empty(other)


def merge(
    kept: Person, other: Person, from_other: Collection[str], session: Session, acting: Acting
) -> list[Refusal]:
    """Merge within the session's transaction; an empty answer means: done.

    `from_other` are those of `choices` whose value is the other file's. Refused where rows of
    the other file are out of reach: who merges would open a colleague's notes to themselves.
    """
    if refusals := list(_out_of_reach(other, session, acting)):
        return refusals
    try:
        with session.begin_nested(), step(StepKind.MERGE, Person.__tablename__):
            with session.no_autoflush:
                _join(kept, other, frozenset(from_other) & set(choices(kept, other)), session)
            session.flush()
            session.expire(other)
            session.delete(other)
            session.flush()
            connection = session.connection()
            detail = f"merged: person {other.id}"
            record_event(connection, AuditAction.CHANGED, "person", kept.id, detail=detail)
    except RulesBroken as broken:
        return [Refusal("", item.text, item.field, item.values) for item in broken.problems]
    except (IntegrityError, StaleDataError):
        return [Refusal("", msg("Meanwhile somebody changed one of the two files."))]
    return []


def moving(other: Person, session: Session) -> dict[str, int]:
    """How many rows of which table will move."""
    found = {
        model.__tablename__: session.scalar(
            select(func.count()).select_from(model).where(getattr(model, key) == other.id)
        )
        or 0
        for model, key in pointing_at_persons()
    }
    return {table: count for table, count in found.items() if count}


@cache
def pointing_at_persons() -> tuple[tuple[type[Record], str], ...]:
    """Every table whose rows name a person, and the column; links of lists are no rows."""
    links = {Person.__mapper__.relationships[name].secondary for name in LISTS}
    found: list[tuple[type[Record], str]] = []
    for mapper in Base.registry.mappers:
        is_row = mapper.local_table not in links and not issubclass(mapper.class_, OwnValue)
        for relation in mapper.relationships if is_row else ():
            if relation.mapper.class_ is Person and relation.direction.name == "MANYTOONE":
                found.append((mapper.class_, str(next(iter(relation.local_columns)).key)))
    return tuple(sorted(found, key=lambda pair: pair[0].__tablename__))


def _out_of_reach(other: Person, session: Session, acting: Acting) -> Iterator[Refusal]:
    for model, key in pointing_at_persons():
        rows = select(func.count()).select_from(model).where(getattr(model, key) == other.id)
        count = session.scalar(rows.where(not_(model.visible_to(acting))))
        if count:
            text = msg("%(count)s entries belong to cases of colleagues; only they can merge.")
            yield Refusal("", text, values={"count": count})


def _join(kept: Person, other: Person, from_other: frozenset[str], session: Session) -> None:
    names = [(person.family_name, person.given_name) for person in (kept, other)]
    _shield(kept, other)
    _take_values(kept, other, from_other)
    for name in LISTS:
        present = getattr(kept, name)
        present.extend(item for item in getattr(other, name) if item not in present)
    for model, key in pointing_at_persons():
        _move(model, key, kept, other, session)
    known = {_spelled(kept.family_name, kept.given_name)}
    known |= {_spelled(name.family_name, name.given_name) for name in kept.names}
    for family, given in dict.fromkeys(names):
        if _spelled(family, given) not in known:
            spelling = PersonName(kind=NameKind.SPELLING, family_name=family, given_name=given)
            kept.names.append(spelling)
    kept.updated_at = utc_now()


def _spelled(family: str | None, given: str | None) -> str:
    return fold(f"{family or ''} {given or ''}")


def _shielded(kept: Person, other: Person) -> frozenset[str]:
    """Fields that are shown to nobody here: of a person whose address is protected."""
    is_protected = kept.is_address_protected or other.is_address_protected
    return Person.PROTECTED_FIELDS if is_protected else frozenset()


def _shield(kept: Person, other: Person) -> None:
    """One protected file protects the whole; its address is the one that counts.

    One closed file closes the whole; who was named for one of the two is named for it.
    """
    kept.is_restricted = kept.is_restricted or other.is_restricted
    if other.is_address_protected and not kept.is_address_protected:
        for name in Person.PROTECTED_FIELDS:
            setattr(kept, name, getattr(other, name))
        kept.is_address_protected = True


def _take_values(kept: Person, other: Person, from_other: frozenset[str]) -> None:
    open_to_choice = set(choices(kept, other))
    hidden = set(fields_of(Person).values()) - NOT_CHOSEN - open_to_choice - _shielded(kept, other)
    for name in fields_of(Person).values():
        is_gap = name in hidden and is_better_from_other(getattr(kept, name), getattr(other, name))
        if name in from_other or is_gap:
            setattr(kept, name, getattr(other, name))
    for value in other.own_values:
        definition = value.definition
        is_gap = definition.name not in open_to_choice and kept.own_stored(definition.name) is None
        if definition.name in from_other or is_gap:
            kept.put_own(definition, other.own_stored(definition.name))
    for name in from_other:
        if name not in fields_of(Person).values() and other.own_stored(name) is None:
            kept.put_own(kept.own_definition(name), None)


def _move(model: type[Record], key: str, kept: Person, other: Person, session: Session) -> None:
    """Each row of the other file to the kept one, unless that has it already."""
    present = _rows(model, key, kept, session)
    for row in _rows(model, key, other, session):
        same = next((each for each in present if _is_same(each, row, key)), None)
        if same is None:
            setattr(row, fields_of(model)[key], kept)
            continue
        _complete(same, row, key)
        if ownership(model) != (key, Person.__tablename__):
            session.delete(row)  # the others go with their file


def _rows(model: type[Record], key: str, person: Person, session: Session) -> list[Record]:
    wanted = select(model).where(getattr(model, key) == person.id).order_by(model.id)
    return list(session.scalars(wanted).unique())


def _is_same(one: Record, two: Record, key: str) -> bool:
    """Two rows for one fact: by the table's own key, or periods that meet and do not differ."""
    unique = _unique_beside(type(one), key)
    if unique:
        return all(getattr(one, name) == getattr(two, name) for name in unique)
    if isinstance(one, Period) and isinstance(two, Period):
        return one.meets(two) and not _differ(one, two, key)
    is_part = ownership(type(one)) == (key, Person.__tablename__)
    return is_part and all(getattr(one, name) == getattr(two, name) for name in _content(one, key))


@cache
def _unique_beside(model: type[Record], key: str) -> tuple[str, ...]:
    """The other columns of a rule that allows one row per person and such."""
    for rule in model.__table__.constraints:  # type: ignore[attr-defined]
        columns = [column.key for column in getattr(rule, "columns", ())]
        if type(rule).__name__ == "UniqueConstraint" and key in columns:
            return tuple(name for name in columns if name != key)
    return ()


def _content(row: Record, key: str) -> list[str]:
    """What the row says beside whom it is about."""
    model = type(row)
    names = set(fields_of(model)) - HOUSEKEEPING - {key, "valid_from", "valid_to"}
    return sorted(name for name in names if column_of(model, name) is not None)


def _differ(one: Record, two: Record, key: str) -> bool:
    pairs = ((getattr(one, name), getattr(two, name)) for name in _content(one, key))
    return any(a != b and not _is_empty(a) and not _is_empty(b) for a, b in pairs)


def _complete(one: Record, two: Record, key: str) -> None:
    """The row that stays learns what only the other one knew, and holds as long as both."""
    for name in _content(one, key):
        if is_better_from_other(getattr(one, name), getattr(two, name)):
            setattr(one, fields_of(type(one))[name], getattr(two, fields_of(type(one))[name]))
    if isinstance(one, Period) and isinstance(two, Period):
        one.valid_from = min(one.valid_from, two.valid_from)
        ends = (one.valid_to, two.valid_to)
        one.valid_to = None if None in ends else max(end for end in ends if isinstance(end, date))


def _is_empty(value: Any) -> bool:
    return value in (None, "", False) or getattr(value, "name", "") == "UNKNOWN"

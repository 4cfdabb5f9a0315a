"""What stands in a week at which time, what clashes, and what of it the reader may open."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select

from models.absence import Absence
from models.accommodation import Accommodation
from models.acting import OFFICE_TIME, Acting
from models.appointment import Appointment, AppointmentKind, AppointmentState, InterpreterState
from models.base import db
from models.catalogue import OfficeLocation
from models.eviction_case import EvictionCase
from models.permissions import Action, DataClass
from models.person import Person
from models.reports.calendar import COURT_DAY
from models.rules.clock import end_on_the_clock
from models.rules.free_slots import Span, crowded
from models.staff import Staff

DAYS = 7


@dataclass(frozen=True)
class Block:
    """Something at a time; of what the reader may not open, only that the time is taken.

    A court day has a `fact` (hearing_at, eviction_at) and no kind.
    """

    span: Span
    worker_id: int
    worker: str
    table: str = "appointment"
    record_id: int = 0
    is_open: bool = True
    title: str = ""
    where: str = ""
    location_id: int | None = None
    kind: AppointmentKind | None = None
    state: AppointmentState = AppointmentState.PLANNED
    interpreter: InterpreterState = InterpreterState.NOT_NEEDED
    fact: str = ""
    has_clash: bool = False
    has_no_room: bool = False


def bounds(monday: date) -> tuple[datetime, datetime]:
    start = datetime.combine(monday, time())
    return start, start + timedelta(days=DAYS) - timedelta(microseconds=1)


def _span(starts: datetime, minutes: int) -> Span:
    return Span(starts, end_on_the_clock(starts, minutes, OFFICE_TIME))


def appointment_blocks(wanted: ColumnElement[bool], monday: date, acting: Acting) -> list[Block]:
    """What was not called off; names and places only of what may be opened."""
    model = Appointment
    rows = db.session.execute(_appointment_columns(acting).where(
        wanted,
        model.starts_at.between(*bounds(monday)),
        model.state != AppointmentState.CANCELLED,
    ).order_by(model.starts_at, model.id))  # fmt: skip
    blocks = []
    for key, starts, minutes, kind, state, interpreter, location, worker_id, *rest in rows:
        worker, is_open, person, purpose, where = rest
        block = Block(
            _span(starts, minutes), worker_id, worker, record_id=key, is_open=bool(is_open),
            location_id=location, state=state,
        )  # fmt: skip
        if is_open:
            told = {"title": person or purpose or "", "where": where, "kind": kind}
            block = replace(block, **told, interpreter=interpreter)
        blocks.append(block)
    return blocks


def _appointment_columns(acting: Acting) -> Select[Any]:
    model = Appointment
    person = select(Person.title_sql()).where(Person.id == model.person_id).scalar_subquery()
    worker = select(Staff.display_name).where(Staff.id == model.worker_id).scalar_subquery()
    site = select(OfficeLocation.title_sql()).where(OfficeLocation.id == model.office_location_id)
    home = select(Accommodation.name).where(Accommodation.id == model.accommodation_id)
    may_see_all = acting.may(Action.READ, DataClass.PROTECTED)
    typed = model.place if may_see_all else model.place_sql()
    purpose = model.purpose if acting.may(Action.READ, DataClass.NOTE) else None
    return select(
        model.id,
        model.starts_at,
        model.minutes,
        model.kind,
        model.state,
        model.interpreter,
        model.office_location_id,
        model.worker_id,
        worker,
        case((model.visible_to(acting), 1), else_=0),
        person,
        func.coalesce(purpose, ""),
        func.coalesce(site.scalar_subquery(), home.scalar_subquery(), typed, ""),
    )


def cases_of(worker_id: int, monday: date) -> dict[int, list[tuple[date, date]]]:
    """Whose cases the worker looks after in the week, and from when to when: own and deputised."""
    last = monday + timedelta(days=DAYS - 1)
    rows = db.session.execute(
        select(Absence.worker_id, Absence.begins_on, Absence.ends_on).where(
            Absence.deputy_id == worker_id, Absence.meets(monday, last)
        )
    )
    found = {worker_id: [(monday, last)]}
    for other, begin, end in rows:
        found.setdefault(other, []).append((begin, end))
    return found


def court_days(worker_id: int, monday: date, acting: Acting) -> list[Block]:
    if not acting.may(Action.READ, DataClass.EVICTION):
        return []
    model, blocks, cases = EvictionCase, [], cases_of(worker_id, monday)
    name = db.session.scalar(select(Staff.display_name).where(Staff.id == worker_id)) or ""
    person = select(Person.title_sql()).where(Person.id == model.person_id).scalar_subquery()
    for fact in ("hearing_at", "eviction_at"):
        moment = getattr(model, fact)
        rows = db.session.execute(
            select(model.id, moment, person, model.worker_id).where(
                model.worker_id.in_(cases),
                moment.between(*bounds(monday)),
                model.visible_to(acting),
            )
        )
        blocks += [
            Block(
                _span(at, COURT_DAY), worker_id, name, "eviction_case", key, title=title, fact=fact
            )
            for key, at, title, whose in rows
            if any(begin <= at.date() <= end for begin, end in cases[whose])
        ]
    return blocks


def in_two_places(blocks: list[Block], others: Collection[Block]) -> list[Block]:
    """Marked: what a worker would have to do at the same time as something else."""
    planned = [other for other in others if other.state is AppointmentState.PLANNED]
    return [
        replace(block, has_clash=True)
        if block.state is AppointmentState.PLANNED
        and any(_is_other(block, other) and other.span.meets(block.span) for other in planned)
        else block
        for block in blocks
    ]


def _is_other(block: Block, other: Block) -> bool:
    is_same = (block.table, block.record_id) == (other.table, other.record_id)
    return other.worker_id == block.worker_id and not is_same


def without_room(blocks: list[Block], monday: date) -> list[Block]:
    """Marked: what is held where more talks lie at once than there are rooms."""
    model = Appointment
    places = {block.location_id for block in blocks if block.location_id}
    rows = db.session.execute(
        select(model.office_location_id, model.starts_at, model.minutes, OfficeLocation.rooms)
        .join(OfficeLocation, OfficeLocation.id == model.office_location_id)
        .where(
            model.office_location_id.in_(places),
            model.starts_at.between(*bounds(monday)),
            model.state == AppointmentState.PLANNED,
        )
    ).all()
    full = {
        place: crowded([_span(at, long) for key, at, long, _ in rows if key == place], rooms)
        for place, rooms in {(key, rooms) for key, _, _, rooms in rows}
    }
    return [
        replace(block, has_no_room=True)
        if block.state is AppointmentState.PLANNED
        and any(piece.meets(block.span) for piece in full.get(block.location_id or 0, []))
        else block
        for block in blocks
    ]

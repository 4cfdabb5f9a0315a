"""What falls due while somebody is away, and what became of it so far."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, false, func, select

from models.absence import Absence
from models.acting import OFFICE_TIME, Acting
from models.appointment import Appointment, AppointmentState
from models.base import day_bounds, db
from models.eviction_case import EvictionCase
from models.eviction_deadline import EvictionDeadline
from models.handover import Handed, Handover
from models.permissions import Action, DataClass
from models.person import Person
from models.reports.free_slots import taken_of
from models.rules.clock import end_on_the_clock
from models.rules.free_slots import Span
from models.rules.working_days import same_or_next
from models.task import Task

AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class Item:
    """One thing: a task, an appointment or a deadline; `rule` is the deadline's code.

    `text` is empty where the reader may not know what the task is. `is_given` and `is_for_good`
    say what was done with it in this absence; `is_taken`: the deputy is busy at that time.
    """

    thing: Handed
    on: date
    person: str
    text: str = ""
    at: datetime | None = None
    rule: str = ""
    is_given: bool = False
    is_for_good: bool = False
    is_taken: bool = False

    @property
    def key(self) -> str:
        return f"{self.thing.__tablename__}-{self.thing.id}"


def back_on(absence: Absence) -> date:
    """The first working day after the absence."""
    return same_or_next(absence.ends_on + timedelta(days=1))


def items(absence: Absence, acting: Acting) -> list[Item]:
    """Open tasks and deadlines of the next 14 days or of the whole absence, and appointments.

    As far as the reader may see them, in order of days.
    """
    given = _given(absence)
    found = [*_tasks(absence, acting, given), *_appointments(absence, acting, given)]
    if acting.may(Action.READ, DataClass.EVICTION):
        found += _deadlines(absence, acting, given)
    return sorted(found, key=lambda item: (item.on, item.at or datetime.min, item.key))


def _given(absence: Absence) -> dict[tuple[str, int], bool]:
    """What was handed over in this absence, and whether it comes back."""
    row = Handover
    wanted = select(row.task_id, row.appointment_id, row.deadline_id, row.comes_back).where(
        row.absence_id == absence.id, row.ended_on.is_(None)
    )
    names = ("task", "appointment", "eviction_deadline")
    return {
        (name, key): comes_back
        for *keys, comes_back in db.session.execute(wanted)
        for name, key in zip(names, keys, strict=True)
        if key is not None
    }


def _until(absence: Absence) -> date:
    return max(absence.ends_on, absence.begins_on + AHEAD)


def _state(given: dict[tuple[str, int], bool], thing: Handed) -> dict[str, Any]:
    known = given.get((thing.__tablename__, thing.id))
    return {"is_given": known is not None, "is_for_good": known is False}


def _mine(
    model: type[Task] | type[Appointment], absence: Absence, keys: set[int]
) -> ColumnElement[bool]:
    return (model.worker_id == absence.worker_id) | model.id.in_(keys)


def _keys(given: dict[tuple[str, int], bool], table: str) -> set[int]:
    return {key for name, key in given if name == table}


def _tasks(absence: Absence, acting: Acting, given: dict[tuple[str, int], bool]) -> Iterator[Item]:
    wanted = select(Task).where(
        _mine(Task, absence, _keys(given, "task")),
        Task.is_closed == false(),
        Task.due_on <= _until(absence),
        Task.visible_to(acting),
    )
    reads_notes = acting.may(Action.READ, DataClass.NOTE)
    for task in db.session.scalars(wanted):
        person = task.person.title if task.person else ""
        text = task.what if reads_notes else ""
        yield Item(task, task.due_on or absence.begins_on, person, text, **_state(given, task))


def _appointments(
    absence: Absence, acting: Acting, given: dict[tuple[str, int], bool]
) -> Iterator[Item]:
    first = max(absence.begins_on, acting.today)
    last = absence.ends_on
    wanted = select(Appointment).where(
        _mine(Appointment, absence, _keys(given, "appointment")),
        Appointment.state == AppointmentState.PLANNED,
        Appointment.starts_at.between(day_bounds(first)[0], day_bounds(last)[1]),
        Appointment.visible_to(acting),
    )
    taken = []
    if absence.deputy_id is not None and first <= last:
        taken = taken_of(absence.deputy_id, datetime.combine(first, time()), day_bounds(last)[1])
    for one in db.session.scalars(wanted):
        state = _state(given, one)
        ends = end_on_the_clock(one.starts_at, one.minutes, OFFICE_TIME)
        is_busy = any(span.meets(Span(one.starts_at, ends)) for span in taken)
        yield Item(
            one, one.starts_at.date(), one.person.title if one.person else one.title,
            at=one.starts_at, is_taken=is_busy and not state["is_given"], **state,
        )  # fmt: skip


def _deadlines(
    absence: Absence, acting: Acting, given: dict[tuple[str, int], bool]
) -> Iterator[Item]:
    row = EvictionDeadline
    wanted = (
        select(row)
        .join(EvictionCase, EvictionCase.id == row.case_id)
        .join(Person, Person.id == EvictionCase.person_id)
        .where(
            EvictionCase.worker_id == absence.worker_id,
            EvictionCase.visible_to(acting),
            row.superseded_at.is_(None),
            row.done_on.is_(None),
            func.coalesce(row.fixed_on, row.conservative_end) <= _until(absence),
        )
    )
    for one in db.session.scalars(wanted):
        if one.is_pending(one.case.state):
            name = one.case.person.title
            yield Item(one, one.due_on, name, rule=one.rule, **_state(given, one))

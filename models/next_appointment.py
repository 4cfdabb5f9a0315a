"""The next appointment agreed in a talk and the calendar say the same (concept 3.2, point 8).

What changes in the talk goes into the calendar; an appointment moved there leaves the talk's
protocol as it was agreed. A talk on the day of an appointment says what became of that.
"""

from typing import Any

from sqlalchemy import event, inspect, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.unitofwork import UOWTransaction

from models.appointment import (
    USUAL_MINUTES,
    Appointment,
    AppointmentState,
    InterpreterState,
)
from models.base import day_bounds
from models.catalogue import OfficeLocation
from models.counselling_session import CounsellingSession, SessionKind

FATES = {
    SessionKind.NO_SHOW: AppointmentState.MISSED,
    SessionKind.CANCELLED: AppointmentState.CANCELLED,
}
ELSEWHERE = frozenset({SessionKind.COLLATERAL})  # a talk about a person, not with it
FOLLOWED = ("next_appointment_at", "next_place", "person", "person_id", "worker", "worker_id")


@event.listens_for(Session, "before_flush")
def _keep_in_step(session: Session, context: UOWTransaction, instances: object) -> None:
    talks = [
        record
        for record in (*session.new, *session.dirty)
        if isinstance(record, CounsellingSession)
    ]
    with session.no_autoflush:
        for talk in talks:
            if changed := _changed(talk):
                _follow(talk, changed, session)
            if talk in session.new:
                _settle_appointments(talk, session)


def _changed(talk: CounsellingSession) -> set[str]:
    attributes = inspect(talk).attrs
    return {name for name in FOLLOWED if attributes[name].history.has_changes()}


def _follow(talk: CounsellingSession, changed: set[str], session: Session) -> None:
    known = None
    if talk.id is not None:
        known = session.scalar(select(Appointment).where(Appointment.session_id == talk.id))
    if talk.next_appointment_at is None:
        if known is not None and known.state is AppointmentState.PLANNED:
            known.state = AppointmentState.CANCELLED
        return
    if known is None:
        known = Appointment(session=talk, minutes=USUAL_MINUTES)
        session.add(known)
        changed = set(FOLLOWED)
        if talk.person and talk.person.interpreter_needed:
            known.interpreter = InterpreterState.TO_ORDER
    _copy(talk, known, changed, session)


def _copy(
    talk: CounsellingSession, known: Appointment, changed: set[str], session: Session
) -> None:
    if "next_appointment_at" in changed and talk.next_appointment_at is not None:
        known.starts_at, known.state = talk.next_appointment_at, AppointmentState.PLANNED
    if "next_place" in changed:
        location = _location(talk.next_place, session)
        known.office_location = location
        known.place = None if location else talk.next_place
    for one in ("person", "worker"):
        if changed & {one, f"{one}_id"}:
            _point(known, one, talk)


def _point(known: Appointment, relation: str, talk: CounsellingSession) -> None:
    """At the same record, which a new talk may know by its key alone."""
    target: Any = getattr(talk, relation)
    if target is not None:
        setattr(known, relation, target)
    else:
        setattr(known, f"{relation}_id", getattr(talk, f"{relation}_id"))


def _location(place: str | None, session: Session) -> OfficeLocation | None:
    """The office location of this name or address, if it is one."""
    if not place:
        return None
    model = OfficeLocation
    names = (model.label_de, model.label_en, model.address)
    return session.scalar(select(model).where(or_(*(name == place for name in names))).limit(1))


def _settle_appointments(talk: CounsellingSession, session: Session) -> None:
    """The talk of this day is the appointment of this day: kept, missed or cancelled."""
    person_id = talk.person.id if talk.person else talk.person_id
    if person_id is None or talk.held_on is None or talk.kind in ELSEWHERE:
        return
    of_the_day = select(Appointment).where(
        Appointment.person_id == person_id,
        Appointment.starts_at.between(*day_bounds(talk.held_on)),
        Appointment.state == AppointmentState.PLANNED,
    )
    for appointment in session.scalars(of_the_day):
        appointment.state = FATES.get(talk.kind, AppointmentState.KEPT)

"""What is to be known of appointments: a person's next one, and what speaks against a time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import auto

from sqlalchemy import Select, func, select

from models.absence import Absence
from models.acting import OFFICE_TIME, Acting
from models.appointment import Appointment, AppointmentKind, AppointmentState, InterpreterState
from models.base import db
from models.catalogue import OfficeLocation
from models.choice import Choice
from models.permissions import Action, DataClass
from models.rules.free_slots import Span, crowded
from models.rules.working_days import holiday_name
from models.staff import Staff


@dataclass(frozen=True)
class PersonAppointment:
    """One appointment of a person: when (wall clock), where, with whom."""

    id: int
    starts_at: datetime
    minutes: int
    kind: AppointmentKind
    where: str
    worker: str
    interpreter: InterpreterState


def next_appointment(person_id: int, acting: Acting) -> PersonAppointment | None:
    """The person's next planned appointment from now on, as far as it may be seen.

    One statement. The place typed in is left out where the person's address is protected and the
    reader may not see that without a reason.
    """
    if not acting.may(Action.READ, DataClass.SESSION):
        return None
    now = acting.now.astimezone(OFFICE_TIME).replace(tzinfo=None)
    model = Appointment
    may_see_all = acting.may(Action.READ, DataClass.PROTECTED)
    site = select(OfficeLocation.title_sql()).where(OfficeLocation.id == model.office_location_id)
    place = func.coalesce(
        site.scalar_subquery(), model.place if may_see_all else model.place_sql(), ""
    )
    worker = select(Staff.display_name).where(Staff.id == model.worker_id).scalar_subquery()
    wanted = (
        select(
            model.id, model.starts_at, model.minutes, model.kind, place, worker, model.interpreter
        )
        .where(
            model.person_id == person_id,
            model.starts_at >= now,
            model.state == AppointmentState.PLANNED,
            model.visible_to(acting),
        )
        .order_by(model.starts_at)
        .limit(1)
    )
    row = db.session.execute(wanted).first()
    return PersonAppointment(*row) if row else None


class CautionKind(Choice):
    SAME_WORKER = auto()
    SAME_PLACE = auto()
    ABSENT = auto()
    HOLIDAY = auto()
    WEEKEND = auto()


@dataclass(frozen=True)
class Caution:
    """What speaks against the time of an appointment, without forbidding it."""

    kind: CautionKind
    values: dict[str, object] = field(default_factory=dict)


def cautions(appointment: Appointment) -> list[Caution]:
    """Of a planned appointment; none of one that is over or cancelled."""
    if appointment.state is not AppointmentState.PLANNED:
        return []
    return [*_of_worker(appointment), *_of_place(appointment), *_of_day(appointment)]


def _span(one: Appointment) -> Span:
    return Span(one.starts_at, one.ends_at)


def _beside(appointment: Appointment) -> Select[Appointment]:
    """Other planned appointments that may be at the same time."""
    day = timedelta(days=1)
    return select(Appointment).where(
        Appointment.state == AppointmentState.PLANNED,
        Appointment.id != appointment.id,
        Appointment.starts_at.between(appointment.starts_at - day, appointment.ends_at),
    )


def _of_worker(appointment: Appointment) -> Iterator[Caution]:
    own, worker_id = _span(appointment), appointment.worker.id
    others = db.session.scalars(_beside(appointment).where(Appointment.worker_id == worker_id))
    for other in others:
        if _span(other).meets(own):
            values = {"name": appointment.worker.display_name, "start": other.starts_at.time()}
            yield Caution(CautionKind.SAME_WORKER, values)
            break
    away = select(Absence.ends_on).where(
        Absence.worker_id == worker_id, Absence.holds_on(appointment.starts_at.date())
    )
    if until := db.session.scalar(away.limit(1)):
        values = {"name": appointment.worker.display_name, "end": until}
        yield Caution(CautionKind.ABSENT, values)


def _of_place(appointment: Appointment) -> Iterator[Caution]:
    location = appointment.office_location
    if location is None:
        return
    wanted = _beside(appointment).where(Appointment.office_location_id == location.id)
    own = _span(appointment)
    spans = [own, *(_span(other) for other in db.session.scalars(wanted))]
    if any(piece.meets(own) for piece in crowded(spans, location.rooms)):
        yield Caution(CautionKind.SAME_PLACE, {"place": location.title, "rooms": location.rooms})


def _of_day(appointment: Appointment) -> Iterator[Caution]:
    day = appointment.starts_at.date()
    if name := holiday_name(day):
        yield Caution(CautionKind.HOLIDAY, {"name": name})
    elif day.weekday() >= 5:
        yield Caution(CautionKind.WEEKEND)

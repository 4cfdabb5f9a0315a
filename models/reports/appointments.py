"""What speaks against the time of an appointment, and what is still missing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from enum import auto

from sqlalchemy import Select, select

from models.absence import Absence
from models.appointment import Appointment, AppointmentState, InterpreterState
from models.base import db
from models.choice import Choice
from models.rules.free_slots import Span, crowded
from models.rules.working_days import holiday_name

NOT_NEEDED = InterpreterState.NOT_NEEDED


class CautionKind(Choice):
    SAME_WORKER = auto()
    SAME_PLACE = auto()
    ABSENT = auto()
    HOLIDAY = auto()
    WEEKEND = auto()
    NO_INTERPRETER = auto()


@dataclass(frozen=True)
class Caution:
    """What speaks against the time of an appointment, without forbidding it."""

    kind: CautionKind
    values: dict[str, object] = field(default_factory=dict)


def cautions(appointment: Appointment) -> list[Caution]:
    """Of a planned appointment; none of one that is over or cancelled."""
    if appointment.state is not AppointmentState.PLANNED:
        return []
    found = [*_of_worker(appointment), *_of_place(appointment), *_of_day(appointment)]
    person, is_unasked = appointment.person, appointment.interpreter is NOT_NEEDED
    if person and person.interpreter_needed and is_unasked:
        found.append(Caution(CautionKind.NO_INTERPRETER, {"name": person.title}))
    return found


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

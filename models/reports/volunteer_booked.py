"""Who has accepted to interpret for a person, and who is still to hear that it was moved."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.appointment import Appointment, AppointmentState
from models.assignment import OPEN, Assignment, AssignmentState
from models.base import day_bounds
from models.volunteer import Volunteer

_AGREED = (AssignmentState.ACCEPTED, AssignmentState.DONE)


def booked_interpreter(person_id: int, day: date, session: Session) -> str:
    """First and family name of whoever comes to this person's appointment; empty for nobody."""
    wanted = (
        select(Volunteer)
        .join(Assignment, Assignment.volunteer_id == Volunteer.id)
        .join(Appointment, Appointment.id == Assignment.appointment_id)
        .where(Appointment.person_id == person_id, Appointment.starts_at.between(*day_bounds(day)))
        .where(Assignment.state.in_(_AGREED))
        .order_by(Appointment.starts_at, Assignment.id.desc())
    )
    found = session.scalars(wanted.limit(1)).first()
    return " ".join(filter(None, (found.given_name, found.family_name))) if found else ""


def not_told(appointment: Appointment, session: Session) -> list[Volunteer]:
    """Who is asked or comes for another time than the appointment has now."""
    is_other = Assignment.starts_at != appointment.starts_at
    if appointment.state is AppointmentState.CANCELLED:
        is_other = or_(is_other, Assignment.id.is_not(None))
    wanted = (
        select(Volunteer)
        .join(Assignment, Assignment.volunteer_id == Volunteer.id)
        .where(Assignment.appointment_id == appointment.id, Assignment.state.in_(OPEN), is_other)
    )
    return list(session.scalars(wanted))

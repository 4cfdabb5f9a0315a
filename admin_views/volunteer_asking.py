"""For whom somebody is asked: the person of an appointment or of the address, and the way there."""

from flask import request, url_for
from sqlalchemy import select

from admin_views.details import Act
from admin_views.words import gettext
from models.acting import acting
from models.appointment import Appointment, AppointmentState, InterpreterState
from models.base import db
from models.catalogue import Language
from models.permissions import Action, DataClass
from models.person import Person
from models.rules.text import whole_number
from models.rules.volunteering import initials_of

GERMAN = "de"


def interpreter_acts(appointment: Appointment) -> list[Act]:
    """The way to the finder, first of all where one is to be ordered."""
    state, today = appointment.interpreter, acting().today
    is_open = appointment.state is AppointmentState.PLANNED
    is_over = appointment.starts_at.date() < today
    may_ask = acting().may(Action.CREATE, DataClass.ASSIGNMENT)
    person = appointment.person
    is_needed = bool(person and person.interpreter_needed)
    if not (is_open and may_ask) or is_over or state is InterpreterState.CONFIRMED:
        return []
    if state is InterpreterState.NOT_NEEDED and not is_needed:
        return []
    url = url_for("volunteer_finder.index", appointment=appointment.id)
    is_primary = state is not InterpreterState.ORDERED
    return [Act(gettext("Find interpreters"), url, is_primary=is_primary)]


def asked_appointment() -> Appointment | None:
    """The one that the address names, if the acting person may see it."""
    key = whole_number(request.args.get("appointment"))
    if key is None or not acting().may(Action.READ, DataClass.SESSION):
        return None
    wanted = select(Appointment).where(Appointment.id == key, Appointment.visible_to(acting()))
    return db.session.scalars(wanted).unique().one_or_none()


def asked_person(appointment: Appointment | None) -> Person | None:
    """Whose languages count: of the appointment, or named by the address."""
    if appointment is not None:
        return appointment.person
    key = whole_number(request.args.get("person"))
    if key is None or not acting().may(Action.READ, DataClass.MASTER):
        return None
    wanted = select(Person).where(Person.id == key, Person.visible_to(acting()))
    return db.session.scalars(wanted).unique().one_or_none()


def is_shielded(person: Person | None) -> bool:
    """Where one meets such a person is told by mouth alone."""
    return person is not None and (person.is_address_protected or person.is_restricted)


def told_initials(person: Person | None) -> str | None:
    """Nothing of a closed file, not even these."""
    if person is None or person.is_restricted:
        return None
    return initials_of(person.given_name, person.family_name) or None


def language_of(person: Person | None, known: list[Language]) -> str:
    """The first of the person's languages that somebody here speaks, German aside."""
    spoken = {one.id for one in known}
    fitting = (
        one.language for one in (person.languages if person else []) if one.language_id in spoken
    )
    return next((one.code for one in fitting if one.code != GERMAN), "")

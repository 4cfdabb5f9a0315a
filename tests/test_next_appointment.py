"""The next appointment of a talk stands in the calendar, and a talk says what became of one."""

from datetime import date, datetime

import pytest

from models import Appointment
from models.appointment import AppointmentState, InterpreterState
from models.base import RulesBroken
from models.catalogue import OfficeLocation
from models.counselling_session import SessionKind
from tests.factories import TODAY, Office

AT = datetime(2026, 12, 1, 14, 30)


def test_a_talk_with_a_next_appointment_puts_it_into_the_calendar(any_office: Office) -> None:
    site = any_office.entry(OfficeLocation)
    talk = any_office.counselling_session(next_appointment_at=AT, next_place=site.label_de)
    made = any_office.only(Appointment)
    assert (made.session_id, made.person_id, made.worker_id) == (
        talk.id,
        talk.person_id,
        talk.worker_id,
    )
    assert (made.starts_at, made.office_location_id, made.place) == (AT, site.id, None)


def test_an_interpreter_is_to_be_ordered_where_the_person_needs_one(office: Office) -> None:
    office.counselling_session(office.person(interpreter_needed=True), next_appointment_at=AT)
    assert office.only(Appointment).interpreter is InterpreterState.TO_ORDER


def test_a_place_that_is_no_location_of_ours_stays_as_it_was_typed(office: Office) -> None:
    office.counselling_session(next_appointment_at=AT, next_place="Jobcenter, Zimmer 12")
    assert office.only(Appointment).place == "Jobcenter, Zimmer 12"


def test_a_changed_talk_changes_its_appointment(office: Office) -> None:
    talk = office.counselling_session(next_appointment_at=AT)
    talk.next_appointment_at = datetime(2026, 12, 3, 9)
    office.session.commit()
    assert office.only(Appointment).starts_at == datetime(2026, 12, 3, 9)
    talk.next_appointment_at = None
    office.session.commit()
    assert office.only(Appointment).state is AppointmentState.CANCELLED
    talk.next_appointment_at = AT
    office.session.commit()
    again = office.only(Appointment)
    assert (again.starts_at, again.state) == (AT, AppointmentState.PLANNED)


def test_an_appointment_moved_in_the_calendar_stays_where_it_was_put(office: Office) -> None:
    talk = office.counselling_session(next_appointment_at=AT)
    made = office.only(Appointment)
    made.starts_at = datetime(2026, 12, 2, 10)
    office.session.commit()
    talk.content = "Nachgetragen"
    office.session.commit()
    assert office.only(Appointment).starts_at == datetime(2026, 12, 2, 10)
    assert talk.next_appointment_at == AT


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (SessionKind.FOLLOW_UP, AppointmentState.KEPT),
        (SessionKind.NO_SHOW, AppointmentState.MISSED),
        (SessionKind.CANCELLED, AppointmentState.CANCELLED),
        (SessionKind.COLLATERAL, AppointmentState.PLANNED),  # with somebody else
    ],
)
def test_a_talk_of_the_day_says_what_became_of_the_appointment(
    office: Office, kind: SessionKind, state: AppointmentState
) -> None:
    person = office.person()
    office.appointment(person=person, starts_at=datetime(2026, 11, 23, 10))
    office.counselling_session(person, kind=kind, held_on=TODAY)
    assert office.only(Appointment).state is state


def test_a_talk_noted_late_may_name_an_appointment_that_is_past(office: Office) -> None:
    office.counselling_session(
        held_on=date(2026, 11, 2), next_appointment_at=datetime(2026, 11, 9, 10)
    )
    assert office.only(Appointment).starts_at == datetime(2026, 11, 9, 10)


def test_an_hour_that_does_not_exist_is_refused_beside_its_field(office: Office) -> None:
    with pytest.raises(RulesBroken, match="next_appointment_at"):
        office.counselling_session(next_appointment_at=datetime(2027, 3, 28, 2, 15))

"""Who can help: the order of the list, what it tells of others, and asking in one press."""

from datetime import datetime, time

import pytest

from models import Assignment, Volunteer, VolunteerAvailability
from models.assignment import AssignmentState
from models.office_hour import Weekday
from models.permissions import Role
from tests.asking import post
from tests.conftest import Sign
from tests.factories import Office

ADDRESS = "/admin/volunteer_finder/"
TUESDAY = "day=24.11.2026&clock=10:00&minutes=60"


@pytest.fixture
def four(office: Office) -> list[Volunteer]:
    """The usual one; one at other times; one from elsewhere; one of another language."""
    monday = VolunteerAvailability(weekday=Weekday.MONDAY, starts_at=time(9), ends_at=time(12))
    return [
        office.volunteer(family_name="Passend"),
        office.volunteer(family_name="Montags", times=[monday], is_flexible=True),
        office.volunteer(family_name="Auswärts", town="Hilden"),
        office.volunteer("uk", family_name="Ukrainisch"),
    ]


def test_the_best_fit_stands_first(client_as: Sign, four: list[Volunteer]) -> None:
    page = client_as(Role.SOCIAL_WORKER).get(f"{ADDRESS}?language=prs&service=1&{TUESDAY}").text
    names = ("Passend", "Auswärts", "Montags")
    places = [page.index(f"{name}, Laleh") for name in names]
    assert places == sorted(places)
    assert "Ukrainisch," not in page
    assert "kommt nur dort hin" in page  # from Hilden, for places there


def test_it_says_who_is_taken_and_never_for_whom(client_as: Sign, office: Office) -> None:
    office.assignment(person_initials="M. K.", place="Frauenhaus", asked_by=office.staff("leitung"))
    page = client_as(Role.SOCIAL_WORKER).get(f"{ADDRESS}?language=prs&service=1&{TUESDAY}").text
    assert "belegt 10:00–11:00" in page
    assert "M. K." not in page
    assert "Frauenhaus" not in page


@pytest.mark.parametrize("answer", ["asked", "accepted"])
def test_one_press_asks_for_an_appointment(client_as: Sign, office: Office, answer: str) -> None:
    volunteer = office.volunteer()
    person = office.person(family_name="Karimi", given_name="Maryam", interpreter_needed=True)
    starts = datetime(2026, 11, 24, 10)
    appointment = office.appointment(person=person, starts_at=starts)
    url = f"{ADDRESS}ask/?appointment={appointment.id}&service=1&{TUESDAY}&language=prs"
    client = client_as(Role.SOCIAL_WORKER)
    assert post(client, url, volunteer=str(volunteer.id), answer=answer).status_code == 302
    one = office.only(Assignment)
    assert (one.person_initials, one.appointment_id) == ("M. K.", appointment.id)
    assert one.state is AssignmentState[answer.upper()]
    told = {"asked": "ORDERED", "accepted": "CONFIRMED"}
    kept = office.fresh(appointment)
    assert kept is not None
    assert kept.interpreter.name == told[answer]


def test_of_a_closed_file_not_even_initials_are_told(client_as: Sign, office: Office) -> None:
    volunteer, person = office.volunteer(), office.person(interpreter_needed=True)
    appointment = office.appointment(person=person, starts_at=datetime(2026, 11, 24, 10))
    office.close_file(person, "sozialarbeit")
    url = f"{ADDRESS}ask/?appointment={appointment.id}&service=1&{TUESDAY}"
    post(client_as(Role.SOCIAL_WORKER), url, volunteer=str(volunteer.id))
    assert office.only(Assignment).person_initials is None


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ("day=31.2.2026&clock=10:00&minutes=60", "im Kalender nicht"),
        ("day=24.11.2026&clock=25:00&minutes=60", "keine Uhrzeit"),
        ("day=24.11.2026&clock=10:00&minutes=9000", "12 Stunden"),
        ("day=20.11.2026&clock=10:00&minutes=60", "vorbei"),  # a past day
    ],
)
def test_what_cannot_be_is_said_and_nobody_is_asked(
    client_as: Sign, office: Office, sent: str, told: str
) -> None:
    volunteer = office.volunteer()
    client = client_as(Role.SOCIAL_WORKER)
    answer = post(client, f"{ADDRESS}ask/?service=1&{sent}", volunteer=str(volunteer.id))
    assert answer.status_code == 422
    assert told in answer.text
    assert office.every(Assignment) == []


def test_a_talk_begins_with_who_accepted_for_today(client_as: Sign, office: Office) -> None:
    person = office.person(interpreter_needed=True)
    starts = datetime(2026, 11, 23, 15)
    appointment = office.appointment(person=person, starts_at=starts)
    one = office.assignment(appointment=appointment, starts_at=starts)
    client = client_as(Role.SOCIAL_WORKER)
    post(client, f"/admin/assignment/answer/?id={one.id}", to="ACCEPTED")
    page = client.get(f"/admin/counselling_session/new/?person={person.id}").text
    assert "Laleh Rahimi" in page

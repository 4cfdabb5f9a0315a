"""Assignments of volunteers: what papers allow, who answers what, and what the appointment says."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from models import Appointment, Assignment
from models.acting import Acting
from models.appointment import InterpreterState
from models.assignment import AssignmentState
from models.base import RulesBroken
from models.permissions import Role
from tests.asking import post
from tests.conftest import Sign
from tests.factories import TODAY, Office

Act = Callable[[Role], AbstractContextManager[Acting]]


@pytest.mark.parametrize(
    ("papers", "service", "values"),
    [
        ({"confidentiality_on": None}, "interpreting", {}),
        ({}, "homework", {}),  # with minors, no certificate was seen
        ({}, "event", {"is_with_minors": True}),
        (
            {"conduct_seen_on": date(2021, 11, 1), "conduct_until": date(2026, 11, 23)},
            "homework",  # expires today, the help is tomorrow
            {},
        ),
        ({"ended_on": date(2026, 11, 23)}, "event", {}),
    ],
)
def test_without_papers_nobody_is_asked(
    office: Office, papers: dict[str, Any], service: str, values: dict[str, Any]
) -> None:
    volunteer = office.volunteer(**papers)
    with pytest.raises(RulesBroken) as refused:
        office.assignment(volunteer, service, **values)
    assert [one.field for one in refused.value.problems] == ["volunteer"]


def test_nobody_is_asked_for_two_places_at_once(office: Office) -> None:
    first = office.assignment()
    with pytest.raises(RulesBroken):
        office.assignment(first.volunteer, starts_at=datetime(2026, 11, 24, 10, 30))
    office.session.rollback()
    office.assignment(first.volunteer, starts_at=datetime(2026, 11, 24, 11))


def test_whoever_declined_may_be_asked_for_another_place(office: Office) -> None:
    first = office.assignment()
    first.advance(AssignmentState.DECLINED, TODAY)
    office.session.commit()
    office.assignment(first.volunteer)


@pytest.mark.parametrize(
    ("state", "to"),
    [
        (AssignmentState.DECLINED, AssignmentState.ACCEPTED),
        (AssignmentState.CANCELLED, AssignmentState.DONE),
        (AssignmentState.ACCEPTED, AssignmentState.ASKED),
    ],
)
def test_what_is_settled_takes_no_further_step(
    office: Office, state: AssignmentState, to: AssignmentState
) -> None:
    one = office.assignment()
    one.advance(state, TODAY)
    with pytest.raises(RulesBroken):
        one.advance(to, TODAY)


def test_help_that_is_entered_with_its_hours_has_been_done(office: Office) -> None:
    one = office.assignment(starts_at=datetime(2026, 11, 3, 9), hours=Decimal("1.5"))
    assert one.state is AssignmentState.DONE


def test_hours_without_sense_lose_nothing_typed(client_as: Sign, office: Office) -> None:
    one = office.assignment()
    office.write_past_rules(one, starts_at=datetime(2026, 11, 20, 9), state="ACCEPTED")
    url = f"/admin/assignment/answer/?id={one.id}"
    client = client_as(Role.SOCIAL_WORKER)
    for typed in ("viel", "25", ""):
        answer = post(client, url, to="DONE", hours=typed)
        assert answer.status_code == 422, typed
        assert f'value="{typed}"' in answer.text
    assert post(client, url, to="DONE", hours="1,75").status_code == 302
    assert office.only(Assignment).hours == Decimal("1.75")


def test_the_appointment_says_how_far_the_order_is(client_as: Sign, office: Office) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    person = office.person(interpreter_needed=True)
    starts = datetime(2026, 11, 24, 10)
    appointment = office.appointment(person=person, starts_at=starts)
    one = office.assignment(appointment=appointment)
    url = f"/admin/assignment/answer/?id={one.id}"
    for to, state in (
        ("ACCEPTED", InterpreterState.CONFIRMED),
        ("DECLINED", InterpreterState.TO_ORDER),
    ):
        post(client, url, to=to)
        assert office.only(Appointment).interpreter is state


def test_an_appointment_whose_assignment_is_deleted_is_to_be_ordered_anew(
    client_as: Sign, office: Office
) -> None:
    person = office.person(interpreter_needed=True)
    appointment = office.appointment(person=person, interpreter=InterpreterState.ORDERED)
    one = office.assignment(appointment=appointment)
    client = client_as(Role.NETWORK_COORDINATOR)
    post(client, f"/admin/assignment/delete/?id={one.id}", id=str(one.id))
    assert office.only(Appointment).interpreter is InterpreterState.TO_ORDER


def test_workers_see_what_they_asked_and_the_coordination_no_appointment(
    client_as: Sign, office: Office
) -> None:
    appointment = office.appointment(person=office.person(family_name="Geheim"))
    one = office.assignment(appointment=appointment, person_initials="G.")
    url = f"/admin/assignment/details/?id={one.id}"
    assert "Geheim" not in client_as(Role.NETWORK_COORDINATOR).get(url).text
    assert client_as("sozialarbeit3").get(url).status_code == 404
    assert client_as("sozialarbeit").get(url).status_code == 200


def test_a_name_in_place_of_initials_is_refused_in_the_form(
    client_as: Sign, office: Office
) -> None:
    volunteer = office.volunteer()
    service = office.assignment(volunteer).service_id
    sent = {
        "volunteer": str(volunteer.id), "service": str(service), "minutes": "60",
        "starts_at": "01.12.2026 10:00", "person_initials": "Frau Karimi",
    }  # fmt: skip
    answer = post(client_as(Role.SOCIAL_WORKER), "/admin/assignment/new/", **sent)
    assert answer.status_code in (200, 422)
    assert "nur die Initialen" in answer.text
    assert "Frau Karimi" in answer.text

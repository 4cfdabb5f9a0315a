"""Attempts to make contact: recorded from the page, by the letter, and what they fulfil."""

import pytest

from models import ContactAttempt, EvictionCase, EvictionPartner, Task
from models.contact_attempt import AttemptKind, AttemptResult
from models.permissions import Role
from models.task import TaskState
from tests.asking import post
from tests.conftest import Sign
from tests.factories import TODAY, Office
from tests.forms import Desk, errors_of, tree_of

URL = "/admin/eviction_case"
DUTY = "Heute Kontakt aufnehmen: Brief und Besuch"


@pytest.fixture
def case(office: Office) -> EvictionCase:
    return office.eviction_case(worker=office.staff())


def duty_of(office: Office) -> TaskState:
    return next(task for task in office.every(Task) if task.what == DUTY).state


def tried(client_as: Sign, case: EvictionCase, **typed: str) -> int:
    sent = {"tried_on": "heute", "kind": "PHONE", "result": "NOT_REACHED", **typed}
    client = client_as(Role.SOCIAL_WORKER)
    return post(client, f"{URL}/attempt/?id={case.id}", **sent).status_code


def test_an_attempt_is_recorded_from_the_page(
    client_as: Sign, office: Office, case: EvictionCase
) -> None:
    assert tried(client_as, case, remark="Nachbarin sagt, er arbeitet nachts") == 302
    attempt = office.only(ContactAttempt)
    assert (attempt.tried_on, attempt.kind) == (TODAY, AttemptKind.PHONE)
    assert attempt.staff_id == office.staff().id
    page = client_as(Role.SOCIAL_WORKER).get(f"{URL}/details/?id={case.id}").text
    assert "Nachbarin" in page
    assert (
        "Nachbarin" not in client_as(Role.BENEFITS_CLERK).get(f"{URL}/details/?id={case.id}").text
    )


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"tried_on": "24.11.26"}, {"tried_on"}),  # tomorrow
        ({"tried_on": "31.11.26"}, {"tried_on"}),
        ({"kind": "PIGEON"}, {"kind"}),
        ({"remark": "x" * 201}, {"remark"}),
    ],
)
def test_a_wrong_attempt_comes_back_as_it_was_typed(
    client_as: Sign, office: Office, case: EvictionCase, typed: dict[str, str], fields: set[str]
) -> None:
    sent = {"tried_on": "heute", "kind": "PHONE", "result": "REACHED", "remark": "ruft zurück"}
    client = client_as(Role.SOCIAL_WORKER)
    answer = post(client, f"{URL}/attempt/?id={case.id}", **{**sent, **typed})
    assert answer.status_code == 422
    assert set(errors_of(answer)) == fields
    assert typed.get("remark", "ruft zurück") in answer.text
    assert office.every(ContactAttempt) == []


@pytest.mark.parametrize(
    ("attempts", "is_done"),
    [
        ([("PHONE", "REACHED")], True),
        ([("PHONE", "NOT_REACHED")], False),
        ([("LETTER", "INVITED")], False),  # and the visit?
        ([("LETTER", "INVITED"), ("VISIT", "NOT_REACHED")], True),
        ([("LETTER_AND_VISIT", "NOT_REACHED")], True),
        ([("VISIT", "REFUSED_HELP")], True),
    ],
)
def test_the_duty_of_the_same_day_is_done_by_letter_and_visit_or_when_somebody_is_reached(
    client_as: Sign,
    office: Office,
    case: EvictionCase,
    attempts: list[tuple[str, str]],
    is_done: bool,
) -> None:
    for kind, result in attempts:
        tried(client_as, case, kind=kind, result=result)
    assert (duty_of(office) is TaskState.DONE) is is_done


@pytest.mark.parametrize("ticked", [True, False])
def test_the_printed_letter_is_an_attempt_if_it_is_said(
    client_as: Sign, office: Office, case: EvictionCase, ticked: bool
) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    url = f"{URL}/{case.id}/letter"
    assert tree_of(client.get(url)).xpath("//input[@name='is_noted']/@checked")
    for _ in range(2):  # printed twice, sent once
        sent = {
            "language": "",
            "place": "",
            "meeting_at": "",
            **({"is_noted": "y"} if ticked else {}),
        }
        assert post(client, url, **sent).mimetype == "application/pdf"
    found = [(one.kind, one.result, one.tried_on) for one in office.every(ContactAttempt)]
    assert found == [(AttemptKind.LETTER, AttemptResult.INVITED, TODAY)] * ticked
    assert bool(tree_of(client.get(url)).xpath("//input[@name='is_noted']/@checked")) is not ticked


def test_bodies_involved_stand_on_the_page_and_hold_their_entry(
    client_as: Sign, office: Office, case: EvictionCase
) -> None:
    body = office.partner(name="Jobcenter ME-aktiv")
    desk = Desk(client_as(Role.SOCIAL_WORKER), "eviction_case")
    row = {"partners-0-partner": str(body.id), "partners-0-part": "Übernahme, BG 4711"}
    desk.save(row, case)
    assert office.only(EvictionPartner).partner_id == body.id
    page = desk.client.get(f"{URL}/details/?id={case.id}").text
    assert "Übernahme, BG 4711" in page
    again = {"partners-1-partner": str(body.id)}
    assert desk.refused({**row, **again}, case) is not None
    assert len(office.every(EvictionPartner)) == 1

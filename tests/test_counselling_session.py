"""Counselling sessions: recorded in the order of the protocol, seen only by those concerned, printed."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from models import CounsellingSession
from models.base import RulesBroken
from models.catalogue import Topic
from models.permissions import Role
from tests.conftest import Sign, token_of
from tests.factories import TODAY, Office

URL = "/admin/counselling_session/"


def form_of(office: Office, **values: str) -> dict[str, str]:
    """What a browser sends for a filled-in form."""
    person = office.person(family_name="Rahimi", given_name="Farid")
    given = {
        "person": str(person.id), "worker": str(office.staff().id), "held_on": "23.11.2026",
        "kind": "FOLLOW_UP", "reason": "Ablauf der Duldung",
    }  # fmt: skip
    return {**given, **values}


def test_a_talk_cannot_be_recorded_for_tomorrow(office: Office) -> None:
    with pytest.raises(RulesBroken, match="held_on"):
        office.counselling_session(held_on=date(2026, 11, 24))


def test_a_worker_records_a_talk_with_topics_and_tasks(client_as: Sign, office: Office) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    topic = office.entry(Topic)
    tasks = {"tasks-0-what": "Passfoto mitbringen", "tasks-0-due_on": "30.11.26"}
    sent = form_of(office, topics=str(topic.id), **tasks, **{"tasks-0-doer": "CLIENT", "tasks-0-state": "OPEN"})
    token = token_of(client.get(f"{URL}new/").text)
    answer = client.post(f"{URL}new/", data={**sent, "csrf_token": token})
    assert answer.status_code == 302, answer.text
    saved = office.only(CounsellingSession)
    assert saved.held_on == TODAY
    assert [found.id for found in saved.topics] == [topic.id]
    assert [(task.what, task.due_on, task.person_id) for task in saved.tasks] == [
        ("Passfoto mitbringen", date(2026, 11, 30), saved.person_id)
    ]


def test_the_protocol_prints_all_nine_points(client_as: Sign, office: Office) -> None:
    session = office.counselling_session(content="Der Kurs läuft gut.", agreements="Antrag stellen")
    answer = client_as(Role.SOCIAL_WORKER).get(f"{URL}{session.id}/protocol.pdf")
    assert answer.status_code == 200
    text = PdfReader(io.BytesIO(answer.data)).pages[0].extract_text()
    for point in (
        "Name", "Datum", "Anwesende", "Anlass", "Gesprächsinhalte/Themen", "Absprachen/Ziele/Nächster Schritt",
        "Wer macht was?", "Nächster Termin", "Unterschriften", session.document_number, "Der Kurs läuft gut.",
    ):  # fmt: skip
        assert point in text

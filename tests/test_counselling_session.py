"""Counselling sessions: recorded in the order of the protocol, changed, found, printed."""

import io
from datetime import date, datetime, time

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models import CounsellingSession, SessionAttendee, SessionHandout, Task
from models.base import RulesBroken
from models.catalogue import Language, SessionPlace, Topic
from models.counselling_session import AttendeeKind, SessionKind
from models.permissions import Role
from models.task import TaskState
from tests.conftest import Sign, token_of
from tests.factories import TODAY, Office
from tests.forms import Desk, errors_of, summary_of

URL = "/admin/counselling_session/"


def form_of(office: Office, **values: str) -> dict[str, str]:
    """What a browser sends for a filled-in form."""
    person = office.person(family_name="Rahimi", given_name="Farid")
    given = {
        "person": str(person.id), "worker": str(office.staff().id), "held_on": "23.11.2026",
        "kind": "FOLLOW_UP", "reason": "Ablauf der Duldung",
    }  # fmt: skip
    return {**given, **values}


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.SOCIAL_WORKER), "counselling_session")


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("held_on", {"held_on": date(2026, 11, 24)}),  # tomorrow: an appointment, not a talk
        ("minutes", {"minutes": -1}),
        ("minutes", {"minutes": 1441}),  # longer than a day
        ("next_appointment_at", {"next_appointment_at": datetime(2026, 11, 22, 9)}),
        ("content", {"content": "x" * 100_001}),
    ],
)
def test_what_cannot_be_true_of_a_talk_is_not_stored(
    office: Office, field: str, values: dict[str, object]
) -> None:
    with pytest.raises(RulesBroken, match=f"^{field}: "):
        office.counselling_session(**values)


def test_the_database_itself_refuses_endless_talks_and_doubled_topics(office: Office) -> None:
    talk = office.counselling_session()
    with pytest.raises(IntegrityError, match="minutes_of_a_day"):
        office.write_past_rules(talk, minutes=1441)
    for handout in (SessionHandout(session_id=talk.id, partner_id=1) for _ in range(2)):
        office.session.add(handout)
    with pytest.raises(IntegrityError, match="(?i)unique"):
        office.session.commit()
    office.session.rollback()


def test_lists_and_headings_call_a_talk_alike(any_office: Office) -> None:
    talk = any_office.counselling_session()
    assert any_office.title_in_sql(talk) == talk.title == "Beispiel, Ada · 23.11.2026"
    assert talk.document_number == f"GP-2026-{talk.id:06d}"


def test_who_may_not_record_a_talk(client_as: Sign) -> None:
    assert client_as(Role.BENEFITS_CLERK).get(f"{URL}new/").status_code == 403


def test_a_worker_records_a_talk_with_topics_and_tasks(client_as: Sign, office: Office) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    topic = office.entry(Topic)
    tasks = {"tasks-0-what": "Passfoto mitbringen", "tasks-0-due_on": "30.11.26"}
    states = {"tasks-0-doer": "CLIENT", "tasks-0-state": "OPEN"}
    sent = form_of(office, topics=str(topic.id), **tasks, **states)
    token = token_of(client.get(f"{URL}new/").text)
    answer = client.post(f"{URL}new/", data={**sent, "csrf_token": token})
    assert answer.status_code == 302, answer.text
    saved = office.only(CounsellingSession)
    assert saved.held_on == TODAY
    assert [found.id for found in saved.topics] == [topic.id]
    assert [(task.what, task.due_on, task.person_id) for task in saved.tasks] == [
        ("Passfoto mitbringen", date(2026, 11, 30), saved.person_id)
    ]


def test_all_nine_points_are_kept_and_shown(desk: Desk, office: Office) -> None:
    place, language = office.entry(SessionPlace), office.entry(Language, "ar")
    partner = office.partner()
    desk.save({
        **form_of(office), "starts_at": "8.30", "minutes": "45", "place": str(place.id),
        "language": str(language.id), "interpreter": "Frau Haddad", "kind": "FIRST",
        "attendees-0-kind": "INTERPRETER", "attendees-0-name": "Frau Haddad",
        "since_last": "Brief kam an.", "content": "Erste Zeile\r\nZweite Zeile",
        "handouts": [str(partner.id)], "agreements": "Antrag stellen",
        "next_appointment_at": "30.11.2026 9:00", "next_place": "Rathaus, Raum 12",
    })  # fmt: skip
    talk = office.only(CounsellingSession)
    assert (talk.starts_at, talk.minutes, talk.kind) == (time(8, 30), 45, SessionKind.FIRST)
    assert (talk.place_id, talk.language_id) == (place.id, language.id)
    assert talk.content == "Erste Zeile\nZweite Zeile"
    assert talk.next_appointment_at == datetime(2026, 11, 30, 9)
    assert [one.kind for one in talk.attendees] == [AttendeeKind.INTERPRETER]
    assert [one.partner_id for one in office.every(SessionHandout)] == [partner.id]
    details = desk.details(talk)
    for text in (
        "08:30", "45", place.title, language.title, "Frau Haddad", "Brief kam an.",
        "Zweite Zeile", partner.name, "30.11.2026 09:00", "Rathaus, Raum 12",
    ):  # fmt: skip
        assert text in details


def test_a_talk_is_found_by_person_day_and_topic(desk: Desk, office: Office) -> None:
    topic = office.entry(Topic)
    talk = office.counselling_session(topics=[topic])
    office.counselling_session(office.person(family_name="Anders"), held_on=date(2026, 1, 5))
    assert desk.found(search="beispiel") == [talk.id]
    assert desk.found(topics=topic.code) == [talk.id]
    assert desk.found(held_on_from="1.11.2026", worker=office.staff().display_name) == [talk.id]


def test_changing_a_talk_changes_its_rows(desk: Desk, office: Office) -> None:
    topics = [office.entry(Topic, code) for code in ("town_structures", "everyday_skills")]
    present = [SessionAttendee(name="Sohn"), SessionAttendee(name="Tante")]
    talk = office.counselling_session(attendees=present, topics=topics[:1])
    task = office.task(session=talk, person=talk.person)
    desk.save({
        "attendees-0-name": "Tochter", "del-attendees-1": "1", "tasks-0-state": "DONE",
        "topics": [str(topics[1].id)], "minutes": "",
    }, talk)  # fmt: skip
    after = office.only(CounsellingSession)
    assert [one.name for one in after.attendees] == ["Tochter"]
    assert [one.id for one in after.topics] == [topics[1].id]
    assert office.only(Task).state is TaskState.DONE
    desk.save({"topics": [], "del-tasks-0": "1"}, talk)
    assert office.every(select(Task).where(Task.id == task.id)) == []
    assert office.only(CounsellingSession).topics == []


def test_wrong_values_stand_beside_their_fields_and_nothing_is_saved(
    desk: Desk, office: Office
) -> None:
    wrong = {
        "held_on": "31.2.26", "starts_at": "99999999999999999999:00", "minutes": "eine Stunde",
        "next_appointment_at": "bald", "kind": "NONSENSE", "place": "4711", "topics": ["4711"],
        "language": "x", "handouts": ["0"], "worker": "", "tasks-0-due_on": "heute",
    }  # fmt: skip
    answer = desk.send({**form_of(office), **wrong})
    assert set(errors_of(answer)) == {*set(wrong) - {"tasks-0-due_on"}, "tasks-0-what"}
    assert len(summary_of(answer)) == len(wrong)
    assert "Ablauf der Duldung" in answer.text
    assert office.every(CounsellingSession) == []
    assert office.every(Task) == []


def test_the_protocol_prints_all_nine_points(client_as: Sign, office: Office) -> None:
    session = office.counselling_session(content="Der Kurs läuft gut.", agreements="Antrag stellen")
    answer = client_as(Role.SOCIAL_WORKER).get(f"{URL}{session.id}/protocol.pdf")
    assert answer.status_code == 200
    text = PdfReader(io.BytesIO(answer.data)).pages[0].extract_text()
    for point in (
        "Name", "Datum", "Anwesende", "Anlass", "Gesprächsinhalte/Themen", "Wer macht was?",
        "Absprachen/Ziele/Nächster Schritt", "Nächster Termin", "Unterschriften",
        session.document_number, "Der Kurs läuft gut.",
    ):  # fmt: skip
        assert point in text

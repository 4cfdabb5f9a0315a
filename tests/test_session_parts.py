"""Parts of a talk: minutes by topic, a family's talk in several files, tasks done with it."""

from datetime import date, timedelta

import pytest

from models import CounsellingSession, SessionAttendee, SessionTopic, Task
from models.base import RulesBroken
from models.catalogue import Topic
from models.permissions import Role
from models.restoring import in_trash, restore
from models.session_parts import AttendeeKind
from models.task import TaskState
from tests.conftest import NOW, Sign, sign_in
from tests.factories import TODAY, Office
from tests.forms import Desk, errors_of


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.SOCIAL_WORKER), "counselling_session")


def topics_of(office: Office) -> list[Topic]:
    return [office.entry(Topic, code) for code in ("debt", "school", "work")]


def test_each_topic_may_have_its_minutes(desk: Desk, office: Office) -> None:
    talk, (debt, school, work) = office.counselling_session(minutes=30), topics_of(office)
    chosen = {"topics": [str(topic.id) for topic in (debt, school)]}
    minutes = {f"topic_minutes-{debt.id}": "20", f"topic_minutes-{work.id}": "5"}
    desk.save({**chosen, **minutes}, talk)
    rows = {row.topic_id: row.minutes for row in office.every(SessionTopic)}
    assert rows == {debt.id: 20, school.id: None}  # minutes of what was no topic go nowhere
    assert "Schulden (20 Min.)" in desk.details(talk)
    desk.save({f"topic_minutes-{debt.id}": ""}, talk)
    assert {row.minutes for row in office.every(SessionTopic)} == {None}


def test_minutes_beyond_the_talk_are_told_and_stored(desk: Desk, office: Office) -> None:
    talk, (debt, *_) = office.counselling_session(minutes=15), topics_of(office)
    desk.save({"topics": [str(debt.id)], f"topic_minutes-{debt.id}": "40"}, talk)
    page = desk.client.get(f"{desk.url}details/?id={talk.id}").text
    assert "zusammen 40 Minuten, das Gespräch dauerte 15" in page


def test_minutes_that_are_no_number_are_refused_as_typed(desk: Desk, office: Office) -> None:
    talk, (debt, *_) = office.counselling_session(), topics_of(office)
    answer = desk.send({"topics": [str(debt.id)], f"topic_minutes-{debt.id}": "halb"}, talk)
    assert "topic_minutes" in errors_of(answer)
    assert 'value="halb"' in answer.text
    with pytest.raises(RulesBroken, match="topic_minutes"):
        office.add(SessionTopic(session_id=talk.id, topic_id=debt.id, minutes=1441))


def test_minutes_come_back_from_the_trash_with_their_talk(office: Office) -> None:
    talk = office.counselling_session(topics=topics_of(office)[:1])
    row = office.only(SessionTopic)
    row.minutes = 25
    office.session.commit()
    office.session.delete(office.only(CounsellingSession))
    office.session.commit()
    assert restore(in_trash(office.session, NOW, 1)[0], office.session) == []
    office.session.commit()
    assert office.only(SessionTopic).minutes == 25
    assert office.only(CounsellingSession).id == talk.id


def test_a_family_talk_stands_in_the_files_of_all_it_counselled(office: Office) -> None:
    mother, son, aunt = (office.person(given_name=name) for name in ("Mara", "Sami", "Tante"))
    present = [
        SessionAttendee(kind=AttendeeKind.CLIENT, name="Sami", person=son),
        SessionAttendee(kind=AttendeeKind.FAMILY, name="Tante", person=aunt),
    ]
    talk = office.counselling_session(mother, attendees=present)
    assert talk.clients == [mother, son]
    for person, found in ((mother, 1), (son, 1), (aunt, 0)):
        rows = office.session.query(CounsellingSession)
        assert rows.filter(CounsellingSession.of_file(person.id)).count() == found


def test_the_file_of_a_child_tells_the_talk_of_its_family(desk: Desk, office: Office) -> None:
    mother, son = office.person(given_name="Mara"), office.person(given_name="Sami")
    among = SessionAttendee(kind=AttendeeKind.CLIENT, name="Sami", person=son)
    office.counselling_session(mother, attendees=[among], setbacks="Kurs abgebrochen")
    for tab in ("", "&tab=talks"):
        page = desk.client.get(f"/admin/person/details/?id={son.id}{tab}").text
        assert "Erstgespräch" in page
    assert "Kurs abgebrochen" in desk.client.get(f"/admin/person/details/?id={son.id}").text


def test_who_cares_for_one_of_the_family_reads_its_talk(client_as: Sign, office: Office) -> None:
    mother, son = office.person(given_name="Mara"), office.person(given_name="Sami")
    office.responsibility(mother)
    office.responsibility(son, "sozialarbeit3")
    alone = office.counselling_session(mother, content="allein")
    among = SessionAttendee(kind=AttendeeKind.CLIENT, name="Sami", person=son)
    joint = office.counselling_session(mother, attendees=[among], content="gemeinsam")
    other = sign_in(client_as(None).application, "sozialarbeit3")
    assert "gemeinsam" in other.get(f"/admin/counselling_session/details/?id={joint.id}").text
    assert "allein" not in other.get(f"/admin/counselling_session/details/?id={alone.id}").text


def test_what_was_open_is_ticked_off_with_the_talk(desk: Desk, office: Office) -> None:
    person = office.person()
    mine, other = office.task(person=person, what="Passfoto"), office.task(person=person)
    foreign = office.task(person=office.person(), what="Fremdes")
    sent = desk.client.get(f"{desk.url}new/?person={person.id}")
    assert "Passfoto" in sent.text
    assert "Fremdes" not in sent.text
    yesterday = TODAY - timedelta(days=1)
    desk.save({
        "person": str(person.id), "held_on": f"{yesterday:%d.%m.%Y}",
        "done_tasks": [f"task-{mine.id}", f"task-{foreign.id}", "nichts"],
    })  # fmt: skip
    states = {task.id: (task.state, task.done_on) for task in office.every(Task)}
    assert states[mine.id] == (TaskState.DONE, date(2026, 11, 22))
    assert {states[task.id] for task in (other, foreign)} == {(TaskState.OPEN, None)}

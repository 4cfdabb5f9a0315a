"""The form of a talk: what it begins with, what it warns of, where it leads, bad input."""

from datetime import date, datetime

import pytest

from models import (
    CounsellingSession,
    Person,
    PersonLanguage,
    SessionAttendee,
    SessionTopic,
    Task,
)
from models.catalogue import Language, SessionPlace, Topic
from models.counselling_session import CancelledBy, SessionKind
from models.permissions import Role
from models.person import LanguageLevel
from models.session_parts import AttendeeKind
from models.task import TaskState
from tests.conftest import Sign
from tests.factories import TODAY, Office
from tests.forms import Desk, Sent, fields_of, tree_of

URL = "/admin/counselling_session/"


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.SOCIAL_WORKER), "counselling_session")


def begun(desk: Desk, person: Person, more: str = "") -> Sent:
    return fields_of(desk.client.get(f"{URL}new/?person={person.id}{more}"))


def test_a_first_talk_begins_today_here_and_now(desk: Desk, office: Office) -> None:
    person = office.person()
    sent = begun(desk, person)
    assert sent["held_on"] == ["23.11.2026"]
    assert sent["starts_at"] == ["09:30"]
    assert sent["kind"] == ["FIRST"]
    assert sent["place"] == [str(office.entry(SessionPlace, "office").id)]
    assert sent["worker"] == [str(office.staff().id)]


def test_a_further_talk_begins_as_the_last_one_did(desk: Desk, office: Office) -> None:
    person, farsi = office.person(), office.entry(Language, "fa")
    aunt = SessionAttendee(kind=AttendeeKind.FAMILY, name="Tante Mina")
    clerk = SessionAttendee(kind=AttendeeKind.PARTNER, name="Sachbearbeitung")
    given = {"language": farsi, "interpreter": "R. Sadat", "held_on": date(2026, 11, 2)}
    office.counselling_session(person, attendees=[aunt, clerk], agreements="Antrag", **given)
    phone = {"kind": SessionKind.SHORT_CONTACT, "held_on": TODAY}
    office.counselling_session(person, **phone)
    page = desk.client.get(f"{URL}new/?person={person.id}")
    sent = fields_of(page)
    assert sent["kind"] == ["FOLLOW_UP"]
    assert (sent["language"], sent["interpreter"]) == ([str(farsi.id)], ["R. Sadat"])
    assert sent["attendees-0-name"] == ["Tante Mina"]
    assert "attendees-1-name" not in sent
    beside = tree_of(page).xpath("//*[@id='last-agreed']")[0].text_content()
    assert "02.11.2026" in beside
    assert "2 Gespräche bisher" in beside


def test_the_language_of_the_file_is_the_language_of_a_first_talk(
    desk: Desk, office: Office
) -> None:
    person, dari = office.person(), office.entry(Language, "fa")
    office.add(PersonLanguage(person=person, language=dari, level=LanguageLevel.NATIVE))
    assert begun(desk, person)["language"] == [str(dari.id)]


def test_on_a_round_the_place_is_where_one_talked_last(desk: Desk, office: Office) -> None:
    shelter = office.entry(SessionPlace, "accommodation")
    office.counselling_session(place=shelter)
    assert begun(desk, office.person())["place"] == [str(shelter.id)]


def test_relatives_may_be_added_and_the_next_free_hour_taken(desk: Desk, office: Office) -> None:
    mother, son = office.person(given_name="Mara"), office.person(given_name="Sami")
    office.household(mother, son)
    page = tree_of(desk.client.get(f"{URL}new/?person={mother.id}"))
    assert page.xpath("//@data-present") == ["FAMILY"]
    assert page.xpath("//@data-name") == ["Beispiel, Sami"]
    assert page.xpath("//@data-slot") == ["24.11.2026 14:00"]


def test_a_missing_interpreter_is_told_and_refuses_nothing(desk: Desk, office: Office) -> None:
    person = office.person(interpreter_needed=True)
    spoken = str(office.entry(Language, "ti").id)  # by no worker
    desk.save({"person": str(person.id), "held_on": "heute", "language": spoken})
    talk = office.only(CounsellingSession)
    url = f"{URL}details/?id={talk.id}"
    assert "Dolmetschen ist nötig" in desk.client.get(url).text
    desk.save({"interpreter": "Frau Haddad"}, talk)
    assert "Dolmetschen ist nötig" not in desk.client.get(url).text


def test_a_short_contact_asks_little_and_leads_back_to_the_file(desk: Desk, office: Office) -> None:
    person = office.person()
    sent = begun(desk, person, "&short=1")
    assert {"content", "topics", "agreements"} & sent.keys() == {"content"}
    answer = desk.client.post(
        f"{URL}new/?person={person.id}&short=1", data={**sent, "content": ["Bescheid da"]}
    )
    assert answer.location == f"/admin/person/details/?id={person.id}"
    talk = office.only(CounsellingSession)
    assert (talk.kind, talk.content) == (SessionKind.SHORT_CONTACT, "Bescheid da")
    assert talk.interpreter is None


def test_drafts_of_a_short_contact_fill_no_protocol(desk: Desk, office: Office) -> None:
    person = office.person()
    sent = begun(desk, person, "&short=1")
    url = f"{URL}new/draft/?person={person.id}&short=1"
    assert desk.client.post(url, data={**sent, "content": ["halb"]}).status_code == 200
    assert begun(desk, person).get("content", [""]) == [""]
    assert begun(desk, person, "&short=1")["content"] == ["halb"]


def test_who_cancelled_is_kept_with_what_was_cancelled(desk: Desk, office: Office) -> None:
    talk = office.counselling_session(kind=SessionKind.CANCELLED)
    desk.save({"cancelled_by": "OFFICE"}, talk)
    assert office.only(CounsellingSession).cancelled_by is CancelledBy.OFFICE
    desk.save({"kind": "NO_SHOW"}, talk)
    assert office.only(CounsellingSession).cancelled_by is None


def test_saving_and_printing_leads_to_the_paper(desk: Desk, office: Office) -> None:
    talk = office.counselling_session()
    answer = desk.send({"_print": "1"}, talk)
    assert answer.location == f"{URL}{talk.id}/protocol.pdf"


def test_long_notes_and_many_people_are_kept(desk: Desk, office: Office) -> None:
    rows = {f"attendees-{n}-name": f"Gast {n}" for n in range(40)}
    kinds = {f"attendees-{n}-kind": "OTHER" for n in range(40)}
    person = office.person()
    desk.save({"person": str(person.id), "content": "Wort " * 4000, **rows, **kinds})
    talk = office.only(CounsellingSession)
    assert len(talk.attendees) == 40
    assert len(talk.content or "") > 19_000
    paper = desk.client.get(f"{URL}{talk.id}/protocol.pdf")
    assert paper.data.startswith(b"%PDF")


def test_minutes_and_ticks_survive_a_comparison(desk: Desk, office: Office) -> None:
    topic = office.entry(Topic, "debt")
    talk = office.counselling_session(topics=[topic], minutes=30)
    task = office.task(person=talk.person, what="Passfoto")
    sent = desk.open(talk)
    desk.save({"reason": "inzwischen anders"}, talk)
    minutes = {f"topic_minutes-{topic.id}": ["10"], "done_tasks": [f"task-{task.id}"]}
    answer = desk.client.post(desk.form_url(talk), data={**sent, **minutes})
    page = tree_of(answer)
    assert "Schulden 10" in page.text_content()
    form = page.xpath("//form[.//input[@name='_against']]")[0]
    mine = {
        field.get("name"): field.get("value", "")
        for field in form.xpath(".//input[@type='hidden']")
    }
    chosen = {field.get("name"): "mine" for field in form.xpath(".//input[@type='radio']")} | {
        "_choice-reason": "theirs"
    }
    assert desk.client.post(desk.form_url(talk), data={**mine, **chosen}).status_code == 302
    assert office.only(SessionTopic).minutes == 10
    assert office.only(Task).state is TaskState.DONE
    assert office.only(CounsellingSession).reason == "inzwischen anders"


def test_the_slot_becomes_the_appointment(desk: Desk, office: Office) -> None:
    person = office.person()
    place = "Beratungsbüro Kaiserstraße 10"
    desk.save({
        "person": str(person.id), "next_appointment_at": "24.11.2026 14:00", "next_place": place,
    })  # fmt: skip
    talk = office.only(CounsellingSession)
    assert (talk.next_appointment_at, talk.next_place) == (datetime(2026, 11, 24, 14), place)

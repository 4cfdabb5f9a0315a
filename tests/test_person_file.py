"""The file of a person: all in sequence, within one's rights, quick however long it is."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from flask.testing import FlaskClient

from admin_views.person_tabs import TABS
from models import (
    ContactAttempt,
    CounsellingSession,
    GoalStep,
    Person,
    SessionAddendum,
    SessionTopic,
    Task,
)
from models.appointment import AppointmentState
from models.catalogue import ResidenceTitle, Topic
from models.contact_attempt import AttemptKind, AttemptResult
from models.permissions import Role
from models.task import TaskState
from tests.asking import post
from tests.conftest import Counting, Sign
from tests.factories import TODAY, Office
from tests.forms import tree_of
from tests.lists import Lists, crowd

NOTE = "Zwetschgenmus"
MOST_STATEMENTS = 12


def page_of(client: FlaskClient, person: Person, rest: str = "") -> str:
    answer = client.get(f"/admin/person/details/?id={person.id}{rest}")
    assert answer.status_code == 200, answer.status_code
    return answer.text


def titles(text: str) -> list[str]:
    return re.findall(r"<h3>(?:<a [^>]*>)?([^<]+)", text.split('class="course-of"')[-1])


@pytest.fixture
def person(office: Office) -> Person:
    return somebody(office, "sozialarbeit")


def somebody(office: Office, worker: str) -> Person:
    """With an entry of every kind."""
    person = office.person(family_name="Rahimi", given_name="Farid", birth_date=date(1990, 2, 22))
    child = office.person(family_name="Rahimi", given_name="Sina", birth_date=date(2018, 5, 1))
    office.household(person, child)
    office.responsibility(person, worker, deputy=office.staff("sozialarbeit2"))
    office.residence_status(person, expires_on=TODAY + timedelta(days=12))
    office.benefit_period(person)
    office.person_target_group(person)
    office.stay(person, valid_to=date(2026, 3, 1))
    office.stay(person, unit=office.unit(number="2.02"), valid_from=date(2026, 3, 1))
    talk = office.counselling_session(person, content=f"{NOTE} 1", minutes=35)
    office.add(SessionTopic(session_id=talk.id, topic_id=office.entry(Topic).id))
    office.goal(office.goal_agreement(person), what=f"{NOTE} 2")
    office.task(person=person, what=f"{NOTE} 3", state=TaskState.DONE, done_on=TODAY)
    issued = office.counselling_session(person, held_on=date(2026, 10, 19), content="Heizung")
    about = {"author": office.staff(), "written_on": TODAY, "reason": "Irrtum"}
    office.add(SessionAddendum(session_id=issued.id, number=1, text=f"{NOTE} 4", **about))
    at = datetime.combine(TODAY, time(15)) + timedelta(days=3)
    office.appointment(person=person, starts_at=at)
    office.appointment(person=person, starts_at=at, state=AppointmentState.CANCELLED)
    case = office.eviction_case(person)
    attempt = {"kind": AttemptKind.VISIT, "result": AttemptResult.REACHED, "tried_on": TODAY}
    office.add(ContactAttempt(case=case, remark="Angetroffen", **attempt))
    return person


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.TEAM_LEAD, Role.CARETAKER])
@pytest.mark.parametrize("tab", ["details/", "file/facts/", "file/status/", "file/housing/"])
def test_a_page_of_the_file_takes_few_statements_however_long_it_is(
    client_as: Sign, office: Office, person: Person, statements: Counting, role: Role, tab: str
) -> None:
    crowd(office, CounsellingSession, 90)
    client, url = client_as(role), f"/admin/person/{tab}?id={person.id}"
    if client.get(url).status_code == 404:
        return
    with statements() as seen:
        assert client.get(url).status_code == 200
    assert len(seen) <= MOST_STATEMENTS, "\n".join(seen)


def test_all_notes_are_read_in_sequence_without_opening_one(
    client_as: Sign, person: Person
) -> None:
    text = page_of(client_as(Role.SOCIAL_WORKER), person)
    assert all(f"{NOTE} {number}" in text for number in (1, 2, 3, 4))
    told = titles(text)
    for word in (
        "Folgegespräch", "Zielvereinbarung", "Aufgabe erledigt", "Kontaktversuch", "Räumungsfall",
        "Einzug", "Auszug", "Nachtrag 1 zum Gespräch vom 19.10.2026", "Termin",
    ):  # fmt: skip
        assert any(word in title for title in told), (word, told)
    assert "35 Min." in text


def test_the_head_says_who_it_is_and_what_presses(client_as: Sign, person: Person) -> None:
    text = page_of(client_as(Role.SOCIAL_WORKER), person)
    head = text.split('class="tabs"')[0]
    for word in ("22.02.1990 · 36 Jahre", "Nora Albrecht · Vertretung Tim Wendt", "2.02", "(8)"):
        assert word in head, word
    assert "<b>In 12 Tagen</b>" in head
    assert "26.11.2026 15:00" in text
    assert f"läuft am {TODAY + timedelta(days=12):%d.%m.%Y} ab" in head


def test_older_entries_come_by_a_link_and_none_is_lost_or_told_twice(
    client_as: Sign, office: Office, person: Person
) -> None:
    crowd(office, CounsellingSession, 48)
    client, url, seen = client_as(Role.SOCIAL_WORKER), f"/admin/person/details/?id={person.id}", []
    while url:
        tree = tree_of(client.get(url))
        seen += tree.xpath("//li[contains(@class, 'entry talk')]/h3/a/@href")
        url = next(iter(tree.xpath("//a[text()='Ältere Einträge']/@href")), "")
    assert len(seen) == len(set(seen)) == 48


def test_entries_are_narrowed_by_kind_topic_and_author(
    client_as: Sign, office: Office, person: Person
) -> None:
    office.counselling_session(person, worker=office.staff("sozialarbeit3"), content="Anderes")
    client = client_as(Role.SOCIAL_WORKER)
    topic, author = office.entry(Topic).id, office.staff("sozialarbeit3").id
    assert set(titles(page_of(client, person, "&kind=housing"))) == {"Einzug", "Auszug"}
    by_topic = page_of(client, person, f"&topic={topic}")
    assert (f"{NOTE} 1" in by_topic, "Anderes" in by_topic) == (True, False)
    by_author = page_of(client, person, f"&author={author}&kind=talks")
    assert (f"{NOTE} 1" in by_author, "Anderes" in by_author) == (False, True)
    assert "Kein Eintrag passt." in page_of(client, person, "&topic=999999")


@pytest.mark.parametrize(
    "rest",
    ["&before=x", "&before=20261399-1-1", "&before=20260101-99-1", "&kind=x", "&topic=x&author=-1"],
)
def test_an_address_typed_wrong_shows_the_file(client_as: Sign, person: Person, rest: str) -> None:
    assert "Folgegespräch" in page_of(client_as(Role.SOCIAL_WORKER), person, rest)


def test_the_lead_sees_that_a_talk_took_place_and_reads_it_for_a_reason(
    client_as: Sign, person: Person
) -> None:
    lead = client_as(Role.TEAM_LEAD)
    before = page_of(lead, person)
    assert "Folgegespräch" in before
    assert NOTE not in before + page_of(lead, person, "&topic=1")
    post(lead, f"/admin/person/reason/?id={person.id}", reason="Beschwerde vom 20.11.")
    assert all(f"{NOTE} {number}" in page_of(lead, person) for number in (1, 2, 3, 4))


@pytest.mark.parametrize(
    ("role", "seen", "hidden"),
    [
        (
            Role.BENEFITS_CLERK,
            ("Status und Leistungen", "22.02.1990", "Räumung"),
            ("Folgegespräch", "Zielvereinbarung", "Angetroffen", NOTE, "Gespräch erfassen"),
        ),
        (
            Role.ACCOMMODATION_ADMIN,
            ("Einzug", "Sina", "2.02"),
            ("Folgegespräch", "22.02.1990", "SGB", "Nora Albrecht", "Angetroffen", "Vereinbart"),
        ),
        (
            Role.CARETAKER,
            ("Einzug", "2.02"),
            ("Folgegespräch", "22.02.1990", "Sina", "Nora Albrecht", "Räumungsfall", "Bearbeiten"),
        ),
    ],
)
def test_what_a_role_may_not_see_is_absent(
    client_as: Sign, person: Person, role: Role, seen: tuple[str, ...], hidden: tuple[str, ...]
) -> None:
    main = page_of(client_as(role), person).split("<main", 1)[1]
    assert [word for word in seen if word not in main] == []
    assert [word for word in hidden if word in main] == []


ALL_TABS = "talks goals tasks referrals household status housing documents evictions"


@pytest.mark.parametrize(
    ("role", "tabs"),
    [
        (Role.SOCIAL_WORKER, ALL_TABS),
        (Role.TEAM_LEAD, ALL_TABS),
        (Role.BENEFITS_CLERK, "household status housing evictions"),
        (Role.ACCOMMODATION_ADMIN, "household housing evictions"),
        (Role.CARETAKER, "household housing evictions"),
    ],
)
def test_each_role_has_its_tabs_and_no_others(
    client_as: Sign, person: Person, role: Role, tabs: str
) -> None:
    client = client_as(role)
    links = re.findall(r"/file/(\w+)/", page_of(client, person))
    assert set(links) == {*tabs.split(), "facts"}
    for tab in (
        "talks",
        "goals",
        "tasks",
        "status",
        "housing",
        "evictions",
        "documents",
        "nonsense",
    ):
        status = client.get(f"/admin/person/file/{tab}/?id={person.id}").status_code
        assert status == (200 if tab in tabs.split() else 404), tab


def test_the_facts_stay_reachable(client_as: Sign, person: Person) -> None:
    text = client_as(Role.SOCIAL_WORKER).get(f"/admin/person/file/facts/?id={person.id}").text
    assert "Aktenzeichen" in text
    assert "AZR" in text


def test_a_task_is_ticked_off_with_one_click_and_opened_again(
    client_as: Sign, office: Office, person: Person
) -> None:
    task = office.task(person=person, what="Kita anmelden", due_on=TODAY - timedelta(days=1))
    client, url = client_as(Role.SOCIAL_WORKER), f"/admin/person/tick/?id={person.id}"
    assert "Kita anmelden" in page_of(client, person)
    for state, done_on in ((TaskState.DONE, TODAY), (TaskState.OPEN, None)):
        answer = post(client, url, mark=f"task-{task.id}")
        assert answer.location.endswith(f"/details/?id={person.id}#agreed")
        kept = office.fresh(task)
        assert kept is not None
        assert (kept.state, kept.done_on) == (state, done_on)


def test_a_step_towards_a_goal_is_ticked_off(
    client_as: Sign, office: Office, person: Person
) -> None:
    goal = office.goal(office.goal_agreement(person), steps=[GoalStep(what="Kurs suchen")])
    client, step = client_as(Role.SOCIAL_WORKER), goal.steps[0]
    assert "Kurs suchen" in page_of(client, person)
    post(client, f"/admin/person/tick/?id={person.id}", mark=f"step-{step.id}")
    assert office.only(GoalStep).state is TaskState.DONE
    post(client, f"/admin/person/tick/?id={person.id}", mark=f"step-{step.id}")
    assert office.only(GoalStep).state is TaskState.OPEN


@pytest.mark.parametrize("mark", ["", "task-", "task-x", "task-999999", "step-1", "goal-1"])
def test_what_was_not_agreed_with_the_person_is_not_ticked_off(
    client_as: Sign, office: Office, person: Person, mark: str
) -> None:
    office.task(person=office.person(family_name="Fremd"))
    client = client_as(Role.SOCIAL_WORKER)
    for sent in (mark, f"task-{office.every(Task)[-1].id}"):
        answer = post(client, f"/admin/person/tick/?id={person.id}", mark=sent)
        assert answer.status_code == 404, sent


def test_the_next_sensible_acts_know_the_person(client_as: Sign, person: Person) -> None:
    text = page_of(client_as(Role.SOCIAL_WORKER), person)
    for stem in ("counselling_session", "goal_agreement", "task"):
        assert f"/admin/{stem}/new/?person={person.id}" in text


def test_somebody_of_whom_nothing_is_known_has_a_file(client_as: Sign, office: Office) -> None:
    person = office.person(family_name="Neu", given_name=None)
    text = page_of(client_as(Role.SOCIAL_WORKER), person)
    assert "Zu dieser Person ist noch nichts erfasst." in text
    assert "Niemand ist zuständig." in text


def test_labels_of_lists_follow_the_language_of_the_screen(
    client_as: Sign, office: Office, person: Person
) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    post(client, "/language", language="en")
    assert office.entry(ResidenceTitle).label_en in page_of(client, person)


def test_both_engines_read_the_file_page_by_page(any_office: Office, any_lists: Lists) -> None:
    person = somebody(any_office, "verwaltung")
    crowd(any_office, CounsellingSession, 30)
    first = page_of(any_lists.client, person)
    assert "Nachtrag 1" in first
    mark = re.findall(r"before=([\d-]+)", first)[0]
    assert "Gespräch" in page_of(any_lists.client, person, f"&before={mark}")
    assert NOTE in page_of(any_lists.client, person, "&kind=goals")
    for tab in TABS:
        status = any_lists.client.get(f"/admin/person/file/{tab}/?id={person.id}").status_code
        assert status == 200, tab

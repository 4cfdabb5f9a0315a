"""Closed files: whoever is not named for one finds no trace of the person by any path."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from flask import Flask

from models import AuditEntry, DeletedRecord, Person, PersonReader
from models.acting import Acting
from models.audit_entry import AuditAction
from models.base import RulesBroken
from models.permissions import Role
from models.reports.calendar import calendar_entries
from tests.asking import post
from tests.conftest import NOW, Sign
from tests.factories import TODAY, Office
from tests.forms import Desk
from tests.lists import views_of

NAME, BEGIN = "Zaunkönig", "Zaunk"
NAMED = "sozialarbeit2"
OTHERS = [Role.SOCIAL_WORKER, *list(Role)[1:5]]
REASON = "Verwandte einer Kollegin"


@pytest.fixture
def closed(office: Office) -> Person:
    """A person with something of everything, worked on by the very colleague who is not named."""
    person = office.person(family_name=NAME, given_name="Zita", birth_date=date(1990, 2, 22))
    office.household(person, label=f"Haushalt {NAME}")
    tomorrow = NOW.replace(tzinfo=None) + timedelta(days=1)
    talk = office.counselling_session(person, content=NAME, next_appointment_at=tomorrow)
    office.goal(office.goal_agreement(person), what=NAME)
    office.task(person=person, what=NAME, due_on=TODAY)
    office.stay(person)
    office.residence_status(person, expires_on=TODAY)
    office.benefit_period(person)
    office.person_target_group(person)
    office.responsibility(person)
    office.eviction_case(person, court_reference=NAME)
    office.eviction_person(office.eviction_case(court_reference=NAME), person=person)
    office.document(talk)
    return office.close_file(person, NAMED)


def addresses(app: Flask) -> Iterator[str]:
    """Every list, file and page of a record; every search and picker, asked for the name."""
    for view in views_of(app):
        base = f"/admin/{view.endpoint}/"
        yield from (base, f"{base}?search={BEGIN}", f"{base}export/csv/")
        yield from (f"{base}{page}/?id=1" for page in ("details", "edit", "history", "delete"))
        names = sorted(view._form_ajax_refs)
        yield from (f"{base}ajax/lookup/?name={name}&query={BEGIN}" for name in names)
    yield from ("/admin/", f"/admin/find/?q={BEGIN}", f"/admin/find/answers.json?q={BEGIN}")
    yield from ("/admin/person/file/facts/?id=1", "/admin/person/door/?id=1")
    yield "/admin/person/twins.json?family_name=Zaunkoenig&given_name=Zita&birth_date=22.2.1990"
    yield from ("/admin/calendar/", "/admin/absence/", "/admin/task/?is_closed=no")
    yield from ("/admin/eviction_case/board/", "/admin/deleted_record/", "/admin/change_step/")
    yield from (
        "/admin/counselling_session/1/protocol.pdf",
        "/admin/goal_agreement/1/agreement.pdf",
    )


@pytest.mark.parametrize("role", OTHERS)
def test_no_page_tells_of_the_person(
    client_as: Sign, app: Flask, closed: Person, role: Role
) -> None:
    client = client_as(role)
    told = [url for url in addresses(app) if NAME in client.get(url).get_data(as_text=True)]
    assert told == []


def test_no_calendar_tells_of_the_person(
    app: Flask, acts_as: Callable[[Role], AbstractContextManager[Acting]], closed: Person
) -> None:
    with app.app_context(), acts_as(Role.SOCIAL_WORKER) as worker:
        assert calendar_entries(worker) == []


def test_the_trash_does_not_name_what_was_deleted(client_as: Sign, office: Office) -> None:
    person = office.close_file(office.person(family_name=NAME), NAMED)
    client = client_as(NAMED)
    post(client, f"/admin/person/door/?id={person.id}", reason=REASON)
    assert post(client, f"/admin/person/delete/?id={person.id}").status_code == 302
    assert office.only(DeletedRecord).label == ""
    assert NAME not in client_as(Role.TEAM_LEAD).get("/admin/deleted_record/").text


def test_the_file_opens_to_the_named_for_a_reason(client_as: Sign, closed: Person) -> None:
    client, url = client_as(NAMED), f"/admin/person/details/?id={closed.id}"
    asked = client.get(url)
    assert asked.status_code == 302
    assert asked.location.startswith("/admin/person/door/")
    assert "geschlossen" in client.get(asked.location).text
    assert post(client, asked.location, reason="weil").status_code == 422
    opened = post(client, asked.location, reason=REASON)
    assert (opened.status_code, opened.location) == (302, url)
    assert "Offen für" in client.get(url).text


def test_the_reason_is_in_the_trail(client_as: Sign, office: Office, closed: Person) -> None:
    post(client_as(NAMED), f"/admin/person/door/?id={closed.id}", reason=REASON)
    stated = [row for row in office.every(AuditEntry) if row.action is AuditAction.REASON_STATED]
    assert [(row.table_name, row.record_id, row.detail) for row in stated] == [
        ("person", closed.id, REASON)
    ]


def test_what_belongs_to_the_file_asks_for_the_reason_too(
    client_as: Sign, office: Office, closed: Person
) -> None:
    client = client_as(NAMED)
    key = office.only(PersonReader).person_id
    for url in ("residence_status/details/?id=1", "stay/details/?id=1", "eviction_case/edit/?id=1"):
        assert client.get(f"/admin/{url}").location.startswith(f"/admin/person/door/?id={key}")
    post(client, f"/admin/person/door/?id={key}", reason=REASON)
    assert client.get("/admin/residence_status/details/?id=1").status_code == 200


def test_a_new_talk_asks_for_the_reason_and_is_saved_hours_later(
    client_as: Sign, app: Flask, closed: Person
) -> None:
    client, url = client_as(NAMED), f"/admin/counselling_session/new/?person={closed.id}"
    assert client.get(url).location.startswith("/admin/person/door/")
    post(client, f"/admin/person/door/?id={closed.id}", reason=REASON)
    assert client.get(url).status_code == 200
    app.config["CLOCK"] = lambda: NOW + timedelta(hours=2)
    client, edit = client_as(NAMED), "/admin/residence_status/edit/?id=1"
    assert client.get(edit).status_code == 302
    assert post(client, edit, version="1").status_code == 422


def test_the_reason_of_another_does_not_count(
    client_as: Sign, office: Office, closed: Person
) -> None:
    office.add(
        AuditEntry(
            at=NOW, staff=office.staff(), action=AuditAction.REASON_STATED,
            table_name="person", record_id=closed.id, detail=REASON,
        )
    )  # fmt: skip
    url = f"/admin/person/details/?id={closed.id}"
    assert client_as(NAMED).get(url).status_code == 302
    assert client_as(Role.SOCIAL_WORKER).get(url).status_code == 404


def test_closing_a_file_needs_somebody_who_may_open_it(office: Office) -> None:
    with pytest.raises(RulesBroken, match="readers"):
        office.person(is_restricted=True)


def test_a_worker_closes_a_file_in_the_form(client_as: Sign, office: Office) -> None:
    person, client = office.person(family_name=NAME), client_as(Role.SOCIAL_WORKER)
    named = str(office.staff(NAMED).id)
    desk = Desk(client, "person")
    assert desk.refused({"is_restricted": "y"}, person) == {"readers"}
    desk.save({"is_restricted": "y", "readers": [named]}, person)
    assert client.get(f"/admin/person/details/?id={person.id}").status_code == 404
    assert NAME not in client.get("/admin/person/").text


def test_the_lead_puts_somebody_else_in_the_place_of_who_leaves(
    client_as: Sign, office: Office, closed: Person
) -> None:
    lead, other = client_as(Role.TEAM_LEAD), office.staff("sozialarbeit3")
    assert f"#{closed.id}" in lead.get("/admin/person_reader/").text
    desk = Desk(lead, "person_reader")
    desk.save({"staff": str(other.id)}, office.only(PersonReader))
    assert office.only(PersonReader).staff_id == other.id


@pytest.mark.parametrize("is_closed", [True, False])
def test_one_closed_file_closes_both_when_they_become_one(
    client_as: Sign, office: Office, is_closed: bool
) -> None:
    kept, other = office.person(), office.person(family_name=NAME)
    closed = office.close_file(other if is_closed else kept, "sozialarbeit")
    client = client_as(Role.SOCIAL_WORKER)
    post(client, f"/admin/person/door/?id={closed.id}", reason=REASON)
    sent = {"id": str(kept.id), "other": str(other.id), "version": str(kept.version)}
    answer = post(client, "/admin/person/merge/", **sent, other_version=str(other.version))
    assert answer.status_code == 302, answer.text[:300]
    merged = office.only(Person)
    assert merged.is_restricted
    assert [staff.username for staff in merged.readers] == ["sozialarbeit"]

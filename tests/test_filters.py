"""Filters: named by their column, understood or refused, each to be taken off again."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from admin_views.filters import Filter
from admin_views.grid import FilterField
from admin_views.labels import FIELDS
from models import CounsellingSession
from models.audit_entry import AuditAction, AuditEntry
from models.catalogue import Topic
from models.permissions import Role
from models.task import TaskState
from tests.conftest import NOW, Sign
from tests.factories import Office
from tests.lists import Lists, crowd, one_of_each, views_of

TASKS = "/admin/task/"


def every_filter(lists: Lists) -> Iterator[tuple[str, Filter]]:
    for view in views_of(lists.app):
        for item in view._office_filters:
            yield f"/admin/{view.endpoint}/", item


def sensible(field: FilterField) -> str:
    """A value that the filter's form offers."""
    if field.options:
        return field.options[0][0]
    return {"date": "21.11.2026", "number": "7"}.get(field.kind, "Müller")


def test_every_filter_takes_what_its_form_offers(any_lists: Lists, any_office: Office) -> None:
    one_of_each(any_office)
    for view in views_of(any_lists.app):
        address = f"/admin/{view.endpoint}/"
        for field in any_lists.open(address).filters:
            grid = any_lists.open(f"{address}?{field.name}={sensible(field)}")
            assert [shown.value for shown in grid.filters if shown.value] == [sensible(field)]
            assert [chip.remove_url for chip in grid.chips] == [address]


def test_every_filter_is_named_by_its_column(lists: Lists) -> None:
    for address, item in every_filter(lists):
        view = next(view for view in views_of(lists.app) if f"/{view.endpoint}/" in address)
        name = item.column or item.name
        assert hasattr(view.model, name) or name in view.column_sources
        endings = ("_from", "_to", "_id") if item.column else ("",)
        is_of_its_own = item.name in FIELDS  # a question that several columns answer
        assert is_of_its_own or item.name in {f"{name}{ending}" for ending in endings}


@pytest.mark.parametrize("nonsense", ["31.02.2026", "<script>"])
def test_a_filter_that_cannot_be_understood_is_refused(lists: Lists, nonsense: str) -> None:
    for address, item in every_filter(lists):
        if item.kind != "text":
            answer = lists.client.get(f"{address}?{item.name}={nonsense}")
            assert answer.status_code == 400, f"{address} {item.name}"
            assert "<script>" not in answer.text


@pytest.mark.parametrize(
    "wish",
    [
        "due_on_from=1.1.0202",
        "due_on_to=99999999999999999999",
        "state=open",  # the member's name is in capitals
        "person=%00&worker=%00",  # nothing is left of it
        "person=" + "x" * 3000,
        "state=OPEN&state=DONE",  # the first one counts
    ],
)
def test_odd_filters_end_in_a_page(any_lists: Lists, wish: str) -> None:
    understood = wish.startswith("person") or wish.endswith("DONE")
    answer = any_lists.client.get(f"{TASKS}?{wish}")
    assert answer.status_code == (200 if understood else 400)
    assert "<table" in answer.text or 'class="empty"' in answer.text


def test_a_refused_filter_leaves_the_search_and_can_be_taken_off(
    lists: Lists, office: Office
) -> None:
    office.person(family_name="Haddad")
    office.person(family_name="Rahimi")
    grid = lists.open("/admin/person/?search=rahimi&case_status=GONE", status=400)
    assert [str(row.cells[0].text) for row in grid.rows] == ["Rahimi, Ada"]
    assert [chip.label.rpartition(" ")[2] for chip in grid.chips] == ["GONE"]
    assert lists.open(grid.chips[0].remove_url).count == 1


def test_days_are_inclusive_on_both_sides(any_lists: Lists, any_office: Office) -> None:
    for day in (20, 21, 22):
        any_office.task(what=f"am {day}.", due_on=date(2026, 11, day))
    chosen = any_lists.open(f"{TASKS}?due_on_from=21.11.2026&due_on_to=2026-11-21")
    assert [row.cells[0].text for row in chosen.rows] == ["am 21."]
    assert [chip.label[-10:] for chip in chosen.chips] == ["21.11.2026", "21.11.2026"]


def test_the_day_of_a_moment_is_the_day_in_the_office(lists: Lists, office: Office) -> None:
    """23:30 UTC on 1 December is half past midnight on the 2nd in Haan."""
    moment = datetime(2026, 12, 1, 23, 30, tzinfo=UTC)
    office.add(AuditEntry(at=moment, action=AuditAction.PRINTED, table_name="goal", record_id=7))
    address = "/admin/audit_entry/?action=PRINTED"
    assert lists.open(f"{address}&at_from=2.12.2026&at_to=2.12.2026").count == 1
    assert lists.open(f"{address}&at_to=1.12.2026").count == 0
    assert lists.texts(address)["at"] == "02.12.2026 00:30"


def test_filters_add_up_and_each_chip_takes_off_its_own(lists: Lists, office: Office) -> None:
    office.task(what="erledigt", state=TaskState.DONE)
    office.task(what="offen", person=office.person(family_name="Özdemir"))
    grid = lists.open(f"{TASKS}?state=OPEN&person=oezdemir&sort=what&search=")
    assert (grid.count, len(grid.chips)) == (1, 2)
    without_state = lists.open(grid.chips[0].remove_url)
    assert [(field.name, field.value) for field in without_state.filters if field.value] == [
        ("person", "oezdemir")
    ]
    assert "sort=what" in grid.chips[0].remove_url
    assert lists.open(grid.clear_url).count == 2


def test_yes_no_and_topics_narrow(any_lists: Lists, any_office: Office) -> None:
    topics = any_office.every(Topic)[:2]
    staff = any_office.staff("verwaltung")
    any_office.counselling_session(topics=topics, worker=staff)
    any_office.counselling_session(topics=topics[1:], worker=staff)
    address = "/admin/counselling_session/?topics="
    assert any_lists.open(address + topics[0].code).count == 1
    assert any_lists.open(address + topics[1].code).count == 2
    any_office.person(interpreter_needed=True)
    address = "/admin/person/?interpreter_needed="
    assert [any_lists.open(address + answer).count for answer in ("yes", "no")] == [1, 2]


def test_a_text_filter_takes_any_spelling(any_lists: Lists, any_office: Office) -> None:
    any_office.partner(name="Fern", town="Köln")
    address = "/admin/partner/?town="
    for typed, count in (("KÖLN", 1), ("koeln", 1), ("Kölln", 0), ("%25", 0)):
        assert any_lists.open(address + typed).count == count


def test_the_audit_trail_is_filtered_by_record_number(any_lists: Lists, any_office: Office) -> None:
    printed = {"at": NOW, "action": AuditAction.PRINTED, "table_name": "goal"}
    for number in (7, 77):
        any_office.add(AuditEntry(record_id=number, **printed))
    address = "/admin/audit_entry/?action=PRINTED&record_id="
    assert [any_lists.open(address + number).count for number in ("7", "77", "8")] == [1, 1, 0]


def test_a_name_filter_tells_nothing_that_one_may_not_read(
    app: Flask, office: Office, client_as: Sign
) -> None:
    office.task(person=office.person(family_name="Haddad", azr_no="240101123456"))
    worker = Lists(app, client_as(Role.SOCIAL_WORKER))
    assert worker.open(f"{TASKS}?person=haddad").count == 1
    assert worker.open(f"{TASKS}?worker=albrecht+nora").count == 1
    assert worker.open(f"{TASKS}?worker=sozialarbeit").count == 0  # a user name


def test_the_page_of_a_person_leads_to_all_talks_and_to_the_family(
    client_as: Sign, office: Office
) -> None:
    person, other = office.person(family_name="Vielrede"), office.person()
    household = office.household(person)
    office.counselling_session(person)
    crowd(office, CounsellingSession, 52)
    office.counselling_session(other)
    client, file = client_as(Role.SOCIAL_WORKER), "/admin/person/file"
    family = client.get(f"{file}/household/?id={person.id}").text
    assert f"/admin/household/details/?id={household.id}" in family
    page = client.get(f"{file}/talks/?id={person.id}").text
    way = f"/admin/counselling_session/?person_id={person.id}"
    assert way in page
    shown = client.get(way).text
    assert ("von 52" in shown, "Person: Vielrede, Ada" in shown) == (True, True)
    assert client.get("/admin/counselling_session/?person_id=1%201").status_code == 400


def test_a_worker_lists_the_people_she_is_responsible_for(client_as: Sign, office: Office) -> None:
    office.responsibility(office.person(family_name="Meine"))
    office.responsibility(office.person(family_name="Fremde"), "sozialarbeit2")
    shown = client_as(Role.SOCIAL_WORKER).get("/admin/person/?responsible=nora+albrecht").text
    assert ("Meine" in shown, "Fremde" in shown) == (True, False)

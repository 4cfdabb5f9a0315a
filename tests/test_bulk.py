"""Bulk edit: one value for many records, with the form's rules, undone as one."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Text, select
from werkzeug.test import TestResponse

from admin_views import bulk
from models import Person, Responsibility, Task
from models.audit_entry import AuditAction, AuditEntry
from models.base import Record
from models.change_step import ChangeStep, StepKind
from models.permissions import DataClass, Role
from models.person import CaseStatus
from models.task import TaskState
from tests.asking import post
from tests.conftest import Sign
from tests.factories import TODAY, Office
from tests.lists import crowd, views_of

CLOSED = {DataClass.NOTE, DataClass.HEALTH, DataClass.PROTECTED}


class Desk:
    """Somebody who ticks rows of a list and goes through the pages that follow."""

    def __init__(self, client: FlaskClient, table: str) -> None:
        self.client = client
        self.url = f"/admin/{table}/bulk/"
        self.table = table

    def send(self, fields: Mapping[str, Any], query: str = "") -> TestResponse:
        return post(self.client, f"{self.url}{query}", **fields)

    def tick(self, field: str, *records: Record, **more: Any) -> TestResponse:
        return self.send({"field": field, "ids": [str(record.id) for record in records], **more})

    def preview(self, field: str, value: str, *records: Record) -> TestResponse:
        rows = rows_of(self.tick(field, *records))
        return self.send({"field": field, "rows": rows, field: value, "stage": "show"})

    def change(self, field: str, value: str, *records: Record, **more: Any) -> TestResponse:
        """All three pages; the answer is the list with its message."""
        rows = rows_of(self.preview(field, value, *records))
        sent = {"field": field, "rows": rows, field: value, "stage": "do", **more}
        answer = self.send(sent)
        return self.client.get(answer.location) if answer.status_code == 302 else answer


def rows_of(answer: TestResponse) -> str:
    found = re.search(r'name="rows" value="([^"]*)"', answer.text)
    assert found, answer.text[-3000:]
    return found.group(1)


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.SOCIAL_WORKER), "task")


@pytest.fixture
def people(client_as: Sign) -> Desk:
    return Desk(client_as(Role.SOCIAL_WORKER), "person")


def test_three_tasks_are_put_off_at_once(desk: Desk, office: Office) -> None:
    tasks = [office.task(what=f"Nr. {number}", due_on=TODAY) for number in range(3)]
    shown = desk.preview("due_on", "+14", *tasks).text
    assert "3 Datensätze werden geändert" in shown
    assert "07.12.2026" in shown
    assert "23.11.2026" in shown  # what stands there now
    assert {task.due_on for task in office.every(Task)} == {TODAY}  # nothing happened yet
    page = desk.change("due_on", "+14", *tasks).text
    assert "Fällig: 3 Datensätze geändert." in page
    assert 'href="/admin/change_step/"' in page
    assert {task.due_on for task in office.every(Task)} == {TODAY + timedelta(days=14)}


def test_each_record_has_its_row_in_the_trail_and_all_are_one_step(
    desk: Desk, office: Office
) -> None:
    tasks = [office.task(what=f"Nr. {number}") for number in range(3)]
    desk.change("state", "DONE", *tasks)
    wanted = select(AuditEntry).where(
        AuditEntry.table_name == "task", AuditEntry.action == AuditAction.CHANGED
    )
    entries = office.every(wanted)
    assert sorted(entry.record_id or 0 for entry in entries) == [task.id for task in tasks]
    assert {entry.staff_id for entry in entries} == {office.staff("sozialarbeit").id}
    made = office.only(ChangeStep)
    assert (made.kind, made.table_name, made.count) == (StepKind.BULK, "task", 3)


def test_a_bulk_edit_is_taken_back_as_one(desk: Desk, office: Office) -> None:
    tasks = [office.task(what="a"), office.task(what="b", state=TaskState.IN_PROGRESS)]
    desk.change("state", "POSTPONED", *tasks)
    post(desk.client, f"/admin/change_step/undo/?id={office.only(ChangeStep).id}")
    assert [task.state for task in office.every(select(Task).order_by(Task.id))] == [
        TaskState.OPEN, TaskState.IN_PROGRESS,
    ]  # fmt: skip


def test_old_values_are_counted(people: Desk, office: Office) -> None:
    states = [CaseStatus.NEW, CaseStatus.NEW, CaseStatus.DORMANT, CaseStatus.ACTIVE]
    persons = [office.person(case_status=state) for state in states]
    shown = people.preview("case_status", "ACTIVE", *persons).text
    assert "3 verschiedene Werte: neu (2), " in shown
    assert "3 Datensätze werden geändert" in shown
    assert "1 hat diesen Wert schon" in shown


def test_a_row_that_breaks_a_rule_is_named_and_the_others_go_on(desk: Desk, office: Office) -> None:
    done = office.task(what="fertig", state=TaskState.DONE, done_on=TODAY)
    plain = office.task(what="offen")
    shown = desk.preview("state", "IN_PROGRESS", done, plain)
    assert "fertig" in shown.text
    assert "Eine offene Aufgabe" in shown.text  # has no day on which it was done
    assert "1 Datensatz wird geändert" in shown.text
    page = desk.change("state", "IN_PROGRESS", done, plain, others="1").text
    assert "Nicht geändert: fertig" in page
    assert [task.state for task in office.every(select(Task).order_by(Task.id))] == [
        TaskState.DONE, TaskState.IN_PROGRESS,
    ]  # fmt: skip
    assert office.only(ChangeStep).count == 1


def test_what_the_form_refuses_is_refused_here(desk: Desk, office: Office) -> None:
    task = office.task()
    for field, value in (("due_on", "31.02.2026"), ("state", "GONE"), ("worker", "999999")):
        answer = desk.preview(field, value, task)
        assert answer.status_code == 422, field
        assert 'class="error"' in answer.text, field
    assert office.fresh(task).version == task.version


def test_who_saved_meanwhile_is_not_overwritten(desk: Desk, office: Office) -> None:
    first, second = office.task(what="eins"), office.task(what="zwei")
    rows = rows_of(desk.preview("due_on", "1.12.26", first, second))
    first.due_on = date(2026, 12, 24)
    office.session.commit()
    sent = {"field": "due_on", "rows": rows, "due_on": "1.12.26", "stage": "do"}
    told = desk.send(sent)
    assert told.status_code == 200  # asked again, with the name of the row
    assert "eins: Inzwischen hat jemand anderes" in told.text
    assert {task.due_on for task in office.every(Task)} == {date(2026, 12, 24), None}
    desk.send({**sent, "others": "1"})
    assert [task.due_on for task in office.every(select(Task).order_by(Task.id))] == [
        date(2026, 12, 24), date(2026, 12, 1),
    ]  # fmt: skip


def test_two_clicks_change_once(desk: Desk, office: Office) -> None:
    task = office.task()
    rows = rows_of(desk.preview("state", "DONE", task))
    sent = {"field": "state", "rows": rows, "state": "DONE", "stage": "do"}
    pages = [desk.client.get(desk.send(sent).location).text for _ in range(2)]
    assert "1 Datensatz geändert" in pages[0]
    assert "hatten diesen Wert schon" in pages[1]
    assert len(office.every(ChangeStep)) == 1


def test_all_rows_of_the_filter_are_changed_and_no_other(people: Desk, office: Office) -> None:
    for status in (CaseStatus.NEW, CaseStatus.NEW, CaseStatus.DORMANT):
        office.person(case_status=status)
    query = "?case_status=NEW&size=25"
    asked = people.send({"field": "interpreter_needed", "reach": "all"}, query)
    rows = rows_of(asked)
    assert len(rows.split()) == 2
    assert "/admin/person/bulk/?case_status=NEW" in asked.text  # the way back keeps the filter
    sent = {"field": "interpreter_needed", "rows": rows, "interpreter_needed": "yes"}
    answer = people.send({**sent, "stage": "do"}, query)
    assert "case_status=NEW" in answer.location
    wanted = select(Person).order_by(Person.id)
    assert [person.interpreter_needed for person in office.every(wanted)] == [True, True, False]


def test_more_rows_than_can_be_checked_are_refused(
    people: Desk, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST", 5)
    office.person()
    crowd(office, Person, 30)
    answer = people.send({"field": "case_status", "reach": "all"})
    page = people.client.get(answer.location).text
    assert "Mehr als 5 Zeilen" in page
    assert "höchstens 5" in people.client.get("/admin/person/?size=25").text


def test_nothing_ticked_is_said(desk: Desk) -> None:
    page = desk.client.get(desk.send({"field": "state"}).location).text
    assert "Kreuzen Sie die Zeilen an" in page


def test_rows_of_others_are_neither_shown_nor_changed(desk: Desk, office: Office) -> None:
    person = office.person(family_name="Fremd")
    office.responsibility(person, "sozialarbeit2")
    other = office.task(what="Geheime Sache", person=person, worker=office.staff("sozialarbeit2"))
    own = office.task(what="Meine Sache")
    asked = desk.tick("state", own, other)
    assert "Geheime Sache" not in asked.text
    assert rows_of(asked) == f"{own.id}:{own.version}"
    forged = f"{own.id}:{own.version} {other.id}:{other.version}"
    sent = {"field": "state", "rows": forged, "state": "DONE", "stage": "do", "others": "1"}
    page = desk.client.get(desk.send(sent).location).text
    assert "Geheime Sache" not in page
    assert office.fresh(other).state is TaskState.OPEN
    wanted = select(AuditEntry).where(AuditEntry.action == AuditAction.REFUSED)
    assert {entry.record_id for entry in office.every(wanted)} == {other.id}


@pytest.mark.parametrize("field", ["what", "note", "person", "id", "version", "is_closed", "x", ""])
def test_only_declared_fields_can_be_changed(desk: Desk, office: Office, field: str) -> None:
    assert desk.tick(field, office.task()).status_code == 404


@pytest.mark.parametrize("rows", ["x", "1", "1:1;2:2", "1:1 " * 3, "9" * 12 + ":1", "' OR 1=1"])
def test_forged_marks_change_nothing(desk: Desk, office: Office, rows: str) -> None:
    task = office.task()
    sent = {"field": "state", "rows": rows, "state": "DONE", "stage": "do"}
    assert desk.send(sent).status_code in (200, 302)
    assert office.fresh(task).version == task.version


def test_whoever_may_not_edit_has_no_ticks(client_as: Sign, office: Office) -> None:
    office.person()
    lead = client_as(Role.TEAM_LEAD)
    assert 'name="ids"' not in lead.get("/admin/person/").text
    assert Desk(lead, "person").send({"field": "case_status"}).status_code == 403
    assert 'name="ids"' in client_as(Role.SOCIAL_WORKER).get("/admin/person/").text


def test_no_list_lets_notes_secrets_or_states_be_changed_in_bulk(app: Flask) -> None:
    for view in views_of(app):
        for name in view.bulk_fields:
            assert name in view.form_scaffold_columns, (view.endpoint, name)
            assert view.model.class_of(name) not in CLOSED, (view.endpoint, name)
            column = getattr(view.model, name)
            assert not isinstance(getattr(column, "type", None), Text), (view.endpoint, name)
            relation = view.model.__mapper__.relationships.get(name)
            assert relation is None or not relation.uselist, (view.endpoint, name)
    names = {view.endpoint: set(view.bulk_fields) for view in views_of(app)}
    assert not names["person"] & set(Person.PROTECTED_FIELDS)
    assert "state" not in names["eviction_case"]
    assert names["staff"] == set()


def test_every_bulk_field_opens_its_page(app: Flask, office: Office, client_as: Sign) -> None:
    """For each field somebody may change: the very input of the form."""
    office.responsibility(office.person())
    client = client_as(Role.SOCIAL_WORKER)
    for table, record in (
        ("person", office.only(Person)),
        ("responsibility", office.only(Responsibility)),
    ):
        view = next(view for view in views_of(app) if view.endpoint == table)
        for name in view.bulk_fields:
            page = Desk(client, table).tick(name, record)
            assert page.status_code == 200, name
            assert f'name="{name}"' in page.text, name


def test_a_case_load_is_handed_over_at_once(client_as: Sign, office: Office) -> None:
    cases = [office.responsibility(office.person(family_name=f"Fall{n}")) for n in range(2)]
    desk = Desk(client_as(Role.SOCIAL_WORKER), "responsibility")
    desk.change("worker", str(office.staff("sozialarbeit2").id), *cases)
    assert {case.worker_id for case in office.every(Responsibility)} == {
        office.staff("sozialarbeit2").id
    }

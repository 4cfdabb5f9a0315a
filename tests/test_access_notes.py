"""Counselling notes: no path leads to them but the worker's own, or a stated reason."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import String, Text, inspect

from admin_views.base import RecordView
from models import (
    Appointment,
    AuditEntry,
    ContactAttempt,
    CounsellingSession,
    Document,
    DocumentSignature,
    EvictionCase,
    Goal,
    GoalAgreement,
    GoalStep,
    SessionAttendee,
    StoredFile,
    Task,
)
from models.audit_entry import AuditAction
from models.base import Record
from models.catalogue import Catalogue, Topic
from models.contact_attempt import AttemptKind, AttemptResult
from models.document_signature import Party, SignatureKind
from models.permissions import DataClass, Role
from tests.conftest import NOW, Sign, token_of
from tests.factories import TODAY, Office

SECRET = "Silberdistel"  # the first word of every note; what it finds must be nothing
CONFESSION = "Zwetschgenmus"  # its second word; must stand on no page
NOTE = f"{SECRET} {CONFESSION}"
OTHERS = [role for role in Role if role is not Role.SOCIAL_WORKER]
NOTED = (
    *(CounsellingSession, SessionAttendee, Task, GoalAgreement, Goal, GoalStep),
    *(Document, DocumentSignature, StoredFile, Appointment),
    *(EvictionCase, ContactAttempt),
)


def filled(model: type[Record]) -> dict[str, str]:
    """Every text field of the class, with the note in it."""
    columns = inspect(model).column_attrs
    return {
        column.key: NOTE
        for column in columns
        if type(column.columns[0].type) in (String, Text)
        and model.class_of(column.key) is DataClass.NOTE
    }


@pytest.fixture
def talk(office: Office) -> int:
    """The key of a talk, an agreement and all that hangs on them; every table's first record."""
    office.stay(person := office.person(phone="02129 555"))
    attendees = [SessionAttendee(**filled(SessionAttendee))]
    tasks = [Task(person=person, worker=office.staff(), **filled(Task))]
    session = office.counselling_session(
        person,
        attendees=attendees,
        tasks=tasks,
        topics=[office.entry(Topic)],
        **filled(CounsellingSession),
    )
    office.appointment(person=person, **filled(Appointment))
    agreement = office.goal_agreement(person, session=session, **filled(GoalAgreement))
    signature = DocumentSignature(
        line=0,
        party=Party.CLIENT,
        kind=SignatureKind.INK,
        signed_at=NOW,
        **{**filled(DocumentSignature), "document_hash": "0" * 64},
    )
    document = office.document(session, signatures=[signature], **filled(Document))
    document.files[0].label = NOTE
    office.session.commit()
    office.goal(agreement, steps=[GoalStep(**filled(GoalStep))], **filled(Goal))
    tried = ContactAttempt(tried_on=TODAY, kind=AttemptKind.VISIT, result=AttemptResult.INVITED)
    tried.remark = NOTE
    office.eviction_case(person, contact_attempts=[tried], **filled(EvictionCase))
    assert {min(record.id for record in office.every(model)) for model in NOTED} == {1}
    return 1


def test_every_field_of_a_note_is_planted() -> None:
    assert {"reason", "since_last", "content", "agreements", "interpreter"} <= set(
        filled(CounsellingSession)
    )
    assert {"what", "note", "doer_name"} <= set(filled(Task))
    assert {"what", "starting_point", "contribution_client"} <= set(filled(Goal))
    assert {"note", "agreement"} == set(filled(EvictionCase))
    assert {"remark"} == set(filled(ContactAttempt))


def views_of(app: Flask) -> list[RecordView]:
    return [view for view in app.extensions["admin"][0]._views if isinstance(view, RecordView)]


def addresses(view: RecordView) -> Iterator[str]:
    """Every page of a grid, allowed or not; where notes lie, every way to ask it as well."""
    base = f"/admin/{view.endpoint}/"
    yield from (base, f"{base}details/?id=1", f"{base}cells/panel/?id=1", f"{base}export/csv/")
    if issubclass(view.model, Catalogue):
        return
    yield from (f"{base}new/", f"{base}edit/?id=1", f"{base}delete/?id=1")
    yield from (
        f"{base}1/{paper}.pdf"
        for paper in ("protocol", "agreement", "case_sheet", "slip")
        if hasattr(view, paper)
    )
    yield from questions(view, base)


def questions(view: RecordView, base: str) -> Iterator[str]:
    """Search, pickers, order and filters, asked for the first word of the notes."""
    yield f"{base}?search={SECRET}"
    yield from (
        f"{base}ajax/lookup/?name={name}&query={SECRET}" for name in sorted(view._form_ajax_refs)
    )
    for name in sorted(filled(view.model)):
        yield from (f"{base}?sort={name}&desc=1", f"{base}?{name}={SECRET}")


@pytest.mark.parametrize("role", OTHERS)
def test_no_page_of_another_role_shows_a_word_of_a_note(
    client_as: Sign, app: Flask, talk: int, role: Role
) -> None:
    client = client_as(role)
    told = [
        url
        for view in views_of(app)
        for url in ("/admin/", *addresses(view))
        if CONFESSION in client.get(url).text
    ]
    assert told == []


@pytest.mark.parametrize("role", OTHERS)
def test_no_question_betrays_what_a_note_holds(
    client_as: Sign, app: Flask, talk: int, role: Role
) -> None:
    client, other = client_as(role), "Nirgendwort"
    for view in views_of(app):
        for url in questions(view, f"/admin/{view.endpoint}/"):
            if SECRET in url and client.get(url).status_code == 200:
                assert plain(client, url) == plain(client, url.replace(SECRET, other)), url


def plain(client: FlaskClient, url: str) -> str:
    """Status and text of a page without the words that were asked for."""
    answer = client.get(url)
    text = re.sub(r'name="csrf_token"[^>]*>', "", answer.text)
    return f"{answer.status_code} {re.sub(f'{SECRET}|Nirgendwort', '', text)}"


def test_the_worker_of_the_case_reads_the_note(client_as: Sign, talk: int) -> None:
    page = client_as(Role.SOCIAL_WORKER).get("/admin/counselling_session/details/?id=1").text
    assert page.count(CONFESSION) >= len(filled(CounsellingSession))


def test_the_audit_trail_names_fields_and_no_note(
    client_as: Sign, office: Office, talk: int
) -> None:
    worker = client_as(Role.SOCIAL_WORKER)
    token = token_of(worker.get("/admin/task/edit/?id=1").text)
    sent = {"what": NOTE, "note": f"{NOTE} 2", "doer": "CLIENT", "state": "OPEN", "version": "1"}
    answer = worker.post("/admin/task/edit/?id=1", data={**sent, "csrf_token": token})
    assert answer.status_code == 302, answer.text[:500]
    changed = [row for row in office.every(AuditEntry) if row.action is AuditAction.CHANGED]
    assert "note" in (changed[-1].fields or "")
    assert not any(SECRET in f"{row.fields} {row.detail}" for row in office.every(AuditEntry))
    officer = client_as(Role.DATA_PROTECTION_OFFICER)
    assert CONFESSION not in officer.get("/admin/audit_entry/").text
    assert CONFESSION not in officer.get("/admin/audit_entry/export/csv/").text


def state_reason(client: FlaskClient, url: str, reason: str = "Beschwerde vom 20.11.") -> None:
    token = token_of(client.get(f"{url}details/?id=1").text)
    sent = {"reason": reason, "csrf_token": token}
    assert client.post(f"{url}reason/?id=1", data=sent).status_code == 302


@pytest.mark.parametrize(
    "stem", ["counselling_session", "goal_agreement", "goal", "task", "eviction_case"]
)
def test_the_lead_reads_a_note_for_a_stated_reason(
    client_as: Sign, office: Office, talk: int, stem: str
) -> None:
    client, url = client_as(Role.TEAM_LEAD), f"/admin/{stem}/"
    assert CONFESSION not in client.get(f"{url}details/?id=1").text
    state_reason(client, url)
    assert CONFESSION in client.get(f"{url}details/?id=1").text
    stated = [row for row in office.every(AuditEntry) if row.action is AuditAction.REASON_STATED]
    assert [(row.table_name, row.record_id, row.detail) for row in stated] == [
        (stem, 1, "Beschwerde vom 20.11.")
    ]
    assert {row.staff_id for row in stated} == {office.staff("leitung").id}


def test_the_reason_opens_this_record_for_an_hour_and_no_list(
    client_as: Sign, app: Flask, office: Office, talk: int
) -> None:
    office.counselling_session(office.person(), content=NOTE)
    client, url = client_as(Role.TEAM_LEAD), "/admin/counselling_session/"
    assert client.get(f"{url}1/protocol.pdf").status_code == 403
    state_reason(client, url)
    assert client.get(f"{url}1/protocol.pdf").status_code == 200
    for closed in ("details/?id=2", "", "export/csv/", "?sort=reason", f"?search={SECRET}"):
        assert CONFESSION not in client.get(f"{url}{closed}").text, closed
    assert client.get(f"{url}2/protocol.pdf").status_code == 403
    app.config["CLOCK"] = lambda: NOW + timedelta(minutes=59)
    assert CONFESSION in client.get(f"{url}details/?id=1").text
    app.config["CLOCK"] = lambda: NOW + timedelta(minutes=61)
    client = client_as(Role.TEAM_LEAD)
    assert CONFESSION not in client.get(f"{url}details/?id=1").text
    assert client.get(f"{url}1/protocol.pdf").status_code == 403


def test_the_reason_of_another_opens_nothing(client_as: Sign, office: Office, talk: int) -> None:
    for name in ("verwaltung", "hausmeister", "datenschutz"):
        stated = {"staff": office.staff(name), "action": AuditAction.REASON_STATED, "detail": "x"}
        office.add(AuditEntry(at=NOW, table_name="counselling_session", record_id=1, **stated))
    for role in OTHERS:
        page = client_as(role).get("/admin/counselling_session/details/?id=1")
        assert page.status_code == (200 if role is Role.TEAM_LEAD else 403), role
        assert CONFESSION not in page.text


@pytest.mark.parametrize("reason", ["", "   ", "weil", "x" * 9, "          x         "])
def test_a_reason_is_more_than_a_word(client_as: Sign, talk: int, reason: str) -> None:
    client, url = client_as(Role.TEAM_LEAD), "/admin/counselling_session/"
    state_reason(client, url, reason)
    assert CONFESSION not in client.get(f"{url}details/?id=1").text


def test_the_lead_can_change_no_note_even_for_a_reason(
    client_as: Sign, office: Office, talk: int
) -> None:
    client, url = client_as(Role.TEAM_LEAD), "/admin/counselling_session/"
    state_reason(client, url)
    token = token_of(client.get("/admin/").text)
    for page in ("edit", "delete"):
        answer = client.post(
            f"{url}{page}/?id=1", data={"content": "geändert", "id": "1", "csrf_token": token}
        )
        assert answer.status_code == 403
    assert office.only(CounsellingSession).content == NOTE

"""The audit trail: one row for each deed, no values in it, and nobody changes it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Table, delete, insert, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models import AuditEntry, Household, Partner, Person, SignIn, Staff
from models.acting import Acting, acting_as
from models.audit_entry import AuditAction, UnauditedWrite, record_read
from models.base import db
from models.permissions import Role
from tests.asking import post
from tests.conftest import NOW, PASSWORD, Sign, token_of
from tests.factories import Office

WORKER, LEAD, OFFICER = Role.SOCIAL_WORKER, Role.TEAM_LEAD, Role.DATA_PROTECTION_OFFICER
TALK = "counselling_session"


def trail(office: Office) -> Callable[[], list[AuditEntry]]:
    """The rows written since this call, or since they were last asked for."""
    seen = {row.id for row in office.every(AuditEntry)}

    def fresh() -> list[AuditEntry]:
        rows = [row for row in office.every(AuditEntry) if row.id not in seen]
        seen.update(row.id for row in rows)
        office.session.expunge_all()
        return rows

    return fresh


def told(rows: list[AuditEntry]) -> list[tuple[AuditAction, str | None, int | None]]:
    return [(row.action, row.table_name, row.record_id) for row in rows]


def test_creating_changing_and_deleting_leave_one_row_each(client_as: Sign, office: Office) -> None:
    worker, client = office.staff().id, client_as(Role.SOCIAL_WORKER)
    since = trail(office)
    sent = {"label": "Familie Geheim"}
    assert post(client, "/admin/household/new/", **sent).status_code == 302
    made = since()
    key = office.only(Household).id
    changed = {"label": "Familie Neu", "version": "1"}
    office.session.rollback()
    assert post(client, f"/admin/household/edit/?id={key}", **changed).status_code == 302
    altered = since()
    assert post(client, f"/admin/household/delete/?id={key}", id=str(key)).status_code == 302
    gone = since()
    assert [told(made), told(altered), told(gone)] == [
        [(AuditAction.CREATED, "household", key)],
        [(AuditAction.CHANGED, "household", key)],
        [(AuditAction.DELETED, "household", key)],
    ]
    rows = [*made, *altered, *gone]
    assert [row.fields for row in rows] == ["label", "label", None]
    assert {(row.staff_id, row.at) for row in rows} == {(worker, NOW)}
    assert not any("Familie" in f"{row.fields} {row.detail}" for row in rows)


def test_saving_without_a_change_leaves_no_row(client_as: Sign, office: Office) -> None:
    office.household(label="Familie Beispiel")
    client = client_as(Role.SOCIAL_WORKER)
    since = trail(office)
    sent = {"label": "Familie Beispiel", "version": "1"}
    assert post(client, "/admin/household/edit/?id=1", **sent).status_code == 302
    assert told(since()) == []


@pytest.mark.parametrize(
    ("role", "url", "deed"),
    [
        (WORKER, "person/details/?id=1", (AuditAction.READ, "person", 1)),
        (WORKER, f"{TALK}/1/protocol.pdf", (AuditAction.PRINTED, TALK, 1)),
        (WORKER, "goal_agreement/1/agreement.pdf", (AuditAction.PRINTED, "goal_agreement", 1)),
        (LEAD, f"{TALK}/1/protocol.pdf", (AuditAction.REFUSED, TALK, 1)),
        (LEAD, f"{TALK}/export/xlsx/", (AuditAction.EXPORTED, TALK, None)),
        (LEAD, "person/export/csv/", (AuditAction.EXPORTED, "person", None)),
        (Role.CARETAKER, f"{TALK}/details/?id=1", (AuditAction.REFUSED, TALK, None)),
        (OFFICER, "audit_entry/details/?id=1", (AuditAction.READ, "audit_entry", 1)),
    ],
)  # fmt: skip
def test_looking_printing_taking_out_and_being_refused_leave_one_row_each(
    client_as: Sign, office: Office, role: Role, url: str, deed: tuple[object, ...]
) -> None:
    person = office.person(family_name="Geheimname")
    office.goal_agreement(person, session=office.counselling_session(person))
    client = client_as(role)
    since = trail(office)
    client.get(f"/admin/{url}")
    rows = since()
    assert told(rows) == [deed]
    assert rows[0].at == NOW
    assert rows[0].staff_id is not None
    assert "Geheim" not in f"{rows[0].fields} {rows[0].detail}"


def test_opening_the_form_of_a_record_is_reading_it(client_as: Sign, office: Office) -> None:
    office.counselling_session()
    client = client_as(Role.SOCIAL_WORKER)
    since = trail(office)
    client.get("/admin/counselling_session/edit/?id=1")
    assert told(since()) == [(AuditAction.READ, "counselling_session", 1)]


def test_an_export_says_what_and_how_much(client_as: Sign, office: Office) -> None:
    office.person()
    client = client_as(Role.TEAM_LEAD)
    since = trail(office)
    client.get("/admin/person/export/csv/?search=Beispiel")
    assert [row.detail for row in since()] == ["csv, 1, search"]  # never the words searched


def test_a_list_and_a_picker_leave_no_row_per_record(client_as: Sign, office: Office) -> None:
    office.person()
    client = client_as(Role.SOCIAL_WORKER)
    since = trail(office)
    for url in ("", "person/", "person/?search=Beispiel", "task/ajax/lookup/?name=person&query=b"):
        assert client.get(f"/admin/{url}").status_code == 200
    assert told(since()) == []


def test_signing_in_out_and_failing_leave_one_row_each(app: Flask, office: Office) -> None:
    since, client = trail(office), app.test_client()
    token = token_of(client.get("/login").text)
    sent = {"username": "leitung", "csrf_token": token}
    client.post("/login", data={**sent, "password": "falsch-falsch"})
    failed = since()
    client.post("/login", data={**sent, "password": PASSWORD})
    entered = since()
    assert post(client, "/logout").status_code == 302
    left, lead = since(), office.staff("leitung").id
    assert told(failed) == [(AuditAction.SIGN_IN_FAILED, None, None)]
    assert told(entered) == [(AuditAction.SIGNED_IN, None, None)]
    assert told(left) == [(AuditAction.SIGNED_OUT, None, None)]
    assert [row.staff_id for row in (*failed, *entered, *left)] == [None, lead, lead]
    assert "falsch" not in f"{failed[0].fields} {failed[0].detail}"


def test_ending_the_sign_in_of_another_leaves_a_row(client_as: Sign, office: Office) -> None:
    client_as(Role.CARETAKER)
    admin = client_as(Role.SYSTEM_ADMIN)
    key = office.every(SignIn)[0].id
    since = trail(office)
    assert post(admin, f"/admin/sign_in/delete/?id={key}", id=str(key)).status_code == 302
    assert told(since()) == [(AuditAction.DELETED, "sign_in", key)]


def test_the_password_is_named_and_never_kept(client_as: Sign, office: Office) -> None:
    admin, key = client_as(Role.SYSTEM_ADMIN), office.staff("hausmeister").id
    office.session.commit()
    since = trail(office)
    sent = {
        "username": "hausmeister",
        "display_name": "Rolf Ziegler",
        "active": "y",
        "version": "1",
    }
    url = f"/admin/staff/edit/?id={key}"
    answer = post(admin, url, **sent, password="Eisvogel-am-Bach-3")
    assert answer.status_code == 302, answer.text[-800:]
    rows = [row for row in since() if row.table_name == "staff"]
    assert [(row.action, row.record_id) for row in rows] == [(AuditAction.CHANGED, key)]
    assert "password" in (rows[0].fields or "")
    assert "Eisvogel" not in str([(row.fields, row.detail) for row in rows])


def test_a_record_and_its_row_stand_or_fall_together(any_app: Flask) -> None:
    with any_app.app_context(), acting_as(Acting(now=NOW)):
        before = db.session.query(AuditEntry).count()
        db.session.add(Person(family_name="Vergangen"))
        db.session.flush()
        assert db.session.query(AuditEntry).count() == before + 1
        db.session.rollback()
        assert db.session.query(AuditEntry).count() == before
        db.session.rollback()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET staff_id = NULL",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_entry WHERE id = 1",
    ],
)
def test_no_row_is_changed_or_deleted(any_app: Flask, any_office: Office, statement: str) -> None:
    any_office.person()
    before = [(row.id, row.staff_id) for row in any_office.every(AuditEntry)]
    with any_app.app_context(), db.engine.connect() as connection:
        with pytest.raises(DBAPIError, match="audit rows cannot be changed"):
            connection.execute(text(statement))
        connection.rollback()
    assert [(row.id, row.staff_id) for row in any_office.every(AuditEntry)] == before


@pytest.mark.postgres
def test_the_table_cannot_be_emptied_at_once(postgres_app: Flask) -> None:
    with postgres_app.app_context(), db.engine.connect() as connection:
        db.create_all()
        with pytest.raises(DBAPIError, match="audit rows cannot be changed"):
            connection.execute(text("TRUNCATE audit_entry"))
        connection.rollback()


@pytest.mark.parametrize(
    "write",
    [
        update(Person).values(family_name="X"),
        delete(Person),
        insert(Person).values(family_name="X"),
        update(Person.__table__).values(family_name="X"),
        delete(Staff).where(Staff.id == 1),
    ],
)
def test_a_bulk_write_through_the_session_is_refused(office: Office, write: object) -> None:
    office.person()
    with pytest.raises(UnauditedWrite):
        office.session.execute(write)
    office.session.rollback()
    assert office.only(Person).family_name == "Beispiel"


def test_the_old_ways_of_bulk_writing_are_refused_too(office: Office) -> None:
    office.person()
    session: Session = office.session
    with pytest.raises(UnauditedWrite):
        session.query(Person).delete()
    with pytest.raises(UnauditedWrite):
        session.query(Partner).update({"name": "X"})
    session.rollback()


@pytest.mark.parametrize(
    "url", ["person/details/?id=1", "person/export/csv/", "counselling_session/1/protocol.pdf"]
)
def test_what_cannot_be_noted_is_not_shown(
    client_as: Sign, app: Flask, office: Office, url: str
) -> None:
    office.counselling_session(office.person(family_name="Verborgen"))
    client = client_as(Role.SOCIAL_WORKER)
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(
            text(
                "CREATE TRIGGER full BEFORE INSERT ON audit_entry "
                "BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
            )
        )
    answer = client.get(f"/admin/{url}")
    assert answer.status_code == 500
    assert not {
        word for word in ("Verborgen", "audit_entry", "disk is full") if word in answer.text
    }
    assert answer.mimetype == "text/html"


def test_a_change_that_cannot_be_noted_is_not_made(
    client_as: Sign, app: Flask, office: Office
) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    with app.app_context(), db.engine.begin() as connection:
        table: Table = AuditEntry.__table__
        connection.execute(text(f"ALTER TABLE {table.name} RENAME TO elsewhere"))
    assert post(client, "/admin/household/new/", label="Familie Beispiel").status_code == 500
    assert office.every(Household) == []


def test_a_reading_is_noted_with_who_and_when(app: Flask, office: Office) -> None:
    lead = office.staff("leitung").id
    later = NOW + timedelta(hours=2)
    since = trail(office)
    with app.app_context(), acting_as(Acting(lead, frozenset({Role.TEAM_LEAD}), later)):
        record_read(AuditAction.READ, "person", 5, detail="x" * 500)
    row = since()[0]
    assert (row.staff_id, row.at, row.record_id, row.detail) == (lead, later, 5, "x" * 200)


def test_only_the_officer_opens_the_trail_and_nobody_writes_it(client_as: Sign) -> None:
    officer = client_as(Role.DATA_PROTECTION_OFFICER)
    page = officer.get("/admin/audit_entry/")
    assert page.status_code == 200
    assert not {
        word for word in ("/new/", "/edit/", "/delete/") if f"audit_entry{word}" in page.text
    }
    for url in ("new/", "edit/?id=1", "delete/?id=1"):
        assert post(officer, f"/admin/audit_entry/{url}", detail="x").status_code == 403

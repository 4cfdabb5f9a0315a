"""Drafts: what was typed comes back to whoever typed it, and to nobody else."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select, text

from models import Draft, db
from models.draft import KEPT_FOR, MARKED_FOR, tidy_drafts
from models.permissions import Role
from models.sealing import use_keys
from tests.conftest import NOW, PASSWORD, USERS, office_app, sign_in
from tests.drafts import WORDS, begin, notice_of, talk_url
from tests.factories import Office
from tests.forms import Desk, fields_of, tree_of, typed_over

LATER = timedelta(hours=2)  # longer than a sign-in lives without use


@pytest.fixture
def office(any_office: Office) -> Office:
    """Drafts are tried on both engines."""
    return any_office


@pytest.fixture
def app(any_app: Flask) -> Flask:
    return any_app


@pytest.fixture
def worker(app: Flask) -> FlaskClient:
    return sign_in(app, USERS[Role.SOCIAL_WORKER])


def test_typed_text_is_back_after_signing_in_again(
    app: Flask, worker: FlaskClient, office: Office
) -> None:
    url = talk_url(office)
    begin(worker, url, content=WORDS)
    again = sign_in(app, USERS[Role.SOCIAL_WORKER])
    page = again.get(url)
    assert fields_of(page)["content"] == [WORDS]
    assert "Entwurf vom 23.11.2026 09:30 wiederhergestellt" in notice_of(page)
    assert again.post(url, data=fields_of(page)).status_code == 302
    assert "wiederhergestellt" not in again.get(url).text
    assert WORDS in again.get(url).text


def test_nobody_else_ever_sees_a_draft(app: Flask, worker: FlaskClient, office: Office) -> None:
    person = office.person()
    url = f"/admin/person/edit/?id={person.id}"
    begin(worker, url, town="Geheimstadt")
    key = office.only(Draft).id
    for name in ("sozialarbeit2", USERS[Role.BENEFITS_CLERK]):
        other = sign_in(app, name)
        for address in (url, f"{url}&draft={key}", "/admin/"):
            assert "Geheimstadt" not in other.get(address).text
        token = fields_of(other.get(url))["csrf_token"]
        other.post(url, data={"_discard": office.only(Draft).token, "csrf_token": token})
    assert fields_of(worker.get(url))["town"] == ["Geheimstadt"]


def test_the_database_holds_no_word_of_a_draft(worker: FlaskClient, office: Office) -> None:
    begin(worker, talk_url(office), content=WORDS)
    stored = office.session.execute(text("SELECT * FROM draft")).one()
    assert WORDS.split()[-1] not in " ".join(
        part.decode(errors="replace") if isinstance(part, bytes) else str(part) for part in stored
    )


def test_a_draft_survives_a_restart(
    filled_file: Path, app: Flask, worker: FlaskClient, office: Office
) -> None:
    url = talk_url(office)
    begin(worker, url, content=WORDS)
    restarted = office_app(app.config["SQLALCHEMY_DATABASE_URI"])
    page = sign_in(restarted, USERS[Role.SOCIAL_WORKER]).get(url)
    assert fields_of(page)["content"] == [WORDS]
    with restarted.app_context():
        db.engine.dispose()


def test_without_the_key_the_form_works_and_says_so(worker: FlaskClient, office: Office) -> None:
    url = talk_url(office)
    begin(worker, url, content=WORDS)
    use_keys(["ein-anderer-schluessel-" + "x" * 32])
    page = worker.get(url)
    assert "kann nicht mehr gelesen werden" in notice_of(page)
    sent = fields_of(page)
    assert sent["content"] == ["alt"]
    assert worker.post(url, data={**sent, "content": "neu"}).status_code == 302
    assert office.every(select(Draft.content)) == [None]


def test_notes_of_a_hundred_thousand_signs_are_kept(worker: FlaskClient, office: Office) -> None:
    url, long = talk_url(office), ("Ärger mit Öl. " * 7_142).strip()
    begin(worker, url, content=long, agreements=long)
    sent = fields_of(worker.get(url))
    assert sent["content"] == sent["agreements"] == [long]
    assert worker.post(url, data=sent).status_code == 302


def test_a_form_sent_after_the_sign_in_ran_out_is_kept(
    app: Flask, worker: FlaskClient, office: Office
) -> None:
    url = talk_url(office)
    sent = fields_of(worker.get(url))
    app.config["CLOCK"] = lambda: NOW + LATER
    answer = worker.post(url, data=typed_over(sent, {"content": WORDS}))
    assert (answer.status_code, answer.location.split("?")[0]) == (302, "/login")
    page = worker.get(answer.location)
    assert "als Entwurf" in page.text
    token = tree_of(page).xpath("//input[@name='csrf_token']/@value")[0]
    signed = {"username": USERS[Role.SOCIAL_WORKER], "password": PASSWORD, "csrf_token": token}
    back = worker.post(answer.location, data=signed)
    assert back.location.endswith(url)
    assert fields_of(worker.get(back.location))["content"] == [WORDS]


@pytest.mark.parametrize("how", ["signed out", "never signed in", "account closed"])
def test_nothing_is_kept_for_those_who_are_not_known(
    app: Flask, worker: FlaskClient, office: Office, how: str
) -> None:
    url = talk_url(office)
    sent = fields_of(worker.get(url))
    if how == "signed out":
        worker.post("/logout", data={"csrf_token": sent["csrf_token"][0]})
    if how == "never signed in":
        worker = app.test_client()
    if how == "account closed":
        account = office.staff(USERS[Role.SOCIAL_WORKER])
        account.active = False
        office.session.commit()
    token = tree_of(worker.get("/login")).xpath("//input[@name='csrf_token']/@value")[0]
    answer = worker.post(url, data=typed_over(sent, {"content": WORDS, "csrf_token": token}))
    assert answer.status_code == 302
    assert office.every(Draft) == []


def test_signing_out_leaves_drafts(app: Flask, worker: FlaskClient, office: Office) -> None:
    url = talk_url(office)
    sent = begin(worker, url, content=WORDS)
    worker.post("/logout", data={"csrf_token": sent["csrf_token"][0]})
    page = sign_in(app, USERS[Role.SOCIAL_WORKER]).get(url)
    assert fields_of(page)["content"] == [WORDS]


def test_a_draft_can_be_thrown_away(worker: FlaskClient, office: Office) -> None:
    url = talk_url(office)
    begin(worker, url, content=WORDS)
    page = worker.get(url)
    token = tree_of(page).xpath("//button[@name='_discard']/@value")[0]
    answer = worker.post(url, data={"_discard": token, "csrf_token": fields_of(page)["csrf_token"]})
    assert answer.status_code == 302
    assert fields_of(worker.get(answer.location))["content"] == ["alt"]
    assert office.every(Draft) == []


def test_passwords_are_in_no_draft(app: Flask, office: Office) -> None:
    admin = sign_in(app, USERS[Role.SYSTEM_ADMIN])
    begin(admin, "/admin/staff/new/", username="neu", password="Kranich-am-Teich-9")
    names = dict(office.only(Draft).pairs())
    assert names["username"] == "neu"
    assert not {"password", "csrf_token", "_token"} & set(names)


def test_drafts_go_after_seven_days(
    app: Flask, worker: FlaskClient, office: Office, any_engine: Engine
) -> None:
    url = talk_url(office)
    begin(worker, url, content=WORDS)
    app.config["CLOCK"] = lambda: NOW + KEPT_FOR
    late = sign_in(app, USERS[Role.SOCIAL_WORKER])
    assert fields_of(late.get(url))["content"] == ["alt"]
    with any_engine.begin() as connection:
        assert tidy_drafts(connection, NOW + KEPT_FOR - timedelta(seconds=1)) == 0
        assert tidy_drafts(connection, NOW + KEPT_FOR) == 1
    assert office.every(Draft) == []


def test_marks_of_saved_forms_go_after_a_day(
    worker: FlaskClient, office: Office, any_engine: Engine
) -> None:
    Desk(worker, "person").save({"family_name": "Einmal", "sex": "UNKNOWN"})
    with any_engine.begin() as connection:
        assert tidy_drafts(connection, NOW + MARKED_FOR - timedelta(seconds=1)) == 0
        assert tidy_drafts(connection, NOW + MARKED_FOR) == 1


def test_a_page_without_a_number_of_its_own_keeps_nothing(
    worker: FlaskClient, office: Office
) -> None:
    url = talk_url(office)
    for typed in ({}, {"_token": "x"}, {"_token": "<script>" * 4}):
        sent = typed_over(fields_of(worker.get(url)), {"content": WORDS, **typed})
        if not typed:
            sent.pop("_token")
        assert worker.post(url.replace("edit/", "edit/draft/"), data=sent).status_code == 400
    assert office.every(Draft) == []

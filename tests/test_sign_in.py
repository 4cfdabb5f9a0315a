"""Signing in by user name, what ends a sign-in, and how guessing is slowed down."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from passlib.hash import argon2
from werkzeug.test import TestResponse

from app import create_app
from models import AuditEntry, SignIn, SignInAttempt
from models.audit_entry import AuditAction
from models.base import db
from models.permissions import Role
from models.sign_in import digest
from tests.asking import post
from tests.conftest import NOW, PASSWORD, Sign, sign_in, token_of
from tests.factories import Office

SETTINGS = {"SECRET_KEY": "nur-fuer-tests-" + "k" * 32, "DEMO": True, "TESTING": True}
WRONG = "Falsches-Kennwort-1"


def attempt(client: FlaskClient, username: str, password: str, query: str = "") -> TestResponse:
    token = token_of(client.get("/login").text)
    sent = {"username": username, "password": password, "csrf_token": token}
    return client.post(f"/login{query}", data=sent)


def is_inside(client: FlaskClient) -> bool:
    return client.get("/admin/").status_code == 200


def notice(answer: TestResponse) -> str:
    """The text of the page without token and typed name."""
    main = answer.text.split("<main", 1)[1]
    return "\n".join(line for line in main.splitlines() if "<input" not in line)


def later(app: Flask, **time: int) -> None:
    app.config["CLOCK"] = lambda: NOW + timedelta(**time)


@pytest.mark.parametrize("name", ["leitung", "LEITUNG", "  leitung "])
def test_the_user_name_is_taken_as_people_type_it(app: Flask, name: str) -> None:
    client = app.test_client()
    answer = attempt(client, name, PASSWORD)
    assert (answer.status_code, answer.location) == (302, "/admin/")
    assert is_inside(client)


def test_a_wrong_password_and_an_unknown_name_look_alike(app: Flask, office: Office) -> None:
    client = app.test_client()
    known, unknown = attempt(client, "leitung", WRONG), attempt(client, "niemand", WRONG)
    assert (known.status_code, unknown.status_code) == (200, 200)
    assert notice(known) == notice(unknown)
    assert 'role="alert"' in notice(known)
    assert not is_inside(client)


def test_an_inactive_account_looks_like_a_wrong_password(app: Flask, office: Office) -> None:
    staff = office.staff("leitung")
    staff.active = False
    office.add(staff)
    client = app.test_client()
    inactive = attempt(client, "leitung", PASSWORD)
    assert notice(inactive) == notice(attempt(client, "niemand", WRONG))
    assert not is_inside(client)


@pytest.mark.parametrize("name", ["leitung", "niemand"])
def test_after_five_failures_even_the_right_password_waits(
    app: Flask, office: Office, name: str
) -> None:
    answers = [attempt(app.test_client(), name, WRONG) for _ in range(5)]
    assert len({notice(answer) for answer in answers}) == 1
    waiting = attempt(app.test_client(), name.upper(), PASSWORD)
    assert waiting.status_code == 200
    assert notice(waiting) != notice(answers[0])
    assert len(office.every(SignInAttempt)) == 5


def test_the_account_opens_again_after_a_quarter_of_an_hour(app: Flask) -> None:
    for _ in range(5):
        attempt(app.test_client(), "leitung", WRONG)
    later(app, minutes=14, seconds=59)
    assert attempt(app.test_client(), "leitung", PASSWORD).status_code == 200
    later(app, minutes=15)
    assert attempt(app.test_client(), "leitung", PASSWORD).status_code == 302


def test_four_failures_and_other_peoples_failures_lock_nobody_out(app: Flask) -> None:
    for _ in range(4):
        attempt(app.test_client(), "leitung", WRONG)
    for _ in range(6):
        attempt(app.test_client(), "leistung", WRONG)
    assert attempt(app.test_client(), "leitung", PASSWORD).status_code == 302


def test_who_keeps_guessing_does_not_lengthen_the_wait(app: Flask) -> None:
    for minutes in (0, 0, 0, 0, 0, 5, 10, 14):
        later(app, minutes=minutes)
        attempt(app.test_client(), "leitung", WRONG)
    later(app, minutes=15)
    assert attempt(app.test_client(), "leitung", PASSWORD).status_code == 302


def test_what_was_typed_as_user_name_is_not_kept(app: Flask, office: Office) -> None:
    attempt(app.test_client(), PASSWORD, "x")
    kept = office.only(SignInAttempt)
    assert kept.username_hash == digest(PASSWORD.casefold())
    assert not any(PASSWORD in f"{row.detail} {row.fields}" for row in office.every(AuditEntry))


@pytest.mark.parametrize("name", ["", "\x00", "lei\x00tung", "x" * 5000, "' OR 1=1 --", "%", "_"])
def test_odd_user_names_are_refused_without_a_fault(any_app: Flask, name: str) -> None:
    answer = attempt(any_app.test_client(), name, WRONG)
    assert answer.status_code == 200


def test_one_address_cannot_try_without_end(filled_file: Path, tmp_path: Path) -> None:
    file = shutil.copy(filled_file, tmp_path / "office.sqlite")
    app = create_app(SETTINGS | {"SQLALCHEMY_DATABASE_URI": f"sqlite:///{file}"})
    client = app.test_client()
    codes = [attempt(client, "", "").status_code for _ in range(31)]
    with app.app_context():
        db.engine.dispose()
    assert (codes[29], codes[30]) == (200, 429)


def test_signing_out_ends_the_sign_in_on_the_server(app: Flask, office: Office) -> None:
    client = sign_in(app, "leitung")
    cookie = client.get_cookie("sim")
    assert cookie is not None
    thief = app.test_client()
    thief.set_cookie("sim", cookie.value)
    assert is_inside(thief)
    assert post(client, "/logout").status_code == 302
    assert not is_inside(client)
    assert not is_inside(thief)
    thief.set_cookie("sim", cookie.value)
    assert not is_inside(thief)
    assert office.only(SignIn).ended_at == NOW


def test_signing_out_needs_a_post_with_token(app: Flask) -> None:
    client = sign_in(app, "leitung")
    assert client.get("/logout").status_code == 405
    assert client.post("/logout").status_code == 400
    assert is_inside(client)


def test_a_cookie_of_another_browser_is_refused(app: Flask) -> None:
    client = sign_in(app, "leitung")
    cookie = client.get_cookie("sim")
    assert cookie is not None
    thief = app.test_client()
    thief.set_cookie("sim", cookie.value)
    assert thief.get("/admin/", headers={"User-Agent": "another browser"}).status_code == 302


def test_every_sign_in_has_a_number_of_its_own_kept_as_digest(app: Flask, office: Office) -> None:
    cookies = []
    for _ in range(2):
        client = sign_in(app, "leitung")
        with client.session_transaction() as session:
            cookies.append(session["sid"])
    assert len(set(cookies)) == 2
    assert {row.sid_hash for row in office.every(SignIn)} == {digest(sid) for sid in cookies}


def test_after_an_hour_without_a_request_one_signs_in_again(app: Flask) -> None:
    client = sign_in(app, "leitung")
    for minutes in (59, 59 + 59):  # each request begins a new hour
        later(app, minutes=minutes)
        assert is_inside(client), minutes
    later(app, minutes=59 + 59 + 60)
    assert not is_inside(client)
    later(app, minutes=59 + 59 + 61)
    assert not is_inside(client)


def test_a_post_counts_as_a_request_too(app: Flask) -> None:
    client = sign_in(app, "leitung")
    token = token_of(client.get("/admin/").text)
    later(app, minutes=50)
    assert client.post("/language", data={"language": "de", "csrf_token": token}).status_code == 302
    assert post(client, "/admin/person/reason/?id=5", reason="gibt es nicht").status_code == 404
    later(app, minutes=100)
    assert is_inside(client)


def test_after_ten_hours_one_signs_in_again_however_busy(app: Flask) -> None:
    client = sign_in(app, "leitung")
    for minutes in range(50, 600, 50):
        later(app, minutes=minutes)
        assert is_inside(client), minutes
    later(app, hours=10)
    assert not is_inside(client)


def change_account(app: Flask, office: Office, **sent: str) -> TestResponse:
    staff = office.staff("hausmeister")
    key, version = staff.id, str(staff.version)
    office.session.commit()
    given = {"username": "hausmeister", "display_name": "Rolf Ziegler", "active": "y"}
    wanted = {name: value for name, value in {**given, **sent}.items() if value}
    admin = sign_in(app, "verwaltung")
    return post(admin, f"/admin/staff/edit/?id={key}", **wanted, version=version)


def test_a_new_password_ends_every_sign_in_of_the_account(app: Flask, office: Office) -> None:
    inside, other = sign_in(app, "hausmeister"), sign_in(app, "leitung")
    answer = change_account(app, office, password="Eisvogel-am-Bach-3")
    assert answer.status_code == 302, answer.text[-1500:]
    assert not is_inside(inside)
    assert is_inside(other)
    assert attempt(app.test_client(), "hausmeister", PASSWORD).status_code == 200
    assert attempt(app.test_client(), "hausmeister", "Eisvogel-am-Bach-3").status_code == 302


def test_switching_an_account_off_ends_its_sign_ins(app: Flask, office: Office) -> None:
    inside = sign_in(app, "hausmeister")
    assert change_account(app, office, active="").status_code == 302
    assert not is_inside(inside)


def test_a_role_taken_away_is_gone_at_the_next_request(app: Flask, office: Office) -> None:
    inside = sign_in(app, "hausmeister")
    assert inside.get("/admin/stay/").status_code == 200
    office.session.delete(office.staff("hausmeister").held_roles[0])
    office.session.commit()
    assert inside.get("/admin/stay/").status_code == 403


def test_the_admin_ends_a_sign_in_from_the_list(client_as: Sign, office: Office) -> None:
    inside = client_as(Role.CARETAKER)
    key = office.only(SignIn).id
    office.session.commit()
    admin = client_as(Role.SYSTEM_ADMIN)
    assert post(admin, f"/admin/sign_in/delete/?id={key}", id=str(key)).status_code == 302
    assert not is_inside(inside)


@pytest.mark.parametrize(
    ("target", "leads_to"),
    [
        ("/admin/person/?search=Ada", "/admin/person/?search=Ada"),
        ("https://evil.example/", "/admin/"),
        ("//evil.example/", "/admin/"),
        ("/\\evil.example", None),
        ("/\t/evil.example", None),
        ("http:evil.example", None),
    ],
)
def test_signing_in_leads_back_but_never_outside(
    app: Flask, target: str, leads_to: str | None
) -> None:
    client = app.test_client()
    token = token_of(client.get("/login").text)
    sent = {"username": "leitung", "password": PASSWORD, "csrf_token": token}
    answer = client.post("/login", query_string={"next": target}, data=sent)
    place = answer.location or ""
    assert place == leads_to if leads_to else "evil" not in place or place.startswith("/%5C"), place


def test_the_way_back_is_asked_for_when_nobody_is_signed_in(client_as: Sign) -> None:
    answer = client_as(None).get("/admin/person/?search=Ada")
    assert (answer.status_code, answer.location) == (302, "/login?next=/admin/person/?search%3DAda")


def test_failures_and_sign_ins_stand_in_the_trail(app: Flask, office: Office) -> None:
    attempt(app.test_client(), "leitung", WRONG)
    sign_in(app, "leitung")
    signed = [row.action for row in office.every(AuditEntry) if "SIGN" in row.action.name]
    assert signed == [AuditAction.SIGN_IN_FAILED, AuditAction.SIGNED_IN]


def test_a_password_kept_in_the_old_way_is_right_and_renewed(app: Flask, office: Office) -> None:
    staff = office.staff("leitung")
    old = argon2.using(memory_cost=65_536, time_cost=3, parallelism=4).hash(PASSWORD)
    staff.password = old
    office.session.commit()
    assert sign_in(app, "leitung").get("/admin/").status_code == 200
    office.session.refresh(staff)
    assert staff.password.startswith("$argon2id$v=19$m=7168,t=5,p=1$")
    assert sign_in(app, "leitung").get("/admin/").status_code == 200

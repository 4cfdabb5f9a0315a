"""What surrounds every page: headers, error pages without secrets, language, the town's look."""

import logging
import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from admin_views.frame import is_local, shelf
from models import Municipality
from models.base import db
from models.permissions import Role
from tests.asking import post
from tests.conftest import Sign, token_of
from tests.factories import Office

STATIC = Path(__file__).parent.parent / "admin_views" / "static"
POLICY = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'",
    "img-src": "'self' data:", "font-src": "'self'", "connect-src": "'self'",
    "form-action": "'self'", "base-uri": "'none'", "frame-ancestors": "'none'",
}  # fmt: skip
TRACES = (
    "Traceback",
    "SELECT",
    "sqlalchemy",
    "sqlite3",
    "psycopg",
    ".py",
    "/work",
    "site-packages",
)


def policy_of(header: str) -> dict[str, str]:
    pairs = (part.strip().split(" ", 1) for part in header.split(";"))
    return {name: value for name, value in pairs}


@pytest.mark.parametrize(
    "url",
    ["/login", "/admin/", "/admin/person/", "/admin/person/new/", "/admin/staff/", "/nowhere",
     "/admin/person/?page=x", "/static/style.css", "/town.css", "/"],
)  # fmt: skip
def test_every_answer_carries_the_security_headers(client_as: Sign, url: str) -> None:
    answer = client_as(Role.SOCIAL_WORKER).get(url)
    assert policy_of(answer.headers["Content-Security-Policy"]) == POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]


@pytest.mark.parametrize("url", ["/login", "/admin/", "/admin/person/", "/nowhere"])
def test_no_page_is_kept_by_the_browser(client_as: Sign, url: str) -> None:
    assert client_as(Role.SOCIAL_WORKER).get(url).headers["Cache-Control"] == "no-store"


def test_pdf_and_export_are_not_kept_either(client_as: Sign, office: Office) -> None:
    office.counselling_session()
    client = client_as(Role.SOCIAL_WORKER)
    for url in ("counselling_session/1/protocol.pdf", "person/export/csv/", "person/export/xlsx/"):
        answer = client.get(f"/admin/{url}")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/nowhere", 404),
        ("/admin/nowhere/", 404),
        ("/admin/person/details/?id=999", 404),
        ("/admin/person/details/?id=' OR 1=1", 404),
        ("/admin/person/details/", 404),
        ("/admin/person/?page=99999999999999999999", 400),
        ("/admin/person/?page=-1", 400),
        ("/admin/person/?sort=-1", 400),
        ("/admin/person/?sort=password", 400),
        ("/admin/person/export/exe/", 404),
        ("/admin/staff/", 403),
        ("/logout", 405),
        ("/admin/counselling_session/99999999999999999999/protocol.pdf", 404),
    ],
)
def test_a_wrong_address_gives_a_plain_page(client_as: Sign, url: str, status: int) -> None:
    answer = client_as(Role.SOCIAL_WORKER).get(url)
    assert answer.status_code == status
    assert answer.mimetype == "text/html"
    assert "<h1>" in answer.text
    assert not {trace for trace in TRACES if trace in main_of(answer.text)}


def main_of(page: str) -> str:
    return page.split("<main", 1)[1]


def test_a_strange_address_is_not_repeated_as_markup(client_as: Sign) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    for url in ("/<script>alert(1)</script>", "/admin/person/?search=<script>alert(1)</script>"):
        assert "<script>alert" not in client.get(url).text


@pytest.fixture
def broken(app: Flask, office: Office) -> Flask:
    """An office whose table of persons is gone, in the middle of the day."""
    office.person(family_name="Geheimname")
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE person RENAME TO elsewhere"))
    return app


def test_a_fault_of_ours_shows_no_sql_and_no_person(client_as: Sign, broken: Flask) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    for url in (
        "/admin/person/",
        "/admin/person/details/?id=1",
        "/admin/person/?search=Geheimname",
    ):
        answer = client.get(url)
        assert answer.status_code == 500
        assert "<h1>" in answer.text
        assert not {trace for trace in (*TRACES, "elsewhere") if trace in main_of(answer.text)}


def test_a_fault_is_noted_by_kind_and_place_without_personal_data(
    client_as: Sign, broken: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    with caplog.at_level(logging.INFO):
        client.get("/admin/person/?search=Geheimname")
    assert [record.name for record in caplog.records] == ["sim"]
    assert "OperationalError" in caplog.text
    assert "/admin/person/" in caplog.text
    assert "Geheimname" not in caplog.text
    assert "SELECT" not in caplog.text


def test_without_any_database_there_is_still_a_plain_page(client_as: Sign, app: Flask) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    shelf.forget()
    with app.app_context(), db.engine.begin() as connection:
        for table in ("sign_in", "municipality"):
            connection.execute(text(f"ALTER TABLE {table} RENAME TO {table}_gone"))
    answer = client.get("/admin/person/")
    assert answer.status_code == 500
    assert not {trace for trace in TRACES if trace in answer.text}


def test_what_was_typed_is_handed_back_when_the_form_came_too_late(client_as: Sign) -> None:
    answer = client_as(Role.SOCIAL_WORKER).post(
        "/admin/person/new/", data={"family_name": "Beispiel", "csrf_token": "of yesterday"}
    )
    assert answer.status_code == 400
    assert "Beispiel" in answer.text
    assert "of yesterday" not in answer.text


def test_too_much_text_is_refused_with_a_plain_page(client_as: Sign) -> None:
    answer = client_as(Role.SOCIAL_WORKER).post(
        "/admin/person/new/", data={"family_name": "x" * 2_100_000}
    )
    assert answer.status_code == 413
    assert "<h1>" in answer.text


def test_the_language_can_be_switched_and_stays(client_as: Sign) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    assert '<html lang="de">' in client.get("/admin/").text
    answer = post(client, "/language", language="en", next="/admin/person/?search=Ada")
    assert (answer.status_code, answer.location) == (302, "/admin/person/?search=Ada")
    page = client.get("/admin/person/").text
    assert '<html lang="en">' in page
    assert "Persons" in page
    assert post(client, "/language", language="de").location == "/admin/"
    assert '<html lang="de">' in client.get("/admin/").text


def test_an_unknown_language_is_german(client_as: Sign) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    post(client, "/language", language="xx")
    assert '<html lang="de">' in client.get("/admin/").text


def test_the_language_is_no_link_and_needs_the_token(client_as: Sign) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    assert client.get("/language?language=en").status_code == 405
    assert client.post("/language", data={"language": "en"}).status_code == 400


@pytest.mark.parametrize(
    ("target", "is_ours"),
    [
        ("/admin/person/", True),
        ("/admin/person/?search=Müller", True),
        ("", False),
        ("admin/", False),
        ("//evil.example", False),
        ("/\\evil.example", False),
        ("/\t/evil.example", False),  # browsers drop the tab
        ("/\r\n/evil.example", False),
        ("https://evil.example", False),
        ("javascript:alert(1)", False),
    ],
)
def test_only_paths_of_our_own_are_gone_back_to(target: str, is_ours: bool) -> None:
    assert is_local(target) == is_ours


def test_switching_the_language_does_not_lead_outside(client_as: Sign) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    for target in ("https://evil.example", "//evil.example", "/\t/evil.example"):
        assert post(client, "/language", language="de", next=target).location == "/admin/"


def test_the_sign_in_page_shows_neither_menu_nor_name(client_as: Sign, app: Flask) -> None:
    page = client_as(None).get("/login").text
    assert "/admin/person/" not in page
    assert "/logout" not in page


def test_every_page_shows_who_is_signed_in_and_as_what(client_as: Sign) -> None:
    page = client_as(Role.CARETAKER).get("/admin/stay/").text
    assert "Rolf Ziegler" in page
    assert 'aria-current="page"' in page
    assert "/admin/counselling_session/" not in page


def test_the_towns_colour_is_a_style_sheet_of_its_own(client_as: Sign, office: Office) -> None:
    client = client_as(None)
    before = client.get("/town.css")
    assert (before.mimetype, before.headers["Cache-Control"]) == ("text/css", "no-cache")
    profile = office.only(Municipality)
    profile.accent_colour = "#123456"
    office.add(profile)
    shelf.forget()
    assert "#123456" in client.get("/town.css").text


def test_the_profile_is_read_anew_after_a_minute(client_as: Sign, office: Office) -> None:
    client = client_as(None)
    before = client.get("/login").text
    profile = office.only(Municipality)
    profile.name = "Stadt Neuhaan"
    office.add(profile)
    assert "Neuhaan" not in before + client.get("/login").text
    shelf.read_at -= 61
    assert "Neuhaan" in client.get("/login").text


@pytest.mark.parametrize("file", sorted(path.name for path in STATIC.glob("*.css")))
def test_no_style_sheet_fetches_anything_from_elsewhere(file: str) -> None:
    assert not re.search(r"@import|url\(\s*['\"]?(https?:)?//", (STATIC / file).read_text())


def test_a_token_of_another_browser_is_refused(client_as: Sign) -> None:
    mine, theirs = client_as(Role.SOCIAL_WORKER), client_as(Role.TEAM_LEAD)
    token = token_of(theirs.get("/admin/").text)
    assert mine.post("/language", data={"language": "en", "csrf_token": token}).status_code == 400

"""Bad input: a sentence beside the field or a plain page; nothing is half saved, no SQL shown."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from models import AuditEntry, Person, PersonName, Stay
from models.audit_entry import AuditAction
from models.permissions import Role
from tests.conftest import Sign
from tests.factories import Office
from tests.forms import Desk, errors_of, fields_of, tree_of

MEGABYTE = 1_000_000
INSIDES = ("SELECT ", "INSERT ", "UPDATE ", "sqlite", "Traceback", "IntegrityError", "models.")
NASTY = (
    "<script>alert(1)</script>",
    "=1+1",
    "'; DROP TABLE person; --",
    '"onmouseover="alert(1)',
    "{{ 7 * 7 }}",
    "%(name)s %s %",
    "</textarea><b>",
    "😀 Ünïcödé 日本 عربى",
    "\\x00 \\u202e",
)


@pytest.fixture
def client(client_as: Sign) -> FlaskClient:
    return client_as(Role.SOCIAL_WORKER)


@pytest.fixture
def desk(client: FlaskClient) -> Desk:
    return Desk(client, "person")


def is_plain(answer: TestResponse) -> bool:
    """A page of ours that says nothing of the program's insides."""
    text = answer.text
    assert 'lang="de"' in text
    assert [word for word in INSIDES if word in text] == []
    return 400 <= answer.status_code < 500


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("birth_date", "31.02.2026", "Diesen Tag gibt es im Kalender nicht"),
        ("birth_date", "1.1.0202", "Das Jahr 0202 kann nicht stimmen"),
        ("birth_date", "24.11.2026", "liegt in der Zukunft"),
        ("birth_date", "1.1.2101", "2101"),
        ("birth_date", "=1+1", ""),
        ("birth_date", "<script>", ""),
        ("birth_date", "9" * 5000, ""),
        ("birth_date", "1" * MEGABYTE, ""),
        ("family_name", "x" * 81, "80"),
        ("family_name", "x" * MEGABYTE, "80"),
        ("email", "é" * 201, "200"),
        ("sex", "NONSENSE", ""),
        ("sex", "", ""),
        ("closing_reason", "4711", ""),
        ("closing_reason", "1; DROP TABLE person", ""),
        ("origin_country", "9" * 40, ""),
        ("nationalities", "-1", ""),
        ("vulnerabilities", "x", ""),
    ],
)
def test_each_mistake_is_told_beside_its_field(
    desk: Desk, office: Office, field: str, text: str, told: str
) -> None:
    answer = desk.send({"family_name": "Rahimi", field: text})
    assert answer.status_code == 422
    assert is_plain(answer)
    assert list(errors_of(answer)) == [field]
    assert told in errors_of(answer)[field][0]
    assert office.every(Person) == []


def test_a_day_in_short_is_no_mistake(desk: Desk, office: Office) -> None:
    desk.save({"family_name": "Rahimi", "birth_date": "3.4.26"})
    assert office.only(Person).birth_date.isoformat() == "2026-04-03"


def test_an_end_before_its_beginning_and_a_second_home_are_told(
    client_as: Sign, office: Office
) -> None:
    stays = Desk(client_as(Role.ACCOMMODATION_ADMIN), "stay")
    stay = office.stay(office.person())
    answer = stays.send({"valid_to": "31.12.2025"}, stay)
    assert "Ende" in errors_of(answer)["valid_to"][0]
    typed = {"person": str(stay.person_id), "unit": str(office.unit(number="2").id)}
    answer = stays.send({**typed, "valid_from": "1.2.26"})
    assert stay.unit.title in errors_of(answer)["valid_from"][0]
    assert office.only(Stay).valid_to is None


@pytest.mark.parametrize(
    "address",
    [
        "?page=100000000000000000000", "?page=-1", "?page=x", "?page=1.5", "?page=²",
        "?sort=-1", "?sort=unbekannt", "?sort=password", "?sort=search_text", "?sort=id;",
        "?case_status=NONSENSE", "?origin_country=4711", "?birth_date_from=31.2.2026",
        "?interpreter_needed=vielleicht", "?birth_date_to=0202-01-01", "?sort=%ED%A0%80",
    ],
)  # fmt: skip
def test_an_address_without_sense_ends_on_a_plain_page(client: FlaskClient, address: str) -> None:
    assert is_plain(client.get(f"/admin/person/{address}"))


@pytest.mark.parametrize(
    "address", ["?desc=x", "?page=999999", "?search=%00", "?case_status=%00", "?unbekannt=1"]
)
def test_what_does_no_harm_is_passed_over(client: FlaskClient, address: str) -> None:
    assert client.get(f"/admin/person/{address}").status_code == 200


@pytest.mark.parametrize("page", ["details", "edit", "delete"])
@pytest.mark.parametrize(
    "key", ["4711", "0", "-1", "x", "", "²", "1%00", "9" * 20, "1 OR 1=1", "%ED%A0%80"]
)
def test_an_unknown_record_ends_on_a_plain_page(client: FlaskClient, page: str, key: str) -> None:
    answer = client.get(f"/admin/person/{page}/?id={key}")
    assert answer.status_code == 404
    assert is_plain(answer)


@pytest.mark.parametrize("term", ["%", "_", "%%", "😀", "\\", "'", '"', "*", "^x", "=Ada", "%a%"])
def test_signs_in_a_search_are_letters_like_any_other(
    desk: Desk, office: Office, term: str
) -> None:
    person = office.person(given_name="Ada")
    assert desk.found(search=term) == ([person.id] if "a" in term.lower() else [])


@pytest.mark.parametrize("text", NASTY)
def test_whatever_is_typed_is_shown_as_typed_and_never_run(
    desk: Desk, office: Office, text: str
) -> None:
    desk.save({
        "family_name": text, "street": text, "names-0-given_name": text, "alerts-0-text": text,
        "alerts-0-level": "HIGH",
    })  # fmt: skip
    person = office.only(Person)
    assert person.family_name == text
    assert desk.open(person)["street"] == [text]
    pages = [desk.client.get(f"{desk.url}{page}") for page in ("", "details/?id=1", "edit/?id=1")]
    for page in [*pages, desk.client.get(f"{desk.url}delete/?id=1")]:
        assert page.status_code == 200
        assert text in "".join(tree_of(page).itertext())
        for raw in ("<script>alert", '"onmouseover="', "</textarea><b>"):
            assert raw not in page.text


def test_a_text_for_machines_is_stored_without_their_signs(desk: Desk, office: Office) -> None:
    desk.save({"family_name": "Ra\x00hi\u202emi\x07"})
    assert office.only(Person).family_name == "Rahimi"


@pytest.mark.parametrize("bytes_sent", [b"%ED%A0%80", b"%FF%FE", b"%C3", b"%00", b"%E2%80%AE"])
def test_bytes_that_are_no_text_do_not_break_a_form(
    desk: Desk, office: Office, bytes_sent: bytes
) -> None:
    token = desk.open()["csrf_token"][0].encode()
    body = b"family_name=Ra" + bytes_sent + b"himi&csrf_token=" + token
    kind = "application/x-www-form-urlencoded"
    answer = desk.client.post(f"{desk.url}new/", data=body, content_type=kind)
    assert answer.status_code == 302
    name = office.only(Person).family_name
    assert name.startswith("Ra")
    assert name.endswith("himi")
    assert "\x00" not in name
    assert "\u202e" not in name


def test_a_long_note_is_refused_with_all_of_it_still_there(
    client: FlaskClient, office: Office
) -> None:
    talks = Desk(client, "counselling_session")
    note = "Zeile mit Umlauten äöü\n" * 4400  # a little more than 100,000 characters
    answer = talks.send({"person": str(office.person().id), "content": note})
    assert set(errors_of(answer)) == {"content"}
    assert fields_of(answer)["content"] == [note.strip()]
    talks.save({"person": str(office.only(Person).id), "content": note[:100_000]})


def test_more_than_the_office_takes_ends_on_a_plain_page(desk: Desk, office: Office) -> None:
    answer = desk.send({"family_name": "Rahimi", "street": "ä" * MEGABYTE})
    assert answer.status_code == 413
    assert is_plain(answer)
    assert office.every(Person) == []


def test_a_mistake_in_the_last_row_saves_nothing_of_the_others(desk: Desk, office: Office) -> None:
    person = office.person(names=[PersonName(given_name="alt")])
    typed = {
        "family_name": "Neu", "names-0-given_name": "neu", "alerts-0-level": "LOW",
        "alerts-0-text": "x" * 201,
    }  # fmt: skip
    assert desk.refused(typed, person) == {"alerts-0-text"}
    after = office.only(Person)
    assert (after.family_name, after.names[0].given_name) == ("Beispiel", "alt")
    ours = select(AuditEntry).where(AuditEntry.table_name == "person")
    known = {AuditAction.CREATED, AuditAction.READ}
    assert {entry.action for entry in office.every(ours)} <= known


def test_a_wrong_method_or_address_ends_on_a_plain_page(client: FlaskClient) -> None:
    ask: dict[str, Callable[[], TestResponse]] = {
        "405": lambda: client.put("/admin/person/"),
        "404": lambda: client.get("/admin/nirgends/"),
        "400": lambda: client.post("/admin/person/new/", data={"family_name": "x"}),
    }
    for status, answer in ask.items():
        found = answer()
        assert str(found.status_code) == status
        assert is_plain(found)

"""Own fields and the table of powers: each role reads and writes by the class of the field."""

from datetime import date

import pytest
from flask.testing import FlaskClient

from models import Person, PersonOwnValue
from models.own_definitions import own_fields
from models.own_field import OwnClass
from models.permissions import GRANTS, DataClass, Role
from tests.asking import post
from tests.conftest import Sign
from tests.factories import Office

SECRET, LABEL = "Zebrafink-4711", "Lieblingsvogel"
ROLES = [Role.SOCIAL_WORKER, Role.TEAM_LEAD, Role.BENEFITS_CLERK, Role.CARETAKER]
CLASSES = [OwnClass.IDENTITY, OwnClass.MASTER, OwnClass.RESIDENCE, OwnClass.HEALTH]
SENT = {
    "family_name": "Beispiel", "birth_precision": "EXACT", "sex": "UNKNOWN", "case_status": "NEW",
}  # fmt: skip


def letters(role: Role, data_class: DataClass) -> str:
    return GRANTS[data_class].get(role, "")


def fill(office: Office, protection: OwnClass, **values: object) -> Person:
    field = office.own_field(
        label_de=LABEL, protection=protection, is_listed=True, help_de="Hilfe zum Vogel", **values
    )
    row = PersonOwnValue(field_id=field.id, text_value=SECRET)
    person = office.person(own_values=[row])
    office.stay(person)  # so that caretakers see the person
    return person


def stands_in(client: FlaskClient, url: str) -> tuple[bool, bool]:
    """Label and value on a page that the role may open; what it may not open tells neither."""
    page = client.get(f"/admin/{url}").text
    return LABEL in page or "Vogel" in page, SECRET in page


@pytest.mark.parametrize("protection", CLASSES)
@pytest.mark.parametrize("role", ROLES)
def test_reading_follows_the_class_on_every_page(
    client_as: Sign, office: Office, role: Role, protection: OwnClass
) -> None:
    person = fill(office, protection)
    client, may_read = client_as(role), "r" in letters(role, protection.data_class)
    for url in ("person/", f"person/file/facts/?id={person.id}"):
        assert stands_in(client, url) == (may_read, may_read), url
    found = client.get("/admin/person/?own_lieblingsvogel=nichts").text
    assert ("Beispiel, Ada" in found) == (not may_read)  # an unknown filter narrows nothing
    status = client.get("/admin/person/?sort=own_lieblingsvogel").status_code
    assert status == (200 if may_read else 400)


@pytest.mark.parametrize("protection", CLASSES)
@pytest.mark.parametrize("role", ROLES)
def test_files_follow_the_right_to_take_out(
    client_as: Sign, office: Office, role: Role, protection: OwnClass
) -> None:
    fill(office, protection)
    may = "x" in letters(role, protection.data_class)
    assert stands_in(client_as(role), "person/export/csv/") == (may, may)


@pytest.mark.parametrize("protection", CLASSES)
@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.BENEFITS_CLERK])
def test_writing_follows_the_class_also_when_forged(
    client_as: Sign, office: Office, role: Role, protection: OwnClass
) -> None:
    person = fill(office, protection)
    client, may_write = client_as(role), "u" in letters(role, protection.data_class)
    url = f"/admin/person/edit/?id={person.id}"
    assert stands_in(client, url.removeprefix("/admin/")) == (may_write, may_write)
    sent = {**SENT, "version": str(person.version), "own_lieblingsvogel": "Amsel"}
    assert post(client, url, **sent).status_code == 302
    answer = office.only(Person).own_lieblingsvogel
    assert answer == ("Amsel" if may_write else SECRET)


@pytest.mark.parametrize("protection", CLASSES)
@pytest.mark.parametrize("role", ROLES)
def test_nobody_is_found_by_what_one_may_not_read(
    client_as: Sign, office: Office, role: Role, protection: OwnClass
) -> None:
    fill(office, protection)
    client, may_read = client_as(role), "r" in letters(role, protection.data_class)
    for url in ("person/?search=zebrafink", "find/answers.json?q=zebrafink"):
        is_found = "Beispiel, Ada" in client.get(f"/admin/{url}").get_data(as_text=True)
        assert not is_found or may_read, url
    if protection is OwnClass.MASTER and may_read:
        assert "Beispiel" in client.get("/admin/person/?search=zebrafink").text


@pytest.mark.parametrize("role", [Role.BENEFITS_CLERK])
def test_a_page_of_what_is_gone_tells_no_label(client_as: Sign, office: Office, role: Role) -> None:
    fill(office, OwnClass.HEALTH)
    client = client_as(role)
    answer = post(client, "/admin/person/edit/?id=999", own_lieblingsvogel="x")
    assert (answer.status_code, LABEL in answer.text) == (404, False)


def test_a_required_field_stops_only_those_who_may_fill_it_in(
    client_as: Sign, office: Office
) -> None:
    office.own_field(label_de=LABEL, protection=OwnClass.HEALTH, is_required=True)
    answers = [
        post(client_as(role), "/admin/person/new/", **SENT).status_code
        for role in (Role.SOCIAL_WORKER, Role.BENEFITS_CLERK)
    ]
    assert answers == [422, 302]


def test_an_unknown_own_field_is_closed(office: Office) -> None:
    own_fields("person", office.session)
    assert Person.class_of("own_nothing") is DataClass.HEALTH


@pytest.mark.parametrize("protection", CLASSES)
@pytest.mark.parametrize("role", ROLES)
def test_columns_are_chosen_within_the_class(
    client_as: Sign, office: Office, role: Role, protection: OwnClass
) -> None:
    fill(office, protection, ended_on=date(2026, 1, 1))  # no usual column any more
    client, may = client_as(role), "r" in letters(role, protection.data_class)
    assert stands_in(client, "person/?cols=title.own_lieblingsvogel") == (may, may)
    assert stands_in(client, "person/") == (may, False)  # by its name among the choices at most

"""The page on which two files become one: what it shows, what it refuses, and back again."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from models import ChangeStep, Person
from models.catalogue import Vulnerability
from models.permissions import Role
from tests.conftest import Sign, token_of
from tests.factories import Office

URL = "/admin/person/merge/"


@pytest.fixture
def files(office: Office) -> tuple[Person, Person]:
    born = date(1990, 4, 3)
    kept = office.person(family_name="Youssef", given_name="Mohammed", birth_date=born)
    other = office.person(family_name="Yusuf", given_name="Mohammed", birth_date=born, phone="123")
    return kept, other


def address(kept: Person, other: Person) -> str:
    return f"{URL}?id={kept.id}&other={other.id}"


def sent(client: FlaskClient, kept: Person, other: Person, **chosen: str) -> TestResponse:
    """As a browser would send the page, with these choices."""
    page = client.get(address(kept, other)).text
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    fields["csrf_token"] = token_of(page)
    checked = re.findall(r'name="(_choice-\w+)" value="(\w+)" checked', page)
    choices = {f"_choice-{name}": value for name, value in chosen.items()}
    return client.post(URL, data={**fields, **dict(checked), **choices})


def test_both_files_stand_side_by_side(
    client_as: Sign, office: Office, files: tuple[Person, Person]
) -> None:
    kept, other = files
    other.vulnerabilities = [office.entry(Vulnerability)]
    office.session.commit()
    office.counselling_session(other, content="Streng vertraulich")
    page = client_as(Role.SOCIAL_WORKER).get(address(kept, other)).text
    assert re.findall(r'name="_choice-(\w+)" value="other"', page) == ["family_name", "phone"]
    assert 'name="_choice-phone" value="other" checked' in page  # only that file knows one
    assert 'name="_choice-family_name" value="kept" checked' in page
    assert "Gespräche" in page
    assert "Streng vertraulich" not in page
    assert office.entry(Vulnerability).label_de not in page


def test_a_merge_leads_to_the_kept_file_and_can_be_taken_back(
    client_as: Sign, office: Office, files: tuple[Person, Person]
) -> None:
    kept, other = files
    client = client_as(Role.SOCIAL_WORKER)
    answer = sent(client, kept, other, family_name="other")
    assert answer.location == f"/admin/person/details/?id={kept.id}"
    left = office.only(Person)
    assert (left.id, left.family_name, left.phone) == (kept.id, "Yusuf", "123")
    again = client.post(
        f"/admin/change_step/undo/?id={office.only(ChangeStep).id}",
        data={"csrf_token": token_of(client.get("/admin/change_step/").text)},
    )
    assert again.status_code == 302
    assert {person.family_name for person in office.every(Person)} == {"Youssef", "Yusuf"}


def test_sent_twice_it_is_done_once(
    client_as: Sign, office: Office, files: tuple[Person, Person]
) -> None:
    kept, other = files
    client = client_as(Role.SOCIAL_WORKER)
    page = client.get(address(kept, other)).text
    data = {"csrf_token": token_of(page), "id": kept.id, "other": other.id}
    data |= {"version": kept.version, "other_version": other.version}
    assert client.post(URL, data=data).status_code == 302
    second = client.post(URL, data=data)
    assert second.location == f"/admin/person/details/?id={kept.id}"
    assert office.only(ChangeStep).count > 1


@pytest.mark.parametrize("number", [0, 1])
def test_what_somebody_changed_meanwhile_is_not_merged(
    client_as: Sign, office: Office, files: tuple[Person, Person], number: int
) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    page = client.get(address(*files)).text
    data = {"csrf_token": token_of(page), "id": files[0].id, "other": files[1].id}
    data |= {"version": files[0].version, "other_version": files[1].version}
    files[number].birth_place = "Homs"
    office.session.commit()
    answer = client.post(URL, data={**data, "_choice-phone": "kept"})
    assert answer.status_code == 409
    assert "Inzwischen hat jemand" in answer.text
    assert 'name="_choice-phone" value="kept" checked' in answer.text  # the choice is still there
    assert len(office.every(Person)) == 2


def test_a_refusal_says_why_and_changes_nothing(
    client_as: Sign, office: Office, files: tuple[Person, Person]
) -> None:
    kept, other = files
    office.responsibility(other, "sozialarbeit2")
    office.counselling_session(other, worker=office.staff("sozialarbeit2"))
    answer = sent(client_as(Role.SOCIAL_WORKER), kept, other)
    assert answer.status_code == 409
    assert "1 Einträge gehören zu Fällen" in answer.text
    assert len(office.every(Person)) == 2


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SOCIAL_WORKER])
def test_nobody_else_merges(
    client_as: Sign, office: Office, files: tuple[Person, Person], role: Role
) -> None:
    client = client_as(role)
    data = {"csrf_token": token_of(client.get("/admin/").text), "id": files[0].id}
    data |= {"other": files[1].id, "version": 1, "other_version": 1}
    assert client.get(address(*files)).status_code == 403
    assert client.post(URL, data=data).status_code == 403
    assert len(office.every(Person)) == 2


def test_forged_numbers_merge_nothing(
    client_as: Sign, office: Office, files: tuple[Person, Person]
) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    token = token_of(client.get("/admin/person/new/").text)
    keys = ("0", "-1", "x", "9" * 30, str(files[0].id), "999999", "1 OR 1=1")
    for key in keys:
        data = {"csrf_token": token, "id": files[0].id, "other": key, "version": "1"}
        assert client.post(URL, data=data).status_code == 404, key
        assert client.get(f"{URL}?id={files[0].id}&other={key}").status_code == 404, key
    assert client.get(f"{URL}?id=999999").status_code == 404
    assert client.post(URL, data={"id": files[0].id, "other": files[1].id}).status_code == 400
    assert len(office.every(Person)) == 2


def test_a_protected_address_stands_on_no_merge_page(
    client_as: Sign, office: Office, files: tuple[Person, Person]
) -> None:
    kept, other = files
    kept.street, other.street, other.is_address_protected = "Alter Weg 1", "Fluchtweg 2", True
    office.session.commit()
    page = client_as(Role.SOCIAL_WORKER).get(address(kept, other)).text
    assert "Die Anschrift ist geschützt" in page
    for secret in ("Alter Weg", "Fluchtweg", ">123<"):
        assert secret not in page


def test_the_other_file_is_offered_or_searched(
    client_as: Sign, office: Office, files: tuple[Person, Person]
) -> None:
    kept, other = files
    office.person(family_name="Berger", given_name="Eva")
    client = client_as(Role.SOCIAL_WORKER)
    details = client.get(f"/admin/person/details/?id={kept.id}").text
    assert f'href="{URL}?id={kept.id}"' in details
    page = client.get(f"{URL}?id={kept.id}").text
    assert f"other={other.id}" in page
    assert "wahrscheinlich" in page
    assert "Berger" not in page
    assert "Berger, Eva" in client.get(f"{URL}?id={kept.id}&search=berger").text
    assert f"other={kept.id}" not in client.get(f"{URL}?id={kept.id}&search=youssef").text  # itself
    assert "Nichts gefunden" in client.get(f"{URL}?id={kept.id}&search=zzzz").text

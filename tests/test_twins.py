"""While a person is recorded: files that may be the same person's."""

from datetime import date
from typing import Any

import pytest

from models.permissions import Role
from models.person import BirthPrecision, NameKind, PersonName
from tests.conftest import Sign, Statements
from tests.factories import Office

URL = "/admin/person/twins.json"
BORN = date(1990, 4, 3)


def asked(client_as: Sign, role: Role = Role.SOCIAL_WORKER, **typed: str) -> Any:
    names = {"family_name": "Youssef", "given_name": "Mohammed", "birth_date": "3.4.90"}
    return client_as(role).get(URL, query_string={**names, **typed}).get_json()


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ({}, ["wahrscheinlich"]),
        ({"family_name": "Jussuf", "given_name": "Muhammad"}, ["wahrscheinlich"]),
        ({"family_name": "Mohammed", "given_name": "Youssef"}, ["wahrscheinlich"]),
        ({"family_name": "Yousseff", "given_name": ""}, ["wahrscheinlich"]),
        ({"family_name": "Yousesf"}, ["wahrscheinlich"]),  # a slip, but the day is the same
        ({"birth_date": "4.3.1990"}, ["wahrscheinlich"]),  # day and month swapped
        ({"birth_date": ""}, ["möglich"]),
        ({"birth_date": "3.4."}, ["möglich"]),  # half typed
        ({"birth_date": "17.9.1971"}, []),  # somebody else
        ({"given_name": "Fatima"}, []),
        ({"given_name": "", "birth_date": ""}, []),  # one name is nobody
        ({"family_name": "%", "given_name": "_", "birth_date": "'"}, []),
        ({"family_name": "x" * 5000}, []),
    ],
)
def test_likely_files_are_found_by_name_and_birth(
    client_as: Sign, office: Office, typed: dict[str, str], tags: list[str]
) -> None:
    office.person(family_name="Youssef", given_name="Mohammed", birth_date=BORN)
    office.person(family_name="Berger", given_name="Eva", birth_date=BORN)
    answer = asked(client_as, **typed)
    assert [twin["tag"] for twin in answer["twins"]] == tags
    assert bool(answer["summary"]) is bool(tags)


def test_former_names_and_vague_births_count(client_as: Sign, office: Office) -> None:
    person = office.person(family_name="Haddad", given_name="Mohamad", birth_date=date(1990, 1, 1))
    office.add(PersonName(person=person, family_name="Yusuf", kind=NameKind.FORMER))
    assert asked(client_as)["twins"] == []
    person.birth_precision = BirthPrecision.YEAR
    office.session.commit()
    assert [twin["title"] for twin in asked(client_as, family_name="Hadad")["twins"]] == [
        "Haddad, Mohamad"
    ]


def test_the_answer_holds_what_tells_people_apart_and_no_address(
    client_as: Sign, office: Office
) -> None:
    office.person(
        family_name="Youssef", given_name="Mohammed", birth_date=BORN, birth_place="Homs",
        street="Fluchtweg 2", phone="02129 77", is_address_protected=True,
    )  # fmt: skip
    (twin,) = asked(client_as)["twins"]
    assert ["birth_place", "Geburtsort", "Homs"] in twin["facts"]
    assert "Fluchtweg" not in str(twin)
    assert "77" not in str(twin)
    assert twin["url"].startswith("/admin/person/details/")


@pytest.mark.parametrize("role", list(Role))
def test_only_who_records_persons_is_answered(client_as: Sign, office: Office, role: Role) -> None:
    office.person(family_name="Youssef", given_name="Mohammed", birth_date=BORN)
    may_record = role in (Role.SOCIAL_WORKER, Role.BENEFITS_CLERK)
    answer = client_as(role).get(f"{URL}?family_name=Youssef&given_name=Mohammed")
    assert answer.status_code == (200 if may_record else 403)


def test_the_answer_takes_few_statements(client_as: Sign, office: Office, statements: Any) -> None:
    def count() -> int:
        client = client_as(Role.SOCIAL_WORKER)
        with statements() as seen:
            client.get(f"{URL}?family_name=Youssef&given_name=Mohammed&birth_date=3.4.90")
        assert isinstance(seen, Statements)
        return len(seen)

    office.person(family_name="Youssef", given_name="Mohammed", birth_date=BORN)
    before = count()
    for _ in range(4):
        office.person(family_name="Yusuf", given_name="Mohamad", birth_date=BORN)
    assert count() == before


def test_the_form_of_a_new_person_asks_and_that_of_an_old_one_does_not(
    client_as: Sign, office: Office
) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    assert 'id="twins"' in client.get("/admin/person/new/").text
    page = client.get(f"/admin/person/edit/?id={office.person().id}").text
    assert 'id="twins"' not in page

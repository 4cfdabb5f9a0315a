"""The search in the header: any spelling, any number on a paper, and nothing out of reach."""

from datetime import date

import pytest

from models.permissions import Role
from tests.conftest import Sign
from tests.factories import Office

URL = "/admin/find/answers.json"


def titles(client_as: Sign, term: str, role: Role = Role.SOCIAL_WORKER) -> list[str]:
    groups = client_as(role).get(URL, query_string={"q": term}).get_json()
    return [title for group in groups for title, *_ in group["answers"]]


@pytest.mark.parametrize(
    "term",
    [
        "mueller",
        "MÜLLER zoe",
        "Zoë Mül",  # the order of names does not matter
        "4.3.1991",
        "04.03.91",
        "4. März 1991",
        "Soe Müller",
        "AZR-7",
        "muell",  # a beginning is enough
    ],
)
def test_a_person_is_found_by_name_birth_date_and_number(
    client_as: Sign, office: Office, term: str
) -> None:
    born = date(1991, 3, 4)
    office.person(family_name="Müller", given_name="Zoë", birth_date=born, azr_no="AZR-7")
    office.person(family_name="Anders")
    assert titles(client_as, term) == ["Müller, Zoë"]


def test_what_was_typed_comes_before_other_spellings(client_as: Sign, office: Office) -> None:
    for family, given in (("Adam", "Muhammad"), ("Bauer", "Mohammed"), ("Amohammed", "Eva")):
        office.person(family_name=family, given_name=given)
    found = titles(client_as, "mohammed")
    assert found == ["Bauer, Mohammed", "Amohammed, Eva", "Adam, Muhammad"]
    picker = "/admin/task/ajax/lookup/?name=person&query=mohammed&limit=1"
    assert client_as(Role.SOCIAL_WORKER).get(picker).get_json()[0][1].startswith("Bauer, Mohammed")


@pytest.mark.parametrize("written", ["GP-2026-{:06d}", "gp 2026 {}"])
def test_a_paper_leads_to_its_talk(client_as: Sign, office: Office, written: str) -> None:
    session = office.counselling_session()
    assert titles(client_as, written.format(session.id)) == [session.title]
    assert titles(client_as, f"GP-2025-{session.id:06d}") == []  # another year, another paper


@pytest.mark.parametrize("written", ["RF-2026-{:06d}-UE", "RF-2026-{:06d}", "rf 2026 {}"])
def test_a_paper_leads_to_its_eviction_case(client_as: Sign, office: Office, written: str) -> None:
    case = office.eviction_case()
    assert titles(client_as, written.format(case.id)) == [case.title]
    assert titles(client_as, f"RF-2025-{case.id:06d}") == []


def test_partners_households_and_rooms_stand_in_groups(client_as: Sign, office: Office) -> None:
    office.partner(name="Beratung am Markt")
    office.household(label="Familie Markt")
    groups = client_as(Role.SOCIAL_WORKER).get(f"{URL}?q=markt").get_json()
    assert [group["label"] for group in groups] == ["Haushalte", "Organisationen"]


def test_nobody_finds_what_is_out_of_reach(client_as: Sign, office: Office) -> None:
    person = office.person(family_name="Geheim", birth_date=date(1991, 3, 4))
    office.responsibility(person, "sozialarbeit2")
    session = office.counselling_session(person, worker=office.staff("sozialarbeit2"))
    number = f"GP-2026-{session.id:06d}"
    assert titles(client_as, number) == []
    assert titles(client_as, number, Role.BENEFITS_CLERK) == []
    for role in (Role.NETWORK_COORDINATOR, Role.STATISTICS_READER, Role.SYSTEM_ADMIN):
        assert titles(client_as, "geheim", role) == []
    office.stay(person)
    assert titles(client_as, "geheim", Role.CARETAKER) == ["Geheim, Ada"]
    assert titles(client_as, "4.3.1991", Role.CARETAKER) == []  # births are not theirs to know


@pytest.mark.parametrize(
    "term", ["", "a", "%", "%%", "_", "'; --", "\x00x", "32.13.2026", "9" * 500]
)
def test_odd_searches_find_nothing_and_break_nothing(
    client_as: Sign, office: Office, term: str
) -> None:
    office.person(family_name="Anders")
    assert titles(client_as, term) == []


def test_the_page_without_script_shows_the_same(client_as: Sign, office: Office) -> None:
    person = office.person(family_name="Müller")
    page = client_as(Role.SOCIAL_WORKER).get("/admin/find/?q=muller").text
    assert f"/admin/person/details/?id={person.id}" in page

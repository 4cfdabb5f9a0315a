"""What hangs on a record keeps it from being deleted; its own parts go with it."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from models import HouseholdMember, Partner, Person, PersonName
from models.base import Record
from models.catalogue import Language
from models.dependents import hangs_on
from models.permissions import Role
from models.person import PersonLanguage
from tests.conftest import Sign
from tests.factories import Office
from tests.forms import Desk


def counted(office: Office, record: Record) -> dict[str, int]:
    found = hangs_on(record, office.session)
    office.session.commit()
    return found


def test_nothing_hangs_on_a_new_person_but_its_own_names(office: Office) -> None:
    spoken = [PersonLanguage(language=office.entry(Language))]
    person = office.person(names=[PersonName(given_name="Adele")], languages=spoken)
    assert counted(office, person) == {}


def test_whatever_points_at_a_person_is_counted(office: Office) -> None:
    person, other = office.person(), office.person()
    office.household(person)
    office.stay(person)
    office.counselling_session(person)
    office.counselling_session(person)
    office.counselling_session(other)
    office.eviction_person(office.eviction_case(other), person=person)
    assert counted(office, person) == {
        "household_member": 1, "stay": 1, "counselling_session": 2, "eviction_person": 1,
    }  # fmt: skip


def test_two_ways_of_pointing_at_staff_are_counted_together(office: Office) -> None:
    worker = office.staff("sozialarbeit3")
    before = counted(office, worker).get("responsibility", 0)
    office.responsibility(office.person(), "sozialarbeit3")
    office.responsibility(office.person(), deputy=worker)
    assert counted(office, worker)["responsibility"] == before + 2


MAKE: dict[str, Callable[[Office], Record]] = {
    "person": lambda office: office.household(office.person()).members[0].person,
    "counselling_session": lambda office: office.task(session=office.counselling_session()).session,
    "partner": lambda office: office.offer().partner,
    "unit": lambda office: office.stay(office.person()).unit,
    "accommodation": lambda office: office.unit().building.accommodation,
}


@pytest.mark.parametrize(
    ("role", "stem"),
    [
        (Role.SOCIAL_WORKER, "person"),
        (Role.SOCIAL_WORKER, "counselling_session"),
        (Role.NETWORK_COORDINATOR, "partner"),
        (Role.ACCOMMODATION_ADMIN, "unit"),
        (Role.ACCOMMODATION_ADMIN, "accommodation"),
    ],
)
def test_the_page_says_what_hangs_on_it_and_deletes_nothing(
    client_as: Sign, office: Office, role: Role, stem: str
) -> None:
    record = MAKE[stem](office)
    desk = Desk(client_as(role), stem)
    page = desk.client.get(f"{desk.url}delete/?id={record.id}")
    assert page.status_code == 200
    assert '<td class="n">1</td>' in page.text
    answer = desk.remove(record)
    assert answer.status_code == 409
    assert office.fresh(record)


def test_once_nothing_hangs_on_it_any_more_it_goes(client_as: Sign, office: Office) -> None:
    household = office.household(office.person())
    client = client_as(Role.SOCIAL_WORKER)
    people, households = Desk(client, "person"), Desk(client, "household")
    person = household.members[0].person
    assert people.remove(person).status_code == 409
    assert households.remove(household).status_code == 302
    assert office.every(HouseholdMember) == []
    assert people.remove(person).status_code == 302
    assert office.every(Person) == []


def test_deleting_twice_ends_on_a_plain_page(client_as: Sign, office: Office) -> None:
    partner = office.partner()
    desk = Desk(client_as(Role.NETWORK_COORDINATOR), "partner")
    assert desk.remove(partner).status_code == 302
    assert desk.client.get(f"{desk.url}delete/?id={partner.id}").status_code == 404
    assert office.every(select(Partner).where(Partner.id == partner.id)) == []


def test_who_may_not_delete_changes_nothing(client_as: Sign, office: Office) -> None:
    person = office.person()
    client = client_as(Role.BENEFITS_CLERK)
    assert client.get(f"/admin/person/delete/?id={person.id}").status_code == 403
    assert office.fresh(person)

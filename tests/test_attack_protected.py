"""What a curious colleague tries: a protected flat, people out of reach, former own fields."""

from datetime import date

import pytest

from models import AuditEntry, EvictionCase, OwnField, Person, PersonOwnValue
from models.audit_entry import AuditAction
from models.base import RulesBroken
from models.own_definitions import forget_own_fields
from models.own_field import OwnClass, OwnKind
from models.permissions import Role
from tests.asking import rows
from tests.conftest import Sign
from tests.factories import Office
from tests.forms import fields_of

FLAT = "Verborgener Weg 8"
WITHOUT_RIGHT = (Role.TEAM_LEAD, Role.ACCOMMODATION_ADMIN, Role.CARETAKER)
HIDDEN = "Unbehaust"


def protected_case(office: Office, **values: bool) -> EvictionCase:
    person = office.person(**{"is_address_protected": True, **values})
    office.stay(person)
    return office.eviction_case(person, household=office.household(person), address=FLAT)


@pytest.mark.parametrize("role", WITHOUT_RIGHT)
def test_the_page_of_a_household_hides_a_protected_flat(
    client_as: Sign, office: Office, role: Role
) -> None:
    case = protected_case(office)
    page = client_as(role).get(f"/admin/household/details/?id={case.household_id}")
    assert page.status_code == 200
    assert FLAT not in page.text


@pytest.mark.parametrize("role", WITHOUT_RIGHT)
def test_nobody_guesses_a_protected_flat_by_searching(
    client_as: Sign, office: Office, role: Role
) -> None:
    protected_case(office)
    client = client_as(role)
    for guess in ("Verborgener", "Verb", "Weg 8"):
        assert rows(client.get(f"/admin/eviction_case/?search={guess}")) == 0, guess


def found(client_as: Sign) -> int:
    return rows(client_as(Role.SOCIAL_WORKER).get("/admin/eviction_case/?search=Verborgener"))


def test_the_search_follows_the_shield(client_as: Sign, office: Office) -> None:
    person = protected_case(office, is_address_protected=False).person
    assert found(client_as) == 1
    person.is_address_protected = True
    office.session.commit()
    assert found(client_as) == 0
    person.is_address_protected = False
    office.session.commit()
    assert found(client_as) == 1


@pytest.fixture
def household(office: Office) -> int:
    """One is housed by the town, the other one, the head of the household, is not."""
    housed, other = office.person(family_name="Behaust"), office.person(family_name=HIDDEN)
    office.stay(housed)
    household = office.household(housed, other, label="Haushalt 7")
    head = household.members[1]
    for is_head, until in ((True, date(2026, 12, 31)), (True, None)):
        head.is_head, head.valid_to = is_head, until
        office.session.commit()
    return household.id


def test_who_is_not_housed_stays_unnamed_in_the_household(
    client_as: Sign, office: Office, household: int
) -> None:
    worker, caretaker = client_as(Role.SOCIAL_WORKER), client_as(Role.CARETAKER)
    for page in ("", f"details/?id={household}", f"history/?id={household}"):
        url = f"/admin/household/{page}"
        assert HIDDEN in worker.get(url).text, page  # first, so that nothing kept is passed on
        seen = caretaker.get(url)
        assert (seen.status_code, HIDDEN in seen.text) == (200, False), page


def test_the_usual_order_tells_no_hidden_deadline(client_as: Sign, office: Office) -> None:
    first = office.eviction_case(office.person(family_name="Anders"), served_on=date(2026, 11, 20))
    second = office.eviction_case(office.person(family_name="Berg"), served_on=date(2026, 11, 2))
    lists = {role: client_as(role) for role in (Role.SOCIAL_WORKER, Role.ACCOMMODATION_ADMIN)}

    def order(role: Role) -> list[str]:
        text = lists[role].get("/admin/eviction_case/").text
        return sorted(("Anders", "Berg"), key=text.index)

    assert order(Role.SOCIAL_WORKER) == ["Berg", "Anders"]
    before = order(Role.ACCOMMODATION_ADMIN)
    first.served_on, second.served_on = second.served_on, first.served_on
    office.session.commit()
    assert order(Role.SOCIAL_WORKER) == ["Anders", "Berg"]
    assert order(Role.ACCOMMODATION_ADMIN) == before


def test_taking_a_step_begins_with_a_noted_reading(client_as: Sign, office: Office) -> None:
    case = office.eviction_case()
    page = client_as(Role.SOCIAL_WORKER).get(f"/admin/eviction_case/step/?id={case.id}&to=TITLE")
    assert page.status_code == 200
    read = [row for row in office.every(AuditEntry) if row.action is AuditAction.READ]
    assert [(row.table_name, row.record_id) for row in read] == [("eviction_case", case.id)]


def once_filled_in(office: Office) -> tuple[OwnField, Person]:
    """A field whose only value was taken away again; the history still tells it."""
    field, person = office.own_field(label_de="Notiz"), office.person()
    office.stay(person)
    value = office.add(PersonOwnValue(person=person, field_id=field.id, text_value=HIDDEN))
    person.put_own(person.own_definition(field_name(field)), None)
    office.session.commit()
    assert office.fresh(value) is None
    return field, person


def field_name(field: OwnField) -> str:
    return f"own_{field.code}"


def test_the_successor_of_a_field_does_not_open_its_history(
    client_as: Sign, office: Office
) -> None:
    field, person = once_filled_in(office)
    url = f"/admin/person/history/?id={person.id}"
    assert HIDDEN in client_as(Role.SOCIAL_WORKER).get(url).text
    office.session.delete(field)
    office.session.commit()
    forget_own_fields()
    successor = office.own_field(label_de="Notiz", protection=OwnClass.IDENTITY, kind=OwnKind.DAY)
    forget_own_fields()
    assert successor.code != "notiz"
    for role in (Role.CARETAKER, Role.SOCIAL_WORKER):
        seen = client_as(role).get(url)
        assert (seen.status_code, HIDDEN in seen.text) == (200, False)


@pytest.mark.parametrize(
    ("name", "value"), [("protection", OwnClass.IDENTITY), ("kind", OwnKind.DAY)]
)
def test_a_field_once_filled_in_keeps_its_promise(
    office: Office, name: str, value: OwnClass | OwnKind
) -> None:
    field, _ = once_filled_in(office)
    setattr(field, name, value)
    with pytest.raises(RulesBroken, match=name):
        office.session.commit()
    office.session.rollback()


@pytest.mark.parametrize("label", ["Definition", "Values", "Stored", "Words", "Class of"])
def test_a_field_may_be_called_like_anything(client_as: Sign, office: Office, label: str) -> None:
    field, person = office.own_field(label_de=label), office.person()
    person.put_own(person.own_definition(field_name(field)), "Kranich")
    office.session.commit()
    client = client_as(Role.SOCIAL_WORKER)
    for page in ("details", "edit", "history"):
        answer = client.get(f"/admin/person/{page}/?id={person.id}")
        assert answer.status_code == 200
        assert "method" not in answer.text.split("<main", 1)[1].replace('method="post"', "")
    assert "Kranich" in client.get(f"/admin/person/file/facts/?id={person.id}").text


def test_a_mark_of_another_kind_is_no_mark(client_as: Sign, office: Office) -> None:
    """What we sealed for a form opens no page of a list, and breaks none."""
    person, client = office.person(), client_as(Role.SOCIAL_WORKER)
    form = fields_of(client.get(f"/admin/person/edit/?id={person.id}"))
    for order in ("", "&sort=birth_date"):
        url = f"/admin/person/?page=1&after={form['_before'][0]}{order}"
        assert client.get(url).status_code == 200

"""Which social worker is responsible for a person, and who stands in."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models import Person, Responsibility
from models.acting import Acting
from models.base import RulesBroken
from models.permissions import Role
from models.responsibility import own_case
from tests.conftest import NOW, Sign
from tests.factories import TODAY, Office
from tests.forms import Desk


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.SOCIAL_WORKER), "responsibility")


def test_nobody_stands_in_for_themselves(office: Office) -> None:
    with pytest.raises(RulesBroken, match="deputy"):
        office.responsibility(office.person(), deputy=office.staff())


def test_no_responsibility_ends_before_it_begins(office: Office) -> None:
    with pytest.raises(RulesBroken, match="valid_to"):
        office.responsibility(office.person(), valid_to=date(2024, 12, 31))
    office.session.rollback()
    duty = office.responsibility(office.person())
    with pytest.raises(IntegrityError, match="valid_to_after_valid_from"):
        office.write_past_rules(duty, valid_to=date(2024, 12, 31))


def test_a_responsibility_is_asked_as_of_a_day(office: Office) -> None:
    duty = office.responsibility(office.person(), valid_to=TODAY)
    wanted = select(Responsibility)
    assert office.every(wanted.where(Responsibility.as_of(TODAY))) == [duty]
    assert office.every(wanted.where(Responsibility.as_of(date(2026, 11, 24)))) == []


def test_a_case_is_ones_own_as_worker_deputy_stand_in_or_while_it_is_nobodys(
    office: Office,
) -> None:
    names = ("mine", "as deputy", "absent colleague's", "a colleague's", "formerly mine", "open")
    people = {name: office.person(given_name=name) for name in names}
    first, second, third = (office.staff(f"sozialarbeit{n}") for n in ("", "2", "3"))
    office.responsibility(people["mine"])
    office.responsibility(people["as deputy"], "sozialarbeit3", deputy=first)
    office.responsibility(people["absent colleague's"], "sozialarbeit2")
    office.responsibility(people["a colleague's"], "sozialarbeit3")
    office.responsibility(people["formerly mine"], valid_to=date(2026, 11, 22))
    office.responsibility(people["formerly mine"], "sozialarbeit3", valid_from=TODAY)
    someone = Acting(first.id, frozenset({Role.SOCIAL_WORKER}), NOW, "de", frozenset({second.id}))
    own = office.every(select(Person).where(own_case(Person.id, someone)))
    assert {person.given_name for person in own} == {
        "mine", "as deputy", "absent colleague's", "open",
    }  # fmt: skip
    assert third.id not in someone.own_ids


def test_lists_and_headings_call_it_alike(office: Office) -> None:
    duty = office.responsibility(office.person())
    assert office.title_in_sql(duty) == duty.title


def test_who_may_not_see_it(client_as: Sign) -> None:
    assert client_as(Role.CARETAKER).get("/admin/responsibility/").status_code == 403


def test_a_responsibility_begins_with_oneself_today(desk: Desk, office: Office) -> None:
    person = office.person()
    desk.save({"person": str(person.id)})
    duty = office.only(Responsibility)
    assert (duty.person_id, duty.worker_id, duty.valid_from) == (
        person.id, office.staff().id, TODAY,
    )  # fmt: skip


def test_a_responsibility_is_handed_on_and_found(desk: Desk, office: Office) -> None:
    duty = office.responsibility(office.person())
    office.responsibility(office.person(family_name="Anders"), "sozialarbeit3")
    deputy = office.staff("sozialarbeit2")
    desk.save({"deputy": str(deputy.id), "valid_to": "31.12.2026"}, duty)
    assert office.fresh(duty).deputy_id == deputy.id
    assert deputy.display_name in desk.details(duty)
    assert desk.found(search="beispiel") == [duty.id]
    assert desk.found(deputy=deputy.display_name) == [duty.id]


def test_the_form_says_that_the_deputy_is_somebody_else(desk: Desk, office: Office) -> None:
    typed = {"person": str(office.person().id), "deputy": str(office.staff().id)}
    assert desk.refused(typed) == {"deputy"}
    assert office.every(Responsibility) == []


def test_a_colleague_who_left_is_offered_to_nobody(desk: Desk, office: Office) -> None:
    colleague = office.staff("sozialarbeit3")
    url = f"{desk.url}ajax/lookup/?name=worker&query="
    assert colleague.id in [key for key, _ in desk.client.get(url).json]
    colleague.active = False
    office.session.commit()
    assert colleague.id not in [key for key, _ in desk.client.get(url).json]


def test_one_worker_at_a_time_is_responsible(office: Office) -> None:
    person = office.person()
    earlier = office.responsibility(person, "sozialarbeit2")
    with pytest.raises(RulesBroken, match="valid_from"):
        office.responsibility(person, valid_from=TODAY)
    office.session.rollback()
    earlier.valid_to = TODAY - timedelta(days=1)
    office.session.commit()
    office.responsibility(person, valid_from=TODAY)

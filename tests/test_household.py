"""Households: who belongs to them, from when to when."""

from contextlib import nullcontext
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models import Household, HouseholdMember
from models.base import RulesBroken
from models.catalogue import HouseholdRole
from models.permissions import Role
from tests.conftest import Sign
from tests.factories import TODAY, Office
from tests.forms import Desk


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.SOCIAL_WORKER), "household")


def test_nobody_leaves_a_household_before_joining_it(office: Office) -> None:
    household = office.household(office.person())
    household.members[0].valid_to = date(2024, 12, 31)
    with pytest.raises(RulesBroken, match="members"):
        office.session.commit()
    office.session.rollback()
    with pytest.raises(IntegrityError, match="valid_to_after_valid_from"):
        office.write_past_rules(household.members[0], valid_to=date(2024, 12, 31))


def test_membership_is_asked_as_of_a_day(office: Office) -> None:
    household = office.household(office.person())
    member = household.members[0]
    member.valid_to = date(2026, 1, 31)
    office.session.commit()
    for day, holds in [
        (date(2024, 12, 31), False),
        (date(2025, 1, 1), True),  # the first day counts
        (date(2026, 1, 31), True),  # and so does the last
        (date(2026, 2, 1), False),
    ]:
        rows = office.every(select(HouseholdMember).where(HouseholdMember.as_of(day)))
        assert (bool(rows), member.holds_on(day)) == (holds, holds)


def test_lists_and_headings_call_a_household_alike(office: Office) -> None:
    household = office.household(label="Familie Şahin")
    assert office.title_in_sql(household) == household.title


def test_who_may_not_record_a_household(client_as: Sign) -> None:
    assert client_as(Role.CARETAKER).get("/admin/household/new/").status_code == 403


def test_a_household_is_recorded_with_its_members(desk: Desk, office: Office) -> None:
    mother, child = office.person(given_name="Mutter"), office.person(given_name="Kind")
    role = office.entry(HouseholdRole)
    desk.save({
        "label": "Familie Beispiel", "members-0-person": str(mother.id),
        "members-0-role": str(role.id), "members-0-is_head": "y", "members-0-valid_from": "1.1.26",
        "members-1-person": str(child.id), "members-1-valid_from": "heute",
    })  # fmt: skip
    household = office.only(Household)
    first, second = household.members
    assert (first.person_id, first.role_id, first.is_head) == (mother.id, role.id, True)
    assert (second.person_id, second.role_id, second.is_head) == (child.id, None, False)
    assert (first.valid_from, second.valid_from) == (date(2026, 1, 1), TODAY)
    details = desk.details(household)
    assert mother.title in details
    assert role.title in details
    assert desk.found(search="beispiel") == [household.id]


def test_a_member_is_taken_out_and_another_changed(desk: Desk, office: Office) -> None:
    household = office.household(office.person(given_name="A"), office.person(given_name="B"))
    desk.save({"del-members-0": "1", "members-1-valid_to": "31.10.2026"}, household)
    assert [(one.person.given_name, one.valid_to) for one in office.only(Household).members] == [
        ("B", date(2026, 10, 31))
    ]


def test_a_wrong_period_stands_beside_the_members(desk: Desk, office: Office) -> None:
    household = office.household(office.person())
    assert desk.refused({"members-0-valid_to": "1.1.2020"}, household) == {"members"}
    assert office.only(HouseholdMember).valid_to is None


def test_the_list_counts_those_who_belong_to_it_today(desk: Desk, office: Office) -> None:
    household = office.household(office.person(given_name="A"), office.person(given_name="B"))
    household.members[0].valid_to = date(2026, 11, 22)
    household.members[1].is_head = True
    office.session.commit()
    assert desk.cells()[:3] == ["Familie Beispiel", "Beispiel, B", "1"]


@pytest.mark.parametrize(
    ("is_head", "same", "is_fine"),
    [
        (False, False, True),
        (True, False, False),  # two heads on one day
        (False, True, False),  # one person twice
    ],
)
def test_a_household_has_one_head_and_nobody_twice(
    office: Office, is_head: bool, same: bool, is_fine: bool
) -> None:
    first, second = office.person(), office.person()
    start = date(2025, 1, 1)
    members = [
        HouseholdMember(person=first, is_head=True, valid_from=start),
        HouseholdMember(person=first if same else second, is_head=is_head, valid_from=start),
    ]
    with nullcontext() if is_fine else pytest.raises(RulesBroken, match="members"):
        office.household(members=members)

"""To which target group of the concept a person belonged, and when."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models import PersonTargetGroup
from models.base import RulesBroken
from models.catalogue import TargetGroup
from models.permissions import Role
from tests.conftest import Sign
from tests.factories import TODAY, Office
from tests.forms import Desk


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.BENEFITS_CLERK), "person_target_group")


def test_nobody_leaves_a_group_before_entering_it(office: Office) -> None:
    with pytest.raises(RulesBroken, match="valid_to"):
        office.person_target_group(office.person(), valid_to=date(2024, 12, 31))
    office.session.rollback()
    group = office.person_target_group(office.person())
    with pytest.raises(IntegrityError, match="valid_to_after_valid_from"):
        office.write_past_rules(group, valid_to=date(2024, 12, 31))


def test_a_group_is_asked_as_of_a_day(office: Office) -> None:
    group = office.person_target_group(office.person(), valid_to=TODAY)
    wanted = select(PersonTargetGroup)
    assert office.every(wanted.where(PersonTargetGroup.as_of(TODAY))) == [group]
    assert office.every(wanted.where(PersonTargetGroup.as_of(date(2026, 11, 24)))) == []


def test_lists_and_headings_call_it_alike(office: Office) -> None:
    group = office.person_target_group(office.person())
    assert office.title_in_sql(group) == group.title


def test_who_may_not_see_it(client_as: Sign) -> None:
    assert client_as(Role.CARETAKER).get("/admin/person_target_group/").status_code == 403


def test_a_group_is_recorded_found_and_changed(desk: Desk, office: Office) -> None:
    person, other = office.person(), office.person(family_name="Anders")
    office.person_target_group(other, target_group=office.entry(TargetGroup))
    target = office.every(select(TargetGroup))[-1]
    desk.save({
        "person": str(person.id), "target_group": str(target.id), "valid_from": "1.2.26",
        "reason": "Zuweisung",
    })  # fmt: skip
    group = office.only(select(PersonTargetGroup).where(PersonTargetGroup.person == person))
    assert (group.target_group_id, group.valid_from) == (target.id, date(2026, 2, 1))
    assert desk.found(search="beispiel") == [group.id]
    assert desk.found(target_group=target.code) == [group.id]
    desk.save({"valid_to": "heute"}, group)
    assert "23.11.2026" in desk.details(group)
    assert desk.refused({"valid_to": "1.1.26"}, group) == {"valid_to"}
    assert office.fresh(group).valid_to == TODAY


def test_person_group_and_beginning_are_needed(desk: Desk, office: Office) -> None:
    assert desk.refused({}) == {"person", "target_group", "valid_from"}
    assert office.every(PersonTargetGroup) == []

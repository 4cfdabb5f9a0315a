"""Under which benefit law a person lives, by period; amounts are not stored."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models import BenefitPeriod
from models.base import Hundredths, RulesBroken
from models.catalogue import BenefitLaw
from models.permissions import Role
from tests.conftest import Sign
from tests.factories import TODAY, Office
from tests.forms import Desk


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.BENEFITS_CLERK), "benefit_period")


def test_no_amount_is_stored() -> None:
    types = [type(column.type) for column in BenefitPeriod.__mapper__.columns]
    assert Hundredths not in types


def test_no_benefit_ends_before_it_begins(office: Office) -> None:
    with pytest.raises(RulesBroken, match="valid_to"):
        office.benefit_period(office.person(), valid_to=date(2024, 12, 31))
    office.session.rollback()
    period = office.benefit_period(office.person())
    with pytest.raises(IntegrityError, match="valid_to_after_valid_from"):
        office.write_past_rules(period, valid_to=date(2024, 12, 31))


def test_a_benefit_is_asked_as_of_a_day(office: Office) -> None:
    person = office.person()
    first = office.benefit_period(person, valid_to=date(2025, 12, 31))
    second = office.benefit_period(person, valid_from=date(2026, 1, 1))
    wanted = select(BenefitPeriod)
    assert office.every(wanted.where(BenefitPeriod.as_of(date(2025, 12, 31)))) == [first]
    assert office.every(wanted.where(BenefitPeriod.as_of(TODAY))) == [second]


def test_lists_and_headings_call_it_alike(office: Office) -> None:
    period = office.benefit_period(office.person())
    assert office.title_in_sql(period) == period.title


def test_who_may_not_see_it(client_as: Sign) -> None:
    assert client_as(Role.CARETAKER).get("/admin/benefit_period/").status_code == 403


def test_a_benefit_is_recorded_found_and_changed(desk: Desk, office: Office) -> None:
    person, other = office.person(), office.person(family_name="Anders")
    office.benefit_period(other)
    law = office.every(select(BenefitLaw))[-1]
    desk.save({
        "person": str(person.id), "benefit_law": str(law.id), "valid_from": "1.2.26",
        "paying_office": "Abteilung 50-2", "health_insurer": "Beispielkasse",
    })  # fmt: skip
    period = office.only(select(BenefitPeriod).where(BenefitPeriod.person == person))
    assert (period.benefit_law_id, period.paying_office) == (law.id, "Abteilung 50-2")
    assert desk.found(search="ada beispiel") == [period.id]
    assert desk.found(benefit_law=law.code) == [period.id]
    desk.save({"valid_to": "heute", "health_insurer": ""}, period)
    after = office.fresh(period)
    assert (after.valid_to, after.health_insurer) == (TODAY, None)
    assert "23.11.2026" in desk.details(period)
    assert desk.refused({"valid_to": "1.1.26"}, period) == {"valid_to"}


def test_person_law_and_beginning_are_needed(desk: Desk, office: Office) -> None:
    assert desk.refused({}) == {"person", "benefit_law", "valid_from"}
    assert office.every(BenefitPeriod) == []

"""Eviction cases: the facts of the court's notice."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError

from models import EvictionCase, EvictionPerson
from models.base import RulesBroken
from models.catalogue import EvictionCause, EvictionSource
from models.eviction_step import EvictionState
from models.permissions import Role
from tests.conftest import Sign
from tests.factories import TODAY, Office
from tests.forms import Desk

TOMORROW = date(2026, 11, 24)


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.SOCIAL_WORKER), "eviction_case")


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("served_on", {"filed_on": TODAY, "served_on": date(2026, 11, 22)}),
        ("received_on", {"received_on": TOMORROW}),
        ("filed_on", {"filed_on": TOMORROW}),
        ("served_on", {"served_on": TOMORROW}),
        ("arrears", {"arrears": Decimal("-0.01")}),
        ("monthly_rent", {"monthly_rent": Decimal(-1)}),
        ("minor_count", {"minor_count": -1}),
        ("state", {"state": EvictionState.CLOSED}),  # no case begins at its end
    ],
)
def test_what_cannot_be_true_of_a_notice_is_not_stored(
    office: Office, field: str, values: dict[str, object]
) -> None:
    with pytest.raises(RulesBroken, match=f"{field}: "):
        office.eviction_case(**values)


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("served_after_filed", {"filed_on": TODAY, "served_on": date(2026, 11, 22)}),
        ("counts_not_negative", {"adult_count": -1}),
        ("arrears_not_negative", {"arrears": Decimal(-1)}),
    ],
)
def test_the_database_itself_refuses_it(
    office: Office, rule: str, values: dict[str, object]
) -> None:
    case = office.eviction_case()
    with pytest.raises(IntegrityError, match=rule):
        office.write_past_rules(case, **values)


@pytest.mark.parametrize(
    ("values", "ending"),
    [
        ({"address": "Musterweg 3"}, " · Musterweg 3"),
        ({"address": None, "court_reference": "9 C 12/26"}, ""),  # not for everybody's eyes
    ],
)
def test_lists_and_headings_call_a_case_alike(
    any_office: Office, values: dict[str, str | None], ending: str
) -> None:
    case = any_office.eviction_case(**values)
    assert any_office.title_in_sql(case) == case.title == f"Beispiel, Ada{ending}"


def test_who_may_not_record_a_case(client_as: Sign) -> None:
    assert client_as(Role.BENEFITS_CLERK).get("/admin/eviction_case/new/").status_code == 403


def test_a_notice_is_recorded_found_and_changed(desk: Desk, office: Office) -> None:
    person, child = office.person(), office.person(given_name="Kind")
    household = office.household(person, child)
    source, cause = office.entry(EvictionSource), office.entry(EvictionCause)
    desk.save({
        "person": str(person.id), "household": str(household.id),
        "residents-0-person": str(child.id),
        "address": "Musterweg 3", "minor_count": "1", "source": str(source.id),
        "cause": str(cause.id), "court": "Amtsgericht Mettmann", "court_reference": "9 C 12/26",
        "filed_on": "2.11.26", "served_on": "9.11.26", "hearing_at": "15.12.2026 9:30",
        "monthly_rent": "812,50", "arrears": "2.437,50 €",
    })  # fmt: skip
    case = office.only(EvictionCase)
    assert (case.received_on, case.state) == (TODAY, EvictionState.CLAIM_PENDING)
    assert (case.monthly_rent, case.arrears) == (Decimal("812.50"), Decimal("2437.50"))
    assert case.hearing_at == datetime(2026, 12, 15, 9, 30)
    assert [one.person_id for one in office.every(EvictionPerson)] == [child.id]
    details = desk.details(case)
    for text in ("2.437,50 €", "15.12.2026 09:30", cause.title, child.title, household.title):
        assert text in details
    for term in ("9 C 12/26", "musterweg", "beispiel", "mettmann"):
        assert desk.found(search=term) == [case.id]
    assert desk.found(hearing_at_from="15.12.26", hearing_at_to="15.12.26") == [case.id]
    desk.save({"del-residents-0": "1", "hearing_at": ""}, case)
    assert office.only(EvictionCase).hearing_at is None
    assert office.every(EvictionPerson) == []


def test_wrong_values_stand_beside_their_fields(desk: Desk, office: Office) -> None:
    wrong = {
        "hearing_at": "15.12.2026", "arrears": "viel", "monthly_rent": "1,2,3",
        "received_on": "31.11.26", "adult_count": "", "person": "4711",
    }  # fmt: skip
    assert desk.refused(wrong) == set(wrong)
    good = {"person": str(office.person().id)}
    later = {"filed_on": "2.11.26", "served_on": "1.11.26", "compensation": "-5"}
    assert desk.refused({**good, **later}) == {"served_on", "compensation"}
    assert desk.refused({**good, "state": "CLOSED"}) == {"state"}
    assert office.every(EvictionCase) == []


def test_a_case_that_has_begun_moves_on_by_steps_only(desk: Desk, office: Office) -> None:
    case = office.eviction_case()
    desk.save({"state": "AVERTED", "court": "Amtsgericht Mettmann"}, case)
    changed = office.fresh(case)
    assert changed is not None
    assert (changed.state, changed.court) == (case.state, "Amtsgericht Mettmann")


@pytest.mark.parametrize("role", [Role.CARETAKER, Role.ACCOMMODATION_ADMIN, Role.TEAM_LEAD])
def test_a_protected_address_is_not_told_by_an_eviction(
    client_as: Sign, office: Office, role: Role
) -> None:
    person = office.person(is_address_protected=True)
    case = office.eviction_case(person, address="Verborgener Weg 8")
    client = client_as(role)
    for url in ("", f"details/?id={case.id}", "export/csv/"):
        assert "Verborgener Weg" not in client.get(f"/admin/eviction_case/{url}").text

"""Rooms and flats: their size and places, why they are blocked, who lives there."""

from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models import Unit
from models.base import RulesBroken
from models.permissions import Role
from models.unit import Designation, UsageForm
from tests.conftest import Sign
from tests.factories import Office
from tests.forms import Desk


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.ACCOMMODATION_ADMIN), "unit")


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("area", {"area": Decimal(0)}),
        ("nominal_capacity", {"nominal_capacity": -1, "realistic_capacity": -1}),
        ("realistic_capacity", {"nominal_capacity": 2, "realistic_capacity": 3}),
        ("blocked_reason", {"is_blocked": True}),
    ],
)
def test_what_cannot_be_true_of_a_unit_is_not_stored(
    office: Office, field: str, values: dict[str, object]
) -> None:
    with pytest.raises(RulesBroken, match=f"{field}: "):
        office.unit(**values)


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("area_positive", {"area": Decimal(-1)}),
        ("realistic_capacity_within_nominal", {"realistic_capacity": 4}),
        ("nominal_capacity_not_negative", {"nominal_capacity": -1}),
    ],
)
def test_the_database_itself_refuses_it(
    office: Office, rule: str, values: dict[str, object]
) -> None:
    unit = office.unit()
    with pytest.raises(IntegrityError, match=f"(?i){rule}|within_nominal"):
        office.write_past_rules(unit, **values)


def test_a_number_stands_once_in_a_building(office: Office) -> None:
    office.unit()
    with pytest.raises(IntegrityError, match="(?i)unique"):
        office.unit()
    office.session.rollback()


def test_lists_and_headings_call_a_unit_alike(any_office: Office) -> None:
    unit = any_office.unit()
    assert any_office.title_in_sql(unit) == unit.title == "Testweg 1 · Testhaus · 1.01"
    unit.building.accommodation.street = None
    any_office.session.commit()
    assert any_office.title_in_sql(unit) == unit.title == "Unterkunft Testweg · Testhaus · 1.01"


def test_who_may_not_record_a_unit(client_as: Sign) -> None:
    assert client_as(Role.CARETAKER).get("/admin/unit/new/").status_code == 403


def test_a_unit_is_recorded_found_and_changed(desk: Desk, office: Office) -> None:
    building = office.building()
    desk.save({
        "building": str(building.id), "number": "2.07", "floor": "2. OG", "usage_form": "OWN_FLAT",
        "area": "1.017,5", "designation": "FAMILY", "is_barrier_free": "y",
        "nominal_capacity": "6", "realistic_capacity": "5",
    })  # fmt: skip
    unit = office.only(Unit)
    assert unit.area == Decimal("1017.50")
    assert (unit.usage_form, unit.designation) == (UsageForm.OWN_FLAT, Designation.FAMILY)
    assert (unit.is_barrier_free, unit.is_blocked) == (True, False)
    assert "1.017,50 m²" in desk.details(unit)
    assert desk.found(search="testweg 2.07") == [unit.id]
    assert desk.found(is_blocked="no", designation="FAMILY") == [unit.id]
    desk.save({"is_blocked": "y", "blocked_reason": "Wasserschaden", "is_barrier_free": None}, unit)
    assert desk.found(is_blocked="yes") == [unit.id]
    after = office.only(Unit)
    assert (after.area, after.is_barrier_free) == (Decimal("1017.50"), False)


def test_the_form_says_what_is_wrong_beside_each_field(desk: Desk, office: Office) -> None:
    unit = office.unit()
    typed = {"nominal_capacity": "", "realistic_capacity": "viele", "area": "12,345", "number": " "}
    assert desk.refused(typed, unit) == set(typed)
    assert desk.refused({"realistic_capacity": "4"}, unit) == {"realistic_capacity"}
    assert desk.refused({"is_blocked": "y"}, unit) == {"blocked_reason"}
    assert office.only(select(Unit)).realistic_capacity == 2


def test_an_english_screen_reads_back_the_area_that_it_shows(desk: Desk, office: Office) -> None:
    unit = office.unit(area=Decimal("1234.56"))
    with desk.client.session_transaction() as session:
        session["language"] = "en"
    assert "1,234.56 m²" in desk.details(unit)
    desk.save({}, unit)
    assert office.only(Unit).area == Decimal("1234.56")


def test_the_same_number_twice_is_told_and_not_stored(desk: Desk, office: Office) -> None:
    unit = office.unit()
    answer = desk.send({"building": str(unit.building_id), "number": "1.01"})
    assert answer.status_code == 422
    assert "UNIQUE" not in answer.text
    assert len(office.every(Unit)) == 1


def test_the_list_counts_who_lives_there_today(desk: Desk, office: Office) -> None:
    unit = office.unit()
    office.stay(office.person(), unit=unit)
    assert desk.cells()[6] == "1"

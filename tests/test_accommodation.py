"""Accommodation sites and their buildings: times, spellings, places and who fills them."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models import Accommodation, Unit
from models.accommodation import Building, Ownership
from models.base import RulesBroken
from models.catalogue import AccommodationKind
from models.permissions import Role
from tests.conftest import Sign
from tests.factories import Office
from tests.forms import Desk, summary_of


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.ACCOMMODATION_ADMIN), "accommodation")


def site_of(office: Office) -> Accommodation:
    """The site of the tests; the town's own ones are in the list too."""
    return office.building().accommodation


def test_no_site_closes_before_it_opens(office: Office) -> None:
    site = site_of(office)
    site.opened_on, site.closed_on = date(2026, 1, 2), date(2026, 1, 1)
    with pytest.raises(RulesBroken, match="closed_on"):
        office.session.commit()
    office.session.rollback()


def test_a_building_has_its_name_once_in_a_site(office: Office) -> None:
    building = office.building()
    with pytest.raises(IntegrityError, match="(?i)unique"):
        office.add(Building(accommodation=building.accommodation, name=building.name))
    office.session.rollback()


def test_lists_and_headings_call_sites_and_buildings_alike(any_office: Office) -> None:
    building = any_office.building()
    assert any_office.title_in_sql(building) == building.title == "Unterkunft Testweg · Testhaus"
    assert any_office.title_in_sql(building.accommodation) == building.accommodation.title


def test_who_may_not_change_a_site(client_as: Sign) -> None:
    assert client_as(Role.SOCIAL_WORKER).get("/admin/accommodation/new/").status_code == 403


def test_a_site_is_recorded_with_its_buildings(desk: Desk, office: Office) -> None:
    kind = office.entry(AccommodationKind)
    desk.save({
        "name": "Unterkunft Neuweg", "kind": str(kind.id), "ownership": "RENTED", "town": "Haan",
        "street": "Neuweg 1", "aliases": "Containerdorf; Neuer Weg", "opened_on": "1.2.26",
        "buildings-0-name": "Haus A", "buildings-0-is_barrier_free": "y",
        "buildings-1-name": "Haus B",
    })  # fmt: skip
    site = office.only(select(Accommodation).where(Accommodation.street == "Neuweg 1"))
    assert (site.kind_id, site.ownership) == (kind.id, Ownership.RENTED)
    assert [(one.name, one.is_barrier_free) for one in site.buildings] == [
        ("Haus A", True), ("Haus B", False),
    ]  # fmt: skip
    assert "01.02.2026" in desk.details(site)
    assert desk.found(search="containerdorf") == [site.id]
    assert desk.found(search="neuweg", kind=kind.code) == [site.id]
    assert desk.found(search="neuweg", ownership="MUNICIPAL") == []


def test_a_new_name_finds_the_site_and_its_units(desk: Desk, office: Office) -> None:
    unit = office.unit()
    desk.save({"name": "Haus am Park"}, unit.building.accommodation)
    units = Desk(desk.client, "unit")
    assert units.found(search="am park 1.01") == [unit.id]
    assert units.found(search="testweg 1.01") == [unit.id]  # the street is the same
    assert units.found(search="unterkunft testweg") == []


def test_a_building_with_units_is_not_taken_out(desk: Desk, office: Office) -> None:
    unit = office.unit()
    answer = desk.send({"del-buildings-0": "1", "name": "Neu"}, unit.building.accommodation)
    assert answer.status_code == 422
    assert len(summary_of(answer)) == 1
    assert office.only(Unit).building.accommodation.name == "Unterkunft Testweg"


def test_the_list_shows_places_and_occupancy(desk: Desk, office: Office) -> None:
    unit = office.unit(nominal_capacity=5, realistic_capacity=4)
    office.stay(office.person(), unit=unit)
    office.stay(office.person(), unit=unit, valid_to=date(2026, 10, 1))  # moved out
    assert desk.cells(search="testweg")[4:6] == ["4", "1"]

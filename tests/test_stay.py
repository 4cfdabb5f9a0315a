"""Stays: who lived in which unit; nobody lives in two units on one night."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models import Stay
from models.base import RulesBroken
from models.catalogue import StayDestination, StayReason
from models.permissions import Role
from models.stay import PlacementBasis
from tests.conftest import Sign
from tests.factories import TODAY, Office
from tests.forms import Desk, errors_of

JANUARY, MARCH = date(2026, 1, 1), date(2026, 3, 1)


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.ACCOMMODATION_ADMIN), "stay")


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "fits"),
    [
        (date(2025, 12, 1), JANUARY, True),  # moves on the day the other stay begins
        (MARCH, None, True),  # moves on the day the other stay ends
        (MARCH, date(2026, 4, 1), True),
        (date(2025, 12, 1), date(2026, 1, 2), False),  # one common night
        (date(2026, 2, 28), None, False),
        (date(2026, 1, 15), date(2026, 2, 1), False),  # within
        (date(2025, 12, 1), None, False),  # around
        (JANUARY, MARCH, False),
    ],
)
def test_nobody_lives_in_two_units_on_one_night(
    any_office: Office, valid_from: date, valid_to: date | None, fits: bool
) -> None:
    person, unit = any_office.person(), any_office.unit()
    any_office.stay(person, unit=unit, valid_from=JANUARY, valid_to=MARCH)
    any_office.stay(any_office.person(), unit=unit, valid_from=JANUARY)  # somebody else may
    values = {"unit": unit, "valid_from": valid_from, "valid_to": valid_to}
    if fits:
        assert any_office.stay(person, **values).id
    else:
        with pytest.raises(RulesBroken, match="valid_from"):
            any_office.stay(person, **values)


def test_a_destination_needs_the_day_of_moving_out(office: Office) -> None:
    person, somewhere = office.person(), office.entry(StayDestination)
    with pytest.raises(RulesBroken, match="destination"):
        office.stay(person, destination=somewhere)
    office.session.rollback()
    assert office.stay(person, destination=somewhere, valid_to=TODAY, unit=office.unit(number="2"))


def test_the_database_itself_refuses_an_end_before_the_beginning(office: Office) -> None:
    stay = office.stay(office.person())
    with pytest.raises(IntegrityError, match="valid_to_after_valid_from"):
        office.write_past_rules(stay, valid_to=date(2025, 12, 31))


def test_a_stay_is_asked_as_of_a_day(office: Office) -> None:
    stay = office.stay(office.person(), valid_to=TODAY)
    assert office.every(select(Stay).where(Stay.as_of(TODAY))) == [stay]
    assert office.every(select(Stay).where(Stay.as_of(TODAY + timedelta(days=1)))) == []


def test_lists_and_headings_call_a_stay_alike(office: Office) -> None:
    stay = office.stay(office.person())
    assert office.title_in_sql(stay) == stay.title


def test_who_may_not_record_a_stay(client_as: Sign) -> None:
    assert client_as(Role.SOCIAL_WORKER).get("/admin/stay/new/").status_code == 403


def test_a_person_moves_in_and_out(desk: Desk, office: Office) -> None:
    person, unit = office.person(), office.unit()
    office.stay(office.person(family_name="Anders"), unit=unit)
    reason, destination = office.entry(StayReason), office.entry(StayDestination)
    desk.save({
        "person": str(person.id), "unit": str(unit.id), "reason": str(reason.id),
        "placement_basis": "ORDER_LAW",
    })  # fmt: skip
    stay = office.only(select(Stay).where(Stay.person == person))
    assert (stay.valid_from, stay.reason_id) == (TODAY, reason.id)
    assert stay.placement_basis is PlacementBasis.ORDER_LAW
    assert unit.title in desk.details(stay)
    assert desk.found(search="beispiel") == [stay.id]
    assert desk.found(placement_basis="ORDER_LAW", unit="testweg") == [stay.id]
    desk.save({"valid_to": "30.11.26", "destination": str(destination.id)}, stay)
    assert office.fresh(stay).destination_id == destination.id
    desk.save({"valid_to": "", "destination": ""}, stay)  # stays after all
    after = office.fresh(stay)
    assert (after.valid_to, after.destination_id) == (None, None)


def test_the_form_names_the_unit_in_which_somebody_lives_already(
    desk: Desk, office: Office
) -> None:
    stay = office.stay(office.person())
    other = office.unit(number="2.02")
    answer = desk.send({"person": str(stay.person_id), "unit": str(other.id)})
    assert answer.status_code == 422
    [told] = errors_of(answer)["valid_from"]
    assert stay.unit.title in told
    assert "01.01.2026" in told
    assert office.only(Stay).id == stay.id


def test_the_caretaker_sees_no_legal_ground_and_overwrites_none(
    client_as: Sign, office: Office
) -> None:
    stay = office.stay(office.person(), placement_basis=PlacementBasis.ORDER_LAW)
    desk = Desk(client_as(Role.CARETAKER), "stay")
    desk.save({"valid_to": "heute", "placement_basis": "CONTRACT"}, stay)
    after = office.only(Stay)
    assert (after.valid_to, after.placement_basis) == (TODAY, PlacementBasis.ORDER_LAW)

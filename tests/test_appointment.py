"""Appointments: when they may be, what speaks against a time, who sees them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from models import Appointment
from models.appointment import AppointmentKind, AppointmentState
from models.base import RulesBroken
from models.catalogue import OfficeLocation
from models.permissions import Role
from models.reports.free_slots import next_free_slot
from tests.conftest import Sign
from tests.factories import Office
from tests.forms import Desk, tree_of

Free = Callable[..., datetime | None]
MONDAY = datetime(2026, 11, 23, 9, 30)


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.SOCIAL_WORKER), "appointment")


def told(desk: Desk, address: str) -> str:
    page = tree_of(desk.client.get(address))
    return str(page.xpath("string(//div[@class='flashes'])"))


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("minutes", {"minutes": 0}),
        ("minutes", {"starts_at": datetime(2026, 11, 24, 23, 30)}),  # beyond midnight
        ("starts_at", {"starts_at": datetime(2027, 3, 28, 2, 30)}),  # summer time begins
        ("starts_at", {"starts_at": datetime(2026, 11, 22, 10)}),  # past
        ("person", {"person": None}),
        ("state", {"state": AppointmentState.KEPT}),  # tomorrow's
    ],
)
def test_no_appointment_is_put_at_a_time_that_cannot_be(
    office: Office, field: str, values: dict[str, object]
) -> None:
    with pytest.raises(RulesBroken, match=field):
        office.appointment(**values)


def test_a_past_appointment_can_be_said_to_be_kept(office: Office) -> None:
    stored = office.appointment()
    office.write_past_rules(stored, starts_at=datetime(2026, 11, 20, 10))
    office.session.refresh(stored)
    stored.state = AppointmentState.KEPT
    office.session.commit()
    kept = office.fresh(stored)
    assert kept
    assert kept.state is AppointmentState.KEPT


def test_a_round_of_the_accommodations_needs_no_person(office: Office) -> None:
    home = office.building().accommodation
    stored = office.appointment(person=None, kind=AppointmentKind.SHELTER_ROUND, accommodation=home)
    assert stored.title == "Unterkunft Testweg · 24.11.2026" == office.title_in_sql(stored)


def test_lists_and_headings_call_an_appointment_alike(any_office: Office) -> None:
    person = any_office.appointment()
    elsewhere = any_office.appointment(person=None, kind=AppointmentKind.OTHER, place="Rathaus")
    nowhere = any_office.appointment(person=None, kind=AppointmentKind.OTHER)
    for stored in (person, elsewhere, nowhere):
        assert any_office.title_in_sql(stored) == stored.title


def test_an_appointment_is_put_in_found_and_moved(desk: Desk, office: Office) -> None:
    person, place = office.person(), office.entry(OfficeLocation)
    desk.save({
        "person": str(person.id), "worker": str(office.staff().id), "starts_at": "24.11.26 9 Uhr",
        "office_location": str(place.id), "kind": "INDIVIDUAL", "purpose": "Antrag",
    })  # fmt: skip
    stored = office.only(Appointment)
    assert (stored.starts_at, stored.minutes) == (datetime(2026, 11, 24, 9), 45)
    assert desk.found(state="PLANNED") == [stored.id]
    assert "Beratungsbüro Kaiserstraße 10" in desk.cells()
    desk.save({"starts_at": "25.11.2026 14:15"}, stored)
    assert office.only(Appointment).starts_at == datetime(2026, 11, 25, 14, 15)


def test_the_person_of_an_individual_appointment_is_not_taken_away(
    desk: Desk, office: Office
) -> None:
    assert desk.refused({"person": ""}, office.appointment()) == {"person"}


def test_a_clicked_time_fills_in_the_form(desk: Desk, office: Office) -> None:
    place = office.entry(OfficeLocation)
    page = desk.client.get(f"{desk.url}new/?at=2026-11-30T09:30&location={place.id}")
    tree = tree_of(page)
    assert tree.xpath("//input[@name='starts_at']/@value") == ["30.11.2026 09:30"]
    chosen = tree.xpath("//select[@name='office_location']/option[@selected]/@value")
    assert chosen == [str(place.id)]
    assert desk.client.get(f"{desk.url}new/?at=gestern&location=x&kind=y").status_code == 200


def test_what_speaks_against_a_time_is_said_and_forbids_nothing(desk: Desk, office: Office) -> None:
    place = office.entry(OfficeLocation, "deller_strasse_90")  # has one room
    office.appointment(starts_at=datetime(2026, 12, 25, 9), office_location=place)
    office.absence(begins_on=datetime(2026, 12, 24), ends_on=datetime(2026, 12, 30))
    answer = desk.send({
        "person": str(office.person(family_name="Zweite").id), "worker": str(office.staff().id),
        "starts_at": "25.12.2026 9:30", "office_location": str(place.id),
    })  # fmt: skip
    assert answer.status_code == 302
    said = told(desk, answer.location)
    assert "Nora Albrecht hat um diese Zeit einen anderen Termin (09:00)." in said
    assert "Unterkunft Deller Straße 90 hat um diese Zeit keinen freien Raum" in said
    assert "Nora Albrecht ist bis 30.12.2026 abwesend." in said
    assert "Erster Weihnachtstag" in said


def test_the_same_appointment_is_not_put_in_twice(desk: Desk, office: Office) -> None:
    known = office.appointment()
    twice = {"person": str(known.person_id), "starts_at": "24.11.2026 10:00"}
    assert desk.refused(twice) == {"starts_at"}


def test_the_lead_knows_day_and_person_but_not_what_it_is_about(
    client_as: Sign, office: Office
) -> None:
    stored = office.appointment(purpose="Zwetschgenmus", place="Rathaus, Zimmer 3")
    page = client_as(Role.TEAM_LEAD).get(f"/admin/appointment/details/?id={stored.id}").text
    assert "Beispiel" in page
    assert "Rathaus, Zimmer 3" in page
    assert "Zwetschgenmus" not in page


def test_where_a_protected_person_is_met_is_closed_to_the_lead(
    client_as: Sign, office: Office
) -> None:
    person = office.person(is_address_protected=True)
    stored = office.appointment(person=person, place="Verborgener Weg 8")
    lead = client_as(Role.TEAM_LEAD)
    assert "Verborgener" not in lead.get(f"/admin/appointment/details/?id={stored.id}").text
    assert "Verborgener" not in lead.get("/admin/appointment/").text
    assert "Verborgener" not in lead.get("/admin/appointment/export/csv/").text


def test_that_an_interpreter_is_needed_is_known_from_the_person(desk: Desk, office: Office) -> None:
    person = office.person(interpreter_needed=True)
    form = tree_of(desk.client.get(f"{desk.url}new/?person={person.id}"))
    chosen = form.xpath("//select[@name='interpreter']/option[@selected]/@value")
    assert chosen == ["TO_ORDER"]
    answer = desk.send({
        "person": str(person.id), "starts_at": "24.11.2026 9:00", "interpreter": "NOT_NEEDED",
    })  # fmt: skip
    assert "Beispiel, Ada braucht Sprachmittlung" in told(desk, answer.location)


def test_an_appointment_leads_to_its_talk_and_its_week(desk: Desk, office: Office) -> None:
    stored = office.appointment()
    page = tree_of(desk.client.get(f"{desk.url}details/?id={stored.id}"))
    links = page.xpath("//main//a/@href")
    assert f"/admin/counselling_session/new/?person={stored.person_id}" in links
    week = f"/admin/calendar/?of=worker-{stored.worker_id}&day=2026-11-24"
    assert week in links


@pytest.fixture
def free_from(app: Flask, office: Office) -> Free:
    """Asks for the worker's next free time, each time anew."""
    worker_id = office.staff().id

    def ask(**values: Any) -> datetime | None:
        with app.app_context():
            found = next_free_slot(worker_id, MONDAY, **values)
            return found.starts_at if found else None

    return ask


def test_the_next_free_time_minds_appointments_and_absences(
    free_from: Free, office: Office
) -> None:
    place = office.entry(OfficeLocation).id
    assert free_from() == MONDAY
    office.appointment(starts_at=MONDAY, minutes=60)
    assert free_from() == datetime(2026, 11, 23, 10, 30)
    office.absence()
    assert free_from(location_id=place) == datetime(2026, 11, 30, 8)


def test_a_hearing_of_ones_own_case_is_no_free_time(free_from: Free, office: Office) -> None:
    office.eviction_case(worker=office.staff(), hearing_at=MONDAY)
    assert free_from() == datetime(2026, 11, 23, 11)


def test_a_room_taken_by_a_colleague_is_no_free_place(free_from: Free, office: Office) -> None:
    deller = office.entry(OfficeLocation, "deller_strasse_90")
    key, colleague = deller.id, office.staff("sozialarbeit2")
    wednesday = datetime(2026, 11, 25, 12, 30)
    assert free_from(location_id=key) == wednesday
    office.appointment(starts_at=wednesday, worker=colleague, office_location=deller)
    assert free_from(location_id=key) == datetime(2026, 11, 25, 13, 15)

"""Private calendars: initials and numbers alone leave the office, by a secret address."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from models import AuditEntry, CalendarFeed
from models.appointment import AppointmentKind, AppointmentState
from models.audit_entry import AuditAction
from models.catalogue import OfficeLocation
from models.permissions import Role
from tests.asking import post
from tests.conftest import NOW, Sign
from tests.factories import Office

PAGE = "/admin/calendar"


def address_of(client: FlaskClient) -> str:
    """Make an address as its owner does, and read it off the page."""
    found = re.search(r"/calendar/[^\"]+\.ics", post(client, f"{PAGE}/renew/").text)
    assert found
    return found[0]


def summaries(client: FlaskClient, address: str) -> dict[str, object]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(answer.data).walk("VEVENT")
    return {str(event["summary"]): event["dtstart"].dt for event in events}


@pytest.fixture
def worker(client_as: Sign) -> FlaskClient:
    return client_as(Role.SOCIAL_WORKER)


def test_an_appointment_stands_there_with_initials_and_place(
    worker: FlaskClient, client_as: Sign, office: Office
) -> None:
    person = office.person(family_name="Rahimi", given_name="Qais")
    at = datetime(2026, 11, 24, 11, 45)
    office.counselling_session(
        person, next_appointment_at=at, next_place="Kaiserstraße 10", content="Vertraulich"
    )
    address = address_of(worker)
    told = client_as(None).get(address).text
    assert "Rahimi" not in told
    assert "Vertraulich" not in told
    assert "Kaiserstraße 10" in told
    found = summaries(client_as(None), address)
    assert list(found) == ["Q. R."]
    assert found["Q. R."].isoformat() == "2026-11-24T11:45:00+01:00"


def test_deadlines_and_days_in_court_bear_the_number_of_the_case_only(
    worker: FlaskClient, client_as: Sign, office: Office
) -> None:
    case = office.eviction_case(
        worker=office.staff(), filed_on=date(2026, 9, 21), served_on=date(2026, 9, 28),
        hearing_at=datetime(2026, 12, 14, 10, 15), court_reference="23 C 418/26",
    )  # fmt: skip
    found = summaries(client_as(None), address_of(worker))
    assert found[f"Schonfrist · Fall {case.id}"] == date(2026, 11, 27)
    assert f"Verhandlung · Fall {case.id}" in found
    assert not any("Beispiel" in one or "418" in one for one in found)


def test_a_kept_deadline_leaves_the_calendar(
    worker: FlaskClient, client_as: Sign, office: Office
) -> None:
    case = office.eviction_case(worker=office.staff(), filed_on=date(2026, 9, 21))
    address = address_of(worker)
    assert len(summaries(client_as(None), address)) == 1
    case.tick_off(case.open_deadlines[0], date(2026, 11, 20))
    office.session.commit()
    assert summaries(client_as(None), address) == {}


def test_a_new_address_ends_the_former_one_and_only_its_hash_is_kept(
    worker: FlaskClient, client_as: Sign, office: Office
) -> None:
    first = address_of(worker)
    second = address_of(worker)
    assert client_as(None).get(first).status_code == 404
    assert client_as(None).get(second).status_code == 200
    kept = office.only(CalendarFeed).token_hash
    assert kept not in second
    assert second.split("/")[-1].removesuffix(".ics") not in kept
    assert second not in worker.get(f"{PAGE}/").text


def test_an_ended_address_and_that_of_a_closed_account_lead_nowhere(
    worker: FlaskClient, client_as: Sign, office: Office
) -> None:
    address = address_of(worker)
    owner = office.staff()
    owner.active = False
    office.session.commit()
    assert client_as(None).get(address).status_code == 404
    owner.active = True
    office.session.commit()
    post(worker, f"{PAGE}/end/")
    assert client_as(None).get(address).status_code == 404


def test_a_caretakers_calendar_tells_of_no_case(client_as: Sign, office: Office) -> None:
    office.eviction_case(filed_on=date(2026, 9, 21), worker=office.staff("hausmeister"))
    assert summaries(client_as(None), address_of(client_as(Role.CARETAKER))) == {}


@pytest.mark.parametrize("token", ["x", "a" * 43, "a" * 5000, "%00", "..%2f"])
def test_a_guessed_address_is_not_found(client_as: Sign, token: str) -> None:
    assert client_as(None).get(f"/calendar/{token}.ics").status_code == 404


def test_the_place_of_a_protected_person_stays_in_the_office(
    worker: FlaskClient, client_as: Sign, office: Office
) -> None:
    person = office.person(is_address_protected=True)
    at = datetime(2026, 11, 24, 11, 45)
    office.counselling_session(person, next_appointment_at=at, next_place="Verborgener Weg 8")
    told = client_as(None).get(address_of(worker)).text
    assert "A. B." in told
    assert "Verborgener" not in told


def test_that_a_calendar_was_read_is_noted_once_a_day(
    app: Flask, worker: FlaskClient, client_as: Sign, office: Office
) -> None:
    address, reader = address_of(worker), client_as(None)
    for later in (timedelta(0), timedelta(minutes=15), timedelta(days=1)):
        app.config["CLOCK"] = lambda later=later: NOW + later
        assert reader.get(address).status_code == 200
    read = [row for row in office.every(AuditEntry) if row.action is AuditAction.EXPORTED]
    mine = ("calendar_feed", office.staff().id, "ics, 0")
    assert [(row.table_name, row.staff_id, row.detail) for row in read] == [mine, mine]


def events_of(client: FlaskClient, address: str) -> list[Any]:
    return Calendar.from_ical(client.get(address).data).walk("VEVENT")


def test_other_programmes_get_what_they_ask_for(
    worker: FlaskClient, client_as: Sign, office: Office
) -> None:
    place = office.entry(OfficeLocation)
    known = office.appointment(minutes=30, office_location=place, purpose="Vertraulich")
    address = address_of(worker)
    told = client_as(None).get(address).text
    assert told.count("RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=") == 2  # summer time and its end
    assert "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200" in told
    assert "Vertraulich" not in told
    (event,) = events_of(client_as(None), address)
    assert str(event["uid"]) == f"appointment-{known.id}@sim"
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(minutes=30)
    assert (int(event["sequence"]), str(event["status"])) == (0, "CONFIRMED")
    assert str(event["location"]) == "Beratungsbüro Kaiserstraße 10"


def test_an_appointment_called_off_is_told_as_such(
    worker: FlaskClient, client_as: Sign, office: Office
) -> None:
    known = office.appointment()
    known.state = AppointmentState.CANCELLED
    office.session.commit()
    (event,) = events_of(client_as(None), address_of(worker))
    assert (int(event["sequence"]), str(event["status"])) == (1, "CANCELLED")


def test_what_is_with_nobody_says_its_kind(
    worker: FlaskClient, client_as: Sign, office: Office
) -> None:
    home = office.building().accommodation
    office.appointment(person=None, kind=AppointmentKind.SHELTER_ROUND, accommodation=home)
    (event,) = events_of(client_as(None), address_of(worker))
    assert str(event["summary"]) == "Rundgang in einer Unterkunft"
    assert str(event["location"]) == "Unterkunft Testweg"


def test_a_deadline_reminds_four_times(
    worker: FlaskClient, client_as: Sign, office: Office
) -> None:
    office.eviction_case(worker=office.staff(), served_on=date(2026, 11, 20))
    feed = Calendar.from_ical(client_as(None).get(address_of(worker)).data)
    alarms = [alarm for event in feed.walk("VEVENT") for alarm in event.walk("VALARM")]
    days = {-(alarm["trigger"].dt - timedelta(hours=8)).days for alarm in alarms}
    assert days == {28, 14, 7, 3}
    assert {str(alarm["description"]) for alarm in alarms} >= {"Schonfrist · Fall 1"}

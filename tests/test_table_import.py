"""Tables into any grid: which take them, and how rows find the records they mean."""

from datetime import date, time

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from admin_views.base import RecordView
from models import ChangeStep, Contact, Offer, OpeningHour, Person
from models.office_hour import Weekday
from models.permissions import Role
from tests.asking import post
from tests.conftest import Sign
from tests.factories import Office
from tests.importing import begun, counts, matched, send

CONTACTS = "/admin/contact/import/"
PERSONS = "/admin/person/import/"
CLOSED = {
    "appointment", "assignment", "audit_entry", "career_phase", "consent", "counselling_session",
    "document", "eviction_case", "goal", "goal_agreement", "household", "municipality",
    "network_meeting", "own_field", "partner_agreement", "person_reader", "referral",
    "session_addendum", "sign_in", "staff",
}  # fmt: skip


@pytest.fixture
def coordinator(client_as: Sign) -> FlaskClient:
    return client_as(Role.NETWORK_COORDINATOR)


@pytest.fixture
def worker(client_as: Sign) -> FlaskClient:
    return client_as(Role.SOCIAL_WORKER)


def test_every_grid_says_whether_it_takes_tables_and_if_not_why(app: Flask) -> None:
    views = [view for view in app.extensions["admin"][0]._views if isinstance(view, RecordView)]
    assert all(bool(view.import_by) != bool(view.no_import) for view in views)
    assert {view.endpoint for view in views if view.no_import} == CLOSED
    routes = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert not {f"{name}.import_start" for name in CLOSED} & routes


def test_the_list_leads_to_its_import_whoever_may_record(
    coordinator: FlaskClient, client_as: Sign
) -> None:
    assert f'href="{CONTACTS}"' in coordinator.get("/admin/contact/").text
    assert CONTACTS not in client_as(Role.BENEFITS_CLERK).get("/admin/contact/").text
    assert "/admin/partner/import/" not in client_as(Role.SOCIAL_WORKER).get("/admin/partner/").text
    assert coordinator.get("/admin/directory_import/").location == "/admin/partner/import/"


def test_contacts_find_their_organisation_by_name_and_are_asked_for_where_two_fit(
    coordinator: FlaskClient, office: Office
) -> None:
    tafel = office.partner(name="Zwieseltafel Haan")
    north, south = (office.partner(name=f"Zwieselhaus {side}").id for side in ("Nord", "Süd"))
    known = office.contact(tafel, job="Leitung", name="Ada Amsel", phone="02129 911-1")
    url = begun(
        coordinator,
        "Zwieseltafel Haan;Leitung;;02129 911-2",
        "Zwieselhaus;Annahme;Bea Buchfink;",
        "Unbekannt;Annahme;;",
        heads="Organisation;Funktion;Ansprechperson;Telefon",
        to=CONTACTS,
    )
    page = matched(coordinator, url)
    assert (counts(page)["geändert"], counts(page)["zweifelhaft"], counts(page)["abgelehnt"]) == (
        1, 1, 1,
    )  # fmt: skip
    assert "2 Treffer – wählen" in page
    assert "„Unbekannt“ wurde nicht gefunden." in page
    page = send(coordinator, f"{url}decide", **{"row-3.partner.0": str(south)})
    assert counts(page)["neu"] == 1
    page = send(coordinator, f"{url}write", others="1")
    assert "2 Zeilen wurden importiert." in page
    made = office.only(select(Contact).where(Contact.name == "Bea Buchfink"))
    assert made.partner_id == south != north
    assert (office.fresh(known).phone, office.fresh(known).name) == ("02129 911-2", "Ada Amsel")


def test_offers_and_opening_hours_come_in_as_rows_of_their_own(
    coordinator: FlaskClient, office: Office
) -> None:
    place = office.partner(name="Zwieseltreff").id
    offers = begun(
        coordinator,
        "Zwieseltreff;Sprachcafé;12;ja;31.12.2027",
        heads="Anbieter;Angebot;Plätze;Kostenlos;Gültig bis",
        to="/admin/offer/import/",
    )
    matched(coordinator, offers)
    send(coordinator, f"{offers}write")
    offer = office.only(select(Offer).where(Offer.partner_id == place))
    assert (offer.name, offer.capacity, offer.is_free, offer.valid_until) == (
        "Sprachcafé", 12, True, date(2027, 12, 31),
    )  # fmt: skip
    hours = begun(
        coordinator,
        "Zwieseltreff;Montag;9:00;12:00",
        "Zwieseltreff;Dienstag;14;16.30",
        heads="Organisation;Tag;Von;Bis",
        to="/admin/opening_hour/import/",
    )
    matched(coordinator, hours)
    send(coordinator, f"{hours}write")
    spans = select(OpeningHour).where(OpeningHour.partner_id == place).order_by(OpeningHour.weekday)
    assert [(one.weekday, one.opens_at, one.closes_at) for one in office.every(spans)] == [
        (Weekday.MONDAY, time(9), time(12)),
        (Weekday.TUESDAY, time(14), time(16, 30)),
    ]


def test_a_person_is_recognised_by_name_and_birth_and_a_likeness_is_asked_for(
    worker: FlaskClient, office: Office
) -> None:
    known = office.person(
        family_name="Zwieselmann", given_name="Ada", birth_date=date(1980, 2, 1), phone=None
    )
    url = begun(
        worker,
        "ZWIESELMANN;Ada;01.02.1980;02129 1234;w",
        "Zwiselmann;Ada;02.01.1980;;w",
        "Ganzneu;Cem;5.6.1990;;m",
        heads="Familienname;Vorname;geboren am;Telefon;Geschlecht",
        to=PERSONS,
    )
    page = matched(worker, url, **{"column-4": ""})
    assert (counts(page)["geändert"], counts(page)["zweifelhaft"]) == (1, 1), page
    assert "ZWIESELMANN, Ada" not in page  # what a row before would write is not there yet
    assert "Geschlossene Akte" not in worker.get(PERSONS).text
    send(worker, f"{url}decide", **{"row-3": "out"})
    send(worker, f"{url}write", others="1")
    assert office.fresh(known).phone == "02129 1234"
    step = office.only(select(ChangeStep))
    post(worker, f"/admin/change_step/undo/?id={step.id}")
    assert office.fresh(known).phone is None


def test_key_fields_are_chosen_remembered_and_looked_for(
    worker: FlaskClient, office: Office
) -> None:
    known = office.person(family_name="Zwiesel", given_name="Ada", azr_no="980201123456")
    heads = "Nummer;Name;Vorname;Mobil"
    fields = {"column-0": "azr_no", "column-1": "family_name", "column-2": "given_name",
              "column-3": "phone"}  # fmt: skip
    url = begun(worker, "980201123456;Zwiesel-Amsel;Ada;02129 1", heads=heads, to=PERSONS)
    assert "Kreuzen Sie die Felder an" in send(worker, f"{url}match", way="keys", **fields)
    page = send(worker, f"{url}match", way="keys", **fields, **{"key-0": "1"})
    assert counts(page)["geändert"] == 1, page
    send(worker, f"{url}write")
    assert office.fresh(known).family_name == "Zwiesel-Amsel"
    again = begun(worker, ";Ohne;Nummer;", heads=heads, to=PERSONS)
    assert 'name="key-0" value="1" checked' in worker.get(again).text
    assert "an denen Einträge erkannt werden, sind leer" in matched(worker, again, way="keys")
    send(worker, f"{again}again")
    page = matched(worker, again, way="add")
    assert counts(page)["neu"] == 1


def test_nothing_is_imported_into_a_closed_file(worker: FlaskClient, office: Office) -> None:
    shut = office.person(family_name="Zwieselmann", given_name="Ada", birth_date=date(1980, 2, 1))
    office.close_file(shut, "sozialarbeit")
    line = "Zwieselmann;Ada;01.02.1980;02129 1"
    url = begun(worker, line, heads="Familienname;Vorname;geb;Telefon", to=PERSONS)
    page = matched(worker, url)
    assert "geschlossenen Akte" in page
    assert (counts(page)["abgelehnt"], counts(page)["geändert"], counts(page)["neu"]) == (1, 0, 0)
    send(worker, f"{url}write", others="1")
    assert office.fresh(shut).phone is None
    office.only(Person)

"""The directory of partner organisations: protected places, spellings, contacts, upkeep."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models import Contact, Partner
from models.base import RulesBroken
from models.catalogue import PartnerCategory
from models.permissions import Role
from tests.conftest import Sign
from tests.factories import TODAY, Office
from tests.forms import Desk

OURS = select(Partner).where(Partner.source_id.is_(None))  # not from the town's directory


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.NETWORK_COORDINATOR), "partner")


def test_a_protected_place_has_no_address(office: Office) -> None:
    for address in ({"street": "Weg 1"}, {"postcode": "42781"}):
        with pytest.raises(RulesBroken, match="street"):
            office.partner(is_place_protected=True, **address)
        office.session.rollback()
    shelter = office.partner(is_place_protected=True, town="Haan")
    with pytest.raises(IntegrityError, match="protected_place_without_address"):
        office.write_past_rules(shelter, street="Weg 1")


def test_nothing_was_checked_in_the_future(office: Office) -> None:
    with pytest.raises(RulesBroken, match="checked_on"):
        office.partner(checked_on=date(2026, 11, 24))


def test_lists_and_headings_call_a_partner_alike(office: Office) -> None:
    partner = office.partner()
    assert office.title_in_sql(partner) == partner.title


def test_who_may_not_change_the_directory(client_as: Sign) -> None:
    assert client_as(Role.BENEFITS_CLERK).get("/admin/partner/new/").status_code == 403


def test_a_partner_is_recorded_with_contacts(desk: Desk, office: Office) -> None:
    category = office.entry(PartnerCategory)
    desk.save({
        "name": "Kleiderkammer Überall", "category": str(category.id), "aliases": "Textilstube",
        "street": "Weg 1", "town": "Haan", "is_barrier_free": "yes", "checked_on": "heute",
        "contacts-0-job": "Ausgabe", "contacts-0-phone": "0 21 29 / 55-1",
        "contacts-1-job": "Leitung",
    })  # fmt: skip
    partner = office.only(OURS)
    assert (partner.is_barrier_free, partner.checked_on) == (True, TODAY)
    assert [(one.job, one.phone) for one in partner.contacts] == [
        ("Ausgabe", "02129 55-1"), ("Leitung", None),
    ]  # fmt: skip
    page = desk.client.get(f"{desk.url}details/?id={partner.id}").text
    assert page.index("<b>Ausgabe</b>") < page.index('<a href="tel:+492129551">')
    for term in ("uberall", "textilstube", "Ausgabe Überall"):
        assert desk.found(search=term) == [partner.id]
    assert desk.found(search="textilstube", is_barrier_free="no") == []


def test_whether_a_place_is_barrier_free_may_be_unknown(desk: Desk, office: Office) -> None:
    partner = office.partner(is_barrier_free=True)
    desk.save({"is_barrier_free": ""}, partner)
    assert office.only(OURS).is_barrier_free is None
    desk.save({"is_barrier_free": "no"}, partner)
    assert office.only(OURS).is_barrier_free is False


def test_a_contact_taken_out_is_no_longer_found(desk: Desk, office: Office) -> None:
    partner = office.partner()
    office.contact(partner, job="Kleiderausgabe")
    assert desk.found(search="kleiderausgabe") == [partner.id]
    desk.save({"del-contacts-0": "1"}, partner)
    assert office.every(select(Contact).where(Contact.partner == partner)) == []
    assert desk.found(search="kleiderausgabe") == []


def test_the_form_refuses_the_address_of_a_protected_place(desk: Desk, office: Office) -> None:
    partner = office.partner(street="Weg 1")
    assert desk.refused({"is_place_protected": "y"}, partner) == {"street"}
    desk.save({"is_place_protected": "y", "street": ""}, partner)
    assert office.only(OURS).street is None


def test_a_protected_place_is_told_in_no_text_and_by_no_way(desk: Desk, office: Office) -> None:
    shelter = office.partner(is_place_protected=True)
    told = {
        "offer_summary": "Zimmer in der Gartenstr. 12", "opening_hours": "42781 Haan, 2. Etage",
        "transit": "Bus 784", "directions": "Hinter der Kirche", "note": "Mühlenweg 3a",
    }  # fmt: skip
    for field, text in told.items():
        assert desk.refused({field: text}, shelter) == {field}
    desk.save({"offer_summary": "Acht Plätze, 24 Stunden erreichbar"}, shelter)


def test_what_nobody_can_call_or_open_is_refused_with_a_reason(desk: Desk, office: Office) -> None:
    partner = office.partner()
    for field, text, reason in (
        ("phone", "911-0", "Die Vorwahl fehlt."), ("phone", "siehe Zettel", "keine Telefonnummer"),
        ("phone", "02129 1", "niemand erreichbar"), ("email", "info@haan", "keine E-Mail-Adresse"),
        ("website", "javascript:alert(1)", "keine Internetadresse"),
        ("contacts-0-phone", "911", "Die Vorwahl fehlt."),
    ):  # fmt: skip
        sent = {field: text, "contacts-0-job": "Leitung"}
        answer = desk.post(desk.open(partner), sent, partner)
        assert (answer.status_code, reason in answer.text) == (422, True), (field, text)
    desk.save({"website": "www.haan.de"}, partner)
    assert office.only(OURS).website == "https://www.haan.de"


def test_two_contacts_with_one_mail_are_told_and_kept(desk: Desk, office: Office) -> None:
    other = office.contact(job="Anmeldung", email="Info@example.org")
    partner = office.partner(name="Nebenan")
    sent = {"contacts-0-job": "Leitung", "contacts-0-email": "info@example.org"}
    page = desk.client.get(desk.send(sent, partner).location).text
    assert f"Anmeldung ({other.partner.name})" in page
    assert "gemeinsames Postfach" in page


def test_an_entry_not_checked_for_a_year_catches_the_eye(desk: Desk, office: Office) -> None:
    office.partner(name="Zuletzt", checked_on=date(2025, 11, 22))
    office.partner(name="Zuvor", checked_on=date(2025, 11, 23))
    old = desk.client.get(f"{desk.url}?search=zuletzt").text
    assert '<span class="tag amber">22.11.2025</span>' in old
    assert "tag amber" not in desk.client.get(f"{desk.url}?search=zuvor").text

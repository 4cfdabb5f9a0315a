"""Contacts at partner organisations: a function, and a person only where somebody is named."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models import Contact
from models.permissions import Role
from tests.conftest import Sign
from tests.factories import Office
from tests.forms import Desk

OURS = select(Contact).where(Contact.job.in_(("Sekretariat", "Ausgabe")))


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.NETWORK_COORDINATOR), "contact")


def test_a_contact_has_a_function_and_a_partner(office: Office) -> None:
    contact = office.contact()
    for field in ("job", "partner_id"):
        with pytest.raises(IntegrityError, match="(?i)not.null"):
            office.write_past_rules(contact, **{field: None})


def test_lists_and_headings_call_a_contact_alike(office: Office) -> None:
    contact = office.contact(name="Ina Beispiel")
    assert office.title_in_sql(contact) == contact.title == "Sekretariat"


def test_who_may_not_record_a_contact(client_as: Sign) -> None:
    assert client_as(Role.CARETAKER).get("/admin/contact/new/").status_code == 403


def test_a_contact_is_recorded_found_and_changed(desk: Desk, office: Office) -> None:
    partner = office.partner()
    desk.save({"partner": str(partner.id), "job": "Ausgabe", "email": "ausgabe@example.org"})
    contact = office.only(OURS)
    assert contact.partner_id == partner.id
    assert desk.found(search="ausgabe@example") == [contact.id]
    assert contact.id in desk.found(partner="beratungsstelle beispiel")
    desk.save({"name": "Ina Beispiel", "email": ""}, contact)
    assert "Ina Beispiel" in desk.details(contact)
    assert office.only(OURS).email is None
    assert desk.refused({"job": " "}, contact) == {"job"}


def test_a_partner_is_found_by_its_contacts_present_functions(desk: Desk, office: Office) -> None:
    contact = office.contact()
    partners = Desk(desk.client, "partner")
    assert partners.found(search="sekretariat beispiel") == [contact.partner_id]
    desk.save({"job": "Ausgabe"}, contact)
    assert partners.found(search="sekretariat beispiel") == []
    assert partners.found(search="ausgabe beispiel") == [contact.partner_id]
    assert desk.remove(contact).status_code == 302
    assert partners.found(search="ausgabe beispiel") == []


def test_a_contact_changed_elsewhere_makes_the_partners_open_form_old(
    desk: Desk, office: Office
) -> None:
    contact = office.contact()
    partners = Desk(desk.client, "partner")
    page = partners.open(contact.partner)
    desk.save({"phone": "02129 77"}, contact)
    answer = partners.post(page, {"contacts-0-phone": "02129 1"}, contact.partner)
    assert answer.status_code == 422
    assert office.only(OURS).phone == "02129 77"

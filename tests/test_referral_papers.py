"""The letter of a referral tells what was agreed and no more; the consent says what may be told."""

import io
from datetime import timedelta

import pypdf
import pytest
from flask.testing import FlaskClient

from models import Document, Referral
from models.document import DocumentKind
from models.permissions import Role
from models.referral_step import TransferBasis
from tests.conftest import Sign, token_of
from tests.factories import TODAY, Office

NAME, STREET, PHONE = "Ahmadi, Zahra", "Am Markt 3", "0171 39200 12"


@pytest.fixture
def client(client_as: Sign) -> FlaskClient:
    return client_as(Role.SOCIAL_WORKER)


def referred(office: Office, basis: TransferBasis, **person: object) -> Referral:
    known = {"street": STREET, "phone": PHONE, **person}
    client = office.person(family_name="Ahmadi", given_name="Zahra", **known)
    given = office.consent(client, has_phone=True)
    return office.referral(client, partner=given.partner, basis=basis, purpose="Schulden ordnen")


def words(client: FlaskClient, url: str) -> str:
    pages = pypdf.PdfReader(io.BytesIO(client.get(url).data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_letter_tells_what_was_agreed_and_no_more(client: FlaskClient, office: Office) -> None:
    one = referred(office, TransferBasis.CONSENT)
    text = words(client, f"/admin/referral/{one.id}/letter.pdf?language=en")
    assert all(word in text for word in (NAME, PHONE, "Schulden ordnen", "Referral letter"))
    assert STREET not in text


def test_without_a_ground_there_is_no_letter_but_the_slip_that_names_nobody(
    client: FlaskClient, office: Office
) -> None:
    one = referred(office, TransferBasis.NONE)
    page = client.get(f"/admin/referral/details/?id={one.id}").text
    assert "Zettel für den Weg" in page
    assert "letter.pdf" not in page
    letter = client.get(f"/admin/referral/{one.id}/letter.pdf?language=en")
    text = words(client, letter.location)
    assert one.partner.name in text
    assert "Where you can get help" in text
    assert not any(word in text for word in ("Ahmadi", "Zahra", PHONE, "Schulden"))
    assert client.get(f"/admin/referral/{one.id}/issue").status_code == 302


def test_after_the_withdrawal_the_letter_names_nobody(client: FlaskClient, office: Office) -> None:
    one = referred(office, TransferBasis.CONSENT)
    assert one.consent is not None
    one.consent.given_on = TODAY - timedelta(days=5)
    one.consent.withdrawn_on = TODAY
    office.session.commit()
    letter = client.get(f"/admin/referral/{one.id}/letter.pdf")
    assert "Ahmadi" not in words(client, letter.location)


def test_a_protected_phone_is_on_no_letter(client: FlaskClient, office: Office) -> None:
    one = referred(office, TransferBasis.CONSENT, is_address_protected=True)
    text = words(client, f"/admin/referral/{one.id}/letter.pdf")
    assert (NAME in text, PHONE in text) == (True, False)


def test_a_consent_is_issued_for_signing_and_stands_in_the_register(
    client: FlaskClient, office: Office
) -> None:
    given = office.consent()
    url = f"/admin/consent/{given.id}/issue"
    page = client.get(url).text
    assert "jederzeit für die Zukunft widerrufen" in page
    mark = page.split('name="content_hash" value="')[1].split('"')[0]
    sent = {"csrf_token": token_of(page), "content_hash": mark}
    assert client.post(url, data=sent).status_code == 303
    found = office.only(Document)
    assert (found.kind, found.consent_id, found.lines) == (DocumentKind.CONSENT, given.id, 2)

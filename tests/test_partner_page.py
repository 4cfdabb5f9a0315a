"""The page of an organisation: reach, offers, week, documents; what nobody may see of a shelter."""

import io
from datetime import date, time

import pytest
from flask.testing import FlaskClient

from models import OpeningHour, PartnerFile
from models.audit_entry import AuditAction, AuditEntry
from models.office_hour import Weekday
from models.permissions import Role
from tests.conftest import Sign, token_of
from tests.factories import Office

PDF = b"%PDF-1.4 leaflet"


def page_of(client: FlaskClient, key: int) -> str:
    return client.get(f"/admin/partner/details/?id={key}").text


def send(client: FlaskClient, key: int, content: bytes, name: str = "") -> str:
    data = {
        "csrf_token": token_of(page_of(client, key)),
        "name": name,
        "file": (io.BytesIO(content), "Flyer Ü.pdf"),
    }
    answer = client.post(f"/admin/partner/{key}/file/", data=data, follow_redirects=True)
    return answer.text


def test_numbers_and_addresses_do_something_when_pressed(client_as: Sign, office: Office) -> None:
    partner = office.partner(
        phone="02129 911-0", email="post@example.org", website="https://www.example.org/"
    )
    office.contact(partner, job="Anmeldung", phone="02129 911-441", email="an@example.org")
    text = page_of(client_as(Role.CARETAKER), partner.id)
    for link in (
        *('href="tel:+4921299110"', 'href="mailto:post@example.org"'),
        *('href="tel:+492129911441"', 'href="mailto:an@example.org"', ">example.org</a>"),
    ):
        assert link in text


def test_offers_that_have_ended_are_folded_away(client_as: Sign, office: Office) -> None:
    partner = office.partner()
    office.offer(partner, name="Sprechstunde", registration="Anruf", valid_until=date(2026, 11, 23))
    office.offer(partner, name="Sommerkurs", valid_until=date(2026, 11, 22))
    text = page_of(client_as(Role.SOCIAL_WORKER), partner.id)
    open_part, ended = text.split('class="ended-offers"')
    assert "Sprechstunde" in open_part
    assert "Anruf" in open_part
    assert "Sommerkurs" not in open_part
    assert "Sommerkurs" in ended


def test_the_week_marks_today(client_as: Sign, office: Office) -> None:
    partner = office.partner()
    span = {"opens_at": time(9), "closes_at": time(12), "weeks": "2, 4"}
    partner.hours = [OpeningHour(weekday=Weekday.MONDAY, note="Hintereingang", **span)]
    office.session.commit()
    text = page_of(client_as(Role.SOCIAL_WORKER), partner.id)
    today = text.split('<tr class="now">')[1].split("</tr>")[0]
    assert "Montag" in today
    assert "09:00–12:00" in today
    assert "nur am 2. und 4. des Monats · Hintereingang" in today
    assert text.count("geschlossen</span>") == 6


def test_a_document_is_kept_and_read_by_whoever_reads_the_directory(
    client_as: Sign, office: Office
) -> None:
    partner = office.partner()
    worker = client_as(Role.SOCIAL_WORKER)
    assert "Die Unterlage wurde hinzugefügt." in send(worker, partner.id, PDF, "Flyer 2026")
    kept = office.only(PartnerFile)
    url = f"/admin/partner/{partner.id}/file/{kept.id}"
    for role in (Role.CARETAKER, Role.STATISTICS_READER):
        answer = client_as(role).get(url)
        assert answer.data == PDF
        assert answer.headers["Content-Disposition"] == 'attachment; filename="Flyer 2026.pdf"'
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert client_as(role).get(f"/admin/stored_file/{kept.file_id}/file").status_code == 403
    assert worker.get(f"/admin/stored_file/{kept.file_id}/file").status_code == 404
    other = office.partner(name="Andere Stelle")
    assert worker.get(f"/admin/partner/{other.id}/file/{kept.id}").status_code == 404


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Wählen Sie zuerst eine Datei."),
        (b"<html>", "Nur PDF-Dateien und Bilder"),
        (PDF, "Diese Datei ist schon vorhanden."),
    ],
)
def test_what_may_not_be_kept_is_told(
    client_as: Sign, office: Office, content: bytes, told: str
) -> None:
    partner = office.partner()
    worker = client_as(Role.SOCIAL_WORKER)
    send(worker, partner.id, PDF)
    assert told in send(worker, partner.id, content)
    assert len(office.every(PartnerFile)) == 1


def test_only_the_coordinator_removes_a_document(client_as: Sign, office: Office) -> None:
    partner = office.partner()
    worker, coordinator = client_as(Role.SOCIAL_WORKER), client_as(Role.NETWORK_COORDINATOR)
    send(worker, partner.id, PDF)
    url = f"/admin/partner/{partner.id}/file/{office.only(PartnerFile).id}/remove"
    page = page_of(worker, partner.id)
    assert url not in page
    assert worker.post(url, data={"csrf_token": token_of(page)}).status_code == 403
    page = page_of(coordinator, partner.id)
    assert url in page
    coordinator.post(url, data={"csrf_token": token_of(page)})
    assert office.every(PartnerFile) == []


def test_an_organisation_with_documents_is_not_deleted(client_as: Sign, office: Office) -> None:
    partner = office.partner()
    coordinator = client_as(Role.NETWORK_COORDINATOR)
    send(coordinator, partner.id, PDF)
    url = f"/admin/partner/delete/?id={partner.id}"
    page = coordinator.get(url).text
    coordinator.post(url, data={"csrf_token": token_of(page)})
    assert office.fresh(partner) is not None


def test_the_card_of_an_organisation_is_noted(client_as: Sign, office: Office) -> None:
    partner = office.partner(phone="02129 911-0", street="Weg 1", town="Haan")
    office.contact(partner, job="Anmeldung", email="an@example.org")
    text = client_as(Role.SOCIAL_WORKER).get(f"/admin/partner/{partner.id}/card.vcf").text
    assert text.count("BEGIN:VCARD") == 2
    assert "FN:Beratungsstelle Beispiel: Anmeldung\r\n" in text
    assert "ADR;TYPE=work:;;Weg 1;Haan;;;" in text
    noted = office.every(AuditEntry)[-1]
    assert (noted.action, noted.table_name) == (AuditAction.EXPORTED, "partner")


def test_referrals_are_told_as_figures_and_small_ones_not_to_everybody(
    client_as: Sign, office: Office
) -> None:
    partner = office.partner()
    referral = office.referral(office.person(family_name="Zwetschge"), partner=partner)
    worker, coordinator = client_as(Role.SOCIAL_WORKER), client_as(Role.NETWORK_COORDINATOR)
    row = '<th scope="row">von hier vermittelt</th><td class="n">{0}</td><td class="n">{0}</td>'
    assert row.format(1) in page_of(worker, partner.id)
    told = page_of(coordinator, partner.id)
    assert row.format("&lt; 3") in told
    assert "Zwetschge" not in told + page_of(worker, partner.id)
    assert "von hier vermittelt" not in page_of(client_as(Role.CARETAKER), partner.id)
    assert referral.partner_id == partner.id

"""The slip for a client: one page, both languages, and no word of where a shelter is."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from admin_views.paper_languages import SecondLanguage, delivered, sources
from admin_views.partner_slip import client_slip
from admin_views.pdf import render_paper
from admin_views.pdf_labels import GERMAN, SLIP
from models import Partner, PersonLanguage
from models.catalogue import Language
from models.permissions import Role
from models.reports.directory_entry import ContactLine, DirectoryEntry, OfferLine
from models.rules.opening import Opening
from tests.conftest import Sign
from tests.factories import Office
from tests.papers import LETTERHEAD, Print, missing, read

ENTRY = DirectoryEntry(
    partner_id=7,
    name="Beratungsstelle Ährenweg – Центр допомоги",
    category="Schuldnerberatung",
    category_code="debts",
    summary="Schulden und Insolvenz.",
    is_place_protected=False,
    street="Ährenweg 12",
    postcode="42781",
    town="Haan",
    transit="Bus 784, Haltestelle Markt",
    directions="Hinter der Kirche, grüne Tür, erster Stock.",
    phone="02129 911-345",
    email="post@example.org",
    website="https://www.example.org/beratung",
    area="",
    languages="Deutsch, Polnisch, Arabisch",
    hours_note="Und nach Vereinbarung.",
    is_barrier_free=True,
    is_public=True,
    checked_on=date(2026, 11, 3),
    source_date="",
    openings=tuple(Opening(day, time(8, 30), time(12)) for day in range(5)),
    offers=(
        OfferLine(1, "Offene Sprechstunde", "", "", "", "", True, "", None, None),
        OfferLine(2, "Insolvenzberatung", "", "", "", "", True, "", None, None),
    ),
    contacts=(
        ContactLine(1, "Leitung", "", "", "", ""),
        ContactLine(2, "Anmeldung", "Ina Weiß", "02129 911-346", "", ""),
    ),
)
SHELTER = replace(ENTRY, is_place_protected=True, name="Frauenhaus")
ONLY_PROTECTED = "The address is protected. Please call: you will be told how to get help."
ONLY_WITHOUT_HOURS = "Please call before you go there."
ONLY_ALWAYS = "Open day and night"
MEETING = datetime(2026, 11, 24, 10, 30)


def spoken(code: str) -> SecondLanguage:
    source = delivered()[sources()[code]]
    return SecondLanguage(code, source, source.words)


def printed(entry: DirectoryEntry, code: str = "", at: datetime | None = None) -> Print:
    also = spoken(code) if code else None
    slip = client_slip(entry, LETTERHEAD, at)
    return read(render_paper("partner_slip.html", slip, LETTERHEAD, also=also))


@pytest.mark.parametrize("code", ["", "ar", "ckb", "so", "ti", "uk"])
def test_the_slip_says_everything_on_one_page(code: str) -> None:
    page = printed(ENTRY, code, MEETING)
    assert len(page.pages) == 1
    names = set(SLIP) - {ONLY_PROTECTED, ONLY_WITHOUT_HOURS, ONLY_ALWAYS}
    told = {GERMAN[name] for name in names}
    if code:
        language = spoken(code)
        told |= {language.words[name] for name in names} | {language.moment(MEETING)}
        told |= {language.weekday(day) for day in (0, 4)}
    assert missing(told, page) == set()
    for fact in ("Ährenweg 12", "42781 Haan", "02129 911-345", "08:30–12:00", "02129 911-346"):
        assert fact in page.text
    assert missing({ENTRY.transit, ENTRY.directions, ENTRY.name, "Montag"}, page) == set()


@pytest.mark.parametrize("code", ["", "ar", "uk"])
def test_the_slip_of_a_shelter_has_a_number_and_no_place(code: str) -> None:
    page = printed(SHELTER, code)
    for told in ("Ährenweg", "Kirche", "784", "Tür"):
        assert told not in page.text
    words = {GERMAN[ONLY_PROTECTED]}
    if code:
        words.add(spoken(code).words[ONLY_PROTECTED])
    assert missing(words, page) == set()
    assert "02129 911-345" in page.text


def test_a_client_is_told_to_call_where_no_hours_are_known() -> None:
    assert GERMAN[ONLY_WITHOUT_HOURS] in printed(replace(ENTRY, openings=(), hours_note="")).text
    always = tuple(Opening(day, time(0), time(0)) for day in range(7))
    assert GERMAN[ONLY_ALWAYS] in printed(replace(ENTRY, openings=always)).text


def test_who_prints_the_slip(client_as: Sign, office: Office) -> None:
    url = f"/admin/partner/{office.partner(street='Weg 1').id}/slip.pdf"
    for role in (Role.SOCIAL_WORKER, Role.TEAM_LEAD, Role.NETWORK_COORDINATOR):
        assert client_as(role).get(f"{url}?language=fa").data.startswith(b"%PDF")
    assert client_as(Role.CARETAKER).get(url).status_code == 403
    assert client_as(Role.SOCIAL_WORKER).get(f"{url}?language=xx").status_code == 400


def test_every_language_is_offered_beside_the_button(client_as: Sign, office: Office) -> None:
    partner: Partner = office.partner()
    text = client_as(Role.SOCIAL_WORKER).get(f"/admin/partner/details/?id={partner.id}").text
    for code in sources():
        assert f"/admin/partner/{partner.id}/slip.pdf?language={code}" in text


def test_from_the_file_a_slip_is_one_choice_away(client_as: Sign, office: Office) -> None:
    spoken = [PersonLanguage(language=office.entry(Language, "uk"))]
    person = office.person(interpreter_needed=True, languages=spoken)
    known, other = office.partner(name="Kontaktladen"), office.partner(name="Andere Stelle")
    booked = {"booked_on": date(2026, 11, 24), "booked_time": time(10, 30)}
    referral = office.referral(person, partner=known, **booked)
    worker = client_as(Role.SOCIAL_WORKER)
    file = worker.get(f"/admin/person/details/?id={person.id}").text
    url = f"/admin/partner/slip/?person={person.id}"
    assert url in file
    page = worker.get(url).text
    assert f"/admin/partner/{known.id}/slip.pdf?referral={referral.id}&amp;language=uk" in page
    assert "24.11.2026, 10:30" in page
    to_other = worker.get(f"{url}&partner={other.id}&language=uk")
    assert to_other.location == f"/admin/partner/{other.id}/slip.pdf?language=uk"
    to_known = worker.get(f"{url}&partner={known.id}&language=")
    assert to_known.location == f"/admin/partner/{known.id}/slip.pdf?referral={referral.id}"
    refused = worker.get(f"{url}&partner=&language=uk")
    assert refused.status_code == 422
    assert 'value="uk" selected' in refused.text or 'selected value="uk"' in refused.text
    assert worker.get("/admin/partner/slip/?person=4711").status_code == 404


def test_the_directory_leads_to_every_language_of_a_slip(client_as: Sign, office: Office) -> None:
    partner = office.partner(name="Kontaktladen")
    coordinator = client_as(Role.NETWORK_COORDINATOR)
    url = f"/admin/partner/slip/?partner={partner.id}"
    cards = coordinator.get("/admin/directory/?q=Kontaktladen").text
    assert url in cards
    assert f"/admin/partner/{partner.id}/slip.pdf" in cards
    assert f"/admin/partner_correction/new/?partner={partner.id}" in cards
    assert "Kontaktladen" in coordinator.get(url).text
    printed_at = coordinator.get(f"{url}&language=ar").location
    assert coordinator.get(printed_at).data.startswith(b"%PDF")


def test_a_referral_prints_the_slip_with_its_appointment_in_the_clients_language(
    client_as: Sign, office: Office
) -> None:
    partner = office.partner(phone="02129 911-0")
    spoken = [PersonLanguage(language=office.entry(Language, "uk"))]
    person = office.person(interpreter_needed=True, languages=spoken)
    booked = {"booked_on": date(2026, 11, 24), "booked_time": time(10, 30)}
    referral = office.referral(person, partner=partner, **booked)
    worker = client_as(Role.SOCIAL_WORKER)
    page = worker.get(f"/admin/referral/details/?id={referral.id}").text
    url = f"/admin/partner/{partner.id}/slip.pdf?referral={referral.id}&amp;language=uk"
    assert url in page
    told = read(worker.get(url.replace("&amp;", "&")).data).text
    assert "Dienstag, 24. November 2026, 10:30 Uhr" in told
    assert "Beispiel, Ada" not in told
    coordinator = client_as(Role.NETWORK_COORDINATOR)
    assert "10:30" not in read(coordinator.get(url.replace("&amp;", "&")).data).text

"""A worker finds the right door, prints its slip and reports a mistake; the coordinator accepts."""

from datetime import time

import pytest
from playwright.sync_api import Page, expect

from models import OpeningHour, PersonLanguage
from models.catalogue import Language
from models.office_hour import Weekday
from models.permissions import Role
from tests.browser.conftest import Visit
from tests.factories import Office
from tests.papers import read

pytestmark = pytest.mark.browser
NAME = "Kleiderladen Lindenhof"


def printed(page: Page, url: str | None) -> str:
    assert url
    return read(page.request.get(url).body()).text


def test_from_the_search_to_the_slip_and_the_corrected_number(visit: Visit, office: Office) -> None:
    monday = OpeningHour(weekday=Weekday.MONDAY, opens_at=time(9), closes_at=time(12))
    office.partner(name=NAME, street="Lindenweg 4", phone="02129 911-1", hours=[monday])
    spoken = [PersonLanguage(language=office.entry(Language, "uk"))]
    person = office.person(interpreter_needed=True, languages=spoken)
    page = visit("/admin/directory/")
    page.locator("#directory-term").press_sequentially("lindenhof kleider")
    expect(page.locator("#directory-count")).to_have_text("1 Stelle")
    page.get_by_role("link", name=NAME, exact=True).click()
    today = page.locator("tr.now")
    expect(today).to_contain_text("Montag")
    expect(today).to_contain_text("09:00–12:00")
    page.get_by_label("Zettel für Klient/in: weitere Sprachen").click()
    arabic = page.get_by_role("link", name="Deutsch und Arabisch")
    expect(arabic).to_be_visible()
    assert "language=ar" in (arabic.get_attribute("href") or "")
    told = printed(page, arabic.get_attribute("href"))
    assert "Lindenweg 4" in told
    assert "09:00–12:00" in told
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Fehler melden oder Korrektur vorschlagen").click()
    page.get_by_label("Was ist falsch?").select_option(label="Telefon")
    page.get_by_label("So muss es heißen").fill("02129/911-2")
    page.get_by_role("button", name="Vorschlag einreichen").click()
    expect(page.get_by_text("Ihr Vorschlag liegt jetzt bei denen")).to_be_visible()
    keeper = visit("/admin/partner_correction/", Role.NETWORK_COORDINATOR)
    expect(keeper.get_by_role("main")).to_contain_text("02129/911-2")
    keeper.get_by_role("button", name="Annehmen und übernehmen").click()
    expect(keeper.get_by_text("übernommen").first).to_be_visible()
    page.reload()
    expect(page.get_by_role("link", name="02129 911-2")).to_be_visible()
    page.goto(f"/admin/person/details/?id={person.id}")
    page.get_by_role("link", name="Zettel für eine Stelle").click()
    where = page.locator("#partner-ts-control")
    where.fill("Lindenhof")
    page.get_by_role("option", name=NAME).click()
    button = page.get_by_role("button", name="Zettel drucken")
    expect(button).to_be_focused()
    with page.expect_response(lambda answer: "slip.pdf" in answer.url) as answered:
        page.keyboard.press("Enter")
    assert answered.value.url.endswith("language=uk")
    assert "02129 911-2" in printed(page, answered.value.url)

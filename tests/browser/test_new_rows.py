"""Rows begun in the list, the list of last steps, and what a reader of the screen is told."""

import pytest
from playwright.sync_api import Page, expect

from models import Offer
from models.permissions import Role
from tests.browser.axe import faults_of
from tests.browser.conftest import Visit
from tests.browser.test_sheet import cell, told
from tests.factories import Office

pytestmark = pytest.mark.browser


def offers(office: Office) -> list[str]:
    office.session.expire_all()
    found = [offer.name for offer in office.every(Offer) if offer.partner.name == "Xaver"]
    office.session.commit()
    return sorted(found)


def begin_row(page: Page) -> None:
    expect(page.get_by_role("grid")).to_be_visible()
    page.locator("tbody th").first.focus()
    page.keyboard.press("Shift+Enter")
    expect(page.locator(".is-new .typing input")).to_be_focused()


def test_a_row_is_typed_refused_saved_and_taken_back(visit: Visit, office: Office) -> None:
    partner = office.partner(name="Xaver")
    for number in (1, 2):
        office.offer(partner, name=f"Angebot {number}")
    page = visit("/admin/offer/?partner=Xaver", role=Role.NETWORK_COORDINATOR)
    keys = page.keyboard
    begin_row(page)
    keys.type("Nähstube")
    keys.press("Tab")
    expect(page.locator(".typing.is-picker input")).to_be_focused()
    keys.press("Escape")
    keys.press("End")
    keys.type("29.2.27")
    assert faults_of(page) == []  # with a row that is typed into
    keys.press("Enter")
    expect(cell(page, 1, "Gültig bis").locator(".problem")).to_contain_text("Kalender")
    assert offers(office) == ["Angebot 1", "Angebot 2"]
    expect(cell(page, 1, "Netzwerkpartner")).to_be_focused()
    keys.type("xaver")
    expect(page.locator(".answers li")).to_have_text(["Xaver"])
    keys.press("Tab")
    expect(page.locator(".typing.is-choice select")).to_be_focused()
    keys.press("Escape")
    keys.press("End")
    keys.type("28.2.27")
    keys.press("Enter")
    told(page, "Zeile gespeichert")
    expect(page.locator("tbody tr").nth(1).locator(".fresh")).to_have_text("neu")
    expect(cell(page, 1, "Gültig bis")).to_have_text("28.02.2027")
    assert offers(office) == ["Angebot 1", "Angebot 2", "Nähstube"]
    page.reload()
    expect(page.get_by_role("grid")).to_be_visible()
    page.locator("tbody th").first.focus()
    page.keyboard.press("Control+z")
    told(page, "Zurückgenommen")
    expect(page.locator("tbody tr")).to_have_count(2)
    assert offers(office) == ["Angebot 1", "Angebot 2"]
    page.get_by_role("button", name="Letzte Schritte").click()
    steps = page.get_by_role("dialog")
    steps.get_by_role("button", name="Wieder ausführen").click()
    expect(steps.get_by_role("button", name="Rückgängig machen")).to_be_visible()
    assert faults_of(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("tbody tr")).to_have_count(3)


def test_a_row_is_thrown_away_or_goes_on_as_a_form(visit: Visit, office: Office) -> None:
    office.person(family_name="Rahimi", given_name="Ada")
    page = visit("/admin/person/?search=Rahimi", role=Role.SOCIAL_WORKER)
    keys = page.keyboard
    begin_row(page)
    keys.press("Escape")
    keys.press("Escape")
    expect(page.locator(".is-new")).to_have_count(0)
    keys.press("Shift+Enter")
    expect(page.locator(".is-new .typing input")).to_be_focused()
    keys.type("Rahimi, Ada")
    keys.press("Enter")
    expect(page.locator(".new-note.problem")).to_contain_text("Rahimi, Ada")
    keys.press("Escape")
    page.get_by_role("dialog").get_by_role("button", name="Weiter schreiben").click()
    keys.press("Space")
    expect(page.locator("#family_name")).to_have_value("Rahimi")
    expect(page.locator("#twins")).to_contain_text("Rahimi, Ada")

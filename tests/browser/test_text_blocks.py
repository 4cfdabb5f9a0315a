"""A slash in a note opens the text blocks: by keyboard, by mouse, beside drafts, on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import faults_of
from tests.browser.conftest import Visit
from tests.factories import Office

pytestmark = pytest.mark.browser
NEW = "/admin/counselling_session/new/"
CHOICES = "#block-choices [role=option]"


@pytest.fixture(autouse=True)
def blocks(office: Office) -> None:
    office.text_block(name="Termin vereinbart", shortcut="termin", text="Termin am ___ um 9 Uhr.")
    office.text_block(None, name="Übersetzung", shortcut=None, text="Rückübersetzt.\nVerstanden.")
    office.text_block(None, name="Schweigepflicht", shortcut="schweige", text="Aufgeklärt.")


def test_arrows_and_enter_put_a_block_in(visit: Visit) -> None:
    page = visit(NEW)
    note = page.locator("#content")
    note.press_sequentially("Zuerst: /")
    expect(page.locator(CHOICES)).to_have_count(3)
    expect(note).to_have_attribute("aria-activedescendant", "block-0")
    expect(page.locator("#voice")).to_have_text("3 Textbausteine")
    assert faults_of(page) == []
    note.press_sequentially("ubers")  # found without its accent
    expect(page.locator(CHOICES)).to_have_text([re.compile("Übersetzung")])
    note.press("Enter")
    expect(note).to_have_value("Zuerst: Rückübersetzt.\nVerstanden.")
    expect(page.locator(CHOICES)).to_have_count(0)
    expect(page.locator(".state-line")).to_have_text(re.compile("Entwurf gespeichert"))
    note.press("Control+z")
    expect(note).to_have_value("Zuerst: /ubers")


def test_a_gap_is_marked_so_that_typing_fills_it(visit: Visit) -> None:
    page = visit(NEW)
    note = page.locator("#agreements")
    note.press_sequentially("/ter")
    note.press("Tab")
    page.keyboard.type("Montag")
    expect(note).to_have_value("Termin am Montag um 9 Uhr.")


def test_a_slash_within_a_word_or_a_date_opens_nothing(visit: Visit) -> None:
    page = visit(NEW)
    note = page.locator("#content")
    for text in ("und/oder", "am 3/4", "/x/y"):
        note.fill("")
        note.press_sequentially(text)
        expect(page.locator("#block-choices:visible")).to_have_count(0)
    note.fill("")
    note.press_sequentially("/")
    note.press("Escape")
    expect(page.locator("#block-choices:visible")).to_have_count(0)
    note.press("Enter")  # closed, the key writes a line again
    expect(note).to_have_value("/\n")


def test_on_a_phone_a_finger_chooses(visit: Visit) -> None:
    page = visit(NEW, width=390)
    note = page.locator("#content")
    note.press_sequentially("/schw")
    page.locator(CHOICES).click()
    expect(note).to_have_value("Aufgeklärt.")
    expect(note).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_ticks_in_the_guide_leave_the_form_as_it_is(visit: Visit) -> None:
    page = visit(NEW)
    page.locator("[data-guide] label").first.click()
    expect(page.locator("[data-guide] input").first).to_be_checked()
    expect(page.locator(".state")).to_have_text("")
    page.goto("/admin/")  # no question on leaving
    page.goto(NEW)
    expect(page.locator("[data-guide] input:checked")).to_have_count(0)

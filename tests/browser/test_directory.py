"""The directory as somebody with a client at the desk uses it: type, narrow down, open."""

import re

from playwright.sync_api import expect

from models.permissions import Role
from tests.browser.conftest import Visit


def test_the_right_door_is_found_by_keyboard_and_narrowed_down(visit: Visit) -> None:
    page = visit("/admin/directory/", Role.SOCIAL_WORKER)
    count, term = page.locator("#directory-count"), page.locator("#directory-term")
    expect(count).to_have_text("99 Stellen")
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(term).to_be_focused()
    term.press_sequentially("sucht")
    expect(count).to_have_text("8 Stellen")
    page.get_by_label("Ort", exact=True).select_option("Erkrath")
    expect(count).to_have_text("1 Stelle")
    expect(page).to_have_url(re.compile(r"\?q=sucht&town=Erkrath$"))
    page.get_by_role("link", name="Filter entfernen: Ort: Erkrath").click()
    expect(count).to_have_text("8 Stellen")
    term.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    first = page.locator("[data-entry]").first
    expect(first).to_be_focused()
    name = first.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(name)
    page.go_back()
    expect(page.locator("#directory-term")).to_have_value("sucht")
    expect(page.locator("#directory-count")).to_have_text("8 Stellen")

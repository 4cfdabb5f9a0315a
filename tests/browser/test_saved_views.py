"""Views of a list by mouse and thumb: kept, found in tab and menu, changed and set back."""

import pytest
from playwright.sync_api import expect

from models.permissions import Role
from tests.browser.axe import bring_axe, faults_of
from tests.browser.conftest import Visit
from tests.factories import Office

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1400, 390])
def test_a_view_is_kept_changed_and_set_back(visit: Visit, office: Office, width: int) -> None:
    office.person(family_name="Haddad")
    page = visit("/admin/person/?case_status=NEW", width=width)
    bring_axe(page.context)
    page.click("summary:has-text('Ansicht sichern')")
    page.fill("#new-view", "Neue Fälle")
    page.keyboard.press("Enter")
    tab = page.locator(".tabs a[aria-current=page]")
    expect(tab).to_have_text("Neue Fälle")
    expect(page.locator(".side .own-views, .burger .own-views").first).to_contain_text("Neue Fälle")
    page.click(".chip.on")
    expect(page.locator(".changed")).to_contain_text("weicht von der Ansicht „Neue Fälle“ ab")
    assert faults_of(page) == []
    page.click(".changed >> text=Zurücksetzen")
    expect(page.locator(".chip.on")).to_contain_text("neu")
    expect(page.locator(".changed")).to_have_count(0)


def test_columns_are_chosen_with_the_keyboard(visit: Visit, office: Office) -> None:
    office.person()
    page = visit("/admin/person/", role=Role.TEAM_LEAD)
    page.focus(".columns summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # the birth date goes
    page.keyboard.press("Enter")
    expect(page.locator("thead")).not_to_contain_text("Geboren")
    expect(page.locator("thead")).to_contain_text("Wohnt in")

"""The coordinator brings an event from the idea to next year's proposal, as a person clicks."""

import pytest
from playwright.sync_api import expect

from models.permissions import Role
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def test_an_event_from_the_idea_to_next_years_proposal(visit: Visit) -> None:
    page = visit("/admin/event/new/", Role.NETWORK_COORDINATOR)
    page.get_by_label("Name der Veranstaltung").fill("Tag des Ehrenamtes 2026")
    page.get_by_label("Erster Tag").fill("20.11.2026")
    page.get_by_label("Ort", exact=True).fill("Rathaus")
    page.get_by_label("Jedes Jahr").select_option(label="ja, am selben Datum")
    tasks = page.get_by_role("group", name="Was zu tun ist")
    tasks.get_by_role("button", name="Zeile hinzufügen").click()
    page.locator("[name='tasks-0-what']").fill("Saal reservieren")
    page.locator("[name='tasks-0-days_before']").fill("30")
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.get_by_text("Noch eine Idee")).to_be_visible()
    page.get_by_role("button", name="Planung beginnen").click()
    page.get_by_role("button", name="Saal reservieren").click()
    expect(page.get_by_text("1 von 1 erledigt")).to_be_visible()
    page.get_by_role("button", name="Sie hat stattgefunden").click()
    expect(page.get_by_text("durchgeführt", exact=True)).to_be_visible()
    page.get_by_role("link", name="Für das nächste Jahr vorschlagen").click()
    expect(page.get_by_label("Erster Tag")).to_have_value("20.11.2027")
    page.get_by_role("button", name="Vorschlag anlegen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tag des Ehrenamtes 2027")
    expect(page.get_by_text("0 von 1 erledigt")).to_be_visible()

"""Lists by mouse, thumb and keyboard: views kept, columns chosen, rows changed at once."""

import pytest
from playwright.sync_api import expect

from models.permissions import Role
from tests.browser.axe import faults_of
from tests.browser.conftest import Visit
from tests.factories import TODAY, Office

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1400, 390])
def test_a_view_is_kept_changed_and_set_back(visit: Visit, office: Office, width: int) -> None:
    office.person(family_name="Haddad")
    page = visit("/admin/person/?case_status=NEW", width=width)
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


def test_a_counted_day_stays_counted(visit: Visit, office: Office) -> None:
    office.task(due_on=TODAY)
    page = visit("/admin/task/")
    page.click(".filter summary")
    page.fill("#filter-due_on_to", "+14")
    page.keyboard.press("Enter")
    expect(page.locator(".chip.on")).to_contain_text("07.12.2026 (+14)")
    assert "due_on_to=%2B14" in page.url


def test_ticked_rows_are_changed_in_three_steps(visit: Visit, office: Office) -> None:
    for number in range(3):
        office.task(what=f"Aufgabe {number}")
    page = visit("/admin/task/", width=390)
    expect(page.locator(".bulk")).to_be_hidden()
    page.get_by_label("Zeile auswählen: Aufgabe 1").check()
    page.get_by_label("Zeile auswählen: Aufgabe 2").check()
    expect(page.locator(".bulk .count")).to_have_text("2 ausgewählt")
    assert faults_of(page) == []
    page.select_option("#bulk-field", "state")
    page.click("text=Ausgewählte ändern")
    page.select_option("#state", "DONE")
    assert faults_of(page) == []
    page.click("text=Zeigen, was sich ändert")
    expect(page.locator("main")).to_contain_text("2 Datensätze werden geändert")
    assert faults_of(page) == []
    page.click("text=2 Datensätze ändern")
    expect(page.locator(".flash")).to_contain_text("Status: 2 Datensätze geändert.")
    page.click(".flash >> text=Rückgängig machen")
    expect(page.locator("h1")).to_have_text("Letzte Schritte")


def test_all_rows_of_a_page_are_ticked_with_the_keyboard(visit: Visit, office: Office) -> None:
    for number in range(3):
        office.responsibility(office.person(family_name=f"Fall{number}"))
    page = visit("/admin/responsibility/")
    page.get_by_label("Alle Zeilen dieser Seite auswählen").focus()
    page.keyboard.press("Space")
    expect(page.locator(".bulk .count")).to_have_text("3 ausgewählt")
    page.select_option("#bulk-field", "worker")
    page.locator(".bulk .primary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".ts-control").first).to_be_visible()
    page.locator("label[for^=worker]").click()
    page.keyboard.type("wendt")
    expect(page.locator(".ts-dropdown .option").first).to_contain_text("Tim Wendt")
    page.keyboard.press("Enter")
    page.click("text=Zeigen, was sich ändert")
    expect(page.locator("main")).to_contain_text("3 Datensätze werden geändert")

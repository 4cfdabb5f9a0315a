"""A table goes into the directory and comes out again: by hand, from the file to "Take back"."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from models.permissions import Role
from tests.browser.conftest import Visit
from tests.factories import Office

pytestmark = pytest.mark.browser
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
TABLE = """Einrichtung;Kategorie;Straße;Ort;Telefon
Begegnungs-Café Regenbogen;Sonstige;Kirchstraße 4;Haan;02129 911-5
Nähstube Regenbogen;Sonstige;Bahnweg 1;Haan;02129 911-6
Werkstatt;Zirkus;;;
"""


def looks_right(page: Page) -> None:
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


def test_a_table_is_read_decided_on_written_and_taken_back(visit: Visit, office: Office) -> None:
    office.partner(name="Begegnungscafé Regenbogen", street="Kirchstr. 4", town="Haan")
    page = visit("/admin/directory_import/", Role.NETWORK_COORDINATOR)
    looks_right(page)
    file = {"name": "liste.csv", "mimeType": "text/csv", "buffer": TABLE.encode("cp1252")}
    page.get_by_label("Tabelle (CSV oder XLSX").set_input_files(file)
    page.get_by_role("button", name="Tabelle einlesen").click()
    expect(page.get_by_label("Einrichtung", exact=True)).to_have_value("name")
    looks_right(page)
    page.get_by_role("button", name="Zeigen, was sich ändern würde").click()
    expect(page.get_by_text("„Zirkus“ steht nicht in der Liste.")).to_be_visible()
    looks_right(page)
    page.get_by_label("dieselbe wie Begegnungscafé Regenbogen").check()
    page.get_by_role("button", name="Auswahl übernehmen").click()
    page.get_by_label("1 Zeile bleibt draußen").check()
    page.get_by_role("button", name="2 Zeilen importieren").click()
    expect(page.get_by_text("2 Zeilen wurden importiert.")).to_be_visible()
    page.get_by_role("link", name="Import zurücknehmen").click()
    page.get_by_role("button", name=re.compile("Tabelle importiert")).click()
    expect(page.get_by_text("Rückgängig gemacht: Tabelle importiert")).to_be_visible()

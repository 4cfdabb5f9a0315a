"""Around the grid: the record beside the list, columns as one likes them, the column that stays."""

from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Locator, Page, expect

from models import ListLayout
from models.permissions import Role
from tests.browser.axe import faults_of
from tests.browser.conftest import Visit
from tests.factories import Office

pytestmark = pytest.mark.browser

COLUMNS = "cells => cells.map(cell => cell.dataset.column)"
COPIED = """() => {
  const data = new DataTransfer();
  const marks = { clipboardData: data, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("copy", marks));
  return [data.getData("text/plain"), data.getData("text/html")];
}"""


def panel_of(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Datensatz neben der Liste")


def columns(page: Page) -> list[str]:
    found: list[str] = page.locator("thead th[data-column]").evaluate_all(COLUMNS)
    return found


def test_a_record_is_read_beside_its_list_and_left_for_the_cell(
    visit: Visit, office: Office
) -> None:
    made = [office.offer(name=f"Angebot {number}") for number in range(3)]
    made[1].name = "Angebot 1 neu"
    office.session.commit()
    page = visit("/admin/offer/?partner=Beispiel", role=Role.NETWORK_COORDINATOR)
    expect(page.get_by_role("grid")).to_be_visible()
    page.locator("tbody tr").nth(0).locator("td").last.focus()
    page.keyboard.press("Space")
    panel = panel_of(page)
    expect(panel).to_be_focused()
    expect(panel.get_by_role("heading", level=2)).to_have_text("Angebot 0")
    page.keyboard.press("Alt+ArrowDown")
    expect(panel.get_by_role("heading", level=2)).to_have_text("Angebot 1 neu")
    expect(panel.locator(".panel-changes del")).to_have_text("Angebot 1")
    expect(panel).to_contain_text("Zeile 2 von 3")
    assert faults_of(page) == []  # with the panel open
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator("tbody tr").nth(1).locator("td").last).to_be_focused()
    page.keyboard.press("Space")
    expect(panel.get_by_role("heading", level=2)).to_have_text("Angebot 1 neu")
    page.locator("tbody tr").nth(1).locator("td").last.focus()
    page.keyboard.press("ArrowDown")  # in the list, beside the open panel
    expect(panel.get_by_role("heading", level=2)).to_have_text("Angebot 2")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_who_only_reads_has_the_record_beside_the_list_too(visit: Visit, office: Office) -> None:
    for number in range(2):
        office.partner(name=f"Xaver {number}")
    page = visit("/admin/partner/?search=Xaver", role=Role.STATISTICS_READER)
    expect(page.get_by_role("button", name="Datensatz daneben")).to_be_visible()
    page.locator("a.row").first.focus()
    page.keyboard.press("Space")
    panel = panel_of(page)
    expect(panel.get_by_role("heading", level=2)).to_have_text("Xaver 0")
    panel.get_by_role("button", name="Nächster Datensatz").click()
    expect(panel.get_by_role("heading", level=2)).to_have_text("Xaver 1")
    expect(panel.get_by_role("link", name="Bearbeiten")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator("a.row").nth(1)).to_be_focused()


def test_columns_are_moved_and_widened_by_keys_and_stay_so(visit: Visit, office: Office) -> None:
    office.offer(name="Offene Tür")
    page = visit("/admin/offer/", role=Role.NETWORK_COORDINATOR, width=1000)
    expect(page.get_by_role("grid")).to_be_visible()
    usual = columns(page)
    head = page.locator(f"thead th[data-column='{usual[1]}']")
    width = head.evaluate("cell => cell.offsetWidth")
    page.locator("tbody th").first.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    expect(head).to_be_focused()
    with page.expect_response("**/columns/"):
        page.keyboard.press("Alt+Shift+ArrowRight")
        for _ in range(12):
            page.keyboard.press("Control+Shift+ArrowRight")
    expect(head).to_be_focused()
    moved = [usual[0], usual[2], usual[1], *usual[3:]]
    assert columns(page) == moved
    page.reload()
    expect(page.get_by_role("grid")).to_be_visible()
    assert columns(page) == moved
    expect(head).to_have_js_property("offsetWidth", width + 12 * 16)
    name = page.locator("tbody th").first
    before = name.bounding_box()
    page.locator(".scroll").first.evaluate("box => { box.scrollLeft = 120; }")
    expect(page.locator(".scroll.is-aside")).to_be_visible()
    assert name.bounding_box() == before
    page.locator("details.columns summary").click()
    page.get_by_role("button", name="Spalten wie vorgesehen").click()
    expect(page.get_by_role("grid")).to_be_visible()
    assert columns(page) == usual
    assert office.every(ListLayout) == []


def test_what_is_chosen_is_summed_up_and_copied_for_a_spreadsheet(
    visit: Visit, office: Office
) -> None:
    for name, arrears in (("=1+1", "0.30"), ("Bär", "1234.50"), ("Chen", "1.20"), ("Daus", None)):
        case = office.eviction_case(office.person(family_name=name, given_name=None))
        case.arrears = Decimal(arrears) if arrears else None
        case.received_on = date(2026, 4, 3)
    office.session.commit()
    page = visit("/admin/eviction_case/?cols=person.arrears.received_on.address&sort=person")
    expect(page.get_by_role("grid")).to_be_visible()
    owed = page.locator("tbody td.n")
    owed.nth(2).locator("span").evaluate("span => { span.textContent = '−1,20 €'; }")
    owed.nth(0).focus()
    for _ in range(3):
        page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("[data-chosen]")).to_have_text("4 Zellen gewählt · Summe 1.233,6")
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowRight")
    for _ in range(2):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    text, html = page.evaluate(COPIED)
    assert text == "'=1+1\t0,30\t03.04.2026\nBär\t1234,50\t03.04.2026"
    assert "<td style=\"mso-number-format:'\\@'\">=1+1</td><td>0,30</td>" in html

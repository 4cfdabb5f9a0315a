"""What a screen reader reads of a list that is typed into, and keys that are left alone."""

import pytest
from playwright.sync_api import Page, Route, expect

from models.permissions import Role
from tests.browser.axe import faults_of
from tests.browser.conftest import Visit
from tests.browser.test_sheet import cell, told
from tests.factories import TODAY, Office

pytestmark = pytest.mark.browser


def sheet(visit: Visit, office: Office, number: int = 2, query: str = "") -> Page:
    partner = office.partner(name="Xaver")
    for one in range(number):
        office.offer(partner, name=f"Angebot {one:02}", capacity=one)
    page = visit(f"/admin/offer/?partner=Xaver{query}", role=Role.NETWORK_COORDINATOR)
    expect(page.get_by_role("grid")).to_be_visible()
    return page


def test_a_reader_is_told_where_it_is_and_what_is_refused(visit: Visit, office: Office) -> None:
    page = sheet(visit, office, 27, "&size=25&page=1")
    grid = page.get_by_role("grid", name="Angebote")
    expect(grid).to_have_attribute("aria-rowcount", "28")
    expect(grid).to_have_attribute("aria-colcount", "7")
    expect(grid).to_have_attribute("aria-multiselectable", "true")
    last = grid.get_by_role("row", name="Angebot 26")
    expect(last).to_have_attribute("aria-rowindex", "28")
    expect(last.get_by_role("rowheader", name="Angebot 26")).to_be_visible()
    assert [head.inner_text().strip() for head in grid.get_by_role("columnheader").all()][1:3] == [
        "Angebot ↑",
        "Netzwerkpartner",
    ]
    box = last.get_by_role("gridcell").first
    expect(box).to_have_attribute("aria-readonly", "true")
    expect(cell(page, 1, "Plätze")).not_to_have_attribute("aria-readonly", "true")
    cell(page, 0, "Plätze").focus()
    page.keyboard.press("Shift+ArrowDown")
    expect(grid.locator("[aria-selected=true]")).to_have_count(2)
    page.keyboard.press("End")
    page.keyboard.type("31.2.27")
    page.keyboard.press("Enter")
    wrong = cell(page, 1, "Gültig bis")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_have_accessible_description(
        "Diesen Tag gibt es im Kalender nicht. Schreiben Sie ihn so: 21.11.2026, 3.4.26 oder heute."
    )


def test_every_kind_of_editor_has_a_name_and_no_fault(visit: Visit, office: Office) -> None:
    page = sheet(visit, office)
    for column, role in (
        ("Plätze", "textbox"),
        ("Gültig bis", "textbox"),
        ("Netzwerkpartner", "combobox"),
        ("Thema", "combobox"),
    ):
        cell(page, 0, column).focus()
        page.keyboard.press("F2")
        editor = page.get_by_role(role, name=f"{column}, Zeile Angebot 00")
        expect(editor).to_be_focused()
        assert faults_of(page) == [], column
        page.keyboard.press("Escape")
        expect(cell(page, 0, column)).to_be_focused()


def test_keys_stop_at_the_edges_and_stay_out_of_dialogs(visit: Visit, office: Office) -> None:
    page = sheet(visit, office, 3)
    keys = page.keyboard
    page.locator("tbody th").first.focus()
    for key, row, column in (
        ("Control+End", 2, "Gültig bis"),
        ("ArrowRight", 2, "Gültig bis"),
        ("ArrowDown", 2, "Gültig bis"),
        ("Control+ArrowUp", 0, "Gültig bis"),
    ):
        keys.press(key)
        expect(cell(page, row, column)).to_be_focused()
    keys.press("Control+Home")
    expect(page.locator("tbody tr").first.locator("td").first).to_be_focused()
    keys.press("ArrowLeft")
    expect(page.locator("tbody tr").first.locator("td").first).to_be_focused()
    keys.press("Shift+Space")
    expect(page.locator("[aria-selected=true]")).to_have_count(7)
    keys.press("Control+a")
    expect(page.locator("[aria-selected=true]")).to_have_count(21)
    keys.press("F1")
    expect(page.get_by_role("dialog", name="Tasten in dieser Liste")).to_be_visible()
    keys.press("Delete")
    keys.press("x")
    keys.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(cell(page, 0, "Plätze")).to_have_text("0")
    keys.press("Control+f")
    expect(page.get_by_role("searchbox")).to_be_focused()
    keys.type("d")
    expect(page.locator(".typing")).to_have_count(0)


def test_a_row_that_does_not_belong_there_any_more_offers_the_way_back(
    visit: Visit, office: Office
) -> None:
    page = sheet(visit, office, 2, "&search=Angebot")
    keys = page.keyboard
    page.locator("tbody th").first.focus()
    keys.type("Zuletzt Angebot")
    keys.press("Enter")
    first = page.locator("tbody tr").first
    expect(first.get_by_text("steht nach Neuordnung woanders")).to_be_visible()
    keys.press("ArrowUp")
    keys.type("Treff")
    keys.press("Enter")
    expect(first.get_by_text("passt nicht mehr zum Filter")).to_be_visible()
    first.get_by_role("button", name="Rückgängig machen").click()
    told(page, "Zurückgenommen")
    expect(first.get_by_text("steht nach Neuordnung woanders")).to_be_visible()
    page.get_by_role("button", name="Filter und Ordnung neu anwenden").click()
    expect(page.locator("tbody th").nth(1)).to_contain_text("Zuletzt Angebot")
    expect(page.locator(".is-unfit, .is-moved")).to_have_count(0)


def test_a_save_refused_twice_ends_and_says_so(visit: Visit, office: Office) -> None:
    offer = office.offer(name="Alt", valid_until=TODAY)
    page = visit("/admin/offer/?search=Alt", role=Role.NETWORK_COORDINATOR)
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=400, body="")

    page.route("**/cells/save/**", refuse)
    expect(page.get_by_role("grid")).to_be_visible()
    page.locator("tbody th").first.focus()
    page.keyboard.type("Neu")
    page.keyboard.press("Enter")
    expect(page.locator("tbody th .problem").first).to_contain_text("nicht gespeichert werden")
    expect(page.locator(".is-waiting")).to_have_count(0)
    assert len(asked) == 2
    assert office.fresh(offer).name == "Alt"

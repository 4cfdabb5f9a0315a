"""Records kept in the list itself, by keyboard alone."""

import pytest
from playwright.sync_api import Locator, Page, expect

from models import Offer
from models.change_step import ChangeStep, StepKind
from models.permissions import Role
from tests.browser.axe import faults_of
from tests.browser.conftest import Visit
from tests.factories import Office

pytestmark = pytest.mark.browser


def cell(page: Page, row: int, label: str) -> Locator:
    return page.locator("tbody tr").nth(row).locator(f"[data-label='{label}']")


def told(page: Page, text: str) -> None:
    expect(page.locator("#sheet-status [data-told]")).to_have_text(text)


def stored(page: Page, office: Office, made: list[Offer]) -> list[tuple[str, str, bool]]:
    """Name, partner and whether there is a last day, once nothing is on its way any more."""
    expect(page.locator(".is-waiting")).to_have_count(0)
    office.session.expire_all()
    found = [(offer.name, offer.partner.name, bool(offer.valid_until)) for offer in made]
    office.session.commit()
    return found


def type_names_and_partner(page: Page) -> None:
    """One name typed on, one anew, and a partner looked up in the cell beside it."""
    keys = page.keyboard
    expect(page.get_by_role("grid")).to_be_visible()
    page.locator("tbody th").first.focus()
    keys.press("F2")
    expect(page.get_by_label("Angebot, Zeile Angebot 0")).to_be_focused()
    keys.type(" neu")
    keys.press("Enter")
    keys.type("Ganz neu")
    keys.press("Tab")
    keys.type("xaver 2")
    expect(page.locator(".answers li")).to_have_text(["Xaver 2"])
    keys.press("Enter")
    expect(cell(page, 1, "Netzwerkpartner")).to_have_text("Xaver 2")


def test_offers_are_typed_filled_refused_and_taken_back(visit: Visit, office: Office) -> None:
    partners = [office.partner(name=f"Xaver {number}") for number in range(3)]
    made = [office.offer(partners[0], name=f"Angebot {number}") for number in range(4)]
    page = visit("/admin/offer/?partner=Xaver", role=Role.NETWORK_COORDINATOR)
    type_names_and_partner(page)
    keys = page.keyboard
    keys.press("End")
    keys.type("31.02.2027")
    assert faults_of(page) == []  # with an editor open
    keys.press("Enter")
    wrong = cell(page, 2, "Gültig bis")
    expect(wrong.locator(".problem")).to_contain_text("Kalender")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong.locator("span").first).to_have_text("31.02.2027")
    keys.press("ArrowUp")
    keys.type("28.2.27")
    keys.press("Enter")
    expect(cell(page, 2, "Gültig bis")).to_have_text("28.02.2027")
    keys.press("ArrowUp")
    keys.press("Shift+ArrowDown")
    keys.press("Control+d")
    expect(cell(page, 3, "Gültig bis")).to_have_text("28.02.2027")
    assert stored(page, office, made) == [
        ("Angebot 0 neu", "Xaver 0", False),
        ("Ganz neu", "Xaver 2", False),
        ("Angebot 2", "Xaver 0", True),
        ("Angebot 3", "Xaver 0", True),
    ]
    keys.press("Control+z")
    told(page, "Zurückgenommen")
    expect(cell(page, 3, "Gültig bis")).to_have_text("")
    assert stored(page, office, made)[3] == ("Angebot 3", "Xaver 0", False)
    keys.press("Control+y")
    told(page, "Wieder ausgeführt")
    kinds = [step.kind for step in office.every(ChangeStep)]
    assert kinds == [StepKind.CELL] * 4 + [StepKind.FILL, StepKind.UNDONE, StepKind.UNDONE]


def test_the_grid_has_one_tab_stop_and_is_left_by_tab(visit: Visit, office: Office) -> None:
    office.offer()
    page = visit("/admin/offer/?partner=Beispiel", role=Role.NETWORK_COORDINATOR)
    expect(page.get_by_role("grid")).to_be_visible()
    assert page.locator("[role=grid] [tabindex='0']").count() == 1
    stops = "a:not([tabindex='-1']), button:not([tabindex='-1']), input:not([tabindex='-1'])"
    assert page.get_by_role("grid").locator(stops).count() == 0
    page.locator("tbody th").first.focus()
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('table')")


def test_two_people_in_one_cell_are_asked(visit: Visit, office: Office) -> None:
    offer = office.offer(name="Alt")
    page = visit("/admin/offer/?partner=Beispiel", role=Role.NETWORK_COORDINATOR)
    expect(page.get_by_role("grid")).to_be_visible()
    with page.expect_response("**/cells/**"):
        page.locator("tbody th").first.focus()
    offer.name = "Von der Kollegin"
    office.session.commit()
    page.keyboard.type("Meins")
    page.keyboard.press("Enter")
    question = page.get_by_role("dialog")
    expect(question).to_contain_text("Von der Kollegin")
    question.get_by_role("button", name="Meines behalten").click()
    told(page, "Gespeichert")
    assert office.fresh(offer).name == "Meins"


def test_cells_wait_for_the_network_and_go_out_in_order(visit: Visit, office: Office) -> None:
    partner = office.partner()
    made = [office.offer(partner, name=f"Angebot {number}") for number in range(3)]
    page = visit("/admin/offer/?partner=Beispiel", role=Role.NETWORK_COORDINATOR)
    expect(page.get_by_role("grid")).to_be_visible()
    page.locator("tbody th").first.focus()
    for _ in range(2):
        with page.expect_response("**/cells/**"):
            page.keyboard.press("ArrowDown")
    page.context.set_offline(True)
    page.keyboard.type("Drei")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    page.keyboard.type("Zwei")
    page.keyboard.press("Enter")
    expect(page.locator("span[data-waiting]")).to_have_text("2 Zellen warten auf das Netz")
    page.context.set_offline(False)
    told(page, "Gespeichert")
    expect(page.locator(".is-waiting")).to_have_count(0)
    expect(page.locator("span[data-waiting]")).to_be_hidden()
    assert [office.fresh(offer).name for offer in made] == ["Angebot 0", "Zwei", "Drei"]

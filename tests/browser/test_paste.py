"""A block from a spreadsheet into a list: looked at, decided, written and taken back."""

import pytest
from playwright.sync_api import Locator, Page, expect

from models import Offer
from models.change_step import ChangeStep, StepKind
from models.permissions import Role
from tests.browser.axe import faults_of
from tests.browser.conftest import Visit
from tests.browser.test_sheet import cell, told
from tests.factories import Office

pytestmark = pytest.mark.browser
PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const marks = {clipboardData: data, bubbles: true, cancelable: true};
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", marks));
}"""
BLOCK = (
    "Kurs A\tXaver 1\t\t\t12\t3.4.27\r\n"
    "Kurs B\tXaver 2\t\t\t8,00\t29.02.2027\r\n"
    '"Kurs ""C"""\tZwilling\t\t\t1.200\t\r\n'
    "Kurs D\tXaver 1\t\t\t\theute\tzu viel\r\n"
)


def stored(office: Office) -> list[tuple[str, str, int | None, bool]]:
    office.session.expire_all()
    rows = [one for one in office.every(Offer) if one.partner.name[:2] in ("Xa", "Zw")]
    office.session.commit()
    return [(one.name, one.partner.name, one.capacity, bool(one.valid_until)) for one in rows]


def paste(page: Page, text: str) -> None:
    page.evaluate(PASTE, text)


def write_after_a_new_sign_in(page: Page, box: Locator) -> None:
    """What stays out is agreed to; the sign-in runs out in between and the block is still there."""
    write = box.get_by_role("button", name="Einfügen")
    write.press("Enter")
    expect(box.get_by_role("alert")).to_contain_text("bleiben draußen")
    page.keyboard.press("Space")
    signed_in = page.context.cookies()
    page.context.clear_cookies()
    page.keyboard.press("Enter")
    expect(box.get_by_role("alert")).to_contain_text("abgelaufen")
    page.context.add_cookies(signed_in)
    write.press("Enter")


def test_a_block_is_checked_written_and_taken_back(visit: Visit, office: Office) -> None:
    partners = [office.partner(name=f"Xaver {number}") for number in range(3)]
    towns = ("Haan", "Hilden")
    twin = [str(office.partner(name="Zwilling", town=town).id) for town in towns][1]
    for number in range(3):
        office.offer(partners[0], name=f"Angebot {number}", valid_until=None, capacity=None)
    before = stored(office)
    page = visit("/admin/offer/?partner=Xaver", role=Role.NETWORK_COORDINATOR)
    expect(page.get_by_role("grid")).to_be_visible()
    page.locator("tbody th").first.focus()
    paste(page, BLOCK)
    box = page.get_by_role("dialog")
    expect(box.get_by_role("status")).to_have_text(
        "fügt 1 hinzu · ändert 9 · lehnt 1 ab · zu wählen: 1"
    )
    expect(box.locator(".paste-notes")).to_contain_text("1 Spalte passt nicht mehr")
    expect(box.locator(".is-refused")).to_contain_text("Kalender")
    assert faults_of(page) == []
    choice = box.get_by_label("Angebot 2, Netzwerkpartner: Zwilling")
    expect(choice.locator("option")).to_contain_text(["2 Treffer", *towns])
    choice.focus()
    choice.select_option(twin)
    write_after_a_new_sign_in(page, box)
    told(page, "Eingefügt. Geändert: 10, neu: 1")
    expect(box).to_be_hidden()
    expect(cell(page, 1, "Plätze")).to_have_text("8")
    expect(page.locator("[role=grid] tbody tr").nth(3).locator(".fresh")).to_have_text("neu")
    assert stored(office) == [
        ("Kurs A", "Xaver 1", 12, True),
        ("Kurs B", "Xaver 2", 8, False),
        ('Kurs "C"', "Zwilling", 1200, False),
        ("Kurs D", "Xaver 1", None, True),
    ]
    page.keyboard.press("Control+z")
    told(page, "Zurückgenommen")
    expect(page.locator("[role=grid] tbody tr")).to_have_count(3)
    assert stored(office) == before
    kinds = [step.kind for step in office.every(ChangeStep)]
    assert kinds == [StepKind.PASTE, StepKind.UNDONE]


def test_one_value_fills_the_cells_chosen(visit: Visit, office: Office) -> None:
    partner = office.partner(name="Xaver")
    for number in range(3):
        office.offer(partner, name=f"Angebot {number}", valid_until=None)
    page = visit("/admin/offer/?partner=Xaver", role=Role.NETWORK_COORDINATOR)
    expect(page.get_by_role("grid")).to_be_visible()
    cell(page, 0, "Gültig bis").focus()
    page.keyboard.press("Shift+ArrowDown")
    paste(page, "3.4.27\r\n")
    told(page, "Eingefügt. Geändert: 2, neu: 0")
    expect(cell(page, 1, "Gültig bis")).to_have_text("03.04.2027")
    assert [row[3] for row in stored(office)] == [True, True, False]

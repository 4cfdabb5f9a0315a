"""A morning's work in one list, by keyboard alone: database, history and screen agree."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from models import AuditEntry, FieldChange, Offer
from models.audit_entry import AuditAction
from models.change_step import ChangeStep, StepKind
from models.field_change import ChangeKind
from models.permissions import Role
from tests.browser.conftest import Visit
from tests.browser.test_paste import paste
from tests.factories import Office

pytestmark = pytest.mark.browser

ROWS = 12
COLUMNS = ("Angebot", "Netzwerkpartner", "Thema", "Plätze", "Gültig bis")
NAMES = (
    "Deutsch am Vormittag",
    "Deutsch am Abend",
    "Nähstube",
    "Lernhilfe",
    "Café",
    "Kleiderstube",
)


class Typist:
    """Goes about a list with the keys; knows where each column is by its heading."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys = page, page.keyboard
        expect(page.get_by_role("grid")).to_be_visible()
        page.locator("tbody th").first.focus()
        words = "heads => heads.map(head => [head.dataset.label, head.cellIndex])"
        self.columns = dict(page.locator("thead [data-label]").evaluate_all(words))

    def cell(self, row: int, label: str) -> Locator:
        cells = self.page.locator("tbody tr").nth(row).locator(":scope > *")
        return cells.nth(self.columns[label])

    def go(self, row: int, label: str) -> None:
        """From the first column of the first row, with the arrows."""
        self.keys.press("Control+Home")
        for _ in range(row):
            self.keys.press("ArrowDown")
        goal = self.cell(row, label)
        for _ in range(20):
            if goal.evaluate("cell => cell === document.activeElement"):
                return
            self.keys.press("ArrowRight")
        raise AssertionError(f"no way to {label}")

    def type_down(self, label: str, texts: Sequence[str], row: int = 0) -> None:
        self.go(row, label)
        for text in texts:
            self.keys.type(text)
            self.keys.press("Enter")

    def choose_down(self, row: int, label: str, more: int) -> None:
        """This cell and so many below it."""
        self.go(row, label)
        for _ in range(more):
            self.keys.press("Shift+ArrowDown")

    def is_told(self, text: str) -> None:
        expect(self.page.locator("#sheet-status [data-told]")).to_contain_text(text)

    def is_through(self) -> None:
        """Nothing is on its way and nothing was refused."""
        expect(self.page.locator(".is-waiting")).to_have_count(0)
        expect(self.page.locator(".is-refused")).to_have_count(0)

    def row(self, row: int) -> list[str]:
        return [" ".join(self.cell(row, label).inner_text().split()) for label in COLUMNS]


def type_the_morning(typist: Typist) -> None:
    typist.type_down("Plätze", [str(5 + row) for row in range(ROWS)])
    typist.type_down("Gültig bis", ["31.3.27"])
    typist.choose_down(0, "Gültig bis", ROWS - 1)
    typist.keys.press("Control+d")
    typist.type_down("Angebot", NAMES)
    typist.type_down("Thema", ["Schulden"] * 4)
    for row in (4, 5):
        typist.go(row, "Netzwerkpartner")
        typist.keys.type("xaver 1")
        typist.keys.press("Enter")
    typist.go(6, "Plätze")
    paste(typist.page, "".join(f"{row + 20}\t{row + 1}.5.27\r\n" for row in range(3)))
    box = typist.page.get_by_role("dialog")
    expect(box.get_by_role("status")).to_contain_text("ändert 6")
    box.get_by_role("button", name="Einfügen").press("Enter")
    expect(box).to_be_hidden()
    typist.is_through()


def empty_and_take_back(typist: Typist) -> None:
    """Two cells are emptied, one gets today; both taken back, the first of them done again."""
    typist.choose_down(ROWS - 2, "Plätze", 1)
    typist.keys.press("Delete")
    typist.is_through()
    typist.go(ROWS - 1, "Gültig bis")
    typist.keys.press("Control+.")
    typist.is_through()
    for key in "zzy":
        typist.keys.press(f"Control+{key}")
    typist.is_told("Wieder ausgeführt")


def expected() -> list[list[str]]:
    """What the list shows after the morning, row by row."""
    rows = []
    for number in range(ROWS):
        name = NAMES[number] if number < len(NAMES) else f"Angebot {number:02}"
        partner = "Xaver 1" if number in (4, 5) else "Xaver 0"
        topic = "Schulden" if number < 4 else ""
        places = str(5 + number) if number < ROWS - 2 else ""
        day = "31.03.2027"
        if number in (6, 7, 8):
            places, day = str(number + 14), f"0{number - 5}.05.2027"
        rows.append([name, partner, topic, places, day])
    return rows


def in_database(office: Office, made: Sequence[Offer]) -> list[list[str]]:
    return [
        [
            offer.name,
            offer.partner.name,
            offer.topic.label_de if offer.topic else "",
            "" if offer.capacity is None else str(offer.capacity),
            offer.valid_until.strftime("%d.%m.%Y") if offer.valid_until else "",
        ]
        for offer in map(office.fresh, made)
        if offer
    ]


def replayed(office: Office, begun: dict[int, dict[str, str | None]]) -> dict[int, dict[str, Any]]:
    """What the history makes of what stood there at first; each old value is what was before."""
    wanted = select(FieldChange).where(
        FieldChange.table_name == "offer", FieldChange.kind == ChangeKind.CHANGED
    )
    for change in office.every(wanted):
        values = begun[change.record_id]
        assert values[str(change.field)] == change.old, change.field
        values[str(change.field)] = change.new
    return begun


def stored(office: Office) -> dict[int, dict[str, Any]]:
    """The fields that are typed into, as the history writes values."""
    return {
        offer.id: {
            "name": as_text(offer.name),
            "partner": as_text(offer.partner_id),
            "topic": as_text(offer.topic_id),
            "capacity": as_text(offer.capacity),
            "valid_until": as_text(offer.valid_until and offer.valid_until.isoformat()),
        }
        for offer in office.every(Offer)
    }


def as_text(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def test_a_mornings_work_by_keyboard_agrees_in_database_history_and_on_screen(
    visit: Visit, office: Office
) -> None:
    office.partner(name="Xaver 1")
    partner = office.partner(name="Xaver 0")
    made = [office.offer(partner, name=f"Angebot {number:02}") for number in range(ROWS)]
    begun = stored(office)
    typist = Typist(visit("/admin/offer/?partner=Xaver", role=Role.NETWORK_COORDINATOR))
    type_the_morning(typist)
    empty_and_take_back(typist)
    typist.is_through()
    assert [typist.row(number) for number in range(ROWS)] == expected()
    assert in_database(office, made) == expected()
    assert replayed(office, begun) == stored(office)
    wanted = select(FieldChange).where(FieldChange.kind == ChangeKind.CHANGED)
    assert len([change for change in office.every(wanted) if change.table_name == "offer"]) == 50
    steps = [step.kind for step in office.every(ChangeStep)]
    assert steps.count(StepKind.UNDONE) == 3
    noted = select(AuditEntry).where(AuditEntry.action == AuditAction.CHANGED)
    assert len([entry for entry in office.every(noted) if entry.table_name == "offer"]) == 47

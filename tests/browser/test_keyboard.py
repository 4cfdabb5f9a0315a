"""The office without a mouse: whole errands by keyboard, focus in sight, nothing that holds it."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from models import Person, Task
from models.permissions import Role
from tests.browser.conftest import Visit
from tests.conftest import PASSWORD, USERS
from tests.factories import Office
from tests.pages import furnish

pytestmark = pytest.mark.browser

# What has the focus: its name, the outline around it or around what stands for it, its place.
FOCUS = """() => {
  const here = document.activeElement;
  if (!here || here === document.body || here === window.first) return null;
  window.first ??= here;  // some browsers begin anew without a stop outside of the page
  const shown = here.closest(".ts-wrapper")?.querySelector(".ts-control")
    ?? (here.matches(".vh") ? here.nextElementSibling : here);
  const look = getComputedStyle(shown), box = shown.getBoundingClientRect();
  const after = getComputedStyle(shown, "::after");
  const outlined = [look, after].some(
    (one) => one.outlineStyle !== "none" && parseFloat(one.outlineWidth) >= 2);
  const top = document.elementFromPoint(
    box.left + box.width / 2, box.top + Math.min(box.height / 2, 12));
  const before = window.passed;
  window.passed = here;
  return {
    name: here.id || here.textContent.trim().slice(0, 40) || here.name,
    outlined,
    inSight: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    covered: !(top && (shown.contains(top) || top.contains(shown))),
    inOrder: !before
      || Boolean(before.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING),
    by: top?.outerHTML.slice(0, 80),
  };
}"""
MOST_STEPS = 250


def tab_through(page: Page) -> list[dict[str, Any]]:
    """Every stop of the Tab key until the page is left; being held shows as too many stops."""
    stops = []
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            return stops
        stops.append(stop)
    raise AssertionError(f"the focus is held: {stops[-3:]}")


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until what is wanted has the focus."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"Tab never comes to {wanted}")


@pytest.mark.parametrize(
    ("role", "path"),
    [
        (Role.SOCIAL_WORKER, "/admin/"),
        (Role.SOCIAL_WORKER, "/admin/person/?case_status=NEW"),
        (Role.SOCIAL_WORKER, "/admin/person/details/?id=1"),
        (Role.SOCIAL_WORKER, "/admin/counselling_session/edit/?id=1"),
        (Role.SOCIAL_WORKER, "/admin/task/delete/?id=1"),
        (Role.TEAM_LEAD, "/admin/counselling_session/details/?id=1"),
        (Role.TEAM_LEAD, "/accessibility"),
    ],
)
@pytest.mark.parametrize("width", [1400, 390])
def test_the_focus_goes_through_in_order_in_sight_and_out_again(
    visit: Visit, office: Office, role: Role, path: str, width: int
) -> None:
    furnish(office)
    page = visit(path, role=role, width=width)
    page.emulate_media(reduced_motion="reduce")
    page.evaluate("document.activeElement.blur()")
    stops = tab_through(page)
    assert stops[0]["name"] == "Zum Inhalt springen"
    for stop in stops:
        assert stop["outlined"], stop
        assert stop["inSight"], stop
        assert not stop["covered"], stop
        assert stop["inOrder"], stop
    assert len(stops) > 6


def test_the_first_stop_leads_past_the_menu(visit: Visit) -> None:
    page = visit("/admin/person/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_from_signing_in_to_a_saved_change(visit: Visit, office: Office) -> None:
    person = office.person(family_name="Öztürk", given_name="Deniz")
    page = visit("/admin/")
    page.context.clear_cookies()
    page.goto("/admin/task/")
    expect(page.locator("#username")).to_be_focused()
    page.keyboard.type(USERS[Role.SOCIAL_WORKER])
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r":\d+/admin/task/$"))  # the sign-in names it as well
    page.keyboard.press("Control+k")
    page.keyboard.type("ozturk")
    expect(page.locator("#find-answers [role=option]")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/person/details/**")
    tab_to(page, "main .more-acts > summary")
    page.keyboard.press("Enter")
    tab_to(page, "main .more-acts a[href*='/person/edit/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/person/edit/**")
    tab_to(page, "#phone")
    page.keyboard.type("02129 911")
    page.keyboard.press("Control+s")
    expect(page.locator("#voice")).to_have_text("Gespeichert: Öztürk, Deniz")
    assert office.only(Person).phone == "02129 911"
    assert office.only(Person).id == person.id


def test_a_list_is_filtered_and_a_row_opened(visit: Visit, office: Office) -> None:
    office.task(what="Einkaufen")
    office.task(what="Anmelden", state="DONE")
    page = visit("/admin/task/")
    tab_to(page, "details.filter > summary")
    page.keyboard.press("Enter")
    tab_to(page, "#filter-state")
    page.keyboard.type("erledigt")
    tab_to(page, "details.filter button")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("state=DONE"))
    expect(page.locator("#voice")).to_have_text("1–1 von 1")
    tab_to(page, "tbody th")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Anmelden")


def test_a_search_that_finds_nothing_is_told(visit: Visit) -> None:
    page = visit("/admin/person/")
    tab_to(page, "input[name=search]")
    page.keyboard.type("xyzzy")
    page.keyboard.press("Enter")
    expect(page.locator("#voice")).to_contain_text("passt nichts")


def test_columns_are_chosen_without_a_mouse(visit: Visit, office: Office) -> None:
    office.task()
    page = visit("/admin/task/")
    before = page.locator("thead th").count()
    tab_to(page, "details.columns > summary")
    page.keyboard.press("Space")
    tab_to(page, "details.columns input:not(:checked)")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("thead th")).to_have_count(before + 1)


def test_rows_come_and_go_with_the_focus_beside_them(visit: Visit) -> None:
    page = visit("/admin/counselling_session/new/")
    expect(page.locator("[data-row^=tasks]")).to_have_count(1)
    tab_to(page, "[data-add-row=tasks]")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('[data-row]') !== null")
    tab_to(page, "[name=del-tasks-1]")
    page.keyboard.press("Space")
    expect(page.locator("[data-row^=tasks]")).to_have_count(1)
    expect(page.locator("[data-add-row=tasks]")).to_be_focused()


def test_deleting_asks_and_is_answered(visit: Visit, office: Office) -> None:
    task = office.task()
    page = visit(f"/admin/task/details/?id={task.id}")
    tab_to(page, "main .acts a.danger")
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/task/delete/**")
    assert office.every(Task)
    tab_to(page, "main button.danger")
    page.keyboard.press("Enter")
    expect(page.locator("#voice")).to_contain_text("Gelöscht")
    assert office.every(Task) == []


@pytest.mark.parametrize("drop", ["user", "filter", "columns"])
def test_what_is_folded_out_closes_by_escape_and_by_a_click_beside(
    visit: Visit, office: Office, drop: str
) -> None:
    office.task()
    page = visit("/admin/task/")
    summary = page.locator(f"details.{drop} > summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"details.{drop}[open]")).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator(f"details.{drop}[open]")).to_have_count(0)
    expect(summary).to_be_focused()
    summary.click()
    page.locator("h1").click()
    expect(page.locator(f"details.{drop}[open]")).to_have_count(0)


def test_mistakes_are_announced_and_tied_to_their_field(visit: Visit) -> None:
    page = visit("/admin/person/new/")
    page.keyboard.press("Control+s")
    name = page.locator("#family_name")
    expect(name).to_be_focused()
    expect(name).to_have_attribute("aria-invalid", "true")
    told = (name.get_attribute("aria-describedby") or "").split()
    assert "family_name-error" in told
    expect(page.locator(".summary[role=alert]")).to_contain_text("1 Feld")
    expect(page).to_have_title(re.compile("^Fehler: "))

"""Small screens, large letters, wide spacing, thumbs, forced colours: nothing is lost."""

import pytest
from flask import Flask
from playwright.sync_api import Page

from models.permissions import Role
from tests.browser.conftest import Visit
from tests.browser.test_accessibility import builds
from tests.conftest import Sign
from tests.factories import Office
from tests.pages import Walk, furnish

pytestmark = pytest.mark.browser

# Texts that are cut off, where nobody can scroll to the rest; "…" in a state's tag has its title.
CUT = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const look = getComputedStyle(one);
  const hides = [look.overflowX, look.overflowY].some((way) => ["hidden", "clip"].includes(way));
  const isMeant = one.closest(".vh, svg, select, [hidden]") || one.matches("input, textarea");
  const box = one.getBoundingClientRect();
  if (!hides || isMeant || box.width <= 1 || !one.textContent.trim()) return false;
  return one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
}).map((one) => one.outerHTML.slice(0, 120))"""
# How far the page reaches beyond the screen.
SPARE = "document.documentElement.scrollWidth - window.innerWidth"
# WCAG 1.4.12: line height, space after paragraphs, between letters and between words.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""
# Targets below 24 by 24 pixels whose circle of that size meets another one (WCAG 2.2, 2.5.8).
SMALL = """() => {
  const kinds = "a, button, summary, select, input:not([type=hidden]), textarea";
  const all = [...document.querySelectorAll(kinds)]
    .map((one) => one.matches(".vh, label input") ? one.closest("label") ?? one : one)
    .filter((one) => !one.closest(".vh, p, dd") && one.checkVisibility())
    .map((one) => [one, one.getBoundingClientRect()])
    .filter(([, box]) => box.width > 1 && box.height > 1);
  const near = ([one, a], [other, b]) => {
    if (one === other || one.contains(other) || other.contains(one)) return false;
    const [x, y] = [a.left + a.width / 2, a.top + a.height / 2];
    const across = Math.max(b.left - x, 0, x - b.right);
    return Math.hypot(across, Math.max(b.top - y, 0, y - b.bottom)) < 12;
  };
  return all.filter(([, box]) => box.width < 23.5 || box.height < 23.5)
    .filter((one) => all.some((other) => near(one, other)))
    .map(([one]) => one.outerHTML.slice(0, 120));
}"""
SETTLED = """() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done)));
})"""
MOVING = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const look = getComputedStyle(one);
  const lasts = (text) => text.split(",").some((part) => parseFloat(part) > 0.01);
  return lasts(look.transitionDuration) || lasts(look.animationDuration);
}).map((one) => one.outerHTML.slice(0, 120))"""


@pytest.fixture
def filled(office: Office) -> Office:
    """An office with a record in every list."""
    furnish(office)
    return office


@pytest.fixture(scope="module")
def known() -> set[str]:
    """What a page is built of is looked at once, in whichever role it is met first."""
    return set()


def losses(page: Page) -> list[str]:
    page.evaluate(SETTLED)
    spare = page.evaluate(SPARE)
    cut: list[str] = page.evaluate(CUT)
    return cut + ([f"{spare} pixels too wide"] if spare > 0 else [])


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.TEAM_LEAD, Role.CARETAKER])
def test_nothing_is_lost_when_all_is_small_or_all_is_large(
    visit: Visit, app: Flask, filled: Office, client_as: Sign, known: set[str], role: Role
) -> None:
    page = visit("/admin/", role=role)
    faults = []
    for url in builds(Walk(app, client_as(role), role), known):
        page.set_viewport_size({"width": 700, "height": 475})  # 1400 by 950 at 200 % zoom
        page.goto(url)
        faults += [(url, "at 200 %", loss) for loss in losses(page)]
        page.set_viewport_size({"width": 320, "height": 640})
        faults += [(url, "at 320 px", loss) for loss in losses(page)]
        faults += [(url, "small target", target) for target in page.evaluate(SMALL)]
        page.evaluate(SPACED)
        faults += [(url, "spaced at 320 px", loss) for loss in losses(page)]
        page.set_viewport_size({"width": 1400, "height": 900})
        faults += [(url, "spaced at 1400 px", loss) for loss in losses(page)]
    assert not faults, "\n".join(map(str, faults))


@pytest.mark.parametrize("path", ["/admin/", "/admin/person/", "/admin/counselling_session/new/"])
def test_nothing_moves_for_whom_motion_is_too_much(visit: Visit, path: str) -> None:
    page = visit(path)
    page.emulate_media(reduced_motion="reduce")
    page.reload()
    assert page.evaluate(MOVING) == []
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_with_forced_colours_what_is_chosen_is_still_told_apart(
    visit: Visit, filled: Office
) -> None:
    page = visit("/admin/person/?case_status=NEW")
    page.emulate_media(forced_colors="active")
    edges = "(sign) => getComputedStyle(document.querySelector(sign)).borderTopStyle"
    assert page.evaluate(edges, ".chip.on") == "solid"
    assert page.evaluate(edges, ".btn.primary") == "solid"
    outlined = "(sign) => getComputedStyle(document.querySelector(sign)).outlineStyle"
    assert page.evaluate(outlined, ".side a[aria-current]") == "solid"
    page.fill("#find", "beispiel")
    page.locator("#find-answers [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert page.evaluate(outlined, "#find-answers [aria-selected=true]") == "solid"


def test_the_checks_find_what_they_look_for(visit: Visit) -> None:
    page = visit("/admin/")
    page.locator("main").evaluate("""(main) => {
      main.insertAdjacentHTML("beforeend", `<div id="probe">Ein Satz, der zu lang ist</div>
        <span id="wide">breit</span>
        <div><a href="#" id="one">a</a><a href="#" id="two">b</a></div>`);
      const set = (id, rules) => Object.assign(document.getElementById(id).style, rules);
      set("probe", {width: "40px", height: "12px", overflow: "hidden"});
      set("wide", {position: "absolute", left: "3000px"});
      set("probe", {transition: "all 1s"});
    }""")
    assert any("probe" in found for found in page.evaluate(CUT))
    assert any('id="one"' in found for found in page.evaluate(SMALL))
    assert any("probe" in found for found in page.evaluate(MOVING))
    assert page.evaluate(SPARE) > 0

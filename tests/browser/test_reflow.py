"""Motion, forced colours, and whether the checks of small screens find what they look for."""

import pytest

from tests.browser.axe import faults_of
from tests.browser.conftest import Visit
from tests.browser.reflow import CUT, MOVING, SMALL, SPARE
from tests.factories import Office

pytestmark = pytest.mark.browser


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
      set("wide", {color: "rgb(128, 128, 128)", background: "rgb(144, 144, 144)"});
      document.getElementById("one").setAttribute("aria-nonsense", "x");
    }""")
    told = faults_of(page)
    assert [fault[:26] for fault in told if 'id="wide"' in fault] == [
        "in dark: color-contrast (E", "in light: color-contrast (",
    ]  # fmt: skip
    assert any("aria-valid-attr" in fault for fault in told)
    assert any("probe" in found for found in page.evaluate(CUT))
    assert any('id="one"' in found for found in page.evaluate(SMALL))
    assert any("probe" in found for found in page.evaluate(MOVING))
    assert page.evaluate(SPARE) > 0

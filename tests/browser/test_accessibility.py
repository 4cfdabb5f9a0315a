"""Every build of page in every role, light and dark, large and small; filled in and refused."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from models.permissions import Role
from tests.browser.axe import faults_of
from tests.browser.conftest import Visit
from tests.browser.reflow import lost_on_the_way
from tests.walks import Walked

pytestmark = pytest.mark.browser

EMPTY = """() => {
  const fields = "form[data-record] :is(input:not([type=hidden]), textarea)";
  for (const field of document.querySelectorAll(fields)) {
    if (field.type === "checkbox") field.checked = false;
    else field.value = field.dataset.typed ? "xyzzy" : "";
  }
}"""


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((drop) => { drop.open = true; })")


def add_rows(page: Page) -> None:
    for button in page.locator("[data-add-row]").all():
        button.click()


def open_picker(page: Page) -> None:
    page.locator(".ts-control").first.click()
    page.locator(".ts-dropdown").first.wait_for()


def send_nonsense(page: Page) -> None:
    page.evaluate(EMPTY)
    page.keyboard.press("Control+s")
    page.locator(".summary, .flash").first.wait_for()


# What somebody does on a page that has this: afterwards it is judged once more.
DEEDS: dict[str, Callable[[Page], None]] = {
    "details.drop": unfold,
    "[data-add-row]": add_rows,
    ".ts-control": open_picker,
    "[data-save]": send_nonsense,
}


@pytest.fixture(scope="module")
def known() -> set[int]:
    """What a page is built of is judged once, in whichever role it is met first."""
    return set()


def judged_after_deeds(page: Page, done: set[str]) -> Iterator[str]:
    """After each deed that was not done on this kind of page before."""
    kind = page.locator("main").evaluate("(main) => main.innerHTML.includes('data-record')")
    for sign, deed in DEEDS.items():
        mark = f"{sign} {kind}"
        if mark in done or not page.locator(sign).count():
            continue
        done.add(mark)
        deed(page)
        yield from (f"after {deed.__name__}: {fault}" for fault in faults_of(page))


@pytest.mark.xdist_group("walks")
@pytest.mark.parametrize("role", Role)
def test_no_page_of_any_role_breaks_a_rule(
    visit: Visit, walked: Walked, known: set[int], role: Role
) -> None:
    urls = ["/admin/", *walked(role).new_builds(known)]
    page = visit("/admin/", role=role)
    faults: list[tuple[str, ...]] = []
    done = set[str]()
    for url in urls:
        page.goto(url)
        faults += [(url, fault) for fault in faults_of(page)]
        faults += [(url, *loss) for loss in lost_on_the_way(page)]
        faults += [(url, fault) for fault in judged_after_deeds(page, done)]
    assert not faults, "\n".join(map(str, faults))

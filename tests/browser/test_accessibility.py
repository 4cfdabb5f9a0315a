"""Every build of page in every role, light and dark, by axe; opened, filled in and refused."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page

from models.permissions import Role
from tests.browser.axe import bring_axe, faults_of
from tests.browser.conftest import Visit
from tests.conftest import Sign
from tests.factories import Office
from tests.pages import Walk, furnish

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


@pytest.fixture
def filled(office: Office) -> Office:
    """An office with a record in every list."""
    furnish(office)
    return office


def builds(walk: Walk, known: set[str]) -> Iterator[str]:
    """One address for each way a page is built; pages that differ in their words alone are left.

    `known` are the parts that were met before, in this role or in another one.
    """
    for page in walk:
        shape = page.shape()
        if not shape <= known:
            known |= shape
            yield page.url


@pytest.fixture(scope="module")
def known() -> set[str]:
    """What a page is built of is judged once, in whichever role it is met first."""
    return set()


def judged(page: Page, done: set[str]) -> Iterator[str]:
    """The page as it opens, and after each deed that was not done on this kind of page before."""
    yield from faults_of(page)
    kind = page.locator("main").evaluate("(main) => main.innerHTML.includes('data-record')")
    for sign, deed in DEEDS.items():
        mark = f"{sign} {kind}"
        if mark in done or not page.locator(sign).count():
            continue
        done.add(mark)
        deed(page)
        yield from (f"after {deed.__name__}: {fault}" for fault in faults_of(page))


@pytest.mark.parametrize("role", Role)
def test_no_page_of_any_role_breaks_a_rule(
    visit: Visit, app: Flask, filled: Office, client_as: Sign, known: set[str], role: Role
) -> None:
    page = visit("/admin/", role=role)
    bring_axe(page.context)
    page.reload()
    done = set[str]()
    faults = [("/admin/", fault) for fault in judged(page, done)]
    for url in builds(Walk(app, client_as(role), role), known):
        page.goto(url)
        faults += [(url, fault) for fault in judged(page, done)]
    assert faults == []

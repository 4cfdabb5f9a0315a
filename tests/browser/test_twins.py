"""A person is recorded who is known already: the hint while typing, by keyboard, and the merge."""

from datetime import date

import pytest
from playwright.sync_api import expect

from models import Person
from tests.browser.axe import faults_of
from tests.browser.conftest import Visit
from tests.factories import Office

pytestmark = pytest.mark.browser


@pytest.fixture
def known(office: Office) -> Person:
    born = date(1990, 4, 3)
    return office.person(family_name="Youssef", given_name="Mohammed", birth_date=born)


def test_a_known_person_is_noticed_while_typing_and_opened_by_keyboard(
    visit: Visit, known: Person
) -> None:
    page = visit("/admin/person/new/")
    page.fill("#family_name", "Jussuf")
    expect(page.locator("#twins")).not_to_be_visible()
    page.fill("#given_name", "Muhammad")
    expect(page.locator("#twins [role=status]")).to_have_text(
        "1 Akte könnte dieselbe Person betreffen"
    )
    page.fill("#birth_date", "3.4.90")
    expect(page.locator("#twins .tag")).to_have_text("wahrscheinlich")
    page.locator(".twins-pointer").press("Enter")  # beside Save, leads to the file
    expect(page.locator("#twins summary")).to_be_focused()
    page.keyboard.press("Enter")
    born = page.locator("#twins tr[data-name=birth_date] td")
    expect(born.first).to_have_text("3.4.90")
    expect(born.last).to_contain_text("03.04.1990")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")  # nobody asks whether to leave
    expect(page.locator("h1")).to_have_text("Youssef, Mohammed")


def test_the_hint_goes_when_it_is_somebody_else(visit: Visit, known: Person) -> None:
    page = visit("/admin/person/new/")
    page.fill("#family_name", "Youssef")
    page.fill("#given_name", "Mohammed")
    expect(page.locator("#twins li")).to_have_count(1)
    page.fill("#birth_date", "17.9.1971")
    expect(page.locator("#twins li")).to_have_count(0)
    expect(page.locator(".twins-pointer")).to_have_count(0)


def test_hint_and_merge_pages_break_no_rule_of_accessibility(
    visit: Visit, office: Office, known: Person
) -> None:
    other = office.person(family_name="Jussuf", given_name="Mohammed", phone="123")
    page = visit("/admin/person/")
    page.goto("/admin/person/new/")
    page.fill("#family_name", "Youssef")
    page.fill("#given_name", "Mohammed")
    page.locator("#twins summary").first.click()
    assert faults_of(page) == []
    page.once("dialog", lambda asked: asked.accept())
    for address in ("?search=jussuf&", f"?other={other.id}&"):
        page.goto(f"/admin/person/merge/{address}id={known.id}")
        assert faults_of(page) == []
    page.click("text=Zu einer Akte zusammenführen")
    expect(page.locator("h1")).to_have_text("Youssef, Mohammed")
    expect(page.locator(".flash, [role=status]").first).to_contain_text("ist jetzt Teil")

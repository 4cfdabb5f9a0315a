"""Typing at a desk whose network, sign-in or neighbour gets in the way."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from models import CounsellingSession, Person
from models.permissions import Role
from tests.browser.axe import faults_of
from tests.browser.conftest import Visit
from tests.conftest import NOW, PASSWORD, USERS
from tests.factories import Office

pytestmark = pytest.mark.browser
KEPT = re.compile("Entwurf gespeichert")


def talk_url(office: Office) -> str:
    return f"/admin/counselling_session/edit/?id={office.counselling_session(content='alt').id}"


def leave(page: Page, url: str) -> None:
    """Go away although the page asks not to."""
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(url)


def test_typing_is_kept_and_comes_back(visit: Visit, office: Office) -> None:
    url = talk_url(office)
    page = visit(url)
    page.fill("#content", "Sie kommt am Montag")
    expect(page.locator(".state-line")).to_have_text(re.compile(r"Entwurf gespeichert \d\d:\d\d"))
    leave(page, "/admin/")
    page.click("text=Angefangene Entwürfe >> xpath=../.. >> a.what")
    expect(page.locator("#content")).to_have_value("Sie kommt am Montag")
    expect(page.locator(".draft-notice")).to_contain_text("wiederhergestellt")
    assert faults_of(page) == []
    page.click("text=Entwurf verwerfen")
    expect(page.locator("#content")).to_have_value("alt")


def test_without_a_network_the_text_stays_and_is_kept_later(visit: Visit, office: Office) -> None:
    page = visit(talk_url(office))
    page.context.set_offline(True)
    page.fill("#content", "Im Keller ohne Netz")
    expect(page.locator(".state")).to_contain_text("Keine Verbindung")
    page.click("[data-save]")
    expect(page.locator(".state")).to_contain_text("gespeichert ist noch nichts")
    expect(page.locator("#content")).to_have_value("Im Keller ohne Netz")
    page.context.set_offline(False)
    expect(page.locator(".state")).to_contain_text(KEPT)
    page.click("[data-save]")
    expect(page.locator(".flash.green")).to_be_visible()
    assert office.only(CounsellingSession).content == "Im Keller ohne Netz"
    stored = page.evaluate("[localStorage.length, sessionStorage.length]")
    assert stored == [0, 0]


def test_a_sign_in_that_ran_out_costs_no_word(visit: Visit, office: Office, app: Flask) -> None:
    url = talk_url(office)
    page = visit(url)
    page.fill("#content", "Anfang")
    expect(page.locator(".state")).to_contain_text(KEPT)
    app.config["CLOCK"] = lambda: NOW + timedelta(hours=2)
    page.fill("#content", "Anfang und Ende")
    page.click("[data-save]")
    expect(page.locator(".flash")).to_contain_text("als Entwurf gesichert")
    page.fill("#username", USERS[Role.SOCIAL_WORKER])
    page.fill("#password", PASSWORD)
    page.click("main button.primary")
    expect(page.locator("#content")).to_have_value("Anfang und Ende")


def test_a_double_press_makes_one_record(visit: Visit, office: Office) -> None:
    page = visit("/admin/person/new/")
    page.fill("#family_name", "Doppelt")
    page.dblclick("[data-save]")
    expect(page.locator(".flash").first).to_be_visible()
    assert office.only(Person).family_name == "Doppelt"


@pytest.mark.parametrize("width", [1400, 390])
def test_two_versions_are_compared_by_keyboard(visit: Visit, office: Office, width: int) -> None:
    talk = office.counselling_session(content="alt", reason="Erstgespräch")
    url = f"/admin/counselling_session/edit/?id={talk.id}"
    mine, theirs = visit(url, width=width), visit(url)
    theirs.fill("#content", "vom anderen Fenster")
    theirs.click("[data-save]")
    expect(theirs.locator(".flash.green")).to_be_visible()
    mine.fill("#content", "von mir")
    mine.keyboard.press("Control+s")
    expect(mine.locator("#choice-content-mine")).to_be_focused()
    assert faults_of(mine) == []
    spare = mine.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert spare <= 0
    mine.keyboard.press("Space")
    mine.keyboard.press("Control+s")
    expect(mine.locator(".flash.green")).to_be_visible()
    office.session.expire_all()
    assert office.only(CounsellingSession).content == "von mir"

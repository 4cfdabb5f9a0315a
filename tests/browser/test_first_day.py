"""A social worker's first hour: find a person, record the talk, print it; at desk and phone."""

import io
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from models import CounsellingSession
from models.permissions import Role
from tests.browser.axe import faults_of
from tests.browser.conftest import Visit
from tests.factories import TODAY, Office

pytestmark = pytest.mark.browser


def test_a_worker_finds_a_person_records_the_talk_and_prints_it(
    visit: Visit, office: Office
) -> None:
    office.person(family_name="Müller", given_name="Zoë")
    page = visit("/admin/person/")
    page.fill("input[name=search]", "mueller zoe")
    page.keyboard.press("Enter")
    page.click("a.row:has-text('Müller, Zoë')")
    page.click("main >> text=Gespräch erfassen")
    expect(page.locator("#held_on")).to_have_value(f"{TODAY:%d.%m.%Y}")
    page.wait_for_load_state()  # with it the scripts
    page.fill("#reason", "Erstes Kennenlernen")
    page.fill("#content", "Frau Müller sucht einen Sprachkurs.")
    page.click("label:has-text('Spracherwerb')")
    page.click("[data-add-row=tasks]")
    page.fill("[name=tasks-0-what]", "Einstufungstest vereinbaren")
    page.fill("[name=tasks-0-due_on]", "+7")
    page.keyboard.press("Control+s")
    expect(page.locator(".flash.green")).to_be_visible()
    saved = office.only(CounsellingSession)
    assert (saved.reason, saved.person.title) == ("Erstes Kennenlernen", "Müller, Zoë")
    answer = page.request.get(f"/admin/counselling_session/{saved.id}/protocol.pdf")
    pages = PdfReader(io.BytesIO(answer.body())).pages
    assert len(pages) == 1
    assert "Einstufungstest vereinbaren" in pages[0].extract_text()


def test_a_picker_is_worked_by_keyboard_alone(visit: Visit, office: Office) -> None:
    office.person(family_name="Öztürk", given_name="Deniz")
    page = visit("/admin/stay/new/", role=Role.ACCOMMODATION_ADMIN)
    page.locator("label[for^=person]").click()
    page.keyboard.type("ozturk")
    expect(page.locator(".ts-dropdown .option").first).to_contain_text("Öztürk, Deniz")
    page.keyboard.press("Enter")
    expect(page.locator(".ts-control .item").first).to_contain_text("Öztürk, Deniz")


def test_typing_nonsense_keeps_the_text_and_names_the_field(visit: Visit) -> None:
    page = visit("/admin/person/new/")
    page.fill("#family_name", "Tippfehler")
    page.fill("#birth_date", "31.02.1990")
    page.click("[data-save]")
    expect(page.locator("#birth_date-error")).to_contain_text("Kalender")
    expect(page.locator("#birth_date")).to_be_focused()
    expect(page.locator("#family_name")).to_have_value("Tippfehler")


def test_deleting_asks_on_a_page_of_its_own(visit: Visit, office: Office) -> None:
    person = office.person(family_name="Versehen")
    page = visit(f"/admin/person/details/?id={person.id}")
    page.click("main >> text=Mehr")
    page.click("main >> text=Löschen")
    expect(page.locator("h1")).to_contain_text("Versehen")
    assert office.fresh(person) is not None
    page.click("main button.danger")
    expect(page).to_have_url(re.compile("/admin/person/$"))
    assert office.fresh(person) is None


@pytest.mark.parametrize("width", [1400, 390, 320])
def test_no_page_is_wider_than_its_screen(visit: Visit, office: Office, width: int) -> None:
    session = office.counselling_session(content="Text")
    page = visit("/admin/", width=width)
    for path in (
        "/admin/",
        "/admin/person/",
        f"/admin/person/details/?id={session.person_id}",
        f"/admin/counselling_session/edit/?id={session.id}",
        "/admin/eviction_case/new/",
    ):
        page.goto(path)
        spare = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert spare <= 0, path


def test_the_search_in_the_header_is_worked_by_keyboard(visit: Visit, office: Office) -> None:
    person = office.person(family_name="Öztürk", given_name="Deniz")
    page = visit("/admin/task/")
    page.keyboard.press("Control+k")
    page.keyboard.type("ozturk den")
    expect(page.locator("#find-answers [role=option]")).to_contain_text("Öztürk, Deniz")
    assert faults_of(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/admin/person/details/.id={person.id}$"))

"""The protocol of a talk, from the sign-in page to the printed paper, without a mouse."""

import io
import re
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from models import CounsellingSession, PersonLanguage, SessionTopic, Task
from models.catalogue import Language
from models.counselling_session import SessionKind
from models.permissions import Role
from models.person import LanguageLevel
from tests.browser.axe import faults_of
from tests.browser.conftest import Visit
from tests.conftest import PASSWORD, USERS
from tests.factories import TODAY, Office

pytestmark = pytest.mark.browser
MOST_TABS = 60


class Keys:
    """A keyboard that counts: `commands` are keys that write nothing, `letters` those that do."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.commands = self.letters = 0

    def press(self, *names: str) -> None:
        for name in names:
            self.commands += 1
            self.page.keyboard.press(name)

    def type(self, text: str) -> None:
        self.letters += len(text)
        self.page.keyboard.type(text)

    def tab_to(self, wanted: str) -> None:
        for _ in range(MOST_TABS):
            self.press("Tab")
            if self.page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
                return
        raise AssertionError(f"Tab never comes to {wanted}")


def known_client(office: Office) -> None:
    """Somebody with whom one talked before, in Farsi."""
    farsi = office.entry(Language, "fa")
    client = office.person(family_name="Rahimi", given_name="Farid", interpreter_needed=True)
    office.add(PersonLanguage(person=client, language=farsi, level=LanguageLevel.NATIVE))
    talk = office.counselling_session(client, agreements="Kita-Anmeldung abgeben", language=farsi)
    office.task(person=client, session=talk, what="Kita-Anmeldung abgeben")


def sign_in(keys: Keys) -> None:
    keys.page.context.clear_cookies()
    keys.page.goto("/login")
    keys.type(USERS[Role.SOCIAL_WORKER])
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    keys.page.wait_for_url("**/admin/")


def open_talk(keys: Keys) -> None:
    keys.press("Control+k")
    keys.type("rahimi")
    expect(keys.page.locator("#find-answers [role=option]")).to_have_count(1)
    keys.press("ArrowDown", "Enter")
    keys.page.wait_for_url("**/admin/person/details/**")
    keys.press("Tab", "Enter")  # past the menu
    keys.tab_to("main a.primary[href*='counselling_session/new']")
    keys.press("Enter")
    keys.page.wait_for_url("**/admin/counselling_session/new/**")
    expect(keys.page.locator("#reason")).to_be_focused()
    keys.page.wait_for_load_state()


def fill_in(keys: Keys) -> None:
    keys.type("Ablauf der Duldung, Kita-Platz")
    keys.tab_to("#content")
    keys.type("Der Kurs läuft gut, die Prüfung ist am 12.12.")
    keys.tab_to("[name=topics]")
    for letters in ("kita", "asyl", "spr"):
        keys.type(letters)
        keys.press("Space")
    keys.tab_to("#agreements")
    keys.type("Duldung verlängern")
    keys.press("Tab")
    keys.type("SIM")
    keys.press("Tab")
    keys.type("Termin Ausländerbehörde vereinbaren")
    keys.press("Tab")
    keys.type("+6")
    keys.press("Enter")
    keys.type("Kli")
    keys.press("Tab")
    keys.type("Passfoto mitbringen")
    keys.press("Tab")
    keys.type("30.11.")
    keys.tab_to("[data-slot]")
    keys.press("Enter")


def test_from_the_sign_in_page_to_a_printed_protocol_by_keyboard(
    visit: Visit, office: Office
) -> None:
    known_client(office)
    keys = Keys(visit("/admin/"))
    sign_in(keys)
    open_talk(keys)
    fill_in(keys)
    keys.press("Control+p")
    keys.page.wait_for_url("**/protocol.pdf?language=fa")
    assert len(office.every(SessionTopic)) == 3
    assert [(task.doer.name, task.what) for task in office.every(Task)[1:]] == [
        ("OFFICE", "Termin Ausländerbehörde vereinbaren"), ("CLIENT", "Passfoto mitbringen"),
    ]  # fmt: skip
    talk = office.every(CounsellingSession)[-1]
    assert talk.kind is SessionKind.FOLLOW_UP
    assert talk.next_appointment_at == datetime(2026, 11, 24, 14)
    paper = keys.page.request.get(keys.page.url)
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.body())).pages)
    for told in ("Passfoto mitbringen", "Kita und Schule", "24. November 2026", "ملاقات"):
        assert told in text
    assert keys.commands <= 75


def test_a_short_contact_takes_a_few_keys(visit: Visit, office: Office) -> None:
    known_client(office)
    client = office.every(CounsellingSession)[0].person_id
    keys = Keys(visit(f"/admin/counselling_session/new/?short=1&person={client}"))
    assert faults_of(keys.page) == []
    keys.tab_to("[name=topics]")
    keys.type("kita")
    keys.press("Space")
    keys.tab_to("#content")
    keys.type("Kita-Platz zugesagt")
    keys.press("Enter")
    expect(keys.page).to_have_url(re.compile("/admin/person/details/"))
    talk = office.every(CounsellingSession)[-1]
    assert (talk.kind, talk.content) == (SessionKind.SHORT_CONTACT, "Kita-Platz zugesagt")
    assert (talk.held_on, talk.place.code if talk.place else "") == (TODAY, "phone")
    assert keys.commands + keys.letters < 60


def test_a_cancelled_talk_asks_who_and_nothing_else(visit: Visit, office: Office) -> None:
    page = visit(f"/admin/counselling_session/new/?short=1&person={office.person().id}", width=390)
    expect(page.locator("#cancelled_by")).to_be_hidden()
    page.click("label:has-text('abgesagt')")
    page.click("#cancelled_by label:has-text('Dolmetscher')")
    page.click("[data-save]")
    expect(page.locator(".flash.green")).to_be_visible()
    talk = office.only(CounsellingSession)
    assert talk.cancelled_by is not None
    assert talk.cancelled_by.name == "INTERPRETER"


def test_a_family_is_added_with_one_press(visit: Visit, office: Office) -> None:
    mother, son = office.person(given_name="Mara"), office.person(given_name="Sami")
    office.household(mother, son)
    page = visit(f"/admin/counselling_session/new/?person={mother.id}")
    assert faults_of(page) == []
    page.click("[data-all-clients]")
    page.keyboard.press("Control+s")
    expect(page.locator(".flash.green")).to_be_visible()
    assert [person.id for person in office.only(CounsellingSession).clients] == [mother.id, son.id]

"""From an appointment to an interpreter who comes, and an answer that is noted, by clicks alone."""

import re
from datetime import datetime

import pytest
from playwright.sync_api import expect

from models import Assignment, PersonLanguage
from models.assignment import AssignmentState
from models.catalogue import Language
from tests.browser.conftest import Visit
from tests.factories import Office

pytestmark = pytest.mark.browser


def test_an_interpreter_is_found_asked_and_comes(visit: Visit, office: Office) -> None:
    office.volunteer(family_name="Rahimi", given_name="Laleh")
    office.volunteer("uk", family_name="Stanek", given_name="Oksana")
    person = office.person(family_name="Karimi", given_name="Maryam", interpreter_needed=True)
    office.add(PersonLanguage(person=person, language=office.entry(Language, "prs")))
    starts = datetime(2026, 11, 24, 10)
    appointment = office.appointment(person=person, starts_at=starts)
    page = visit(f"/admin/appointment/details/?id={appointment.id}")
    page.get_by_role("link", name="Sprachmittlung suchen").last.click()
    expect(page.locator("#language")).to_have_value("prs")
    expect(page.locator("#day")).to_have_value("24.11.2026")
    expect(page.locator(".helper")).to_have_count(1)
    page.locator(".helper").get_by_role("button", name="Anfragen").click()
    expect(page).to_have_url(re.compile(r"/admin/assignment/details/\?id=\d+"))
    expect(page.get_by_text("M. K.")).to_be_visible()
    page.get_by_label("Antwort").fill("bringt den Vertrag mit")
    page.get_by_role("button", name="Hat zugesagt").click()
    expect(page.locator("main .tag").first).to_have_text("zugesagt")
    page.get_by_role("link", name="Termin", exact=True).click()
    expect(page.get_by_text("bestätigt")).to_be_visible()
    expect(page.locator(".related")).to_contain_text("Rahimi, Laleh")
    one = office.only(Assignment)
    assert (one.state, one.answer) == (AssignmentState.ACCEPTED, "bringt den Vertrag mit")

"""The week by keyboard: from a free time to an appointment and back, and what a phone shows."""

import re

import pytest
from playwright.sync_api import expect

from models import Appointment
from tests.browser.conftest import Visit
from tests.factories import Office

pytestmark = pytest.mark.browser


def test_an_appointment_is_put_into_a_free_time_without_a_mouse(
    visit: Visit, office: Office
) -> None:
    person = office.person(family_name="Rahimi", given_name="Qais")
    office.responsibility(person)
    page = visit("/admin/calendar/?day=24.11.2026")
    tuesday = page.locator("[data-slots]").nth(1)
    tuesday.locator("a[tabindex='0'], a:not([tabindex])").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-slots] a:focus")).to_have_attribute(
        "aria-label", "Neuer Termin: Mittwoch 25. November, 08:30 Uhr"
    )
    page.keyboard.press("Enter")
    expect(page.locator("#starts_at")).to_have_value("25.11.2026 08:30")
    page.locator("#person-ts-control").press_sequentially("Rahimi")
    page.keyboard.press("Enter")
    expect(page.locator(".ts-control .item").first).to_contain_text("Rahimi, Qais")
    page.locator("main form button.primary").press("Enter")
    expect(page).to_have_url(re.compile(r"/admin/calendar/\?of=worker-\d+&day=2026-11-25"))
    expect(page.locator(".blk", has_text="Rahimi, Qais")).to_be_visible()
    assert office.only(Appointment).person_id == person.id


def test_on_a_phone_the_week_is_a_list_of_days(visit: Visit, office: Office) -> None:
    office.appointment()
    page = visit("/admin/calendar/?day=24.11.2026", width=390)
    expect(page.locator(".cal-axis")).to_be_hidden()
    expect(page.locator(".cal-slots").first).to_be_hidden()
    days = page.locator(".cal-col")
    tops = [(day.bounding_box() or {})["y"] for day in days.all()]
    assert tops == sorted(set(tops))
    expect(page.locator(".cal-add").first).to_be_visible()

"""A referral from the page of the person to its result, as somebody clicks it."""

import pytest
from playwright.sync_api import Page, expect

from models import Referral
from models.referral_step import ReferralState
from tests.browser.conftest import Visit
from tests.factories import Office

pytestmark = pytest.mark.browser


def take(page: Page, step: str, **typed: str) -> None:
    """Open the form of a step, fill it in, save."""
    page.get_by_role("link", name=step, exact=True).click()
    for name, text in typed.items():
        field = page.locator(f"[name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(text)
        else:
            field.fill(text)
    page.get_by_role("button", name="Speichern", exact=True).click()


def test_a_referral_walks_from_advice_to_its_result(visit: Visit, office: Office) -> None:
    given = office.consent(partner=office.partner(name="Schuldnerberatung Beispiel"))
    page = visit(f"/admin/person/details/?id={given.person_id}")
    page.get_by_role("link", name="Vermitteln", exact=True).click()
    page.locator("#partner-ts-control").fill("Schuldner")
    page.get_by_role("option", name="Schuldnerberatung Beispiel").click()
    page.get_by_label("Wozu").fill("Schulden ordnen")
    page.get_by_label("Grundlage der Datenweitergabe").select_option("CONSENT")
    page.get_by_role("button", name="Speichern", exact=True).click()
    page.locator("a[href*='/file/referrals/']").click()
    page.locator("a.row[href*='/admin/referral/']").click()
    state = page.get_by_role("main").locator(".card-head .tag").first
    expect(state).to_have_text("empfohlen")
    take(page, "Kontaktiert", way="PHONE")
    expect(state).to_have_text("kontaktiert")
    take(page, "Termin vereinbart", booked_on="23.11.26", booked_time="14:00")
    expect(state).to_have_text("Termin vereinbart")
    page.get_by_role("button", name="Wahrgenommen", exact=True).click()
    expect(state).to_have_text("wahrgenommen")
    take(page, "Abschließen", result="IN_CARE", note="Kommt alle zwei Wochen")
    expect(state).to_have_text("abgeschlossen")
    expect(page.get_by_role("main")).to_contain_text("Kommt alle zwei Wochen")
    found = office.only(Referral)
    assert (found.state, found.steps[1].passed) == (ReferralState.DONE, "has_name,has_concern")

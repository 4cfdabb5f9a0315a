"""One eviction case through every state, as those who work on it click it, and all its papers."""

import io
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from models import EvictionCase, EvictionStep
from models.eviction_step import EvictionState
from models.permissions import Role
from models.stay import Stay
from tests.browser.conftest import Visit
from tests.factories import Office

pytestmark = pytest.mark.browser
URL = "/admin/eviction_case"
# Each step with what is typed into its form; what a state knows already stands there.
TO_COURT: list[tuple[str, dict[str, str]]] = [
    (
        "NOTICE_GIVEN",
        {
            "notice_kind": "EXTRAORDINARY",
            "notice_dated_on": "5.10.26",
            "notice_received_on": "6.10.26",
            "cause": "Mietrückstand",
            "monthly_rent": "585",
            "arrears": "2.340,00",
        },
    ),
    (
        "CLAIM_PENDING",
        {
            "court": "Amtsgericht Mettmann",
            "court_reference": "23 C 418/26",
            "filed_on": "26.10.26",
            "served_on": "2.11.26",
        },
    ),
    ("AVERTED", {"averted_how": "PAYMENT", "averted_on": "heute", "averted_amount": "2.340,00"}),
    ("CLAIM_PENDING", {}),  # the money was called back
    ("AGREED", {"agreed_on": "heute", "agreement": "Raten neben der Miete"}),
    ("CLAIM_PENDING", {}),
    ("WITHDRAWN", {"withdrawn_by": "Vermieter", "withdrawn_on": "heute"}),
    ("CLAIM_PENDING", {}),
]
TO_THE_DATE: list[tuple[str, dict[str, str]]] = [
    (
        "TITLE",
        {
            "decision_kind": "JUDGMENT",
            "decided_on": "16.11.26",
            "decision_served_on": "18.11.26",
            "vacate_by_on": "20.11.26",
        },
    ),
    (
        "EVICTION_SCHEDULED",
        {
            "eviction_at": "23.11.2026 9:00",
            "bailiff": "OGV Muster",
            "bailiff_reference": "DR II 412/26",
            "bailiff_notice_served_on": "19.11.26",
        },
    ),
]
TO_THE_END: list[tuple[str, dict[str, str]]] = [
    (
        "AFTERCARE",
        {"aftercare_from": "heute", "aftercare_until": "24.5.27", "aftercare_every": "28"},
    ),
    (
        "CLOSED",
        {"closed_on": "heute", "outcome": "SHELTERED", "closing_reason": "eigene Wohnung gefunden"},
    ),
]


def take(page: Page, to: str, typed: dict[str, str]) -> None:
    """Choose a step on the page of the case, fill in its form, save it."""
    page.click(f"section:has(#steps-title) a[href$='to={to}']")
    for name, text in typed.items():
        field = page.locator(f"[name={name}]")
        if field.evaluate("element => element.tagName") == "SELECT":
            named = field.locator(f"option:text-is('{text}')").count()
            field.select_option(**{"label" if named else "value": text})
        else:
            field.fill(text)
    page.click("[data-save]")
    expect(page.locator(".flash.green")).to_contain_text("Der Fall ist jetzt")


def begin(page: Page, person_id: int) -> None:
    page.goto(f"{URL}/new/?person={person_id}")
    page.select_option("[name=state]", "THREATENED")
    page.select_option("[name=source]", index=1)
    page.fill("[name=address]", "Nordstraße 12, 42781 Haan")
    page.fill("[name=landlord]", "Wohnbau Beispiel GmbH")
    page.fill("[name=received_on]", "1.10.26")
    page.click("[data-save]")
    expect(page.locator("h1")).to_contain_text("Berger, Uwe")


def printed(page: Page, path: str) -> str:
    answer = page.request.get(path)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf"), path
    return _words(answer.body())


def letter(page: Page, case: EvictionCase) -> str:
    """The letter that goes out and stands among the attempts afterwards."""
    page.goto(f"{URL}/{case.id}/letter")
    token = page.locator("main [name=csrf_token]").input_value()
    assert page.locator("[name=is_noted]").is_checked()
    form: dict[str, Any] = {"csrf_token": token, "is_noted": "y", "language": ""}
    return _words(page.request.post(f"{URL}/{case.id}/letter", form=form).body())


def _words(pdf: bytes) -> str:
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(text.split())


def prepare_and_place(page: Page, case: EvictionCase) -> None:
    """The accommodation administration keeps a place free, sends two caretakers, places them."""
    page.goto(f"{URL}/details/?id={case.id}")
    page.click("text=Vorbereiten")
    page.locator("form[action*='/reserve/'] button").first.click()
    for box in page.locator("[name=staff]").all()[:2]:
        box.check()
    page.click("form[action*='/assign/'] button")
    expect(page.locator(".flash.green")).to_contain_text("Hausmeister")
    page.goto(f"{URL}/details/?id={case.id}")
    page.click("text=Jetzt alle unterbringen")
    expect(page.locator(".flash.green")).to_contain_text("wohnt jetzt in der Unterkunft")


def test_one_case_through_every_state_with_all_its_papers(visit: Visit, office: Office) -> None:
    office.unit(number="2.02")
    person = office.person(family_name="Berger", given_name="Uwe")
    page = visit("/admin/")
    begin(page, person.id)
    case = office.only(EvictionCase)
    for to, typed in TO_COURT:
        take(page, to, typed)
    assert "Uwe Berger" in letter(page, case)
    page.goto(f"{URL}/details/?id={case.id}")
    expect(page.locator("section:has(#attempts-title)")).to_contain_text("Einladung hinterlassen")
    assert "Übernahmeerklärung" in printed(page, f"{URL}/{case.id}/undertaking.pdf")
    for to, typed in TO_THE_DATE:
        take(page, to, typed)
    expect(page.locator("main")).to_contain_text("§ 128 II GVGA")  # too early: warned, not refused
    assert "§ 721" in printed(page, f"{URL}/{case.id}/extension.pdf")
    assert "§ 765a" in printed(page, f"{URL}/{case.id}/protection.pdf")
    slip = printed(page, f"{URL}/{case.id}/slip.pdf")
    assert "Nordstraße 12" in slip
    assert "2.340" not in slip
    prepare_and_place(visit("/admin/", role=Role.ACCOMMODATION_ADMIN), case)
    page.goto(f"{URL}/details/?id={case.id}")
    for to, typed in TO_THE_END:
        take(page, to, typed)
    sheet = printed(page, f"{URL}/{case.id}/case_sheet.pdf")
    assert "eigene Wohnung gefunden" in sheet
    assert "Raten neben der Miete" not in sheet  # a note
    assert {step.state for step in office.every(EvictionStep)} == set(EvictionState)
    assert office.only(Stay).person_id == person.id


def test_the_lead_opens_the_closed_case_again(visit: Visit, office: Office) -> None:
    case = office.eviction_case()
    case.state = EvictionState.CLOSED
    office.session.commit()
    page = visit(f"{URL}/details/?id={case.id}", role=Role.TEAM_LEAD)
    page.click("section:has(#steps-title) a[href$='to=CLAIM_PENDING']")
    page.click("[data-save]")
    expect(page.locator("#reason-error")).to_contain_text("warum")
    page.fill("[name=reason]", "Raten blieben aus")
    page.click("[data-save]")
    expect(page).to_have_url(re.compile(rf"/details/\?id={case.id}$"))
    expect(page.locator("section:has(#history-title)")).to_contain_text("Raten blieben aus")

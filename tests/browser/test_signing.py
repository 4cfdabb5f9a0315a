"""Signing at a table: issued, drawn with the mouse, noted in ink by keyboard, printed with both."""

import io

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from models import Document
from models.document import DocumentState
from models.document_signature import SignatureKind
from tests.browser.axe import faults_of
from tests.browser.conftest import Visit
from tests.factories import Office

pytestmark = pytest.mark.browser


def draw(page: Page, number: int) -> None:
    canvas = page.locator("canvas").nth(number)
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 90)
    page.mouse.down()
    for right, down in ((60, 30), (90, 110), (140, 40), (200, 100)):
        page.mouse.move(box["x"] + right, box["y"] + down, steps=5)
    page.mouse.up()


@pytest.mark.parametrize("width", [1400, 390])
def test_one_draws_and_the_other_has_signed_in_ink(
    visit: Visit, office: Office, width: int
) -> None:
    talk = office.counselling_session(content="Der Bescheid liegt vor.")
    page = visit(f"/admin/counselling_session/{talk.id}/issue", width=width)
    page.click("text=Ausgeben und am Bildschirm unterschreiben")
    expect(page.locator(".paper-text")).to_contain_text("Der Bescheid liegt vor.")
    assert faults_of(page) == []
    draw(page, 0)
    expect(page.locator("[name=how-0][value=screen]")).to_be_checked()
    page.locator("[name=how-1][value=ink]").focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-pad='1']")).to_be_hidden()
    page.locator("text=Unterschriften speichern").press("Enter")
    expect(page.locator(".flash.green")).to_contain_text("unterschrieben")
    document = office.only(Document)
    assert document.state is DocumentState.SIGNED
    assert [one.kind for one in document.signatures] == [SignatureKind.SCREEN, SignatureKind.INK]
    office.session.commit()
    answer = page.request.get(f"/admin/document/{document.id}/paper.pdf")
    printed = PdfReader(io.BytesIO(answer.body())).pages[0]
    assert len(printed.images) >= 2  # code and drawing
    assert "Tinte" in printed.extract_text()


def test_a_drawing_can_be_wiped_and_stays_after_a_mistake(visit: Visit, office: Office) -> None:
    talk = office.counselling_session()
    page = visit(f"/admin/counselling_session/{talk.id}/issue")
    page.click("text=Ausgeben und am Bildschirm unterschreiben")
    draw(page, 0)
    page.click("[data-pad='0'] button")
    assert page.locator("[name=image-0]").input_value() == ""
    draw(page, 0)
    drawn = page.locator("[name=image-0]").input_value()
    page.check("[name=how-1][value=screen]")
    page.click("text=Unterschriften speichern")
    expect(page.locator("[role=alert]")).to_be_focused()
    assert page.locator("[name=image-0]").input_value() == drawn
    assert office.only(Document).signatures == []

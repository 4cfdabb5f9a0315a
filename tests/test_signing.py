"""Issuing and signing: what is frozen, who signs which text, and what the file then says."""

import base64
import io
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import count
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image, ImageDraw

from admin_views.paper_page import text_of
from models import CounsellingSession, Document
from models.counselling_session import AttendeeKind, SessionAttendee
from models.document import DocumentState
from models.permissions import Role
from models.reports.addendum_paper import Addendum
from models.session_state import SessionState
from tests.conftest import Sign, token_of
from tests.factories import TODAY, Office
from tests.papers import AGREEMENT, SESSION, read

ADDENDUM = Addendum(
    document_number="GP-2026-000001-N1",
    protocol_number="GP-2026-000001",
    name="Ahmadi, Zahra",
    held_on=TODAY,
    written_on=TODAY,
    reason="Zahl vertauscht",
    text="412,50 €",
)
REASON = "möchte erst mit der Tochter sprechen"


def drawn(width: int = 300) -> str:
    """A stroke as the signing field sends it."""
    picture = Image.new("RGBA", (width, 120), (0, 0, 0, 0))
    ImageDraw.Draw(picture).line([(20, 90), (90, 20), (160, 100), (280, 30)], "#101828", 4)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"


class Case:
    """A talk, its paper, and the browser of the worker."""

    def __init__(self, client: FlaskClient, office: Office, talk: CounsellingSession) -> None:
        self.client, self.office, self.talk = client, office, talk

    def issue(self, then: str = "") -> Document:
        url = f"/admin/counselling_session/{self.talk.id}/issue"
        answer = self.client.post(url, data={**hidden(self.client.get(url).text), "then": then})
        assert answer.status_code == 303, answer.text[-1500:]
        return self.office.only(Document)

    @property
    def sign_url(self) -> str:
        return f"/admin/document/{self.office.only(Document).id}/sign"

    def page(self) -> dict[str, str]:
        return hidden(self.client.get(self.sign_url).text)

    def sign(self, page: dict[str, str] | None = None, **sent: str) -> tuple[int, str]:
        data = {**(page or self.page()), **{name.replace("_", "-"): sent[name] for name in sent}}
        answer = self.client.post(self.sign_url, data=data)
        return answer.status_code, answer.text

    def printed(self) -> bytes:
        return self.client.get(f"/admin/document/{self.office.only(Document).id}/paper.pdf").data


def hidden(page: str) -> dict[str, str]:
    """What the page sends without anybody typing."""
    found = re.findall(r'name="(content_hash|version)" value="([^"]*)"', page)
    return {**dict(found), "csrf_token": token_of(page)}


@pytest.fixture
def case(client_as: Sign, office: Office) -> Case:
    interpreter = SessionAttendee(kind=AttendeeKind.INTERPRETER, name="Leila Rahimi")
    talk = office.counselling_session(content="Der Bescheid liegt vor.", attendees=[interpreter])
    return Case(client_as(Role.SOCIAL_WORKER), office, talk)


def test_issuing_freezes_talk_and_paper(case: Case) -> None:
    document = case.issue()
    talk = case.office.fresh(case.talk)
    assert talk
    assert (talk.state, document.number) == (SessionState.ISSUED, talk.document_number)
    assert (document.lines, document.pages, document.is_sealed) == (3, 1, True)
    first = case.printed()
    assert first == case.printed()
    text = read(first).text
    assert "Der Bescheid liegt vor." in text
    assert "Elektronisch versiegelt" in text
    assert document.content_hash in text


def test_what_changed_since_the_page_was_opened_is_not_issued(case: Case) -> None:
    url = f"/admin/counselling_session/{case.talk.id}/issue"
    page = hidden(case.client.get(url).text)
    case.talk.content = "Etwas anderes."
    case.office.session.commit()
    assert case.client.post(url, data=page).status_code == 422
    assert case.office.every(Document) == []


def test_three_sign_on_the_screen(case: Case) -> None:
    case.issue()
    before = case.printed()
    status, _ = case.sign(how_0="screen", image_0=drawn(), how_1="screen", image_1=drawn())
    assert status == 303
    assert case.office.only(Document).state is DocumentState.ISSUED
    assert case.sign(how_2="screen", image_2=drawn())[0] == 303
    document = case.office.only(Document)
    assert document.state is DocumentState.SIGNED
    assert {one.document_hash for one in document.signatures} == {document.content_hash}
    after = case.printed()
    assert after != before
    words = " ".join(read(after).text.split())
    assert words.count("am Bildschirm unterschrieben") == 3
    assert len(document.files) == 3


def test_ink_on_paper_leaves_the_file_as_it_was_printed(case: Case) -> None:
    case.issue()
    before = case.printed()
    assert case.sign(how_0="ink", how_1="ink", how_2="ink", name_2="Frau Rahimi")[0] == 303
    document = case.office.only(Document)
    assert (document.state, case.printed()) == (DocumentState.SIGNED, before)
    assert document.signatures[2].name == "Frau Rahimi"


def test_a_refusal_is_printed_with_its_reason(case: Case) -> None:
    case.issue()
    assert case.sign(how_0="refuses", reason_0=REASON, how_1="screen", image_1=drawn())[0] == 303
    document = case.office.only(Document)
    assert (document.state, document.refusal_reason) == (DocumentState.REFUSED, REASON)
    text = " ".join(read(case.printed()).text.split())
    assert f"Die Unterschrift wurde am {TODAY:%d.%m.%Y} abgelehnt. Grund: {REASON}" in text


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"how_0": "screen"},  # nothing drawn
        {"how_0": "screen", "image_0": "data:image/png;base64,AAAA"},
        {"how_0": "screen", "image_0": "data:image/svg+xml;base64,PHN2Zy8+"},
        {"how_0": "screen", "image_0": "https://example.org/a.png"},
        {"how_0": "screen", "image_0": drawn(5000)},
        {"how_0": "refuses"},  # without a reason
        {"how_1": "refuses", "reason_1": REASON},  # only the client may
        {"how_0": "ink", "name_0": "  "},
    ],
)
def test_what_cannot_be_taken_is_told_and_nothing_is_saved(
    case: Case, sent: dict[str, str]
) -> None:
    case.issue()
    status, page = case.sign(**sent)
    assert status == 422
    assert 'role="alert"' in page
    document = case.office.only(Document)
    assert (document.signatures, document.state) == ([], DocumentState.ISSUED)


def test_a_drawing_outlives_a_mistake_in_another_line(case: Case) -> None:
    case.issue()
    status, page = case.sign(how_0="screen", image_0=drawn(), how_1="screen")
    assert (status, drawn() in page.replace("&#43;", "+")) == (422, True)


def test_of_two_workers_one_wins_and_the_other_is_told(case: Case) -> None:
    case.issue()
    page = case.page()
    assert case.sign(page, how_0="ink")[0] == 303
    status, told = case.sign(page, how_0="ink", how_1="screen", image_1=drawn())
    assert status == 422
    assert "Inzwischen hat jemand" in told
    assert len(case.office.only(Document).signatures) == 1
    assert case.sign(hidden(told), how_1="screen", image_1=drawn())[0] == 303


def test_nobody_signs_an_outdated_text(case: Case) -> None:
    case.issue()
    page = case.page()
    person = case.office.fresh(case.talk.person)
    assert person
    person.family_name = "Geändert"
    case.office.session.commit()
    status, told = case.sign(page, how_0="ink")
    assert (status, "überholten Text" in told) == (422, True)
    wrong = case.sign({**page, "content_hash": "0" * 64}, how_0="ink")
    assert wrong[0] == 422


def test_an_outdated_paper_is_issued_anew_and_replaced(case: Case) -> None:
    first = case.issue()
    person = case.office.fresh(case.talk.person)
    assert person
    person.family_name = "Geändert"
    case.office.session.commit()
    url = f"/admin/counselling_session/{case.talk.id}/issue?again=1"
    details = case.client.get(f"/admin/document/details/?id={first.id}").text
    assert "again=1" in details
    page = hidden(case.client.get(url).text)
    assert case.client.post(url, data=page).status_code == 303
    old, new = sorted(case.office.every(Document), key=lambda document: document.id)
    assert (old.state, new.state) == (DocumentState.REPLACED, DocumentState.ISSUED)
    assert new.number == f"{old.number}-2"


def test_a_signed_paper_is_not_issued_again(case: Case) -> None:
    case.issue()
    case.sign(how_0="ink")
    url = f"/admin/counselling_session/{case.talk.id}/issue?again=1"
    case.client.post(url, data=hidden(case.client.get(url).text))
    assert len(case.office.every(Document)) == 1


def test_the_copy_handed_out_is_a_fact_with_a_day(case: Case) -> None:
    document = case.issue()
    url = f"/admin/document/{document.id}/copy"
    answer = case.client.post(url, data={"csrf_token": case.page()["csrf_token"]})
    assert answer.status_code == 303
    after = case.office.only(Document)
    assert (after.copy_given_on, after.copy_given_by_id) == (TODAY, case.office.staff().id)


def test_an_agreement_is_issued_and_signed_likewise(client_as: Sign, office: Office) -> None:
    agreement = office.goal(office.goal_agreement()).agreement
    client = client_as(Role.SOCIAL_WORKER)
    url = f"/admin/goal_agreement/{agreement.id}/issue"
    answer = client.post(url, data={**hidden(client.get(url).text), "then": "sign"})
    page = client.get(answer.location).text
    assert "Sprachkurs A2 beginnen" in page
    sent = {**hidden(page), "how-0": "ink", "how-1": "ink"}
    assert client.post(answer.location, data=sent).status_code == 303
    after = office.fresh(agreement)
    assert after
    assert (after.signed_client_on, after.signed_worker_on) == (TODAY, TODAY)


def test_text_from_right_to_left_stands_so_on_the_signing_page(case: Case) -> None:
    case.talk.agreements = "با شهرداری تماس می‌گیرد"
    case.office.session.commit()
    case.issue()
    page = case.client.get(case.sign_url).text
    assert re.search(r'<p dir="rtl">[^<]*شهرداری', page)
    assert 'lang="de"' in page


def test_every_word_that_is_signed_stands_on_the_screen() -> None:
    """What the paper says and the screen leaves out would be signed unread."""
    for paper in (SESSION, AGREEMENT, ADDENDUM):
        marked = with_marks(paper, count())
        text = text_of(marked, "", None)
        told = " ".join(
            [text.number]
            + [str(line.html) for block in text.blocks for line in block.lines]
            + [" ".join(row) for block in text.blocks for row in block.rows]
        )
        missing = [mark for mark in marks_in(marked) if mark not in told.split()]
        assert missing == []


def with_marks(value: Any, numbers: Iterator[int]) -> Any:
    """The same paper with a word of its own in every text; signatures have a field each."""
    if isinstance(value, str):
        return f"Marke{next(numbers)}"
    if isinstance(value, tuple):
        return tuple(with_marks(item, numbers) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            item.name: with_marks(getattr(value, item.name), numbers)
            for item in fields(value)
            if item.name != "signatures"
        }
        return replace(value, **changed)
    return value


def marks_in(value: Any) -> list[str]:
    return re.findall(r"Marke\d+", repr(value))

"""Addenda: how an issued protocol is corrected, and as fixed as the protocol once they went out."""

import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy.exc import IntegrityError

from models import SessionAddendum
from models.base import RulesBroken
from models.issued import IssuedAlready
from models.permissions import Role
from tests.conftest import NOW, Sign, token_of
from tests.factories import TODAY, Office
from tests.forms import Desk, errors_of

URL = "/admin/session_addendum/"


def test_an_addendum_has_a_number_of_its_own_a_day_and_an_author(any_office: Office) -> None:
    talk = any_office.issued_session()
    first, second = (any_office.session_addendum(talk) for _ in range(2))
    assert first.document_number == f"{talk.document_number}-N1"
    assert second.document_number == f"{talk.document_number}-N2"
    assert (first.written_on, first.author) == (TODAY, any_office.staff())
    assert [one.number for one in talk.addenda] == [1, 2]


def test_lists_and_headings_call_an_addendum_alike(any_office: Office) -> None:
    addendum = any_office.session_addendum()
    assert any_office.title_in_sql(addendum) == addendum.title == "Beispiel, Ada · 23.11.2026"


def test_a_draft_is_corrected_in_itself(any_office: Office) -> None:
    with pytest.raises(RulesBroken, match="still a draft"):
        any_office.session_addendum(any_office.counselling_session())
    any_office.session.rollback()


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("written_on", {"written_on": TODAY + timedelta(days=1)}),
        ("written_on", {"written_on": TODAY - timedelta(days=1)}),  # before the talk
        ("reason", {"reason": "  "}),
        ("text", {"text": ""}),
    ],
)
def test_what_cannot_be_true_is_not_stored(
    any_office: Office, field: str, values: dict[str, object]
) -> None:
    with pytest.raises(RulesBroken, match=f"{field}: "):
        any_office.session_addendum(**values)
    any_office.session.rollback()


def test_the_database_gives_a_number_once(any_office: Office) -> None:
    addendum = any_office.session_addendum()
    with pytest.raises(IntegrityError, match="(?i)unique"):
        any_office.session_addendum(addendum.session, number=1)
    any_office.session.rollback()
    with pytest.raises(IntegrityError, match="number_from_1"):
        any_office.write_past_rules(addendum, number=0)


def words(addendum: SessionAddendum, office: Office) -> None:
    addendum.text = "Doch nicht."


def other_talk(addendum: SessionAddendum, office: Office) -> None:
    addendum.session = office.issued_session()


def other_day(addendum: SessionAddendum, office: Office) -> None:
    addendum.written_on = date(2026, 11, 30)


def gone(addendum: SessionAddendum, office: Office) -> None:
    office.session.delete(addendum)


@pytest.mark.parametrize("change", [words, other_talk, other_day, gone])
def test_once_issued_it_is_as_fixed_as_the_protocol(
    any_office: Office, change: Callable[[SessionAddendum, Office], None]
) -> None:
    addendum = any_office.session_addendum()
    addendum.issue(NOW)
    any_office.session.commit()
    change(addendum, any_office)
    with pytest.raises(RulesBroken, match="was issued and stays"):
        any_office.session.commit()
    any_office.session.rollback()
    with pytest.raises(IssuedAlready):
        addendum.issue(NOW)


def test_a_draft_of_it_stays_with_its_protocol(any_office: Office) -> None:
    addendum = any_office.session_addendum()
    addendum.session = any_office.issued_session()
    with pytest.raises(RulesBroken, match="stays with its protocol"):
        any_office.session.commit()
    any_office.session.rollback()


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.SOCIAL_WORKER), "session_addendum")


def test_a_worker_corrects_an_issued_protocol(desk: Desk, office: Office) -> None:
    talk = office.issued_session(content="Am 2. Mai.")
    page = desk.client.get(f"/admin/counselling_session/details/?id={talk.id}").text
    assert f"/admin/session_addendum/new/?session={talk.id}" in page
    desk.save({"session": str(talk.id), "reason": "Tag verwechselt", "text": "Es war der 3. Mai."})
    addendum = office.only(SessionAddendum)
    assert addendum.author_id == office.staff().id
    page = desk.client.get(f"/admin/counselling_session/details/?id={talk.id}").text
    assert "Tag verwechselt" in page
    assert "Es war der 3. Mai." in desk.details(addendum)


def test_the_form_keeps_what_was_typed_for_a_draft(desk: Desk, office: Office) -> None:
    talk = office.counselling_session()
    answer = desk.send({"session": str(talk.id), "reason": "Tag", "text": "3. Mai"})
    assert answer.status_code == 422
    assert "noch ein Entwurf" in errors_of(answer)["session"][0]
    assert ">3. Mai</textarea>" in answer.text.replace("\n", "").replace("\r", "")


def test_issued_on_screen_it_has_no_form_any_more(desk: Desk, office: Office) -> None:
    addendum = office.session_addendum()
    page = desk.client.get(f"{URL}details/?id={addendum.id}").text
    sent = {"csrf_token": token_of(page)}
    for _ in range(2):  # pressed twice, it is issued once
        answer = desk.client.post(f"{URL}{addendum.id}/issue/", data=sent, follow_redirects=True)
        assert answer.status_code == 200
    assert office.only(SessionAddendum).issued_at == NOW
    page = desk.client.get(f"{URL}edit/?id={addendum.id}", follow_redirects=True)
    assert "wurde ausgegeben" in page.text


def test_it_prints_on_a_paper_that_names_the_protocol(desk: Desk, office: Office) -> None:
    addendum = office.session_addendum()
    answer = desk.client.get(f"{URL}{addendum.id}/addendum.pdf")
    text = PdfReader(io.BytesIO(answer.data)).pages[0].extract_text()
    for part in (
        "Nachtrag", addendum.document_number, addendum.session.document_number,
        "Datum verwechselt", "Statt 2. Mai lies 3. Mai.", "Unterschriften",
    ):  # fmt: skip
        assert part in text


def test_nobody_corrects_a_colleagues_protocol(desk: Desk, office: Office) -> None:
    person = office.person()
    office.responsibility(person, "sozialarbeit2")
    talk = office.issued_session(person, worker=office.staff("sozialarbeit2"))
    answer = desk.send({"session": str(talk.id), "reason": "Neugier", "text": "x"})
    assert answer.status_code == 422
    assert office.every(SessionAddendum) == []


def test_the_lead_knows_that_there_is_one_and_reads_it_for_a_reason(
    client_as: Sign, office: Office
) -> None:
    addendum = office.session_addendum()
    page = client_as(Role.TEAM_LEAD).get(f"{URL}details/?id={addendum.id}").text
    assert addendum.document_number in page
    assert "3. Mai" not in page
    assert "Datum verwechselt" not in page

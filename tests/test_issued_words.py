"""An issued paper in two languages: what was read when it was signed is what stays on it."""

from models import Document
from models.permissions import Role
from models.rules.wording import flattened
from tests.conftest import Sign
from tests.forms import tree_of
from tests.papers import read
from tests.test_paper_word import Page, field_of
from tests.test_signing import Case, case, drawn, hidden

__all__ = ["case"]


def issue_in(case: Case, language: str) -> int:
    url = f"/admin/counselling_session/{case.talk.id}/issue"
    sent = {**hidden(case.client.get(url).text), "language": language}
    return case.client.post(url, data=sent).status_code


def test_an_issued_paper_keeps_its_words_when_the_office_corrects_them(
    case: Case, client_as: Sign
) -> None:
    assert issue_in(case, "uk") == 303
    before = case.office.only(Document)
    assert before.language == "uk"
    lead = Page(client_as(Role.TEAM_LEAD), "uk")
    assert lead.change(**{field_of("Next appointment"): "Термін"}).status_code == 302
    assert lead.check().status_code == 302
    assert case.sign(how_0="screen", image_0=drawn())[0] == 303
    text = read(case.printed()).text
    assert "Наступна зустріч" in text
    assert "Maßgeblich" in text  # as it was when the client read it


def test_what_is_signed_is_shown_in_both_languages(case: Case) -> None:
    issue_in(case, "ar")
    page = tree_of(case.client.get(case.sign_url))
    assert "الموعد القادم" in page.xpath("string(//main)")


def test_a_paper_is_not_issued_in_a_language_without_words(case: Case) -> None:
    assert issue_in(case, "xx") == 400
    assert case.office.every(Document) == []


def test_a_german_paper_keeps_no_other_words(case: Case) -> None:
    case.issue()
    assert case.office.only(Document).wording is None


def test_texts_are_named_by_their_place() -> None:
    nested = {"a": "1", "b": ["2", "3"], "c": {"d": "4"}}
    assert flattened(nested, "x") == {"x.a": "1", "x.b.0": "2", "x.b.1": "3", "x.c.d": "4"}

"""The contact letter beside German in the sixteen languages, read back as it is printed."""

from flask.testing import FlaskClient

from admin_views.paper_languages import LETTER, delivered
from models import EvictionCase
from models.catalogue import Language
from models.permissions import Role
from models.person import PersonLanguage
from tests.asking import post
from tests.conftest import Sign
from tests.eviction_files import URL, full_case
from tests.factories import Office
from tests.forms import tree_of
from tests.papers import Print, missing, read

OTHER_OCCASIONS = {f"{LETTER}.occasion.{name}" for name in (
    "threatened", "notice", "title", "date", "other")}  # fmt: skip


def letter(client: FlaskClient, case: EvictionCase, language: str) -> Print:
    sent = {"meeting_at": "30.11.2026 10:00", "place": "Kaiserstraße 10", "language": language}
    answer = post(client, f"{URL}/{case.id}/letter", **sent)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return read(answer.data)


def test_every_language_prints_every_word_on_one_page(client_as: Sign, office: Office) -> None:
    client, case = client_as(Role.SOCIAL_WORKER), full_case(office)
    for code, source in delivered().items():
        page = letter(client, case, code)
        told = {
            text.replace("{name}", "Zahra Ahmadi")
            for name, text in source.words.items()
            if name.startswith(f"{LETTER}.") and name not in OTHER_OCCASIONS
        }
        assert (len(page.pages), missing(told, page)) == (1, set()), code
        assert "02129" in page.text
        assert "Maßgeblich ist der deutsche Text." in page.text


def test_the_form_proposes_the_clients_language(client_as: Sign, office: Office) -> None:
    client, case = client_as(Role.SOCIAL_WORKER), full_case(office)
    chosen = "//select[@name='language']/option[@selected]/@value"
    page = tree_of(client.get(f"{URL}/{case.id}/letter"))
    assert page.xpath(chosen) == ["en"]
    for code in ("de", "prs"):
        office.add(PersonLanguage(person=case.person, language=office.entry(Language, code)))
    page = tree_of(client.get(f"{URL}/{case.id}/letter"))
    assert page.xpath(chosen) == ["prs"]
    assert page.xpath(f"string({chosen[:-7]})") == "Dari · فارسی / دری"

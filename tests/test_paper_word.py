"""Papers in other languages: choosing one, correcting its words, noting who has checked them."""

from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from admin_views.paper_languages import delivered, german_texts
from models import PaperReview, PaperWord, Person
from models.catalogue import Language
from models.permissions import Role
from models.person import PersonLanguage
from tests.asking import post
from tests.conftest import Sign
from tests.factories import Office
from tests.forms import tree_of
from tests.papers import Print, missing, read

URL = "/admin/paper_word"
SESSION = "/admin/counselling_session"
BROKEN_WORDS = {"Unterstützungsbedarf"}  # longer than their column
COUNTS = "Maßgeblich"


@dataclass
class Page:
    """The page of one language as its form is filled in."""

    client: FlaskClient
    language: str

    def sent(self, **typed: str) -> dict[str, str]:
        """What the form sends: every text as it stands there, and what was typed into it."""
        tree = tree_of(self.client.get(f"{URL}/{self.language}/"))
        fields = {one.get("name"): one.text or "" for one in tree.xpath("//textarea")}
        mark = tree.xpath("//input[@name='mark']/@value")[0]
        return {**fields, "mark": mark, **typed}

    def change(self, **typed: str) -> TestResponse:
        return post(self.client, f"{URL}/{self.language}/change", **self.sent(**typed))

    def check(self, **typed: str) -> TestResponse:
        sent = {"reviewer": "Olena Koval", "reviewed_on": "20.11.2026", **typed}
        return post(self.client, f"{URL}/{self.language}/checked", **self.sent(**sent))


def field_of(name: str) -> str:
    return f"w{list(german_texts()).index(name)}"


def reader_of(office: Office, *codes: str, interpreter_needed: bool = True) -> Person:
    languages = [PersonLanguage(language=office.entry(Language, code)) for code in codes]
    return office.person(languages=languages, interpreter_needed=interpreter_needed)


@pytest.fixture
def ukrainian(client_as: Sign) -> Page:
    return Page(client_as(Role.TEAM_LEAD), "uk")


@pytest.fixture
def worker(client_as: Sign) -> FlaskClient:
    return client_as(Role.SOCIAL_WORKER)


def protocol(client: FlaskClient, office: Office, language: str) -> Print:
    talk = office.counselling_session(reader_of(office))
    answer = client.get(f"{SESSION}/{talk.id}/protocol.pdf?language={language}")
    assert answer.status_code == 200
    return read(answer.data)


def print_links(client: FlaskClient, number: int) -> list[tuple[str, str]]:
    tree = tree_of(client.get(f"{SESSION}/details/?id={number}"))
    links = tree.xpath("//a[contains(@href, 'protocol.pdf')]")
    return [(link.text.strip(), link.get("href").partition("?language=")[2]) for link in links]


def test_the_button_prints_the_language_of_a_client_who_needs_an_interpreter(
    worker: FlaskClient, office: Office
) -> None:
    talk = office.counselling_session(reader_of(office, "de", "prs", "ru"))
    links = print_links(worker, talk.id)
    assert links[:3] == [
        ("Protokoll drucken: Deutsch und Dari", "prs"), ("Nur Deutsch", ""),
        ("Deutsch und Russisch", "ru"),
    ]  # fmt: skip
    assert set(delivered()) <= {code for _, code in links}


@pytest.mark.parametrize("codes", [("uk",), ("de", "zh"), ()])
def test_whoever_reads_german_or_a_language_without_words_gets_german(
    worker: FlaskClient, office: Office, codes: tuple[str, ...]
) -> None:
    person = reader_of(office, *codes, interpreter_needed=codes == ("de", "zh"))
    links = print_links(worker, office.counselling_session(person).id)
    assert links[0] == ("Protokoll drucken", "")
    assert (links[1] == ("Deutsch und Ukrainisch", "uk")) == (codes == ("uk",))


def test_the_language_of_the_talk_comes_first(worker: FlaskClient, office: Office) -> None:
    turkish = office.entry(Language, "tr")
    talk = office.counselling_session(reader_of(office, "kmr"), language=turkish)
    assert [code for _, code in print_links(worker, talk.id)][:3] == ["tr", "", "kmr"]


def test_a_protocol_prints_in_the_language_asked_for(worker: FlaskClient, office: Office) -> None:
    page = protocol(worker, office, "uk")
    assert "Протокол розмови" in page.text
    assert COUNTS in page.text
    assert "Протокол" not in protocol(worker, office, "de").text
    talk = office.counselling_session(reader_of(office))
    answer = worker.get(f"{SESSION}/{talk.id}/protocol.pdf?language=prs")
    assert f"{talk.document_number}-prs.pdf" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("language", ["xx", "../de", "zh", "UK", "'"])
def test_a_language_without_words_is_not_printed(
    worker: FlaskClient, office: Office, language: str
) -> None:
    talk = office.counselling_session(reader_of(office))
    answer = worker.get(f"{SESSION}/{talk.id}/protocol.pdf", query_string={"language": language})
    assert answer.status_code == 400
    assert "keine Wörter hinterlegt" in answer.text


def test_what_the_lead_corrects_is_printed_until_it_is_reset(
    ukrainian: Page, worker: FlaskClient, office: Office
) -> None:
    name = field_of("Next appointment")
    assert ukrainian.change(**{name: "  Наступний \n термін "}).status_code == 302
    assert office.only(PaperWord).text == "Наступний термін"
    assert "Наступний термін" in protocol(worker, office, "uk").text
    shown = ukrainian.client.get(f"{URL}/uk/").text
    assert "Mitgeliefert:" in shown
    assert "Наступна зустріч" in shown
    assert ukrainian.change(reset=name).status_code == 302
    assert office.every(PaperWord) == []
    assert "Наступна зустріч" in protocol(worker, office, "uk").text


def test_an_emptied_field_takes_the_delivered_word_again(ukrainian: Page, office: Office) -> None:
    ukrainian.change(**{field_of("Goal"): "Мета"})
    ukrainian.change(**{field_of("Goal"): " "})
    assert office.every(PaperWord) == []


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("contact_letter.greeting", "Доброго дня!", "{name}"),
        ("Goal", "Ціль {name}", "genau diese Platzhalter: –"),
        ("Goal", "目标", "kein Zeichen für: 目标"),
        ("Goal", "Ц" * 2001, "1 bis 2000 Zeichen"),
    ],
)
def test_what_cannot_be_printed_is_refused_and_stays_on_screen(
    ukrainian: Page, office: Office, name: str, text: str, told: str
) -> None:
    answer = ukrainian.change(**{field_of(name): text, field_of("Name"): "Ім’я"})
    assert answer.status_code == 422
    assert told in "".join(tree_of(answer).xpath("//ul[@class='error']/li/text()"))
    assert tree_of(answer).xpath("//*[@role='alert']//a/@href") == [f"#{field_of(name)}"]
    fields = {one.get("name"): one.text for one in tree_of(answer).xpath("//textarea")}
    assert (fields[field_of(name)], fields[field_of("Name")]) == (text, "Ім’я")
    assert office.every(PaperWord) == []


def test_two_who_correct_at_once_do_not_overwrite_each_other(
    ukrainian: Page, office: Office
) -> None:
    before = ukrainian.sent(**{field_of("Goal"): "Мета"})
    ukrainian.change(**{field_of("Name"): "Ім’я"})
    answer = post(ukrainian.client, f"{URL}/uk/change", **before)
    assert answer.status_code == 422
    assert "inzwischen von jemand anderem geändert" in answer.text
    assert "Мета" in answer.text
    assert [row.word for row in office.every(PaperWord)] == ["Name"]


def test_a_checked_language_no_longer_prints_that_german_counts(
    ukrainian: Page, worker: FlaskClient, office: Office
) -> None:
    assert ukrainian.check().status_code == 302
    assert "Olena Koval, 20.11.2026" in worker.get(f"{URL}/uk/").text
    assert COUNTS not in protocol(worker, office, "uk").text
    assert COUNTS in protocol(worker, office, "ru").text


def test_any_change_of_the_words_ends_the_check(
    ukrainian: Page, worker: FlaskClient, office: Office
) -> None:
    ukrainian.check()
    ukrainian.change(**{field_of("Goal"): "Мета"})
    assert "noch nicht geprüft" in worker.get(f"{URL}/uk/").text
    assert COUNTS in protocol(worker, office, "uk").text
    ukrainian.check(reviewer="Iryna Bondar")
    assert office.only(PaperReview).reviewer == "Iryna Bondar"


def test_the_note_of_a_check_is_taken_back(ukrainian: Page, office: Office) -> None:
    ukrainian.check()
    assert ukrainian.check(withdraw="1").status_code == 302
    assert office.every(PaperReview) == []


@pytest.mark.parametrize(
    "typed",
    [{"reviewer": " "}, {"reviewer": "x" * 81}, {"reviewed_on": "24.11.2026"},
     {"reviewed_on": "bald"}, {"reviewed_on": ""}, {"mark": "0"}],
)  # fmt: skip
def test_a_check_without_a_name_or_a_day_in_the_past_is_not_noted(
    ukrainian: Page, office: Office, typed: dict[str, str]
) -> None:
    answer = ukrainian.check(**typed)
    assert answer.status_code == 422
    assert "20.11.2026" in answer.text or "reviewed_on" in typed
    assert office.every(select(PaperReview)) == []


def test_the_list_says_what_is_checked_and_what_the_office_changed(ukrainian: Page) -> None:
    ukrainian.change(**{field_of("Goal"): "Мета"})
    ukrainian.check()
    tree = tree_of(ukrainian.client.get(f"{URL}/"))
    told = {
        row.xpath("string(th)").strip(): " ".join(row.xpath("string(.)").split())
        for row in tree.xpath("//tbody/tr")
    }
    assert len(told) == len(delivered())
    assert "geprüft Olena Koval, 20.11.2026 1 von" in told["Ukrainisch"]
    assert "noch nicht geprüft" in told["Persisch (Farsi), Dari, Hazaragi"]


def test_workers_read_the_words_and_change_none(worker: FlaskClient) -> None:
    tree = tree_of(worker.get(f"{URL}/ps/"))
    assert tree.xpath("//main//textarea | //main//button") == []
    assert "نېټه" in [text.strip() for text in tree.xpath("//p[@lang='ps']/text()")]
    assert post(worker, f"{URL}/ps/change").status_code == 403


@pytest.mark.parametrize("language", ["de", "xx", "prs"])
def test_a_language_without_a_file_has_no_page(ukrainian: Page, language: str) -> None:
    assert ukrainian.client.get(f"{URL}/{language}/").status_code == 404
    assert ukrainian.client.get(f"{URL}/{language}/sheet.pdf").status_code == 404


@pytest.mark.parametrize("language", ["ckb", "ti"])
def test_the_sheet_to_check_has_every_text_in_both_languages(
    worker: FlaskClient, language: str
) -> None:
    page = read(worker.get(f"{URL}/{language}/sheet.pdf").data)
    assert missing(delivered()[language].words.values(), page) == set()
    assert missing(german_texts().values(), page) <= BROKEN_WORDS

"""Papers in the client's language: every word of every language, letter by letter as printed."""

import unicodedata
from dataclasses import replace
from datetime import date, datetime
from functools import cache

import pytest
from reportlab.pdfbase import pdfmetrics

from admin_views.paper_languages import SecondLanguage, delivered, german_texts, sources
from admin_views.pdf import render_paper, unprintable
from admin_views.pdf_fonts import ARABIC, FAMILIES, PLACEHOLDER, drawable
from admin_views.pdf_labels import GERMAN
from models.reports.papers import Paper, Protocol, Signature, WhoDoesWhat
from models.rules.wording import facts_of
from tests.papers import AGREEMENT, LETTERHEAD, SESSION, Print, missing, read

LANGUAGES = sorted(delivered())
ASKED_FOR = {
    *("ar", "ckb", "en", "es", "fa", "fr", "kmr", "pl"),
    *("ps", "ro", "ru", "so", "sq", "ti", "tr", "uk"),
}  # fmt: skip
RIGHT_TO_LEFT = ("ar", "ckb", "fa", "ps")
TALK = replace(
    SESSION,
    topics=("Wohnungsmarkt", "Spracherwerb - mit Anmeldung", "Leistungen"),
    successes="Der Einstufungstest ist bestanden, der Kurs beginnt im Januar.",
    setbacks="Die Zusage für die Wohnung in Hilden wurde zurückgezogen.",
    challenges="Der Vermieter verlangt eine Bürgschaft.",
    children="Der jüngere Sohn hat noch keinen Kitaplatz.",
    new_needs="Begleitung zum Kinderarzt.",
    steps=(
        WhoDoesWhat("SIM", "Wohngeldantrag vorbereiten", date(2026, 11, 19)),
        WhoDoesWhat("Klient/in", "Unterlagen mitbringen", date(2026, 11, 26)),
    ),
    signatures=(
        Signature("Klient/in", "Ahmadi, Zahra"),
        Signature("Sozialarbeiter/in", "Karin Weber"),
        Signature("Dolmetscher/in", "Leila Rahimi"),
    ),
)
ON_EVERY_TALK = (
    *("Record of conversation", "Name", "Date", "Present", "Reason", "Contents/topics"),
    *("Agreements/goals/next step", "Who does what?", "Next appointment", "Signatures"),
    *("Language", "Interpreter", "Topics", "Since the last talk", "Contents", "Handed out"),
    *("Successes", "Setbacks", "New challenges", "Children", "New needs"),
    *("Who", "What", "Until", "Client", "Social worker", "Interpreting person"),
)
ON_EVERY_AGREEMENT = (
    *("Goal agreement", "Name", "Date", "Life areas", "Goal", "Starting point"),
    *("To be reached by", "Contribution of the client", "Contribution of SIM"),
    *("Contribution of partners", "Steps", "Signatures"),
    "Agreed by both sides; each side receives a copy.",
    "The agreement is voluntary. It can be changed or ended at any time.",
)
UNCHECKED = (
    "The German text is authoritative. A native speaker has not yet checked the translation."
)


def spoken(code: str) -> SecondLanguage:
    source = delivered()[sources()[code]]
    return SecondLanguage(code, source, source.words)


@cache
def talk_in(code: str) -> Print:
    return printed(TALK, code)


def printed(paper: Paper, code: str) -> Print:
    name = "counselling_session" if isinstance(paper, Protocol) else "goal_agreement"
    return read(render_paper(f"{name}.html", paper, LETTERHEAD, also=spoken(code)))


def test_all_sixteen_languages_are_there() -> None:
    assert set(LANGUAGES) == ASKED_FOR
    assert {"prs", "haz", "ary"} <= set(sources())


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_has_every_text_with_its_places_and_nothing_else(code: str) -> None:
    known = delivered()[code].words
    assert list(known) == list(german_texts())
    for name, german in german_texts().items():
        assert known[name].strip() == known[name] != ""
        assert facts_of(known[name]) == facts_of(german), name
        assert known[name] == unicodedata.normalize("NFC", known[name]), name


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_no_native_speaker_has_read_does_not_claim_it(code: str) -> None:
    source = delivered()[code]
    assert source.direction == ("rtl" if code in RIGHT_TO_LEFT else "ltr")
    assert source.review is None or source.review.reviewer


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_letter_of_every_text_has_its_glyph(code: str) -> None:
    for text in spoken(code).words.values():
        assert unprintable(text) == ""
        drawn = drawable(text)
        assert PLACEHOLDER not in drawn
        for letter in set(drawn) - {"\u200c", "\u200d", " "}:
            files = {file for pair in FAMILIES.values() for file in pair}
            fonts = [pdfmetrics.getFont(file.removesuffix(".ttf")).face for file in files]
            assert any(font.charToGlyph.get(ord(letter)) for font in fonts), (code, letter)


@pytest.mark.parametrize("code", RIGHT_TO_LEFT)
def test_every_letter_of_a_joined_script_has_a_glyph_wherever_it_stands(code: str) -> None:
    letters = {letter for text in spoken(code).words.values() for letter in text}
    arabic = sorted(letter for letter in letters if "ARABIC LETTER" in unicodedata.name(letter, ""))
    regular, bold = (
        pdfmetrics.getFont(file.removesuffix(".ttf")).face.charToGlyph for file in FAMILIES[ARABIC]
    )
    for letter in arabic:
        for word in (letter, f"{letter}م", f"م{letter}م", f"م{letter}"):
            joined = drawable(word)
            assert not set(joined) & set(arabic), "a letter was not joined"
            assert all(regular[ord(slot)] and bold[ord(slot)] for slot in joined)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_talk_prints_every_word_on_one_page(code: str) -> None:
    page, known = talk_in(code), spoken(code).words
    assert len(page.pages) == 1
    told = {known[name] for name in (*ON_EVERY_TALK, UNCHECKED)}
    assert missing(told, page) == set()
    assert missing({GERMAN[name] for name in (*ON_EVERY_TALK, UNCHECKED)}, page) == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_agreement_prints_every_word(code: str) -> None:
    page, known = printed(AGREEMENT, code), spoken(code).words
    assert missing({known[name] for name in ON_EVERY_AGREEMENT}, page) == set()
    assert missing({GERMAN[name] for name in ON_EVERY_AGREEMENT}, page) == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_days_stand_in_the_clients_words(code: str) -> None:
    language = spoken(code)
    days = {language.day(TALK.held_on), language.moment(TALK.next_appointment)}
    assert missing(days, talk_in(code)) == set()
    assert "2026" in language.day(TALK.held_on)
    assert language.moment(datetime(2026, 11, 19, 9, 5)).endswith("09:05")
    assert (language.day(None), language.moment(None)) == ("", "")


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("ar", "الخميس، 12 تشرين الثاني 2026"),  # the months of Syria and Iraq
        ("ary", "الخميس، 12 نونبر 2026"),
        ("fa", "پنجشنبه، 12 نوامبر 2026"),
        ("prs", "پنجشنبه، 12 نومبر 2026"),  # the months of Afghanistan
        ("ps", "پنجشنبه، 12 نومبر 2026"),
        ("ckb", "پێنجشەممە، 12ی تشرینی دووەمی 2026"),
        ("kmr", "pêncşem, 12ê mijdara 2026an"),
        ("uk", "четвер, 12 листопада 2026\xa0р."),
        ("ti", "ሓሙስ፣ 12 ሕዳር 2026"),
        ("en", "Thursday, 12 November 2026"),
    ],
)
def test_a_day_is_written_as_the_country_writes_it(code: str, day: str) -> None:
    assert spoken(code).day(date(2026, 11, 12)) == day


@pytest.mark.parametrize("code", RIGHT_TO_LEFT)
def test_words_follow_each_other_from_right_to_left(code: str) -> None:
    """The reader of the page turns a run of Arabic letters round once, letters and words alike."""
    lines = {" ".join(line.split()) for line in talk_in(code).text.splitlines()}
    known = spoken(code).words
    names = ("Record of conversation", "Next appointment", "Since the last talk", "New needs")
    phrases = {known[name] for name in names if " " in known[name]}
    assert phrases
    assert {one for one in phrases if not any(one in line for line in lines)} == set()


@pytest.mark.parametrize("code", RIGHT_TO_LEFT)
def test_numbers_are_not_turned_round_on_a_page_with_arabic_letters(code: str) -> None:
    told = replace(TALK, content="Rückruf 02129/911-345, Az. 50-22/4711", next_place="Haus 3-4")
    text = printed(told, code).text
    for number in ("02129/911-345", "50-22/4711", "14:30–15:10", "19.11.2026", "GP-2026-004711"):
        assert number in text


def test_papers_that_were_checked_do_not_say_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SecondLanguage, "is_reviewed", True)
    page = printed(TALK, "uk")
    assert GERMAN[UNCHECKED] not in page.text
    assert "Maßgeblich" not in page.text


def test_a_german_paper_has_no_word_of_another_language() -> None:
    page = read(render_paper("counselling_session.html", TALK, LETTERHEAD))
    assert " / " not in page.text
    assert "Maßgeblich" not in page.text
    assert "Sozialarbeiter/in · Ort, Datum," in page.text

"""The printed papers: read back from the PDF, as whoever receives them reads them."""

import http.server
import io
import logging
import os
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics

from admin_views.pdf import PdfError, html_to_pdf, is_printable_logo, pdf_response
from admin_views.pdf_fonts import FAMILIES, FONT_FOLDER, ArabicShaper, PaperFont, drawable
from admin_views.pdf_labels import GERMAN
from admin_views.referral_papers import WORDS
from models.reports.papers import (
    AgreedGoal,
    Agreement,
    Letterhead,
    Protocol,
    WhoDoesWhat,
    content_hash,
)
from tests.papers import AGREEMENT, GOAL, LETTERHEAD, LOGO, MILLIMETRE, SESSION, printed

NINE_POINTS = (
    "Name",
    "Datum",
    "Anwesende",
    "Anlass",
    "Gesprächsinhalte/Themen",
    "Absprachen/Ziele/Nächster Schritt",
    "Wer macht was?",
    "Nächster Termin",
    "Unterschriften",
)


@pytest.fixture
def listener() -> Iterator[tuple[int, list[str]]]:
    hits: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            hits.append(str(self.client_address))

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.server_port, hits
        server.shutdown()
        thread.join()


def test_a_session_prints_the_nine_points_in_order_on_one_page():
    (page,) = printed(SESSION).pages
    points = re.findall(r"^\s*(\d)\s+(\S.*)$", page, re.MULTILINE)
    assert tuple(label.strip() for number, label in points if number.isdigit()) == NINE_POINTS
    assert [number for number, _ in points] == list("123456789")


@pytest.mark.parametrize("expected", [
    "Gesprächsprotokoll",
    "Nr. GP-2026-004711",
    "Stadt Haan",
    "Telefon 02129 911-0",
    "Donnerstag, 12. November 2026, 14:30–15:10 Uhr",
    "Sprache: Dari · Dolmetschen: Leila Rahimi",
    "Donnerstag, 19. November 2026, 10:00 Uhr",
    "Dolmetscherin · Ort, Datum,",
    "Seite 1 von 1",
    content_hash(SESSION),
])  # fmt: skip
def test_a_session_prints_what_makes_it_official(expected):
    assert expected in printed(SESSION).text


def test_a_goal_agreement_names_the_three_contributions_and_both_signatures():
    paper = printed(AGREEMENT)
    assert len(paper.pages) == 1
    for expected in (
        *("Zielvereinbarung", "Ziel 1", "Ziel 2", "31.05.2027", "Ausgangslage"),
        *("Beitrag Klient/in", GOAL.client_contribution, "Beitrag SIM", GOAL.office_contribution),
        *("Beitrag Netzwerkpartner", GOAL.partner_contribution, "WBS-Antrag ausfüllen"),
        *("Klientin · Ort, Datum, Unterschrift", "SIM · Ort, Datum, Unterschrift"),
    ):
        assert expected in paper.text


@pytest.mark.parametrize("paper", [
    Protocol(document_number="1", name="", held_on=date(2026, 1, 1)),
    Agreement(document_number="1", name="", agreed_on=date(2026, 1, 1)),
    replace(AGREEMENT, goals=(AgreedGoal(goal=""),)),
    replace(SESSION, starts_at=None),
    replace(SESSION, minutes=None),
])  # fmt: skip
def test_empty_fields_print(paper):
    assert len(printed(paper, Letterhead(town="")).pages) == 1


def test_a_note_of_20000_letters_flows_over_pages_and_no_word_is_lost():
    words = [f"Wort{number:04d}" for number in range(2_222)]
    paper = printed(replace(SESSION, content=" ".join(words)))
    assert len(paper.pages) > 3
    assert set(words) <= paper.words
    assert min(paper.sizes) >= 7.5
    for number, page in enumerate(paper.pages, start=1):
        assert f"Seite {number} von {len(paper.pages)}" in page


@pytest.mark.parametrize("field", ["name", "reason", "next_place", "content", "agreements"])
def test_a_word_of_80_letters_stays_inside_the_margins(field):
    word = "Donaudampfschifffahrt" * 3 + "gesellschaftsland"
    paper = printed(replace(SESSION, **{field: word}))
    assert len(word) == 80
    assert word in re.sub(r"\s", "", paper.text)
    assert max(paper.right_edges) <= (210 - 20) * MILLIMETRE + 1


@pytest.mark.parametrize(("steps", "word", "times"), [
    (tuple(WhoDoesWhat(f"Wer{n}", "Aufgabe", date(2026, 12, 1)) for n in range(30)), "Aufgabe", 30),
    ((WhoDoesWhat("lang " * 400, "Aufgabe " * 1_500),), "Aufgabe", 1_500),
    ((WhoDoesWhat("W" * 2_000, "Q" * 9_000),), "Q", 9_000),
])  # fmt: skip
def test_who_does_what_is_never_shrunk_and_repeats_its_head(steps, word, times):
    paper = printed(replace(SESSION, steps=steps))
    assert min(paper.sizes) >= 7.5
    assert re.sub(r"\s", "", paper.text).count(word) == times
    assert paper.text.count("Wer macht was?") == paper.text.count("Bis wann") >= 2


def test_signatures_are_never_torn_apart_nor_alone_on_a_page():
    for lines in range(2, 26, 2):
        paper = printed(replace(SESSION, content="Zeile\n" * lines))
        (last,) = [page for page in paper.pages if "Unterschriften" in page]
        assert "Nächster Termin" in last
        assert all(person.label in last for person in SESSION.signatures)


@pytest.mark.parametrize("name", [
    "Олександр Шевченко",
    "أحمد الحسن",
    "محمد علي",  # no ligature may turn its letters round
    "لالا سلامي",  # lam-alef is one glyph and two letters
    "می‌خواهم",  # the joiner in it parts letters without a gap
    "ښوونځی څلور ګټور رېږه کڼه",  # Pashto letters without presentation forms
    "ڕۆژی کاتژمێر",  # Kurdish
    "ሓደ ሰብ",
    "გიორგი ბერიძე",
    "Արամ Խաչատրյան",
    "Đặng Thị Ngọc",
    "😀 👍",
    "☐ ☑ → ≥ ½ m²",
])  # fmt: skip
def test_names_in_the_scripts_of_our_clients_print_and_read_back(name):
    paper = printed(replace(SESSION, name=name, content=name))
    assert set(name.split()) <= paper.words


@pytest.mark.parametrize("letters", ["ابتثجحخدذرزسشصضطظعغفقكلمنهويىءآأإؤئة",
                                     "پچژگکی", "ټڼښګځڅړږۍېډ", "ێڕڵەۆڤھ", "ٹڈڑںےہۂ"])  # fmt: skip
def test_every_arabic_letter_has_a_glyph_wherever_it_stands_in_a_word(letters):
    joined = drawable(" ".join(f"{a} {a}م م{a} م{a}م" for a in letters))
    glyphs = pdfmetrics.getFont("Vazirmatn-Regular").face.charToGlyph
    assert not set(letters) & set(joined)
    assert all(glyphs[ord(slot)] for slot in joined if slot != " ")


def test_arabic_is_printed_unjoined_rather_than_wrong_when_code_points_run_out():
    files = FAMILIES["paperarabic"]
    fonts = [PaperFont(f"spare-{file}", str(FONT_FOLDER / file)) for file in files]
    shaper = ArabicShaper(fonts)
    shaper._free = iter(())
    alone = shaper.shape("سلام")
    assert [fonts[0].letters[ord(slot)] for slot in alone] == list("سلام")


def test_phone_and_file_numbers_are_not_turned_round_among_arabic():
    text = "علی 02129/911-345 با 50-22/4711 و 02129 911-0 تا 12.11.2026"
    paper = printed(replace(SESSION, content=text, reason=text))
    for number in ("02129/911-345", "50-22/4711", "02129 911-0", "12.11.2026"):
        assert paper.text.count(number) >= 2


def test_what_no_font_has_becomes_a_visible_placeholder():
    paper = printed(replace(SESSION, content="A 王 \U0010ffff \ufbb2 Z"))
    assert "A � � � Z" in paper.text


def test_characters_that_no_paper_can_carry_do_not_stop_the_print():
    dirt = "\0\x1b\ud800\u200e\u200f\u202e\u2067\ufeff\ufe0f\u200d\x85\u2028"
    paper = printed(replace(SESSION, name=f"Ah{dirt}madi", content=f"vor{dirt}nach"))
    assert "madi" in paper.text
    assert "nach" in paper.text


@pytest.mark.parametrize("field", ["name", "reason", "content", "agreements", "interpreter"])
def test_markup_typed_by_a_user_is_printed_and_not_obeyed(field, listener):
    port, hits = listener
    markup = f"<script>x</script> <pdf:nextpage/> <img src=http://127.0.0.1:{port}/x> &amp;"
    paper = printed(replace(SESSION, **{field: markup}))
    assert re.sub(r"\s", "", markup) in re.sub(r"\s", "", paper.text)
    assert len(paper.pages) == 1
    assert hits == []


@pytest.mark.parametrize("address", ["http://127.0.0.1:{}/x.png", "file:///etc/hostname",
                                     "/etc/hostname", "http://localhost:{}/x"])  # fmt: skip
def test_nothing_is_fetched_from_network_or_disk(address, listener):
    port, hits = listener
    with pytest.raises(PdfError):
        html_to_pdf(f'<img src="{address.format(port)}">')
    logo = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{address.format(port)}"/></svg>'
    assert not is_printable_logo(logo.encode(), "image/svg+xml")
    assert hits == []


@pytest.mark.parametrize("html", ["<p>geheim 王</p>", '<p style="nonsense: 1">geheim</p>',
                                  '<img src="data:image/png;base64,geheim">'])  # fmt: skip
def test_a_warning_of_the_renderer_is_an_error_that_keeps_the_text_to_itself(html):
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    logging.getLogger().addHandler(handler)
    with pytest.raises(PdfError) as error:
        html_to_pdf(html)
    logging.getLogger().removeHandler(handler)
    assert not re.search("geheim|王", str(error.value) + log.getvalue())


def test_no_piece_of_a_paper_is_written_to_disk(monkeypatch):
    opened: list[str] = []
    create = os.open

    def watched(path: str, flags: int, *rest: int, **named: int) -> int:
        if flags & (os.O_CREAT | os.O_WRONLY | os.O_RDWR):
            opened.append(str(path))
        return create(path, flags, *rest, **named)

    monkeypatch.setattr(os, "open", watched)
    printed(replace(SESSION, content="lang " * 25_000))
    assert opened == []


def test_a_broken_logo_is_found_before_it_is_kept():
    assert is_printable_logo(LOGO, "image/svg+xml")
    assert not is_printable_logo(b"junk", "image/png")


@pytest.mark.parametrize("box", ["0 0 400 100", "0 0 50 200", "0 0 1 1000", "0 0 0 5"])
def test_a_logo_of_any_shape_leaves_room_for_the_letterhead(box):
    logo = LOGO.replace(b"<svg ", f'<svg viewBox="{box}" '.encode())
    assert "Stadt Haan" in printed(SESSION, replace(LETTERHEAD, logo=logo)).text


def test_the_hash_is_stable_and_follows_the_content():
    assert content_hash(SESSION) == content_hash(replace(SESSION))
    assert content_hash(SESSION) != content_hash(replace(SESSION, minutes=41))
    assert content_hash(AGREEMENT) != content_hash(replace(AGREEMENT, goals=(GOAL,)))
    assert re.fullmatch("[0-9a-f]{64}", content_hash(replace(SESSION, name="\ud800")))


def test_templates_and_german_words_agree():
    folder = Path(__file__).parent.parent / "report_templates"
    sources = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.html"))
    used = set(re.findall(r'_\("([^"]+)"\)', sources)) | {"o'clock"}
    by_value = {"Client", "Social worker", "Interpreting person", "Partner", *WORDS.values()}
    assert used <= set(GERMAN) <= used | by_value


def test_every_font_comes_with_its_licence():
    assert all((FONT_FOLDER / file).exists() for files in FAMILIES.values() for file in files)
    for licence in FONT_FOLDER.glob("OFL-*.txt"):
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence.read_text(encoding="utf-8")


def test_a_pdf_is_shown_in_the_browser_and_kept_by_nobody():
    response = pdf_response(b"%PDF", "protokoll.pdf")
    assert response.headers["Content-Disposition"] == "inline; filename=protokoll.pdf"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.mimetype == "application/pdf"

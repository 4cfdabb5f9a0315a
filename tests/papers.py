"""Sample papers, and a reader that tells what stands on a printed page and how large."""

import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time

import pypdf
from reportlab.pdfbase import pdfmetrics

from admin_views.pdf import render_paper
from models.reports.papers import (
    AgreedGoal,
    Agreement,
    Letterhead,
    Paper,
    Protocol,
    Signature,
    WhoDoesWhat,
)

MILLIMETRE = 72 / 25.4
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" width="6" height="7"><path d="M0 0H6V7Z"/></svg>'
LETTERHEAD = Letterhead(
    town="Stadt Haan",
    department="Amt für Soziales und Integration",
    street="Kaiserstraße 85",
    postcode="42781",
    town_line="Haan",
    phone="02129 911-0",
    logo=LOGO,
    logo_mime="image/svg+xml",
)
SESSION = Protocol(
    document_number="GP-2026-004711",
    name="Ahmadi, Zahra",
    held_on=date(2026, 11, 12),
    starts_at=time(14, 30),
    minutes=40,
    place="Kaiserstraße 10",
    kind="Sprechstunde",
    language="Dari",
    interpreter="Leila Rahimi",
    attendees=("Zahra Ahmadi", "Karin Weber", "Leila Rahimi"),
    reason="Wohnungssuche",
    since_last="Der Einstufungstest ist bestanden.",
    content="Der Bescheid liegt vor.\n\nDie Kaltmiete beträgt 412,50 €.",
    topics=("Beratung zum Wohnungsmarkt und/oder Begleitung zu Terminen",),
    agreements="Der Antrag auf Wohngeld wird gemeinsam gestellt.",
    steps=(WhoDoesWhat("SIM", "Wohngeldantrag vorbereiten", date(2026, 11, 19)),),
    next_appointment=datetime(2026, 11, 19, 10, 0),
    next_place="Kaiserstraße 10",
    handouts=("Merkblatt Wohngeld",),
    signatures=(
        Signature("Klientin", "Zahra Ahmadi"),
        Signature("SIM", "Karin Weber"),
        Signature("Dolmetscherin", "Leila Rahimi"),
    ),
)
GOAL = AgreedGoal(
    goal="Eigene Wohnung in Haan",
    starting_point="Drei Personen, zwei Räume.",
    target_date=date(2027, 5, 31),
    client_contribution="Besucht den Wohnungsführerschein.",
    office_contribution="Hilft beim WBS-Antrag.",
    partner_contribution="Vermittelt an Vermieter.",
    steps=(WhoDoesWhat("Frau Ahmadi", "WBS-Antrag ausfüllen", date(2026, 11, 30)),),
)
AGREEMENT = Agreement(
    document_number="ZV-2026-000815",
    name="Ahmadi, Zahra",
    agreed_on=date(2026, 11, 12),
    life_areas=("Wohnen", "Sprache"),
    goals=(GOAL, replace(GOAL, goal="Deutschprüfung B1", steps=())),
    signatures=SESSION.signatures[:2],
)


@dataclass(frozen=True)
class Print:
    """A printed paper: its pages as text, and every piece of text with size and right edge."""

    pages: list[str]
    sizes: list[float]
    right_edges: list[float]

    @property
    def text(self) -> str:
        return "\n".join(self.pages)

    @property
    def words(self) -> set[str]:
        return set(self.text.split())


def printed(paper: Paper, letterhead: Letterhead = LETTERHEAD) -> Print:
    is_protocol = isinstance(paper, Protocol)
    template = "counselling_session.html" if is_protocol else "goal_agreement.html"
    return read(render_paper(template, paper, letterhead))


def read(pdf: bytes) -> Print:
    pages: list[str] = []
    sizes: list[float] = []
    edges: list[float] = []

    def visit(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip():
            scale = abs(tm[3] * cm[3])
            sizes.append(size * scale)
            left = tm[4] * cm[0] + cm[4]
            width = pdfmetrics.stringWidth(text.strip(), "NotoSans-Regular", size * scale)
            edges.append(left + width)

    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        pages.append(page.extract_text(visitor_text=visit))
    return Print(pages, sizes, edges)


def words_in(text: str) -> set[str]:
    """Its words as they are copied from a page: signs that only join or part are left out."""
    bare = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return set(re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", bare)))


def missing(texts: Iterable[str], page: Print) -> set[str]:
    """The words of these texts that do not stand on the paper letter by letter."""
    return {word for text in texts for word in words_in(text)} - words_in(page.text)

"""Papers made of a few kinds of parts: forms to fill in, drafts, sheets for the file, letters.

A fact without a value is printed as a line to be filled in by hand.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from models.reports.papers import Paper, Signature

GAP = "_" * 18  # a missing fact within a sentence


@dataclass(frozen=True)
class Words:
    kind: ClassVar[str] = "words"
    text: str
    heading: str = ""
    is_urgent: bool = False


@dataclass(frozen=True)
class Facts:
    """Labels with their values, two beside each other where the paper is to be short."""

    kind: ClassVar[str] = "facts"
    rows: tuple[tuple[str, str], ...]
    heading: str = ""
    is_dense: bool = False


@dataclass(frozen=True)
class Grid:
    """A table; widths in millimetres, 165 together."""

    kind: ClassVar[str] = "grid"
    heading: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Ticks:
    """Boxes to be ticked by hand."""

    kind: ClassVar[str] = "ticks"
    items: tuple[str, ...]
    text: str = ""
    heading: str = ""


@dataclass(frozen=True)
class Ruled:
    """Empty lines to write on."""

    kind: ClassVar[str] = "ruled"
    heading: str
    lines: int = 3


@dataclass(frozen=True)
class Signed:
    kind: ClassVar[str] = "signed"
    people: tuple[Signature, ...]


Part = Words | Facts | Grid | Ticks | Ruled | Signed


@dataclass(frozen=True, kw_only=True)
class Sheet(Paper):
    """One paper; a mark, such as "draft", stands on each of its pages."""

    title: str
    parts: tuple[Part, ...]
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class LetterText:
    """A letter in one language; `papers` is what to bring, `direction` ltr or rtl."""

    language: str
    direction: str
    subject: str
    opening: tuple[str, ...]
    appointment: tuple[tuple[str, str], ...]
    ending: tuple[str, ...]
    bring: str
    papers: tuple[str, ...]
    closing: str


@dataclass(frozen=True, kw_only=True)
class ContactLetter(Paper):
    """Offer of advice and invitation, in German and in a second language beside it."""

    written_on: date
    recipient: tuple[str, ...]
    contact: tuple[tuple[str, str], ...]
    texts: tuple[LetterText, ...]
    sender: str


@dataclass(frozen=True, kw_only=True)
class WordSheet(Paper):
    """Every text of the papers in German and one other language, to be checked by a reader."""

    title: str
    request: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    closing: str

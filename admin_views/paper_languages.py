"""The languages that papers speak beside German: the delivered words, and the office's own.

A language is a file, `translations/<code>/papers.toml`; what the office corrected lies in the
database and goes before it. German leads on every paper.
"""

import functools
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from babel.dates import format_date, get_day_names
from flask import abort
from flask_babel import gettext
from sqlalchemy import select

from admin_views.paper_texts import GERMAN, texts
from admin_views.pdf_labels import GERMAN as FIXED
from admin_views.pdf_labels import OFFICE_ONLY
from models.base import db
from models.paper_word import PaperReview, PaperWord
from models.person import Person
from models.rules.wording import fingerprint, flattened

FOLDER = Path(__file__).parent.parent / "translations"
LETTER = "contact_letter"


@dataclass(frozen=True)
class Review:
    """Which native speaker has read the words, and when."""

    reviewer: str
    reviewed_on: date


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """One file of words, in the order of the German texts."""

    code: str
    name: str
    direction: str
    locale: str
    date: str = "full"
    weekdays: tuple[str, ...] = ()
    also: Mapping[str, str] = field(default_factory=dict)  # near languages: code and their days
    review: Review | None = None
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SecondLanguage:
    """What stands beside the German on a paper: words and days of the client's language."""

    code: str
    source: Delivered
    words: Mapping[str, str]
    own: frozenset[str] = frozenset()
    review: Review | None = None

    @property
    def direction(self) -> str:
        return self.source.direction

    @property
    def is_reviewed(self) -> bool:
        return self.review is not None

    def day(self, value: date | None) -> str:
        """A day with its weekday in words; empty where it is not known."""
        if value is None:
            return ""
        pattern, names = self.source.date, self.source.weekdays
        if names:
            pattern = pattern.replace("EEEE", f"'{names[value.weekday()]}'")
        locale = self.source.also.get(self.code, self.source.locale)
        return format_date(value, pattern, locale=locale).replace("\u202f", "\xa0")

    def weekday(self, number: int) -> str:
        """The name of a day of the week; 0 is Monday."""
        if self.source.weekdays:
            return self.source.weekdays[number]
        locale = self.source.also.get(self.code, self.source.locale)
        return str(get_day_names("wide", locale=locale)[number])

    def clock(self, value: datetime | None) -> str:
        return f"{value:%H:%M}" if value else ""

    def moment(self, value: datetime | None) -> str:
        comma = "، " if self.direction == "rtl" else ", "
        return f"{self.day(value)}{comma}{self.clock(value)}" if value else ""

    def letter(self) -> dict[str, Any]:
        """The words of the contact letter, nested as in the German file."""
        return {key: self._nested(key, entry) for key, entry in texts(LETTER).items()}

    def _nested(self, place: str, entry: Any) -> Any:
        if isinstance(entry, dict):
            return {key: self._nested(f"{place}.{key}", value) for key, value in entry.items()}
        if isinstance(entry, list):
            return [self._nested(f"{place}.{number}", one) for number, one in enumerate(entry)]
        return self.words.get(f"{LETTER}.{place}", entry)


@functools.cache
def german_texts() -> dict[str, str]:
    """Every text that needs a second language, by its name: fixed words, then the letter."""
    fixed = {name: text for name, text in FIXED.items() if name not in OFFICE_ONLY}
    return {**fixed, **flattened(texts(LETTER), LETTER)}


@functools.cache
def delivered() -> dict[str, Delivered]:
    """Every language that has a file, by its code."""
    files = sorted(FOLDER.glob("*/papers.toml"))
    return {path.parent.name: _read(path) for path in files}


def _read(path: Path) -> Delivered:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    review = told["review"]
    words = {**told["words"], **flattened(told[LETTER], LETTER)}
    return Delivered(
        code=path.parent.name,
        review=Review(review["reviewer"], date.fromisoformat(review["reviewed_on"]))
        if review["by_native_speaker"]
        else None,
        words={name: words[name] for name in german_texts() if name in words},
        **{**told["language"], "weekdays": tuple(told["language"].get("weekdays", ()))},
    )


@functools.cache
def sources() -> dict[str, str]:
    """Every code that a client's language may have, with the file whose words it takes."""
    files = delivered().values()
    near = {code: one.code for one in files for code in one.also}
    return {**{one.code: one.code for one in files}, **near}


def second_language(code: str) -> SecondLanguage:
    """The words as they are printed now; KeyError for a language without a file."""
    source = delivered()[sources()[code]]
    rows = select(PaperWord).where(PaperWord.language == source.code)
    wanted = select(PaperReview).where(PaperReview.language == source.code)
    own = {row.word: row.text for row in db.session.scalars(rows)}
    return _assembled(code, source, own, db.session.scalar(wanted))


def all_languages() -> list[SecondLanguage]:
    """Every language with its state, in two statements."""
    own: dict[str, dict[str, str]] = {}
    for row in db.session.scalars(select(PaperWord)):
        own.setdefault(row.language, {})[row.word] = row.text
    reviews = {row.language: row for row in db.session.scalars(select(PaperReview))}
    return [
        _assembled(code, source, own.get(code, {}), reviews.get(code))
        for code, source in delivered().items()
    ]


def _assembled(
    code: str, source: Delivered, own: Mapping[str, str], kept: PaperReview | None
) -> SecondLanguage:
    known = {name: text for name, text in own.items() if name in german_texts()}
    words = {**source.words, **known}
    review = None if known else source.review
    if kept is not None and kept.fingerprint == fingerprint(german_texts(), words):
        review = Review(kept.reviewer, kept.reviewed_on)
    return SecondLanguage(code, source, words, frozenset(known), review)


def frozen(spoken: SecondLanguage) -> str:
    """What an issued paper says in its second language from now on, as JSON."""
    review = spoken.review
    checked = [review.reviewer, review.reviewed_on.isoformat()] if review else None
    return json.dumps({"words": dict(spoken.words), "review": checked}, ensure_ascii=False)


def revived(code: str, kept: str) -> SecondLanguage:
    """The words that `frozen` kept, whatever was corrected since."""
    told = json.loads(kept)
    who, day = told["review"] or ("", "")
    review = Review(who, date.fromisoformat(day)) if day else None
    return SecondLanguage(code, delivered()[sources()[code]], told["words"], review=review)


def asked_language(code: str | None) -> SecondLanguage | None:
    """The language that an address asks for; none for German, 400 for one without words."""
    if not code or code == GERMAN:
        return None
    if code not in sources():
        abort(400, gettext("There are no words for papers in this language."))
    return second_language(code)


def languages_of_client(person: Person, spoken: str | None = None) -> list[str]:
    """Codes that have words: the language of the talk first, then those of the person."""
    codes = [spoken, *(one.language.code for one in person.languages)]
    return _with_words(codes)


def _with_words(codes: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(code for code in codes if code and code in sources()))

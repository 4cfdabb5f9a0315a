"""User's text on its way to paper: what is removed, kept together, or set right to left."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from markupsafe import Markup, escape

LEFT_TO_RIGHT_ISOLATE, RIGHT_TO_LEFT_ISOLATE, POP_ISOLATE = "\u2066", "\u2067", "\u2069"
ROW_LIMIT = 700  # letters: the renderer shrinks a table row that is taller than a page
LINE_LIMIT = 5_000  # letters: what the renderer needs grows with the square of a paragraph

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNPRINTABLE = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls
    "\ud800-\udfff"  # half of a surrogate pair
    "\u202a-\u202e\u2066-\u206f"  # typed direction overrides could forge what is read
    "\ufe00-\ufe0f\ufeff\U0001f3fb-\U0001f3ff\U000e0000-\U000e01ef"  # variants, tags
    "]"
)
_PRESENTATION_FORMS = re.compile("[\ufb00-\ufdfc\ufe70-\ufefc]+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_NUMBER_LIKE = re.compile(  # phone numbers, dates, file numbers, addresses of mail and web
    r"(?:\+|\b0)\d+(?:[ /.:()–-]+\d+)+|(?<![A-Za-z0-9])[A-Za-z0-9]+(?:[/.:@_–-]+[A-Za-z0-9]+)+"
)
_WORD = re.compile(r"\S+")


class Word(str):
    """A fixed word of a paper; `second` is the same in the client's language, if one is printed."""

    __slots__ = ("second",)
    second: str

    def __new__(cls, text: str, second: str = "") -> "Word":
        word = super().__new__(cls, text)
        word.second = second
        return word

    def numbered(self, number: int) -> "Word":
        return Word(f"{self} {number}", f"{self.second} {number}" if self.second else "")

    def with_remark(self, remark: "Word") -> "Word":
        both = f"{self.second} ({remark.second})" if self.second else ""
        return Word(f"{self} ({remark})", both)


@dataclass(frozen=True)
class Line:
    """One line of a note; `opens` means that a blank line stands before it."""

    html: Markup
    direction: str
    opens: bool


def clean(value: object) -> str:
    """The text without what no printer can print; letters stay as they were typed."""
    text = _LINE_ENDS.sub("\n", str(value))
    text = _UNPRINTABLE.sub("", text)
    text = _PRESENTATION_FORMS.sub(lambda m: unicodedata.normalize("NFKC", m.group()), text)
    return unicodedata.normalize("NFC", text)


def direction(text: str) -> str:
    """Either rtl or ltr, decided by the first letter that has a direction."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in {"R", "AL"}:
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def inline(value: object) -> Markup:
    """A short value on one line; a name written right to left moves nothing beside it."""
    return escape(_isolated(" ".join(clean(value).split())))


def second(value: object) -> str:
    """The same in the client's language; empty where nothing is printed beside the German."""
    return getattr(value, "second", "")


def both(value: object) -> str:
    """A fixed word and the same in the client's language on one line."""
    return f"{value} / {value.second}" if second(value) else str(value)


def pair(value: object) -> Markup:
    """A label and, less loud, the same in the client's language."""
    text = inline(value)
    if not second(value):
        return text
    return Markup('{} <span class="also">/ {}</span>').format(text, inline(second(value)))


def own_line(value: object) -> Markup:
    """A text that fills a paragraph of its own direction."""
    text = " ".join(clean(value).split())
    return escape(_numbers_kept(text) if _RIGHT_TO_LEFT.search(text) else text)


def apart(value: object) -> Markup:
    """A short value amid a text of whatever direction: it is turned round by nothing there."""
    text = " ".join(clean(value).split())
    return escape(_wrapped(text)) if text else Markup("")


def number(value: object) -> Markup:
    """Phone and document numbers: always read from left to right."""
    text = " ".join(clean(value).split())
    return escape(f"{LEFT_TO_RIGHT_ISOLATE}{text}{POP_ISOLATE}") if text else Markup("")


def lines(value: object) -> list[Line]:
    """A note, line by line; blank lines become a distance."""
    result: list[Line] = []
    opens = False
    for raw in clean(value).split("\n"):
        parts = pieces(raw, LINE_LIMIT)
        for text in parts:
            kept = _numbers_kept(text) if _RIGHT_TO_LEFT.search(text) else text
            result.append(Line(escape(kept), direction(text), opens))
            opens = False
        opens = bool(result) and not parts
    return result


def fact_rows(values: Iterable[str | tuple[str, ...]]) -> list[list[Markup]]:
    """Short values in as few table rows as fit; each, or each group, begins a line."""
    rows: list[list[Markup]] = []
    room = 0
    for value in values:
        group = value if isinstance(value, tuple) else (value,)
        text = " · ".join(_isolated(clean(part)) for part in group if part)
        for piece in pieces(text):
            if room < len(piece):
                rows.append([])
                room = ROW_LIMIT
            rows[-1].append(escape(piece))
            room -= len(piece) + 60  # about a line
    return rows or [[Markup("–")]]


def step_rows(who: str, what: str) -> list[tuple[Markup, Markup]]:
    """Who does what as table rows."""
    pairs = zip_longest(pieces(clean(who), ROW_LIMIT // 3), pieces(clean(what)), fillvalue="")
    return [(inline(left), inline(right)) for left, right in pairs] or [(Markup(), Markup())]


def pieces(text: str, limit: int = ROW_LIMIT) -> list[str]:
    """The text cut between words, or within a word that is too long itself."""
    result: list[str] = []
    for word in _short_words(text, limit):
        if result and len(result[-1]) + len(word) < limit:
            result[-1] += f" {word}"
        else:
            result.append(word)
    return result


def _short_words(text: str, limit: int) -> Iterator[str]:
    for match in _WORD.finditer(text):
        word = match.group()
        for start in range(0, len(word), limit):
            yield word[start : start + limit]


def _isolated(text: str) -> str:
    if not _RIGHT_TO_LEFT.search(text):
        return text
    return _wrapped(text)


def _wrapped(text: str) -> str:
    """In its own direction, which its first letter decides even where that is part of a number."""
    begin = RIGHT_TO_LEFT_ISOLATE if direction(text) == "rtl" else LEFT_TO_RIGHT_ISOLATE
    kept = _numbers_kept(text) if _RIGHT_TO_LEFT.search(text) else text
    return f"{begin}{kept}{POP_ISOLATE}"


def _numbers_kept(text: str) -> str:
    return _NUMBER_LIKE.sub(lambda m: f"{LEFT_TO_RIGHT_ISOLATE}{m.group()}{POP_ISOLATE}", text)

"""The text a spreadsheet puts on the clipboard: rows of cells, and numbers as people write them."""

import re

from models.rules.text import tidy

MOST_LETTERS = 1_000_000
MOST_ROWS = 5_000

_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"(?=[\t\n]|\Z)')
_PLAIN = re.compile(r"[^\t\n]*")
_BLANKS = re.compile("[\u00a0\u2007\u202f]")
_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff]")
_JOINERS = "\u200c\u200d"  # within a word they belong to it
_DASHES = re.compile("^[\u2212\u2013\u2010\u2011]|^(?P<sign>[+-])\\s+")
_BEHIND = re.compile(r"^(.*\d)\s*(?:€|EUR)?\s*[-\u2212\u2013]\s*(?:€|EUR)?$", re.DOTALL)
_MARKED = re.compile("^'(?=[=+\\-@])")  # as our own lists copy what a spreadsheet would run
_WHOLE = re.compile(r"([+-]?)(\d{1,3}(?:[. ]\d{3})+|\d+)(?:,0+)?")
_MIDNIGHT = re.compile(r"[ T]0{1,2}:00(:00)?(\.0+)?$")
_WEEKDAY = re.compile(r"^(mo|di|mi|do|fr|sa|so)[a-z]*\.?,?\s+(?=\d)", re.IGNORECASE)


def rows_of(text: str) -> list[list[str]]:
    """Rows of cells as Excel and LibreOffice write them; blank rows at the end are none.

    A cell is in quotation marks only for the sake of a tab, a line break or a quotation mark
    within; marks around anything else were typed by somebody and stay.
    """
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    rows: list[list[str]] = [[]]
    place = 0
    while place <= len(text):
        cell, place = _cell(text, place)
        rows[-1].append(clean(cell))
        if place < len(text) and text[place] == "\n":
            rows.append([])
        place += 1
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _cell(text: str, start: int) -> tuple[str, int]:
    """The cell that begins here, and where it ends."""
    if quoted := _QUOTED.match(text, start):
        inner = quoted[1]
        if any(mark in inner for mark in ("\t", "\n", '""')):
            return inner.replace('""', '"'), quoted.end()
    plain = _PLAIN.match(text, start)
    return (plain[0], plain.end()) if plain else ("", start)


def clean(text: str) -> str:
    """Without what nobody sees: marks of direction and of width, blanks that do not break."""
    plain = tidy(_UNSEEN.sub("", _BLANKS.sub(" ", text))).strip(_JOINERS).strip()
    return _MARKED.sub("", plain)


def number_text(text: str) -> str:
    """A number with its minus sign in front, however the sign was written: −5, 5-, – 5."""
    plain = _DASHES.sub(lambda found: found["sign"] or "-", text.strip()).strip()
    if behind := _BEHIND.match(plain):
        return f"-{behind[1]}"
    return re.sub(r"^-\s+", "-", plain)


def whole_text(text: str) -> str:
    """A whole number without the marks a spreadsheet shows it with: 1.234 or 12,00."""
    plain = number_text(text)
    found = _WHOLE.fullmatch(plain)
    return found[1] + re.sub(r"\D", "", found[2]) if found else plain


def line_text(text: str) -> str:
    """One line, as an input of one line would take it."""
    return re.sub(r"\s*\n\s*", " ", text)


def day_text(text: str) -> str:
    """A day without its weekday and without the midnight a spreadsheet adds."""
    return _WEEKDAY.sub("", _MIDNIGHT.sub("", text.strip()))

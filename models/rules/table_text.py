"""The text of a CSV file: which encoding it has, and what stands between its cells."""

import codecs
import csv
import io
import re

SEPARATORS = (";", ",", "\t", "|")
TRIED = 30  # rows by which the separator is judged
_SAID = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(content: bytes) -> str:
    """UTF-8 where it is that, else Windows-1252, else Latin-1, which takes every byte."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name, errors="replace")
    for name in ("utf-8", "cp1252"):
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def separator_of(start: str) -> tuple[str, int]:
    """The separator, and how many characters of a first line that names it are to be skipped.

    It is the one that parts most rows into equally many cells; a table of one column has none.
    """
    if said := _SAID.match(start):
        return said[1], said.end()
    return max(SEPARATORS, key=lambda mark: _fit(start, mark)), 0


def _fit(start: str, mark: str) -> tuple[float, int]:
    """How many rows have as many cells as the first one, and how many that are."""
    widths = []
    try:
        for cells in csv.reader(io.StringIO(start, newline=""), delimiter=mark):
            if any(cells):
                widths.append(len(cells))
            if len(widths) == TRIED:
                break
    except csv.Error:
        pass
    if not widths or widths[0] == 1:
        return 0.0, 0
    return sum(width == widths[0] for width in widths) / len(widths), widths[0]

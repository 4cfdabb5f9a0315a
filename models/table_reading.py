"""Tables from files of others: CSV and XLSX into rows of text, little at a time, nothing run.

Knows no table of the office. What cannot be read raises `Unreadable` with a sentence for the user.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from models.base import msg
from models.rules.table_text import decoded, separator_of
from models.rules.text import tidy
from models.unreadable import Unreadable
from models.xlsx_reading import OLD_SHEET, is_zip, sheet_rows

MOST_ROWS, MOST_COLUMNS = 50_000, 200
LONGEST_CELL = 100_000  # characters
LOOKED_AT = 64 * 1024  # characters of a CSV file by which its separator is found


@dataclass(frozen=True)
class Row:
    """A line of the table: its number as the spreadsheet counts, its cells, why it is unusable."""

    number: int
    cells: list[str]
    problem: str = ""


@dataclass(frozen=True)
class TableHead:
    """The headings, and the first rows as an example."""

    heads: list[str]
    examples: list[list[str]] = field(default_factory=list)


def rows_of(file: Path) -> Iterator[Row]:
    """All rows that say something, the headings first; blank rows are left out."""
    with _lines(file) as lines:
        width, count = 0, 0
        for number, cells, problem in lines:
            texts = [tidy(cell) for cell in cells]
            while texts and not texts[-1]:
                texts.pop()
            if not texts and not problem:
                continue
            count += 1
            if count > MOST_ROWS + 1:
                text = msg("The file has more than %(most)s rows. Divide it into several.")
                raise Unreadable(text, most=MOST_ROWS)
            if not width:
                width = _width_of(texts)
            problem = problem or _problem(texts, width)
            yield Row(number, (texts + [""] * width)[:width], problem)


def head_of(file: Path, examples: int = 3) -> TableHead:
    """Headings and first rows; raises Unreadable also where there is nothing under the heads."""
    rows = rows_of(file)
    found = [row.cells for row, _ in zip(rows, range(examples + 1), strict=False)]
    if not found:
        raise Unreadable(msg("The file is empty."))
    if len(found) == 1:
        raise Unreadable(msg("The file has headings only, and no row below them."))
    return TableHead(found[0], found[1:])


def _width_of(heads: Sequence[str]) -> int:
    if len(heads) > MOST_COLUMNS:
        raise Unreadable(msg("The file has more than %(most)s columns."), most=MOST_COLUMNS)
    return len(heads)


def _problem(texts: Sequence[str], width: int) -> str:
    if len(texts) > width:
        return msg("The row has more cells than there are headings.")
    if any(len(text) > LONGEST_CELL for text in texts):
        return msg("A cell is longer than 100,000 characters.")
    return ""


@contextmanager
def _lines(file: Path) -> Iterator[Iterator[tuple[int, Sequence[str], str]]]:
    with file.open("rb") as opened:
        start = opened.read(8)
    if not start:
        raise Unreadable(msg("The file is empty."))
    if start.startswith(OLD_SHEET):
        raise Unreadable(
            msg("This is an old Excel file (.xls) or a protected one. Save it as .xlsx or CSV.")
        )
    if is_zip(start):
        with sheet_rows(file) as sheet:
            yield sheet
        return
    yield _csv_lines(decoded(file.read_bytes()))


def _csv_lines(text: str) -> Iterator[tuple[int, Sequence[str], str]]:
    """Rows numbered as a spreadsheet counts them: a line break within quotes begins none."""
    if "\x00" in text[:LOOKED_AT]:
        raise Unreadable(msg("This is neither a CSV nor an Excel file."))
    skipped = 0
    mark, rest = separator_of(text[:LOOKED_AT])
    if rest:
        text, skipped = text[rest:], 1
    csv.field_size_limit(LONGEST_CELL * 10)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    number = skipped
    try:
        for cells in reader:
            number += 1
            yield number, cells, ""
    except csv.Error:
        text = msg("Row %(row)s cannot be read: most likely a quotation mark is not closed.")
        raise Unreadable(text, row=number + 1) from None

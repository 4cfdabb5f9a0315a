"""Rows into a file, CSV or XLSX: German conventions, no cell that could run, little memory."""

import csv
import io
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING

from models.later import later

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

xlsxwriter = later("xlsxwriter")

LONGEST_CELL = 32_767  # characters that Excel takes
DANGEROUS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
SENT_AS = {
    "pdf": "application/pdf",  # papers printed together
    "vcf": "text/vcard; charset=utf-8",
}
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MOST_ROWS = {"csv": 1_000_000, "xlsx": 1_048_575}  # a sheet has a line more, for the headings

Lines = Iterable[list[str]]


def harmless(text: str) -> str:
    """A cell that a spreadsheet would run as a formula is marked as text."""
    begins_oddly = text[:1] in ("\t", "\r", "\n") or text.lstrip().startswith(DANGEROUS)
    return f"'{text}" if begins_oddly else text


def fitting(text: str) -> str:
    """What is cut to fit into a cell shows it."""
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"


def write_csv(lines: Lines, file: IO[bytes], title: str, folder: Path) -> None:
    """Semicolons and a byte order mark, so that a German Excel opens it with a double click."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    try:
        for line in lines:
            writer.writerow([harmless(cell) for cell in line])
    finally:
        text.detach()  # the file is closed by whoever opened it


def write_xlsx(lines: Lines, file: IO[bytes], title: str, folder: Path) -> None:
    """All cells as text; what is written waits in the folder, not in memory."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with TemporaryDirectory(dir=folder) as waiting:
        book = xlsxwriter.Workbook(file, {**options, "tmpdir": waiting})
        try:
            _fill(book.add_worksheet(NOT_IN_A_SHEET_NAME.sub(" ", title)[:31]), lines)
        finally:
            book.close()


def _fill(sheet: "Worksheet", lines: Lines) -> None:
    for number, line in enumerate(lines):
        for column, cell in enumerate(line):
            sheet.write_string(number, column, fitting(harmless(cell)))
    sheet.freeze_panes(1, 1)


WRITERS: dict[str, Callable[[Lines, IO[bytes], str, Path], None]] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
}

"""The first sheet of an Excel file as rows of text: values, never formulas, and no bomb."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, time
from itertools import repeat
from pathlib import Path
from typing import Any

from models.base import msg
from models.later import later
from models.unreadable import Unreadable

openpyxl = later("openpyxl")

OLD_SHEET = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and .xlsx under a password
LARGEST_INSIDE = 300_000_000  # bytes of all parts unpacked
STRONGEST = 200  # times smaller than its content; tables reach about 30
SMALL = 1_000_000  # bytes unpacked; so little does no harm, however well it packs
PIECE = 1 << 16
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_ZEROS = re.compile(r"0+")

Line = tuple[int, Sequence[str], str]


def is_zip(start: bytes) -> bool:
    return start.startswith((b"PK\x03\x04", b"PK\x05\x06"))


@contextmanager
def sheet_rows(file: Path) -> Iterator[Iterator[Line]]:
    """Rows of the first visible sheet; raises Unreadable for what is no table of Excel."""
    has_formulas = _inspect(file)
    with ExitStack() as stack:
        try:
            values = _sheet(stack, file, data_only=True)
            formulas = _sheet(stack, file, data_only=False) if has_formulas else None
        except Unreadable:
            raise
        except Exception as fault:  # noqa: BLE001 - a broken file breaks in many ways
            raise Unreadable(NOT_EXCEL) from fault
        yield _rows(values, formulas)


NOT_EXCEL = msg("This Excel file is damaged, or it is no Excel file. Save it anew as .xlsx or CSV.")


def _inspect(file: Path) -> bool:
    """Whether there are formulas; raises Unreadable for bombs and for what is no workbook."""
    try:
        with zipfile.ZipFile(file) as book:
            parts = book.infolist()
            inside, packed = sum(part.file_size for part in parts), file.stat().st_size
            if inside > LARGEST_INSIDE or (inside > SMALL and inside > STRONGEST * packed):
                raise Unreadable(
                    msg("Unpacked, this Excel file is far too large. Save the table as CSV.")
                )
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names:
                raise Unreadable(
                    msg("This is no Excel file. Save the table as .xlsx or CSV and try again.")
                )
            found = [_looked_through(book, name) for name in sorted(names) if _is_text(name)]
            return any(found)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as fault:
        raise Unreadable(NOT_EXCEL) from fault


def _is_text(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _looked_through(book: zipfile.ZipFile, name: str) -> bool:
    """Whether a sheet has formulas; a part that declares entities of its own is refused."""
    is_sheet, found, before = name.startswith("xl/worksheets/"), False, b""
    with book.open(name) as part:
        while piece := part.read(PIECE):
            text = before + piece
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise Unreadable(NOT_EXCEL)
            found = found or (is_sheet and bool(_FORMULA.search(text)))
            before = piece[-16:]
    return found


def _sheet(stack: ExitStack, file: Path, *, data_only: bool) -> Any:
    opened = stack.enter_context(file.open("rb"))
    book = openpyxl.load_workbook(opened, read_only=True, data_only=data_only, keep_links=False)
    stack.callback(book.close)
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not visible:
        raise Unreadable(msg("The Excel file has no sheet."))
    visible[0].reset_dimensions()  # what the file says of its own size is often wrong
    return visible[0]


def _rows(values: Any, formulas: Any) -> Iterator[Line]:
    beside = repeat(()) if formulas is None else formulas.iter_rows()
    both = zip(values.iter_rows(), beside, strict=False)
    try:
        for number, (cells, written) in enumerate(both, 1):
            unknown = any(
                cell.value is None and has.data_type == "f"
                for cell, has in zip(cells, written, strict=False)
            )
            yield number, [_text(cell) for cell in cells], UNKNOWN if unknown else ""
    except Exception as fault:  # noqa: BLE001 - a broken file breaks in many ways
        raise Unreadable(NOT_EXCEL) from fault


UNKNOWN = msg("A formula has no result. Open and save the file in Excel, or paste it as a value.")


def _text(cell: Any) -> str:
    """The value as somebody in a German office would have typed it."""
    match cell.value:
        case None:
            return ""
        case bool():
            return "ja" if cell.value else "nein"
        case datetime() if cell.value.time() == time():
            return f"{cell.value:%d.%m.%Y}"
        case datetime():
            return f"{cell.value:%d.%m.%Y %H:%M}"
        case date():
            return f"{cell.value:%d.%m.%Y}"
        case time():
            return f"{cell.value:%H:%M}"
        case int():
            return _padded(str(cell.value), cell.number_format)
        case float() if cell.value.is_integer() and abs(cell.value) < 1e15:
            return _padded(str(int(cell.value)), cell.number_format)
        case float():
            return repr(cell.value).replace(".", ",")
    return str(cell.value)


def _padded(digits: str, number_format: str | None) -> str:
    """A postcode kept as a number shows its leading zeros by its format."""
    is_fixed = bool(number_format) and _ZEROS.fullmatch(str(number_format)) is not None
    return digits.zfill(len(str(number_format))) if is_fixed else digits

"""Lists as CSV and XLSX: what the screen shows, German conventions, no cell that could run."""

import csv
import io
import re
import tempfile
from collections.abc import Iterator
from typing import Any

import xlsxwriter
from flask import Response, abort
from flask_admin import expose
from flask_babel import gettext

from admin_views import formats
from admin_views.grid import ListState, conditions, count_of, page_of, visible_names
from admin_views.labels import field_label, typed_label
from admin_views.table_labels import plural
from models.acting import acting
from models.audit_entry import AuditAction, record_read
from models.permissions import Action

MOST_ROWS = 20_000
LONGEST_CELL = 32_767  # characters that Excel takes
DANGEROUS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def harmless(text: str) -> str:
    """A cell that a spreadsheet would run as a formula is marked as text."""
    begins_oddly = text[:1] in ("\t", "\r", "\n") or text.lstrip().startswith(DANGEROUS)
    return f"'{text}" if begins_oddly else text


def fitting(text: str) -> str:
    """What is cut to fit into a cell shows it."""
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"


def as_csv(rows: Iterator[list[str]]) -> bytes:
    """Semicolons and a byte order mark, so that a German Excel opens it with a double click."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterator[list[str]], title: str) -> bytes:
    """All cells as text; written to disk row by row, so that a large list needs little memory."""
    with tempfile.TemporaryFile() as file:
        book = xlsxwriter.Workbook(
            file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        sheet = book.add_worksheet(NOT_IN_A_SHEET_NAME.sub(" ", title)[:31])
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, fitting(harmless(cell)))
        sheet.freeze_panes(1, 1)
        book.close()
        file.seek(0)
        return file.read()


class ExportFile:
    """Mixin of RecordView: the list as a file."""

    @expose("/export/<export_type>/")
    def export(self, export_type: str) -> Response:
        if export_type not in TYPES:
            abort(404)
        state = self.list_state()
        try:
            where = conditions(self.model, state, self.open_filters(), self.open_search_relations())
        except ValueError:
            abort(400, gettext("A filter cannot be understood."))
        if count_of(self.model, where) > MOST_ROWS:
            abort(
                413,
                gettext(
                    "More than %(most)s rows. Narrow the list by a filter first.", most=MOST_ROWS
                ),
            )
        names = self.export_names(state)
        columns = {name: self.source(name) for name in names}
        count, rows = page_of(self.model, where, self.order(state), columns, 0, MOST_ROWS)
        self.record_export(export_type, count)
        lines = self._lines(names, rows)
        body = as_csv(lines) if export_type == "csv" else as_xlsx(lines, str(plural(self.model)))
        response = Response(body, mimetype=None, content_type=TYPES[export_type])
        name = f"{self.model.__tablename__}-{acting().today:%Y-%m-%d}.{export_type}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def export_names(self, state: ListState) -> list[str]:
        """The columns of the list, each followed by what stands below it, if that has a name."""
        shown: dict[str, None] = {}
        for name in state.columns or self.column_list:
            below = self.second_lines.get(name, name)
            shown |= dict.fromkeys([name] if typed_label(below) == below else [name, below])
        wanted = list(shown) if state.columns else self.column_export_list or list(shown)
        return visible_names(self.model, wanted, Action.EXPORT)

    def record_export(self, kind: str, count: int) -> None:
        record_read(AuditAction.EXPORTED, self.model.__tablename__, None, detail=f"{kind}, {count}")

    def _lines(self, names: list[str], rows: list[Any]) -> Iterator[list[str]]:
        yield [str(field_label(self.model, name)) for name in names]
        for row in rows:
            yield [self._export_text(name, row) for name in names]

    def _export_text(self, name: str, row: Any) -> str:
        value = getattr(row, name)
        if name in formats.EUROS | formats.SQUARE_METRES and value is not None:
            return formats.amount(value)
        return self.cell_text(name, value, row)

"""The rows of a list as HTML, drawn in one go.

A page of 50 rows has more than a thousand texts; a template makes an object of each, which took
a third of the page's time. Every text goes through `safe`.
"""

from collections.abc import Sequence
from html import escape
from typing import Any

from markupsafe import Markup

from admin_views.grid import GridCell, GridColumn, GridRow

SHORT_NAME, SHORT_TEXT = 31, 23  # letters that stay on one line


def safe(text: Any) -> str:
    """A text as it may stand in a page; what is HTML already stays as it is."""
    return text if isinstance(text, Markup) else escape(str(text))


def table_rows(
    rows: Sequence[GridRow],
    columns: Sequence[GridColumn],
    has_acts: bool,
    select_row: str = "",
    is_sheet: bool = False,
) -> Markup:
    """The rows, each to be picked where `select_row` says how that is called.

    Those of a sheet carry their key, for the script that types into them.
    """
    labels = [safe(column.label) for column in columns[1:]]
    pick = safe(select_row)
    drawn = [
        f"{_open(row, is_sheet)}{_pick(pick, row) if pick else ''}{_head(row)}"
        f"{''.join(map(_cell, labels, row.cells[1:]))}{_acts(row) if has_acts else ''}</tr>"
        for row in rows
    ]
    return Markup("\n".join(drawn))  # noqa: S704 - every text in it went through `safe`


def _open(row: GridRow, is_sheet: bool) -> str:
    return f'<tr data-id="{row.id}">' if is_sheet else "<tr>"


def _pick(label: str, row: GridRow) -> str:
    return (
        f'<td class="pick"><label><span class="vh">{label}: {safe(row.cells[0].text)}</span>'
        f'<input type="checkbox" name="ids" value="{row.id}" form="bulk"></label></td>'
    )


def _head(row: GridRow) -> str:
    """The name, which leads to the record."""
    text, small, *_ = row.cells[0]
    look = ' class="short"' if len(text) < SHORT_NAME else ""
    name = safe(text)
    if row.url:
        name = f'<a class="row" href="{safe(row.url)}">{name or "–"}</a>'
    return f'<th scope="row"{look}>{name}{f"<small>{safe(small)}</small>" if small else ""}</th>'


def _cell(label: str, cell: GridCell) -> str:
    text, small, tone, is_numeric, small_tone = cell
    look = ' class="n"' if is_numeric else ' class="short"' if len(text) < SHORT_TEXT else ""
    inner = ""
    if tone:
        inner = f'<span class="tag {tone}">{safe(text)}</span>'
    elif text:
        inner = f"<span>{safe(text)}</span>"
    if small:
        shade = f' class="{small_tone}-text"' if small_tone else ""
        inner += f"<small{shade}>{safe(small)}</small>"
    return f'<td data-label="{label}"{look}>{inner}</td>'


def _acts(row: GridRow) -> str:
    links = "".join(f'<a href="{safe(url)}">{safe(label)}</a>' for label, url in row.acts)
    buttons = "".join(
        f'<button class="btn small" form="row-post" formaction="{safe(url)}">{safe(label)}'
        f'<span class="vh">: {safe(row.cells[0].text)}</span></button>'
        for label, url in row.posts
    )
    return f'<td class="row-acts">{links}{buttons}</td>'

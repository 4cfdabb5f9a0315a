"""The list page of a table: address in, grid out."""

from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from functools import partial
from typing import Any

from flask import Response, flash, make_response
from flask_admin import expose
from sqlalchemy import ColumnElement, Row, true

from admin_views import formats
from admin_views.counts import Count
from admin_views.due import due_cell
from admin_views.enum_labels import TONES
from admin_views.filters import Filter
from admin_views.grid import (
    Grid,
    GridCell,
    GridColumn,
    GridRow,
    ListState,
    sort_key,
    source_of,
    visible_names,
)
from admin_views.labels import field_label
from admin_views.page_reading import MANY, PageReading
from admin_views.paging import Page, Pages, SortKey, sealed_mark
from admin_views.rows import table_rows
from admin_views.table_labels import plural, singular
from admin_views.words import gettext
from models.acting import acting
from models.permissions import Action
from models.search_sql import indexed

MOST_SOURCES = 200  # columns of one table, kept for the days and languages asked for


class ListPage(PageReading):
    """Mixin of RecordView: the list."""

    @expose("/")
    def index_view(self) -> Response:
        state = self.list_state()
        filters = self.open_filters()
        names = self.shown_names(state)
        asked, way, status = state, indexed, 200
        try:
            count = self._count(state, filters)
        except ValueError as mistake:
            flash(gettext("A filter cannot be understood: %(why)s", why=str(mistake)), "error")
            asked, status = replace(state, values=()), 400
            count = self._count(asked, filters)
        else:
            if state.search and count.number > MANY and self._pairs(state)[0][0] == "title":
                way = self._way(state, count.number)
        page = self.read_page(self._wanted(asked, filters, way), state, names, way)
        grid = self.grid(state, filters, names, count, page)
        has_acts = any(row.acts or row.posts for row in grid.rows)
        pick = gettext("Select row") if grid.bulk else ""
        rows = table_rows(grid.rows, grid.columns, has_acts, pick, grid.sheet is not None)
        html = self.render("list.html", grid=grid, has_acts=has_acts, rows_html=rows)
        return make_response(html, status)

    def source(self, name: str) -> ColumnElement[Any]:
        """Where the column comes from; built once for a day, a language and the rights it obeys."""
        someone = acting()
        place = (name, someone.today, someone.language, someone.roles, someone.own_ids)
        found = self._sources.get(place)
        if found is None:
            if len(self._sources) > MOST_SOURCES:
                self._sources.clear()
            found = self._sources[place] = source_of(self.model, name, self.column_sources)
        return found

    def sort_keys(self, state: ListState) -> list[SortKey]:
        """The wished or usual order."""
        pairs = self._pairs(state)
        return [sort_key(self.model, name, self.source(name), down) for name, down in pairs]

    def _pairs(self, state: ListState) -> list[tuple[str, bool]]:
        return [(state.sort, state.is_descending)] if state.sort else self.usual_order()

    def usual_order(self) -> list[tuple[str, bool]]:
        """By columns that the acting person may read: the order of a list tells their values."""
        names = [name for name, _ in self.column_default_sort]
        seen = visible_names(self.model, names)
        return [pair for pair in self.column_default_sort if pair[0] in seen] or [("id", False)]

    def order(self, state: ListState) -> list[ColumnElement[Any]]:
        """The same, always ended by the key so that no row is shown twice."""
        return Pages(self.model, true(), self.sort_keys(state), state.size).order()

    def grid(
        self, state: ListState, filters: list[Filter], names: list[str], count: Count, page: Page
    ) -> Grid:
        first = state.page * state.size
        previous_url, next_url = self._neighbours(state, page)
        return Grid(
            title=plural(self.model),
            group=self.category,
            columns=[self._column(state, name) for name in names],
            rows=self._rows(names, page.rows),
            count=count.number,
            is_count_capped=count.is_more,
            first=first + 1 if page.rows else 0,
            last=first + len(page.rows),
            previous_url=previous_url,
            next_url=next_url,
            create_url=self.get_url(".create_view") if self.may(Action.CREATE) else None,
            create_label=gettext("Add: %(what)s", what=str(singular(self.model))),
            empty_text=self._empty_text(state),
            acts=self.list_acts(),
            bulk=self.bulk_bar(state, count.number),
            sheet=self.sheet(state, names) if page.rows else None,
            layout=self.layout_bar(state),
            **self.bar(state, filters),
        )

    def list_acts(self) -> list[tuple[str, str]]:
        """Further pages of a view, beside its list: label and address."""
        return []

    def _neighbours(self, state: ListState, page: Page) -> tuple[str | None, str | None]:
        """The addresses of the pages before and after this one; the first needs no mark."""
        before = after = ""
        if page.marks:
            order = self._order_name(state)
            before = sealed_mark(order, page.marks[0]) if state.page > 1 else ""
            after = sealed_mark(order, page.marks[1]) if page.has_more else ""
        previous_url = self.url_of(state, page=state.page - 1, before=before)
        next_url = self.url_of(state, page=state.page + 1, after=after)
        return previous_url if state.page else None, next_url if page.has_more else None

    def _empty_text(self, state: ListState) -> str:
        if state.search or state.values:
            return gettext(
                "Nothing fits this search. Take off a filter or search for fewer letters."
            )
        has_way_out = self.may(Action.CREATE)
        return str(self.empty_text) if has_way_out else gettext("There is nothing here yet.")

    def _column(self, state: ListState, name: str) -> GridColumn:
        sorted_by, down = self._pairs(state)[0]
        is_sorted = sorted_by == name
        can_sort = name in self.sortable()
        return GridColumn(
            name=name,
            label=field_label(self.model, name),
            is_numeric=self._is_numeric(name),
            sort_url=self.url_of(state, page=0, sort=name, is_descending=is_sorted and not down)
            if can_sort
            else None,
            sort_state=("descending" if down else "ascending") if is_sorted else None,
            width=self.layout().widths.get(name),
        )

    def _is_numeric(self, name: str) -> bool:
        return formats.has_unit(name) or name in self.numeric_columns

    def _rows(self, names: list[str], rows: list[Row[Any]]) -> list[GridRow]:
        target = ".details_view" if self.can_view_details else ".edit_view"
        address = self.get_url(target, id="0").removesuffix("0")
        acts = self.row_acts()
        drawers = [self._drawer(name) for name in names]
        return [
            GridRow(
                id=row.id,
                url=f"{address}{row.id}",
                cells=[draw(row) for draw in drawers],
                acts=[(label, url.replace("/0/", f"/{row.id}/")) for label, url in acts],
                posts=self.row_posts(row),
            )
            for row in rows
        ]

    def _drawer(self, name: str) -> Callable[[Row[Any]], GridCell]:
        """How the cells of a column are made: as the view says them, or quickly from the value."""
        is_numeric = self._is_numeric(name)
        told = (*self.relative_days, *self.second_lines, *(self.says_more or ()))
        if self.says_more is None or name in told:
            return partial(self._placed, name, is_numeric)
        return partial(_plain_cell, name, is_numeric)

    def row_acts(self) -> list[tuple[Any, str]]:
        """Links at the end of each row: label and address, with /0/ where the row's number goes."""
        return []

    def row_posts(self, row: Row[Any]) -> list[tuple[Any, str]]:
        """Buttons at the end of this row that change something at once: label and address."""
        return []

    def _placed(self, name: str, is_numeric: bool, row: Row[Any]) -> GridCell:
        cell: GridCell = self.cell(name, row)
        return cell._replace(is_numeric=True) if is_numeric else cell

    def cell(self, name: str, row: Row[Any]) -> GridCell:
        value = getattr(row, name)
        if name in self.relative_days and value is not None and not self.is_settled(name, row):
            return due_cell(value, acting().today, self.relative_days[name])
        text, tone = self.cell_text(name, value, row), self.tone(name, value)
        below = self.second_lines.get(name)
        if below is None:
            return GridCell(text, "", tone)
        beside = getattr(row, below, None)
        small = self.small_text(below, beside)
        return GridCell(text, small, tone, small_tone=self.small_tone(below, beside))

    def is_settled(self, name: str, row: Row[Any]) -> bool:
        """Whether nothing is to be done about this day any more, so that it is just a date."""
        return False

    def cell_text(self, name: str, value: Any, row: Row[Any]) -> str:
        """The text of one cell; views override it for columns that say more than their value."""
        return formats.show(value, name)

    def small_text(self, name: str, value: Any) -> str:
        """The second, grey line of a cell."""
        return formats.show(value, name)

    def small_tone(self, name: str, value: Any) -> str:
        return ""

    def tone(self, name: str, value: Any) -> str:
        return TONES.get(value, "") if isinstance(value, Enum) else ""


def _plain_cell(name: str, is_numeric: bool, row: Row[Any]) -> GridCell:
    value = getattr(row, name)
    tone = TONES.get(value, "") if isinstance(value, Enum) else ""
    return GridCell(formats.show(value, name), "", tone, is_numeric)

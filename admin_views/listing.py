"""The list page of a table: address in, grid out."""

from collections.abc import Sequence
from typing import Any

from flask import Response, flash, make_response
from flask_admin import expose
from flask_babel import gettext
from sqlalchemy import ColumnElement, Row

from admin_views import formats
from admin_views.due import due_cell
from admin_views.enum_labels import TONES
from admin_views.filters import Filter
from admin_views.grid import (
    Grid,
    GridCell,
    GridColumn,
    GridRow,
    ListState,
    conditions,
    order_of,
    page_of,
    source_of,
    visible_names,
)
from admin_views.labels import field_label
from admin_views.table_labels import plural, singular
from models.acting import acting
from models.permissions import Action


class ListPage:
    """Mixin of RecordView: the list."""

    @expose("/")
    def index_view(self) -> Response:
        state = self.list_state()
        filters = self.open_filters()
        names = self.shown_names(state)
        status = 200
        try:
            where = conditions(self.model, state, filters, self.open_search_relations())
        except ValueError as mistake:
            flash(gettext("A filter cannot be understood: %(why)s", why=str(mistake)), "error")
            where = conditions(
                self.model, ListState(search=state.search), filters, self.open_search_relations()
            )
            status = 400
        count, rows = self.read_page(where, state, names)
        grid = self.grid(state, filters, names, count, rows)
        return make_response(self.render("list.html", grid=grid), status)

    def read_page(
        self, where: ColumnElement[bool], state: ListState, names: Sequence[str]
    ) -> tuple[int, list[Row[Any]]]:
        """The rows of one page; a page beyond the end shows nothing rather than an error."""
        beside = (*filter(None, map(self.second_lines.get, names)), *self.row_needs)
        wanted = dict.fromkeys((*names, *visible_names(self.model, beside)))
        columns = {name: self.source(name) for name in wanted}
        offset = state.page * state.size
        return page_of(self.model, where, self.order(state), columns, offset, state.size)

    def source(self, name: str) -> ColumnElement[Any]:
        return source_of(self.model, name, self.column_sources)

    def order(self, state: ListState) -> list[ColumnElement[Any]]:
        """The wished or usual order, always ended by the key so that no row is shown twice."""
        if state.sort:
            pairs = [(state.sort, state.is_descending)]
        else:
            pairs = list(self.column_default_sort)
        ordered = [order_of(self.model, name, self.source(name), down) for name, down in pairs]
        return [*ordered, self.model.id.desc() if pairs[0][1] else self.model.id.asc()]

    def grid(
        self,
        state: ListState,
        filters: list[Filter],
        names: list[str],
        count: int,
        rows: list[Row[Any]],
    ) -> Grid:
        first = state.page * state.size
        more = first + state.size < count
        return Grid(
            title=plural(self.model),
            group=self.category,
            columns=[self._column(state, name) for name in names],
            rows=self._rows(names, rows),
            count=count,
            first=first + 1 if rows else 0,
            last=first + len(rows),
            previous_url=self.url_of(state, page=state.page - 1) if state.page else None,
            next_url=self.url_of(state, page=state.page + 1) if more else None,
            create_url=self.get_url(".create_view") if self.may(Action.CREATE) else None,
            create_label=gettext("Add: %(what)s", what=str(singular(self.model))),
            empty_text=self._empty_text(state),
            acts=self.list_acts(),
            bulk=self.bulk_bar(state, count),
            **self.bar(state, filters),
        )

    def list_acts(self) -> list[tuple[str, str]]:
        """Further pages of a view, beside its list: label and address."""
        return []

    def _empty_text(self, state: ListState) -> str:
        if state.search or state.values:
            return gettext(
                "Nothing fits this search. Take off a filter or search for fewer letters."
            )
        has_way_out = self.may(Action.CREATE)
        return str(self.empty_text) if has_way_out else gettext("There is nothing here yet.")

    def _column(self, state: ListState, name: str) -> GridColumn:
        is_sorted = state.sort == name or (
            not state.sort and self.column_default_sort[0][0] == name
        )
        down = state.is_descending if state.sort else self.column_default_sort[0][1]
        can_sort = name in self.sortable()
        return GridColumn(
            name=name,
            label=field_label(self.model, name),
            is_numeric=self._is_numeric(name),
            sort_url=self.url_of(state, page=0, sort=name, is_descending=is_sorted and not down)
            if can_sort
            else None,
            sort_state=("descending" if down else "ascending") if is_sorted else None,
        )

    def _is_numeric(self, name: str) -> bool:
        return formats.is_number(name) or name in self.numeric_columns

    def _rows(self, names: list[str], rows: list[Row[Any]]) -> list[GridRow]:
        target = ".details_view" if self.can_view_details else ".edit_view"
        address = self.get_url(target, id="0").removesuffix("0")
        acts = self.row_acts()
        return [
            GridRow(
                id=row.id,
                url=f"{address}{row.id}",
                cells=[self.cell(name, row) for name in names],
                acts=[(label, url.replace("/0/", f"/{row.id}/")) for label, url in acts],
            )
            for row in rows
        ]

    def row_acts(self) -> list[tuple[Any, str]]:
        """Links at the end of each row: label and address, with /0/ where the row's number goes."""
        return []

    def cell(self, name: str, row: Row[Any]) -> GridCell:
        value = getattr(row, name)
        if name in self.relative_days and value is not None and not self.is_settled(name, row):
            return due_cell(value, acting().today, self.relative_days[name])
        below = self.second_lines.get(name, "")
        beside = getattr(row, below, None) if below else None
        return GridCell(
            self.cell_text(name, value, row),
            self.small_text(below, beside) if below else "",
            self.tone(name, value),
            self._is_numeric(name),
            self.small_tone(below, beside) if below else "",
        )

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
        return TONES.get(value, "") if hasattr(value, "name") else ""

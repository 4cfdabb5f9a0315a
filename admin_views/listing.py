"""The list page of a table: address in, grid out."""

from collections.abc import Sequence
from typing import Any

from flask import Response, abort, flash, make_response, request
from flask_admin import expose
from flask_babel import gettext
from sqlalchemy import ColumnElement, Row

from admin_views import formats
from admin_views.enum_labels import TONES
from admin_views.filters import Filter
from admin_views.grid import (
    Chip,
    FilterField,
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
from models.permissions import Action
from models.rules.text import tidy
from models.search import LONGEST_SEARCH

LAST_PAGE = 1_000_000


class ListPage:
    """Mixin of RecordView: the list."""

    @expose("/")
    def index_view(self) -> Response:
        state = self.list_state()
        filters = self.open_filters()
        names = self.list_names()
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
        second = {small for name in names for small in [self.second_lines.get(name)] if small}
        wanted = dict.fromkeys((*names, *visible_names(self.model, sorted(second))))
        columns = {name: self.source(name) for name in wanted}
        offset = state.page * self.page_size
        return page_of(self.model, where, self.order(state), columns, offset, self.page_size)

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

    def list_state(self) -> ListState:
        """Read the address; what cannot be a page or a column is answered with 400."""
        page = request.args.get("page", "0")
        if not page.isdecimal() or len(page) > 7 or int(page) > LAST_PAGE:
            abort(400, gettext("This page does not exist."))
        sort = request.args.get("sort", "")
        if sort and (sort not in self.sortable() or sort not in visible_names(self.model, [sort])):
            abort(400, gettext("The list cannot be sorted by this."))
        values = tuple(
            (item.name, value)
            for item in self.open_filters()
            if (value := tidy(request.args.get(item.name, ""))[:LONGEST_SEARCH])
        )
        search = tidy(request.args.get("search", ""))[:LONGEST_SEARCH] if self.has_search() else ""
        return ListState(int(page), sort, request.args.get("desc") == "1", search, values)

    def list_names(self) -> list[str]:
        """The columns of the list that the acting person may read."""
        return visible_names(self.model, self.column_list)

    def sortable(self) -> tuple[str, ...]:
        return tuple(name for name in self.column_list if name not in self.unsortable)

    def open_filters(self) -> list[Filter]:
        """Filters over columns that the acting person may read."""
        return [
            item
            for item in self._office_filters
            if visible_names(self.model, [item.column or item.name])
        ]

    def open_search_relations(self) -> list[str]:
        return visible_names(self.model, self.search_relations)

    def grid(
        self,
        state: ListState,
        filters: list[Filter],
        names: list[str],
        count: int,
        rows: list[Row[Any]],
    ) -> Grid:
        first = state.page * self.page_size
        more = first + self.page_size < count
        return Grid(
            title=plural(self.model),
            group=self.category,
            columns=[self._column(state, name) for name in names],
            rows=self._rows(names, rows),
            count=count,
            first=first + 1 if rows else 0,
            last=first + len(rows),
            previous_url=self._url(state, page=state.page - 1) if state.page else None,
            next_url=self._url(state, page=state.page + 1) if more else None,
            search=state.search,
            search_placeholder=gettext("Search this list"),
            has_search=self.has_search(),
            filters=self._filter_fields(state, filters),
            chips=self._chips(state, filters),
            clear_url=self._url(ListState(sort=state.sort, is_descending=state.is_descending)),
            create_url=self.get_url(".create_view") if self.may(Action.CREATE) else None,
            create_label=gettext("Add: %(what)s", what=str(singular(self.model))),
            exports=self._exports(state),
            list_url=self.get_url(".index_view"),
            hidden=self._hidden(state, filters),
            empty_text=self._empty_text(state),
        )

    def has_search(self) -> bool:
        return bool(
            self.model.search_fields or self.search_relations or hasattr(self.model, "search_text")
        )

    def _url(self, state: ListState, **changes: Any) -> str:
        return self.get_url(".index_view", **state.arguments(**changes))

    def _exports(self, state: ListState) -> list[tuple[str, str]]:
        if not self.may(Action.EXPORT):
            return []
        wish = state.arguments(page=0)
        return [
            (kind.upper(), self.get_url(".export", export_type=kind, **wish))
            for kind in ("csv", "xlsx")
        ]

    def _empty_text(self, state: ListState) -> str:
        if state.search or state.values:
            return gettext(
                "Nothing fits this search. Take off a filter or search for fewer letters."
            )
        return gettext("There is nothing here yet.")

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
            sort_url=self._url(state, page=0, sort=name, is_descending=is_sorted and not down)
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
        small_name = self.second_lines.get(name)
        small = self.small_text(small_name, getattr(row, small_name, None)) if small_name else ""
        return GridCell(
            self.cell_text(name, value, row), small, self.tone(name, value), self._is_numeric(name)
        )

    def cell_text(self, name: str, value: Any, row: Row[Any]) -> str:
        """The text of one cell; views override it for columns that say more than their value."""
        return formats.show(value, name)

    def small_text(self, name: str, value: Any) -> str:
        """The second, grey line of a cell."""
        return formats.show(value, name)

    def tone(self, name: str, value: Any) -> str:
        return TONES.get(value, "") if hasattr(value, "name") else ""

    def _filter_fields(self, state: ListState, filters: list[Filter]) -> list[FilterField]:
        values = dict(state.values)
        return [
            FilterField(
                item.name,
                self._filter_label(item),
                item.kind,
                item.options(),
                values.get(item.name, ""),
            )
            for item in filters
            if item.kind != "hidden"
        ]

    @staticmethod
    def _hidden(state: ListState, filters: list[Filter]) -> list[tuple[str, str]]:
        """What a new search keeps though it has no field: the order, and whose rows these are."""
        silent = {item.name for item in filters if item.kind == "hidden"}
        kept = tuple((name, value) for name, value in state.values if name in silent)
        return list(state.arguments(page=0, search="", values=kept).items())

    def _filter_label(self, item: Filter) -> str:
        if item.kind != "date":
            return str(item.label)
        if item.name.endswith("_to"):
            return gettext("%(what)s until", what=str(item.label))
        return gettext("%(what)s from", what=str(item.label))

    def _chips(self, state: ListState, filters: list[Filter]) -> list[Chip]:
        chips = []
        for item in filters:
            value = dict(state.values).get(item.name)
            if value:
                others = tuple(pair for pair in state.values if pair[0] != item.name)
                chips.append(
                    Chip(
                        f"{item.label}: {self._shown(item, value)}",
                        self._url(state, page=0, values=others),
                    )
                )
        return chips

    def _shown(self, item: Filter, value: str) -> str:
        try:
            return item.shown_in(self.model, value)
        except ValueError:
            return value

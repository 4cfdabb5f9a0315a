"""What stands around the rows of a list: search, filters, chips, columns, sizes, files."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from flask import request

from admin_views.filters import Filter
from admin_views.grid import SIZES, Chip, ColumnChoice, FilterField, ListState, SizeChoice
from admin_views.labels import field_label
from admin_views.words import gettext
from models.permissions import Action
from models.rules.columns import in_order


class ListBar:
    """Mixin of RecordView: the bar above the rows and the choices below them."""

    def url_of(self, state: ListState, **changes: Any) -> str:
        """The address of this list as the state has it, with changes."""
        arguments = state.arguments(**changes)
        return self._list_url() + (f"?{urlencode(arguments)}" if arguments else "")

    def _list_url(self) -> str:
        return f"{request.script_root}{self.url}/"

    def bar(self, state: ListState, filters: list[Filter]) -> dict[str, Any]:
        """The parts of the grid that do not depend on its rows."""
        return {
            "search": state.search,
            "search_placeholder": gettext("Search this list"),
            "has_search": self.has_search(),
            "filters": self._filter_fields(state, filters),
            "chips": self._chips(state, filters),
            "clear_url": self.url_of(state, page=0, search="", values=()),
            "exports": self._exports(state),
            "import_url": self.import_url(),
            "list_url": self._list_url(),
            "hidden": self._hidden(state, filters),
            "column_choices": self._column_choices(state),
            "column_hidden": list(state.arguments(page=0, columns=()).items()),
            "usual_columns_url": self.url_of(state, columns=()) if state.columns else None,
            "sizes": self._sizes(state),
            "views": self.view_bar(state),
        }

    def _exports(self, state: ListState) -> list[tuple[str, str]]:
        if not self.may(Action.EXPORT):
            return []
        wish = urlencode(self.as_shown(state).arguments(page=0))
        return [
            (kind.upper(), f"{self.get_url('.export', export_type=kind)}{wish and '?'}{wish}")
            for kind in ("csv", "xlsx")
        ]

    def _column_choices(self, state: ListState) -> list[ColumnChoice]:
        """All but the first column, which names the record and always stays."""
        shown = self.shown_names(state)
        return [
            ColumnChoice(name, field_label(self.model, name), name in shown)
            for name in in_order(self.open_columns(), shown)[1:]
        ]

    def _sizes(self, state: ListState) -> list[SizeChoice]:
        return [
            SizeChoice(rows, None if rows == state.size else self.url_of(state, page=0, size=rows))
            for rows in SIZES
        ]

    def _filter_fields(self, state: ListState, filters: list[Filter]) -> list[FilterField]:
        values = dict(state.values)
        return [
            FilterField(
                item.name,
                self._filter_label(item),
                item.kind,
                item.options(),
                values.get(item.name, ""),
                item.takes_me(self.model),
            )
            for item in filters
            if item.kind != "hidden"
        ]

    @staticmethod
    def _hidden(state: ListState, filters: list[Filter]) -> list[tuple[str, str]]:
        """What a new search keeps though it has no field: order, columns, whose rows these are."""
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
        values = dict(state.values)
        return [
            Chip(
                f"{item.label}: {self._shown(item, values[item.name])}",
                self.url_of(
                    replace(state, page=0),
                    values=tuple(pair for pair in state.values if pair[0] != item.name),
                ),
            )
            for item in filters
            if item.name in values
        ]

    def _shown(self, item: Filter, value: str) -> str:
        try:
            return item.shown_in(self.model, value)
        except ValueError:
            return value

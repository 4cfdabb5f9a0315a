"""What a list may be asked for, and what its address does ask for."""

from flask import abort, request
from sqlalchemy import ColumnElement
from werkzeug.datastructures import MultiDict

from admin_views.filters import Filter
from admin_views.grid import SIZES, USUAL_SIZE, ListState, conditions, visible_names
from admin_views.words import gettext
from models.rules.text import tidy, whole_number
from models.search import LONGEST_SEARCH

LAST_PAGE = 1_000_000
LONGEST_MARK = 2_000  # characters


class ListAddress:
    """Mixin of RecordView: from the address to a `ListState`, within the rights of the reader."""

    def list_state(self) -> ListState:
        """Read the address; what cannot be a page or a column is answered with 400."""
        opened = self.opened_view()
        if opened is not None:
            return opened
        sort = request.args.get("sort", "")
        if sort and not self.may_sort_by(sort):
            abort(400, gettext("The list cannot be sorted by this."))
        search = tidy(request.args.get("search", ""))[:LONGEST_SEARCH] if self.has_search() else ""
        view = wished_view()
        usual = self.list_names() if view else self.my_names()
        return ListState(
            page=wished_page(),
            sort=sort,
            is_descending=request.args.get("desc") == "1",
            search=search,
            values=self.wished_values(request.args),
            columns=self.wished_columns(request.args.getlist("cols"), usual),
            size=wished_size(),
            view=view,
            after=request.args.get("after", "")[:LONGEST_MARK],
            before=request.args.get("before", "")[:LONGEST_MARK],
        )

    def may_sort_by(self, name: str) -> bool:
        return name in self.sortable() and name in visible_names(self.model, [name])

    def wished_values(self, args: MultiDict[str, str]) -> tuple[tuple[str, str], ...]:
        """What the open filters are asked for."""
        return tuple(
            (item.name, value)
            for item in self.open_filters()
            if (value := tidy(args.get(item.name, ""))[:LONGEST_SEARCH])
        )

    def wished_columns(self, wishes: list[str], usual: list[str]) -> tuple[str, ...]:
        """In the order of the wish, the first one always; none where they are the usual ones.

        Columns out of reach are left out without a word, so that an address can be passed on.
        """
        names = self.open_columns()
        wish = [name for part in wishes for name in part.split(".") if name in names]
        if not wish:
            return ()
        chosen = [*dict.fromkeys((names[0], *wish))]
        return () if chosen == usual else tuple(chosen)

    def list_names(self) -> list[str]:
        """The usual columns of the list that the acting person may read."""
        return visible_names(self.model, self.column_list)

    def open_columns(self) -> list[str]:
        """All columns that the acting person may choose, in the office's order."""
        return visible_names(self.model, (*self.column_list, *self.more_columns))

    def shown_names(self, state: ListState) -> list[str]:
        """Those chosen, or the usual ones: of a saved view as usual, else in one's own order."""
        return list(state.columns) or (self.list_names() if state.view else self.my_names())

    def sortable(self) -> tuple[str, ...]:
        return (*self.column_list, *self.more_columns)

    def open_filters(self) -> list[Filter]:
        """Filters over columns that the acting person may read."""
        return [
            item
            for item in self._office_filters
            if visible_names(self.model, [item.column or item.name])
        ]

    def open_search_relations(self) -> list[str]:
        return visible_names(self.model, self.search_relations)

    def wanted_rows(self, state: ListState) -> ColumnElement[bool]:
        """What the list is narrowed to; 400 where a filter makes no sense."""
        try:
            return conditions(self.model, state, self.open_filters(), self.open_search_relations())
        except ValueError:
            abort(400, gettext("A filter cannot be understood."))

    def has_search(self) -> bool:
        return bool(
            self.model.search_fields or self.search_relations or hasattr(self.model, "search_text")
        )


def wished_page() -> int:
    """The page, counted from 0."""
    page = request.args.get("page", "0")
    if not page.isdecimal() or len(page) > 7 or int(page) > LAST_PAGE:
        abort(400, gettext("This page does not exist."))
    return int(page)


def wished_size() -> int:
    """How many rows a page shall have."""
    size = request.args.get("size", str(USUAL_SIZE))
    if size not in map(str, SIZES):
        abort(400, gettext("A page of the list has 25, 50 or 100 rows."))
    return int(size)


def wished_view(name: str = "view") -> int:
    """The number of the saved view that the list began from; 0: none."""
    return whole_number(request.args.get(name)) or 0

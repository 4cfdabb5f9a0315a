"""Which rows stand on a page of a list: how they are found soonest, by statements made once."""

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, and_, true

from admin_views.counts import Count, counts
from admin_views.filters import Filter
from admin_views.grid import ListState, conditions, visible_names
from admin_views.paging import Mark, Page, Pages, read_mark
from models.acting import acting
from models.base import Record
from models.own_definitions import own_fields
from models.search import Searchable, all_found, marked, read_parts
from models.search_sql import indexed, looked_at, walked
from models.told import Asked, Marks, made_with_marks

MANY = 1_000  # found: a page of them is sooner read in the order of the list
MOST_FIRST_PAGES = 30  # statements of one table, kept for those who opened it last
Wanted = Callable[[], ColumnElement[bool]]


class PageReading:
    """Mixin of the list."""

    model: type[Record]

    def _wanted(self, state: ListState, filters: list[Filter], way: type[indexed]) -> Wanted:
        """What the rows must fulfil, made where no statement is kept that says so already."""
        relations = self.open_search_relations()
        return partial(conditions, self.model, state, filters, relations, way)

    def _count(self, state: ListState, filters: list[Filter]) -> Count:
        """Raises ValueError where a filter cannot be understood."""
        wanted = self._wanted(state, filters, indexed)
        return counts.count(self.model, wanted, (state.search, state.values))

    def _way(self, state: ListState, found: int) -> type[indexed]:
        """How a page of many rows is found soonest: with an index, or by looking at each row.

        The index names all rows found; of the others, so many are looked at as there are beside
        those of the page, each of which takes about eight times as long as to name one.
        """
        start = self._start(state)
        is_near = isinstance(start, Mark) or start < MANY
        in_vain = 8 * state.size * counts.highest(self.model) // found
        return looked_at if is_near and in_vain < found else walked

    def read_page(
        self, where: Wanted, state: ListState, names: Sequence[str], way: type[indexed] = indexed
    ) -> Page:
        """The rows of one page; a page beyond the end shows nothing rather than an error."""
        beside = (*filter(None, map(self.second_lines.get, names)), *self.row_needs)
        columns = list(dict.fromkeys((*names, *visible_names(self.model, beside))))
        start, marks = self._start(state), Marks()
        parts = marked(read_parts(state.search), marks) if state.search else ()
        if start or state.values or (state.search and not (parts and self._has_own_words())):
            return self._pages(where(), state).read(self._sources_named(columns), start)
        own = own_fields(self.model.__tablename__)
        shown = tuple(
            (name, own[name].id, own[name].kind) if name in own else name for name in columns
        )
        order = tuple(self._pairs(state))
        place = (acting().reader, shown, order, state.size, parts, way)
        asked = self._first_pages.get(place)
        if asked is None:
            asked = self._first_page(parts, way, state, columns)
            self._keep_page(place, asked)
        told = asked.values(marks.words)
        return self._pages(true(), state).page_of(asked.statement, start, told)

    def _has_own_words(self) -> bool:
        """Whether a search looks into these records alone."""
        return issubclass(self.model, Searchable) and not self.open_search_relations()

    def _sources_named(self, names: Sequence[str]) -> dict[str, ColumnElement[Any]]:
        return {name: self.source(name) for name in names}

    def _pages(self, where: ColumnElement[bool], state: ListState) -> Pages:
        return Pages(self.model, where, self.sort_keys(state), state.size)

    def _first_page(
        self, parts: Sequence[Any], way: type[indexed], state: ListState, names: Sequence[str]
    ) -> Asked:
        """A list as it is opened, or searched for words of this shape."""

        def make() -> Any:
            where = self.model.visible_to(acting())
            if parts:
                where = and_(where, all_found(self.model, parts, way))
            return self._pages(where, state).statement(self._sources_named(names), 0)

        return made_with_marks(make)

    def _keep_page(self, place: Hashable, asked: Asked) -> None:
        """Making a statement takes as long as asking it."""
        if len(self._first_pages) > MOST_FIRST_PAGES:
            self._first_pages.clear()
        self._first_pages[place] = asked

    def _start(self, state: ListState) -> int | Mark:
        """Where the page begins: at the mark of the row next to it, else behind so many rows."""
        mark = None
        if state.page and (state.after or state.before):
            order = self._order_name(state)
            mark = read_mark(order, state.after or state.before, is_backward=not state.after)
        return mark or state.page * state.size

    def _order_name(self, state: ListState) -> str:
        pairs = (f"{name}{'-' if is_down else '+'}" for name, is_down in self._pairs(state))
        return " ".join([self.endpoint, *pairs])

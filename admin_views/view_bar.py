"""The views of a list as tabs above it, and whether the open one was changed."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import flash, request
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from admin_views.grid import SIZES, USUAL_SIZE, ListState
from admin_views.view_shelf import NamedView, forget_views, views_of
from models.acting import acting
from models.permissions import Action, DataClass
from models.rules.text import whole_number

ORDER_AND_SHAPE = frozenset({"sort", "desc", "cols", "size"})


@dataclass(frozen=True)
class ViewTab:
    id: int
    label: Any
    url: str
    is_current: bool
    is_shared: bool


@dataclass(frozen=True)
class ViewBar:
    """The tabs, and what may be done with the view that is open."""

    tabs: list[ViewTab]
    table: str
    query: str
    current: NamedView | None
    is_changed: bool
    is_cut: bool
    may_change: bool
    may_share: bool


class ListViews:
    """Mixin of RecordView: saved views."""

    def opened_view(self) -> ListState | None:
        """What the address `?open=7` asks for; None: nothing, or a view that is no more."""
        wish = request.args.get("open", "")
        if not wish:
            return None
        number = whole_number(wish)
        view = self._view(number) if number else None
        if view is None:
            flash(gettext("This view was deleted, or it is not yours. All rows are shown."), "info")
            return None
        return replace(self.view_state(view.query), view=view.id)

    def view_state(self, query: str) -> ListState:
        """What a saved view asks for, as far as the reader may ask for it."""
        args = MultiDict(parse_qsl(query[:2000]))
        sort = args.get("sort", "")
        size = args.get("size", "")
        return ListState(
            sort=sort if self.may_sort_by(sort) else "",
            is_descending=args.get("desc") == "1" and self.may_sort_by(sort),
            values=tuple(
                (name, value) for name, value in self.wished_values(args) if name in self._askable()
            ),
            columns=self.wished_columns(args.getlist("cols"), self.list_names()),
            size=int(size) if size in map(str, SIZES) else USUAL_SIZE,
        )

    def query_of(self, state: ListState, beside: str = "") -> str:
        """What is kept of a list under a name: no page, no search words, no record's key.

        `beside`: a former query, whose filters stay where the acting person cannot see them.
        """
        open_names = self._askable()
        asked = ListState(
            sort=state.sort,
            is_descending=state.is_descending,
            values=tuple(pair for pair in state.values if pair[0] in open_names),
            columns=state.columns,
            size=state.size,
        )
        kept = {name: value for name, value in parse_qsl(beside) if self._is_cut(name)}
        return urlencode({**asked.arguments(), **kept})

    def view_bar(self, state: ListState) -> ViewBar | None:
        """None where a list is too small for views: one without filters."""
        if not self._askable():
            return None
        query = self.query_of(self.as_shown(state))
        current = self._view(state.view) if state.view else None
        kept = self.query_of(self.view_state(current.query)) if current else ""
        keeps_team_views = acting().may(Action.UPDATE, DataClass.SHARED_VIEW)
        return ViewBar(
            tabs=self._tabs(current),
            table=self.endpoint,
            query=query,
            current=current,
            is_changed=current is not None and query != kept,
            is_cut=current is not None
            and any(self._is_cut(name) for name, _ in parse_qsl(current.query)),
            may_change=current is not None and (keeps_team_views or not current.is_shared),
            may_share=keeps_team_views,
        )

    def _tabs(self, current: NamedView | None) -> list[ViewTab]:
        index = self.get_url(".index_view")
        everything = ViewTab(0, gettext("All"), index, current is None, False)
        return [everything] + [
            ViewTab(view.id, view.name, f"{index}?open={view.id}", view is current, view.is_shared)
            for view in views_of(self.endpoint)
        ]

    def _view(self, number: int) -> NamedView | None:
        """A view of this list within reach; what another process just saved is looked for anew."""
        known = next((view for view in views_of(self.endpoint) if view.id == number), None)
        if known is None:
            forget_views()
            known = next((view for view in views_of(self.endpoint) if view.id == number), None)
        return known

    def _askable(self) -> set[str]:
        """Names of the filters that a view may hold: those with a field of their own."""
        return {item.name for item in self.open_filters() if item.kind != "hidden"}

    def _is_cut(self, name: str) -> bool:
        return name not in ORDER_AND_SHAPE and name not in self._askable()

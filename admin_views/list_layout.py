"""The columns of a list as its reader likes them: order and widths, kept for them alone."""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Response, abort, jsonify, redirect, request, session
from flask_admin import expose
from flask_admin.helpers import get_redirect_target
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from admin_views.grid import ListState
from admin_views.words import gettext
from models.acting import acting
from models.base import db
from models.list_layout import ListLayout
from models.rules.columns import NARROWEST, WIDEST, in_order

KEEP_FOR = 30.0  # seconds, so that several browsers of one person agree soon
MOST = 200  # readers remembered; more than an office has
MARK = "columns"  # in the session: renewed with each change, so that no process shows the former


@dataclass(frozen=True)
class Layout:
    """Of one list; empty: as the office has it."""

    order: tuple[str, ...] = ()
    widths: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class LayoutBar:
    """What the page tells its script: where to keep, and where a changed order leads.

    `order_url` is empty where the order is one's own, which is kept; elsewhere it stands in the
    address, as do the columns of a saved view.
    """

    url: str
    order_url: str
    is_own: bool


USUAL = Layout()
_shelf: dict[tuple[int, str], tuple[float, dict[str, Layout]]] = {}


class LayoutPages:
    """Mixin of RecordView: columns in one's own order and width."""

    def layout(self) -> Layout:
        return _layouts().get(self.endpoint, USUAL)

    def my_names(self) -> list[str]:
        """The usual columns in the reader's own order."""
        return in_order(self.list_names(), self.layout().order)

    def as_shown(self, state: ListState) -> ListState:
        """The same with its columns named, where they stand in an order of one's own."""
        names = self.shown_names(state)
        is_usual = bool(state.columns) or names == self.list_names()
        return state if is_usual else state.with_columns(tuple(names))

    def layout_bar(self, state: ListState) -> LayoutBar:
        """What the script of the columns needs."""
        is_mine = not state.columns and not state.view
        here = "" if is_mine else self.url_of(state, columns=())
        return LayoutBar(self.get_url(".save_layout"), here, self.layout() != USUAL)

    @expose("/columns/", methods=("POST",))
    def save_layout(self) -> Response:
        """Keep order and widths as they were sent, or go back to how the office has them."""
        if request.form.get("reset"):
            self._keep_layout((), {})
            return redirect(get_redirect_target() or self.get_url(".index_view"))
        order, widths = self._sent_layout()
        now = self.layout()
        kept = {**now.widths, **widths}
        self._keep_layout(
            now.order if order is None else order,
            {name: width for name, width in kept.items() if width},
        )
        return jsonify(kept=True)

    def _sent_layout(self) -> tuple[tuple[str, ...] | None, dict[str, int]]:
        """400 for a column that is none of this list's, or a width that is none."""
        sent = request.get_json(silent=True)
        if not isinstance(sent, dict):
            abort(400)
        order, widths = sent.get("order"), sent.get("widths", {})
        if not isinstance(order, list | None) or not isinstance(widths, dict):
            abort(400)
        named = {*map(str, order or ()), *widths}
        if not named <= set(self.open_columns()) or not all(map(_is_width, widths.values())):
            abort(400, gettext("The list has no such column."))
        return None if order is None else tuple(map(str, order)), widths

    def _keep_layout(self, order: tuple[str, ...], widths: dict[str, Any]) -> None:
        """Two tabs at once: the first stands."""
        place = {"owner_id": acting().staff_id, "table_name": self.endpoint}
        kept = db.session.scalar(select(ListLayout).filter_by(**place))
        if kept is None:
            kept = ListLayout(**place)
            db.session.add(kept)
        kept.keep(() if list(order) == self.list_names() else order, widths)
        if not kept.columns and not kept.widths:
            db.session.delete(kept) if kept.id else db.session.expunge(kept)
        try:
            db.session.commit()
        except (IntegrityError, StaleDataError):
            db.session.rollback()
        session[MARK] = secrets.token_hex(4)


def _is_width(value: Any) -> bool:
    """0 takes the width off again."""
    return type(value) is int and (value == 0 or NARROWEST <= value <= WIDEST)


def _layouts() -> dict[str, Layout]:
    """All of the reader's, read in one statement and kept for a short while."""
    someone = acting()
    if someone.staff_id is None:
        return {}
    place = (someone.staff_id, session.get(MARK, ""))
    read_at, found = _shelf.get(place, (float("-inf"), {}))
    if time.monotonic() - read_at > KEEP_FOR:
        rows = db.session.scalars(select(ListLayout).where(ListLayout.visible_to(someone)))
        found = {row.table_name: Layout(row.order, row.pixels) for row in rows}
        if len(_shelf) > MOST:
            _shelf.clear()
        _shelf[place] = (time.monotonic(), found)
    return found

"""The saved views that somebody sees, read in one statement and kept for a short while."""

import time
from dataclasses import dataclass

from flask import request
from sqlalchemy import select

from models.acting import acting
from models.base import db
from models.saved_view import SavedView

KEEP_FOR = 30.0  # seconds, so that several server processes agree soon
MOST = 200  # readers remembered; more than an office has


@dataclass(frozen=True)
class NamedView:
    """A saved view as lists and menu need it."""

    id: int
    table_name: str
    name: str
    query: str
    is_shared: bool


class _Shelf:
    """What was read last for each reader, and when."""

    def __init__(self) -> None:
        self.views: dict[int, tuple[float, tuple[NamedView, ...]]] = {}


_shelf = _Shelf()


def views_in_reach() -> tuple[NamedView, ...]:
    """One's own views, then the team's, the oldest first."""
    someone = acting()
    if someone.staff_id is None:
        return ()
    read_at, views = _shelf.views.get(someone.staff_id, (float("-inf"), ()))
    if time.monotonic() - read_at > KEEP_FOR:
        views = _read()
        if len(_shelf.views) > MOST:
            _shelf.views.clear()
        _shelf.views[someone.staff_id] = (time.monotonic(), views)
    return views


def _read() -> tuple[NamedView, ...]:
    model = SavedView
    wanted = (
        select(model.id, model.table_name, model.name, model.query, model.is_shared)
        .where(model.visible_to(acting()))
        .order_by(model.is_shared, model.id)
    )
    return tuple(NamedView(*row) for row in db.session.execute(wanted))


def views_of(table_name: str) -> list[NamedView]:
    return [view for view in views_in_reach() if view.table_name == table_name]


def forget_views() -> None:
    """Read the views anew next time."""
    _shelf.views.clear()


@dataclass(frozen=True)
class ViewLink:
    """A view in the menu."""

    label: str
    url: str
    is_current: bool


def opened_view() -> str | None:
    """The number of the view that the address names."""
    return request.args.get("open") or request.args.get("view")


def menu_links(table_name: str, url: str, is_current: bool) -> list[ViewLink]:
    """Below each list one's own views, below the open one the team's as well."""
    return [
        ViewLink(view.name, f"{url}?open={view.id}", is_current and opened_view() == str(view.id))
        for view in views_of(table_name)
        if is_current or not view.is_shared
    ]

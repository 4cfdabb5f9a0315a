"""The gate in front of every page: which right a route needs, and what happens without it."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, TypeVar

from flask import Response, abort, redirect, request, url_for
from flask_admin import BaseView
from flask_login import current_user

from models.acting import acting
from models.audit_entry import AuditAction, record_read
from models.base import Record
from models.permissions import Access, Action, DataClass

Route = TypeVar("Route", bound=Callable[..., Any])

# Routes of every grid; what is not named here or marked by `needs` is refused to everybody.
STANDARD_ROUTES: dict[str, Action] = {
    "index_view": Action.READ,
    "details_view": Action.READ,
    "state_reason": Action.READ,
    "history_view": Action.READ,
    "restore_value": Action.UPDATE,
    "ajax_lookup": Action.READ,
    "create_view": Action.CREATE,
    "edit_view": Action.UPDATE,
    "bulk": Action.UPDATE,
    "cells": Action.UPDATE,
    "cell_choices": Action.UPDATE,
    "save_cells": Action.UPDATE,
    "undo_cells": Action.UPDATE,
    "check_paste": Action.UPDATE,
    "write_paste": Action.UPDATE,
    "record_panel": Action.READ,
    "sheet_steps": Action.UPDATE,
    "new_row": Action.CREATE,
    "save_layout": Action.READ,
    "create_draft": Action.CREATE,
    "edit_draft": Action.UPDATE,
    "delete_view": Action.DELETE,
    "export": Action.EXPORT,
}
# Routes of Flask-Admin that we do not offer: editing without right, mass actions without questions.
CLOSED_ROUTES = frozenset({"ajax_update", "action_view"})
# Routes that show many records: a reason is stated for one record, so it opens none of them.
LIST_ROUTES = frozenset({"index_view", "export", "ajax_lookup", "save_layout"})
# Pages without a grid behind them: those of nobody in particular, and those of whoever signed in.
PUBLIC_ENDPOINTS = frozenset(
    {
        "calendar_feed.events",  # what the office tells to everybody
        "calendar_feed.feed",  # its address is the secret
        "start",
        "static",
        "statement.page",
        "town.style",
        "screen_language.switch",
        "security.login",
        "security.logout",
    }
)
STAFF_ENDPOINTS = frozenset({"admin.index"})


def needs(action: Action, data_class: DataClass) -> Callable[[Route], Route]:
    """Declare the right that a route of one's own needs."""

    def mark(route: Route) -> Route:
        route.needed_right = (action, data_class)
        return route

    return mark


class Gate:
    """Closed by default: signed in, with the right for this very route, or not at all."""

    model: ClassVar[type[Record] | None] = None

    def right_of(self, route: str) -> tuple[Action, DataClass] | None:
        """The right a route needs; None where nobody may."""
        marked = getattr(getattr(type(self), route, None), "needed_right", None)
        if marked is not None:
            return marked
        if route in CLOSED_ROUTES or route not in STANDARD_ROUTES:
            return None
        return STANDARD_ROUTES[route], self.class_for(STANDARD_ROUTES[route])

    def class_for(self, action: Action) -> DataClass:
        """Reading and taking out begin with the least; changing needs the table's own class."""
        if action in (Action.READ, Action.EXPORT):
            return self.model.access_class
        return self.model.data_class

    def access_to(self, route: str) -> Access:
        right = self.right_of(route)
        answer = Access.NO if right is None else acting().access(right[1], right[0])
        if answer is Access.WITH_REASON and route in LIST_ROUTES:
            return Access.NO
        return answer

    def may(self, action: Action) -> bool:
        return acting().may(action, self.class_for(action))

    def keep_for_later(self, route: str) -> None:
        """What a form sent after the sign-in ran out; views with forms keep it."""

    def is_accessible(self) -> bool:
        return self.may(Action.READ)

    def _handle_view(self, name: str, **kwargs: Any) -> Response | None:
        if not current_user.is_authenticated:
            self.keep_for_later(name)
            return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
        if self.access_to(name) is Access.NO:
            refuse(self.model)
        return None


class StaffPage(Gate, BaseView):
    """A page of whoever signed in and has a role; it stands elsewhere than in the menu."""

    def is_accessible(self) -> bool:
        return bool(acting().roles)

    def is_visible(self) -> bool:
        return False


def refuse_undeclared(views: Sequence[Any]) -> None:
    """Refuse a request to a page that neither a grid guards nor this file names."""
    endpoint = request.endpoint
    if endpoint is None or endpoint in PUBLIC_ENDPOINTS | STAFF_ENDPOINTS:
        return
    guarded = {view.endpoint for view in views if isinstance(view, Gate)}
    if endpoint.rpartition(".")[0] not in guarded:
        abort(403)


def refuse(model: type[Record] | None = None, record_id: int | None = None) -> None:
    """Note the attempt and answer 403."""
    table = model.__tablename__ if model else None
    record_read(AuditAction.REFUSED, table, record_id, detail=request.endpoint)
    abort(403)

"""Saved views: kept, overwritten, renamed, shared and dropped from the list they belong to."""

from typing import Any

from flask import Response, abort, flash, redirect, request
from flask_admin import BaseView, expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from admin_views.list_state import ListAddress
from admin_views.rights import Gate, needs, refuse
from admin_views.view_shelf import forget_views
from models.acting import acting
from models.base import RulesBroken, db
from models.permissions import Access, Action, DataClass
from models.rules.text import tidy
from models.saved_view import SavedView

LARGEST_KEY = 1_000_000_000


class SavedViewPages(Gate, BaseView):
    """The acts behind the views of all lists; the lists themselves show the views."""

    model = SavedView

    def __init__(self) -> None:
        super().__init__(name=_("Saved views"), endpoint="saved_view", url="/admin/saved_view")

    def is_visible(self) -> bool:
        """Views stand below their list."""
        return False

    @expose("/", methods=("POST",))
    @needs(Action.CREATE, DataClass.VIEW)
    def keep(self) -> Response:
        """Save what the list shows now under a name; sent twice, it is there once."""
        grid = self._grid(request.form.get("table", ""))
        query = grid.query_of(grid.view_state(request.form.get("query", "")))
        view = SavedView(
            owner_id=acting().staff_id,
            table_name=grid.endpoint,
            name=tidy(request.form.get("name", "")),
            query=query,
            is_shared=bool(request.form.get("is_shared")),
        )
        if view.is_shared and not acting().may(Action.CREATE, DataClass.SHARED_VIEW):
            refuse(self.model)
        known = self._twin(view)
        if known is not None:
            return self._back(known)
        db.session.add(view)
        return self._save(view, gettext("The view “%(name)s” was saved.", name=view.name))

    @expose("/<int:id>/overwrite", methods=("POST",))
    @needs(Action.UPDATE, DataClass.VIEW)
    def overwrite(self, id: int) -> Response:
        view = self._changeable(id)
        grid = self._grid(view.table_name)
        new = grid.view_state(request.form.get("query", ""))
        view.query = grid.query_of(new, beside=view.query)
        return self._save(view, gettext("The view “%(name)s” was saved.", name=view.name))

    @expose("/<int:id>/rename", methods=("POST",))
    @needs(Action.UPDATE, DataClass.VIEW)
    def rename(self, id: int) -> Response:
        view = self._changeable(id)
        view.name = tidy(request.form.get("name", ""))
        return self._save(view, gettext("The view is now called “%(name)s”.", name=view.name))

    @expose("/<int:id>/share", methods=("POST",))
    @needs(Action.CREATE, DataClass.SHARED_VIEW)
    def share(self, id: int) -> Response:
        view = self._changeable(id)
        view.share()
        return self._save(view, gettext("The team now sees “%(name)s”.", name=view.name))

    @expose("/<int:id>/take-back", methods=("POST",))
    @needs(Action.UPDATE, DataClass.SHARED_VIEW)
    def take_back(self, id: int) -> Response:
        view = self._changeable(id)
        view.take_back(acting().staff_id)
        return self._save(view, gettext("“%(name)s” is your own view again.", name=view.name))

    @expose("/<int:id>/delete", methods=("POST",))
    @needs(Action.DELETE, DataClass.VIEW)
    def delete(self, id: int) -> Response:
        view = self._changeable(id)
        db.session.delete(view)
        db.session.commit()
        forget_views()
        flash(gettext("The view “%(name)s” was deleted.", name=view.name), "success")
        return redirect(self.get_url(f"{view.table_name}.index_view"))

    def _grid(self, table: str) -> Any:
        """The list of this table, if the acting person may open it."""
        grids = {view.endpoint: view for view in self.admin._views if isinstance(view, ListAddress)}
        if table not in grids:
            abort(404)
        if grids[table].access_to("index_view") is not Access.YES:
            refuse(self.model)
        return grids[table]

    def _changeable(self, id: int) -> SavedView:
        """The view of this number; others' views do not exist, the team's are the lead's."""
        wanted = select(SavedView).where(
            SavedView.id == min(id, LARGEST_KEY), SavedView.visible_to(acting())
        )
        view = db.session.scalar(wanted)
        if view is None:
            abort(404)
        if not view.may_be_changed_by(acting()):
            refuse(self.model, view.id)
        return view

    def _twin(self, view: SavedView) -> SavedView | None:
        """The same view saved by the same person before: a second click on the button."""
        return db.session.scalar(
            select(SavedView).filter_by(
                owner_id=view.owner_id,
                table_name=view.table_name,
                name=view.name,
                query=view.query,
                is_shared=view.is_shared,
            )
        )

    def _save(self, view: SavedView, done: str) -> Response:
        table = view.table_name
        try:
            db.session.commit()
        except RulesBroken as broken:
            db.session.rollback()
            for problem in broken.problems:
                text = gettext(problem.text, **problem.values)  # noqa: INT001 - marked in the models
                flash(text, "error")
            return redirect(self._shown_before(table))
        forget_views()
        flash(done, "success")
        return self._back(view)

    def _back(self, view: SavedView) -> Response:
        address = self.get_url(f"{view.table_name}.index_view", open=view.id)
        return redirect(address)

    def _shown_before(self, table: str) -> str:
        """The list as it was when the act was refused."""
        grid = self._grid(table)
        state = grid.view_state(request.form.get("query", ""))
        return str(grid.url_of(state))

"""Own exports of the last hour: how far they are, and the files themselves."""

from dataclasses import dataclass
from typing import Any

from flask import Response, abort, current_app, flash, jsonify, redirect
from flask_admin import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from admin_views import formats
from admin_views.export import Parcel, parcel_response
from admin_views.export_jobs import FAILED, READY, WAITING, Job, Shelf, folder, rights_of
from admin_views.grid import visible_names
from admin_views.rights import StaffPage, needs, refuse
from models.acting import acting
from models.permissions import Action, DataClass

ROWS = (_("Ready: %(total)s rows"), _("%(written)s of %(total)s rows"))
PAPERS = (_("Ready: %(total)s papers"), _("%(written)s of %(total)s papers"))


@dataclass(frozen=True)
class Line:
    """One export as the page shows it."""

    key: str
    title: str
    text: str
    state: str
    written: int
    total: int


class ExportsView(StaffPage):
    """Open to all who signed in; everybody sees their own exports and nobody else's."""

    def __init__(self) -> None:
        super().__init__(name=_("My exports"), endpoint="exports", url="/admin/exports")

    @expose("/")
    @needs(Action.READ, DataClass.COLLEAGUE)
    def index(self) -> str:
        return self.render("exports.html", title=gettext("My exports"), lines=self._lines())

    @expose("/state.json")
    @needs(Action.READ, DataClass.COLLEAGUE)
    def how_far(self) -> Response:
        return jsonify(
            {
                line.key: {"text": line.text, "written": line.written, "state": line.state}
                for line in self._lines()
            }
        )

    @expose("/<key>/file")
    @needs(Action.READ, DataClass.COLLEAGUE)
    def fetch_file(self, key: str) -> Response:
        """The finished file, if its owner may still have it; fetched once, it is gone."""
        shelf, job = self._own(key)
        if job is None or job.state != READY:
            flash(gettext("This file is no longer there. Export the list again."), "error")
            return redirect(self.get_url(".index"))
        view = self._view_of(job)
        if not self._is_still_allowed(job, view):
            shelf.remove(key)
            refuse(view.model)
        view.record_export(job.detail)
        file = shelf.data_file(key).open("rb")
        return parcel_response(Parcel(file, lambda: shelf.remove(key)), job.kind, job.filename)

    @expose("/<key>/cancel", methods=["POST"])
    @needs(Action.READ, DataClass.COLLEAGUE)
    def call_off(self, key: str) -> Response:
        """Call off what is being written, or throw away what is finished."""
        shelf, job = self._own(key)
        if job is not None:
            shelf.remove(key)
        return redirect(self.get_url(".index"), 303)

    def _own(self, key: str) -> tuple[Shelf, Job | None]:
        shelf = Shelf(folder())
        job = shelf.get(key)
        return shelf, job if job and job.staff_id == acting().staff_id else None

    def _view_of(self, job: Job) -> Any:
        views = current_app.extensions["admin"][0]._views
        found = next((view for view in views if view.endpoint == job.endpoint), None)
        return found or abort(404)

    @staticmethod
    def _is_still_allowed(job: Job, view: Any) -> bool:
        """The same roles and cases as when it began, and every column still open."""
        fields = visible_names(view.model, job.fields, Action.EXPORT)
        return (
            view.may(Action.EXPORT)
            and job.rights == rights_of(acting())
            and (tuple(fields) == job.fields)
        )

    def _lines(self) -> list[Line]:
        shelf = Shelf(folder())
        shelf.sweep()
        return [self._line(job) for job in shelf.of(acting().staff_id)]

    def _line(self, job: Job) -> Line:
        title = f"{self._view_of(job).name} · {job.kind.upper()}"
        return Line(job.key, title, text_of(job), job.state, job.written, job.total)


def text_of(job: Job) -> str:
    """How far the export is, in words."""
    if job.state == FAILED:
        return gettext("This did not work. Export the list again.")
    if job.state == WAITING:
        return gettext("Waits for other exports")
    ready, under_way = PAPERS if job.kind == "pdf" else ROWS
    said = ready if job.state == READY else under_way
    numbers = {"written": formats.number(job.written), "total": formats.number(job.total)}
    return str(said) % numbers

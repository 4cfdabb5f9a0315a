"""Tables of others into a grid: hand in, match columns, look, decide, write all or nothing."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from flask import Response, flash, jsonify, make_response, redirect, request
from flask_admin import expose
from flask_babel import gettext
from wtforms import Form

from admin_views import formats
from admin_views.column_mapping import column_lines, first_mapping, open_fields
from admin_views.export_jobs import new_key
from admin_views.grids import grid_of
from admin_views.import_acts import ImportActs
from admin_views.import_finders import ADD, KEYS, OWN, can_be_key
from admin_views.import_jobs import CHECKED, DONE, FAILED, MATCHING, ImportJob, ImportShelf
from admin_views.import_shown import error_list, shown_checks
from admin_views.own_inputs import form_with
from models.acting import acting
from models.base import Record, db, msg
from models.permissions import Access, Action, DataClass
from models.rules.table_check import ADDS, CHANGES, DOUBTFUL, OUTCOMES, REFUSED
from models.table_reading import head_of
from models.unreadable import Unreadable

NO_FILE = msg("Choose a file first.")
ROUTES = frozenset({"import_start", "import_stage", "import_state", "import_errors"})
NOTICED, ROWS_A_MINUTE = 5_000, 25_000  # rows written while others wait; on a slow machine
ACTS = {
    "match": ImportActs.match_act,
    "again": ImportActs.again_act,
    "decide": ImportActs.decide_act,
    "write": ImportActs.write_act,
    "drop": ImportActs.drop_act,
}


class ImportPages(ImportActs):
    """Mixin of RecordView: imports into its table, closed unless the view says `import_by`.

    `import_by` are the fields by which rows usually find their records; a view that takes no
    imports says why in `no_import`. `import_words` are further headings of a field; with
    `import_finder` a view has a way of its own to see which record a row means, which
    `import_way_text` tells; `import_beside` are grids whose rows belong to it,
    and fields `import_without` are set record by record. Whoever may record such things imports
    them, unless `import_right` names another right.
    """

    model: type[Record]
    import_by: ClassVar[tuple[str, ...]] = ()
    no_import: ClassVar[str] = ""
    import_words: ClassVar[Mapping[str, Sequence[str]]] = {}
    import_finder: ClassVar[Callable[..., Any] | None] = None
    import_way_text: ClassVar[Any] = ""
    import_beside: ClassVar[tuple[str, ...]] = ()
    import_without: ClassVar[frozenset[str]] = frozenset()
    import_right: ClassVar[tuple[Action, DataClass] | None] = None

    def create_blueprint(self, admin: Any) -> Any:
        """A view that takes no imports has no such pages."""
        if not self.import_by:
            self._urls = [place for place in self._urls if place[1] not in ROUTES]
        return super().create_blueprint(admin)

    def right_of(self, route: str) -> tuple[Action, DataClass] | None:
        if route not in ROUTES:
            right: tuple[Action, DataClass] | None = super().right_of(route)
            return right
        if not self.import_by:
            return None
        return self.import_right or (Action.CREATE, self.class_for(Action.CREATE))

    def import_url(self) -> str:
        """Where an import begins; empty for whoever may not."""
        is_open = self.access_to("import_start") is Access.YES
        return self.get_url(".import_start") if is_open else ""

    def import_form(self) -> type[Form]:
        """The form of a new record with the office's own fields; also where nobody asks."""
        own = tuple(self.own_open())
        plain = self._plain_create_form
        return form_with(plain, own, acting().language) if own else plain

    def import_presets(self) -> dict[str, Any]:
        """What a new form begins with; what an address adds to it is not asked for."""
        given: dict[str, Any] = self.preset_values()
        return given

    def after_import(self) -> None:
        """Forget what was kept of the table."""

    @expose("/import/", methods=("GET", "POST"))
    def import_start(self) -> Response:
        """Hand in a file."""
        problem = ""
        if request.method == "POST":
            try:
                job = self._handed_in()
            except Unreadable as fault:
                problem = gettext(fault.text, **fault.values)  # noqa: INT001 - marked in the models
            else:
                return redirect(self.get_url(".import_stage", key=job.key), 303)
        page = self.render(
            "import_start.html",
            title=gettext("Import: %(what)s", what=str(self.name)),
            crumbs=self.crumbs(None),
            problem=problem,
            jobs=ImportShelf().of(acting().staff_id, self.endpoint),
            labels=[label for _, label in open_fields(self)],
            beside=[(view.name, url) for view in self._beside() if (url := view.import_url())],
        )
        return make_response(page, 422 if problem else 200)

    def _beside(self) -> list[Any]:
        return [grid_of(table) for table in self.import_beside]

    def _handed_in(self) -> ImportJob:
        upload = request.files.get("table")
        if upload is None or not upload.filename:
            raise Unreadable(NO_FILE)
        shelf, key = ImportShelf(), new_key()
        shelf.sweep()
        job = ImportJob(
            key, acting().staff_id, self.endpoint, upload.filename[:100], [], [], [], time.time()
        )
        shelf.begin(job, upload.stream)
        try:
            head = head_of(shelf.table(key))
        except Unreadable:
            shelf.remove(key)
            raise
        chosen = first_mapping(self, head.heads)
        keys, way = chosen.keys, chosen.way
        if not way:
            keys = [name for name in self.import_by if name in chosen.fields]
            way = OWN if self.import_finder else KEYS if keys else ADD
        job = replace(
            job, heads=head.heads, examples=head.examples, fields=chosen.fields, keys=keys, way=way
        )
        shelf.put(job)
        return job

    @expose("/import/<key>/", methods=("GET", "POST"))
    def import_stage(self, key: str) -> Response:
        """Where the import stands, and what is done next."""
        shelf, job = self._own_job(key)
        if job is None:
            return self._gone_job()
        if request.method == "POST":
            act = ACTS.get(request.form.get("act", ""))
            return act(self, shelf, job) if act else self._gone_job()
        return self.job_page(shelf, job)

    @expose("/import/<key>/state.json")
    def import_state(self, key: str) -> Response:
        _, job = self._own_job(key)
        if job is None:
            return jsonify({"state": FAILED})
        return jsonify({"state": job.state, "done": job.done, "text": formats.number(job.done)})

    @expose("/import/<key>/errors.csv")
    def import_errors(self, key: str) -> Response:
        """The rows that stay out as a file, each with its reasons, to be put right there."""
        shelf, job = self._own_job(key)
        if job is None or job.state not in (CHECKED, DONE):
            return self._gone_job()
        content = error_list(shelf.checks(key), self.import_labels(job))
        response = Response(content, content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="import-zeilen.csv"'
        return response

    def job_page(self, shelf: ImportShelf, job: ImportJob, problem: str = "") -> Response:
        shown = {MATCHING: self._matching, CHECKED: self._checked_rows}.get(job.state, self._other)
        template, values = shown(shelf, job)
        begin = (gettext("Import"), self.get_url(".import_start"))
        page = self.render(
            template,
            title=gettext("Import: %(what)s", what=job.filename),
            crumbs=[*self.crumbs(None), begin],
            job=job,
            problem=problem or job.problem,
            number=formats.number,
            **values,
        )
        return make_response(page, 422 if problem else 200)

    def _matching(self, shelf: ImportShelf, job: ImportJob) -> tuple[str, dict[str, Any]]:
        fields = open_fields(self)
        return "import_match.html", {
            "lines": column_lines(job), "fields": fields,
            "keyed": [label for name, label in fields if can_be_key(self.model, name)],
            "needed": [str(field.label.text) for field in self._needed()],
            "own_way": self.import_way_text if self.import_finder else "",
        }  # fmt: skip

    def _needed(self) -> list[Any]:
        given = self.import_presets()
        return [
            field
            for name, field in self.import_form()(None)._fields.items()
            if getattr(field.flags, "required", False) and name not in given
        ]

    def _checked_rows(self, shelf: ImportShelf, job: ImportJob) -> tuple[str, dict[str, Any]]:
        labels = self.import_labels(job)
        counts = {**dict.fromkeys(OUTCOMES, 0), **job.counts}
        return "import_check.html", {
            "shown": shown_checks(shelf.checks(job.key, "shown"), labels),
            "labels": labels,
            "counts": counts,
            "will": counts[ADDS] + counts[CHANGES],
            "stays": counts[REFUSED] + counts[DOUBTFUL],
            "minutes": _minutes(counts[ADDS] + counts[CHANGES]),
        }

    def _other(self, shelf: ImportShelf, job: ImportJob) -> tuple[str, dict[str, Any]]:
        return "import_way.html", {"list_url": self.get_url(".index_view")}

    def _own_job(self, key: str) -> tuple[ImportShelf, ImportJob | None]:
        shelf = ImportShelf()
        job = shelf.get(key, acting().staff_id)
        return shelf, job if job and job.endpoint == self.endpoint else None

    def _gone_job(self) -> Response:
        flash(gettext("This import is no longer there. Hand the file in again."), "error")
        return redirect(self.get_url(".import_start"))


def _minutes(rows: int) -> int:
    """How long nobody else can save meanwhile; 0 where that is hardly noticed."""
    is_alone = db.engine.dialect.name == "sqlite"  # which has one writer at a time
    return -(-rows // ROWS_A_MINUTE) if is_alone and rows > NOTICED else 0

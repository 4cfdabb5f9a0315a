"""Tables of others into a grid: hand in, match columns, look, decide, write all or nothing."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from flask import Response, flash, jsonify, make_response, redirect, request
from flask_babel import gettext

from admin_views import formats
from admin_views.column_mapping import column_lines, first_mapping, open_fields
from admin_views.export_jobs import new_key
from admin_views.grids import grid_of
from admin_views.import_jobs import (
    CHECKED,
    CHECKING,
    DONE,
    FAILED,
    MATCHING,
    WRITING,
    ImportJob,
    ImportShelf,
    start,
)
from admin_views.import_shown import error_list, shown_checks
from admin_views.import_work import NEW, OUT, Target, checking, writing
from admin_views.labels import field_label
from admin_views.rights import StaffPage
from models.acting import acting
from models.base import db, msg
from models.column_mapping import remember
from models.rules.table_check import ADDS, CHANGES, DOUBTFUL, OUTCOMES, REFUSED
from models.table_reading import head_of
from models.unreadable import Unreadable

NO_FILE = msg("Choose a file first.")


class ImportPages(StaffPage):
    """A view of imports into one grid; its routes are declared by who may use them."""

    grid: ClassVar[str]  # the endpoint of the grid whose form checks the rows
    words: ClassVar[Mapping[str, Sequence[str]]] = {}  # what headings may call a field

    def target(self) -> Target:
        raise NotImplementedError

    def record_view(self) -> Any:
        return grid_of(self.grid)

    def start_page(self) -> Response:
        """Hand in a file."""
        problem = ""
        if request.method == "POST":
            try:
                job = self._handed_in()
            except Unreadable as fault:
                problem = gettext(fault.text, **fault.values)  # noqa: INT001 - marked in the models
            else:
                return redirect(self.get_url(".stage", key=job.key), 303)
        page = self.render(
            "import_start.html",
            title=self.name,
            crumbs=self._crumbs(),
            problem=problem,
            jobs=ImportShelf().of(acting().staff_id, self.endpoint),
            labels=[label for _, label in open_fields(self.record_view())],
        )
        return make_response(page, 422 if problem else 200)

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
        fields = first_mapping(self.record_view(), head.heads, self.words)
        job = replace(job, heads=head.heads, examples=head.examples, fields=fields)
        shelf.put(job)
        return job

    def stage_page(self, key: str) -> Response:
        """Where the import stands."""
        shelf, job = self._own(key)
        if job is None:
            return self._gone()
        return self._page(shelf, job)

    def _page(self, shelf: ImportShelf, job: ImportJob, problem: str = "") -> Response:
        shown = {MATCHING: self._matching, CHECKED: self._checked}.get(job.state, self._other)
        template, values = shown(shelf, job)
        page = self.render(
            template,
            title=f"{self.name}: {job.filename}",
            crumbs=[*self._crumbs(), (self.name, self.get_url(".index"))],
            job=job,
            problem=problem or job.problem,
            view=self.endpoint,
            number=formats.number,
            **values,
        )
        return make_response(page, 422 if problem else 200)

    def _matching(self, shelf: ImportShelf, job: ImportJob) -> tuple[str, dict[str, Any]]:
        lines = column_lines(job.heads, job.examples, job.fields)
        return "import_match.html", {
            "lines": lines, "fields": open_fields(self.record_view()),
            "needed": [str(field.label.text) for field in self._needed()],
        }  # fmt: skip

    def _needed(self) -> list[Any]:
        form = self.record_view()._create_form_class(None)
        return [field for field in form if getattr(field.flags, "required", False)]

    def _checked(self, shelf: ImportShelf, job: ImportJob) -> tuple[str, dict[str, Any]]:
        labels = self._labels(job)
        counts = {**dict.fromkeys(OUTCOMES, 0), **job.counts}
        return "import_check.html", {
            "shown": shown_checks(shelf.checks(job.key), labels),
            "labels": labels,
            "counts": counts,
            "will": counts[ADDS] + counts[CHANGES],
            "stays": counts[REFUSED] + counts[DOUBTFUL],
        }

    def _other(self, shelf: ImportShelf, job: ImportJob) -> tuple[str, dict[str, Any]]:
        return "import_way.html", {"list_url": self.get_url(f"{self.grid}.index_view")}

    def match_post(self, key: str) -> Response:
        """The columns are matched: try the rows."""
        shelf, job = self._own(key)
        if job is None or job.state not in (MATCHING, CHECKED, FAILED):
            return self._gone()
        if "again" in request.form:
            shelf.put(replace(job, state=MATCHING, decisions={}, problem=""))
            return redirect(self.get_url(".stage", key=key), 303)
        names = {name for name, _ in open_fields(self.record_view())}
        sent = [request.form.get(f"column-{number}", "") for number in range(len(job.heads))]
        job = replace(job, fields=[name if name in names else "" for name in sent])
        if problem := self._wrong_match(job.fields):
            return self._page(shelf, replace(job, state=MATCHING), problem)
        remember(self.grid, job.heads, job.fields, db.session(), acting())
        db.session.commit()
        return self._try(shelf, replace(job, decisions={}))

    def _wrong_match(self, fields: Sequence[str]) -> str:
        chosen = [name for name in fields if name]
        if not chosen:
            return gettext("Choose a field for at least one column.")
        model = self.record_view().model
        for name in chosen:
            if chosen.count(name) > 1:
                label = str(field_label(model, name))
                return gettext("Two columns go into the same field: %(field)s.", field=label)
        return ""

    def _try(self, shelf: ImportShelf, job: ImportJob) -> Response:
        job = replace(job, state=CHECKING, done=0, total=0, counts={}, problem="")
        start(shelf, job, acting(), checking(self.target(), shelf, job))
        return redirect(self.get_url(".stage", key=job.key), 303)

    def decide_post(self, key: str) -> Response:
        """Doubtful rows: which organisation each is; then the rows are tried again."""
        shelf, job = self._own(key)
        if job is None or job.state != CHECKED:
            return self._gone()
        decisions = dict(job.decisions)
        rest = request.form.get("rest", "")
        for check in shelf.checks(job.key):
            if check.outcome != DOUBTFUL:
                continue
            sent = request.form.get(f"row-{check.number}", "") or rest
            allowed = {OUT, *(str(like.id) for like in check.alike)}
            if sent in allowed or (sent == NEW and check.alike):
                decisions[str(check.number)] = sent
            for problem in check.problems:
                place = f"{check.number}.{problem.place}"
                picked = request.form.get(f"row-{place}", "")
                if picked in {str(key) for key, _ in problem.choices}:
                    decisions[place] = picked
        return self._try(shelf, replace(job, decisions=decisions))

    def carry_out_post(self, key: str) -> Response:
        """Write; refused and doubtful rows only stay out if that was said."""
        shelf, job = self._own(key)
        if job is None or job.state != CHECKED:
            return self._gone()
        left = job.counts.get(REFUSED, 0) + job.counts.get(DOUBTFUL, 0)
        if left and "others" not in request.form:
            text = gettext("Some rows stay out. Tick that the others shall be imported.")
            return self._page(shelf, job, text)
        total = job.counts.get(ADDS, 0) + job.counts.get(CHANGES, 0)
        if not total:
            return self._page(shelf, job, gettext("There is nothing to import."))
        job = replace(job, state=WRITING, done=0, total=total)
        start(shelf, job, acting(), writing(self.target(), shelf, job))
        self._tell(shelf, key)
        return redirect(self.get_url(".stage", key=key), 303)

    def _tell(self, shelf: ImportShelf, key: str) -> None:
        job = shelf.get(key, acting().staff_id)
        if job is not None and job.state == DONE:
            flash(gettext("The table was imported."), "success")

    def state_answer(self, key: str) -> Response:
        _, job = self._own(key)
        if job is None:
            return jsonify({"state": FAILED})
        return jsonify({"state": job.state, "done": job.done, "text": formats.number(job.done)})

    def errors_answer(self, key: str) -> Response:
        """The rows that stay out as a file, each with its reasons, to be put right there."""
        shelf, job = self._own(key)
        if job is None or job.state not in (CHECKED, DONE):
            return self._gone()
        labels = self._labels(job)
        response = Response(
            error_list(shelf.checks(key), labels), content_type="text/csv; charset=utf-8"
        )
        response.headers["Content-Disposition"] = 'attachment; filename="import-zeilen.csv"'
        return response

    def _labels(self, job: ImportJob) -> dict[str, str]:
        """The mapped fields and what they are called."""
        model = self.record_view().model
        return {name: str(field_label(model, name)) for name in filter(None, job.fields)}

    def remove_post(self, key: str) -> Response:
        """Call the import off, or throw the file away; what is being written is undone."""
        shelf, job = self._own(key)
        if job is not None:
            shelf.remove(key)
        return redirect(self.get_url(".index"), 303)

    def _own(self, key: str) -> tuple[ImportShelf, ImportJob | None]:
        shelf = ImportShelf()
        job = shelf.get(key, acting().staff_id)
        return shelf, job if job and job.endpoint == self.endpoint else None

    def _gone(self) -> Response:
        flash(gettext("This import is no longer there. Hand the file in again."), "error")
        return redirect(self.get_url(".index"))

    def _crumbs(self) -> list[tuple[Any, str | None]]:
        view = self.record_view()
        return [(view.name, self.get_url(f"{self.grid}.index_view"))]

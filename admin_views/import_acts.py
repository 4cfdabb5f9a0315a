"""What one does to an import: match its columns, decide doubtful rows, write it, throw it away."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Response, flash, redirect, request
from flask_babel import gettext

from admin_views.column_mapping import open_fields
from admin_views.import_finders import ADD, KEYS, OWN, WAYS, can_be_key, finder_for
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
from admin_views.import_work import NEW, OUT, Target, checking, writing
from admin_views.labels import field_label
from models.acting import acting
from models.base import db
from models.column_mapping import Chosen, remember
from models.rules.table_check import ADDS, CHANGES, DOUBTFUL, REFUSED, RowCheck


class ImportActs:
    """Mixin of ImportPages: each act has the page, or the way to it, for an answer."""

    def match_act(self, shelf: ImportShelf, job: ImportJob) -> Response:
        """The columns are matched: try the rows."""
        if job.state not in (MATCHING, CHECKED, FAILED):
            return self._gone_job()
        names = {name for name, _ in open_fields(self)}
        sent = [request.form.get(f"column-{number}", "") for number in range(len(job.heads))]
        fields = [name if name in names else "" for name in sent]
        keys = [
            name for number, name in enumerate(fields) if name and f"key-{number}" in request.form
        ]
        way = request.form.get("way", "")
        way = way if way in WAYS and (way != OWN or self.import_finder) else job.way
        job = replace(job, fields=fields, keys=keys, way=way)
        if problem := self._wrong_match(job):
            return self.job_page(shelf, replace(job, state=MATCHING), problem)
        chosen = Chosen(job.fields, job.keys, job.way)
        remember(self.endpoint, job.heads, chosen, db.session(), acting())
        db.session.commit()
        return self._try_rows(shelf, replace(job, decisions={}))

    def again_act(self, shelf: ImportShelf, job: ImportJob) -> Response:
        """Back to the columns; what was decided of rows is asked anew."""
        if job.state not in (MATCHING, CHECKED, FAILED):
            return self._gone_job()
        shelf.put(replace(job, state=MATCHING, decisions={}, problem=""))
        return self._onwards(job)

    def _wrong_match(self, job: ImportJob) -> str:
        chosen = [name for name in job.fields if name]
        if not chosen:
            return gettext("Choose a field for at least one column.")
        for name in chosen:
            if chosen.count(name) > 1:
                label = str(field_label(self.model, name))
                return gettext("Two columns go into the same field: %(field)s.", field=label)
        return self._wrong_keys(job.keys) if job.way == KEYS else ""

    def _wrong_keys(self, keys: Sequence[str]) -> str:
        if not keys:
            return gettext("Tick the fields by which records are recognised.")
        for name in keys:
            if not can_be_key(self.model, name):
                label = str(field_label(self.model, name))
                return gettext("No record is recognised by this field: %(field)s.", field=label)
        return ""

    def target(self, job: ImportJob) -> Target:
        """Where the rows of this import go."""
        keys = {OWN: self.import_by, KEYS: tuple(job.keys), ADD: ()}[job.way]
        return Target(self, finder_for(self, job.way, job.keys), keys)

    def _try_rows(self, shelf: ImportShelf, job: ImportJob) -> Response:
        job = replace(job, state=CHECKING, done=0, total=0, counts={}, problem="")
        start(shelf, job, acting(), checking(self.target(job), shelf, job))
        return self._onwards(job)

    def decide_act(self, shelf: ImportShelf, job: ImportJob) -> Response:
        """Doubtful rows: which record is meant; then the rows are tried again."""
        if job.state != CHECKED:
            return self._gone_job()
        decisions = dict(job.decisions)
        for check in shelf.checks(job.key):
            if check.outcome == DOUBTFUL:
                decisions.update(_decided(check))
        return self._try_rows(shelf, replace(job, decisions=decisions))

    def write_act(self, shelf: ImportShelf, job: ImportJob) -> Response:
        """Write; refused and doubtful rows only stay out if that was said."""
        if job.state != CHECKED:
            return self._gone_job()
        left = job.counts.get(REFUSED, 0) + job.counts.get(DOUBTFUL, 0)
        if left and "others" not in request.form:
            text = gettext("Some rows stay out. Tick that the others shall be imported.")
            return self.job_page(shelf, job, text)
        total = job.counts.get(ADDS, 0) + job.counts.get(CHANGES, 0)
        if not total:
            return self.job_page(shelf, job, gettext("There is nothing to import."))
        job = replace(job, state=WRITING, done=0, total=total)
        start(shelf, job, acting(), writing(self.target(job), shelf, job))
        ended = shelf.get(job.key, acting().staff_id)
        if ended is not None and ended.state == DONE:
            flash(gettext("The table was imported."), "success")
        return self._onwards(job)

    def drop_act(self, shelf: ImportShelf, job: ImportJob) -> Response:
        """Call the import off, or throw the file away; what is being written is undone."""
        shelf.remove(job.key)
        return redirect(self.get_url(".import_start"), 303)

    def import_labels(self, job: ImportJob) -> dict[str, str]:
        """The mapped fields and what they are called."""
        return {name: str(field_label(self.model, name)) for name in filter(None, job.fields)}

    def _onwards(self, job: ImportJob) -> Response:
        return redirect(self.get_url(".import_stage", key=job.key), 303)


def _decided(check: RowCheck) -> dict[str, Any]:
    """What was sent of one doubtful row."""
    decisions = {}
    sent = request.form.get(f"row-{check.number}", "") or request.form.get("rest", "")
    allowed = {OUT, *(str(like.id) for like in check.alike)}
    if sent in allowed or (sent == NEW and check.alike):
        decisions[str(check.number)] = sent
    for problem in check.problems:
        place = f"{check.number}.{problem.place}"
        picked = request.form.get(f"row-{place}", "")
        if picked in {str(key) for key, _ in problem.choices}:
            decisions[place] = picked
    return decisions

"""Unsigned papers printed together: chosen on a page, put into one file while one works on."""

import hashlib
import time
from dataclasses import dataclass

from flask import Response, flash, make_response, redirect, request
from flask_admin import expose
from flask_babel import gettext

from admin_views import formats
from admin_views.enum_labels import enum_label
from admin_views.export_jobs import Job, begin, new_key, rights_of
from admin_views.fields import read_day
from admin_views.rights import needs
from models.acting import acting
from models.audit_entry import AuditAction, record_read
from models.base import db
from models.document import Document
from models.permissions import Action, DataClass
from models.reports.unsigned_papers import unsigned_papers, write_together
from models.rules.text import whole_number


@dataclass(frozen=True)
class PaperLine:
    id: int
    number: str
    person: str
    small: str


class BatchPages:
    """Mixin of the register's view."""

    @expose("/batch", methods=("GET", "POST"))
    @needs(Action.UPDATE, DataClass.NOTE)
    def batch(self) -> Response:
        """All that wait, or those of a day; ticked ones become one PDF."""
        asked = request.args.get("day", "").strip()
        day = None
        try:
            day = read_day(asked) if asked else None
        except ValueError as mistake:
            flash(str(mistake), "error")
        papers = unsigned_papers(db.session(), acting(), day)
        if request.method == "POST":
            ticked = {whole_number(key) for key in request.form.getlist("ids")}
            chosen = [paper for paper in papers if paper.id in ticked]
            if chosen:
                return self._print_together(chosen)
            flash(gettext("Tick at least one paper."), "error")
        page = self.render(
            "document_batch.html",
            title=gettext("Print unsigned papers"),
            crumbs=self.crumbs(None),
            asked=asked,
            lines=[_line(paper) for paper in papers],
        )
        return make_response(page, 422 if request.method == "POST" else 200)

    def _print_together(self, papers: list[Document]) -> Response:
        """Each print stands in the trail before the file is written."""
        someone, keys = acting(), [paper.id for paper in papers]
        for paper in papers:
            record_read(AuditAction.PRINTED, Document.__tablename__, paper.id, detail=paper.number)
        address = f"{rights_of(someone)} {keys}"
        job = Job(
            key=new_key(),
            staff_id=someone.staff_id,
            endpoint=self.endpoint,
            kind="pdf",
            wish=hashlib.sha256(address.encode()).hexdigest(),
            fields=(),
            rights=rights_of(someone),
            detail=f"pdf, {len(keys)}",
            filename=f"papiere-{someone.today:%Y-%m-%d}.pdf",
            total=len(keys),
            made_at=time.time(),
        )
        begin(job, someone, lambda file, tell: write_together(keys, file, tell, db.session()))
        return redirect(self.get_url("exports.index"), 303)


def _line(paper: Document) -> PaperLine:
    small = (enum_label(paper.kind), formats.moment(paper.issued_at), paper.worker.display_name)
    return PaperLine(paper.id, paper.number, paper.person.title, " · ".join(small))

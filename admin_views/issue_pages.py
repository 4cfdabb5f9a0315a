"""Issuing the paper of a talk or agreement: look at it, then print it or have it signed."""

from typing import Any

from flask import Response, abort, flash, make_response, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext

from admin_views.details import Act
from admin_views.enum_labels import enum_label
from admin_views.issuing import ISSUES, IssuedMeanwhile, issue, paper_now
from admin_views.paper_choice import languages_for
from admin_views.paper_languages import asked_language
from admin_views.paper_page import text_of
from admin_views.papers import reader_of
from admin_views.rights import needs
from admin_views.seal_words import trouble_now
from admin_views.words import speaking
from models.acting import acting
from models.base import Record, db
from models.document import Document, current_document
from models.permissions import Access, Action, DataClass
from models.reports.papers import Paper, content_hash


class IssuePages:
    """Mixin of a RecordView whose records go out as papers; comes before PaperView."""

    def own_acts(self, record: Record, has_reason: bool) -> list[Act]:
        """The document, where there is one; else the preview and the step to issue it."""
        acts: list[Act] = super().own_acts(record, has_reason)
        if documents := document_acts(record):
            return [*documents, *acts]
        if self.access_to("issue") is Access.YES:
            acts.append(Act(gettext("Issue for signing"), self.get_url(".issue", id=record.id)))
        return acts

    @expose("/<int:id>/issue", methods=("GET", "POST"))
    @needs(Action.UPDATE, DataClass.NOTE)
    def issue(self, id: int) -> Response:
        """From the step on, the record stays as it is and the paper has its number."""
        record = self.get_one(id)
        if record is None:
            abort(404)
        document = current_document(record, db.session)
        if document is not None and not request.args.get("again"):
            return redirect(url_for("document.details_view", id=document.id))
        if request.method == "POST":
            return self._issue_now(record)
        return self._issue_page(record)

    def _issue_now(self, record: Record) -> Response:
        if request.form.get("content_hash") != content_hash(paper_now(record)):
            flash(gettext("The record changed since this page was opened. Look again."), "error")
            return self._issue_page(record, 422)
        also = asked_language(request.form.get("language"))
        try:
            document = issue(record, also)
        except IssuedMeanwhile:
            db.session.rollback()
            flash(gettext("Somebody has issued this document meanwhile."), "error")
            return redirect(self.get_url(".details_view", id=record.id), 303)
        return redirect(after_issue(document, request.form.get("then", "")), 303)

    def _issue_page(self, record: Record, status: int = 200) -> Response:
        paper = paper_now(record)
        with speaking("de"):
            text = text_of(paper, enum_label(ISSUES[type(record)].kind), None)
        page = self.render(
            "document_issue.html",
            title=gettext("Issue %(title)s", title=_called(paper, record)),
            crumbs=self.crumbs(None),
            record=record,
            text=text,
            signers=getattr(paper, "signatures", ()),
            content_hash=content_hash(paper),
            seal_trouble=trouble_now(acting().now),
            languages=languages_for(*reader_of(record)),
            preview_url=self.get_url(f".{self.paper_route}", id=record.id),
            return_url=self.get_url(".details_view", id=record.id),
        )
        return make_response(page, status)


def _called(paper: Paper, record: Any) -> str:
    return f"{paper.document_number} · {reader_of(record)[0].title}"


def document_acts(record: Record) -> list[Act]:
    """The way to the issued paper, where there is one."""
    document = current_document(record, db.session)
    if document is None:
        return []
    url = url_for("document.details_view", id=document.id)
    return [Act(gettext("Document %(number)s", number=document.number), url)]


def after_issue(document: Document, then: str) -> Any:
    if then == "print":
        return url_for("document.paper", id=document.id)
    if then == "sign":
        return url_for("document.sign", id=document.id)
    return url_for("document.details_view", id=document.id)

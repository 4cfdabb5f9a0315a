"""The steps of a document: print, sign, hand out, check."""

from typing import Any

from flask import Response, abort, flash, make_response, redirect, request
from flask_admin import expose
from flask_babel import gettext
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from admin_views import signing
from admin_views.document_panel import state_words
from admin_views.enum_labels import enum_label
from admin_views.issuing import draw, has_changed, language_of
from admin_views.paper_page import text_of
from admin_views.pdf import pdf_response
from admin_views.rights import needs, refuse
from admin_views.stored_file import opened
from admin_views.words import speaking
from models.acting import acting
from models.audit_entry import AuditAction, record_read
from models.base import db
from models.document import Document, NotToBeSigned
from models.document_signature import SignatureKind
from models.permissions import Action, DataClass
from models.reports.issued_papers import thawed
from models.rules.text import whole_number


class DocumentSteps:
    """Mixin of the register's view: what is done with an issued paper."""

    @expose("/<int:id>/paper.pdf")
    @needs(Action.PRINT, DataClass.NOTE)
    def paper(self, id: int) -> Response:
        """The very bytes that were issued, or those with the signatures given since."""
        document = self._document(id)
        if not self.may_print(self.has_stated_reason(document)):
            refuse(self.model, id)
        if document.paper is None:
            abort(404)
        return pdf_response(opened(document.paper), f"{document.number}.pdf")

    @expose("/<int:id>/copy", methods=("POST",))
    @needs(Action.UPDATE, DataClass.NOTE)
    def hand_out(self, id: int) -> Response:
        """The client got their copy; that is a fact with a day."""
        document = self._document(id)
        document.give_copy(acting().today, acting().staff_id)
        db.session.commit()
        flash(gettext("The copy is noted as handed out."), "success")
        return redirect(self.get_url(".details_view", id=id), 303)

    @expose("/<int:id>/sign", methods=("GET", "POST"))
    @needs(Action.UPDATE, DataClass.NOTE)
    def sign(self, id: int) -> Response:
        """The text, and beside it a field for everybody who signs."""
        document = self._document(id)
        if not document.is_open:
            flash(gettext("This document takes no further signature."), "error")
            return redirect(self.get_url(".details_view", id=id), 303)
        lines = signing.lines_of(document)
        if request.method == "GET":
            record_read(AuditAction.READ, Document.__tablename__, id)
            return self._signing_page(document, lines, has_changed(document))
        signing.fill_in(lines, request.form)
        trouble = self._trouble(document, lines)
        if trouble:
            return self._signing_page(document, lines, has_changed(document), trouble)
        return self._signed(document, lines)

    def _trouble(self, document: Document, lines: list[signing.Line]) -> str:
        """Why nothing of what was sent is taken; empty where all of it is."""
        if request.form.get("content_hash") != document.content_hash or has_changed(document):
            return gettext(
                "The record was changed after this document was issued. Nobody signs an "
                "outdated text: issue it once more and sign that one."
            )
        if whole_number(request.form.get("version")) != document.version:
            return _meanwhile()
        if any(line.errors for line in lines):
            return gettext("Nothing was saved yet. Please look at the marked lines.")
        if not any(line.how for line in lines if not line.given):
            return gettext("Nobody has signed yet.")
        return ""

    def _signed(self, document: Document, lines: list[signing.Line]) -> Response:
        key = document.id
        try:
            _take(document, lines)
            db.session.commit()
        except (NotToBeSigned, IntegrityError, StaleDataError):
            db.session.rollback()
            db.session.expire_all()
            fresh = self._document(key)
            again = signing.lines_of(fresh)
            signing.fill_in(again, request.form)
            return self._signing_page(fresh, again, has_changed(fresh), _meanwhile())
        said = gettext("%(number)s: %(state)s", number=document.number, state=state_words(document))
        flash(said, "success")
        return redirect(self.get_url(".details_view", id=key), 303)

    def _signing_page(
        self, document: Document, lines: list[signing.Line], is_outdated: bool, trouble: str = ""
    ) -> Response:
        with speaking("de"):
            name = enum_label(document.kind)
            text = text_of(thawed(document.content), name, language_of(document))
        page = self.render(
            "document_sign.html",
            title=gettext("Sign: %(title)s", title=f"{document.number} · {document.person.title}"),
            crumbs=self.crumbs(document),
            document=document,
            text=text,
            lines=lines,
            trouble=trouble,
            is_outdated=is_outdated,
            return_url=self.get_url(".details_view", id=document.id),
        )
        return make_response(page, 422 if trouble else 200)

    def _document(self, id: int) -> Any:
        document = self.get_one(id)
        if document is None:
            abort(404)
        return document


def _meanwhile() -> str:
    return gettext(
        "Somebody has signed this paper meanwhile; their signature stands below. What you drew is "
        "still there: look again and save."
    )


def _take(document: Document, lines: list[signing.Line]) -> None:
    """All that was sent, and a new file where something of it is printed."""
    given = signing.signatures_of(document, lines)
    for line in lines:
        if not line.given and line.how == signing.REFUSES:
            document.refuse(line.reason, acting().today)
    for signature in given:
        document.sign(signature)
    is_printed = any(one.kind is SignatureKind.SCREEN for one in document.signatures)
    if is_printed or document.refused_on:
        draw(document)

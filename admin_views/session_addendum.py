"""Addenda to issued protocols: written, printed, issued; then as fixed as the protocol."""

from typing import Any

from flask import Response, flash, redirect, url_for
from flask_admin import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Form

from admin_views.base import RecordView
from admin_views.details import Act
from admin_views.issue_pages import document_acts
from admin_views.issuing import IssuedMeanwhile, issue
from admin_views.papers import PaperView, addendum_paper, print_paper
from admin_views.rights import needs
from models.acting import acting
from models.base import Record, db
from models.permissions import Action, DataClass
from models.session_addendum import SessionAddendum


class SessionAddendumView(PaperView, RecordView):
    no_import = "it belongs to a signed protocol"
    is_seldom = True
    paper_route = "addendum"
    print_label = _("Print addendum")
    details_template = "session_addendum.html"
    column_list = ("title", "number", "written_on", "author", "issued_at", "reason")
    more_columns = ("session",)
    column_default_sort = (("written_on", True),)
    filter_columns = ("written_on", "author", "issued_at")
    numeric_columns = frozenset({"number"})
    empty_text = _("No addendum. It is begun on the page of an issued protocol.")
    form_sections = ((_("Addendum"), ("session", "reason", "text")),)

    def is_visible(self) -> bool:
        """Reached from the list of talks and the page of a talk; the menu stays short."""
        return False

    def on_model_change(self, form: Form, model: Record, is_created: bool) -> None:
        if isinstance(model, SessionAddendum) and is_created:
            model.author_id = acting().staff_id

    def form_notice(self, record: Record | None) -> str | None:
        return gettext("The protocol stays as it is. Say here what is to be read differently.")

    def own_acts(self, record: Record, has_reason: bool) -> list[Act]:
        acts = super().own_acts(record, has_reason)
        if isinstance(record, SessionAddendum):
            url = self.get_url("counselling_session.details_view", id=record.session_id)
            acts.insert(0, Act(gettext("To the talk"), url))
            acts += document_acts(record)
        return acts

    def more_details(self, record: Record) -> dict[str, Any]:
        may_issue = self.may(Action.UPDATE) and not self.is_fixed(record)
        return {
            "addendum": record,
            "issue_url": self.get_url(".issue", id=record.id) if may_issue else "",
        }

    @expose("/<int:id>/addendum.pdf")
    @needs(Action.PRINT, DataClass.NOTE)
    def addendum(self, id: int) -> Response:
        """The addendum on paper, ready to be signed."""
        return print_paper(self, self.get_one(id), SessionAddendum.__tablename__, addendum_paper)

    @expose("/<int:id>/issue/", methods=("POST",))
    @needs(Action.UPDATE, DataClass.NOTE)
    def issue(self, id: int) -> Response:
        """From now on it stays as it is, and its paper stands in the register."""
        record = self.get_one(id)
        if record is None:
            return self.gone_page(id)
        try:
            document = issue(record)
        except IssuedMeanwhile:
            db.session.rollback()
            return redirect(self.get_url(".details_view", id=id))
        flash(gettext("Issued: %(what)s", what=document.number), "success")
        return redirect(url_for("document.details_view", id=document.id))

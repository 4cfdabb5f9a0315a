"""Printing and issuing letters of referrals and consents."""

from typing import Any

from flask import Response, abort, flash, redirect, request
from flask_admin import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy.orm.exc import StaleDataError

from admin_views.details import Act, Alert
from admin_views.issue_pages import IssuePages
from admin_views.papers import PaperView, print_paper
from admin_views.partner_slip import slip_url
from admin_views.referral_papers import consent_paper, letter_paper
from admin_views.rights import needs
from models.acting import acting
from models.base import Record, db
from models.consent import Consent
from models.document import current_document
from models.permissions import Action, DataClass
from models.referral import Referral


class LetterPages(IssuePages, PaperView):
    """Mixin of the view of referrals: the letter, and where nothing may be told the slip alone."""

    paper_route = "letter"
    print_label = _("Print letter")

    def own_acts(self, record: Record, has_reason: bool) -> list[Act]:
        """Where nothing may be passed on there is no letter to print or to sign."""
        is_silent = isinstance(record, Referral) and not record.tells_on(acting().today)
        if is_silent and current_document(record, db.session) is None:
            return []
        return super().own_acts(record, has_reason)

    @expose("/<int:id>/letter.pdf")
    @needs(Action.PRINT, DataClass.NOTE)
    def letter(self, id: int) -> Response:
        """A letter that was issued is not given out any more once its consent has ended.

        Where nothing may be told of the person, the slip for the way takes its place.
        """
        one: Any = self.get_one(id)
        is_over = one is not None and one.passed_items and not one.may_pass_on(acting().today)
        if is_over and current_document(one, db.session):
            text = gettext("The consent is no longer active: nothing more may be passed on.")
            flash(text, "error")
            return redirect(self.get_url(".details_view", id=one.id))
        if one is not None and not letter_paper(one).names_person:
            return redirect(slip_url(one, request.args.get("language")))
        return print_paper(self, one, "referral", letter_paper)

    @expose("/<int:id>/issue", methods=("GET", "POST"))
    @needs(Action.UPDATE, DataClass.NOTE)
    def issue(self, id: int) -> Response:
        one: Any = self.get_one(id)
        if one is None:
            abort(404)
        if not letter_paper(one).names_person:
            flash(gettext("The slip names nobody; there is nothing to sign."), "info")
            return redirect(self.get_url(".details_view", id=one.id))
        return super().issue(id)


class ConsentPages(IssuePages, PaperView):
    """Mixin of the view of consents: the paper that is signed."""

    paper_route = "paper"
    print_label = _("Print consent")

    def own_acts(self, record: Record, has_reason: bool) -> list[Act]:
        acts: list[Act] = super().own_acts(record, has_reason)
        is_open = isinstance(record, Consent) and record.is_active_on(acting().today)
        if is_open and self.may(Action.UPDATE):
            url = self.get_url(".withdraw", id=record.id)
            acts.append(Act(gettext("Withdrawn today"), url, is_post=True))
        return acts

    def alerts(self, record: Record) -> list[Alert]:
        told: list[Alert] = super().alerts(record)
        if isinstance(record, Consent) and not record.is_active_on(acting().today):
            text = gettext("This consent does not hold today: nothing may be passed on.")
            told.append(Alert("amber", text))
        return told

    @expose("/withdraw/", methods=("POST",))
    @needs(Action.UPDATE, DataClass.NOTE)
    def withdraw(self) -> Response:
        """From today nothing is passed on; what was passed on stays as it was (rules CO-02)."""
        one: Any = self.get_one(request.args.get("id"))
        if one is None:
            return self.gone_page(request.args.get("id"))
        try:
            one.withdrawn_on = one.withdrawn_on or acting().today
            db.session.commit()
        except StaleDataError:
            db.session.rollback()
        flash(gettext("Noted: nothing is passed on from today."), "success")
        return redirect(self.get_url(".details_view", id=one.id))

    @expose("/<int:id>/consent.pdf")
    @needs(Action.PRINT, DataClass.NOTE)
    def paper(self, id: int) -> Response:
        return print_paper(self, self.get_one(id), "consent", consent_paper)

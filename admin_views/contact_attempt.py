"""Attempts to make contact, recorded from the page of an eviction case."""

from typing import Any

from flask import Response, flash, redirect, request
from flask_admin import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Form, StringField
from wtforms.validators import Length

from admin_views.editing import place_problems
from admin_views.fields import EnumField, Filled, GermanDateField, tidy_input
from admin_views.rights import needs
from models.acting import acting
from models.base import RulesBroken, db
from models.contact_attempt import AttemptKind, AttemptResult, ContactAttempt
from models.eviction_case import EvictionCase
from models.permissions import Action, DataClass


class AttemptForm(Form):
    tried_on = GermanDateField(_("Day"), [Filled()])
    kind = EnumField(_("How"), [Filled()], AttemptKind, default=AttemptKind.PHONE)
    result = EnumField(
        _("With what result"), [Filled()], AttemptResult, default=AttemptResult.REACHED
    )
    remark = StringField(_("Remark"), [Length(max=200)], filters=[tidy_input])


class AttemptPages:
    """Mixin of the view of eviction cases."""

    @expose("/attempt/", methods=("POST",))
    @needs(Action.UPDATE, DataClass.EVICTION)
    def add_attempt(self) -> Response | str | tuple[str, int]:
        """One more attempt; what cannot be right comes back as it was typed."""
        case = self.get_one(request.args.get("id"))
        if case is None:
            return self.gone_page(request.args.get("id"))
        form = AttemptForm(request.form)
        if form.validate() and self._attempt_kept(case, form):
            flash(gettext("The attempt is recorded."), "success")
            return redirect(self.get_url(".details_view", id=case.id))
        return self._attempt_page(case, form), 422

    @staticmethod
    def _attempt_kept(case: EvictionCase, form: Any) -> bool:
        attempt = ContactAttempt(staff_id=acting().staff_id)
        form.populate_obj(attempt)
        try:
            case.contact_attempts.append(attempt)
            case.settle(acting().today)
            db.session.commit()
        except RulesBroken as broken:
            db.session.rollback()
            place_problems(form, broken)
            return False
        return True

    def _attempt_page(self, case: EvictionCase, form: Form) -> str:
        return self.render(
            "eviction_attempt.html",
            title=gettext("Attempt to make contact"),
            crumbs=self.crumbs(case),
            form=form,
            return_url=self.get_url(".details_view", id=case.id),
        )


def note_letter(case: EvictionCase) -> None:
    """The letter that goes out today invites to a talk."""
    if not has_letter_today(case):
        case.contact_attempts.append(
            ContactAttempt(
                staff_id=acting().staff_id,
                tried_on=acting().today,
                kind=AttemptKind.LETTER,
                result=AttemptResult.INVITED,
            )
        )
        case.settle(acting().today)


def has_letter_today(case: EvictionCase) -> bool:
    by_letter = (AttemptKind.LETTER, AttemptKind.LETTER_AND_VISIT)
    return any(
        one.tried_on == acting().today and one.kind in by_letter for one in case.contact_attempts
    )

"""Taking a step of a referral: at once, or with what the step needs."""

from typing import Any

from flask import Response, abort, flash, make_response, redirect, request
from flask_admin import expose
from flask_admin.helpers import get_form_data, get_redirect_target
from flask_babel import lazy_gettext as _
from sqlalchemy.orm.exc import StaleDataError
from wtforms import BooleanField, Form, StringField
from wtforms.validators import Length

from admin_views.editing import FormSection, place_problems
from admin_views.enum_labels import enum_label
from admin_views.fields import EnumField, Filled, GermanDateField, TimeField, tidy_input
from admin_views.referral_page import AT_ONCE, VERBS, booked_text
from admin_views.rights import needs
from admin_views.words import gettext
from models.acting import acting
from models.audit_entry import AuditAction, record_read
from models.base import Record, RulesBroken, db
from models.permissions import Action, DataClass
from models.referral import Referral
from models.referral_step import ContactWay, DeclineReason, Move, ReferralResult, ReferralState

S = ReferralState
LATER = _("A task for this day, or +7 for in a week.")
FIELDS: dict[ReferralState, tuple[str, ...]] = {
    S.CONTACTED: ("on", "way", "remind_on", "note"),
    S.BOOKED: ("on", "way", "booked_on", "booked_time", "is_in_calendar", "remind_on", "note"),
    S.ATTENDED: ("on", "remind_on", "note"),
    S.MISSED: ("on", "remind_on", "note"),
    S.DECLINED: ("on", "decline_reason", "note"),
    S.DONE: ("on", "result", "note"),
}


class ReminderField(GermanDateField):
    """A task for the day; no column of the referral."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.type = "GermanDateField"

    def populate_obj(self, obj: object, name: str) -> None:
        """The view tells the referral."""


class ReferralStepForm(Form):
    """Everything that a step may tell; each step asks for its part."""

    on = GermanDateField(_("Day"), [Filled()])
    way = EnumField(
        _("How"),
        [],
        kind=ContactWay,
        is_optional=True,
        description=_("A call of ours for the client counts as a contact under the criterion."),
    )
    booked_on = GermanDateField(_("Appointment there on"), [])
    booked_time = TimeField(_("Time of day"), [])
    is_in_calendar = BooleanField(_("Somebody of us goes along: put it into our calendar"))
    decline_reason = EnumField(_("Why it came to nothing"), [], kind=DeclineReason)
    result = EnumField(_("Result"), [], kind=ReferralResult)
    remind_on = GermanDateField(_("Reminder"), [], description=LATER)
    note = StringField(_("Remark"), [Length(max=200)], filters=[tidy_input])


class StepPages:
    """Mixin of the view of referrals."""

    @expose("/step/", methods=("GET", "POST"))
    @needs(Action.UPDATE, DataClass.NOTE)
    def take_step(self) -> Response:
        """A form with what the step needs; what needs but its day comes from the page itself."""
        one = self.get_one(request.args.get("id"), self._form_options())
        if one is None:
            return self.gone_page(request.args.get("id"))
        to = S.__members__.get(request.args.get("to", ""))
        if to is None or to not in FIELDS:
            abort(404)
        if to not in one.next_states:
            flash(gettext("This step is not possible from here."), "error")
            return self._back_from(one)
        form, is_sent = step_form(one, to), request.method == "POST"
        if is_sent and form.validate() and self._take(form, one, to):
            flash(gettext("The referral is now: %(state)s", state=enum_label(to)), "success")
            return self._back_from(one)
        if not is_sent:
            record_read(AuditAction.READ, self.model.__tablename__, one.id)
        return make_response(self._step_page(form, one, to), 422 if is_sent else 200)

    def _back_from(self, one: Referral) -> Response:
        return redirect(get_redirect_target() or self.get_url(".details_view", id=one.id))

    @staticmethod
    def _take(form: Any, one: Referral, to: ReferralState) -> bool:
        told = {name: field.data for name, field in form._fields.items()}
        try:
            one.advance(Move(to, **{**told, "note": told.get("note") or ""}))
            db.session.commit()
        except RulesBroken as broken:
            place_problems(form, broken)
        except StaleDataError:
            form.form_errors = [gettext("Somebody else saved this referral just now. Look again.")]
        else:
            return True
        db.session.rollback()
        return False

    def _step_page(self, form: Form, one: Referral, to: ReferralState) -> str:
        return self.render(
            "referral_step.html",
            title=f"{VERBS[to]()}: {one.person.title}",
            crumbs=self.crumbs(one),
            form=form,
            partner=one.partner,
            booked=booked_text(one),
            purpose=one.purpose,
            verb=VERBS[to](),
            return_url=get_redirect_target() or self.get_url(".details_view", id=one.id),
        )

    def extra_fields(self) -> dict[str, Any]:
        """A new referral may come back by itself."""
        more: dict[str, Any] = super().extra_fields()
        return {**more, "remind_on": ReminderField(_("Reminder"), [], description=LATER)}

    def _prepared(self, form: Form, action: Action) -> Form:
        """Later steps bring their own reminder."""
        prepared: Form = super()._prepared(form, action)
        if action is Action.UPDATE and "remind_on" in prepared._fields:
            del prepared["remind_on"]
        return prepared

    def _sections(self, form: Form) -> list[FormSection]:
        sections: list[FormSection] = super()._sections(form)
        if "remind_on" in form._fields:
            sections[0].fields.append(form.remind_on)
        return sections

    def on_model_change(self, form: Form, model: Record, is_created: bool) -> None:
        super().on_model_change(form, model, is_created)
        field = form._fields.get("remind_on")
        if isinstance(model, Referral) and is_created and field is not None and field.data:
            model.remind(field.data)


def step_form(one: Referral, to: ReferralState) -> ReferralStepForm:
    """The fields of this step; what happened to an appointment happened on its day."""
    today = acting().today
    is_of_booking = to in AT_ONCE and one.booked_on is not None and one.booked_on <= today
    form = ReferralStepForm(get_form_data(), data={"on": one.booked_on if is_of_booking else today})
    for name in [name for name in form._fields if name not in FIELDS[to]]:
        del form[name]
    return form

"""The review of a goal agreement: how far each goal is, and what became of the paper.

What was agreed is not changed here; the paper stays as it was signed.
"""

from typing import Any

from flask import Response, flash, make_response, redirect, request
from flask_admin import expose
from flask_admin.helpers import get_form_data
from flask_babel import lazy_gettext as _
from sqlalchemy.orm.exc import StaleDataError
from wtforms import Form, RadioField, TextAreaField
from wtforms.validators import Length

from admin_views.change_step import refusal_text
from admin_views.editing import VersionField
from admin_views.fields import EnumField, GermanDateField, tidy_input
from admin_views.goal_words import ATTAINED
from admin_views.labels import FIELDS
from admin_views.rights import needs
from admin_views.words import gettext
from models.acting import acting
from models.audit_entry import AuditAction, record_read
from models.base import NOTE_LENGTH, RulesBroken, db
from models.goal import UNRATED_GOALS, Goal, GoalState
from models.goal_agreement import GoalAgreement
from models.permissions import Action, DataClass
from models.refusal import Refusal

NOT_RATED = "-"


class GoalProgressForm(Form):
    """How far one goal is."""

    state = EnumField(FIELDS["state"], [], kind=GoalState)
    attainment = RadioField(
        FIELDS["attainment"],
        choices=[(NOT_RATED, _("not rated yet"))]
        + [(str(number), text) for number, text in enumerate(ATTAINED)],
        default=NOT_RATED,
    )
    result_note = TextAreaField(
        FIELDS["result_note"], [Length(max=NOTE_LENGTH)], filters=[tidy_input]
    )

    def tell(self, goal: Goal) -> None:
        goal.state = self.state.data
        rated = self.attainment.data not in (None, NOT_RATED)
        is_rated = rated and goal.state not in UNRATED_GOALS
        goal.attainment = int(self.attainment.data) if is_rated else None
        goal.result_note = self.result_note.data or None


class ReviewForm(Form):
    """What became of the paper, and when it is looked at again."""

    reviewed_on = GermanDateField(FIELDS["reviewed_on"])
    review_on = GermanDateField(_("Next review"))
    signed_client_on = GermanDateField(FIELDS["signed_client_on"])
    signed_worker_on = GermanDateField(FIELDS["signed_worker_on"])
    copy_given_on = GermanDateField(FIELDS["copy_given_on"])
    version = VersionField()


class ReviewPages:
    """Mixin of the view of goal agreements."""

    @expose("/review/", methods=("GET", "POST"))
    @needs(Action.UPDATE, DataClass.NOTE)
    def review(self) -> Response:
        agreement = self.get_one(request.args.get("id"), self._form_options())
        if agreement is None:
            return self.gone_page(request.args.get("id"))
        form, goals, is_sent = _review_form(agreement), _goal_forms(agreement), bool(request.form)
        if is_sent and self._review_holds(form, goals, agreement):
            flash(gettext("Review saved."), "success")
            return redirect(self.get_url(".details_view", id=agreement.id))
        if not is_sent:
            record_read(AuditAction.READ, self.model.__tablename__, agreement.id)
        page = self.render(
            "goal_review.html",
            title=gettext("Review: %(what)s", what=agreement.title),
            crumbs=self.crumbs(agreement),
            form=form,
            goals=[(goal, goal_form) for goal, goal_form in goals],
            has_errors=bool(form.errors or any(one.errors for _, one in goals)),
            return_url=self.get_url(".details_view", id=agreement.id),
        )
        return make_response(page, 422 if is_sent else 200)

    def _review_holds(
        self, form: Any, goals: list[tuple[Goal, Any]], agreement: GoalAgreement
    ) -> bool:
        """All or nothing; what was typed stays on the page."""
        is_fine = all([form.validate(), *(one.validate() for _, one in goals)])
        if is_fine and form.version.data != str(agreement.version):
            form.form_errors = [gettext("Somebody else saved this agreement just now. Look again.")]
            return False
        try:
            return is_fine and _stored(form, goals, agreement)
        except RulesBroken as broken:
            for problem in broken.problems:
                told = refusal_text(Refusal("", problem.text, values=problem.values))
                field = form._fields.get(problem.field)
                if field is not None:
                    field.errors = [*field.errors, told]
                else:
                    form.form_errors = [*form.form_errors, told]
        except StaleDataError:
            form.form_errors = [gettext("Somebody else saved this agreement just now. Look again.")]
        db.session.rollback()
        return False


def _stored(form: Any, goals: list[tuple[Goal, Any]], agreement: GoalAgreement) -> bool:
    with db.session.no_autoflush:
        form.populate_obj(agreement)
        for goal, goal_form in goals:
            goal_form.tell(goal)
    db.session.commit()
    return True


def _review_form(agreement: GoalAgreement) -> Any:
    """Today as the day of the review, unless it was reviewed before."""
    form = ReviewForm(get_form_data(), obj=agreement)
    if not request.form:
        form.reviewed_on.data = agreement.reviewed_on or acting().today
        form.version.data = str(agreement.version)
    return form


def _goal_forms(agreement: GoalAgreement) -> list[tuple[Goal, Any]]:
    return [
        (goal, GoalProgressForm(get_form_data(), prefix=f"goal-{goal.id}-", data=_values(goal)))
        for goal in agreement.goals
    ]


def _values(goal: Goal) -> dict[str, Any]:
    rated = NOT_RATED if goal.attainment is None else str(goal.attainment)
    return {"state": goal.state, "attainment": rated, "result_note": goal.result_note or ""}

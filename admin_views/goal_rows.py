"""The form of a goal agreement: goals as cards with their steps, all on one page."""

from typing import Any

from flask import Response, request
from flask_admin import expose
from flask_admin.contrib.sqla.form import get_form
from sqlalchemy.orm import joinedload, selectinload
from wtforms import Form

from admin_views.child_rows import ChildRows
from admin_views.forms import ChildForm, RecordConverter
from admin_views.labels import field_label
from admin_views.widgets import OfficeForm
from models.acting import acting
from models.base import Record, db
from models.goal import Goal, GoalStep
from models.goal_agreement import GoalAgreement
from models.goal_version import plan_tasks
from models.permissions import Action

SIGNATURES = ("signed_client_on", "signed_worker_on", "copy_given_on")


class GoalForm(ChildForm):
    """A goal as a card, its steps as rows within it; the first ones stand there to be filled."""

    is_card = True
    least_rows = 2

    def postprocess_form(self, form_class: type[Form]) -> type[Form]:
        step = ChildForm(GoalStep, "doer", "doer_name", "what", "due_on")
        step.least_rows = 3
        rows = get_form(
            GoalStep, RecordConverter(db, step), OfficeForm, only=step.form_columns, hidden_pk=True
        )
        label = field_label(Goal, "steps")
        form_class.steps = ChildRows(rows, db, GoalStep, "steps", step, label=label)
        return form_class


GOAL = GoalForm(
    Goal,
    *("what", "life_area", "target_date", "starting_point", "measure"),
    *("contribution_client", "contribution_office", "contribution_partner"),
)


class GoalRows:
    """Mixin of the view of goal agreements."""

    form_template = "goal_agreement_form.html"

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self) -> Response:
        return self._with_more(None) if request.form.get("_more") else super().create_view()

    @expose("/edit/", methods=("GET", "POST"))
    def edit_view(self) -> Response:
        wants_more = bool(request.form.get("_more"))
        record = self.get_one(request.args.get("id"), self._form_options()) if wants_more else None
        is_open = record is not None and not self.is_fixed(record)
        return self._with_more(record) if is_open else super().edit_view()

    def _with_more(self, record: Record | None) -> Response:
        """The page again with one row more, for a browser without script; nothing is saved."""
        state = self.form_state(record)
        form = self.edit_form(obj=record) if record else self.create_form()
        for rows in rows_of(form):
            if rows.name == request.form["_more"]:
                rows.append_entry()
        self._connect_pickers(form)
        return self._form_page(form, record, state)

    def _form_options(self) -> list[Any]:
        """Goals with their steps and tasks, one statement each however many there are."""
        steps = selectinload(GoalAgreement.goals).selectinload(Goal.steps)
        return [
            *super()._form_options(),
            joinedload(GoalAgreement.follow_up),
            steps.selectinload(GoalStep.task),
        ]

    def _prepared(self, form: Form, action: Action) -> Form:
        """What is signed comes later, on the paper that this makes."""
        prepared: Form = super()._prepared(form, action)
        for name in SIGNATURES if action is Action.CREATE else ():
            if name in prepared._fields:
                del prepared[name]
        return prepared

    def on_model_change(self, form: Form, model: Record, is_created: bool) -> None:
        super().on_model_change(form, model, is_created)
        if isinstance(model, GoalAgreement):
            plan_tasks(model, acting().today)


def rows_of(form: Form) -> list[ChildRows]:
    """The rows of a form and those within its rows."""
    found = []
    for field in form:
        if isinstance(field, ChildRows):
            found.append(field)
            for entry in field.entries:
                found += rows_of(entry.form)
    return found

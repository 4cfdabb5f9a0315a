"""Tasks: who does what until when; mine, the team's, and those that are late."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, Row, true
from wtforms import Form, StringField
from wtforms.validators import Length

from admin_views.base import RecordView
from admin_views.editing import FormSection
from admin_views.fields import tidy_input
from admin_views.filters import Filter
from admin_views.labels import FIELDS
from admin_views.task_acts import TaskActs
from admin_views.words import gettext
from models.acting import acting
from models.base import Broken, Record, RulesBroken, msg
from models.permissions import Action
from models.reports.digest import is_own_task
from models.task import CLOSED_STATES, Task


@dataclass(frozen=True)
class WhoseFilter(Filter):
    """One's own tasks with those one stands in for, or all that one may see."""

    kind: str = "choice"

    def options(self) -> list[tuple[str, str]]:
        return [("mine", gettext("mine, also as deputy")), ("team", gettext("the team's"))]

    def condition(self, model: type[Record], value: str) -> ColumnElement[bool]:
        if value not in ("mine", "team"):
            raise ValueError(value)
        return is_own_task(acting()) if value == "mine" else true()


class TaskView(TaskActs, RecordView):
    import_by = ("what", "person", "due_on")
    column_list = ("what", "due_on", "person", "doer", "worker", "state")
    more_columns = ("done_on", "deputy", "partner", "session")
    sheet_fields = ("what", "person", "doer", "worker", "state", "done_on", "deputy", "partner")
    bulk_fields = ("due_on", "state", "done_on", "worker", "deputy", "doer")
    relative_days = {"due_on": 7}
    row_needs = ("is_closed",)
    empty_text = _(
        "No task here. Tasks come from talks (point 7: who does what?), from the steps of goal "
        "agreements, or are added with the button above."
    )
    column_default_sort = (("is_closed", False), ("due_order", False))
    filter_columns = ("state", "is_closed", "doer", "worker", "deputy", "person", "due_on")
    search_relations = ("person",)
    form_sections = (
        (
            _("Task"),
            ("what", "person", "doer", "doer_name", "worker", "deputy", "partner", "due_on")
            + ("session",),
        ),
        (_("How far"), ("state", "done_on", "note")),
    )

    def __init__(self, model: type[Record], group: Any) -> None:
        super().__init__(model, group)
        self._office_filters.insert(0, WhoseFilter("whose", FIELDS["whose"], column="worker"))

    def is_settled(self, name: str, row: Row[Any]) -> bool:
        return bool(row.is_closed)

    def scaffold_form(self) -> Any:
        """With the reason that a new day of an old task needs."""
        form = super().scaffold_form()
        form.why_moved = StringField(
            FIELDS["why_moved"],
            [Length(max=200)],
            filters=[tidy_input],
            description=_("Needed where the day of an open task is changed."),
        )
        return form

    def _prepared(self, form: Form, action: Action) -> Form:
        """A new task has no former day."""
        prepared: Form = super()._prepared(form, action)
        if action is Action.CREATE and "why_moved" in prepared._fields:
            del prepared["why_moved"]
        return prepared

    def _sections(self, form: Form) -> list[FormSection]:
        sections = super()._sections(form)
        if "why_moved" in form._fields:
            fields = sections[0].fields
            names = [field.name for field in fields]
            fields.insert(names.index("due_on") + 1, form.why_moved)
        return sections

    def on_model_change(self, form: Form, model: Record, is_created: bool) -> None:
        """Another day for an open task is said with its reason; in bulk there is one for all."""
        super().on_model_change(form, model, is_created)
        if not isinstance(model, Task) or is_created:
            return
        if "why_moved" not in form._fields:
            model.why_moved = gettext("changed together with others")
        elif self._moves_silently(form, model):
            raise RulesBroken(Broken("why_moved", msg("Say why the day is moved.")))

    @staticmethod
    def _moves_silently(form: Form, task: Task) -> bool:
        before = form.due_on.object_data
        is_open = task.state not in CLOSED_STATES
        return bool(is_open and before and before != task.due_on and not form.why_moved.data)

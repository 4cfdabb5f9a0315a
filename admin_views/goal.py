"""Goals, their steps and the contributions of each side."""

from typing import Any

from flask_babel import lazy_gettext as _

from admin_views.base import RecordView
from admin_views.enum_labels import enum_label
from admin_views.formats import day
from admin_views.forms import ChildForm
from models.base import Record
from models.goal import GoalStep


class GoalView(RecordView):
    column_list = ("title", "agreement", "life_area", "target_date", "state", "attainment")
    column_default_sort = (("target_date", True),)
    numeric_columns = frozenset({"attainment"})
    filter_columns = ("life_area", "state", "target_date")
    form_sections = (
        (_("Goal"), ("agreement", "life_area", "what", "starting_point", "target_date")),
        (
            _("Who contributes what"),
            ("contribution_client", "contribution_office", "contribution_partner"),
        ),
        (_("Steps"), ("steps",)),
        (_("How far"), ("state", "attainment")),
    )
    inline_models = (ChildForm(GoalStep, "doer", "doer_name", "what", "due_on", "state"),)

    def child_text(self, name: str, child: Record) -> str:
        if not isinstance(child, GoalStep):
            return super().child_text(name, child)
        parts: list[Any] = [child.doer_name or enum_label(child.doer), child.what]
        if child.due_on:
            parts.append(day(child.due_on))
        return f"{' · '.join(parts)} ({enum_label(child.state)})"

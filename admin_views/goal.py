"""Goals, their steps and the contributions of each side."""

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Row

from admin_views.base import RecordView
from admin_views.forms import ChildForm
from admin_views.referral_entry import ReferHere
from admin_views.steps import step_text
from models.base import Record
from models.goal import GoalState, GoalStep


class GoalView(ReferHere, RecordView):
    no_import = "it is part of an agreement that is signed"
    refer_by = "goal"
    is_seldom = True
    column_list = ("title", "agreement", "life_area", "target_date", "state", "attainment")
    column_default_sort = (("target_date", True),)
    relative_days = {"target_date": 14}
    row_needs = ("state",)
    empty_text = _("No goal yet. Goals are added on the page of a goal agreement.")
    numeric_columns = frozenset({"attainment"})
    search_relations = ("agreement",)
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

    def is_settled(self, name: str, row: Row[Any]) -> bool:
        return row.state not in (GoalState.AGREED, GoalState.ACTIVE)

    def child_text(self, name: str, child: Record) -> str:
        is_step = isinstance(child, GoalStep)
        return step_text(child) if is_step else super().child_text(name, child)

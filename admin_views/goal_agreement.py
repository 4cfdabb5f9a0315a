"""Goal agreements: made together, signed by both, printed on one paper."""

from typing import Any

from flask import Response
from flask_admin import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from admin_views.base import RecordView
from admin_views.details import Act, Related
from admin_views.grid import source_of
from admin_views.papers import agreement_paper, print_paper
from admin_views.rights import needs
from models.acting import acting
from models.base import Record, db
from models.goal import Goal
from models.goal_agreement import GoalAgreement
from models.permissions import Action, DataClass, Role
from models.staff import Staff


class GoalAgreementView(RecordView):
    column_list = (
        "title",
        "agreed_on",
        "worker",
        "review_on",
        "signed_client_on",
        "signed_worker_on",
    )
    column_sources = {"title": lambda: source_of(GoalAgreement, "person", {})}
    column_default_sort = (("agreed_on", True),)
    filter_columns = ("worker", "agreed_on", "review_on", "signed_client_on")
    search_relations = ("person",)
    form_sections = (
        (
            _("Agreement"),
            ("person", "worker", "agreed_on", "session", "starting_point", "review_on"),
        ),
        (_("Signatures"), ("signed_client_on", "signed_worker_on", "copy_given_on")),
    )
    related = (
        Related(
            Goal,
            "agreement",
            ("what", "life_area", "target_date", "state"),
            lambda: Goal.target_date.asc(),
            most=30,
        ),
    )

    def preset_values(self) -> dict[str, Any]:
        someone = acting()
        values: dict[str, Any] = {"agreed_on": someone.today}
        if Role.SOCIAL_WORKER in someone.roles:
            values["worker"] = db.session.get(Staff, someone.staff_id)
        return values

    def row_acts(self) -> list[tuple[Any, str]]:
        if not acting().may(Action.PRINT, DataClass.NOTE):
            return []
        return [(gettext("Print"), self.get_url(".agreement", id=0))]

    def own_acts(self, record: Record, has_reason: bool) -> list[Act]:
        if not self.may_print(has_reason):
            return []
        return [Act(gettext("Print agreement"), self.get_url(".agreement", id=record.id))]

    @expose("/<int:id>/agreement.pdf")
    @needs(Action.PRINT, DataClass.NOTE)
    def agreement(self, id: int) -> Response:
        """The agreement on paper, with both signature lines."""
        return print_paper(self, self.get_one(id), GoalAgreement.__tablename__, agreement_paper)

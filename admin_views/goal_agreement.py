"""Goal agreements: made together, signed by both, printed on one paper."""

from dataclasses import dataclass
from typing import Any

from flask import Response
from flask_admin import expose
from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement

from admin_views.base import RecordView
from admin_views.filters import YesNoFilter
from admin_views.goal_page import GoalPage
from admin_views.goal_review import ReviewPages
from admin_views.goal_rows import GOAL, GoalRows
from admin_views.grid import source_of
from admin_views.issue_pages import IssuePages
from admin_views.labels import FIELDS
from admin_views.papers import PaperView, agreement_paper, print_paper
from admin_views.rights import needs
from models.base import Record
from models.goal import awaits_review
from models.goal_agreement import GoalAgreement
from models.permissions import Action, DataClass


@dataclass(frozen=True)
class ReviewFilter(YesNoFilter):
    """Neither reviewed nor continued since a day of review was set."""

    def condition(self, model: type[Record], value: str) -> ColumnElement[bool]:
        if value not in ("yes", "no"):
            raise ValueError(value)
        awaits = awaits_review()
        return awaits if value == "yes" else ~awaits


class GoalAgreementView(GoalRows, ReviewPages, GoalPage, IssuePages, PaperView, RecordView):
    no_import = "it is agreed and signed with the person"
    paper_route = "agreement"
    print_label = _("Print agreement")
    column_list = (
        "title",
        "agreed_on",
        "worker",
        "review_on",
        "signed_client_on",
        "signed_worker_on",
    )
    sheet_fields = ("review_on",)
    more_columns = ("copy_given_on", "reviewed_on", "session", "previous")
    relative_days = {"review_on": 14}
    empty_text = _("No goal agreement yet. Begin one from the page of the person.")
    column_sources = {"title": lambda: source_of(GoalAgreement, "person", {})}
    column_default_sort = (("agreed_on", True),)
    filter_columns = ("worker", "agreed_on", "review_on", "signed_client_on", "copy_given_on")
    search_relations = ("person",)
    today_fields = ("agreed_on",)
    form_sections = (
        (
            _("Agreement"),
            ("person", "worker", "agreed_on", "review_on", "session", "starting_point"),
        ),
        (_("Goals"), ("goals",)),
        (_("Consent of both sides"), ("has_client_consent", "has_office_consent")),
        (_("Signatures"), ("signed_client_on", "signed_worker_on", "copy_given_on")),
    )
    inline_models = (GOAL,)

    def __init__(self, model: type[Record], group: Any) -> None:
        super().__init__(model, group)
        label = FIELDS["awaits_review"]
        self._office_filters.append(ReviewFilter("awaits_review", label, column="review_on"))

    @expose("/<int:id>/agreement.pdf")
    @needs(Action.PRINT, DataClass.NOTE)
    def agreement(self, id: int) -> Response:
        """The agreement on paper, with both signature lines."""
        return print_paper(self, self.get_one(id), GoalAgreement.__tablename__, agreement_paper)

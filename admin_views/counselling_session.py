"""Counselling sessions in the order of the protocol's nine points, and the protocol in print."""

from dataclasses import replace
from typing import Any

from flask import Response
from flask_admin import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import selectinload

from admin_views.base import RecordView
from admin_views.details import Alert, Section
from admin_views.enum_labels import enum_label
from admin_views.forms import ChildForm
from admin_views.grid import source_of
from admin_views.issue_pages import IssuePages
from admin_views.labels import field_label
from admin_views.papers import PaperView, print_paper, protocol_paper
from admin_views.referral_entry import ReferHere
from admin_views.related import Related
from admin_views.rights import needs
from admin_views.session_form import SessionForm, hints
from admin_views.session_progress import SessionProgressPages, addenda_count
from admin_views.steps import step_text
from models.base import Record
from models.counselling_session import CounsellingSession, SessionAttendee
from models.permissions import Action, DataClass
from models.referral import Referral
from models.task import Task

RARE = ("cancelled_by", "successes", "setbacks", "challenges", "children", "new_needs")


class CounsellingSessionView(
    ReferHere, SessionProgressPages, IssuePages, PaperView, SessionForm, RecordView
):
    no_import = "what was said in a talk is written by whoever held it"
    refer_by = "session"
    paper_route = "protocol"
    print_label = _("Print protocol")
    column_list = ("title", "held_on", "starts_at", "minutes", "kind", "place", "worker", "reason")
    more_columns = ("language", "next_appointment_at", "next_place", "state", "issued_at")
    second_lines = {"title": "addenda", "kind": "state"}
    relative_days = {"next_appointment_at": None}
    empty_text = _("No talk is recorded. Begin one from the page of the person.")
    column_default_sort = (("held_on", True),)
    column_sources = {
        "title": lambda: source_of(CounsellingSession, "person", {}),
        "addenda": addenda_count,
    }
    numeric_columns = frozenset({"minutes"})
    filter_columns = ("held_on", "worker", "kind", "state", "place", "topics")
    search_relations = ("person",)
    today_fields = ("held_on",)
    form_sections = (
        (
            _("1–2 Name and date"),
            (
                "person",
                "worker",
                "held_on",
                "starts_at",
                "minutes",
                "place",
                "kind",
                "cancelled_by",
            ),
        ),
        (_("3 Present"), ("attendees", "language", "interpreter")),
        (_("4 Occasion"), ("reason",)),
        (
            _("5 Contents and topics"),
            (
                "since_last",
                "successes",
                "setbacks",
                "challenges",
                "children",
                "new_needs",
                "content",
                "topics",
                "handouts",
                "handouts_note",
            ),
        ),
        (_("6 Agreements, goals, next step"), ("agreements",)),
        (_("7 Who does what?"), ("tasks",)),
        (_("8 Next appointment"), ("next_appointment_at", "next_place")),
    )
    inline_models = (
        ChildForm(SessionAttendee, "kind", "name", "person"),
        ChildForm(Task, "doer", "doer_name", "partner", "what", "due_on", "state"),
    )

    joined_children = frozenset({"attendees"})
    related = (
        *SessionProgressPages.related,
        Related(
            Referral,
            "session",
            ("referred_on", "partner", "purpose", "state", "booked_on"),
            lambda: Referral.referred_on.desc(),
            can_add=False,
        ),
    )

    def fact_text(self, record: Record, name: str) -> str:
        if name != "topics" or not isinstance(record, CounsellingSession):
            return super().fact_text(record, name)
        minutes = record.topic_minutes
        return ", ".join(
            gettext("%(topic)s (%(minutes)s min)", topic=topic.title, minutes=minutes[topic.id])
            if topic.id in minutes
            else topic.title
            for topic in record.topics
        )

    def _fact_sections(self, record: Record, has_reason: bool) -> list[Section]:
        """What few talks have is not told of the others."""
        rare = {str(field_label(CounsellingSession, name)) for name in RARE}
        return [
            replace(
                section,
                facts=[fact for fact in section.facts if fact.value or str(fact.label) not in rare],
            )
            for section in super()._fact_sections(record, has_reason)
        ]

    def _detail_options(self) -> list[Any]:
        return [*super()._detail_options(), selectinload(CounsellingSession.topic_rows)]

    def alerts(self, record: Record) -> list[Alert]:
        """Why it is fixed; and what to look at twice, as long as it can be put right."""
        alerts = super().alerts(record)
        if self.is_fixed(record) or not self.has_stated_reason(record):
            return alerts
        return [*alerts, *(Alert("amber", hint) for hint in hints(record))]

    def child_text(self, name: str, child: Record) -> str:
        match child:
            case Task():
                return step_text(child)
            case SessionAttendee():
                return f"{child.name} ({enum_label(child.kind)})"
        return super().child_text(name, child)

    @expose("/<int:id>/protocol.pdf")
    @needs(Action.PRINT, DataClass.NOTE)
    def protocol(self, id: int) -> Response:
        """The protocol of one session on paper, ready to be signed."""
        return print_paper(self, self.get_one(id), CounsellingSession.__tablename__, protocol_paper)

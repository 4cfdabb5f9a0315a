"""Meetings with partners and of committees: who was there, minutes, decisions that become tasks."""

from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import Row

from admin_views.base import RecordView
from admin_views.formats import day
from admin_views.forms import ChildForm
from admin_views.network_meeting_page import MeetingPages
from admin_views.taking_part import OwnParts
from models.base import Record, db
from models.committee import Committee
from models.network_meeting import MeetingDecision
from models.rules.text import whole_number


class NetworkMeetingView(MeetingPages, OwnParts, RecordView):
    no_import = "its minutes and decisions are rows of their own"
    column_list = ("subject", "starts_at", "committee", "place", "worker", "is_cancelled")
    sheet_fields = ("subject", "starts_at", "committee", "place", "worker")
    says_more = frozenset({"is_cancelled"})
    column_default_sort = (("starts_at", True),)
    filter_columns = ("committee", "starts_at", "worker", "is_cancelled")
    bulk_fields = ("worker",)
    empty_text = _("No meeting yet. Add the next one; its decisions become tasks.")
    form_sections = (
        (_("Meeting"), ("subject", "committee", "starts_at", "minutes", "place", "is_cancelled")),
        (_("Who attends"), ("worker", "staff", "partners")),
        (_("What about"), ("agenda",)),
        (_("Record of the meeting"), ("protocol",)),
        (_("Decisions"), ("decisions",)),
    )
    inline_models = (ChildForm(MeetingDecision, "what", "worker", "decided_for"),)

    def __init__(self, model: type[Record], group: Any) -> None:
        super().__init__(model, group)
        self.name = _("Cooperation")

    def preset_values(self) -> dict[str, Any]:
        """What is usual in the committee that it is added to."""
        values = super().preset_values()
        key = whole_number(request.args.get("committee"))
        committee = db.session.get(Committee, key) if key else None
        if committee is None:
            return values
        usual = {"subject": committee.name, "place": committee.usual_place}
        along = {"worker": committee.worker, "staff": list(committee.staff)}
        hosts = [committee.partner] if committee.partner else []
        return {**values, **usual, **along, "partners": hosts}

    def cell_text(self, name: str, value: Any, row: Row[Any]) -> str:
        """Most of them take place; only the others say so."""
        if name == "is_cancelled":
            return gettext("did not take place") if value else ""
        return super().cell_text(name, value, row)

    def tone(self, name: str, value: Any) -> str:
        return "amber" if name == "is_cancelled" and value else super().tone(name, value)

    def child_text(self, name: str, child: Record) -> str:
        if not isinstance(child, MeetingDecision):
            return super().child_text(name, child)
        who = child.doing.display_name if child.doing else ""
        until = day(child.due_on) if child.due_on else ""
        return " · ".join(filter(None, (child.what, who, until)))

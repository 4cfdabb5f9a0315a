"""Meetings with partners and of committees: who was there, minutes, decisions that become tasks."""

from flask_babel import lazy_gettext as _

from admin_views.base import RecordView
from admin_views.formats import day
from admin_views.forms import ChildForm
from admin_views.taking_part import OwnParts
from models.base import Record
from models.network_meeting import MeetingDecision


class NetworkMeetingView(OwnParts, RecordView):
    column_list = ("subject", "starts_at", "committee", "place", "worker", "is_cancelled")
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

    def child_text(self, name: str, child: Record) -> str:
        if not isinstance(child, MeetingDecision):
            return super().child_text(name, child)
        who = child.doing.display_name if child.doing else ""
        until = day(child.due_on) if child.due_on else ""
        return " · ".join(filter(None, (child.what, who, until)))

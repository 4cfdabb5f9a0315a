"""Events: the list with its timeline, the form, the page with tasks and money."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import Row

from admin_views import formats
from admin_views.base import RecordView
from admin_views.enum_labels import enum_label
from admin_views.event_page import EventPage
from admin_views.event_year import YearPages
from admin_views.forms import ChildForm
from admin_views.grid import GridCell
from admin_views.taking_part import OwnParts
from models.acting import acting
from models.base import Record
from models.event import EventState
from models.event_parts import EventFunding, EventGroup, EventMaterial, EventTask


class EventView(EventPage, YearPages, OwnParts, RecordView):
    import_by = ("name", "begins_on")
    column_list = ("title", "begins_on", "place", "state", "worker", "participants")
    sheet_fields = ("name", "begins_on", "ends_on", "place", "worker", "participants", "is_public")
    more_columns = ("kind", "ends_on", "budget", "is_public", "recurrence")
    second_lines = {"title": "kind"}
    row_needs = ("ends_on", "state")
    says_more = frozenset({"begins_on"})
    column_default_sort = (("begins_on", True),)
    relative_days = {"begins_on": 14}
    filter_columns = ("kind", "state", "begins_on", "worker", "is_public", "recurrence")
    bulk_fields = ("worker", "place", "is_public")
    empty_text = _("No event yet. Add one, or take last year's over with its list of tasks.")
    form_sections = (
        (
            _("Event"),
            ("name", "kind", "begins_on", "ends_on", "opens_at", "closes_at", "place")
            + ("recurrence",),
        ),
        (_("Who takes part"), ("worker", "staff", "partners")),
        (_("What is to be done"), ("tasks",)),
        (_("Material"), ("materials",)),
        (_("Money"), ("budget", "fundings")),
        (_("Outside"), ("is_public", "public_text")),
        (_("Afterwards"), ("participants", "groups", "went_well", "next_time")),
    )
    inline_models = (
        ChildForm(EventTask, "what", "days_before", "worker"),
        ChildForm(EventMaterial, "what", "quantity", "origin", "is_ready"),
        ChildForm(EventFunding, "funding_source", "planned", "granted", "spent", "reference"),
        ChildForm(EventGroup, "audience", "number"),
    )

    def is_settled(self, name: str, row: Row[Any]) -> bool:
        return row.state in (EventState.DONE, EventState.CANCELLED)

    def cell(self, name: str, row: Row[Any]) -> GridCell:
        """An event of several days says until when, and that it is on while it is."""
        cell = super().cell(name, row)
        if name != "begins_on" or row.ends_on in (None, row.begins_on):
            return cell
        days = f"{formats.day(row.begins_on)} – {formats.day(row.ends_on)}"
        if self.is_settled(name, row):
            return cell._replace(text=days)
        is_on = row.begins_on < acting().today <= row.ends_on
        if is_on:
            return GridCell(gettext("on now"), days, "blue")
        return cell._replace(small=days)

    def child_text(self, name: str, child: Record) -> str:
        if isinstance(child, EventGroup):
            return f"{child.number} {enum_label(child.audience)}"
        return super().child_text(name, child)

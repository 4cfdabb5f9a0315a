"""Tasks: who does what until when."""

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Row

from admin_views.base import RecordView


class TaskView(RecordView):
    column_list = ("what", "due_on", "person", "doer", "worker", "state")
    more_columns = ("done_on", "partner", "session")
    bulk_fields = ("due_on", "state", "done_on", "worker", "doer")
    relative_days = {"due_on": 7}
    row_needs = ("is_closed",)
    empty_text = _(
        "No task here. Tasks come from talks (point 7: who does what?) "
        "or are added with the button above."
    )
    column_default_sort = (("is_closed", False), ("due_order", False))
    filter_columns = ("state", "is_closed", "doer", "worker", "person", "due_on")
    search_relations = ("person",)
    form_sections = (
        (
            _("Task"),
            ("what", "person", "doer", "doer_name", "worker", "partner", "due_on", "session"),
        ),
        (_("How far"), ("state", "done_on", "note")),
    )

    def is_settled(self, name: str, row: Row[Any]) -> bool:
        return bool(row.is_closed)

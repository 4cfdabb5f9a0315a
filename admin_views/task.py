"""Tasks: who does what until when."""

from flask_babel import lazy_gettext as _

from admin_views.base import RecordView


class TaskView(RecordView):
    column_list = ("due_on", "what", "person", "doer", "worker", "state")
    column_default_sort = (("is_closed", False), ("due_order", False))
    filter_columns = ("state", "doer", "worker", "person", "due_on")
    search_relations = ("person",)
    form_sections = (
        (
            _("Task"),
            ("what", "person", "doer", "doer_name", "worker", "partner", "due_on", "session"),
        ),
        (_("How far"), ("state", "done_on", "note")),
    )

"""The audit trail, for the data-protection officer only; nobody changes it."""

from flask_babel import lazy_gettext as _

from admin_views.base import RecordView


class AuditEntryView(RecordView):
    column_list = ("at", "staff", "action", "table_name", "record_id", "fields", "detail")
    column_default_sort = (("at", True),)
    filter_columns = ("action", "staff", "at", "table_name", "record_id")
    form_sections = (
        (_("Entry"), ("at", "staff", "action", "table_name", "record_id", "fields", "detail")),
    )

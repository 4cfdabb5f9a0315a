"""Contacts at partner organisations, by function."""

from flask_babel import lazy_gettext as _

from admin_views.base import RecordView


class ContactView(RecordView):
    column_list = ("title", "partner", "name", "phone", "email")
    empty_text = _("No contact yet. Add who answers at an organisation.")
    filter_columns = ("partner",)
    search_relations = ("partner",)
    form_sections = ((_("Contact"), ("partner", "job", "name", "phone", "email", "note")),)

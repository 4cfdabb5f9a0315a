"""Closed files by their number, and who is named for them: the lead's list."""

from flask_babel import lazy_gettext as _

from admin_views.base import RecordView


class PersonReaderView(RecordView):
    no_import = "who reads a closed file is decided one by one"
    column_list = ("title", "staff")
    form_sections = ((_("Closed file"), ("staff",)),)
    empty_text = _(
        "No file is closed. Who may change a person's master data closes the file there "
        "and names who may open it."
    )

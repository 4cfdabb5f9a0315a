"""Text blocks: one's own and the team's, and the list of them beside every note."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from admin_views.base import RecordView
from models.acting import acting
from models.base import Record
from models.text_block import TextBlock


class TextBlockView(RecordView):
    import_by = ("name",)
    is_seldom = True
    column_list = ("name", "shortcut", "text", "is_shared")
    sheet_fields = ("name", "shortcut", "is_shared")
    column_default_sort = (("name", False),)
    filter_columns = ("is_shared",)
    empty_text = _("No text block yet. What you write again and again can be kept here.")
    form_sections = ((_("Text block"), ("name", "shortcut", "text", "is_shared")),)

    def is_fixed(self, record: Record | None) -> bool:
        return isinstance(record, TextBlock) and not record.may_be_changed_by(acting())

    def why_fixed(self, record: Record | None) -> str:
        if not self.is_fixed(record):
            return ""
        return gettext("This text block is the team's; the lead changes it.")

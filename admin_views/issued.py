"""What went out on paper has a page to read but no form: what to do instead is said there."""

from flask import Response, flash, redirect

from admin_views.change_step import refusal_text
from models.base import Record
from models.issued import Issuable
from models.refusal import Refusal


class IssuedRecords:
    """Mixin of RecordView: its forms and its deleting stay shut for an issued paper."""

    def is_fixed(self, record: Record | None) -> bool:
        return isinstance(record, Issuable) and not record.is_changeable

    def why_fixed(self, record: Record | None) -> str:
        """In the words of its own rule; empty while it may be changed."""
        if not isinstance(record, Issuable) or record.is_changeable:
            return ""
        broken = record.why_fixed()
        return refusal_text(Refusal("", broken.text, values=broken.values))

    def fixed_page(self, record: Record) -> Response | None:
        """Back to the page to read, with the reason, where there is nothing to change."""
        if not self.is_fixed(record):
            return None
        flash(self.why_fixed(record), "info")
        return redirect(self.get_url(".details_view", id=record.id))

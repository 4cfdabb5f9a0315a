"""When organisations of the directory are open, span by span, for lists and imports."""

from flask_babel import lazy_gettext as _

from admin_views.base import RecordView
from admin_views.import_words import OPENING_HOUR


class OpeningHourView(RecordView):
    is_seldom = True
    import_by = ("partner", "weekday", "opens_at")
    import_words = OPENING_HOUR
    column_list = ("title", "weekday", "opens_at", "closes_at", "weeks", "note")
    filter_columns = ("partner", "weekday")
    search_relations = ("partner",)
    empty_text = _("No opening hours yet. Add when an organisation is open.")
    form_sections = (
        (
            _("Opening hours"),
            ("partner", "weekday", "opens_at", "closes_at", "weeks", "is_on_holidays", "note"),
        ),
    )

    def is_visible(self) -> bool:
        """The import of the directory leads here; the menu stays short."""
        return False

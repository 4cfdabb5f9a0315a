"""Office hours by location and weekday."""

from flask_babel import lazy_gettext as _

from admin_views.base import RecordView
from admin_views.grid import source_of
from models.office_hour import OfficeHour


class OfficeHourView(RecordView):
    import_by = ("office_location", "weekday", "opens_at")
    column_list = ("title", "weekday", "opens_at", "closes_at", "valid_from", "valid_to", "note")
    column_sources = {"title": lambda: source_of(OfficeHour, "office_location", {})}
    has_new_rows = True
    title_parts = ("office_location",)
    sheet_fields = ("weekday", "opens_at", "closes_at", "valid_from", "valid_to", "note")
    filter_columns = ("office_location", "weekday")
    form_sections = (
        (
            _("Office hour"),
            (
                "office_location",
                "weekday",
                "opens_at",
                "closes_at",
                "valid_from",
                "valid_to",
                "note",
            ),
        ),
    )

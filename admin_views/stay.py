"""Who lives where, from when to when."""

from flask_babel import lazy_gettext as _

from admin_views.base import RecordView


class StayView(RecordView):
    import_by = ("person", "valid_from")
    column_list = (
        "title",
        "unit",
        "valid_from",
        "valid_to",
        "reason",
        "placement_basis",
        "destination",
    )
    empty_text = _("Nobody lives here. Record who moves into which unit and from when on.")
    has_new_rows = True
    title_parts = ("person",)
    sheet_fields = ("unit", "valid_from", "valid_to", "reason", "placement_basis", "destination")
    bulk_fields = ("reason", "destination", "valid_to")
    column_default_sort = (("valid_from", True),)
    filter_columns = ("unit", "reason", "placement_basis", "destination", "valid_from", "valid_to")
    search_relations = ("person", "unit")
    today_fields = ("valid_from",)
    form_sections = (
        (_("Moving in"), ("person", "unit", "valid_from", "reason", "placement_basis")),
        (_("Moving out"), ("valid_to", "destination", "note")),
    )

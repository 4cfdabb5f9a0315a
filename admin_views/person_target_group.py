"""Target groups of persons, by period."""

from flask_babel import lazy_gettext as _

from admin_views.base import RecordView


class PersonTargetGroupView(RecordView):
    import_by = ("person", "target_group", "valid_from")
    is_seldom = True
    column_list = ("title", "target_group", "valid_from", "valid_to", "reason")
    has_new_rows = True
    title_parts = ("person",)
    sheet_fields = ("target_group", "valid_from", "valid_to", "reason")
    empty_text = _("Nobody is assigned yet. Add a person's target group and its first day.")
    bulk_fields = ("target_group", "valid_to")
    column_default_sort = (("valid_from", True),)
    filter_columns = ("target_group", "valid_from", "valid_to")
    search_relations = ("person",)
    form_sections = (
        (_("Target group"), ("person", "target_group", "valid_from", "valid_to", "reason")),
    )

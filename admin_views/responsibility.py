"""Who is responsible for whom, and who stands in."""

from flask_babel import lazy_gettext as _

from admin_views.base import RecordView


class ResponsibilityView(RecordView):
    import_by = ("person", "valid_from")
    is_seldom = True
    column_list = ("title", "worker", "deputy", "valid_from", "valid_to")
    empty_text = _("Nobody is responsible for anybody yet. Say who looks after whom from when on.")
    has_new_rows = True
    title_parts = ("person",)
    sheet_fields = ("worker", "deputy", "valid_from", "valid_to")
    bulk_fields = ("worker", "deputy", "valid_from", "valid_to")
    column_default_sort = (("valid_from", True),)
    filter_columns = ("worker", "deputy", "valid_from", "valid_to")
    search_relations = ("person",)
    today_fields = ("valid_from",)
    form_sections = (
        (_("Responsibility"), ("person", "worker", "deputy", "valid_from", "valid_to")),
    )

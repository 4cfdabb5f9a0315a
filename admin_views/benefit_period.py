"""Under which benefit law somebody lives, by period."""

from flask_babel import lazy_gettext as _

from admin_views.base import RecordView


class BenefitPeriodView(RecordView):
    import_by = ("person", "valid_from")
    is_seldom = True
    column_list = (
        "title",
        "benefit_law",
        "paying_office",
        "health_insurer",
        "valid_from",
        "valid_to",
    )
    empty_text = _("No benefits are recorded. Add under which law somebody lives.")
    has_new_rows = True
    title_parts = ("person",)
    sheet_fields = ("benefit_law", "paying_office", "health_insurer", "valid_from", "valid_to")
    bulk_fields = ("benefit_law", "paying_office", "health_insurer", "valid_to")
    column_default_sort = (("valid_from", True),)
    filter_columns = ("benefit_law", "valid_from", "valid_to")
    search_relations = ("person",)
    form_sections = (
        (
            _("Benefits"),
            ("person", "benefit_law", "paying_office", "health_insurer", "valid_from", "valid_to"),
        ),
    )

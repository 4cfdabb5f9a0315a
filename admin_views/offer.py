"""What partners offer."""

from flask_babel import lazy_gettext as _

from admin_views.base import RecordView
from admin_views.import_words import OFFER
from admin_views.referral_entry import ReferHere


class OfferView(ReferHere, RecordView):
    import_by = ("partner", "name")
    import_words = OFFER
    refer_by = "offer"
    is_seldom = True
    column_list = ("title", "partner", "topic", "target_group", "capacity", "valid_until")
    more_columns = ("is_free", "cost")
    empty_text = _("No offer yet. Add what an organisation offers and for whom.")
    has_new_rows = True
    sheet_fields = ("name", "partner", "topic", "target_group", "capacity", "valid_until", "cost")
    bulk_fields = ("topic", "target_group", "valid_until")
    numeric_columns = frozenset({"capacity"})
    filter_columns = ("topic", "target_group", "partner", "is_free", "valid_until")
    search_relations = ("partner",)
    form_sections = (
        (_("Offer"), ("partner", "name", "topic", "target_group")),
        (
            _("How to get it"),
            ("requirements", "registration", "is_free", "cost", "capacity", "valid_until"),
        ),
    )

"""Agreements with partners: content, duties, validity, review, the signed paper."""

from flask_babel import lazy_gettext as _

from admin_views.base import RecordView
from admin_views.partner_agreement_page import AgreementPages
from admin_views.taking_part import OwnParts


class PartnerAgreementView(AgreementPages, OwnParts, RecordView):
    no_import = "it is a signed paper"
    is_seldom = True
    column_list = ("partner", "subject", "valid_from", "valid_to", "review_on", "worker")
    sheet_fields = ("subject", "valid_from", "valid_to", "review_on", "worker")
    more_columns = ("reviewed_on", "signed_on")
    relative_days = {"review_on": 28, "valid_to": 56}
    column_default_sort = (("valid_from", True),)
    filter_columns = ("partner", "worker", "valid_from", "valid_to", "review_on")
    bulk_fields = ("worker", "review_on")
    today_fields = ("valid_from",)
    empty_text = _("No agreement yet. Record what was agreed with a partner.")
    form_sections = (
        (_("Agreement"), ("partner", "subject", "content")),
        (_("Duties"), ("duties_office", "duties_partner")),
        (
            _("Validity"),
            ("valid_from", "valid_to", "signed_on", "review_on", "reviewed_on", "worker"),
        ),
    )

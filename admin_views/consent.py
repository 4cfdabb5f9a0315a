"""Consents to pass data on: who may be told what, what for, and until when (rules CO-01 ff.)."""

from typing import Any

from flask_babel import lazy_gettext as _

from admin_views.base import RecordView
from admin_views.grid import source_of
from admin_views.referral_paper_pages import ConsentPages
from models.acting import acting
from models.agreed_data import ITEMS
from models.consent import USUAL_TERM, Consent


class ConsentView(ConsentPages, RecordView):
    no_import = "it is a paper that the person signed"
    is_seldom = True
    column_list = ("title", "partner", "purpose", "given_on", "valid_until", "withdrawn_on")
    more_columns = ("form", "worker")
    relative_days = {"valid_until": 30}
    column_sources = {"title": lambda: source_of(Consent, "person", {})}
    column_default_sort = (("given_on", True),)
    filter_columns = ("worker", "partner", "given_on", "valid_until", "withdrawn_on", "form")
    search_relations = ("person",)
    today_fields = ("given_on",)
    empty_text = _("No consent yet. Record one before data are passed on to an organisation.")
    form_sections = (
        (
            _("Who, to whom, what for"),
            ("person", "worker", "partner", "purpose", "data_note", "interpreter"),
        ),
        (_("Which data"), ITEMS),
        (_("From when, until when"), ("form", "given_on", "valid_until", "withdrawn_on")),
    )

    def preset_values(self) -> dict[str, Any]:
        """Twelve months, as the office does it; the name goes along as a rule."""
        usual = {"valid_until": acting().today + USUAL_TERM, "has_name": True, "has_concern": True}
        return {**super().preset_values(), **usual}

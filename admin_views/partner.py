"""The directory of partner organisations."""

from typing import Any

from flask_babel import lazy_gettext as _

from admin_views.base import RecordView
from admin_views.forms import ChildForm
from admin_views.related import Related
from models.acting import acting
from models.base import Record
from models.contact import Contact
from models.offer import Offer

YEAR = 365  # days after which an entry should be checked again


class PartnerView(RecordView):
    says_more = frozenset({"checked_on"})
    column_list = ("title", "category", "town", "phone", "email", "checked_on")
    more_columns = ("website", "is_barrier_free", "is_public")
    empty_text = _("The directory is empty. Add an organisation and what it offers.")
    bulk_fields = ("category", "is_barrier_free", "is_public", "checked_on")
    second_lines = {"title": "street"}
    filter_columns = ("category", "town", "languages", "is_barrier_free", "is_public", "checked_on")
    form_sections = (
        (_("Organisation"), ("name", "category", "aliases", "offer_summary")),
        (
            _("Where and how"),
            (
                "is_place_protected",
                "street",
                "postcode",
                "town",
                "phone",
                "email",
                "website",
                "opening_hours",
                "languages",
                "is_barrier_free",
            ),
        ),
        (_("Contacts"), ("contacts",)),
        (_("Upkeep"), ("checked_on", "is_public", "note", "source", "source_url", "source_date")),
    )
    inline_models = (ChildForm(Contact, "job", "name", "phone", "email", "note"),)
    related = (
        Related(
            Offer,
            "partner",
            ("name", "topic", "target_group", "valid_until"),
            lambda: Offer.name.asc(),
            most=30,
        ),
    )

    def tone(self, name: str, value: Any) -> str:
        if name == "checked_on" and value is not None and (acting().today - value).days > YEAR:
            return "amber"
        return super().tone(name, value)

    def child_text(self, name: str, child: Record) -> str:
        if isinstance(child, Contact):
            return " · ".join(filter(None, (child.job, child.name, child.phone, child.email)))
        return super().child_text(name, child)

"""The directory of partner organisations."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Form

from admin_views.base import RecordView
from admin_views.contact import tell_shared_mail
from admin_views.directory_filters import forget_choices
from admin_views.forms import ChildForm
from admin_views.import_words import PARTNER
from admin_views.opening_words import hour_text
from admin_views.partner_page import PartnerPage
from admin_views.partner_panel import YEAR
from admin_views.referral_entry import ReferHere
from models.acting import acting
from models.base import Record
from models.contact import Contact
from models.opening_hour import OpeningHour
from models.partner import Partner
from models.permissions import Action, DataClass
from models.reports.partner_twins import PartnerFinder


class PartnerView(ReferHere, PartnerPage, RecordView):
    import_by = ("name", "street", "town")
    import_words = PARTNER
    import_finder = PartnerFinder
    import_way_text = _("By name, other names and place; similar ones are shown for you to decide.")
    import_beside = ("contact", "offer", "opening_hour")
    import_right = (Action.CREATE, DataClass.UPKEEP)
    refer_by = "partner"
    says_more = frozenset({"checked_on"})
    column_list = ("title", "category", "town", "phone", "email", "checked_on")
    more_columns = ("website", "is_barrier_free", "is_public")
    empty_text = _("The directory is empty. Add an organisation and what it offers.")
    has_new_rows = True
    sheet_fields = (
        "name",
        "category",
        "town",
        "phone",
        "email",
        "checked_on",
        "website",
        "is_barrier_free",
        "is_public",
    )
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
                "area",
                "languages",
                "is_barrier_free",
                "transit",
                "directions",
            ),
        ),
        (_("Opening hours"), ("hours", "opening_hours")),
        (_("Contacts"), ("contacts",)),
        (_("Upkeep"), ("checked_on", "is_public", "note", "source", "source_url", "source_date")),
    )
    inline_models = (
        ChildForm(Contact, "job", "name", "phone", "email", "note"),
        ChildForm(
            OpeningHour, "weekday", "opens_at", "closes_at", "weeks", "is_on_holidays", "note"
        ),
    )
    form_args = {
        "aliases": {"description": _("Short names and other spellings; searched, never printed.")},
        "phone": {"description": _("One number with its area code, such as 02129 911-441.")},
        "opening_hours": {
            "description": _("What the times above do not say, such as: by appointment.")
        },
        "transit": {"description": _("For the slip, such as: bus 784, stop Markt.")},
        "directions": {"description": _("How to find the door, in plain words.")},
        "area": {"description": _("For which towns or people it is responsible.")},
    }

    def tone(self, name: str, value: Any) -> str:
        if name == "checked_on" and value is not None and (acting().today - value).days > YEAR:
            return "amber"
        return super().tone(name, value)

    def child_text(self, name: str, child: Record) -> str:
        if isinstance(child, Contact):
            return " · ".join(filter(None, (child.job, child.name, child.phone, child.email)))
        if isinstance(child, OpeningHour):
            return hour_text(child.opening)
        return super().child_text(name, child)

    def after_model_change(self, form: Form, model: Record, is_created: bool) -> None:
        """Tells of contacts that share an e-mail address: one box for two, or a slip."""
        super().after_model_change(form, model, is_created)
        forget_choices()
        tell_shared_mail(model.contacts if isinstance(model, Partner) else ())

    def after_import(self) -> None:
        forget_choices()

"""Contacts at partner organisations, by function."""

from collections.abc import Iterable
from typing import Any

from flask import flash
from flask_babel import lazy_gettext as _
from wtforms import Form

from admin_views.base import RecordView
from admin_views.import_words import CONTACT
from admin_views.words import gettext
from models.base import Record, db
from models.contact import Contact, sharing_mail


class ContactView(RecordView):
    import_by = ("partner", "job")
    import_words = CONTACT
    is_seldom = True
    column_list = ("title", "partner", "name", "phone", "email")
    has_new_rows = True
    sheet_fields = ("job", "partner", "name", "phone", "email")
    empty_text = _("No contact yet. Add who answers at an organisation.")
    filter_columns = ("partner",)
    search_relations = ("partner",)
    form_sections = ((_("Contact"), ("partner", "job", "name", "phone", "email", "note")),)

    def after_model_change(self, form: Form, model: Record, is_created: bool) -> None:
        super().after_model_change(form, model, is_created)
        tell_shared_mail([model])


def tell_shared_mail(contacts: Iterable[Any]) -> None:
    """Says which contacts have the same e-mail address: one box for two, or a slip."""
    told: set[str] = set()
    for contact in contacts:
        others = sharing_mail(db.session(), contact) if isinstance(contact, Contact) else []
        if not others or contact.email.lower() in told:
            continue
        told.add(contact.email.lower())
        names = ", ".join(f"{other.job} ({other.partner.name})" for other in others)
        text = gettext(
            "%(mail)s is the address of another contact too: %(names)s. "
            "Is it one box for both?",
            mail=contact.email, names=names,
        )  # fmt: skip
        flash(text, "caution")

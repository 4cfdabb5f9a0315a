"""One grid per catalogue: the lists that the team lead keeps."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Form

from admin_views.base import RecordView
from admin_views.choices import forget_entries
from models.base import Record
from models.catalogue import Catalogue

EXTRAS = {
    "criterion": ("number",),
    "topic": ("criterion", "former_category", "former_topic"),
    "partner_category": ("criterion",),
    "residence_title": ("legal_basis", "target_group"),
    "office_location": ("address", "rooms"),
    "guide_step": ("kind",),
    "volunteer_service": ("needs_confidentiality", "is_with_minors"),
}
ONLY_IN_FORM = {
    "guide_step": ("help_de", "help_en"),
    "topic": ("synonyms",),
    "partner_category": ("synonyms",),
}  # texts too long for a list


HINTS = {
    "synonyms": {
        "description": _(
            "Further words that people type for it, parted by semicolons. "
            "The directory is found by them at once."
        )
    }
}


class CatalogueView(RecordView):
    import_by = ("code",)
    column_default_sort = (("sort_order", False),)
    form_args = HINTS

    def __init__(self, model: type[Catalogue], group: Any) -> None:
        extras = EXTRAS.get(model.__tablename__, ())
        self.column_list = ("title", "code", "label_en", *extras, "sort_order", "valid_to")
        texts = ONLY_IN_FORM.get(model.__tablename__, ())
        names = ("code", "label_de", "label_en", "sort_order", *extras, *texts)
        self.form_sections = ((_("Entry"), (*names, "valid_from", "valid_to")),)
        self.sheet_fields = ("label_de", "label_en", "sort_order", "valid_to")
        super().__init__(model, group)

    def is_visible(self) -> bool:
        """Reached through the page of all lists; the menu stays short."""
        return False

    def after_model_change(self, form: Form, model: Record, is_created: bool) -> None:
        forget_entries()

    def after_model_delete(self, model: Record) -> None:
        forget_entries()

    def after_import(self) -> None:
        forget_entries()

"""The fields that the team lead adds to persons, households, partners and units."""

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, func, select
from wtforms import Form

from admin_views.base import RecordView
from admin_views.forms import ChildForm
from models.base import Record, db
from models.own_field import OwnChoice, OwnClass, OwnField
from models.own_value import OWN_VALUES


def _used_count() -> ColumnElement[int]:
    """In how many records the field is filled in."""
    counts = [
        select(func.count())
        .select_from(kept)
        .where(kept.field_id == OwnField.id)
        .correlate(OwnField)
        .scalar_subquery()
        for kept in OWN_VALUES.values()
    ]
    total: ColumnElement[int] = sum(counts[1:], counts[0])
    return total


class OwnFieldView(RecordView):
    no_import = "a field changes the forms of the whole office"
    column_list = (
        "title",
        "table_name",
        "kind",
        "protection",
        "is_listed",
        "used_count",
        "ended_on",
    )
    more_columns = ("is_required", "sort_order")
    second_lines = {"title": "code"}
    column_sources = {"used_count": _used_count}
    numeric_columns = frozenset({"used_count"})
    column_default_sort = (("table_name", False), ("sort_order", False))
    filter_columns = ("table_name", "kind", "protection")
    form_sections = (
        (_("Field"), ("table_name", "kind", "label_de", "label_en")),
        (_("Entries to choose from"), ("choices",)),
        (_("Help"), ("help_de", "help_en")),
        (
            _("Who sees it, and where"),
            ("protection", "is_required", "is_listed", "sort_order", "ended_on"),
        ),
    )
    form_args = {
        "table_name": {"description": _("Fixed as soon as somebody filled the field in.")},
        "kind": {"description": _("Fixed as soon as somebody filled the field in.")},
        "label_en": {"description": _("Left empty, the German label stands on English pages too.")},
        "help_de": {"description": _("Stands below the field, like this sentence.")},
        "choices": {"description": _("Only for a choice. Give an entry in use a last day.")},
        "protection": {
            "description": _(
                "Decides who reads and writes the field, in every form, list and file. Addresses "
                "and telephone numbers do not belong into own fields: they would stay visible "
                "where an address is protected."
            )
        },
        "is_required": {"description": _("Nothing is saved without it, old records included.")},
        "is_listed": {"description": _("As a column of the list, after the built-in ones.")},
        "sort_order": {"description": _("Small numbers come first.")},
        "ended_on": {
            "description": _(
                "From this day the field is asked no more. What was typed stays on the page of "
                "the record and in exported files."
            )
        },
    }
    inline_models = (
        ChildForm(OwnChoice, "label_de", "label_en", "sort_order", "valid_from", "valid_to"),
    )

    def preset_values(self) -> dict[str, Any]:
        """Not the widest class, which stands first."""
        return {"protection": OwnClass.MASTER}

    def on_model_change(self, form: Form, model: Record, is_created: bool) -> None:
        if isinstance(model, OwnField) and is_created and model.label_de:
            model.give_code(db.session)

    def child_text(self, name: str, child: Record) -> str:
        if isinstance(child, OwnChoice) and child.valid_to:
            return f"{child.title} (– {child.valid_to:%d.%m.%Y})"
        return super().child_text(name, child)

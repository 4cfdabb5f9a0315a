"""Accommodation sites with their buildings, places and occupancy."""

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, func, select

from admin_views.base import RecordView
from admin_views.forms import ChildForm
from models.accommodation import Accommodation, Building
from models.acting import acting
from models.stay import Stay
from models.unit import Unit


def _places() -> ColumnElement[int]:
    return (
        select(func.coalesce(func.sum(Unit.realistic_capacity), 0))
        .join(Building, Building.id == Unit.building_id)
        .where(Building.accommodation_id == Accommodation.id)
        .scalar_subquery()
    )


def _occupied() -> ColumnElement[int]:
    return (
        select(func.count())
        .select_from(Stay)
        .join(Unit, Unit.id == Stay.unit_id)
        .join(Building, Building.id == Unit.building_id)
        .where(Building.accommodation_id == Accommodation.id, Stay.as_of(acting().today))
        .scalar_subquery()
    )


class AccommodationView(RecordView):
    import_by = ("name",)
    column_list = ("title", "kind", "street", "town", "realistic_capacity", "occupied", "closed_on")
    column_sources = {"realistic_capacity": _places, "occupied": _occupied}
    more_columns = ("ownership", "postcode", "opened_on", "lease_ends_on")
    relative_days = {"lease_ends_on": 180}
    has_new_rows = True
    sheet_fields = (
        "name",
        "kind",
        "street",
        "town",
        "closed_on",
        "ownership",
        "postcode",
        "opened_on",
        "lease_ends_on",
    )
    empty_text = _("No accommodation site yet. Add one with its buildings.")
    numeric_columns = frozenset({"realistic_capacity", "occupied"})
    filter_columns = ("kind", "ownership", "closed_on")
    form_sections = (
        (_("Site"), ("name", "kind", "ownership", "street", "postcode", "town", "aliases")),
        (_("Operation"), ("opened_on", "closed_on", "lease_ends_on", "buildings")),
        (_("Notes and source"), ("note", "source", "source_date")),
    )
    inline_models = (ChildForm(Building, "name", "is_barrier_free"),)

"""Rooms and flats: places and who lives there."""

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, func, select

from admin_views.base import RecordView
from admin_views.related import Related
from models.acting import acting
from models.place_reservation import reserved_places
from models.stay import Stay
from models.unit import Unit


def _occupied() -> ColumnElement[int]:
    return (
        select(func.count())
        .select_from(Stay)
        .where(Stay.unit_id == Unit.id, Stay.as_of(acting().today))
        .scalar_subquery()
    )


class UnitView(RecordView):
    import_by = ("building", "number")
    column_list = (
        "title",
        "usage_form",
        "designation",
        "area",
        "nominal_capacity",
        "realistic_capacity",
        "occupied",
        "reserved",
        "is_blocked",
    )
    more_columns = ("building", "number", "floor", "is_barrier_free", "blocked_reason")
    empty_text = _("No room or flat yet. Units belong to a building of an accommodation site.")
    sheet_fields = (
        "usage_form",
        "designation",
        "area",
        "nominal_capacity",
        "realistic_capacity",
        "is_blocked",
        "building",
        "number",
        "floor",
        "is_barrier_free",
        "blocked_reason",
    )
    bulk_fields = (
        "usage_form",
        "designation",
        "is_barrier_free",
        "nominal_capacity",
        "realistic_capacity",
    )
    column_sources = {"occupied": _occupied, "reserved": reserved_places}
    numeric_columns = frozenset({"nominal_capacity", "realistic_capacity", "occupied", "reserved"})
    filter_columns = ("usage_form", "designation", "is_blocked", "is_barrier_free")
    form_sections = (
        (
            _("Unit"),
            ("building", "number", "floor", "usage_form", "area", "designation", "is_barrier_free"),
        ),
        (_("Places"), ("nominal_capacity", "realistic_capacity", "is_blocked", "blocked_reason")),
    )
    related = (
        Related(
            Stay,
            "unit",
            ("person", "valid_from", "valid_to"),
            lambda: Stay.valid_from.desc(),
            most=20,
        ),
    )

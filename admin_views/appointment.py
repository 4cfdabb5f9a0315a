"""Appointments as a list and a form; the week is drawn in admin_views/calendar_week.py."""

from contextlib import suppress
from datetime import datetime
from types import SimpleNamespace
from typing import Any, ClassVar

from flask import flash, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import Row, func
from sqlalchemy.sql.elements import ColumnElement
from wtforms import Form

from admin_views.base import RecordView
from admin_views.details import Act
from admin_views.formats import show
from admin_views.grid import source_of
from admin_views.related import Related, RelatedTable
from admin_views.volunteer_asking import interpreter_acts
from models.acting import acting
from models.appointment import (
    CLOSED_STATES,
    USUAL_MINUTES,
    Appointment,
    AppointmentKind,
    InterpreterState,
)
from models.assignment import Assignment
from models.base import Record, db
from models.catalogue import OfficeLocation
from models.permissions import Action, DataClass
from models.reports.appointments import Caution, CautionKind, cautions
from models.reports.volunteer_booked import not_told
from models.rules.text import whole_number


def where_source() -> ColumnElement[Any]:
    """Location, site or the place typed in, whichever is known."""
    return func.coalesce(
        source_of(Appointment, "office_location", {}),
        source_of(Appointment, "accommodation", {}),
        Appointment.place_sql(),
    )


class AppointmentView(RecordView):
    no_import = "each time is judged by the calendar, and helpers are told of it"
    column_list = ("title", "starts_at", "minutes", "kind", "where", "worker", "state")
    sheet_fields = ("minutes", "kind", "worker", "interpreter", "purpose")
    more_columns = ("interpreter", "purpose")
    column_sources: ClassVar[dict[str, Any]] = {"where": where_source}
    numeric_columns = frozenset({"minutes"})
    column_default_sort = (("starts_at", True),)
    relative_days: ClassVar[dict[str, int | None]] = {"starts_at": None}
    row_needs = ("state",)
    filter_columns = ("starts_at", "worker", "kind", "state", "interpreter", "office_location")
    bulk_fields = ("state", "worker")
    search_relations = ("person",)
    empty_text = _("No appointment here. Talks bring their next one; others are put in by hand.")
    related = (
        Related(
            Assignment,
            "appointment",
            ("volunteer", "starts_at", "state", "answer"),
            lambda: Assignment.id.desc(),
            can_add=False,
        ),
    )
    form_sections = (
        (_("Appointment"), ("person", "worker", "starts_at", "minutes", "kind", "state")),
        (_("Where"), ("office_location", "accommodation", "place")),
        (_("What for"), ("purpose", "interpreter")),
    )

    def is_visible(self) -> bool:
        """The calendar leads here; the menu stays short."""
        return False

    def list_acts(self) -> list[tuple[str, str]]:
        return [(gettext("Calendar"), self.get_url("calendar.index"))]

    def is_settled(self, name: str, row: Row[Any]) -> bool:
        return row.state in CLOSED_STATES

    def preset_values(self) -> dict[str, Any]:
        """What the free time says that was clicked: moment, location, kind."""
        usual = {"minutes": USUAL_MINUTES, "kind": AppointmentKind.INDIVIDUAL}
        return {**super().preset_values(), **usual, **_asked()}

    def presets(self) -> SimpleNamespace:
        """That an interpreter is to be ordered, where the person needs one."""
        values = super().presets()
        person = getattr(values, "person", None)
        if person is not None and person.interpreter_needed:
            values.interpreter = InterpreterState.TO_ORDER
        return values

    def related_tables(self, record: Record) -> list[RelatedTable]:
        """Who was asked to interpret; nothing where nobody is needed."""
        tables: list[RelatedTable] = super().related_tables(record)
        is_needed = getattr(record, "interpreter", None) is not InterpreterState.NOT_NEEDED
        return [table for table in tables if table.rows or is_needed]

    def own_acts(self, record: Record, has_reason: bool) -> list[Act]:
        acts: list[Act] = super().own_acts(record, has_reason)
        if not isinstance(record, Appointment):
            return acts
        owner, day = f"worker-{record.worker_id}", record.starts_at.date().isoformat()
        acts.append(Act(gettext("Calendar"), self.get_url("calendar.index", of=owner, day=day)))
        acts += interpreter_acts(record)
        is_due = record.starts_at.date() <= acting().today
        if record.person_id and acting().may(Action.CREATE, DataClass.NOTE):
            url = self.get_url("counselling_session.create_view", person=record.person_id)
            acts.append(Act(gettext("Record a talk"), url, is_primary=is_due))
        return acts

    def after_model_change(self, form: Form, model: Record, is_created: bool) -> None:
        """It is saved; what speaks against the time is said."""
        if isinstance(model, Appointment):
            for caution in cautions(model):
                flash(caution_text(caution), "caution")
            for one in not_told(model, db.session()):
                told = gettext("%(name)s is asked for another time. Tell them.", name=one.title)
                flash(told, "caution")


def _asked() -> dict[str, Any]:
    """From the address; what cannot be read is left to be typed."""
    found: dict[str, Any] = {}
    with suppress(ValueError):
        found["starts_at"] = datetime.fromisoformat(request.args.get("at", "")).replace(tzinfo=None)
    key = whole_number(request.args.get("location"))
    if key is not None and (location := db.session.get(OfficeLocation, key)):
        found["office_location"] = location
    if request.args.get("kind") in AppointmentKind.__members__:
        found["kind"] = AppointmentKind[request.args["kind"]]
    return found


def caution_text(caution: Caution) -> str:
    values = {name: show(value) for name, value in caution.values.items()}
    texts = {
        CautionKind.SAME_WORKER: lambda: gettext(
            "%(name)s has another appointment at that time (%(start)s).", **values
        ),
        CautionKind.SAME_PLACE: lambda: gettext(
            "%(place)s has no free room at that time (rooms: %(rooms)s).", **values
        ),
        CautionKind.ABSENT: lambda: gettext("%(name)s is away until %(end)s.", **values),
        CautionKind.HOLIDAY: lambda: gettext("That day is a holiday: %(name)s.", **values),
        CautionKind.WEEKEND: lambda: gettext("That day is at the weekend."),
        CautionKind.NO_INTERPRETER: lambda: gettext(
            "%(name)s needs an interpreter; none is ordered.", **values
        ),
    }
    return texts[caution.kind]()

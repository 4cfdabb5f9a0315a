"""Assignments of volunteers: asked, accepted or declined, done with their hours."""

from typing import Any, ClassVar

from flask import flash
from flask_babel import lazy_gettext as _
from sqlalchemy import Row, select
from wtforms import Form

from admin_views.assignment_answer import AnswerPages
from admin_views.base import RecordView
from admin_views.details import Act
from admin_views.formats import day
from admin_views.grid import source_of
from admin_views.words import gettext
from models.acting import acting
from models.appointment import Appointment
from models.assignment import (
    ASKED,
    CLOSED_STATES,
    USUAL_MINUTES,
    Assignment,
    tell_appointment,
)
from models.base import Record, db
from models.permissions import Action, DataClass


class AssignmentView(AnswerPages, RecordView):
    no_import = "its states are answers of the volunteer"
    column_list = ("title", "starts_at", "service", "language", "place", "state", "hours")
    sheet_fields = ("starts_at", "service", "language", "place", "hours", "minutes")
    more_columns = ("person_initials", "asked_by", "asked_on", "answered_on", "minutes")
    column_sources: ClassVar[dict[str, Any]] = {
        "title": lambda: source_of(Assignment, "volunteer", {})
    }
    column_default_sort = (("starts_at", True),)
    relative_days: ClassVar[dict[str, int | None]] = {"starts_at": None}
    row_needs = ("state",)
    filter_columns = ("volunteer", "starts_at", "service", "language", "state", "asked_by")
    numeric_columns = frozenset({"hours", "minutes"})
    search_relations = ("volunteer",)
    empty_text = _("No assignment yet. Look for somebody who speaks the language and has time.")
    form_sections = (
        (_("Who and when"), ("volunteer", "service", "language", "starts_at", "minutes")),
        (_("Where and for whom"), ("place", "person_initials", "is_with_minors", "note")),
        (_("What became of it"), ("hours", "answer")),
    )

    def list_acts(self) -> list[tuple[str, str]]:
        if not acting().may(Action.CREATE, DataClass.ASSIGNMENT):
            return []
        return [(gettext("Find interpreters"), self.get_url("volunteer_finder.index"))]

    def is_settled(self, name: str, row: Row[Any]) -> bool:
        return row.state in CLOSED_STATES

    def preset_values(self) -> dict[str, Any]:
        return {**super().preset_values(), "minutes": USUAL_MINUTES}

    def own_acts(self, record: Record, has_reason: bool) -> list[Act]:
        acts: list[Act] = super().own_acts(record, has_reason)
        if not isinstance(record, Assignment) or record.appointment_id is None:
            return acts
        seen = select(Appointment.id).where(
            Appointment.id == record.appointment_id, Appointment.visible_to(acting())
        )
        if acting().may(Action.READ, DataClass.SESSION) and db.session.scalar(seen):
            url = self.get_url("appointment.details_view", id=record.appointment_id)
            acts.append(Act(gettext("Appointment"), url))
        return acts

    def on_model_change(self, form: Form, model: Record, is_created: bool) -> None:
        if is_created and isinstance(model, Assignment):
            model.asked_by_id = acting().staff_id

    def after_model_change(self, form: Form, model: Record, is_created: bool) -> None:
        """It is saved; that somebody is away then is said."""
        if not isinstance(model, Assignment) or model.state is not ASKED:
            return
        on, one = model.starts_at.date(), model.volunteer
        if one.is_away_on(on):
            until = day(one.away_until) if one.away_until else "…"
            told = gettext("%(name)s is away until %(end)s.", name=one.title, end=until)
            flash(told, "caution")

    def after_model_delete(self, model: Record) -> None:
        """Nobody comes any more: the appointment says so."""
        if isinstance(model, Assignment) and model.appointment_id is not None:
            appointment = db.session.get(Appointment, model.appointment_id)
            if appointment is not None:
                tell_appointment(appointment, db.session())
                db.session.commit()

"""Absences: one's own, for the lead those of the team."""

from typing import Any

from flask import Response, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Form

from admin_views.base import RecordView
from admin_views.details import Act
from admin_views.handover import HandoverPages
from models.absence import Absence
from models.acting import acting
from models.base import Broken, Record, RulesBroken, db, msg
from models.permissions import Action, DataClass
from models.staff import Staff


class AbsenceView(HandoverPages, RecordView):
    import_by = ("worker", "begins_on")
    column_list = ("title", "begins_on", "ends_on", "kind", "deputy")
    sheet_fields = ("begins_on", "ends_on", "kind", "deputy")
    column_default_sort = (("begins_on", True),)
    filter_columns = ("worker", "begins_on", "kind", "deputy")
    empty_text = _("No absence is noted. Note yours before you leave, and hand over what is due.")
    form_sections = (
        (_("Absence"), ("worker", "begins_on", "ends_on", "kind")),
        (_("Who stands in"), ("deputy",)),
    )

    def is_visible(self) -> bool:
        """The calendar leads here; the menu stays short."""
        return False

    def preset_values(self) -> dict[str, Any]:
        """Oneself and the deputy named in one's account."""
        me = db.session.get(Staff, acting().staff_id) if acting().staff_id else None
        deputy = me.deputy if me else None
        return {**super().preset_values(), "worker": me, **({"deputy": deputy} if deputy else {})}

    def on_model_change(self, form: Form, model: Record, is_created: bool) -> None:
        """Everybody notes their own absence; that of others is noted by the lead."""
        is_lead = acting().may(Action.READ, DataClass.STAFF)
        if is_lead or not isinstance(model, Absence) or not model.worker:
            return
        if model.worker.id != acting().staff_id:
            text = msg("You note your own absence; the team lead notes that of others.")
            raise RulesBroken(Broken("worker", text))

    def own_acts(self, record: Record, has_reason: bool) -> list[Act]:
        """The page before leaving."""
        act = Act(gettext("Hand over"), self.get_url(".hand_over", id=record.id), is_primary=True)
        return [act, *super().own_acts(record, has_reason)]

    def _saved(self, record: Record) -> Response:
        """After noting an absence one hands over what falls due in it."""
        answer = super()._saved(record)
        if not request.form.keys() & {"_continue_editing", "_add_another"}:
            answer.location = self.get_url(".hand_over", id=record.id)
        return answer

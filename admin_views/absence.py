"""Absences: one's own, for the lead those of the team."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Form

from admin_views.base import RecordView
from models.absence import Absence
from models.acting import acting
from models.base import Broken, Record, RulesBroken, db, msg
from models.permissions import Action, DataClass
from models.staff import Staff


class AbsenceView(RecordView):
    column_list = ("title", "begins_on", "ends_on", "kind", "deputy")
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

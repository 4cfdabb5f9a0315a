"""The page of an eviction case: its clock, its deadlines, the next sensible step, and the steps."""

from dataclasses import replace
from typing import Any

from flask import Response, abort, flash, redirect, request
from flask_admin import expose
from flask_admin.helpers import get_form_data
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Form, StringField
from wtforms.validators import Length

from admin_views.contact_attempt import AttemptForm
from admin_views.details import Alert, Section
from admin_views.draft import FormState, new_token
from admin_views.editing import FormSection
from admin_views.enum_labels import enum_label
from admin_views.eviction_account import account_panel, caution_alerts
from admin_views.eviction_clock import drawing, lines
from admin_views.eviction_next import next_acts
from admin_views.eviction_panel import brief_of, panel_of
from admin_views.fields import Filled, GermanDateField
from admin_views.formats import show
from admin_views.instalment import instalments_of
from admin_views.labels import field_label
from admin_views.record_panel import Lead
from admin_views.rights import needs, refuse
from models.acting import acting
from models.audit_entry import AuditAction, record_read
from models.base import Record
from models.eviction_case import EvictionCase
from models.eviction_step import NEEDED, EvictionState, next_states
from models.permissions import Action, DataClass, Role
from models.reports.eviction_clock import clock_of

# What belongs to a step besides what it needs.
ALONG: dict[EvictionState, tuple[str, ...]] = {
    EvictionState.NOTICE_GIVEN: ("tenancy_since",),
    EvictionState.CLAIM_PENDING: ("served_on", "hearing_at"),
    EvictionState.TITLE: ("vacate_by_on", "final_on"),
    EvictionState.EVICTION_SCHEDULED: ("bailiff_notice_served_on", "minor_count", "has_pets"),
    EvictionState.EVICTED: ("goods_place", "people_present"),
    EvictionState.AVERTED: ("averted_amount", "undertakings", "ordinary_notice_end"),
    EvictionState.AGREED: ("instalments",),
}

KEPT_FIELDS = frozenset({"version", "csrf_token", "taken_on", "reason"})
SHOWN_ABOVE = ("rent_entries", "contact_attempts", "instalments", "partners")


class Aside:
    """Mixin of a field that belongs to the step and not to the case."""

    def populate_obj(self, obj: object, name: str) -> None:
        """The step is told by `advance`."""


class StepDayField(Aside, GermanDateField):
    pass


class StepReasonField(Aside, StringField):
    pass


class StepForm(Form):
    """What every step tells besides the facts: its day, and a reason where there is one."""

    taken_on = StepDayField(_("Day of the step"), [Filled()])
    reason = StepReasonField(_("Reason"), [Length(max=200)])


class EvictionPage:
    """Mixin of the view of eviction cases."""

    details_template = "eviction_case.html"

    def more_details(self, record: Record) -> dict[str, Any]:
        if not isinstance(record, EvictionCase):
            return {}
        if not self.sees_case():
            return self.place_details(record)
        clock = clock_of(record, acting().today)
        reads_notes = self.may_read(record, "note", self.has_stated_reason(record))
        panel = panel_of(record, clock, reads_notes)
        return {
            "panel": panel,
            "next_acts": next_acts(self, record, panel.advice),
            "account": account_panel(record),
            "instalments": instalments_of(record),
            "steps": [
                (enum_label(state), self.get_url(".take_step", id=record.id, to=state.name))
                for state in self.open_steps(record)
            ],
            "drawing": drawing(clock),
            "lines": lines(clock),
            "may_settle": self.may(Action.UPDATE),
            "settle_url": self.get_url(".settle_deadline", id=record.id),
            "paid_url": self.get_url(".instalment_paid", id=record.id),
            "attempt_url": self.get_url(".add_attempt", id=record.id),
            "attempt_form": AttemptForm(data={"tried_on": acting().today}),
            "fix_url": self.get_url(".fix_deadline", id=record.id),
            **self.place_details(record),
        }

    def panel_lead(self, record: Record, has_reason: bool) -> Lead:
        if not isinstance(record, EvictionCase) or not self.sees_case():
            return Lead()
        return brief_of(record, clock_of(record, acting().today))

    def alerts(self, record: Record) -> list[Alert]:
        told = super().alerts(record)
        is_open = isinstance(record, EvictionCase) and self.sees_case()
        return [*told, *caution_alerts(record)] if is_open else told

    def _fact_sections(self, record: Record, has_reason: bool) -> list[Section]:
        """Only what is known: a case begins with few of its many facts."""
        sections = super()._fact_sections(record, has_reason)
        filled = [
            replace(section, facts=[fact for fact in section.facts if fact.value])
            for section in sections
        ]
        above = {str(field_label(EvictionCase, name)) for name in SHOWN_ABOVE if self.sees_case()}
        return [section for section in filled if section.facts and str(section.legend) not in above]

    def sees_case(self) -> bool:
        return acting().may(Action.READ, DataClass.EVICTION)

    def open_steps(self, case: EvictionCase) -> list[EvictionState]:
        """Steps that the acting person may take: who changes cases, or the lead on closed ones."""
        is_reopening = case.state is EvictionState.CLOSED and Role.TEAM_LEAD in acting().roles
        return next_states(case) if is_reopening or self.may(Action.UPDATE) else []

    @expose("/step/", methods=("GET", "POST"))
    @needs(Action.READ, DataClass.EVICTION)
    def take_step(self) -> Response:
        """Move the case on: the facts that the step needs, its day, and a reason."""
        case = self.get_one(request.args.get("id"), self._form_options())
        if case is None:
            return self.gone_page(request.args.get("id"))
        to = EvictionState.__members__.get(request.args.get("to", ""))
        if to is None:
            abort(404)
        if to not in self.open_steps(case):
            refuse_step(case)
        form, is_sent = self.step_form(case, to), request.method == "POST"
        if is_sent and self._is_ready(form, case) and self.update_model(form, case):
            flash(gettext("The case is now: %(state)s", state=enum_label(to)), "success")
            return redirect(self.get_url(".details_view", id=case.id))
        if not is_sent:
            record_read(AuditAction.READ, self.model.__tablename__, case.id)
        state = self.form_state(case) if is_sent else FormState(new_token())
        return self._form_page(form, case, state)

    @staticmethod
    def _is_ready(form: Form, case: EvictionCase) -> bool:
        """Nothing is written over what somebody else saved meanwhile: it is shown first."""
        is_valid = form.validate()
        if form.version.data == str(case.version):
            return bool(is_valid)
        form.version.data = str(case.version)
        form.form_errors = [
            gettext(
                "Somebody else changed this case meanwhile. What you typed is still here: compare "
                "it with what is stored now, and save again."
            )
        ]
        for field in form:
            stored = getattr(case, field.name, None)
            if field.name in KEPT_FIELDS or stored in (None, "", []) or stored == field.data:
                continue
            text = gettext("Stored now: %(value)s", value=show(stored, field.name))
            field.errors = [*field.errors, text]
        return False

    @staticmethod
    def _is_step() -> bool:
        return request.endpoint == "eviction_case.take_step"

    def _draft_url(self, record: Record | None) -> str:
        """A step is too short for a draft, which would also be offered to the whole form."""
        return "" if self._is_step() else super()._draft_url(record)

    def form_title(self, record: Record | None) -> str:
        if not self._is_step():
            return super().form_title(record)
        return gettext("Step: %(state)s", state=enum_label(EvictionState[request.args["to"]]))

    def step_form(self, case: EvictionCase, to: EvictionState) -> Form:
        """The case's own form, cut down to what the step needs, with the step's day."""
        kind = type("CaseStepForm", (StepForm, self._edit_form_class), {"step_to": to})
        form = self._prepared(kind(get_form_data(), obj=case), Action.UPDATE)
        wanted = {*NEEDED[to], *ALONG.get(to, ()), "taken_on", "reason", "version", "csrf_token"}
        for name in [name for name in form._fields if name not in wanted]:
            del form[name]
        if request.method == "GET":
            form.taken_on.data = acting().today
        return form

    def on_model_change(self, form: Form, model: Record, is_created: bool) -> None:
        """A step is taken once its facts stand in the case."""
        super().on_model_change(form, model, is_created)
        if isinstance(model, EvictionCase) and (to := getattr(form, "step_to", None)):
            model.advance(to, form.taken_on.data, form.reason.data or None)

    def may_write(self, name: str, action: Action) -> bool:
        """The day and the reason of a step belong to whoever may take it."""
        return name in ("taken_on", "reason") or super().may_write(name, action)

    def _sections(self, form: Form) -> list[FormSection]:
        sections = super()._sections(form)
        if to := getattr(form, "step_to", None):
            legend = gettext("Step: %(state)s", state=enum_label(to))
            sections.insert(0, FormSection(legend, [form.taken_on, form.reason]))
        return sections


def refuse_step(case: EvictionCase) -> None:
    """A step that the rules forbid is an answer, one without the right a refusal."""
    if not acting().may(Action.UPDATE, DataClass.EVICTION):
        refuse(EvictionCase, case.id)
    abort(409, gettext("This step is not possible from here."))

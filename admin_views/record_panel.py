"""The record beside its list: fields, notes and last changes, by the rights of its own page."""

from dataclasses import dataclass, field, replace
from typing import Any

from flask import Response, render_template, request
from flask_admin import expose

from admin_views.closed_file import behind_door
from admin_views.details import Alert, Fact, Section
from admin_views.field_change import ChangeLine
from admin_views.labels import field_label
from admin_views.person_entry import TimelineLine
from admin_views.table_labels import singular
from models.acting import acting
from models.audit_entry import AuditAction, record_read
from models.base import Record, db
from models.permissions import Action
from models.reports.record_history import history_of

LAST_CHANGES = 5


@dataclass(frozen=True)
class Lead:
    """What a view tells before the fields: words in colour, what presses, facts, a sequence.

    `told` are fields that need not be told again below it.
    """

    tags: list[tuple[str, str]] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    entries: list[TimelineLine] = field(default_factory=list)
    told: frozenset[str] = frozenset()


@dataclass(frozen=True)
class RecordPanel:
    """All the panel shows; of a closed file nothing but the way to its door."""

    title: str
    kind: Any
    open_url: str
    edit_url: str = ""
    history_url: str = ""
    is_closed: bool = False
    has_reason: bool = True
    lead: Lead = field(default_factory=Lead)
    sections: list[Section] = field(default_factory=list)
    changes: list[ChangeLine] | None = None


class PanelPages:
    """Mixin of RecordView: one record to read without leaving the list."""

    @expose("/cells/panel/")
    def record_panel(self) -> Response | str:
        """Noted as a reading of the record, like its page."""
        record = self.within_reach(request.args.get("id"), self._detail_options())
        if record is None:
            return self.gone_page(request.args.get("id"))
        if behind_door(record) is not None:
            url = self.get_url(".details_view", id=record.id)
            panel = RecordPanel(str(singular(self.model)), "", url, is_closed=True)
        else:
            record_read(AuditAction.READ, self.model.__tablename__, record.id)
            panel = self._panel_of(record)
        return render_template("record_panel.html", panel=panel)

    def panel_lead(self, record: Record, has_reason: bool) -> Lead:
        """What a view with a head of its own tells first."""
        return Lead(alerts=self.alerts(record))

    def _panel_of(self, record: Record) -> RecordPanel:
        has_reason = self.has_stated_reason(record)
        may_edit = self.may(Action.UPDATE) and not self.is_fixed(record)
        history = self.get_url(".history_view", id=record.id) if record.has_history else ""
        lead = self.panel_lead(record, has_reason)
        told = {str(field_label(self.model, name)) for name in lead.told}
        return RecordPanel(
            title=self.heading(record),
            kind=singular(self.model),
            open_url=self.get_url(".details_view", id=record.id),
            edit_url=self.get_url(".edit_view", id=record.id) if may_edit else "",
            history_url=history,
            has_reason=has_reason,
            lead=lead,
            sections=_filled(self.every_section(record, has_reason), told),
            changes=self._last_changes(record) if history else None,
        )

    def _last_changes(self, record: Record) -> list[ChangeLine]:
        reader = self._reader(record)
        found = history_of(record, db.session, acting(), reader, most=LAST_CHANGES)
        return [self._line(record, change, found, may_act=False) for change in found.changes]


def _filled(sections: list[Section], told: set[str]) -> list[Section]:
    """Beside a list there is no room for what nobody filled in, nor for what was told."""
    filled = [
        replace(one, facts=[it for it in one.facts if it.value and str(it.label) not in told])
        for one in sections
    ]
    return [one for one in filled if one.facts]

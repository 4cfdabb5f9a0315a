"""The page of an event: how far it is, its tasks, its money, its steps."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Response, flash, redirect, request
from flask_admin import expose
from flask_babel import gettext
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.exc import StaleDataError

from admin_views import formats
from admin_views.details import Act, Section
from admin_views.due import distance
from admin_views.enum_labels import TONES, enum_label
from admin_views.event_money import Money, money_of
from admin_views.labels import field_label
from admin_views.plan_lines import Plan, flash_broken, is_for_me, plan_of, tick_off
from admin_views.rights import needs, refuse
from models.acting import acting
from models.base import Record, RulesBroken, db
from models.event import NEXT_STATES, UNDER_WAY, Event, EventState
from models.event_parts import EventTask
from models.permissions import Action, DataClass
from models.rules.text import whole_number
from models.task import Task

SHOWN_ABOVE = frozenset({"tasks", "materials", "fundings", "groups", "budget", "participants"})
ONWARDS = frozenset({EventState.PLANNED, EventState.ANNOUNCED, EventState.DONE})
WORDS = {
    EventState.IDEA: lambda: gettext("Back to the idea"),
    EventState.PLANNED: lambda: gettext("Begin planning"),
    EventState.ANNOUNCED: lambda: gettext("Announce"),
    EventState.DONE: lambda: gettext("It was held"),
    EventState.CANCELLED: lambda: gettext("Call off"),
}


@dataclass(frozen=True)
class EventPanel:
    """`plan` and `material` are None for those who read figures only."""

    tone: str
    state: str
    when: str
    far: str
    place: str
    worker: str
    public: str
    steps: list[Act]
    plan: Plan | None
    waits: bool
    material: list[tuple[str, str, bool]] | None
    money: Money
    came: str
    groups: list[tuple[str, int]]


class EventPage:
    """Mixin of the view of events."""

    details_template = "event.html"

    def _detail_options(self) -> list[Any]:
        rows = selectinload(Event.tasks)
        task = rows.joinedload(EventTask.task).joinedload(Task.worker)
        return [*super()._detail_options(), task, joinedload(Event.follow_up)]

    def more_details(self, record: Record) -> dict[str, Any]:
        return {"panel": self.panel_of(record)} if isinstance(record, Event) else {}

    def panel_of(self, event: Event) -> EventPanel:
        reads_plan = acting().may(Action.READ, DataClass.EVENT_PLAN)
        may_change = self.may(Action.UPDATE) and not self.is_fixed(event)
        is_ahead = event.begins_on > acting().today and event.state is not EventState.CANCELLED
        return EventPanel(
            tone=TONES[event.state],
            state=enum_label(event.state),
            when=when_of(event),
            far=distance(event.begins_on, acting().today) if is_ahead else "",
            place=event.place or "",
            worker=event.worker.display_name if reads_plan else "",
            public=_public(event),
            steps=self._steps(event) if may_change else [],
            plan=self._plan(event, may_change) if reads_plan else None,
            waits=event.state is EventState.IDEA,
            material=[_material(row) for row in event.materials] if reads_plan else None,
            money=money_of(event),
            came="" if event.participants is None else str(event.participants),
            groups=[(enum_label(row.audience), row.number) for row in event.groups],
        )

    def _plan(self, event: Event, may_change: bool) -> Plan:
        return plan_of(
            event.tasks,
            lambda row: self.get_url(".done", id=event.id, line=row.id),
            may_change and event.state in UNDER_WAY | {EventState.DONE},
        )

    def _steps(self, event: Event) -> list[Act]:
        return [
            Act(
                WORDS[to](),
                self.get_url(".advance", id=event.id, to=to.name),
                is_primary=to in ONWARDS,
                is_post=True,
            )
            for to in NEXT_STATES[event.state]
            if to is not EventState.DONE or event.last_day <= acting().today
        ]

    def own_acts(self, record: Record, has_reason: bool) -> list[Act]:
        acts: list[Act] = super().own_acts(record, has_reason)
        if not isinstance(record, Event):
            return acts
        if record.follow_up is not None:
            url = self.get_url(".details_view", id=record.follow_up.id)
            return [*acts, Act(record.follow_up.name, url)]
        if self.may(Action.CREATE):
            url = self.get_url(".next_year", id=record.id)
            is_due = record.awaits_next
            acts.append(Act(gettext("Propose next year's"), url, is_primary=is_due))
        return acts

    def _fact_sections(self, record: Record, has_reason: bool) -> list[Section]:
        """What stands in the cards above is not said twice, nor what nobody filled in."""
        above = {str(field_label(Event, name)) for name in SHOWN_ABOVE}
        sections = super()._fact_sections(record, has_reason)
        told = [
            replace(one, facts=[it for it in one.facts if it.value and str(it.label) not in above])
            for one in sections
        ]
        return [section for section in told if section.facts]

    @expose("/advance/", methods=("POST",))
    @needs(Action.UPDATE, DataClass.EVENT)
    def advance(self) -> Response:
        """Take a step; what is missing for it is said."""
        event = self.get_one(request.args.get("id"), [selectinload(Event.tasks)])
        if event is None:
            return self.gone_page(request.args.get("id"))
        to = EventState.__members__.get(request.args.get("to", ""))
        try:
            if to is not None:
                event.advance(to, acting().today)
                db.session.commit()
                flash(gettext("The event is now: %(state)s", state=enum_label(to)), "success")
        except RulesBroken as broken:
            db.session.rollback()
            flash_broken(broken)
        except StaleDataError:
            db.session.rollback()
            flash(gettext("Somebody else saved this record just now. Look again."), "error")
        return redirect(self.get_url(".details_view", id=event.id))

    @expose("/done/", methods=("POST",))
    @needs(Action.UPDATE, DataClass.EVENT_PLAN)
    def done(self) -> Response:
        """Tick a task of the list off: by those who change the event, and by whose task it is."""
        event = self.get_one(request.args.get("id"), [selectinload(Event.tasks)])
        line = whole_number(request.args.get("line"))
        row = next((one for one in event.tasks if one.id == line), None) if event else None
        if event is None or row is None or row.task is None:
            return self.gone_page(request.args.get("id"))
        if self.is_fixed(event) and not is_for_me(row):
            refuse(Event, event.id)
        return tick_off(row, self.get_url(".details_view", id=event.id))


def when_of(event: Event) -> str:
    """From when to when, in one line."""
    first, last = formats.weekday_and_day(event.begins_on), formats.weekday_and_day(event.last_day)
    days = first if event.last_day == event.begins_on else f"{first} – {last}"
    clock = "–".join(formats.show(one) for one in (event.opens_at, event.closes_at) if one)
    return ", ".join(filter(None, (days, clock)))


def _public(event: Event) -> str:
    if not event.is_public:
        return ""
    if event.is_told_outside:
        return gettext("stands in the public calendar")
    return gettext("public once it is announced")


def _material(row: Any) -> tuple[str, str, bool]:
    return row.what, " · ".join(filter(None, (row.quantity, row.origin))), row.is_ready

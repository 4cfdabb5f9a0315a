"""What events and the work with partners ask of somebody: tasks, meetings, reviews."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, false, or_, select

from models.acting import OFFICE_TIME, Acting
from models.base import db
from models.event import Event, EventStaff, EventState, Recurrence
from models.event_parts import EventTask
from models.network_meeting import MeetingDecision, MeetingStaff, NetworkMeeting
from models.partner_agreement import PartnerAgreement
from models.permissions import Action, DataClass
from models.reports.worklist import MOST, Due
from models.rules.urgency import WEEK, tone_of
from models.staff import Staff
from models.task import Task

AHEAD = timedelta(days=14)
EVENTS_AHEAD = timedelta(days=60)


@dataclass(frozen=True)
class OpenWork:
    """A task of an event or of a meeting; `line_id` is its line there."""

    table: str
    record_id: int
    line_id: int
    what: str
    whole: str
    who: str
    on: date | None
    tone: str


def is_mine(model: Any, among: Any, key: Any, acting: Acting) -> ColumnElement[bool]:
    """Responsible, or among those who take part."""
    along = select(key).where(among.staff_id.in_(acting.own_ids))
    return or_(model.worker_id.in_(acting.own_ids), model.id.in_(along))


def event_is_mine(acting: Acting) -> ColumnElement[bool]:
    return is_mine(Event, EventStaff, EventStaff.event_id, acting)


def meeting_is_mine(acting: Acting) -> ColumnElement[bool]:
    return is_mine(NetworkMeeting, MeetingStaff, MeetingStaff.meeting_id, acting)


def own_meetings(acting: Acting) -> tuple[Due, ...]:
    """Meetings of the coming two weeks in which one takes part."""
    if not acting.may(Action.READ, DataClass.COOPERATION):
        return ()
    model = NetworkMeeting
    start = datetime.combine(acting.today, time())
    wanted = (
        select(model)
        .where(
            model.visible_to(acting),
            meeting_is_mine(acting),
            ~model.is_cancelled,
            model.starts_at.between(start, start + AHEAD),
        )
        .order_by(model.starts_at, model.id)
    )
    return tuple(
        Due(one.id, one.subject, one.place or "", at=one.starts_at, stem=model.__tablename__)
        for one in db.session.scalars(wanted.limit(MOST))
    )


def own_events(acting: Acting) -> tuple[Due, ...]:
    """Events to come in which one takes part, and those over whose step nobody took."""
    if not acting.may(Action.READ, DataClass.EVENT_PLAN):
        return ()
    is_open = Event.state.in_((EventState.IDEA, EventState.PLANNED, EventState.ANNOUNCED))
    wanted = select(Event).where(
        Event.visible_to(acting),
        event_is_mine(acting),
        is_open,
        Event.begins_on <= acting.today + EVENTS_AHEAD,
    )
    rows = db.session.scalars(wanted.order_by(Event.begins_on, Event.id).limit(MOST))
    return tuple(
        Due(
            one.id,
            one.name,
            one.place or "",
            on=min(max(one.begins_on, acting.today), one.last_day),
            tone="red" if one.last_day < acting.today else "",
            stem="event",
        )
        for one in rows
    )


def agreements_due(acting: Acting) -> tuple[Due, ...]:
    """Reviews and ends of agreements that one looks after; who keeps them all is told of all."""
    if not acting.may(Action.READ, DataClass.COOPERATION):
        return ()
    model = PartnerAgreement
    wanted = select(model).where(model.visible_to(acting), model.asks_for_review(acting.today))
    if not acting.may(Action.DELETE, DataClass.COOPERATION):
        wanted = wanted.where(model.worker_id.in_(acting.own_ids))
    found = sorted(
        ((one.asks_on(acting.today) or acting.today, one) for one in db.session.scalars(wanted)),
        key=lambda pair: (pair[0], pair[1].id),
    )
    return tuple(
        Due(one.id, one.title, on=on, tone=tone_of(on, acting.today), stem=model.__tablename__)
        for on, one in found[:MOST]
    )


def events_to_repeat(acting: Acting) -> tuple[Due, ...]:
    """Yearly events that were held and of which next year's is not there; for who keeps events."""
    if not acting.may(Action.DELETE, DataClass.EVENT):
        return ()
    wanted = select(Event).where(
        Event.recurrence != Recurrence.NONE,
        Event.state == EventState.DONE,
        ~Event.follow_up.has(),
        Event.begins_on >= acting.today - timedelta(days=365),
    )
    rows = db.session.scalars(wanted.order_by(Event.begins_on).limit(MOST))
    return tuple(Due(one.id, one.name, on=one.begins_on, stem="event") for one in rows)


def open_work(acting: Acting, is_own: bool, until: date | None = None) -> list[OpenWork]:
    """Open tasks of events and meetings by day; one's own, or all that one may read.

    In the words of the plan: what was written into the task itself is a note of who works on it.
    """
    found: list[OpenWork] = []
    if acting.may(Action.READ, DataClass.EVENT_PLAN):
        found += _work(EventTask, Event, EventTask.event_id, Event.name, acting, is_own)
    if acting.may(Action.READ, DataClass.COOPERATION):
        meeting = NetworkMeeting
        key = MeetingDecision.meeting_id
        found += _work(MeetingDecision, meeting, key, meeting.title_sql(), acting, is_own)
    near = [one for one in found if until is None or one.on is None or one.on <= until]
    return sorted(near, key=lambda one: (one.on or date.max, one.table, one.line_id))


def _work(
    line: Any, whole: Any, key: Any, name: Any, acting: Acting, is_own: bool
) -> Iterator[OpenWork]:
    pointer = Task.event_task_id if line is EventTask else Task.meeting_decision_id
    who = select(Staff.display_name).where(Staff.id == Task.worker_id).scalar_subquery()
    wanted = (
        select(whole.id, line.id, line.what, name, who, Task.due_on)
        .select_from(Task)
        .join(line, line.id == pointer)
        .join(whole, whole.id == key)
        .where(Task.is_closed == false(), whole.visible_to(acting))
    )
    if is_own:
        mine = or_(Task.worker_id.in_(acting.own_ids), Task.deputy_id == acting.staff_id)
        wanted = wanted.where(mine)
    for record_id, line_id, what, title, doer, on in db.session.execute(wanted):
        tone = tone_of(on, acting.today) if on else ""
        yield OpenWork(whole.__tablename__, record_id, line_id, what, title, doer or "", on, tone)


def wall_clock(acting: Acting) -> datetime:
    return acting.now.astimezone(OFFICE_TIME).replace(tzinfo=None)


def soon(acting: Acting) -> date:
    return acting.today + WEEK

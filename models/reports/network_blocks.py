"""Meetings and events of a worker in the drawn week."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlalchemy import func, select

from models.acting import Acting
from models.base import db
from models.event import UNDER_WAY, Event, EventStaff
from models.network_meeting import MeetingStaff, NetworkMeeting
from models.permissions import Action, DataClass
from models.reports.calendar_blocks import Block, bounds
from models.reports.network_calendar import entry_of
from models.rules.free_slots import Span


@dataclass(frozen=True)
class EventDay:
    """One of the days of an event that has no hours of its own there, or ends there past midnight.

    `number` and `of` count its days; `until` is when it ends in the morning after.
    """

    event_id: int
    name: str
    number: int
    of: int
    until: time | None


def network_blocks(
    worker_id: int, monday: date, acting: Acting
) -> tuple[list[Block], dict[date, list[EventDay]]]:
    """What has its hours, and the days of what has none.

    Whoever may not read it sees that the time is taken, and of whole days nothing.
    """
    events = _events(worker_id, monday)
    blocks = [*_meetings(worker_id, monday, acting), *_evenings(events, worker_id, monday, acting)]
    return blocks, _event_days(events) if acting.may(Action.READ, DataClass.EVENT_PLAN) else {}


def _meetings(worker_id: int, monday: date, acting: Acting) -> list[Block]:
    model = NetworkMeeting
    along = select(MeetingStaff.meeting_id).where(MeetingStaff.staff_id == worker_id)
    rows = db.session.scalars(
        select(model)
        .where(
            (model.worker_id == worker_id) | model.id.in_(along),
            ~model.is_cancelled,
            model.starts_at.between(*bounds(monday)),
        )
        .order_by(model.starts_at, model.id)
    )
    is_open = acting.may(Action.READ, DataClass.COOPERATION)
    return [
        _block(Span(one.starts_at, one.ends_at), worker_id, one, one.subject, is_open)
        for one in rows
    ]


def _events(worker_id: int, monday: date) -> list[Event]:
    along = select(EventStaff.event_id).where(EventStaff.staff_id == worker_id)
    first, last = (moment.date() for moment in bounds(monday))
    wanted = select(Event).where(
        (Event.worker_id == worker_id) | Event.id.in_(along),
        Event.state.in_(UNDER_WAY),
        Event.begins_on <= last,
        func.coalesce(Event.ends_on, Event.begins_on) >= first,
    )
    return list(db.session.scalars(wanted.order_by(Event.begins_on, Event.opens_at, Event.id)))


def _evenings(events: list[Event], worker_id: int, monday: date, acting: Acting) -> list[Block]:
    is_open, blocks = acting.may(Action.READ, DataClass.EVENT_PLAN), []
    for one in events:
        entry = entry_of(one)
        if isinstance(entry.starts, datetime) and isinstance(entry.ends, datetime):
            span = Span(entry.starts, min(entry.ends, _midnight(entry.starts)))
            if one.begins_on >= monday:
                blocks.append(_block(span, worker_id, one, one.name, is_open))
    return blocks


def _event_days(events: list[Event]) -> dict[date, list[EventDay]]:
    found: dict[date, list[EventDay]] = {}
    for one in events:
        is_evening = isinstance(entry_of(one).starts, datetime)
        for place, day in enumerate(one.days):
            if place or not is_evening:
                until = one.closes_at if is_evening else None
                line = EventDay(one.id, one.name, place + 1, len(one.days), until)
                found.setdefault(day, []).append(line)
    return found


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=23, minute=59)


def _block(
    span: Span, worker_id: int, one: Event | NetworkMeeting, title: str, is_open: bool
) -> Block:
    block = Block(span, worker_id, "", one.__tablename__, one.id, is_open=is_open)
    return replace(block, title=title, where=one.place or "") if is_open else block

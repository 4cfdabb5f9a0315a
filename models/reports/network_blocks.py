"""Meetings and events of a worker in the drawn week."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select

from models.acting import Acting
from models.base import db
from models.event import UNDER_WAY, Event, EventStaff
from models.network_meeting import MeetingStaff, NetworkMeeting
from models.permissions import Action, DataClass
from models.reports.calendar_blocks import Block, bounds
from models.reports.network_calendar import entry_of
from models.rules.free_slots import Span


def network_blocks(worker_id: int, monday: date, acting: Acting) -> list[Block]:
    """What has its hours; whoever may not read it sees that the time is taken."""
    return [*_meetings(worker_id, monday, acting), *_events(worker_id, monday, acting)]


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


def _events(worker_id: int, monday: date, acting: Acting) -> list[Block]:
    along = select(EventStaff.event_id).where(EventStaff.staff_id == worker_id)
    first, last = (moment.date() for moment in bounds(monday))
    rows = db.session.scalars(
        select(Event)
        .where(
            (Event.worker_id == worker_id) | Event.id.in_(along),
            Event.state.in_(UNDER_WAY),
            Event.opens_at.is_not(None),
            Event.begins_on.between(first, last),
        )
        .order_by(Event.begins_on, Event.opens_at, Event.id)
    )
    is_open = acting.may(Action.READ, DataClass.EVENT_PLAN)
    blocks = []
    for one in rows:
        entry = entry_of(one)
        if isinstance(entry.starts, datetime) and isinstance(entry.ends, datetime):
            span = Span(entry.starts, min(entry.ends, _midnight(entry.starts)))
            blocks.append(_block(span, worker_id, one, one.name, is_open))
    return blocks


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=23, minute=59)


def _block(
    span: Span, worker_id: int, one: Event | NetworkMeeting, title: str, is_open: bool
) -> Block:
    block = Block(span, worker_id, "", one.__tablename__, one.id, is_open=is_open)
    return replace(block, title=title, where=one.place or "") if is_open else block

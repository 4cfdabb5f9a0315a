"""Meetings and events as entries of a calendar: one's own, and those that the town tells."""

from datetime import date, datetime, timedelta

from sqlalchemy import Select, or_, select

from models.acting import Acting
from models.base import db
from models.event import TOLD_OUTSIDE, Event, EventState
from models.network_meeting import NetworkMeeting
from models.permissions import Action, DataClass
from models.reports.calendar import AHEAD, BACK, Entry
from models.reports.network_dues import event_is_mine, meeting_is_mine

PUBLIC_BACK, PUBLIC_AHEAD = timedelta(days=365), timedelta(days=730)
USUAL_LENGTH = timedelta(hours=2)


def network_entries(acting: Acting) -> list[Entry]:
    """Meetings and events in which one takes part."""
    found: list[Entry] = []
    if acting.may(Action.READ, DataClass.COOPERATION):
        found += _meetings(acting)
    if acting.may(Action.READ, DataClass.EVENT_PLAN):
        rows = _events(acting.today - BACK, acting.today + AHEAD)
        mine = rows.where(event_is_mine(acting), Event.state != EventState.IDEA)
        found += [entry_of(one) for one in db.session.scalars(mine)]
    return found


def public_entries(today: date) -> list[Entry]:
    """What stands in the town's public calendar: no person, nothing of the plan.

    What was told and is called off, or planned anew, stands there as cancelled (RFC 5546, 3.2.5):
    a programme that only misses it would go on showing it.
    """
    told = _events(today - PUBLIC_BACK, today + PUBLIC_AHEAD).where(
        Event.is_public,
        or_(Event.state.in_(TOLD_OUTSIDE), Event.told_outside_on.is_not(None)),
    )
    return [entry_of(one, is_public=True) for one in db.session.scalars(told)]


def _events(first: date, last: date) -> Select[Event]:
    return select(Event).where(Event.begins_on.between(first, last)).order_by(Event.begins_on)


def entry_of(event: Event, is_public: bool = False) -> Entry:
    """With its hours where it is an evening; several days are whole days."""
    starts: date = event.begins_on
    ends: date | None = event.last_day + timedelta(days=1)
    nights = (event.last_day - event.begins_on).days
    closes_next = bool(event.opens_at and event.closes_at and event.closes_at < event.opens_at)
    if event.opens_at and (nights == 0 or (nights == 1 and closes_next)):
        starts = datetime.combine(event.begins_on, event.opens_at)
        closes = event.closes_at
        ends = datetime.combine(event.last_day, closes) if closes else starts + USUAL_LENGTH
    return Entry(
        f"event-{event.id}",
        event.name,
        starts,
        event.place or "",
        event.updated_at,
        ends,
        event.version - 1,
        event.state not in TOLD_OUTSIDE if is_public else event.state is EventState.CANCELLED,
        about=(event.public_text or "") if is_public else "",
        is_public=is_public,
    )


def _meetings(acting: Acting) -> list[Entry]:
    model = NetworkMeeting
    start = datetime.combine(acting.today, datetime.min.time())
    rows = db.session.scalars(
        select(model).where(
            model.visible_to(acting),
            meeting_is_mine(acting),
            model.starts_at.between(start - BACK, start + AHEAD),
        )
    )
    return [
        Entry(
            f"meeting-{one.id}",
            one.subject,
            one.starts_at,
            one.place or "",
            one.updated_at,
            one.ends_at,
            one.version - 1,
            one.is_cancelled,
        )
        for one in rows
    ]

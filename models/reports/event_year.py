"""The events of a year: what took place when, how many came, what it cost."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from models.acting import Acting
from models.base import db
from models.event import Event, EventState, Recurrence
from models.event_parts import EventFunding

LIVE = tuple(state for state in EventState if state is not EventState.CANCELLED)


@dataclass(frozen=True)
class YearEvent:
    """One event; money in EUR."""

    id: int
    name: str
    state: EventState
    begins_on: date
    last_day: date
    place: str
    participants: int | None
    spent: Decimal

    def meets(self, first: date, last: date) -> bool:
        return self.begins_on <= last and self.last_day >= first


@dataclass(frozen=True)
class EventYear:
    """`unproposed` are those of the year before that come again and have no successor yet."""

    year: int
    events: tuple[YearEvent, ...]  # one over New Year's Day stands in both years
    unproposed: tuple[YearEvent, ...]

    @property
    def begun(self) -> tuple[YearEvent, ...]:
        """Those that are counted here."""
        return tuple(one for one in self.events if one.begins_on.year == self.year)

    @property
    def participants(self) -> int:
        return sum(one.participants or 0 for one in self.begun)

    @property
    def spent(self) -> Decimal:
        return sum((one.spent for one in self.begun), Decimal(0))

    @property
    def held(self) -> int:
        return sum(one.state is EventState.DONE for one in self.begun)


def event_year(year: int, acting: Acting) -> EventYear:
    later = aliased(Event)
    has_next = select(later.id).where(later.previous_id == Event.id).exists()
    awaits = (
        Event.recurrence != Recurrence.NONE,
        Event.state == EventState.DONE,
        ~has_next,
    )
    before = _events(year - 1, acting, *awaits)
    unproposed = tuple(one for one in before if one.begins_on.year == year - 1)
    return EventYear(year, _events(year, acting), unproposed)


def event_years(acting: Acting) -> list[int]:
    """From the first year with an event to the one after this, the newest first."""
    first, last = db.session.execute(
        select(func.min(Event.begins_on), func.max(Event.begins_on)).where(Event.visible_to(acting))
    ).one()
    this = acting.today.year
    begin = min(first.year if first else this, this)
    return list(range(max(last.year if last else this, this + 1), begin - 1, -1))


def _events(year: int, acting: Acting, *wanted: ColumnElement[bool]) -> tuple[YearEvent, ...]:
    spent = select(func.sum(EventFunding.spent)).where(EventFunding.event_id == Event.id)
    rows = db.session.execute(
        select(Event, spent.correlate(Event).scalar_subquery())
        .where(
            Event.visible_to(acting),
            Event.begins_on <= date(year, 12, 31),
            func.coalesce(Event.ends_on, Event.begins_on) >= date(year, 1, 1),
            *wanted,
        )
        .order_by(Event.begins_on, Event.id)
    )
    return tuple(
        YearEvent(
            one.id,
            one.name,
            one.state,
            one.begins_on,
            one.last_day,
            one.place or "",
            one.participants,
            Decimal(paid or 0),
        )
        for one, paid in rows
    )

"""The clock of an eviction case: what happened, what must be kept, and how many days are left."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto

from models.eviction_case import EvictionCase
from models.eviction_deadline import EvictionDeadline
from models.eviction_step import EvictionState
from models.rules.urgency import traffic_light

DONE_WITH = frozenset({EvictionState.CLOSED, EvictionState.AFTERCARE})


class PointKind(Enum):
    EVENT = auto()  # a fact with a day
    DEADLINE = auto()  # a day to work to
    APPOINTMENT = auto()  # hearing, eviction


@dataclass(frozen=True)
class Point:
    """One mark on the line; `name` is a field of the case or the code of a deadline."""

    kind: PointKind
    name: str
    on: date
    statutory_end: date | None = None
    basis: str = ""
    is_done: bool = False
    is_provisional: bool = False
    tone: str = ""

    def days_left(self, today: date) -> int:
        return (self.on - today).days


@dataclass(frozen=True)
class EvictionClock:
    """All marks in order of their days, and the next deadline that is still open."""

    today: date
    points: tuple[Point, ...]
    next_deadline: Point | None

    @property
    def span(self) -> tuple[date, date]:
        """The days between which the line runs; today lies on it."""
        days = [point.on for point in self.points] + [self.today]
        return min(days), max(days)

    def place_of(self, day: date) -> float:
        """Where a day lies on the line, from 0 to 1."""
        first, last = self.span
        length = (last - first).days
        return (day - first).days / length if length else 0.5


EVENTS = (
    "notice_received_on",
    "filed_on",
    "served_on",
    "decided_on",
    "decision_served_on",
    "evicted_on",
    "averted_on",
    "agreed_on",
    "withdrawn_on",
    "sheltered_from",
    "closed_on",
)
APPOINTMENTS = ("hearing_at", "vacate_by_on", "eviction_at", "sheltered_until")


def clock_of(case: EvictionCase, today: date) -> EvictionClock:
    points = [*_events(case), *_appointments(case, today), *_deadlines(case, today)]
    points.sort(key=lambda point: (point.on, point.kind.value))
    return EvictionClock(today, tuple(points), _next_deadline(points, today))


def _next_deadline(points: list[Point], today: date) -> Point | None:
    """The nearest one that can still be kept; where there is none, the last one that was missed."""
    waiting = [point for point in points if point.kind is PointKind.DEADLINE and not point.is_done]
    ahead = [point for point in waiting if point.on >= today]
    return next(iter(ahead or reversed(waiting)), None)


def _events(case: EvictionCase) -> list[Point]:
    days = [(name, getattr(case, name)) for name in EVENTS]
    return [Point(PointKind.EVENT, name, day, is_done=True) for name, day in days if day]


def _appointments(case: EvictionCase, today: date) -> list[Point]:
    found = []
    for name in APPOINTMENTS:
        moment = getattr(case, name)
        if moment:
            day = moment.date() if isinstance(moment, datetime) else moment
            is_over = day < today or case.state in DONE_WITH
            tone = "" if is_over else traffic_light(day, today)
            found.append(Point(PointKind.APPOINTMENT, name, day, is_done=is_over, tone=tone))
    return found


def _deadlines(case: EvictionCase, today: date) -> list[Point]:
    current = [row for row in case.deadlines if row.superseded_at is None]
    return [_deadline(row, today) for row in current]


def _deadline(row: EvictionDeadline, today: date) -> Point:
    return Point(
        PointKind.DEADLINE,
        row.rule,
        row.due_on,
        statutory_end=row.statutory_end,
        basis=row.basis,
        is_done=not row.is_pending(row.case.state),
        is_provisional=row.is_provisional,
        tone=traffic_light(row.due_on, today) if row.is_pending(row.case.state) else "",
    )

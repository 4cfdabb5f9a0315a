"""The clock of an eviction case: what happened, what must be kept, and how many days are left."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto

from models.eviction_case import EvictionCase
from models.eviction_deadline import PENDING_IN, EvictionDeadline
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
    is_lapsed: bool = False
    is_provisional: bool = False
    tone: str = ""


@dataclass(frozen=True)
class EvictionClock:
    """All marks in order of their days, the next deadline ahead, and what is late."""

    today: date
    points: tuple[Point, ...]
    next_deadline: Point | None
    overdue: tuple[Point, ...]  # what acting late can still make up for

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
    "bailiff_notice_served_on",
    "evicted_on",
    "averted_on",
    "agreed_on",
    "withdrawn_on",
    "sheltered_from",
    "closed_on",
)
APPOINTMENTS = ("tenancy_ends_on", "hearing_at", "vacate_by_on", "eviction_at", "sheltered_until")


def clock_of(case: EvictionCase, today: date) -> EvictionClock:
    points = [*_events(case), *_appointments(case, today), *_deadlines(case, today)]
    points.sort(key=lambda point: (point.on, point.kind.value))
    waiting = [point for point in points if point.kind is PointKind.DEADLINE and point.tone]
    ahead = next((point for point in waiting if point.on >= today), None)
    late = tuple(point for point in waiting if point.on < today)
    return EvictionClock(today, tuple(points), ahead, late)


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
    """Those that somebody keeps; caps and checks of a date would only stretch the line."""
    current = [row for row in case.deadlines if row.superseded_at is None]
    return [_deadline(row, today) for row in current if row.rule in PENDING_IN]


def _deadline(row: EvictionDeadline, today: date) -> Point:
    state = row.case.state
    is_to_keep = row.is_to_keep(state, today)
    return Point(
        PointKind.DEADLINE,
        row.rule,
        row.due_on,
        statutory_end=row.statutory_end,
        basis=row.basis,
        is_done=not row.is_pending(state),
        is_lapsed=row.is_pending(state) and row.is_lapsed(today),
        is_provisional=row.is_provisional,
        tone=traffic_light(row.due_on, today) if is_to_keep else "",
    )

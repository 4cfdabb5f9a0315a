"""The next free time of a worker within office hours: appointments, court days, absences."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    DateTime,
    Executable,
    Integer,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)

from models.absence import Absence
from models.acting import OFFICE_TIME
from models.appointment import USUAL_MINUTES, Appointment
from models.base import db
from models.catalogue import OfficeLocation
from models.eviction_case import EvictionCase
from models.office_hour import OfficeHour
from models.reports.calendar import COURT_DAY
from models.rules.clock import end_on_the_clock
from models.rules.free_slots import Span, WeeklyHour, crowded, free_slots, openings

LOOK_AHEAD = 42  # days
WORKER: BindParameter[int] = bindparam("worker", type_=Integer())
SINCE: BindParameter[datetime] = bindparam("since", type_=DateTime())
UNTIL: BindParameter[datetime] = bindparam("until", type_=DateTime())
ByDay = dict[date, list[Span]]


@dataclass(frozen=True)
class FreeSlot:
    """Moment of the office's wall clock, and the location whose office hour it lies in."""

    starts_at: datetime
    location_id: int
    location: str


def next_free_slot(
    worker_id: int,
    after: datetime,
    minutes: int = USUAL_MINUTES,
    location_id: int | None = None,
    beside: int | None = None,
) -> FreeSlot | None:
    """The first time free for the worker from `after` on, a moment of the wall clock.

    None: there is none within six weeks. `beside` is an appointment that is to be moved itself.
    """
    first = after.date()
    last = first + timedelta(days=LOOK_AHEAD)
    away = _absences(worker_id, first, last)
    places, hours = _places()
    own, full = _taken(worker_id, after, datetime.combine(last, time()), beside, places)
    opened = openings(
        [hour for hour in hours if location_id in (None, hour.location_id)],
        first,
        LOOK_AHEAD,
        lambda day: any(begin <= day <= end for begin, end in away),
    )
    for opening in opened:
        day, place = opening.span.starts.date(), opening.location_id
        busy = (*own.get(day, ()), *full[place].get(day, ()))
        for starts_at, _ in free_slots([opening], minutes, busy, after):
            return FreeSlot(starts_at, place, places[place].title)
    return None


def weekly_hours() -> list[WeeklyHour]:
    row = OfficeHour
    wanted = select(
        row.office_location_id, row.weekday, row.opens_at, row.closes_at, row.valid_from,
        row.valid_to,
    )  # fmt: skip
    return [
        WeeklyHour(place, int(weekday), opens, closes, since, until)
        for place, weekday, opens, closes, since, until in db.session.execute(wanted)
    ]


def taken_of(worker_id: int, first: datetime, last: datetime) -> list[Span]:
    """Planned appointments of the worker and the court days of the worker's cases."""
    model = Appointment
    planned = select(model.starts_at, model.minutes).where(
        _is_planned(first, last), model.worker_id == worker_id
    )
    own = [_span(*when) for when in db.session.execute(planned)]
    return own + _court_days(worker_id, first, last)


def _taken(
    worker_id: int,
    first: datetime,
    last: datetime,
    beside: int | None,
    places: Mapping[int, Any],
) -> tuple[ByDay, dict[int, ByDay]]:
    """By day the times of the worker, and by location those in which all its rooms are taken.

    Of appointments at one time and place only the number is read: an office has many.
    """
    told = {"worker": worker_id, "since": first - timedelta(days=1), "until": last}
    own: list[Span] = []
    there: dict[int, list[Span]] = {key: [] for key in places}
    for starts, place, minutes, count, mine in db.session.connection().execute(
        _taken_asked(beside), told
    ):
        span = _span(starts, minutes)
        if mine:
            own.append(span)
        if place is not None:
            there[place] += [span] * min(count, places[place].rooms)
    full = {key: crowded(spans, places[key].rooms - 1) for key, spans in there.items()}
    return _by_day(own), {key: _by_day(spans) for key, spans in full.items()}


def _taken_asked(beside: int | None) -> Executable:
    """The planned appointments of all, and the court days of the worker's cases."""
    if beside is None:
        return _all_taken()
    return _union(Appointment.id != beside)


@cache
def _all_taken() -> Executable:
    """Made once: to make it takes longer than to ask it."""
    return _union(true())


def _union(wanted: ColumnElement[bool]) -> Executable:
    model, days = Appointment, EvictionCase
    when = (model.starts_at, model.office_location_id, model.minutes)
    is_own = func.max(case((model.worker_id == WORKER, 1), else_=0))
    planned = select(*when, func.count(), is_own).where(
        wanted, model.is_planned(), model.starts_at.between(SINCE, UNTIL)
    )
    court = (
        select(moment, cast(null(), Integer), literal(COURT_DAY), literal(1), literal(1)).where(
            days.worker_id + 0 == WORKER,  # by the days: most cases of a worker are past
            moment.between(SINCE, UNTIL),
        )
        for moment in (days.hearing_at, days.eviction_at)
    )
    return union_all(planned.group_by(*when), *court)


def _by_day(spans: Iterable[Span]) -> ByDay:
    found: ByDay = defaultdict(list)
    for span in spans:
        for day in {span.starts.date(), span.ends.date()}:
            found[day].append(span)
    return found


def _span(starts: datetime, minutes: int) -> Span:
    return Span(starts, end_on_the_clock(starts, minutes, OFFICE_TIME))


def _is_planned(first: datetime, last: datetime) -> ColumnElement[bool]:
    model = Appointment
    return and_(model.is_planned(), model.starts_at.between(first - timedelta(days=1), last))


def _court_days(worker_id: int, first: datetime, last: datetime) -> list[Span]:
    model, begins = EvictionCase, first - timedelta(days=1)
    wanted = select(model.hearing_at, model.eviction_at).where(
        model.worker_id + 0 == worker_id,  # by the days: most cases of a worker are past
        or_(model.hearing_at.between(begins, last), model.eviction_at.between(begins, last)),
    )
    moments = [moment for row in db.session.execute(wanted) for moment in row]
    return [_span(moment, COURT_DAY) for moment in moments if moment and begins <= moment <= last]


def _absences(worker_id: int, first: date, last: date) -> list[tuple[date, date]]:
    wanted = select(Absence.begins_on, Absence.ends_on).where(
        Absence.worker_id == worker_id, Absence.meets(first, last)
    )
    return [(begin, end) for begin, end in db.session.execute(wanted)]


def _places() -> tuple[dict[int, Any], list[WeeklyHour]]:
    """Title and number of rooms of each location, by its key, and the office hours there."""
    rows = db.session.connection().execute(_places_asked()).all()
    hours = [
        WeeklyHour(row.id, int(row.weekday), row.opens_at, row.closes_at, *row[-2:])
        for row in rows
        if row.weekday is not None
    ]
    return {row.id: row for row in rows}, hours


@cache
def _places_asked() -> Executable:
    place, row = OfficeLocation, OfficeHour
    head = (place.id, place.rooms, place.title_sql().label("title"))
    hour = (row.weekday, row.opens_at, row.closes_at, row.valid_from, row.valid_to)
    return select(*head, *hour).outerjoin(row, row.office_location_id == place.id)

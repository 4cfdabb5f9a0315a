"""One week of a worker or of a location: office hours, appointments, court days, clashes."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select

from models.absence import Absence
from models.acting import OFFICE_TIME, Acting
from models.appointment import Appointment, AppointmentState
from models.base import db
from models.catalogue import OfficeLocation
from models.eviction_case import EvictionCase
from models.eviction_deadline import EvictionDeadline
from models.permissions import Action, DataClass
from models.reports.calendar_blocks import (
    DAYS,
    Block,
    appointment_blocks,
    cases_of,
    court_days,
    in_two_places,
    without_room,
)
from models.reports.free_slots import weekly_hours
from models.reports.network_blocks import EventDay, network_blocks
from models.rules.free_slots import Opening, Span, crowded, openings
from models.rules.working_days import holiday_name, is_working_day
from models.staff import Staff

EARLIEST, LATEST = time(8), time(18)  # when a free time may be clicked
HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True)
class DueDay:
    """A deadline of an eviction case to be kept on a day."""

    rule: str
    case_id: int
    title: str


@dataclass(frozen=True)
class Day:
    on: date
    holiday: str
    away: tuple[str, ...]
    openings: tuple[Opening, ...]
    blocks: tuple[Block, ...]
    due: tuple[DueDay, ...]
    events: tuple[EventDay, ...]
    free: tuple[tuple[datetime, int | None], ...]


@dataclass(frozen=True)
class Week:
    days: tuple[Day, ...]
    locations: dict[int, str]


def week_of_worker(worker_id: int, monday: date, acting: Acting) -> Week:
    model = Appointment
    blocks = appointment_blocks(model.worker_id == worker_id, monday, acting)
    blocks += court_days(worker_id, monday, acting)
    more, events = network_blocks(worker_id, monday, acting)
    blocks += more
    blocks = without_room(in_two_places(blocks, blocks), monday)
    due = _due(worker_id, monday, acting)
    return _week(monday, acting, blocks, {worker_id}, due, events)


def week_of_location(location_id: int, monday: date, acting: Acting) -> Week:
    blocks = appointment_blocks(Appointment.office_location_id == location_id, monday, acting)
    workers = {block.worker_id for block in blocks}
    elsewhere = appointment_blocks(Appointment.worker_id.in_(workers), monday, acting)
    blocks = without_room(in_two_places(blocks, elsewhere), monday)
    return _week(monday, acting, blocks, workers, {}, {}, location_id)


def _due(worker_id: int, monday: date, acting: Acting) -> dict[date, list[DueDay]]:
    if not acting.may(Action.READ, DataClass.EVICTION):
        return {}
    row, cases = EvictionDeadline, cases_of(worker_id, monday)
    due_on = func.coalesce(row.fixed_on, row.conservative_end)
    wanted = (
        select(row)
        .join(EvictionCase, EvictionCase.id == row.case_id)
        .where(
            EvictionCase.worker_id.in_(cases),
            EvictionCase.visible_to(acting),
            row.superseded_at.is_(None),
            row.done_on.is_(None),
            due_on.between(monday, monday + timedelta(days=DAYS - 1)),
        )
    )
    found: dict[date, list[DueDay]] = {}
    for one in db.session.scalars(wanted):
        times = cases[one.case.worker_id or 0]
        is_theirs = any(begin <= one.due_on <= end for begin, end in times)
        if is_theirs and one.is_pending(one.case.state):
            entry = DueDay(one.rule, one.case_id, one.case.person.title)
            found.setdefault(one.due_on, []).append(entry)
    return found


def _week(
    monday: date,
    acting: Acting,
    blocks: list[Block],
    workers: Collection[int],
    due: dict[date, list[DueDay]],
    events: dict[date, list[EventDay]],
    location_id: int | None = None,
) -> Week:
    known = select(OfficeLocation.id, OfficeLocation.title_sql(), OfficeLocation.rooms)
    places = {key: (title, rooms) for key, title, rooms in db.session.execute(known)}
    hours = [hour for hour in weekly_hours() if location_id in (None, hour.location_id)]
    opened = list(openings(hours, monday, DAYS))
    away = _absences(workers, monday)
    taken = [block.span for block in blocks if block.state is AppointmentState.PLANNED]
    if location_id is not None:
        taken = crowded(taken, places[location_id][1] - 1)
    days = []
    for on in (monday + timedelta(days=ahead) for ahead in range(DAYS)):
        names = tuple(name for name, begin, end in away if begin <= on <= end)
        here = tuple(one for one in opened if one.span.starts.date() == on)
        is_shut = not is_working_day(on) or (bool(names) and location_id is None)
        free = () if is_shut else tuple(_free(on, taken, here, acting, location_id))
        of_day = tuple(block for block in blocks if block.span.starts.date() == on)
        whole = tuple(due.get(on, ())), tuple(events.get(on, ()))
        days.append(Day(on, holiday_name(on), names, here, of_day, *whole, free))
    return Week(tuple(days), {key: title for key, (title, _) in places.items()})


def _absences(workers: Collection[int], monday: date) -> list[tuple[str, date, date]]:
    """Who of them is away from when to when; why is nobody else's business."""
    name = select(Staff.display_name).where(Staff.id == Absence.worker_id).scalar_subquery()
    rows = db.session.execute(
        select(name, Absence.begins_on, Absence.ends_on).where(
            Absence.worker_id.in_(workers),
            Absence.meets(monday, monday + timedelta(days=DAYS - 1)),
        )
    )
    return [(who, begin, end) for who, begin, end in rows]


def _free(
    on: date,
    taken: Collection[Span],
    opened: Collection[Opening],
    acting: Acting,
    location_id: int | None,
) -> Iterator[tuple[datetime, int | None]]:
    """Half hours to come that nothing is in the way of, and the location that is open then."""
    now = acting.now.astimezone(OFFICE_TIME).replace(tzinfo=None)
    starts = datetime.combine(on, EARLIEST)
    while starts < datetime.combine(on, LATEST):
        half = Span(starts, starts + HALF_HOUR)
        if starts >= now and not any(span.meets(half) for span in taken):
            place = next((one.location_id for one in opened if one.span.meets(half)), location_id)
            yield starts, place
        starts += HALF_HOUR

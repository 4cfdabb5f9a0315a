"""The next free time of a worker within office hours: appointments, court days, absences."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, select

from models.absence import Absence
from models.acting import OFFICE_TIME
from models.appointment import USUAL_MINUTES, Appointment, AppointmentState
from models.base import db
from models.catalogue import OfficeLocation
from models.eviction_case import EvictionCase
from models.office_hour import OfficeHour
from models.reports.calendar import COURT_DAY
from models.rules.clock import end_on_the_clock
from models.rules.free_slots import Span, WeeklyHour, crowded, free_slots, openings

LOOK_AHEAD = 42  # days


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
    first, days = after.date(), LOOK_AHEAD
    away = _absences(worker_id, first, first + timedelta(days=days))
    full = _full(after, beside)
    found = free_slots(
        openings(
            [hour for hour in weekly_hours() if location_id in (None, hour.location_id)],
            first,
            days,
            lambda day: any(begin <= day <= end for begin, end in away),
        ),
        minutes,
        taken_of(worker_id, after, after + timedelta(days=days), beside),
        after,
        lambda location: full.get(location, []),
    )
    slot = next(found, None)
    if slot is None:
        return None
    starts_at, location = slot
    return FreeSlot(starts_at, location, db.session.get_one(OfficeLocation, location).title)


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


def taken_of(
    worker_id: int, first: datetime, last: datetime, beside: int | None = None
) -> list[Span]:
    """Planned appointments of the worker and the court days of the worker's cases."""
    model = Appointment
    wanted = _planned(first, last, beside).where(model.worker_id == worker_id)
    taken = [_span(starts, minutes) for _, starts, minutes in db.session.execute(wanted)]
    for name in ("hearing_at", "eviction_at"):
        moment = getattr(EvictionCase, name)
        days = select(moment).where(
            EvictionCase.worker_id == worker_id, moment.between(first - timedelta(days=1), last)
        )
        taken += [_span(starts, COURT_DAY) for starts in db.session.scalars(days)]
    return taken


def _span(starts: datetime, minutes: int) -> Span:
    return Span(starts, end_on_the_clock(starts, minutes, OFFICE_TIME))


def _planned(
    first: datetime, last: datetime, beside: int | None
) -> Select[int | None, datetime, int]:
    model = Appointment
    return select(model.office_location_id, model.starts_at, model.minutes).where(
        model.state == AppointmentState.PLANNED,
        model.starts_at.between(first - timedelta(days=1), last),
        model.id != (beside or 0),
    )


def _absences(worker_id: int, first: date, last: date) -> list[tuple[date, date]]:
    wanted = select(Absence.begins_on, Absence.ends_on).where(
        Absence.worker_id == worker_id, Absence.meets(first, last)
    )
    return [(begin, end) for begin, end in db.session.execute(wanted)]


def _full(after: datetime, beside: int | None) -> dict[int, list[Span]]:
    """By location: the times in which all its rooms are taken."""
    every = db.session.execute(select(OfficeLocation.id, OfficeLocation.rooms))
    rooms = {location: count for location, count in every}
    spans: dict[int, list[Span]] = defaultdict(list)
    for location, starts, minutes in db.session.execute(
        _planned(after, after + timedelta(days=LOOK_AHEAD), beside)
    ):
        if location is not None:
            spans[location].append(_span(starts, minutes))
    return {place: crowded(taken, rooms[place] - 1) for place, taken in spans.items()}

"""What stands in a private calendar outside the office: initials, place and case number.

No place where the person's address is protected: it may be where that person is to be found.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select

from models.accommodation import Accommodation
from models.acting import Acting
from models.appointment import Appointment, AppointmentState
from models.base import db
from models.catalogue import OfficeLocation
from models.eviction_case import EvictionCase
from models.eviction_deadline import EvictionDeadline
from models.permissions import Action, DataClass
from models.person import Person
from models.responsibility import own_case
from models.rules.urgency import REMINDERS

BACK, AHEAD = timedelta(days=30), timedelta(days=365)
COURT_DAY = 90  # minutes of a hearing or an eviction


@dataclass(frozen=True)
class Entry:
    """An appointment of the office's wall clock, or a whole day."""

    key: str
    text: str
    starts: datetime | date
    place: str = ""
    changed_at: datetime | None = None
    ends: datetime | date | None = None  # of whole days: the day after the last one
    sequence: int = 0  # how often it was changed
    is_cancelled: bool = False
    reminders: tuple[int, ...] = ()  # days before
    about: str = ""
    is_public: bool = False


def calendar_entries(acting: Acting) -> list[Entry]:
    """Own appointments, and the days of own eviction cases."""
    found: list[Entry] = []
    if acting.may(Action.READ, DataClass.SESSION):
        found += _appointments(acting)
    if acting.may(Action.READ, DataClass.EVICTION):
        found += [*_deadlines(acting), *_days_in_court(acting)]
    return found


def initials(family_name: str, given_name: str | None) -> str:
    return " ".join(f"{name[0]}." for name in (given_name, family_name) if name)


def _window(acting: Acting) -> tuple[datetime, datetime]:
    start = datetime.combine(acting.today, datetime.min.time())
    return start - BACK, start + AHEAD


def _appointments(acting: Acting) -> list[Entry]:
    """With the initials of the person, or where it is; called off ones are told as such."""
    model = Appointment
    site = select(OfficeLocation.title_sql()).where(OfficeLocation.id == model.office_location_id)
    home = select(Accommodation.name).where(Accommodation.id == model.accommodation_id)
    public = func.coalesce(site.scalar_subquery(), home.scalar_subquery())
    rows = db.session.execute(
        select(model, public, model.place_sql()).where(
            model.worker_id == acting.staff_id,
            model.visible_to(acting),
            model.starts_at.between(*_window(acting)),
        )
    )
    return [
        Entry(
            f"appointment-{one.id}",
            _subject(one.person) or one.kind.value,
            one.starts_at,
            site_name or place or "",
            one.updated_at,
            one.ends_at,
            one.version - 1,
            one.state is AppointmentState.CANCELLED,
        )
        for one, site_name, place in rows
    ]


def _subject(person: Person | None) -> str:
    return initials(person.family_name, person.given_name) if person else ""


def _deadlines(acting: Acting) -> list[Entry]:
    """Deadlines still to be kept, each on the day to work to."""
    row = EvictionDeadline
    wanted = (
        select(row)
        .join(EvictionCase, EvictionCase.id == row.case_id)
        .where(row.superseded_at.is_(None), row.done_on.is_(None), _own(acting))
    )
    return [
        Entry(
            f"deadline-{one.id}",
            f"{one.rule} · #{one.case_id}",
            one.due_on,
            changed_at=one.updated_at,
            reminders=REMINDERS,
            sequence=one.version - 1,
        )
        for one in db.session.scalars(wanted)
        if one.is_to_keep(one.case.state, acting.today)
    ]


def _days_in_court(acting: Acting) -> list[Entry]:
    model, entries = EvictionCase, []
    for name in ("hearing_at", "eviction_at"):
        moment = getattr(model, name)
        rows = db.session.execute(
            select(model.id, moment, model.updated_at, model.version).where(
                moment.between(*_window(acting)), _own(acting)
            )
        )
        entries += [
            Entry(
                f"{name}-{key}", f"{name} · #{key}", starts, changed_at=changed, sequence=count - 1
            )
            for key, starts, changed, count in rows
        ]
    return entries


def _own(acting: Acting) -> ColumnElement[bool]:
    model = EvictionCase
    is_own = or_(model.worker_id.in_(acting.own_ids), own_case(model.person_id, acting))
    return is_own & model.visible_to(acting)

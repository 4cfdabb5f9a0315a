"""Where people of an eviction can be placed, and which evictions are to be accompanied."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from models.accommodation import Accommodation, Building
from models.acting import Acting
from models.base import db
from models.eviction_caretaker import EvictionCaretaker
from models.eviction_case import EvictionCase, EvictionPerson
from models.eviction_step import EvictionState
from models.permissions import Role
from models.person import Person
from models.place_reservation import PlaceReservation, free_places
from models.staff import Staff, StaffRole
from models.unit import Designation, Unit

MOST = 8
STILL_SHOWN = timedelta(days=3)  # after the day, until the people are placed


@dataclass(frozen=True)
class FreeUnit:
    unit_id: int
    title: str
    free: int
    capacity: int
    designation: Designation
    is_barrier_free: bool


@dataclass(frozen=True)
class EvictionDay:
    """One eviction to come: whom it concerns, and what is still to be prepared."""

    case_id: int
    title: str
    at: datetime
    people: int
    has_pets: bool
    needs_barrier_free: bool
    reserved: int
    caretakers: int


def free_units(day: date, people: int, barrier_free_first: bool) -> list[FreeUnit]:
    """Units with a free place from this day on; those that fit so many people best come first."""
    free = free_places(day)
    wanted = (
        select(
            Unit.id,
            Unit.title_sql(),
            free,
            Unit.realistic_capacity,
            Unit.designation,
            Unit.is_barrier_free,
        )
        .join(Building, Building.id == Unit.building_id)
        .join(Accommodation, Accommodation.id == Building.accommodation_id)
        .where(~Unit.is_blocked, free > 0)
        .where(or_(Accommodation.closed_on.is_(None), Accommodation.closed_on > day))
    )
    if barrier_free_first:
        wanted = wanted.order_by(Unit.is_barrier_free.desc())
    wanted = wanted.order_by(free < people, func.abs(free - people), Unit.search_text, Unit.id)
    return [FreeUnit(*row) for row in db.session.execute(wanted)]


def caretakers() -> list[Staff]:
    """Those who may be assigned."""
    wanted = select(Staff).where(
        Staff.active,
        Staff.id.in_(select(StaffRole.staff_id).where(StaffRole.role == Role.CARETAKER)),
    )
    return list(db.session.scalars(wanted.order_by(Staff.display_name)))


def eviction_days(acting: Acting) -> list[EvictionDay]:
    """Evictions within reach of who prepares or accompanies them, nearest first."""
    case = EvictionCase
    since = datetime.combine(acting.today - STILL_SHOWN, datetime.min.time())
    wanted = (
        select(
            case.id,
            case.title_sql(),
            case.eviction_at,
            case.adult_count + case.minor_count,
            case.has_pets,
            _needs_barrier_free(),
            _of_case(func.coalesce(func.sum(PlaceReservation.places), 0), PlaceReservation)
            .where(PlaceReservation.released_on.is_(None))
            .scalar_subquery(),
            _of_case(func.count(), EvictionCaretaker).scalar_subquery(),
        )
        .where(case.visible_to(acting), case.eviction_at >= since)
        .where(case.state.in_((EvictionState.EVICTION_SCHEDULED, EvictionState.EVICTED)))
        .order_by(case.eviction_at, case.id)
        .limit(MOST)
    )
    return [EvictionDay(*row) for row in db.session.execute(wanted)]


def _needs_barrier_free() -> ColumnElement[bool]:
    """Somebody among the people of the case cannot climb stairs."""
    case, others = EvictionCase, select(EvictionPerson.person_id)
    along = others.where(EvictionPerson.case_id == case.id)
    concerned = or_(Person.id == case.person_id, Person.id.in_(along))
    return select(Person.id).where(Person.needs_barrier_free, concerned).correlate(case).exists()


def _of_case(column: Any, part: Any) -> Any:
    return select(column).select_from(part).where(part.case_id == EvictionCase.id)

"""Places that are kept free in a shelter for the people of a fixed eviction (concept 4.7)."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Broken, Record, msg
from models.permissions import DataClass
from models.unit import Unit

if TYPE_CHECKING:
    from models.eviction_case import EvictionCase


class PlaceReservation(Record):
    """So many places of a unit, from the day of the eviction until they are released."""

    data_class = DataClass.RESERVATION
    part_of = ("case", "reservations")
    __table_args__ = (
        Index(None, "unit_id", "released_on"),
        CheckConstraint("places > 0", name="places_positive"),
    )

    case_id: Mapped[int] = mapped_column(
        ForeignKey("eviction_case.id", ondelete="CASCADE"), index=True
    )
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    places: Mapped[int]
    reserved_from: Mapped[date]
    released_on: Mapped[date | None]

    case: Mapped["EvictionCase"] = relationship(back_populates="reservations")
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)

    @property
    def title(self) -> str:
        return self.unit.title

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if (self.places or 0) < 1:
            yield Broken("places", msg("At least one place is reserved."))
        elif self.id is None:
            yield from self._not_to_be_had(session)

    def _not_to_be_had(self, session: Session) -> Iterator[Broken]:
        if self.unit.is_blocked:
            yield Broken("unit", msg("This unit is blocked."))
            return
        session.execute(select(Unit.id).where(Unit.id == self.unit.id).with_for_update())
        free = session.scalar(
            select(free_places(self.reserved_from)).where(Unit.id == self.unit.id)
        )
        if (free or 0) < self.places:
            yield Broken(
                "places",
                msg("In %(unit)s only %(free)s places are free on this day."),
                unit=self.unit.title,
                free=max(free or 0, 0),
            )


def living_there(day: date) -> ColumnElement[int]:
    """How many people live in the unit on this day or come later."""
    stay = Record.metadata.tables["stay"]
    return (
        select(func.count())
        .select_from(stay)
        .where(stay.c.unit_id == Unit.id, or_(stay.c.valid_to.is_(None), stay.c.valid_to > day))
        .correlate(Unit)
        .scalar_subquery()
    )


def reserved_places() -> ColumnElement[int]:
    """How many places of the unit are reserved."""
    return (
        select(func.coalesce(func.sum(PlaceReservation.places), 0))
        .where(PlaceReservation.unit_id == Unit.id, PlaceReservation.released_on.is_(None))
        .correlate(Unit)
        .scalar_subquery()
    )


def free_places(day: date) -> ColumnElement[int]:
    """Realistic places of the unit that nobody lives in from this day on or has reserved."""
    return Unit.realistic_capacity - living_there(day) - reserved_places()


def kept_for_others(person_id: int) -> ColumnElement[bool]:
    """Open reservations, but not those of a case that concerns this person."""
    case = Record.metadata.tables["eviction_case"]
    resident = Record.metadata.tables["eviction_person"]
    own = select(case.c.id).where(case.c.person_id == person_id)
    lives_along = select(resident.c.case_id).where(resident.c.person_id == person_id)
    return PlaceReservation.released_on.is_(None) & PlaceReservation.case_id.not_in(
        own.union(lives_along)
    )

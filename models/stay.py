"""Who lived in which unit, from when to when, on which legal ground (concept 5.1, rules ST-05)."""

from collections.abc import Iterator
from datetime import date
from enum import auto

from sqlalchemy import CheckConstraint, ForeignKey, func, inspect, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Broken, Line, Record, msg
from models.catalogue import StayDestination, StayReason
from models.choice import Choice
from models.permissions import DataClass
from models.person import Person
from models.person_period import PersonPeriod
from models.place_reservation import PlaceReservation, kept_for_others
from models.unit import Unit


class PlacementBasis(Choice):
    """Legal ground of the placement; decides who counts in the homelessness statistics."""

    ORDER_LAW = auto()  # § 14 OBG NRW
    ASYLUM_SEEKERS_BENEFITS = auto()  # AsylbLG
    SOCIAL_ASSISTANCE = auto()  # §§ 67 ff. SGB XII
    CONTRACT = auto()
    UNKNOWN = auto()


class Stay(PersonPeriod, Record):
    """From the day of moving in to the day of moving out, on which another stay may begin."""

    data_class = DataClass.STAY
    extra_table_args = (
        CheckConstraint(
            "destination_id IS NULL OR valid_to IS NOT NULL", name="destination_after_leaving"
        ),
    )
    field_classes = {"placement_basis": DataClass.PLACEMENT}

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    reason_id: Mapped[int | None] = mapped_column(ForeignKey("stay_reason.id"), index=True)
    placement_basis: Mapped[PlacementBasis] = mapped_column(default=PlacementBasis.UNKNOWN)
    destination_id: Mapped[int | None] = mapped_column(
        ForeignKey("stay_destination.id"), index=True
    )
    note: Mapped[Line | None]

    unit: Mapped[Unit] = relationship()
    reason: Mapped[StayReason | None] = relationship()
    destination: Mapped[StayDestination | None] = relationship()

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        yield from super().broken_rules(today, session)
        if (self.destination or self.destination_id) and self.valid_to is None:
            yield Broken("destination", msg("A destination needs the day of moving out."))
        if (
            self.valid_from
            and (self.person_id or self.person)
            and (other := self._overlapping(session))
        ):
            yield Broken(
                "valid_from",
                msg("In this time the person already lives in %(unit)s (from %(start)s)."),
                unit=other.unit.title,
                start=other.valid_from,
            )

        if self.valid_from and (self.unit or self.unit_id) and self._moves():
            yield from self._takes_reserved_place(session)

    def _moves(self) -> bool:
        """It is new, or another place or time is meant than before."""
        attributes = inspect(self).attrs
        names = ("unit", "unit_id", "valid_from", "valid_to")
        return any(attributes[name].history.has_changes() for name in names)

    def _takes_reserved_place(self, session: Session) -> Iterator[Broken]:
        """Nobody gives away a place that is kept free for people who lose their flat."""
        unit_id = self.unit.id if self.unit else self.unit_id
        person_id = self.person.id if self.person else self.person_id
        kept = select(func.sum(PlaceReservation.places), func.min(PlaceReservation.reserved_from))
        kept = kept.where(PlaceReservation.unit_id == unit_id, kept_for_others(person_id))
        if self.valid_to is not None:
            kept = kept.where(PlaceReservation.reserved_from < self.valid_to)
        places, first_day = session.execute(kept).one()
        if not places:
            return
        day = max(self.valid_from, first_day)
        beside = Stay.unit_id == unit_id, Stay.id != (self.id or 0)
        later = or_(Stay.valid_to.is_(None), Stay.valid_to > day)
        taken = session.scalar(select(func.count()).select_from(Stay).where(*beside, later)) or 0
        size = session.scalar(select(Unit.realistic_capacity).where(Unit.id == unit_id)) or 0
        if taken + places + 1 > size:
            yield Broken(
                "unit",
                msg("%(places)s places here are reserved for an eviction on %(day)s."),
                places=places,
                day=first_day,
            )

    def _overlapping(self, session: Session) -> "Stay | None":
        """Another stay on a common night, saved or about to be; the person's row is locked."""
        person_id = self.person.id if self.person else self.person_id
        session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
        others = select(Stay).where(
            Stay.person_id == person_id,
            Stay.id != (self.id or 0),
            or_(Stay.valid_to.is_(None), Stay.valid_to > self.valid_from),
        )
        if self.valid_to is not None:
            others = others.where(Stay.valid_from < self.valid_to)
        return session.scalar(others.limit(1)) or self._overlapping_new(session)

    def _overlapping_new(self, session: Session) -> "Stay | None":
        """A stay of the same person that is added in the same save."""
        added = (other for other in session.new if isinstance(other, Stay) and other is not self)
        return next((other for other in added if self._shares_a_night_with(other)), None)

    def _shares_a_night_with(self, other: "Stay") -> bool:
        mine, theirs = self.person or self.person_id, other.person or other.person_id
        begins_in_time = self.valid_to is None or other.valid_from < self.valid_to
        ends_in_time = other.valid_to is None or other.valid_to > self.valid_from
        return mine == theirs and begins_in_time and ends_in_time

"""Rooms and flats of an accommodation, with nominal and realistic capacity (concept 5.1)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import auto
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    String,
    UniqueConstraint,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.accommodation import Accommodation, Building
from models.base import UNNESTED, Broken, Line, Record, msg
from models.choice import Choice
from models.own_value import HasOwnFields
from models.permissions import DataClass
from models.search import Searchable


class UsageForm(Choice):
    ROOM = auto()
    SHARED_FLAT = auto()
    OWN_FLAT = auto()


class Designation(Choice):
    MIXED = auto()
    WOMEN = auto()
    MEN = auto()
    FAMILY = auto()
    RESERVE = auto()


class Unit(HasOwnFields, Record, Searchable):
    data_class = DataClass.ROOM
    __table_args__ = (
        UniqueConstraint("building_id", "number"),
        CheckConstraint("NOT is_blocked OR blocked_reason IS NOT NULL", name="blocked_with_reason"),
        CheckConstraint("nominal_capacity >= 0", name="nominal_capacity_not_negative"),
        CheckConstraint(
            "realistic_capacity >= 0 AND realistic_capacity <= nominal_capacity",
            name="realistic_capacity_within_nominal",
        ),
        CheckConstraint("area IS NULL OR area > 0", name="area_positive"),
    )

    building_id: Mapped[int] = mapped_column(ForeignKey("building.id"))
    number: Mapped[str] = mapped_column(String(20))
    floor: Mapped[str | None] = mapped_column(String(20))
    area: Mapped[Decimal | None]  # m²
    usage_form: Mapped[UsageForm] = mapped_column(default=UsageForm.ROOM)
    designation: Mapped[Designation] = mapped_column(default=Designation.MIXED)
    nominal_capacity: Mapped[int] = mapped_column(default=0)
    realistic_capacity: Mapped[int] = mapped_column(default=0)
    is_blocked: Mapped[bool] = mapped_column(default=False)
    blocked_reason: Mapped[Line | None]
    is_barrier_free: Mapped[bool] = mapped_column(default=False)

    building: Mapped[Building] = relationship(
        back_populates="units", lazy="joined", innerjoin=UNNESTED
    )

    @property
    def title(self) -> str:
        """Address, house and number; the site's name where it has no address."""
        site = self.building.accommodation
        return f"{site.street or site.name} · {self.building.name} · {self.number}"

    @classmethod
    def title_sql(cls, alias: Any = None) -> ColumnElement[str]:
        table = alias or cls
        place = func.coalesce(Accommodation.street, Accommodation.name)
        return (
            select(place + " · " + Building.name + " · " + table.number)
            .select_from(Accommodation)
            .join(Building, Building.accommodation_id == Accommodation.id)
            .where(Building.id == table.building_id)
            .correlate(table)
            .scalar_subquery()
        )

    search_loads = ("own_values",)

    def search_words(self) -> list[str | None]:
        """Begins with the title: lists are in the order of these words."""
        if self.building is None:
            return [self.number]
        return [self.title, *self.building.accommodation.search_words(), *self.own_words()]

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if self.area is not None and self.area <= 0:
            yield Broken("area", msg("The area must be more than 0 m²."))
        if (self.nominal_capacity or 0) < 0 or (self.realistic_capacity or 0) < 0:
            yield Broken("nominal_capacity", msg("A number of places cannot be negative."))
        if (self.realistic_capacity or 0) > (self.nominal_capacity or 0):
            yield Broken(
                "realistic_capacity", msg("There cannot be more realistic than nominal places.")
            )
        if self.is_blocked and not self.blocked_reason:
            yield Broken("blocked_reason", msg("Say why the unit is blocked."))

"""Accommodation sites of the town and their buildings (concept 1.1, 5.1)."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import auto
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import UNNESTED, Broken, Line, Name, Note, Record, msg, not_before
from models.catalogue import AccommodationKind
from models.choice import Choice
from models.permissions import DataClass
from models.search import Searchable

if TYPE_CHECKING:
    from models.unit import Unit


class Ownership(Choice):
    MUNICIPAL = auto()
    RENTED = auto()
    COMMERCIAL = auto()
    UNKNOWN = auto()


class Accommodation(Record, Searchable):
    data_class = DataClass.ROOM
    title_field = "name"
    __table_args__ = (not_before("closed_on", "opened_on"),)

    name: Mapped[Name] = mapped_column(index=True)
    kind_id: Mapped[int] = mapped_column(ForeignKey("accommodation_kind.id"), index=True)
    street: Mapped[Line | None]
    postcode: Mapped[str | None] = mapped_column(String(10))
    town: Mapped[Name | None]
    aliases: Mapped[
        Line | None
    ]  # other spellings, separated by semicolons; searched, never printed
    ownership: Mapped[Ownership] = mapped_column(default=Ownership.UNKNOWN)
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    lease_ends_on: Mapped[date | None]
    note: Mapped[Note | None]
    source_id: Mapped[str | None] = mapped_column(String(20), unique=True)
    source: Mapped[Line | None]
    source_date: Mapped[str | None] = mapped_column(String(40))

    kind: Mapped[AccommodationKind] = relationship()
    buildings: Mapped[list["Building"]] = relationship(
        back_populates="accommodation", cascade="all, delete-orphan", order_by="Building.id"
    )

    def search_words(self) -> list[str | None]:
        return [self.name, self.street, self.town, self.aliases]

    def echoes(self) -> Iterable[Record]:
        """Its units are found by its name and address."""
        return [unit for building in self.buildings for unit in building.units]

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if self.opened_on and self.closed_on and self.closed_on < self.opened_on:
            yield Broken("closed_on", msg("The end lies before the beginning."))


class Building(Record):
    data_class = DataClass.ROOM
    __table_args__ = (UniqueConstraint("accommodation_id", "name"),)

    accommodation_id: Mapped[int] = mapped_column(ForeignKey("accommodation.id"))
    name: Mapped[Name]
    is_barrier_free: Mapped[bool] = mapped_column(default=False)

    accommodation: Mapped[Accommodation] = relationship(
        back_populates="buildings", lazy="joined", innerjoin=UNNESTED
    )
    units: Mapped[list["Unit"]] = relationship(back_populates="building", passive_deletes="all")

    @property
    def title(self) -> str:
        """With its site; a building that was just taken out of one has none any more."""
        site: Accommodation | None = self.accommodation
        return f"{site.name} · {self.name}" if site else self.name

    @classmethod
    def title_sql(cls, alias: Any = None) -> ColumnElement[str]:
        table = alias or cls
        site = Record.metadata.tables["accommodation"]
        return (
            site.select()
            .with_only_columns(site.c.name + " · " + table.name)
            .where(site.c.id == table.accommodation_id)
            .scalar_subquery()
        )

"""Partner organisations: the directory of the annex (concept 3.2, 4.9, annex)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Broken, Line, Note, Record, msg
from models.catalogue import PartnerCategory
from models.own_value import HasOwnFields
from models.permissions import DataClass
from models.search import Searchable

if TYPE_CHECKING:
    from models.contact import Contact
    from models.offer import Offer
    from models.partner_file import PartnerFile


class Partner(HasOwnFields, Record, Searchable):
    data_class = DataClass.NETWORK
    title_field = "name"
    __table_args__ = (
        CheckConstraint(
            "NOT is_place_protected OR (street IS NULL AND postcode IS NULL)",
            name="protected_place_without_address",
        ),
    )

    name: Mapped[Line] = mapped_column(index=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("partner_category.id"), index=True)
    aliases: Mapped[Line | None]  # other names, separated by semicolons; searched, never printed
    offer_summary: Mapped[Note | None]
    is_place_protected: Mapped[bool] = mapped_column(default=False)
    street: Mapped[Line | None]
    postcode: Mapped[str | None] = mapped_column(String(10))
    town: Mapped[Line | None]
    phone: Mapped[str | None] = mapped_column(String(80))
    email: Mapped[Line | None]
    website: Mapped[str | None] = mapped_column(String(400))
    opening_hours: Mapped[Note | None]
    languages: Mapped[Line | None]
    is_barrier_free: Mapped[bool | None]
    is_public: Mapped[bool] = mapped_column(default=False)
    checked_on: Mapped[date | None] = mapped_column(index=True)
    note: Mapped[Note | None]
    source_id: Mapped[str | None] = mapped_column(String(20), unique=True)
    source: Mapped[str | None] = mapped_column(String(400))
    source_url: Mapped[str | None] = mapped_column(String(600))
    source_date: Mapped[str | None] = mapped_column(String(40))

    category: Mapped[PartnerCategory] = relationship()
    contacts: Mapped[list["Contact"]] = relationship(
        back_populates="partner", cascade="all, delete-orphan", order_by="Contact.id"
    )
    offers: Mapped[list["Offer"]] = relationship(back_populates="partner", passive_deletes="all")
    files: Mapped[list["PartnerFile"]] = relationship(
        back_populates="partner", passive_deletes="all", order_by="PartnerFile.name"
    )

    search_loads = ("contacts", "own_values")

    def search_words(self) -> list[str | None]:
        words = [self.name, self.aliases, self.offer_summary, self.street, self.town]
        return [*words, *(contact.job for contact in self.contacts), *self.own_words()]

    def echoes(self) -> Iterable[Record]:
        """Its offers are found by its name."""
        return self.offers

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if self.is_place_protected and (self.street or self.postcode):
            yield Broken("street", msg("A protected place must not have an address."))
        if self.checked_on and self.checked_on > today:
            yield Broken("checked_on", msg("The day lies in the future."))

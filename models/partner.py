"""Partner organisations: the directory of the annex (concept 3.2, 4.9, annex)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Broken, Line, Note, Record, msg
from models.catalogue import PartnerCategory, entry_of
from models.own_value import HasOwnFields
from models.permissions import DataClass
from models.reach import Reachable, settled_site, site_problems
from models.rules.addresses import tells_a_place
from models.search import Searchable

if TYPE_CHECKING:
    from models.contact import Contact
    from models.offer import Offer
    from models.opening_hour import OpeningHour
    from models.partner_agreement import PartnerAgreement
    from models.partner_file import PartnerFile

WAYS = ("transit", "directions")
FREE_TEXTS = ("aliases", "offer_summary", "area", "opening_hours", "note", "source")


class Partner(HasOwnFields, Reachable, Record, Searchable):
    data_class = DataClass.NETWORK
    title_field = "name"
    __table_args__ = (
        CheckConstraint(
            "NOT is_place_protected OR (street IS NULL AND postcode IS NULL)",
            name="protected_place_without_address",
        ),
        CheckConstraint(
            "NOT is_place_protected OR (transit IS NULL AND directions IS NULL)",
            name="protected_place_without_directions",
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
    opening_hours: Mapped[Note | None]  # what the spans of the week do not say: by appointment
    languages: Mapped[Line | None]
    area: Mapped[Line | None]  # for which towns it is responsible
    transit: Mapped[Line | None]  # line and stop, for the slip
    directions: Mapped[Note | None]  # how to find the door, in words
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
    hours: Mapped[list["OpeningHour"]] = relationship(
        back_populates="partner",
        cascade="all, delete-orphan",
        order_by="[OpeningHour.weekday, OpeningHour.opens_at]",
    )
    offers: Mapped[list["Offer"]] = relationship(back_populates="partner", passive_deletes="all")
    files: Mapped[list["PartnerFile"]] = relationship(
        back_populates="partner", passive_deletes="all", order_by="PartnerFile.name"
    )

    agreements: Mapped[list["PartnerAgreement"]] = relationship(
        back_populates="partner", passive_deletes="all"
    )

    search_loads = ("contacts", "own_values", "category")

    def search_words(self) -> list[str | None]:
        """Also the words of its category, so that what it does is found where it is not named."""
        words = [self.name, self.aliases, self.offer_summary, self.street, self.town]
        category = entry_of(self, self.category, PartnerCategory, self.category_id)
        words += [
            *(category.search_words() if category else ()),
            self.area,
            self.languages,
            self.phone,
        ]
        return [*words, *(contact.job for contact in self.contacts), *self.own_words()]

    def echoes(self) -> Iterable[Record]:
        """Its offers are found by its name."""
        return self.offers

    def settle(self, today: date) -> None:
        self.settle_reach()
        self.website = settled_site(self.website)

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        yield from self.reach_problems()
        yield from site_problems(self.website)
        if self.is_place_protected:
            yield from self._told_places()
        if self.checked_on and self.checked_on > today:
            yield Broken("checked_on", msg("The day lies in the future."))

    def _told_places(self) -> Iterator[Broken]:
        """No field of a protected place may tell where it is, not even in passing."""
        if self.street or self.postcode:
            yield Broken("street", msg("A protected place must not have an address."))
        for name in WAYS:
            if getattr(self, name):
                yield Broken(name, msg("This text tells where the protected place is."))
        for name in FREE_TEXTS:
            if tells_a_place(getattr(self, name)):
                yield Broken(name, msg("This text tells where the protected place is."))

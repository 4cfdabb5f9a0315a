"""Whom to ask at a partner organisation: a function, and a person only where one is named."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Broken, Line, Name, Record, msg
from models.partner import Partner
from models.permissions import DataClass
from models.reach import Reachable
from models.rules.addresses import tells_a_place


class Contact(Reachable, Record):
    data_class = DataClass.NETWORK
    title_field = "job"
    part_of = ("partner", "contacts")
    search_fields = ("job", "name", "email", "phone")

    partner_id: Mapped[int] = mapped_column(
        ForeignKey("partner.id", ondelete="CASCADE"), index=True
    )
    job: Mapped[Line] = mapped_column(index=True)
    name: Mapped[Name | None]
    phone: Mapped[str | None] = mapped_column(String(80))
    email: Mapped[Line | None]
    note: Mapped[Line | None]

    partner: Mapped[Partner] = relationship(back_populates="contacts")

    def settle(self, today: date) -> None:
        self.settle_reach()

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        yield from self.reach_problems()
        if self.partner and self.partner.is_place_protected and tells_a_place(self.note):
            yield Broken("note", msg("This text tells where the protected place is."))


def sharing_mail(session: Session, contact: Contact) -> list[Contact]:
    """Other contacts with the same e-mail address: one box for two, or a slip."""
    if not contact.email:
        return []
    wanted = select(Contact).where(
        func.lower(Contact.email) == contact.email.lower(), Contact.id != contact.id
    )
    return list(session.scalars(wanted.order_by(Contact.partner_id, Contact.id)))

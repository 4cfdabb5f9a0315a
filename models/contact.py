"""Whom to ask at a partner organisation: a function, and a person only where one is named."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Line, Name, Record
from models.partner import Partner
from models.permissions import DataClass


class Contact(Record):
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

"""The bodies involved in an eviction case: Jobcenter, youth office, guardian, debt advice."""

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Line, Record
from models.partner import Partner
from models.permissions import DataClass

if TYPE_CHECKING:
    from models.eviction_case import EvictionCase


class EvictionPartner(Record):
    data_class = DataClass.EVICTION
    part_of = ("case", "partners")
    __table_args__ = (UniqueConstraint("case_id", "partner_id"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("eviction_case.id", ondelete="CASCADE"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    part: Mapped[Line | None]  # what they do in the case, whom to ask, their file number

    case: Mapped["EvictionCase"] = relationship(back_populates="partners")
    partner: Mapped[Partner] = relationship()

    @property
    def title(self) -> str:
        return self.partner.name

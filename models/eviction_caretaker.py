"""The caretakers who accompany an eviction; two of them as a rule (concept 4.7)."""

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record
from models.permissions import DataClass
from models.staff import Staff

if TYPE_CHECKING:
    from models.eviction_case import EvictionCase


class EvictionCaretaker(Record):
    data_class = DataClass.RESERVATION
    part_of = ("case", "caretakers")
    __table_args__ = (UniqueConstraint("case_id", "staff_id"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("eviction_case.id", ondelete="CASCADE"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)

    case: Mapped["EvictionCase"] = relationship(back_populates="caretakers")
    staff: Mapped[Staff] = relationship(lazy="joined", innerjoin=True)

    @property
    def title(self) -> str:
        return self.staff.display_name

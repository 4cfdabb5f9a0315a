"""Whose turn it is to check an entry of the directory, where somebody changed that."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record
from models.partner import Partner
from models.permissions import DataClass
from models.staff import Staff


class PartnerCheck(Record):
    """Entries without such a row go round in turn (models/rules/upkeep.py)."""

    data_class = DataClass.UPKEEP
    can_come_back = False

    partner_id: Mapped[int] = mapped_column(
        ForeignKey("partner.id", ondelete="CASCADE"), unique=True
    )
    checker_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)

    partner: Mapped[Partner] = relationship()
    checker: Mapped[Staff] = relationship()

    @property
    def title(self) -> str:
        return self.partner.title if self.partner else ""

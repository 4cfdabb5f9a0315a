"""Which fields of an organisation the public part shows, where that differs from the usual."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record
from models.partner import Partner
from models.permissions import DataClass


class PartnerPublication(Record):
    """Organisations without such a row show the usual fields (models/rules/public_fields.py)."""

    data_class = DataClass.UPKEEP
    can_come_back = False

    partner_id: Mapped[int] = mapped_column(
        ForeignKey("partner.id", ondelete="CASCADE"), unique=True
    )
    fields: Mapped[str] = mapped_column(String(2000), default="")  # names, parted by blanks

    partner: Mapped[Partner] = relationship()

    @property
    def title(self) -> str:
        return self.partner.title if self.partner else ""

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self.fields.split())

"""The rent ledger of an eviction case: what was due on which day, and what of it was paid."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Broken, Record, msg
from models.permissions import DataClass
from models.rules.amounts import is_exact
from models.rules.arrears import RentLine

if TYPE_CHECKING:
    from models.eviction_case import EvictionCase


class RentEntry(Record):
    data_class = DataClass.EVICTION
    part_of = ("case", "rent_entries")
    __table_args__ = (
        UniqueConstraint("case_id", "due_on"),
        CheckConstraint("due >= 0 AND paid >= 0", name="amounts_not_negative"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("eviction_case.id", ondelete="CASCADE"))
    due_on: Mapped[date]
    due: Mapped[Decimal]  # EUR
    paid: Mapped[Decimal] = mapped_column(default=Decimal(0))  # EUR

    case: Mapped["EvictionCase"] = relationship(back_populates="rent_entries")

    @property
    def title(self) -> str:
        return f"{self.due_on:%d.%m.%Y}"

    @property
    def line(self) -> RentLine:
        return RentLine(self.due_on, max(self.due - self.paid, Decimal(0)))

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        for field in ("due", "paid"):
            amount = getattr(self, field)
            if amount is not None and amount < 0:
                yield Broken(field, msg("An amount cannot be negative."))
            if amount is not None and not is_exact(amount):
                yield Broken(field, msg("An amount has two decimals at most."))

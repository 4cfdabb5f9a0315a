"""Undertakings of a public body to pay the arrears (§ 569 (3) no. 2 BGB, rules SF-08)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import auto
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Broken, Line, Record, msg, not_before
from models.choice import Choice
from models.permissions import DataClass
from models.rules.amounts import is_exact

if TYPE_CHECKING:
    from models.eviction_case import EvictionCase


class Addressee(Choice):
    LANDLORD = auto()
    LANDLORD_LAWYER = auto()
    COURT = auto()  # not enough: the landlord must receive it


class Undertaking(Record):
    data_class = DataClass.EVICTION
    part_of = ("case", "undertakings")
    __table_args__ = (
        not_before("received_on", "sent_on"),
        CheckConstraint("amount >= 0", name="amount_not_negative"),
    )

    case_id: Mapped[int] = mapped_column(
        ForeignKey("eviction_case.id", ondelete="CASCADE"), index=True
    )
    body: Mapped[Line]
    amount: Mapped[Decimal]  # EUR
    addressee: Mapped[Addressee] = mapped_column(default=Addressee.LANDLORD)
    sent_on: Mapped[date | None]
    received_on: Mapped[date | None]  # by the addressee: this day counts
    is_unconditional: Mapped[bool] = mapped_column(default=False)

    case: Mapped["EvictionCase"] = relationship(back_populates="undertakings")

    @property
    def title(self) -> str:
        return self.body

    @property
    def counts(self) -> bool:
        """It stands for payment: received by the landlord's side, without conditions."""
        reached = self.received_on is not None and self.addressee is not Addressee.COURT
        return reached and bool(self.is_unconditional)

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if self.received_on and self.sent_on and self.received_on < self.sent_on:
            yield Broken("received_on", msg("It cannot be received before it was sent."))
        if self.amount is not None and self.amount < 0:
            yield Broken("amount", msg("An amount cannot be negative."))
        if self.amount is not None and not is_exact(self.amount):
            yield Broken("amount", msg("An amount has two decimals at most."))
        for field in ("sent_on", "received_on"):
            day = getattr(self, field)
            if day and day > today:
                yield Broken(field, msg("The day lies in the future."))

"""Attempts to reach the people of an eviction case; the first one on the day of the news (4.6)."""

from collections.abc import Iterator
from datetime import date
from enum import auto
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Broken, Line, Record, msg
from models.choice import Choice
from models.permissions import DataClass
from models.staff import Staff

if TYPE_CHECKING:
    from models.eviction_case import EvictionCase


class AttemptKind(Choice):
    LETTER = auto()
    VISIT = auto()
    LETTER_AND_VISIT = auto()
    PHONE = auto()
    EMAIL = auto()


class AttemptResult(Choice):
    REACHED = auto()
    NOT_REACHED = auto()
    INVITED = auto()
    REFUSED_HELP = auto()


class ContactAttempt(Record):
    data_class = DataClass.EVICTION
    field_classes = {"remark": DataClass.NOTE}
    part_of = ("case", "contact_attempts")
    __table_args__ = (Index(None, "case_id", "tried_on"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("eviction_case.id", ondelete="CASCADE"))
    tried_on: Mapped[date]
    kind: Mapped[AttemptKind]
    result: Mapped[AttemptResult]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    remark: Mapped[Line | None]

    case: Mapped["EvictionCase"] = relationship(back_populates="contact_attempts")
    staff: Mapped[Staff | None] = relationship()

    @property
    def title(self) -> str:
        return f"{self.tried_on:%d.%m.%Y}"

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if self.tried_on and self.tried_on > today:
            yield Broken("tried_on", msg("The day lies in the future."))

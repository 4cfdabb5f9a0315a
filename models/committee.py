"""Committees and rounds that the office belongs to: rhythm, who attends (concept 5.3)."""

from collections.abc import Iterator
from datetime import date
from enum import auto
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta
from sqlalchemy import ForeignKey, UniqueConstraint, true
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Broken, Line, Note, Record
from models.choice import Choice
from models.partner import Partner
from models.permissions import DataClass
from models.staff import Staff
from models.taking_part import TakesPart

if TYPE_CHECKING:
    from models.network_meeting import NetworkMeeting


class Rhythm(Choice):
    WEEKLY = auto()
    MONTHLY = auto()
    EVERY_TWO_MONTHS = auto()
    QUARTERLY = auto()
    HALF_YEARLY = auto()
    YEARLY = auto()
    AS_NEEDED = auto()


INTERVALS = {
    Rhythm.WEEKLY: relativedelta(weeks=1),
    Rhythm.MONTHLY: relativedelta(months=1),
    Rhythm.EVERY_TWO_MONTHS: relativedelta(months=2),
    Rhythm.QUARTERLY: relativedelta(months=3),
    Rhythm.HALF_YEARLY: relativedelta(months=6),
    Rhythm.YEARLY: relativedelta(years=1),
}


class Committee(TakesPart, Record):
    """`partner` invites; `worker` is who goes there for the office, `staff` who else does."""

    data_class = DataClass.COOPERATION
    title_field = "name"
    search_fields = ("name",)

    name: Mapped[Line] = mapped_column(index=True)
    purpose: Mapped[Note | None]
    rhythm: Mapped[Rhythm] = mapped_column(default=Rhythm.QUARTERLY)
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)
    worker_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    usual_place: Mapped[Line | None]
    is_active: Mapped[bool] = mapped_column(default=True, server_default=true())

    partner: Mapped[Partner | None] = relationship()
    worker: Mapped[Staff] = relationship()
    staff: Mapped[list[Staff]] = relationship(
        secondary="committee_staff", order_by=Staff.display_name
    )
    meetings: Mapped[list["NetworkMeeting"]] = relationship(
        back_populates="committee", passive_deletes="all"
    )

    @property
    def meets_regularly(self) -> bool:
        return bool(self.is_active) and self.rhythm in INTERVALS

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        yield from self.part_problems()


class CommitteeStaff(Record):
    """Who attends besides."""

    data_class = DataClass.COOPERATION
    __table_args__ = (UniqueConstraint("committee_id", "staff_id"),)

    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id", ondelete="CASCADE"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)

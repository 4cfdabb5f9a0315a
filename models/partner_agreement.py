"""What the office and a partner agreed: content, duties of both sides, validity (concept 5.3).

"Die getroffenen Vereinbarungen sind für beide Seiten verbindlich."
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy import ColumnElement, ForeignKey, Index, and_, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import (
    Broken,
    Line,
    Note,
    Period,
    Record,
    ends_after_start,
    msg,
    not_before,
    period_problems,
)
from models.partner import Partner
from models.permissions import DataClass
from models.staff import Staff
from models.stored_file import FilePurpose, StoredFile, store
from models.taking_part import TakesPart

REVIEW_AHEAD = timedelta(days=28)
EXPIRY_AHEAD = timedelta(days=56)
REVIEWED_EVERY = relativedelta(years=1)


class PartnerAgreement(TakesPart, Record, Period):
    """Valid from its first day; without a last one until further notice."""

    data_class = DataClass.COOPERATION
    along = ""
    search_fields = ("subject",)
    __table_args__ = (
        ends_after_start(),
        not_before("review_on", "valid_from"),
        Index(None, "valid_from", "id"),
        Index(None, "file_id", unique=True),
    )

    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    subject: Mapped[Line]
    content: Mapped[Note | None]
    duties_office: Mapped[Note | None]
    duties_partner: Mapped[Note | None]
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    review_on: Mapped[date | None] = mapped_column(index=True)
    reviewed_on: Mapped[date | None]
    signed_on: Mapped[date | None]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))

    partner: Mapped[Partner] = relationship(back_populates="agreements")
    worker: Mapped[Staff | None] = relationship()
    file: Mapped[StoredFile | None] = relationship(cascade="all, delete-orphan", single_parent=True)

    @property
    def title(self) -> str:
        return f"{self.partner.name} · {self.subject}"

    @classmethod
    def title_sql(cls, alias: Any = None) -> ColumnElement[str]:
        table = alias or cls
        name = select(Partner.name).where(Partner.id == table.partner_id).scalar_subquery()
        return name + " · " + table.subject

    @classmethod
    def asks_for_review(cls, today: date) -> ColumnElement[bool]:
        """Still valid, and its review or its end is near or past."""
        is_near = or_(
            cls.review_on <= today + REVIEW_AHEAD,
            and_(cls.valid_to.is_not(None), cls.valid_to <= today + EXPIRY_AHEAD),
        )
        return and_(is_near, or_(cls.valid_to.is_(None), cls.valid_to >= today))

    def asks_on(self, today: date) -> date | None:
        """The first day that asks for something: its review or its end; None: nothing is near."""
        days = [
            day
            for day, ahead in ((self.review_on, REVIEW_AHEAD), (self.valid_to, EXPIRY_AHEAD))
            if day is not None and day <= today + ahead
        ]
        is_over = self.valid_to is not None and self.valid_to < today
        return None if is_over or not days else min(days)

    def note_review(self, today: date) -> None:
        """Talked over today; the next review is in a year, or none if it has ended by then."""
        self.reviewed_on = today
        following = today + REVIEWED_EVERY
        is_over = self.valid_to is not None and following > self.valid_to
        self.review_on = None if is_over else following

    def keep_paper(self, content: bytes, label: str) -> None:
        """The signed paper as PDF or picture, in place of a former one; raises RulesBroken."""
        self.file = store(content, FilePurpose.PARTNER, label)

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        yield from self.part_problems()
        yield from period_problems(self)
        if self.review_on and self.valid_from and self.review_on < self.valid_from:
            yield Broken("review_on", msg("The day lies before the agreement."))
        elif self.review_on and self.valid_to and self.review_on > self.valid_to:
            yield Broken("review_on", msg("By then the agreement has ended."))
        for field in ("signed_on", "reviewed_on"):
            day = getattr(self, field)
            if day and day > today:
                yield Broken(field, msg("The day lies in the future."))

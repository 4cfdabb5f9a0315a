"""A month of talks that the lead closed for the monthly evaluation (concept 5.2)."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Broken, Line, Record, msg
from models.permissions import DataClass
from models.staff import Staff

LOCK = 52  # tells this lock from others; concept 5.2


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def next_month(day: date) -> date:
    """The first day of the month after that of the day."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


class MonthClosing(Record):
    """One closing of one month, named by its first day; a month closed again gets another row.

    Closed is the month while a row has no reopening. Both acts stay on record with who and when.
    """

    data_class = DataClass.MONTH
    can_come_back = False
    __table_args__ = (
        Index(
            "uq_month_closing_open",
            "month_on",
            unique=True,
            sqlite_where=text("reopened_at IS NULL"),
            postgresql_where=text("reopened_at IS NULL"),
        ),
        Index(None, "month_on", "id"),
        CheckConstraint(
            "(reopened_at IS NULL) = (reopening_reason IS NULL)", name="reopened_with_reason"
        ),
    )

    month_on: Mapped[date]
    closed_at: Mapped[datetime]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    reopened_at: Mapped[datetime | None]
    reopened_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    reopening_reason: Mapped[Line | None]

    closed_by: Mapped[Staff | None] = relationship(foreign_keys=closed_by_id)
    reopened_by: Mapped[Staff | None] = relationship(foreign_keys=reopened_by_id)

    @property
    def title(self) -> str:
        return f"{self.month_on:%m/%Y}"

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if next_month(self.month_on) > today:
            yield Broken("month_on", msg("A month is closed after its last day."))


def hold_month(day: date, session: Session, *, is_alone: bool = False) -> None:
    """Until this transaction ends, its month is not closed while a talk of it is being saved.

    Whoever closes holds it alone and so waits for those who save. SQLite has one writer anyhow.
    """
    if session.get_bind().dialect.name == "postgresql":
        take = func.pg_advisory_xact_lock if is_alone else func.pg_advisory_xact_lock_shared
        session.execute(select(take(LOCK, day.year * 12 + day.month)))


def closing_of(day: date, session: Session) -> MonthClosing | None:
    """The closing under which the month of this day is closed now; None while it is open."""
    wanted = select(MonthClosing).where(
        MonthClosing.month_on == first_of_month(day), MonthClosing.reopened_at.is_(None)
    )
    return session.scalar(wanted)

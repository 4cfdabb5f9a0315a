"""Office hours by location and weekday (concept 2.3.1)."""

import enum
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import (
    Broken,
    Line,
    Period,
    Record,
    clock_sql,
    ends_after_start,
    msg,
    period_problems,
)
from models.catalogue import OfficeLocation
from models.permissions import DataClass
from models.rules.working_days import is_working_day

LOOK_AHEAD = 21  # days in which an office opens, holidays at the end of the year included


class Weekday(enum.IntEnum):
    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


class OfficeHour(Record, Period):
    data_class = DataClass.TOWN
    __table_args__ = (
        ends_after_start(),
        CheckConstraint("closes_at > opens_at", name="closes_after_opens"),
        UniqueConstraint("office_location_id", "weekday", "opens_at", "valid_from"),
    )

    office_location_id: Mapped[int] = mapped_column(ForeignKey("office_location.id"))
    weekday: Mapped[Weekday]
    opens_at: Mapped[time]
    closes_at: Mapped[time]
    note: Mapped[Line | None]
    source_id: Mapped[str | None] = mapped_column(String(20))

    office_location: Mapped[OfficeLocation] = relationship()

    @property
    def title(self) -> str:
        return f"{self.office_location.title}, {self.opens_at:%H:%M}–{self.closes_at:%H:%M}"

    @classmethod
    def title_sql(cls, alias: Any = None) -> ColumnElement[str]:
        table = alias or cls
        place = (
            select(OfficeLocation.title_sql())
            .where(OfficeLocation.id == table.office_location_id)
            .scalar_subquery()
        )
        return place + ", " + clock_sql(table.opens_at) + "–" + clock_sql(table.closes_at)

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        yield from period_problems(self)
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            yield Broken("closes_at", msg("The office closes before it opens."))


def next_opening(session: Session, today: date) -> tuple[datetime, OfficeLocation] | None:
    """When and where the office opens first after today, holidays left out."""
    hours = session.scalars(select(OfficeHour).order_by(OfficeHour.opens_at, OfficeHour.id)).all()
    for ahead in range(1, LOOK_AHEAD + 1):
        day = today + timedelta(days=ahead)
        if not is_working_day(day):
            continue
        for hour in hours:
            if hour.weekday == day.weekday() and hour.holds_on(day):
                return datetime.combine(day, hour.opens_at), hour.office_location
    return None

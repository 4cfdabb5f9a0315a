"""When an organisation of the directory is open: weekday, from, to (concept 3.2, annex)."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Broken, Line, Record, clock_sql, msg
from models.office_hour import Weekday
from models.partner import Partner
from models.permissions import DataClass
from models.rules.opening import Opening, overlaps, weeks_of


class OpeningHour(Record):
    """A span of one weekday; one that closes at or before it opens closes on the next day."""

    data_class = DataClass.NETWORK
    part_of = ("partner", "hours")

    partner_id: Mapped[int] = mapped_column(
        ForeignKey("partner.id", ondelete="CASCADE"), index=True
    )
    weekday: Mapped[Weekday] = mapped_column(index=True)
    opens_at: Mapped[time]
    closes_at: Mapped[time]
    weeks: Mapped[str | None] = mapped_column(String(20))  # "2, 4": each second and fourth
    is_on_holidays: Mapped[bool] = mapped_column(default=False)
    note: Mapped[Line | None]

    partner: Mapped[Partner] = relationship(back_populates="hours")

    @property
    def opening(self) -> Opening:
        """The same as plain values, for the rules."""
        return Opening(
            weekday=int(self.weekday),
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            weeks=weeks_of(self.weeks),
            is_on_holidays=bool(self.is_on_holidays),
            note=self.note or "",
        )

    @property
    def title(self) -> str:
        return f"{self.partner.name}, {self.opens_at:%H:%M}–{self.closes_at:%H:%M}"

    @classmethod
    def title_sql(cls, alias: Any = None) -> ColumnElement[str]:
        table = alias or cls
        name = select(Partner.name).where(Partner.id == table.partner_id).scalar_subquery()
        return name + ", " + clock_sql(table.opens_at) + "–" + clock_sql(table.closes_at)

    def settle(self, today: date) -> None:
        try:
            self.weeks = ", ".join(map(str, weeks_of(self.weeks))) or None
        except ValueError:
            return

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        try:
            weeks_of(self.weeks)
        except ValueError:
            yield Broken("weeks", msg("Numbers from 1 to 5, such as 2, 4 for the 2nd and 4th."))
            return
        if not self._is_whole or not self.partner:
            return
        others = [one for one in self.partner.hours if one is not self and one._is_whole]
        if any(overlaps(self.opening, one.opening) for one in others if one not in session.deleted):
            yield Broken("opens_at", msg("Two spans of this weekday overlap."))

    @property
    def _is_whole(self) -> bool:
        return None not in (self.weekday, self.opens_at, self.closes_at)

"""Who is away from when to when, and who stands in (concept 2.1)."""

from collections.abc import Iterator
from datetime import date
from enum import auto

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, select, true
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.acting import Acting
from models.base import Broken, Record, day_sql, ends_after_start, msg
from models.choice import Choice
from models.permissions import Action, DataClass
from models.staff import Staff


class AbsenceKind(Choice):
    """Why somebody is away; colleagues are told only that (Art. 9 GDPR, § 26 BDSG)."""

    HOLIDAY = auto()
    SICK = auto()
    TRAINING = auto()
    OTHER = auto()


class Absence(Record):
    """First and last day, both inclusive; open to the person and the lead."""

    data_class = DataClass.ABSENCE
    __table_args__ = (
        ends_after_start("begins_on", "ends_on"),
        CheckConstraint(
            "deputy_id IS NULL OR deputy_id <> worker_id", name="deputy_is_somebody_else"
        ),
        Index(None, "worker_id", "begins_on"),
        Index(None, "deputy_id", "begins_on", "ends_on"),
        Index(None, "begins_on", "id"),
    )

    worker_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    begins_on: Mapped[date]
    ends_on: Mapped[date]
    kind: Mapped[AbsenceKind] = mapped_column(default=AbsenceKind.HOLIDAY)
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))

    worker: Mapped[Staff] = relationship(foreign_keys=worker_id)
    deputy: Mapped[Staff | None] = relationship(foreign_keys=deputy_id)

    @property
    def title(self) -> str:
        return f"{self.worker.display_name} · {self.begins_on:%d.%m.%Y}"

    @classmethod
    def title_sql(cls, alias: type["Absence"] | None = None) -> ColumnElement[str]:
        table = alias or cls
        name = select(Staff.display_name).where(Staff.id == table.worker_id).scalar_subquery()
        return name + " · " + day_sql(table.begins_on)

    @classmethod
    def visible_to(cls, acting: Acting) -> ColumnElement[bool]:
        """One's own; the lead's are those of the team."""
        if acting.may(Action.READ, DataClass.STAFF):
            return true()
        return cls.worker_id == acting.staff_id

    @classmethod
    def holds_on(cls, day: date | ColumnElement[date]) -> ColumnElement[bool]:
        return (cls.begins_on <= day) & (cls.ends_on >= day)

    @classmethod
    def meets(cls, first: date, last: date) -> ColumnElement[bool]:
        """Absences with a day in common with this time."""
        return (cls.begins_on <= last) & (cls.ends_on >= first)

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if not (self.begins_on and self.ends_on):
            return
        if self.ends_on < self.begins_on:
            yield Broken("ends_on", msg("The end lies before the beginning."))
            return
        worker_id = self.worker.id if self.worker else self.worker_id
        deputy_id = self.deputy.id if self.deputy else self.deputy_id
        if other := self._beside(worker_id, session):
            yield Broken(
                "begins_on",
                msg("In this time an absence is noted already (from %(start)s to %(end)s)."),
                start=other.begins_on,
                end=other.ends_on,
            )
        if deputy_id is None:
            return
        if deputy_id == worker_id:
            yield Broken("deputy", msg("The deputy must be somebody else."))
        elif other := self._beside(deputy_id, session):
            yield Broken(
                "deputy",
                msg("The deputy is away as well (from %(start)s to %(end)s)."),
                start=other.begins_on,
                end=other.ends_on,
            )

    def _beside(self, staff_id: int, session: Session) -> "Absence | None":
        """Another absence of this member of staff on a common day."""
        wanted = select(Absence).where(
            Absence.worker_id == staff_id,
            Absence.id != (self.id or 0),
            Absence.meets(self.begins_on, self.ends_on),
        )
        return session.scalars(wanted.limit(1)).first()


def stood_in_for(staff_id: int, day: date, session: Session) -> frozenset[int]:
    """Those away on this day for whom this member of staff stands in."""
    wanted = select(Absence.worker_id).where(Absence.deputy_id == staff_id, Absence.holds_on(day))
    return frozenset(session.scalars(wanted))

"""Exchange meetings with partners and sittings of committees, with what they decided (5.3)."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    DateTime,
    ForeignKey,
    Index,
    UniqueConstraint,
    false,
    inspect,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.acting import OFFICE_TIME
from models.base import Broken, Line, Note, Record, day_sql, msg
from models.committee import INTERVALS, Committee
from models.partner import Partner
from models.permissions import DataClass
from models.planned_task import PlannedTask
from models.rules.clock import end_on_the_clock, is_on_the_clock
from models.rules.working_days import same_or_next
from models.staff import Staff
from models.taking_part import TakesPart
from models.task import Task

USUAL_MINUTES = 90
SHORTEST, LONGEST = 5, 720  # minutes
# An entry of the record, German like every other note of the office.
CANCELLED_NOTE = "Das Treffen fand nicht statt."


class NetworkMeeting(TakesPart, Record):
    """`worker` answers for it, `staff` attends too; the minutes name no client."""

    data_class = DataClass.COOPERATION
    search_fields = ("subject",)
    __table_args__ = (
        CheckConstraint(f"minutes BETWEEN {SHORTEST} AND {LONGEST}", name="minutes_within_a_day"),
        Index(None, "starts_at", "id"),
    )

    subject: Mapped[Line]
    committee_id: Mapped[int | None] = mapped_column(ForeignKey("committee.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(DateTime())  # office wall clock
    minutes: Mapped[int] = mapped_column(default=USUAL_MINUTES)
    place: Mapped[Line | None]
    worker_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    is_cancelled: Mapped[bool] = mapped_column(default=False, server_default=false())
    agenda: Mapped[Note | None]
    protocol: Mapped[Note | None]

    committee: Mapped[Committee | None] = relationship(back_populates="meetings")
    worker: Mapped[Staff] = relationship()
    staff: Mapped[list[Staff]] = relationship(
        secondary="meeting_staff", order_by=Staff.display_name
    )
    partners: Mapped[list[Partner]] = relationship(
        secondary="meeting_partner", order_by=Partner.name
    )
    decisions: Mapped[list["MeetingDecision"]] = relationship(
        back_populates="meeting", cascade="all, delete-orphan", order_by="MeetingDecision.id"
    )

    @property
    def title(self) -> str:
        return f"{self.subject} · {self.starts_at:%d.%m.%Y}"

    @classmethod
    def title_sql(cls, alias: Any = None) -> ColumnElement[str]:
        table = alias or cls
        return table.subject + " · " + day_sql(table.starts_at)

    @property
    def ends_at(self) -> datetime:
        """Of the wall clock, as `starts_at`."""
        return end_on_the_clock(self.starts_at, self.minutes, OFFICE_TIME)

    def next_start(self) -> datetime | None:
        """When it would come together again by the rhythm of its committee, on a working day."""
        interval = INTERVALS.get(self.committee.rhythm) if self.committee else None
        if interval is None:
            return None
        following = self.starts_at + interval
        return datetime.combine(same_or_next(following.date()), following.time())

    def following(self, starts_at: datetime) -> "NetworkMeeting":
        """The next one, with the same people at the same place."""
        made = NetworkMeeting(subject=self.subject, starts_at=starts_at, minutes=self.minutes)
        made.place, made.committee, made.worker = self.place, self.committee, self.worker
        made.staff = [one for one in self.staff if one.active]
        made.partners = list(self.partners)
        return made

    def settle(self, today: date) -> None:
        """Decisions are on the lists as soon as they stand here."""
        self.minutes = USUAL_MINUTES if self.minutes is None else self.minutes
        self.is_cancelled = bool(self.is_cancelled)
        for row in self.decisions:
            if self.is_cancelled:
                row.end_task(today, CANCELLED_NOTE)
            else:
                row.follow(today)

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        yield from self.part_problems()
        if not SHORTEST <= self.minutes <= LONGEST:
            yield Broken("minutes", msg("A meeting lasts between 5 minutes and 12 hours."))
        elif self.starts_at and not is_on_the_clock(self.starts_at, OFFICE_TIME):
            yield Broken("starts_at", msg("This hour is left out when summer time begins."))
        elif self.starts_at and self.ends_at.date() != self.starts_at.date():
            yield Broken("minutes", msg("A meeting ends on the day on which it begins."))
        if self.decisions and self.starts_at and self.starts_at.date() > today:
            yield Broken("decisions", msg("Nothing is decided before the meeting."))


class MeetingDecision(PlannedTask, Record):
    """What was decided, who does it and until when: at once a task on the lists."""

    data_class = DataClass.COOPERATION
    part_of = ("meeting", "decisions")
    title_field = "what"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("network_meeting.id", ondelete="CASCADE"), index=True
    )
    what: Mapped[Line]
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    decided_for: Mapped[date | None]  # until when, as it was decided

    meeting: Mapped[NetworkMeeting] = relationship(back_populates="decisions")
    worker: Mapped[Staff | None] = relationship()
    task: Mapped[Task | None] = relationship(
        back_populates="meeting_decision", uselist=False, cascade="save-update, merge, delete"
    )

    @property
    def doing(self) -> Staff | None:
        """Where nobody is named, whoever answers for the meeting."""
        return self.worker or self.meeting.worker

    @property
    def planned_on(self) -> date | None:
        return self.decided_for

    def follow(self, today: date) -> None:
        self.resume_task(CANCELLED_NOTE)
        self.give_task()
        if inspect(self).attrs.decided_for.history.has_changes():
            self.move_task(self.decided_for, "", today)

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        met_on = self.meeting.starts_at.date() if self.meeting and self.meeting.starts_at else None
        if self.decided_for and met_on and self.decided_for < met_on:
            text = msg("“%(what)s”: the day lies before the meeting.")
            yield Broken("decisions", text, what=self.what)


class MeetingStaff(Record):
    """Who attends from the office besides."""

    data_class = DataClass.COOPERATION
    __table_args__ = (UniqueConstraint("meeting_id", "staff_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("network_meeting.id", ondelete="CASCADE"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)


class MeetingPartner(Record):
    """A partner organisation that was there."""

    data_class = DataClass.COOPERATION
    __table_args__ = (UniqueConstraint("meeting_id", "partner_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("network_meeting.id", ondelete="CASCADE"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)

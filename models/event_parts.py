"""Parts of an event: its list of tasks, material, money, and who came by group (concept 4.10)."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from enum import auto
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, false, inspect
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Broken, Line, Record, msg
from models.catalogue import FundingSource
from models.choice import Choice
from models.issued import before
from models.permissions import DataClass
from models.planned_task import PlannedTask
from models.rules.recurrence import due_day
from models.staff import Staff
from models.task import Task

if TYPE_CHECKING:
    from models.event import Event

EARLIEST, LATEST = 730, -365  # days before the event; negative is after it


class EventTask(PlannedTask, Record):
    """One thing to do, so many days before the event (a negative number: after it)."""

    data_class = DataClass.EVENT_PLAN
    part_of = ("event", "tasks")
    title_field = "what"
    __table_args__ = (
        CheckConstraint(f"days_before BETWEEN {LATEST} AND {EARLIEST}", name="days_of_a_plan"),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    what: Mapped[Line]
    days_before: Mapped[int] = mapped_column(default=0)
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)

    event: Mapped["Event"] = relationship(back_populates="tasks")
    worker: Mapped[Staff | None] = relationship()
    task: Mapped[Task | None] = relationship(
        back_populates="event_task", uselist=False, cascade="save-update, merge, delete"
    )

    @property
    def doing(self) -> Staff | None:
        """Where nobody is named, whoever is responsible for the event."""
        return self.worker or self.event.worker

    @property
    def planned_on(self) -> date | None:
        begins_on = self.event.begins_on
        return due_day(begins_on, self.days_before or 0) if begins_on else None

    def follow(self, begun_on: date | None, today: date, why: str) -> None:
        """The task goes along with the event; `begun_on` is its former day, where it moved.

        A day that somebody had moved keeps its distance to the event.
        """
        self.give_task()
        is_new_plan = inspect(self).attrs.days_before.history.has_changes()
        if begun_on is None and not is_new_plan:
            return
        to = self.planned_on
        was_on = due_day(begun_on, before(self, "days_before")) if begun_on else None
        if begun_on and self.due_on and not is_new_plan and self.due_on != was_on:
            to = self.due_on + timedelta(days=(self.event.begins_on - begun_on).days)
        self.move_task(to, why, today)

    def _names_another(self) -> bool:
        whole = inspect(self.event).attrs.worker.history.has_changes()
        return super()._names_another() or (self.worker is None and whole)

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if not LATEST <= (self.days_before or 0) <= EARLIEST:
            text = msg("“%(what)s”: at most two years before and one year after the event.")
            yield Broken("tasks", text, what=self.what)


class EventMaterial(Record):
    """What has to be there: how much of it, from where, and whether it is ready."""

    data_class = DataClass.EVENT_PLAN
    part_of = ("event", "materials")
    title_field = "what"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    what: Mapped[Line]
    quantity: Mapped[Line | None]
    origin: Mapped[Line | None]  # from where: lent, bought, whose
    is_ready: Mapped[bool] = mapped_column(default=False, server_default=false())

    event: Mapped["Event"] = relationship(back_populates="materials")


class EventFunding(Record):
    """Money from one source in EUR: planned, granted, spent; empty is not known yet."""

    data_class = DataClass.EVENT
    part_of = ("event", "fundings")
    __table_args__ = tuple(
        CheckConstraint(f"{name} IS NULL OR {name} >= 0", name=f"{name}_not_negative")
        for name in ("planned", "granted", "spent")
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    funding_source_id: Mapped[int] = mapped_column(ForeignKey("funding_source.id"), index=True)
    planned: Mapped[Decimal | None]
    granted: Mapped[Decimal | None]
    spent: Mapped[Decimal | None]
    reference: Mapped[Line | None]  # number of the application or of the grant

    event: Mapped["Event"] = relationship(back_populates="fundings")
    funding_source: Mapped[FundingSource] = relationship()

    @property
    def title(self) -> str:
        return self.funding_source.title if self.funding_source else ""

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        for name in ("planned", "granted", "spent"):
            amount = getattr(self, name)
            if amount is not None and amount < 0:
                yield Broken("fundings", msg("An amount cannot be negative."))


class Audience(Choice):
    """Who came, as far as somebody counted; one person may belong to several."""

    CHILDREN = auto()
    YOUTH = auto()
    WOMEN = auto()
    SENIORS = auto()
    NEWCOMERS = auto()
    VOLUNTEERS = auto()
    GUESTS = auto()  # of partners, politics, press


class EventGroup(Record):
    """How many of one group came."""

    data_class = DataClass.EVENT
    part_of = ("event", "groups")
    __table_args__ = (
        UniqueConstraint("event_id", "audience"),
        CheckConstraint("number >= 0", name="number_counted"),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    audience: Mapped[Audience]
    number: Mapped[int]

    event: Mapped["Event"] = relationship(back_populates="groups")

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        total = self.event.participants if self.event else None
        if self.number is not None and self.number < 0:
            yield Broken("groups", msg("A number of people cannot be negative."))
        elif self.number and (total is None or self.number > total):
            yield Broken("groups", msg("No group is larger than the number of all who came."))
        twins = [one for one in self.event.groups if one.audience is self.audience]
        if len(twins) > 1 and twins[0] is self:
            yield Broken("groups", msg("Each group is counted once."))

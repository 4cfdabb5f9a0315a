"""Who does what until when, and from where it came (concept 3.2, point 7)."""

from collections.abc import Iterator
from datetime import date
from enum import auto
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ColumnElement, Computed, ForeignKey, Index
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.acting import Acting
from models.base import Broken, Line, Name, Note, Record, msg
from models.choice import Choice
from models.counselling_session import CounsellingSession
from models.partner import Partner
from models.permissions import DataClass
from models.person import Person
from models.responsibility import own_work
from models.staff import Staff

if TYPE_CHECKING:
    from models.eviction_case import EvictionCase


class Doer(Choice):
    """Whose contribution it is: the client's, the office's or a partner's."""

    CLIENT = auto()
    OFFICE = auto()
    PARTNER = auto()


class TaskState(Choice):
    OPEN = auto()
    IN_PROGRESS = auto()
    DONE = auto()
    POSTPONED = auto()
    NOT_POSSIBLE = auto()


CLOSED_STATES = (TaskState.DONE, TaskState.NOT_POSSIBLE)


class Task(Record):
    data_class = DataClass.NOTE
    access_class = DataClass.SESSION
    title_field = "what"
    part_of = ("session", "tasks")
    on_paper = frozenset({"person", "session", "what", "doer", "doer_name", "partner"})
    field_classes = dict.fromkeys(
        ("person", "doer", "worker", "due_on", "state", "done_on", "version")
        + ("is_closed", "due_order"),
        DataClass.SESSION,
    )
    __table_args__ = (
        Index(None, "due_on", "id"),
        Index(None, "is_closed", "due_order", "id"),
        CheckConstraint(
            "done_on IS NULL OR state IN ('DONE', 'NOT_POSSIBLE')", name="done_on_when_closed"
        ),
    )

    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("counselling_session.id"), index=True)
    eviction_case_id: Mapped[int | None] = mapped_column(ForeignKey("eviction_case.id"), index=True)
    what: Mapped[Line]
    doer: Mapped[Doer] = mapped_column(default=Doer.OFFICE)
    doer_name: Mapped[
        Name | None
    ]  # which family member or helper, where it is not the person itself
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)
    due_on: Mapped[date | None]
    state: Mapped[TaskState] = mapped_column(default=TaskState.OPEN, index=True)
    done_on: Mapped[date | None]
    # The usual order, open and most urgent first, kept by the database so that an index has it.
    is_closed: Mapped[bool] = mapped_column(
        Computed("state IN ('DONE', 'NOT_POSSIBLE')", persisted=True), sort_order=96, deferred=True
    )
    due_order: Mapped[date] = mapped_column(
        Computed("coalesce(due_on, '9999-12-31')", persisted=True), sort_order=97, deferred=True
    )
    note: Mapped[Note | None]

    person: Mapped[Person | None] = relationship()
    session: Mapped[CounsellingSession | None] = relationship(back_populates="tasks")
    eviction_case: Mapped["EvictionCase | None"] = relationship(back_populates="tasks")
    worker: Mapped[Staff | None] = relationship()
    partner: Mapped[Partner | None] = relationship()

    def is_overdue(self, today: date) -> bool:
        return self.due_on is not None and self.due_on < today and self.state not in CLOSED_STATES

    @classmethod
    def visible_to(cls, acting: Acting) -> ColumnElement[bool]:
        return own_work(cls, acting)

    def settle(self, today: date) -> None:
        """A contact of the aftercare that is done calls for the next one."""
        if self.state in CLOSED_STATES and self.eviction_case is not None:
            self.eviction_case.follow_up(self, today)

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if self.done_on and self.state not in CLOSED_STATES:
            yield Broken("done_on", msg("An open task has no day on which it was done."))
        if self.done_on and self.done_on > today:
            yield Broken("done_on", msg("The day lies in the future."))

"""Who does what until when, and from where it came (concept 3.2, point 7)."""

from collections.abc import Iterator
from datetime import date
from enum import auto
from typing import TYPE_CHECKING

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Computed,
    ForeignKey,
    Index,
    inspect,
    or_,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.acting import Acting, acting
from models.base import Broken, Line, Name, Note, Record, RulesBroken, msg
from models.choice import Choice
from models.closed_file import in_open_file
from models.counselling_session import CounsellingSession
from models.partner import Partner
from models.permissions import Action, DataClass
from models.person import Person
from models.responsibility import is_own_work
from models.staff import Staff
from models.task_rescheduling import TaskRescheduling

if TYPE_CHECKING:
    from models.event_parts import EventTask
    from models.eviction_case import EvictionCase
    from models.goal import GoalStep
    from models.network_meeting import MeetingDecision
    from models.referral import Referral


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


class TaskClosed(RulesBroken):
    """Somebody closed the task before, perhaps in another window."""


class Task(Record):
    data_class = DataClass.NOTE
    access_class = DataClass.SESSION
    title_field = "what"
    part_of = ("session", "tasks")
    on_paper = frozenset({"person", "session", "what", "doer", "doer_name", "partner"})
    field_classes = dict.fromkeys(
        ("person", "doer", "worker", "deputy", "due_on", "state", "done_on", "version")
        + ("is_closed", "due_order"),
        DataClass.SESSION,
    )
    __table_args__ = (
        Index(None, "due_on", "id"),
        Index(None, "is_closed", "due_order", "id"),
        Index(None, "person_id", "is_closed", "due_order", "id"),
        Index(None, "goal_step_id", unique=True),
        Index(None, "event_task_id", unique=True),
        Index(None, "meeting_decision_id", unique=True),
        CheckConstraint(
            "done_on IS NULL OR state IN ('DONE', 'NOT_POSSIBLE')", name="done_on_when_closed"
        ),
    )

    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("counselling_session.id"), index=True)
    eviction_case_id: Mapped[int | None] = mapped_column(ForeignKey("eviction_case.id"), index=True)
    goal_step_id: Mapped[int | None] = mapped_column(ForeignKey("goal_step.id"))
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id"), index=True)
    event_task_id: Mapped[int | None] = mapped_column(ForeignKey("event_task.id"))
    meeting_decision_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_decision.id"))
    what: Mapped[Line]
    doer: Mapped[Doer] = mapped_column(default=Doer.OFFICE)
    doer_name: Mapped[
        Name | None
    ]  # which family member or helper, where it is not the person itself
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
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
    goal_step: Mapped["GoalStep | None"] = relationship(back_populates="task")
    referral: Mapped["Referral | None"] = relationship(back_populates="tasks")
    event_task: Mapped["EventTask | None"] = relationship(back_populates="task")
    meeting_decision: Mapped["MeetingDecision | None"] = relationship(back_populates="task")
    worker: Mapped[Staff | None] = relationship(foreign_keys=worker_id)
    deputy: Mapped[Staff | None] = relationship(foreign_keys=deputy_id)
    partner: Mapped[Partner | None] = relationship()
    reschedulings: Mapped[list[TaskRescheduling]] = relationship(
        back_populates="task", cascade="all, delete-orphan", order_by="TaskRescheduling.id"
    )

    why_moved = ""  # the reason of the new day, until it stands in the history of reschedulings

    def is_overdue(self, today: date) -> bool:
        return self.due_on is not None and self.due_on < today and self.state not in CLOSED_STATES

    @classmethod
    def visible_to(cls, acting: Acting) -> ColumnElement[bool]:
        """As the work of a case; besides, whoever stands in for this one task."""
        is_open, own = in_open_file(cls.person_id, acting), is_own_work(cls, acting)
        if not acting.may(Action.READ, DataClass.NOTE):
            return is_open & own
        return is_open & or_(cls.deputy_id.in_(acting.own_ids), own)

    def close(self, today: date) -> None:
        """Done today; raises TaskClosed where it was closed before."""
        if self.state in CLOSED_STATES:
            raise TaskClosed(Broken("state", msg("This task was closed already.")))
        self.state, self.done_on = TaskState.DONE, today

    def end(self, ended_on: date, why: str) -> None:
        """Closed with a note, never lost in silence, because what it belongs to has ended."""
        self.state, self.done_on = TaskState.NOT_POSSIBLE, ended_on
        self.note = "\n".join(filter(None, (self.note, why)))

    def reschedule(self, to: date, why: str) -> None:
        """Another day, with the reason; raises RulesBroken without one, TaskClosed if closed."""
        if self.state in CLOSED_STATES:
            raise TaskClosed(Broken("state", msg("This task was closed already.")))
        if not why.strip():
            raise RulesBroken(Broken("reason", msg("Say why the day is moved.")))
        if to == self.due_on:
            raise RulesBroken(Broken("due_on", msg("This is the day it has already.")))
        self.due_on, self.why_moved = to, why.strip()

    def settle(self, today: date) -> None:
        """The step of a goal follows its task; a contact of the aftercare calls for the next."""
        self._note_rescheduling()
        if self.goal_step is not None and self.goal_step.goal.is_open:
            self.goal_step.state = self.state or TaskState.OPEN
        if self.state in CLOSED_STATES and self.eviction_case is not None:
            self.eviction_case.follow_up(self, today)

    def _note_rescheduling(self) -> None:
        """Every new day of a task leaves a line, whichever way it was changed."""
        moved = inspect(self).attrs.due_on.history
        before = next(iter(moved.deleted or ()), None)
        is_noted = any(row.id is None for row in self.reschedulings) if before else True
        if before is None or before == self.due_on or is_noted:
            return
        someone, reason = acting(), self.why_moved or None
        row = TaskRescheduling(at=someone.now, staff_id=someone.staff_id, reason=reason)
        row.old_due_on, row.new_due_on = before, self.due_on
        self.reschedulings.append(row)
        self.why_moved = ""

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if self.done_on and self.state not in CLOSED_STATES:
            yield Broken("done_on", msg("An open task has no day on which it was done."))
        if self.done_on and self.done_on > today:
            yield Broken("done_on", msg("The day lies in the future."))
        if self.deputy and self.deputy is self.worker:
            yield Broken("deputy", msg("The deputy must be somebody else."))
        is_new = inspect(self).attrs.due_on.history.has_changes()
        talk = self.session if is_new and self.due_on else None
        if talk and talk.held_on and self.due_on and self.due_on < talk.held_on:
            yield Broken("due_on", msg("The day lies before the talk."))

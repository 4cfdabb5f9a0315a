"""Instalments by which a landlord's claim is paid off, each watched by a task (rules 1.7)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Broken, Line, Record, msg
from models.permissions import DataClass
from models.rules.amounts import is_exact
from models.task import CLOSED_STATES, Task, TaskState

if TYPE_CHECKING:
    from models.eviction_case import EvictionCase


class Instalment(Record):
    data_class = DataClass.EVICTION
    part_of = ("case", "instalments")
    __table_args__ = (CheckConstraint("amount >= 0", name="amount_not_negative"),)

    case_id: Mapped[int] = mapped_column(
        ForeignKey("eviction_case.id", ondelete="CASCADE"), index=True
    )
    due_on: Mapped[date]
    amount: Mapped[Decimal]  # EUR
    payer: Mapped[Line | None]
    paid_on: Mapped[date | None]
    task_id: Mapped[int | None] = mapped_column(
        ForeignKey("task.id", ondelete="SET NULL"), index=True
    )

    case: Mapped["EvictionCase"] = relationship(back_populates="instalments")
    task: Mapped[Task | None] = relationship()

    @property
    def title(self) -> str:
        return f"{self.due_on:%d.%m.%Y}"

    def watch(self) -> None:
        """The task of this instalment follows it: made, moved, ended."""
        if self.due_on is None:
            return
        if self.task is None and self.paid_on is None:
            person, worker = self.case.person, self.case.worker
            what = f"Rate zum {self.due_on:%d.%m.%Y}: Ist sie gezahlt?"
            self.task = Task(what=what, person=person, worker=worker, due_on=self.due_on)
            self.case.tasks.append(self.task)
        elif self.task is not None and self.task.state not in CLOSED_STATES:
            self.task.due_on = self.due_on
            if self.paid_on:
                self.task.state, self.task.done_on = TaskState.DONE, self.paid_on

    def is_settled_by(self, ended: Task, today: date) -> bool:
        """The task that watches it was done: it is paid."""
        if self.task is not ended or ended.state is not TaskState.DONE or self.paid_on:
            return False
        self.paid_on = ended.done_on or today
        return True

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if self.amount is not None and self.amount < 0:
            yield Broken("amount", msg("An amount cannot be negative."))
        if self.amount is not None and not is_exact(self.amount):
            yield Broken("amount", msg("An amount has two decimals at most."))
        if self.paid_on and self.paid_on > today:
            yield Broken("paid_on", msg("The day lies in the future."))

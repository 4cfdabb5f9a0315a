"""A line that becomes a task of the lists: of an event's plan, or a decision of a meeting.

The line says what was planned; how far it is, and a day it was moved to, says its task.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import inspect
from sqlalchemy.orm import Mapped

from models.rules.text import tidy
from models.task import CLOSED_STATES, Doer, Task, TaskState

if TYPE_CHECKING:
    from models.staff import Staff


class PlannedTask:
    """Mixin of such a line; `doing` is whoever is meant where the line names nobody."""

    if TYPE_CHECKING:
        what: Mapped[str]
        worker: Mapped[Staff | None]
        task: Mapped[Task | None]

        @property
        def planned_on(self) -> date | None: ...
        @property
        def doing(self) -> Staff | None: ...

    @property
    def state(self) -> TaskState:
        return self.task.state or TaskState.OPEN if self.task else TaskState.OPEN

    @property
    def is_done(self) -> bool:
        return self.state is TaskState.DONE

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED_STATES

    @property
    def due_on(self) -> date | None:
        """As its task has it now; before there is one, as it is planned."""
        return self.task.due_on if self.task else self.planned_on

    def is_overdue(self, today: date) -> bool:
        return self.due_on is not None and self.due_on < today and not self.is_closed

    def give_task(self) -> None:
        """Put it on the lists; where it is already, what is new here is so there."""
        if self.task is None:
            self.task = Task(
                what=tidy(self.what or ""),
                doer=Doer.OFFICE,
                state=TaskState.OPEN,
                worker=self.doing,
                due_on=self.planned_on,
            )
        elif self.task.state not in CLOSED_STATES:
            self._tell(self.task)

    def _tell(self, task: Task) -> None:
        told: Any = inspect(self)
        if told.attrs.what.history.has_changes():
            task.what = tidy(self.what or "")
        if self.doing is not None and task.worker is not self.doing and self._names_another():
            task.worker = self.doing

    def _names_another(self) -> bool:
        told: Any = inspect(self)
        return bool(told.attrs.worker.history.has_changes())

    def move_task(self, to: date | None, why: str, today: date) -> None:
        """Its open task goes to another day, with the reason in the task's own history."""
        task = self.task
        if task is None or task.state in CLOSED_STATES or task.due_on == to:
            return
        task.due_on, task.why_moved = to, why
        task.settle(today)

    def end_task(self, today: date, why: str) -> None:
        if self.task is not None and self.task.state not in CLOSED_STATES:
            self.task.end(today, why)

    def resume_task(self, why: str) -> None:
        """Open again what was ended for this reason."""
        task = self.task
        if task is not None and task.state is TaskState.NOT_POSSIBLE and why in (task.note or ""):
            task.state, task.done_on = TaskState.OPEN, None

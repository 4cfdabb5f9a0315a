"""What one day asks of somebody, in numbers alone: for the screen and for the mail."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, func, or_, select

from models.acting import Acting
from models.base import Record, db
from models.goal import awaits_review
from models.goal_agreement import GoalAgreement
from models.permissions import Action, DataClass
from models.task import Task


@dataclass(frozen=True)
class DayCounts:
    """Open tasks whose day is today, those whose day has passed, agreements to be reviewed."""

    due_today: int = 0
    overdue: int = 0
    reviews: int = 0

    @property
    def total(self) -> int:
        return self.due_today + self.overdue + self.reviews


def is_own_task(acting: Acting) -> ColumnElement[bool]:
    """Mine, or handed to me for this one task."""
    return or_(Task.worker_id == acting.staff_id, Task.deputy_id == acting.staff_id)


def day_counts(acting: Acting) -> DayCounts:
    """One statement; nothing for those without tasks of their own."""
    if not acting.may(Action.READ, DataClass.NOTE):
        return DayCounts()
    open_tasks = (Task.visible_to(acting), is_own_task(acting), Task.is_closed == false())
    reviews = (
        GoalAgreement.visible_to(acting),
        GoalAgreement.worker_id == acting.staff_id,
        awaits_review(),
        GoalAgreement.review_on <= acting.today,
    )
    found = db.session.execute(
        select(
            _count(Task, *open_tasks, Task.due_order == acting.today),
            _count(Task, *open_tasks, Task.due_order < acting.today),
            _count(GoalAgreement, *reviews),
        )
    ).one()
    return DayCounts(*found)


def _count(model: type[Record], *where: ColumnElement[bool]) -> ColumnElement[int]:
    return select(func.count()).select_from(model).where(*where).scalar_subquery()

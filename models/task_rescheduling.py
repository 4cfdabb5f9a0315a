"""The days a task had before: moved from when to when, why, and by whom."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Line, Record
from models.permissions import DataClass
from models.staff import Staff

if TYPE_CHECKING:
    from models.task import Task


class TaskRescheduling(Record):
    """A line for every new day; it is itself a history, so it has none and is never changed."""

    data_class = DataClass.NOTE
    part_of = ("task", "reschedulings")
    on_paper = frozenset()
    has_history = False

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"), index=True)
    old_due_on: Mapped[date]
    new_due_on: Mapped[date | None]
    reason: Mapped[Line | None]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    at: Mapped[datetime]

    task: Mapped["Task"] = relationship(back_populates="reschedulings")
    staff: Mapped[Staff | None] = relationship()

"""What was agreed with a person and is still open; one statement."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Select, func, literal, or_, select, union_all

from models.acting import OFFICE_TIME, Acting
from models.base import db
from models.goal import Goal, GoalStep
from models.goal_agreement import GoalAgreement
from models.kept import PERSON, kept
from models.staff import Staff
from models.task import CLOSED_STATES, Doer, Task, TaskState

MOST_AGREED = 12  # lines


@dataclass(frozen=True)
class Agreed:
    """Something open, or settled today: a task, or a step towards a goal."""

    kind: str  # task or step
    record_id: int
    opens_id: int  # the record whose page tells more: the task, or the goal
    what: str
    doer: Doer
    who: str | None
    due_on: date | None
    is_done: bool


def agreed_with(person_id: int, acting: Acting) -> list[Agreed]:
    """Open tasks and steps, the most urgent first, after them what was settled today."""
    rows = db.session.execute(_agreed(acting), {PERSON.key: person_id})
    return [Agreed(**row._mapping) for row in rows]


@kept
def _agreed(acting: Acting) -> Select[Any]:
    is_closed = Task.state.in_(CLOSED_STATES)
    tasks = (
        select(
            literal("task").label("kind"),
            Task.id.label("record_id"),
            Task.id.label("opens_id"),
            Task.what.label("what"),
            Task.doer.label("doer"),
            func.coalesce(Task.doer_name, Staff.display_name).label("who"),
            Task.due_on.label("due_on"),
            is_closed.label("is_done"),
        )
        .outerjoin(Staff, Staff.id == Task.worker_id)
        .where(Task.person_id == PERSON, Task.visible_to(acting))
        .where(or_(~is_closed, (Task.state == TaskState.DONE) & (Task.done_on == acting.today)))
    )
    step, is_done = GoalStep, GoalStep.state == TaskState.DONE
    today = datetime.combine(acting.today, time(), OFFICE_TIME)
    steps = (
        select(literal("step"), step.id, Goal.id, step.what, step.doer, step.doer_name, step.due_on)
        .add_columns(step.state.in_(CLOSED_STATES))
        .join(Goal, Goal.id == step.goal_id)
        .join(GoalAgreement, GoalAgreement.id == Goal.agreement_id)
        .where(GoalAgreement.person_id == PERSON, GoalAgreement.visible_to(acting))
        .where(~step.task.has())
        .where(or_(step.state.not_in(CLOSED_STATES), is_done & (step.updated_at >= today)))
        .where(~GoalAgreement.follow_up.has())  # what goes on stands in the new version
    )
    line = union_all(tasks, steps).subquery().c
    in_order = (line.is_done, line.due_on.asc().nulls_last(), line.kind.desc(), line.record_id)
    return select(*line).order_by(*in_order).limit(MOST_AGREED)

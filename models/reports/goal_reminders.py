"""What asks to be looked at again: reviews of goals, phases that stall, tasks late for long."""

from datetime import timedelta

from sqlalchemy import ColumnElement, case, false, func, select

from models.acting import Acting
from models.base import db
from models.career_phase import CareerEvidence, CareerPhase
from models.goal import awaits_review
from models.goal_agreement import GoalAgreement
from models.permissions import Action, DataClass, Role
from models.person import Person
from models.reports.worklist import MOST, Due
from models.rules.urgency import WEEK, tone_of
from models.staff import Staff
from models.task import Task


def reviews_due(acting: Acting) -> tuple[Due, ...]:
    """Agreements of one's own and deputised work that are to be talked over within a week."""
    if not acting.may(Action.READ, DataClass.NOTE):
        return ()
    model = GoalAgreement
    name = select(Person.title_sql()).where(Person.id == model.person_id).scalar_subquery()
    rows = db.session.execute(
        select(model.id, name, model.review_on)
        .where(model.visible_to(acting), model.worker_id.in_(acting.own_ids))
        .where(awaits_review(), model.review_on <= acting.today + WEEK)
        .order_by(model.review_on, model.id)
        .limit(MOST)
    )
    return tuple(Due(key, who, on=on, tone=tone_of(on, acting.today)) for key, who, on in rows)


def stalled_phases(acting: Acting, after_days: int | None) -> tuple[Due, ...]:
    """Open phases in which nothing moved for so many days; None: nobody is told."""
    if not after_days or not acting.may(Action.READ, DataClass.NOTE):
        return ()
    model, evidence = CareerPhase, CareerEvidence
    name = select(Person.title_sql()).where(Person.id == model.person_id).scalar_subquery()
    shown = select(func.max(evidence.noted_on)).where(evidence.phase_id == model.id)
    last = func.coalesce(shown.scalar_subquery(), model.valid_from)
    moved_on = case((last > model.valid_from, last), else_=model.valid_from)
    rows = db.session.execute(
        select(model.id, name, model.wish, moved_on)
        .where(model.visible_to(acting), model.worker_id.in_(acting.own_ids))
        .where(model.valid_to.is_(None), moved_on < acting.today - timedelta(days=after_days))
        .order_by(moved_on, model.id)
        .limit(MOST)
    )
    return tuple(Due(key, who, wish or "", on=on) for key, who, wish, on in rows)


def escalated_tasks(acting: Acting, after_days: int | None) -> tuple[Due, ...]:
    """For the lead: tasks late for more than so many days, by initials and worker alone.

    What the task says stays with who works on it (class SESSION, not NOTE).
    """
    if not after_days or Role.TEAM_LEAD not in acting.roles:
        return ()
    worker = select(Staff.display_name).where(Staff.id == Task.worker_id).scalar_subquery()
    rows = db.session.execute(
        select(Task.id, _initials(), worker, Task.due_on)
        .where(Task.visible_to(acting), Task.is_closed == false())
        .where(Task.due_order < acting.today - timedelta(days=after_days))
        .order_by(Task.due_order, Task.id)
        .limit(MOST)
    )
    return tuple(
        Due(key, who or "–", whose or "", on=on, tone="red") for key, who, whose, on in rows
    )


def _initials() -> ColumnElement[str]:
    first, last = (
        func.substr(func.coalesce(name, ""), 1, 1) + "."
        for name in (Person.given_name, Person.family_name)
    )
    return select(first + " " + last).where(Person.id == Task.person_id).scalar_subquery()

"""Goal agreements that follow one another: the open goals go on, what was agreed before stays."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import Broken, RulesBroken, msg
from models.goal import Goal, GoalState, GoalStep
from models.goal_agreement import GoalAgreement
from models.task import CLOSED_STATES

GOES_ON = ("what", "measure", "starting_point", "target_date", "life_area_id", "attainment")
SIDES = ("contribution_client", "contribution_office", "contribution_partner")
STEP = ("doer", "doer_name", "what", "due_on", "state")


class NotContinued(RulesBroken):
    """The agreement has a follow-up already, or nothing in it is open."""


def continued(agreement: GoalAgreement, today: date) -> GoalAgreement:
    """A new version with the open goals and steps, to be talked over and signed anew.

    The tasks of open steps move to the new steps; the former agreement is not touched. A day that
    has passed is left out: it has to be agreed again.
    """
    if agreement.follow_up is not None:
        raise NotContinued(Broken("", msg("This agreement has a follow-up already.")))
    goals = [goal for goal in agreement.goals if goal.is_open]
    if not goals:
        raise NotContinued(Broken("", msg("No goal of this agreement is open any more.")))
    return GoalAgreement(
        person=agreement.person,
        worker=agreement.worker,
        agreed_on=today,
        previous=agreement,
        goals=[_again(goal, today) for goal in goals],
    )


def _again(goal: Goal, today: date) -> Goal:
    kept = {name: getattr(goal, name) for name in (*GOES_ON, *SIDES)}
    steps = [_step_again(step, today) for step in goal.steps if step.state not in CLOSED_STATES]
    again = Goal(**kept, state=GoalState.ACTIVE, steps=steps)
    again.target_date = _not_past(again.target_date, today)
    return again


def _step_again(step: GoalStep, today: date) -> GoalStep:
    again = GoalStep(**{name: getattr(step, name) for name in STEP})
    again.due_on = _not_past(again.due_on, today)
    if step.task is not None:
        again.task = step.task
    return again


def _not_past(day: date | None, today: date) -> date | None:
    return day if day is None or day >= today else None


def plan_tasks(agreement: GoalAgreement, today: date) -> None:
    """What both agreed to becomes a task, step by step (concept 3.2: who does what?)."""
    agreement.settle(today)
    if agreement.is_consensual:
        for step in (step for goal in agreement.goals if goal.is_open for step in goal.steps):
            step.plan_task(today)


def chain_of(agreement: GoalAgreement, session: Session) -> list[GoalAgreement]:
    """The agreement with those before and after it, the oldest first; one statement."""
    wanted = select(GoalAgreement).where(GoalAgreement.person_id == agreement.person_id)
    known = list(session.scalars(wanted).unique())
    by_id = {one.id: one for one in known}
    after = {one.previous_id: one for one in known if one.previous_id}
    first = agreement
    while first.previous_id in by_id:
        first = by_id[first.previous_id]
    chain = [first]
    while chain[-1].id in after:
        chain.append(after[chain[-1].id])
    return chain

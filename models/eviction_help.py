"""The help plan after an eviction: which problem is taken to which partner (concept 4.7)."""

from collections.abc import Mapping
from datetime import date
from enum import auto
from typing import Any

from sqlalchemy import Select, select

from models.catalogue import PartnerCategory
from models.choice import Choice
from models.eviction_case import EvictionCase
from models.eviction_step import EvictionState
from models.eviction_tasks import HELP_PLAN
from models.partner import Partner
from models.rules.working_days import working_days_after
from models.task import CLOSED_STATES, Task, TaskState

FIRST_TALK = 5  # working days until a first talk is arranged
WITH_HELP_PLAN = frozenset(
    {EvictionState.EVICTED, EvictionState.EMERGENCY_SHELTER, EvictionState.AFTERCARE}
)


class HelpArea(Choice):
    DEBT = auto()
    ADDICTION = auto()
    HEALTH = auto()
    MENTAL_HEALTH = auto()


# The partner category of an area, and what has to be done; texts are entries of the records.
AREAS: dict[HelpArea, tuple[str, str]] = {
    HelpArea.DEBT: ("debt", "Erstgespräch bei der Schuldnerberatung vermitteln"),
    HelpArea.ADDICTION: ("addiction", "Erstgespräch bei der Suchtberatung vermitteln"),
    HelpArea.HEALTH: ("health", "Ärztliche Versorgung klären"),
    HelpArea.MENTAL_HEALTH: ("mental_health", "Erstgespräch bei psychosozialer Hilfe vermitteln"),
}


def partners_for_help() -> Select[Any]:
    """Who helps in one of the areas."""
    codes = [code for code, _ in AREAS.values()]
    return (
        select(Partner)
        .join(PartnerCategory, PartnerCategory.id == Partner.category_id)
        .where(PartnerCategory.code.in_(codes))
        .order_by(Partner.name)
    )


def plan_help(
    case: EvictionCase, chosen: Mapping[HelpArea, Partner | None], today: date
) -> list[Task]:
    """A task for each area that has none open yet; the plan itself is done with that."""
    waiting = {task.what for task in case.tasks if task.state not in CLOSED_STATES}
    made = [
        Task(
            what=AREAS[area][1],
            person=case.person,
            worker=case.worker,
            partner=partner,
            due_on=working_days_after(today, FIRST_TALK),
        )
        for area, partner in chosen.items()
        if AREAS[area][1] not in waiting
    ]
    case.tasks.extend(made)
    for task in case.tasks:
        if task.what == HELP_PLAN and task.state not in CLOSED_STATES and chosen:
            task.state, task.done_on = TaskState.DONE, today
    return made

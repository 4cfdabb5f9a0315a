"""One step of what was agreed, in one line: who, what, until when, how far."""

from admin_views.enum_labels import enum_label
from admin_views.formats import day
from models.goal import GoalStep
from models.task import Task


def step_text(step: Task | GoalStep) -> str:
    parts = [step.doer_name or enum_label(step.doer), step.what]
    if step.due_on:
        parts.append(day(step.due_on))
    return f"{' · '.join(parts)} ({enum_label(step.state)})"

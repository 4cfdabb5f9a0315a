"""Lines of a plan with their tasks, ticked off where they stand: of events and of meetings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, url_for
from flask_admin.helpers import get_redirect_target
from markupsafe import Markup
from sqlalchemy.orm.exc import StaleDataError
from werkzeug import Response

from admin_views.change_step import refusal_text
from admin_views.due import distance
from admin_views.enum_labels import enum_label
from admin_views.formats import weekday_and_day
from admin_views.words import gettext
from models.acting import acting
from models.base import RulesBroken, db
from models.change_step import StepKind, step
from models.planned_task import PlannedTask
from models.refusal import Refusal
from models.rules.urgency import tone_of
from models.task import Task, TaskClosed, TaskState


@dataclass(frozen=True)
class PlanLine:
    """`done_url` ticks it off; empty where it is done, no task yet, or not one's own."""

    when: str
    exact: str
    tone: str
    what: str
    who: str
    state: str
    is_closed: bool
    done_url: str = ""


@dataclass(frozen=True)
class Plan:
    lines: list[PlanLine]
    done: int
    total: int


def plan_of(rows: Sequence[Any], done_url: Any, may_change: bool) -> Plan:
    """Open ones by day, then those that are closed; `done_url` makes the address for a row."""
    ordered = sorted(rows, key=lambda row: (row.is_closed, str(row.due_on or "9"), row.id))
    lines = [_line(row, done_url, may_change) for row in ordered]
    return Plan(lines, sum(row.is_done for row in rows), len(rows))


def _line(row: PlannedTask, done_url: Any, may_change: bool) -> PlanLine:
    today, on = acting().today, row.due_on
    may_tick = row.task is not None and not row.is_closed and (may_change or is_for_me(row))
    doer = row.task.worker if row.task else row.doing
    is_plain = row.state in (TaskState.OPEN, TaskState.DONE)
    return PlanLine(
        distance(on, today) if on and not row.is_closed else "",
        weekday_and_day(on) if on else "",
        tone_of(on, today) if on and not row.is_closed else "",
        row.what,
        doer.display_name if doer else "",
        "" if is_plain else enum_label(row.state),
        row.is_closed,
        done_url(row) if may_tick else "",
    )


def is_for_me(row: PlannedTask) -> bool:
    task = row.task
    ids = acting().own_ids
    return task is not None and (task.worker_id in ids or task.deputy_id == acting().staff_id)


def tick_off(row: PlannedTask, back: str) -> Response:
    """Close the task of a line; a second click, here or in another window, changes nothing."""
    task, what = row.task, row.what
    try:
        with step(StepKind.TASK_DONE, Task.__tablename__):
            if task is not None:
                task.close(acting().today)
            db.session.commit()
    except (TaskClosed, StaleDataError):
        db.session.rollback()
        flash(gettext("This task was closed already: %(what)s", what=what), "info")
    except RulesBroken as broken:
        db.session.rollback()
        flash_broken(broken)
    else:
        undo = Markup('{} <a href="{}">{}</a>')
        told = gettext("Done: %(what)s", what=what)
        flash(undo.format(told, url_for("change_step.index"), gettext("Take back")), "success")
    return redirect(get_redirect_target() or back)


def flash_broken(broken: RulesBroken) -> None:
    for one in broken.problems:
        flash(refusal_text(Refusal("", one.text, values=one.values)), "error")

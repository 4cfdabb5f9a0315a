"""The board of open eviction cases: a lane for each state, the most pressing cases first."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Subquery, func, or_, select, union_all

from models.acting import Acting
from models.base import db
from models.eviction_case import EvictionCase
from models.eviction_step import EvictionState
from models.responsibility import own_case
from models.staff import Staff

LANES = tuple(state for state in EvictionState if state is not EvictionState.CLOSED)
MOST = 20  # cases shown in one lane
ORDER: Any = (EvictionCase.next_due_on.asc().nulls_last(), EvictionCase.id)


@dataclass(frozen=True)
class BoardCase:
    id: int
    title: str
    state: EvictionState
    due_on: date | None
    rule: str | None
    arrears: Decimal | None  # EUR
    people: int
    worker: str


@dataclass(frozen=True)
class Lane:
    """The first cases of a state; `count` is how many there are, None where nobody counted."""

    state: EvictionState
    cases: tuple[BoardCase, ...]
    count: int | None
    is_cut: bool


def board(acting: Acting, only_own: bool, only_due_until: date | None) -> list[Lane]:
    """Open cases by state; a lane without cases is left out.

    Each lane is read from its index as far as it is shown. Own cases are not counted beyond that:
    whose they are would have to be asked of every case of the office.
    """
    model, wanted = EvictionCase, _wanted(acting, only_own, only_due_until)
    worker = select(Staff.display_name).where(Staff.id == model.worker_id).scalar_subquery()
    chosen = union_all(*(select(_lane(state, wanted).c.id) for state in LANES)).subquery()
    rows = db.session.execute(
        select(
            model.id,
            model.title_sql(),
            model.state,
            model.next_due_on,
            model.next_rule,
            model.arrears,
            model.adult_count + model.minor_count,
            func.coalesce(worker, ""),
        )
        .join(chosen, chosen.c.id == model.id)
        .order_by(*ORDER)
    )
    lanes: dict[EvictionState, list[BoardCase]] = {}
    for row in rows:
        case = BoardCase(*row)
        lanes.setdefault(case.state, []).append(case)
    counts = {} if only_own else _counts(wanted)
    return [_shown(state, lanes[state], counts.get(state)) for state in LANES if state in lanes]


def _shown(state: EvictionState, cases: list[BoardCase], count: int | None) -> Lane:
    is_cut = len(cases) > MOST
    return Lane(state, tuple(cases[:MOST]), count if is_cut else len(cases), is_cut)


def _wanted(
    acting: Acting, only_own: bool, only_due_until: date | None
) -> list[ColumnElement[bool]]:
    model = EvictionCase
    wanted = [model.visible_to(acting)]
    if only_own:
        wanted.append(or_(own_case(model.person_id, acting), model.worker_id.in_(acting.own_ids)))
    if only_due_until:
        wanted.append(model.next_due_on <= only_due_until)
    return wanted


def _lane(state: EvictionState, wanted: list[ColumnElement[bool]]) -> Subquery:
    """The keys of the first cases of a state, and one more if there is one."""
    first = select(EvictionCase.id).where(EvictionCase.state == state, *wanted)
    return first.order_by(*ORDER).limit(MOST + 1).subquery()


def _counts(wanted: list[ColumnElement[bool]]) -> dict[EvictionState, int]:
    model = EvictionCase
    counted = select(model.state, func.count().label("cases")).where(
        model.state.in_(LANES), *wanted
    )
    rows = db.session.execute(counted.group_by(model.state))
    return {row.state: row.cases for row in rows}

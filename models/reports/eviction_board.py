"""The board of open eviction cases: a lane for each state, the most pressing cases first."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, or_, select, true

from models.acting import Acting
from models.base import db
from models.eviction_case import EvictionCase
from models.eviction_step import EvictionState
from models.responsibility import own_case
from models.staff import Staff

LANES = tuple(state for state in EvictionState if state is not EvictionState.CLOSED)
MOST = 30  # cases shown in one lane


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
    """The first cases of a state, and how many there are in all."""

    state: EvictionState
    cases: tuple[BoardCase, ...]
    count: int


def board(acting: Acting, only_own: bool, only_due_until: date | None) -> list[Lane]:
    """Open cases by state in one statement; a lane without cases is left out."""
    model = EvictionCase
    own = or_(own_case(model.person_id, acting), model.worker_id.in_(acting.own_ids))
    order = (model.next_due_on.asc().nulls_last(), model.received_on.desc(), model.id)
    chosen = (
        select(
            model.id,
            model.state,
            func.row_number().over(partition_by=model.state, order_by=order).label("place"),
            func.count().over(partition_by=model.state).label("count"),
        )
        .where(
            model.visible_to(acting),
            model.state.in_(LANES),
            own if only_own else true(),
            model.next_due_on <= only_due_until if only_due_until else true(),
        )
        .subquery()
    )
    worker = select(Staff.display_name).where(Staff.id == model.worker_id).scalar_subquery()
    rows = db.session.execute(
        select(
            chosen.c.count,
            model.id,
            model.title_sql(),
            model.state,
            model.next_due_on,
            model.next_rule,
            model.arrears,
            model.adult_count + model.minor_count,
            worker,
        )
        .join(chosen, chosen.c.id == model.id)
        .where(chosen.c.place <= MOST)
        .order_by(chosen.c.place)
    )
    lanes: dict[EvictionState, list[BoardCase]] = {}
    counts: dict[EvictionState, int] = {}
    for count, key, title, state, due_on, rule, arrears, people, name in rows:
        counts[state] = count
        found = BoardCase(key, title, state, due_on, rule, arrears, people, name or "")
        lanes.setdefault(state, []).append(found)
    return [Lane(state, tuple(lanes[state]), counts[state]) for state in LANES if state in lanes]

"""The board of open eviction cases: a lane for each state, the most pressing cases first."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Subquery, func, or_, select

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
    model, chosen = EvictionCase, _chosen(acting, only_own, only_due_until)
    worker = select(Staff.display_name).where(Staff.id == model.worker_id).scalar_subquery()
    people = model.adult_count + model.minor_count
    rows = db.session.execute(
        select(
            chosen.c.count,
            model.id,
            model.title_sql(),
            model.state,
            model.next_due_on,
            model.next_rule,
            model.arrears,
            people,
            func.coalesce(worker, ""),
        )
        .join(chosen, chosen.c.id == model.id)
        .where(chosen.c.place <= MOST)
        .order_by(chosen.c.place)
    )
    lanes: dict[EvictionState, list[BoardCase]] = {}
    counts: dict[EvictionState, int] = {}
    for count, *told in rows:
        case = BoardCase(*told)
        lanes.setdefault(case.state, []).append(case)
        counts[case.state] = count
    return [Lane(state, tuple(lanes[state]), counts[state]) for state in LANES if state in lanes]


def _chosen(acting: Acting, only_own: bool, only_due_until: date | None) -> Subquery:
    """The keys of all cases wanted, each with its place in its lane and the lane's length."""
    model = EvictionCase
    wanted = [model.visible_to(acting), model.state.in_(LANES)]
    if only_own:
        wanted.append(or_(own_case(model.person_id, acting), model.worker_id.in_(acting.own_ids)))
    if only_due_until:
        wanted.append(model.next_due_on <= only_due_until)
    order = (model.next_due_on.asc().nulls_last(), model.received_on.desc(), model.id)
    return (
        select(
            model.id,
            func.row_number().over(partition_by=model.state, order_by=order).label("place"),
            func.count().over(partition_by=model.state).label("count"),
        )
        .where(*wanted)
        .subquery()
    )

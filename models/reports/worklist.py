"""What is due soon for one person: appointments, tasks, unsigned papers, deadlines, moves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, false, func, or_, select, true

from models.accommodation import Accommodation
from models.acting import OFFICE_TIME, Acting
from models.appointment import Appointment, AppointmentState
from models.base import Record, db
from models.catalogue import OfficeLocation
from models.document import Document, DocumentState
from models.eviction_case import EvictionCase
from models.eviction_step import EvictionState
from models.goal_agreement import GoalAgreement
from models.handover import Handover
from models.permissions import Action, DataClass, Role
from models.person import Person
from models.reports.upkeep import checks, mine
from models.residence_status import ResidenceStatus
from models.responsibility import own_case
from models.rules.urgency import AMBER, RED, WEEK, tone_of, traffic_light
from models.staff import Staff
from models.stay import Stay
from models.task import Task
from models.unit import Unit

PAPER_WARNING = timedelta(weeks=8)  # rules RS-11
MOST = 8  # rows of one card
OPEN_EVICTIONS = (
    EvictionState.THREATENED,
    EvictionState.NOTICE_GIVEN,
    EvictionState.CLAIM_PENDING,
    EvictionState.TITLE,
    EvictionState.EVICTION_SCHEDULED,
)


@dataclass(frozen=True)
class Due:
    """One line: when, what, whose; `tone` is red when it is late, amber when it is near."""

    record_id: int
    text: str
    small: str = ""
    on: date | None = None
    at: datetime | None = None
    tone: str = ""
    who: str = ""  # whose work it is, where somebody else is told of it
    stem: str = ""  # the list it leads to, where one card has rows of several
    instead_of: str = ""  # whose it is while they are away


@dataclass(frozen=True)
class Worklist:
    appointments: tuple[Due, ...]
    tasks: tuple[Due, ...]
    unsigned: tuple[Due, ...]
    evictions: tuple[Due, ...]
    papers: tuple[Due, ...]
    moves: tuple[Due, ...]
    unchecked: tuple[Due, ...]


def worklist(acting: Acting) -> Worklist:
    """Everything within scope and rights of the acting person; one statement a card."""

    def allowed(
        dues: Callable[[Acting], tuple[Due, ...]], data_class: DataClass
    ) -> tuple[Due, ...]:
        return dues(acting) if acting.may(Action.READ, data_class) else ()

    return Worklist(
        appointments=allowed(_appointments, DataClass.NOTE),
        tasks=allowed(_tasks, DataClass.NOTE),
        unsigned=allowed(_unsigned, DataClass.NOTE),
        evictions=allowed(_evictions, DataClass.EVICTION),
        papers=allowed(_papers, DataClass.RESIDENCE),
        moves=allowed(_moves, DataClass.STAY),
        unchecked=(_unchecked(acting) if acting.may(Action.UPDATE, DataClass.NETWORK) else ()),
    )


def _person_of(model: Any) -> Any:
    return select(Person.title_sql()).where(Person.id == model.person_id).scalar_subquery()


def _concerns(model: Any, acting: Acting) -> ColumnElement[bool]:
    """Case workers are told of their own cases; clerks and the lead have none and see all."""
    is_case_worker = acting.may(Action.READ, DataClass.NOTE)
    return own_case(model.person_id, acting) if is_case_worker else true()


def _rows(wanted: Select[Any]) -> list[Any]:
    return list(db.session.execute(wanted.limit(MOST)))


def _scoped(model: type[Record], acting: Acting, *columns: Any) -> Select[Any]:
    return select(model.id, *columns).where(model.visible_to(acting))


def _appointments(acting: Acting) -> tuple[Due, ...]:
    """Own ones, with whom or else where; no place of a protected person.

    In an absence they are the deputy's own, who is told whose they were.
    """
    model = Appointment
    start = datetime.combine(acting.today, time())
    site = select(OfficeLocation.title_sql()).where(OfficeLocation.id == model.office_location_id)
    home = select(Accommodation.name).where(Accommodation.id == model.accommodation_id)
    place = func.coalesce(site.scalar_subquery(), home.scalar_subquery(), model.place_sql(), "")
    wanted = _scoped(
        model, acting, _person_of(model), model.purpose, place, model.starts_at, _given_by()
    ).where(
        model.worker_id == acting.staff_id,
        model.state == AppointmentState.PLANNED,
        model.starts_at >= start,
        model.starts_at < start + WEEK,
    )
    rows = _rows(wanted.order_by(model.starts_at, model.id))
    return tuple(
        Due(key, name or purpose or where, where, at=at, instead_of=other or "")
        for key, name, purpose, where, at, other in rows
    )


def _given_by() -> Any:
    """Who handed the appointment over and has not taken it back."""
    given = select(Staff.display_name).join(Handover, Handover.from_id == Staff.id)
    open_ = given.where(
        Handover.appointment_id == Appointment.id, Handover.comes_back, Handover.ended_on.is_(None)
    )
    return open_.limit(1).scalar_subquery()


def _tasks(acting: Acting) -> tuple[Due, ...]:
    """Own and deputised ones, and those somebody who is away handed over."""
    is_given = Task.deputy_id == acting.staff_id
    owner = select(Staff.display_name).where(Staff.id == Task.worker_id, is_given)
    wanted = _scoped(
        Task, acting, Task.what, _person_of(Task), Task.due_on, owner.scalar_subquery()
    ).where(
        or_(Task.worker_id.in_(acting.own_ids), is_given),
        Task.is_closed == false(),
        Task.due_order <= acting.today + WEEK,
    )
    rows = _rows(wanted.order_by(Task.due_order, Task.id))
    return tuple(
        Due(key, what, name or "", on=on, tone=tone_of(on, acting.today), instead_of=other or "")
        for key, what, name, on, other in rows
    )


def _unsigned(acting: Acting) -> tuple[Due, ...]:
    """Issued papers that wait for signatures, by the register; then agreements never issued."""
    papers = _scoped(Document, acting, _person_of(Document), Document.number, Document.issued_at)
    papers = papers.where(
        Document.worker_id.in_(acting.own_ids), Document.state == DocumentState.ISSUED
    )
    waiting = [
        Due(key, name, number, on=at.astimezone(OFFICE_TIME).date(), stem="document")
        for key, name, number, at in _rows(papers.order_by(Document.issued_at.desc()))
    ]
    return (*waiting, *_never_issued(acting))[:MOST]


def _never_issued(acting: Acting) -> tuple[Due, ...]:
    model = GoalAgreement
    wanted = _scoped(model, acting, _person_of(model), model.agreed_on).where(
        or_(model.signed_client_on.is_(None), model.signed_worker_on.is_(None)),
        model.worker_id.in_(acting.own_ids),
        ~exists().where(Document.goal_agreement_id == model.id),
    )
    rows = _rows(wanted.order_by(model.agreed_on.desc()))
    return tuple(Due(key, name, on=on, stem="goal_agreement") for key, name, on in rows)


def _evictions(acting: Acting) -> tuple[Due, ...]:
    """Open cases by the day that is to be kept next; the lead is told of everybody's red ones.

    Deputies and the lead read whose they are.
    """
    model = EvictionCase
    worker = select(Staff.display_name).where(Staff.id == model.worker_id).scalar_subquery()
    wanted = _scoped(
        model,
        acting,
        _person_of(model),
        model.next_rule,
        model.next_due_on,
        case((model.worker_id == acting.staff_id, ""), else_=func.coalesce(worker, "")),
    ).where(
        model.state != EvictionState.CLOSED,
        or_(
            model.state.in_(OPEN_EVICTIONS),
            model.next_due_on <= acting.today + timedelta(days=AMBER),
        ),
    )
    is_lead = Role.TEAM_LEAD in acting.roles and not acting.may(Action.READ, DataClass.NOTE)
    if is_lead:
        wanted = wanted.where(model.next_due_on <= acting.today + timedelta(days=RED))
    else:
        own = _concerns(model, acting)
        mine = model.worker_id.in_(acting.own_ids)
        wanted = wanted.where(or_(own, mine, model.worker_id.is_(None)))
    rows = _rows(wanted.order_by(model.next_due_on.asc().nulls_last(), model.received_on.desc()))
    return tuple(
        Due(
            key,
            name,
            rule or "",
            on=on,
            tone=traffic_light(on, acting.today) if on else "",
            who=who,
        )
        for key, name, rule, on, who in rows
    )


def _papers(acting: Acting) -> tuple[Due, ...]:
    model = ResidenceStatus
    wanted = _scoped(model, acting, _person_of(model), model.expires_on).where(
        model.as_of(acting.today),
        model.expires_on.between(acting.today - WEEK, acting.today + PAPER_WARNING),
        _concerns(model, acting),
    )
    rows = _rows(wanted.order_by(model.expires_on))
    return tuple(Due(key, name, on=on, tone=tone_of(on, acting.today)) for key, name, on in rows)


def _moves(acting: Acting) -> tuple[Due, ...]:
    near = (acting.today - timedelta(days=1), acting.today + WEEK)
    place = (
        select(Unit.title_sql()).select_from(Unit).where(Unit.id == Stay.unit_id).scalar_subquery()
    )
    day = case((Stay.valid_from.between(*near), Stay.valid_from), else_=Stay.valid_to)
    wanted = _scoped(Stay, acting, _person_of(Stay), place, day).where(
        or_(Stay.valid_from.between(*near), Stay.valid_to.between(*near))
    )
    rows = _rows(wanted.order_by(day, Stay.id))
    return tuple(Due(key, name, unit or "", on=on) for key, name, unit, on in rows)


def _unchecked(acting: Acting) -> tuple[Due, ...]:
    """Entries of the directory whose turn it is to be checked by the acting person."""
    found = mine(checks(db.session(), acting), acting)[:MOST]
    today = acting.today
    return tuple(
        Due(one.partner_id, one.name, one.town, on=one.due_on, tone=tone_of(one.due_on, today))
        for one in found
    )

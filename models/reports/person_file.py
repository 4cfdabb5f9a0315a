"""What the head of a person's file says, as of today.

Two statements however long the file is. What the acting person may not read is not asked for.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    DateTime,
    Select,
    bindparam,
    case,
    func,
    null,
    select,
)
from sqlalchemy.orm import aliased

from models.accommodation import Accommodation
from models.acting import OFFICE_TIME, Acting
from models.appointment import Appointment, AppointmentState, InterpreterState
from models.base import db
from models.benefit_period import BenefitPeriod
from models.catalogue import BenefitLaw, HouseholdRole, OfficeLocation, ResidenceTitle, TargetGroup
from models.counselling_session import CounsellingSession
from models.document import Document
from models.eviction_case import EvictionCase
from models.goal_agreement import GoalAgreement
from models.household import HouseholdMember
from models.kept import PERSON, kept
from models.permissions import Action, DataClass
from models.person import Person
from models.person_target_group import PersonTargetGroup
from models.referral import Referral
from models.referral_step import OPEN_STATES
from models.residence_status import ResidenceStatus
from models.responsibility import Responsibility
from models.staff import Staff
from models.stay import Stay
from models.task import CLOSED_STATES, Task
from models.unit import Unit

BETWEEN = ", "
NOW: BindParameter[datetime] = bindparam("now", type_=DateTime())  # office wall clock


@dataclass(frozen=True, kw_only=True)
class PersonHead:
    """Empty where nothing holds today, or where it may not be read; counts are then None."""

    residence_title: str | None = None
    residence_basis: str | None = None
    residence_expires_on: date | None = None
    benefit_law: str | None = None
    target_groups: str | None = None
    unit_id: int | None = None
    unit: str | None = None
    lives_there_since: date | None = None
    household_id: int | None = None
    worker: str | None = None
    deputy: str | None = None
    eviction_case_id: int | None = None
    eviction_rule: str | None = None
    eviction_due_on: date | None = None
    next_appointment_id: int | None = None
    next_appointment_at: datetime | None = None  # office wall clock
    next_place: str | None = None
    next_worker: str | None = None
    next_interpreter: InterpreterState | None = None
    session_count: int | None = None
    goal_count: int | None = None
    open_task_count: int | None = None
    document_count: int | None = None
    open_referral_count: int | None = None
    eviction_count: int | None = None


@dataclass(frozen=True)
class Relative:
    """Somebody of the same household today."""

    person_id: int
    family_name: str
    given_name: str | None
    birth_date: date | None
    role: str | None


def head_of(person_id: int, acting: Acting) -> PersonHead:
    """One statement."""
    wanted = _head(acting)
    if wanted is None:
        return PersonHead()
    now = acting.now.astimezone(OFFICE_TIME).replace(tzinfo=None)
    row = db.session.execute(wanted, {PERSON.key: person_id, NOW.key: now}).one()
    return PersonHead(**row._mapping)


@kept
def _head(acting: Acting) -> Select[Any] | None:
    def may(data_class: DataClass) -> bool:
        return acting.may(Action.READ, data_class)

    wanted, columns = select(null()).select_from(Person), dict[str, Any]()
    for data_class, part in PARTS:
        if may(data_class):
            wanted = part(wanted, columns, acting)
    columns |= {
        name: _count(model, acting, *conditions)
        for name, (data_class, model, conditions) in COUNTS.items()
        if may(data_class)
    }
    if not columns:
        return None
    named = [column.label(name) for name, column in columns.items()]
    return wanted.with_only_columns(*named).where(Person.id == PERSON)


def _today(model: Any, acting: Acting, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """The row that holds today; of several the one that began last."""
    row = aliased(model)
    newest = (
        select(row.id)
        .where(row.person_id == Person.id, model.as_of(acting.today, row), *conditions)
        .order_by(row.valid_from.desc(), row.id.desc())
        .limit(1)
        .correlate(Person)
    )
    is_today: ColumnElement[bool] = model.id == newest.scalar_subquery()
    return is_today


def _residence(wanted: Select[Any], columns: dict[str, Any], acting: Acting) -> Select[Any]:
    groups = (
        select(func.aggregate_strings(TargetGroup.title_sql(), BETWEEN))
        .join(PersonTargetGroup, PersonTargetGroup.target_group_id == TargetGroup.id)
        .where(PersonTargetGroup.person_id == Person.id, PersonTargetGroup.as_of(acting.today))
        .correlate(Person)
    )
    columns |= {
        "residence_title": ResidenceTitle.title_sql(),
        "residence_basis": func.coalesce(ResidenceStatus.legal_basis, ResidenceTitle.legal_basis),
        "residence_expires_on": ResidenceStatus.expires_on,
        "benefit_law": BenefitLaw.title_sql(),
        "target_groups": groups.scalar_subquery(),
    }
    return (
        wanted.outerjoin(ResidenceStatus, _today(ResidenceStatus, acting))
        .outerjoin(ResidenceTitle, ResidenceTitle.id == ResidenceStatus.residence_title_id)
        .outerjoin(BenefitPeriod, _today(BenefitPeriod, acting))
        .outerjoin(BenefitLaw, BenefitLaw.id == BenefitPeriod.benefit_law_id)
    )


def _home(wanted: Select[Any], columns: dict[str, Any], acting: Acting) -> Select[Any]:
    columns |= {
        "unit_id": Unit.id,
        "unit": Unit.title_sql(),
        "lives_there_since": Stay.valid_from,
    }
    return wanted.outerjoin(Stay, _today(Stay, acting)).outerjoin(Unit, Unit.id == Stay.unit_id)


def _responsible(wanted: Select[Any], columns: dict[str, Any], acting: Acting) -> Select[Any]:
    worker, deputy = aliased(Staff), aliased(Staff)
    columns |= {"worker": worker.display_name, "deputy": deputy.display_name}
    return (
        wanted.outerjoin(Responsibility, _today(Responsibility, acting))
        .outerjoin(worker, worker.id == Responsibility.worker_id)
        .outerjoin(deputy, deputy.id == func.coalesce(Responsibility.deputy_id, worker.deputy_id))
    )


def _household(wanted: Select[Any], columns: dict[str, Any], acting: Acting) -> Select[Any]:
    columns["household_id"] = HouseholdMember.household_id
    return wanted.outerjoin(HouseholdMember, _today(HouseholdMember, acting))


def _eviction(wanted: Select[Any], columns: dict[str, Any], acting: Acting) -> Select[Any]:
    """The case with the nearest day that is to be kept."""
    row = aliased(EvictionCase)
    nearest = (
        select(row.id)
        .where(row.person_id == Person.id, row.next_due_on.is_not(None))
        .order_by(row.next_due_on, row.id)
        .limit(1)
        .correlate(Person)
    )
    columns |= {
        "eviction_case_id": EvictionCase.id,
        "eviction_rule": EvictionCase.next_rule,
        "eviction_due_on": EvictionCase.next_due_on,
    }
    is_nearest = EvictionCase.id == nearest.scalar_subquery()
    return wanted.outerjoin(EvictionCase, is_nearest & EvictionCase.visible_to(acting))


def _next_appointment(wanted: Select[Any], columns: dict[str, Any], acting: Acting) -> Select[Any]:
    model, ahead = Appointment, aliased(Appointment)
    nearest = (
        select(ahead.id)
        .where(ahead.person_id == Person.id, ahead.starts_at >= NOW)
        .where(ahead.state == AppointmentState.PLANNED)
        .order_by(ahead.starts_at, ahead.id)
        .limit(1)
        .correlate(Person)
    )
    site = select(OfficeLocation.title_sql()).where(OfficeLocation.id == model.office_location_id)
    home = select(Accommodation.name).where(Accommodation.id == model.accommodation_id)
    columns |= {
        "next_appointment_id": model.id,
        "next_appointment_at": model.starts_at,
        "next_place": func.coalesce(
            site.scalar_subquery(),
            home.scalar_subquery(),
            case((Person.is_address_protected, None), else_=model.place),
        ),
        "next_worker": select(Staff.display_name)
        .where(Staff.id == model.worker_id)
        .scalar_subquery(),
        "next_interpreter": model.interpreter,
    }
    is_nearest = model.id == nearest.scalar_subquery()
    return wanted.outerjoin(model, is_nearest & model.visible_to(acting))


PARTS: tuple[tuple[DataClass, Any], ...] = (
    (DataClass.RESIDENCE, _residence),
    (DataClass.STAY, _home),
    (DataClass.MASTER, _responsible),
    (DataClass.IDENTITY, _household),
    (DataClass.EVICTION, _eviction),
    (DataClass.SESSION, _next_appointment),
)
COUNTS: dict[str, tuple[DataClass, Any, tuple[ColumnElement[bool], ...]]] = {
    "session_count": (DataClass.SESSION, CounsellingSession, ()),
    "goal_count": (DataClass.SESSION, GoalAgreement, ()),
    "open_task_count": (DataClass.SESSION, Task, (Task.state.not_in(CLOSED_STATES),)),
    "open_referral_count": (
        DataClass.SESSION,
        Referral,
        (Referral.state.in_(OPEN_STATES),),
    ),
    "document_count": (DataClass.SESSION, Document, ()),
    "eviction_count": (DataClass.EVICTION, EvictionCase, ()),
}


def _count(model: Any, acting: Acting, *conditions: ColumnElement[bool]) -> Any:
    in_file = model.person_id == PERSON
    if model is CounsellingSession:
        in_file = model.of_file(PERSON)
    counted = select(func.count()).select_from(model)
    return counted.where(in_file, model.visible_to(acting), *conditions).scalar_subquery()


def relatives_of(household_id: int | None, person_id: int, acting: Acting) -> list[Relative]:
    """The others of the household as far as they may be seen; the eldest first."""
    if household_id is None:
        return []
    may_know_birth = acting.may(Action.READ, DataClass.MASTER)
    born = Person.birth_date if may_know_birth else null()
    wanted = (
        select(Person.id, Person.family_name, Person.given_name, born, HouseholdRole.title_sql())
        .join(HouseholdMember, HouseholdMember.person_id == Person.id)
        .outerjoin(HouseholdRole, HouseholdRole.id == HouseholdMember.role_id)
        .where(
            HouseholdMember.household_id == household_id,
            HouseholdMember.as_of(acting.today),
            Person.id != person_id,
            Person.visible_to(acting),
        )
        .order_by(HouseholdMember.is_head.desc(), Person.birth_date, Person.id)
    )
    return [Relative(*row) for row in db.session.execute(wanted)]

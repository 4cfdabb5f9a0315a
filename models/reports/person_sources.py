"""Where the entries of a person's sequence come from: tables, columns, rights, scope."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Date, Select, String, cast, func, select, type_coerce
from sqlalchemy.orm import aliased

from models.appointment import Appointment, AppointmentState
from models.benefit_period import BenefitPeriod
from models.career_phase import CareerEvidence, CareerPhase
from models.catalogue import (
    BenefitLaw,
    ResidenceTitle,
    SessionPlace,
    StayDestination,
    StayReason,
    TargetGroup,
)
from models.contact_attempt import ContactAttempt
from models.counselling_session import CounsellingSession
from models.document import Document, DocumentState
from models.eviction_case import EvictionCase
from models.eviction_step import EvictionStep
from models.goal import Goal
from models.goal_agreement import GoalAgreement
from models.permissions import DataClass
from models.person_target_group import PersonTargetGroup
from models.reports.person_entries import NOTES, SINCE_LAST, EntryKind, Source
from models.reports.referral_entries import REFERRAL_STEPS
from models.residence_status import ResidenceStatus
from models.responsibility import Responsibility
from models.session_addendum import SessionAddendum
from models.staff import Staff
from models.stay import Stay
from models.task import CLOSED_STATES, Task
from models.unit import Unit

_DEPUTY = aliased(Staff)


def _period(model: Any, label: Any, **columns: Any) -> dict[str, Any]:
    return {"happened_on": model.valid_from, "name": label, **columns}


def _of_case(model: Any, staff_id: Any) -> Callable[[Select[Any]], Select[Any]]:
    return lambda found: found.join(EvictionCase, EvictionCase.id == model.case_id).outerjoin(
        Staff, Staff.id == staff_id
    )


def _with(model: Any, key: Any) -> Callable[[Select[Any]], Select[Any]]:
    return lambda found: found.outerjoin(model, model.id == key)


def _paper(key: Any, record: Any) -> Any:
    """How far the last paper is that was issued of the record."""
    last = select(cast(Document.state, String)).where(key == record.id)
    last = last.where(Document.state != DocumentState.REPLACED)
    return last.order_by(Document.id.desc()).limit(1).correlate(record).scalar_subquery()


_TALK, _AGREEMENT = CounsellingSession, GoalAgreement
SOURCES: dict[EntryKind, Source] = {
    EntryKind.TALK: Source(
        _TALK,
        DataClass.SESSION,
        {
            "happened_on": _TALK.held_on,
            "name": cast(_TALK.kind, String),
            "who": Staff.display_name,
            "place": SessionPlace,
            "minutes": _TALK.minutes,
            "state": func.coalesce(_paper(Document.session_id, _TALK), cast(_TALK.state, String)),
            "more": _TALK.interpreter,
            "reason": _TALK.reason,
            **{name: getattr(_TALK, name) for name in SINCE_LAST},
            "content": _TALK.content,
            "agreements": _TALK.agreements,
        },
        lambda found: found.join(Staff, Staff.id == _TALK.worker_id).outerjoin(
            SessionPlace, SessionPlace.id == _TALK.place_id
        ),
        _TALK,
        author=_TALK.worker_id,
        notes=NOTES,
    ),
    EntryKind.ADDENDUM: Source(
        SessionAddendum,
        DataClass.SESSION,
        {
            "happened_on": SessionAddendum.written_on,
            "name": cast(SessionAddendum.number, String),
            "who": Staff.display_name,
            "until": _TALK.held_on,
            "reason": SessionAddendum.reason,
            "content": SessionAddendum.text,
        },
        lambda found: found.join(_TALK, _TALK.id == SessionAddendum.session_id).join(
            Staff, Staff.id == SessionAddendum.author_id
        ),
        _TALK,
        author=SessionAddendum.author_id,
        notes=NOTES,
    ),
    EntryKind.APPOINTMENT: Source(
        Appointment,
        DataClass.SESSION,
        {
            "happened_on": type_coerce(func.date(Appointment.starts_at), Date),
            "name": cast(Appointment.kind, String),
            "who": Staff.display_name,
            "state": cast(Appointment.state, String),
            "content": Appointment.purpose,
        },
        _with(Staff, Appointment.worker_id),
        Appointment,
        where=(Appointment.state.in_((AppointmentState.MISSED, AppointmentState.CANCELLED)),),
        author=Appointment.worker_id,
        notes=NOTES,
    ),
    EntryKind.AGREEMENT: Source(
        _AGREEMENT,
        DataClass.SESSION,
        {
            "happened_on": _AGREEMENT.agreed_on,
            "who": Staff.display_name,
            "until": _AGREEMENT.signed_client_on,
            "state": _paper(Document.goal_agreement_id, _AGREEMENT),
            "content": _AGREEMENT.starting_point,
        },
        lambda found: found.join(Staff, Staff.id == _AGREEMENT.worker_id),
        _AGREEMENT,
        author=_AGREEMENT.worker_id,
        notes=NOTES,
    ),
    EntryKind.GOAL: Source(
        Goal,
        DataClass.NOTE,
        {
            "happened_on": Goal.settled_on,
            "name": cast(Goal.state, String),
            "who": Staff.display_name,
            "more": Goal.what,
            "content": Goal.result_note,
        },
        lambda found: found.join(_AGREEMENT, _AGREEMENT.id == Goal.agreement_id).join(
            Staff, Staff.id == _AGREEMENT.worker_id
        ),
        _AGREEMENT,
        where=(Goal.settled_on.is_not(None),),
        author=_AGREEMENT.worker_id,
        is_note=True,
    ),
    EntryKind.CAREER: Source(
        CareerPhase,
        DataClass.NOTE,
        {
            **_period(CareerPhase, cast(CareerPhase.stage, String)),
            "who": Staff.display_name,
            "more": CareerPhase.wish,
            "content": CareerPhase.note,
        },
        _with(Staff, CareerPhase.worker_id),
        CareerPhase,
        author=CareerPhase.worker_id,
        is_note=True,
    ),
    EntryKind.EVIDENCE: Source(
        CareerEvidence,
        DataClass.NOTE,
        {
            "happened_on": CareerEvidence.noted_on,
            "opens_id": CareerPhase.id,
            "name": cast(CareerPhase.stage, String),
            "content": CareerEvidence.what,
        },
        lambda found: found.join(CareerPhase, CareerPhase.id == CareerEvidence.phase_id),
        CareerPhase,
        is_note=True,
    ),
    EntryKind.TASK: Source(
        Task,
        DataClass.SESSION,
        {
            "happened_on": Task.done_on,
            "name": cast(Task.state, String),
            "who": Staff.display_name,
            "more": Task.what,
            "content": Task.note,
        },
        _with(Staff, Task.worker_id),
        Task,
        where=(Task.state.in_(CLOSED_STATES), Task.done_on.is_not(None)),
        author=Task.worker_id,
        notes=NOTES,
        is_note=True,
    ),
    EntryKind.CONTACT_ATTEMPT: Source(
        ContactAttempt,
        DataClass.EVICTION,
        {
            "happened_on": ContactAttempt.tried_on,
            "opens_id": EvictionCase.id,
            "name": cast(ContactAttempt.kind, String),
            "more": cast(ContactAttempt.result, String),
            "who": Staff.display_name,
            "content": ContactAttempt.remark,
        },
        _of_case(ContactAttempt, ContactAttempt.staff_id),
        EvictionCase,
        author=ContactAttempt.staff_id,
        notes=frozenset({"content"}),
    ),
    EntryKind.EVICTION_STEP: Source(
        EvictionStep,
        DataClass.EVICTION,
        {
            "happened_on": EvictionStep.taken_on,
            "opens_id": EvictionCase.id,
            "name": cast(EvictionStep.state, String),
            "who": Staff.display_name,
            "content": EvictionStep.reason,
        },
        _of_case(EvictionStep, EvictionStep.staff_id),
        EvictionCase,
        author=EvictionStep.staff_id,
    ),
    EntryKind.REFERRAL: REFERRAL_STEPS,
    EntryKind.MOVED_IN: Source(
        Stay,
        DataClass.STAY,
        _period(Stay, Unit.title_sql(), more=StayReason),
        lambda found: found.join(Unit, Unit.id == Stay.unit_id).outerjoin(
            StayReason, StayReason.id == Stay.reason_id
        ),
        Stay,
    ),
    EntryKind.MOVED_OUT: Source(
        Stay,
        DataClass.STAY,
        {
            "happened_on": Stay.valid_to,
            "name": Unit.title_sql(),
            "more": StayDestination,
        },
        lambda found: found.join(Unit, Unit.id == Stay.unit_id).outerjoin(
            StayDestination, StayDestination.id == Stay.destination_id
        ),
        Stay,
        where=(Stay.valid_to.is_not(None),),
    ),
    EntryKind.RESPONSIBILITY: Source(
        Responsibility,
        DataClass.MASTER,
        _period(
            Responsibility,
            Staff.display_name,
            more=_DEPUTY.display_name,
            until=Responsibility.valid_to,
        ),
        lambda found: found.join(Staff, Staff.id == Responsibility.worker_id).outerjoin(
            _DEPUTY, _DEPUTY.id == Responsibility.deputy_id
        ),
        Responsibility,
    ),
    EntryKind.RESIDENCE: Source(
        ResidenceStatus,
        DataClass.RESIDENCE,
        _period(
            ResidenceStatus,
            ResidenceTitle,
            more=ResidenceStatus.legal_basis,
            until=ResidenceStatus.expires_on,
        ),
        _with(ResidenceTitle, ResidenceStatus.residence_title_id),
        ResidenceStatus,
    ),
    EntryKind.TARGET_GROUP: Source(
        PersonTargetGroup,
        DataClass.RESIDENCE,
        _period(PersonTargetGroup, TargetGroup, more=PersonTargetGroup.reason),
        _with(TargetGroup, PersonTargetGroup.target_group_id),
        PersonTargetGroup,
    ),
    EntryKind.BENEFIT: Source(
        BenefitPeriod,
        DataClass.RESIDENCE,
        _period(BenefitPeriod, BenefitLaw, more=BenefitPeriod.paying_office),
        _with(BenefitLaw, BenefitPeriod.benefit_law_id),
        BenefitPeriod,
    ),
}

"""What the sequence of a person's file is made of: where entries of each kind come from."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Select, String, cast, func, select
from sqlalchemy.orm import aliased

from models.acting import Acting
from models.benefit_period import BenefitPeriod
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
from models.goal_agreement import GoalAgreement
from models.permissions import Action, DataClass
from models.person_target_group import PersonTargetGroup
from models.residence_status import ResidenceStatus
from models.responsibility import Responsibility
from models.staff import Staff
from models.stay import Stay
from models.task import CLOSED_STATES, Task
from models.unit import Unit


class EntryKind(IntEnum):
    """What an entry tells; of two on one day the one with the higher number stands first."""

    BENEFIT = 1
    TARGET_GROUP = 2
    RESIDENCE = 3
    RESPONSIBILITY = 4
    MOVED_OUT = 5
    MOVED_IN = 6
    EVICTION_STEP = 7
    CONTACT_ATTEMPT = 8
    TASK = 9
    AGREEMENT = 10
    TALK = 11


COLUMNS: dict[str, Any] = {
    "opens_id": Integer,
    "happened_on": Date,
    "name": String,
    "more": String,
    "who": String,
    "place": String,
    "minutes": Integer,
    "until": Date,
    "state": String,
    "reason": String,
    "since_last": String,
    "content": String,
    "agreements": String,
}
NOTES = frozenset({"more", "reason", "since_last", "content", "agreements"})


@dataclass(frozen=True)
class Source:
    """Entries of one kind: their columns, the tables beside the first, and whose they are.

    Of the columns in `notes` nothing is read without the right to notes, of a source that
    `is_note` nothing at all. `scope` is the table that says which rows are within reach. A list
    of the office stands for the label of its entry.
    """

    model: Any
    data_class: DataClass
    columns: dict[str, Any]
    joined: Callable[[Select[Any]], Select[Any]]
    scope: Any
    where: tuple[ColumnElement[bool], ...] = ()
    author: Any = None
    notes: frozenset[str] = frozenset()
    is_note: bool = False

    @property
    def person(self) -> Any:
        """The column that names the person."""
        return self.scope.person_id


_DEPUTY = aliased(Staff)


def _period(model: Any, label: Any, **columns: Any) -> dict[str, Any]:
    return {"happened_on": model.valid_from, "opens_id": model.id, "name": label, **columns}


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
            "opens_id": _TALK.id,
            "name": cast(_TALK.kind, String),
            "who": Staff.display_name,
            "place": SessionPlace,
            "minutes": _TALK.minutes,
            "state": func.coalesce(_paper(Document.session_id, _TALK), cast(_TALK.state, String)),
            "more": _TALK.interpreter,
            "reason": _TALK.reason,
            "since_last": _TALK.since_last,
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
    EntryKind.AGREEMENT: Source(
        _AGREEMENT,
        DataClass.SESSION,
        {
            "happened_on": _AGREEMENT.agreed_on,
            "opens_id": _AGREEMENT.id,
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
    EntryKind.TASK: Source(
        Task,
        DataClass.SESSION,
        {
            "happened_on": Task.done_on,
            "opens_id": Task.id,
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
            "opens_id": Stay.id,
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


def kinds_open_to(acting: Acting, may_read_notes: bool) -> frozenset[EntryKind]:
    """The kinds of entries that the acting person may read at all."""
    return frozenset(
        kind
        for kind, source in SOURCES.items()
        if acting.may(Action.READ, source.data_class) and (may_read_notes or not source.is_note)
    )

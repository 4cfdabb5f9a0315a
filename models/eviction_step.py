"""How an eviction case moves from state to state, and what each state has to know (rules 1.7)."""

from collections.abc import Iterator
from datetime import date
from enum import auto
from typing import TYPE_CHECKING

from sqlalchemy import Enum, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.acting import acting
from models.base import Broken, Line, Record, RulesBroken, msg
from models.choice import Choice
from models.eviction_facts import AvertedHow
from models.permissions import DataClass, Role
from models.staff import Staff

if TYPE_CHECKING:
    from models.eviction_case import EvictionCase


class EvictionState(Choice):
    THREATENED = auto()
    NOTICE_GIVEN = auto()
    CLAIM_PENDING = auto()
    TITLE = auto()
    EVICTION_SCHEDULED = auto()
    EVICTED = auto()
    AVERTED = auto()
    AGREED = auto()
    WITHDRAWN = auto()
    EMERGENCY_SHELTER = auto()
    AFTERCARE = auto()
    CLOSED = auto()


_S = EvictionState
_SETTLED = frozenset({_S.AVERTED, _S.AGREED, _S.WITHDRAWN})
_REOPENED = frozenset({_S.THREATENED, _S.NOTICE_GIVEN, _S.CLAIM_PENDING})
ENTRY_STATES = frozenset(
    {
        _S.THREATENED,
        _S.NOTICE_GIVEN,
        _S.CLAIM_PENDING,
        _S.TITLE,
        _S.EVICTION_SCHEDULED,
        _S.EVICTED,
    }
)
NEXT_STATES: dict[EvictionState, frozenset[EvictionState]] = {
    _S.THREATENED: frozenset({_S.NOTICE_GIVEN, _S.CLAIM_PENDING, _S.AVERTED, _S.AGREED, _S.CLOSED}),
    _S.NOTICE_GIVEN: _SETTLED | {_S.CLAIM_PENDING},
    _S.CLAIM_PENDING: _SETTLED | {_S.TITLE},
    _S.TITLE: _SETTLED | {_S.EVICTION_SCHEDULED},
    _S.EVICTION_SCHEDULED: _SETTLED | {_S.EVICTION_SCHEDULED, _S.EVICTED},
    _S.EVICTED: frozenset({_S.EMERGENCY_SHELTER, _S.AFTERCARE}),
    _S.EMERGENCY_SHELTER: frozenset({_S.AFTERCARE, _S.EMERGENCY_SHELTER, _S.CLOSED}),
    _S.AVERTED: _REOPENED | {_S.AFTERCARE},
    _S.AGREED: _REOPENED | {_S.AFTERCARE},
    _S.WITHDRAWN: _REOPENED | {_S.AFTERCARE},
    _S.AFTERCARE: frozenset({_S.CLOSED, _S.THREATENED}),
    _S.CLOSED: frozenset(),
}
# What has to be known on entering a state, besides what the case began with.
NEEDED: dict[EvictionState, tuple[str, ...]] = {
    _S.THREATENED: ("address", "landlord", "source"),
    _S.NOTICE_GIVEN: (
        "notice_kind",
        "notice_dated_on",
        "notice_received_on",
        "cause",
        "arrears",
        "monthly_rent",
    ),
    _S.CLAIM_PENDING: ("court", "court_reference", "filed_on", "arrears", "monthly_rent"),
    _S.TITLE: ("decision_kind", "decided_on", "decision_served_on"),
    _S.EVICTION_SCHEDULED: ("eviction_at", "bailiff", "bailiff_reference", "adult_count"),
    _S.EVICTED: ("evicted_on",),
    _S.EMERGENCY_SHELTER: (
        "shelter_unit",
        "sheltered_from",
        "sheltered_until",
        "shelter_ordered_on",
    ),
    _S.AVERTED: ("averted_how", "averted_on"),
    _S.AGREED: ("agreed_on", "agreement"),
    _S.WITHDRAWN: ("withdrawn_by", "withdrawn_on"),
    _S.AFTERCARE: ("aftercare_from", "aftercare_until", "aftercare_every"),
    _S.CLOSED: ("closed_on", "outcome", "closing_reason"),
}
# What should be found out in a state; a step does not wait for it, for the news may not tell it.
WANTED: dict[EvictionState, tuple[str, ...]] = {
    _S.CLAIM_PENDING: ("served_on",),
    _S.EVICTION_SCHEDULED: ("bailiff_notice_served_on",),
    _S.EVICTED: ("people_present", "goods_place"),
}


class EvictionStep(Record):
    """One move of a case: on which day, by whom, and why where a reason is due."""

    data_class = DataClass.EVICTION
    part_of = ("case", "steps")
    __table_args__ = (Index(None, "case_id", "id"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("eviction_case.id", ondelete="CASCADE"))
    came_from: Mapped[EvictionState | None] = mapped_column(
        Enum(EvictionState, native_enum=False, create_constraint=True, length=40, name="came_from")
    )
    state: Mapped[EvictionState]
    taken_on: Mapped[date]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    reason: Mapped[Line | None]

    case: Mapped["EvictionCase"] = relationship(back_populates="steps")
    staff: Mapped[Staff | None] = relationship()


class StepNotAllowed(RulesBroken):
    """The state machine does not know this step, or not for this person."""


def next_states(case: "EvictionCase") -> list[EvictionState]:
    """Where the case may go from here, in the order of the states; the lead may reopen it."""
    allowed = NEXT_STATES[case.state]
    if case.state is EvictionState.CLOSED and Role.TEAM_LEAD in acting().roles:
        allowed = _REOPENED
    return [state for state in EvictionState if state in allowed]


def check_step(case: "EvictionCase", to: EvictionState, taken_on: date, reason: str | None) -> None:
    """Raises StepNotAllowed for a step that the state machine does not know, RulesBroken with one
    problem for each fact that is missing or stands against it.
    """
    if to not in next_states(case):
        raise StepNotAllowed(Broken("", msg("This step is not possible from here.")))
    problems = [*_missing(case, to, reason), *_misread(case, to)]
    if taken_on > acting().today:
        problems.append(Broken("taken_on", msg("The day lies in the future.")))
    if problems:
        raise RulesBroken(*problems)


def begun(case: "EvictionCase") -> EvictionStep:
    """The first step of a case: in which state the news of it found it."""
    return EvictionStep(
        state=case.state,
        taken_on=case.received_on,
        staff_id=acting().staff_id,
    )


def missing_facts(case: "EvictionCase") -> list[str]:
    """What the present state needs and nobody entered yet: news may arrive late and in parts."""
    asked = (*NEEDED[case.state], *WANTED.get(case.state, ()))
    missing = [field for field in asked if getattr(case, field) in (None, "")]
    return [field for field in missing if field != "served_on" or not case.first_served_on]


def _missing(case: "EvictionCase", to: EvictionState, reason: str | None) -> Iterator[Broken]:
    """Who opens a closed case again says why; the facts are then asked of who works on it."""
    if case.state is EvictionState.CLOSED:
        if not (reason or "").strip():
            yield Broken("reason", msg("Say why the case is opened again."))
        return
    for field in NEEDED[to]:
        if getattr(case, field) in (None, ""):
            yield Broken(field, msg("This is needed for the step."))


def _misread(case: "EvictionCase", to: EvictionState) -> Iterator[Broken]:
    """What common sense gets wrong: paid is not averted everywhere (rules 1.2 and 1.7)."""
    if to is not EvictionState.AVERTED:
        return
    by_money = case.averted_how in (AvertedHow.PAYMENT, AvertedHow.UNDERTAKING)
    if case.state is EvictionState.TITLE and case.averted_how not in (
        AvertedHow.LANDLORD_WAIVER,
        AvertedHow.MOVED,
    ):
        yield Broken(
            "averted_how",
            msg("After a judgment only the landlord's waiver or another flat averts it."),
        )
    if by_money and case.has_ordinary_notice and not case.ordinary_notice_end:
        yield Broken(
            "ordinary_notice_end",
            msg(
                "Payment does not cure the ordinary termination. Say what took it away, or leave "
                "the case open."
            ),
        )
    if case.averted_how is AvertedHow.PAYMENT:
        yield from _paid_in_part(case)
    if case.averted_how is AvertedHow.UNDERTAKING:
        yield from _undertaken_in_part(case)
    if by_money and (end := case.cure_period_end) and case.averted_on and case.averted_on > end:
        yield Broken(
            "averted_on",
            msg("The cure period ended on %(end)s: payment alone no longer averts the eviction."),
            end=end,
        )


def _paid_in_part(case: "EvictionCase") -> Iterator[Broken]:
    """A small shortfall undoes the cure (rules SF-06)."""
    if case.averted_amount is None:
        yield Broken("averted_amount", msg("This is needed for the step."))
    elif case.averted_amount < case.claimed:
        yield Broken(
            "averted_amount",
            msg("%(claimed)s € are open. Even a small shortfall undoes the cure."),
            claimed=case.claimed,
        )


def _undertaken_in_part(case: "EvictionCase") -> Iterator[Broken]:
    """Undertakings count by their receipt, and together for all that is open (rules SF-08)."""
    end = case.cure_period_end
    counting = [one for one in case.undertakings if one.counts]
    in_time = [one for one in counting if end is None or (one.received_on or end) <= end]
    if not counting or sum(one.amount for one in counting) < case.claimed:
        yield Broken(
            "averted_how",
            msg(
                "An undertaking counts once the landlord or his lawyer has received it, for the "
                "whole amount and without conditions."
            ),
        )
    elif sum(one.amount for one in in_time) < case.claimed and end is not None:
        yield Broken(
            "averted_how",
            msg("The undertaking was received after the cure period, which ended on %(end)s."),
            end=end,
        )

"""Referrals counted: to whom, on what, with which result, how long people waited (rules DP-08).

Numbers without a person; who reads no notes is told of fewer than three only that they are few.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from sqlalchemy import ColumnElement, and_, exists, extract, func, select
from sqlalchemy.orm import Session

from models.catalogue import Criterion, PartnerCategory, Topic
from models.counselling_session import MISSED, CounsellingSession
from models.partner import Partner
from models.referral import Referral
from models.referral_step import (
    ENDED,
    ContactWay,
    DeclineReason,
    ReferralResult,
    ReferralState,
    ReferralStep,
)
from models.session_parts import SessionTopic

FEWEST = 3  # smaller numbers could tell of a person


@dataclass(frozen=True)
class ReferralFacts:
    """What the figures need to know of one referral."""

    partner: str
    topic: str
    state: ReferralState
    result: ReferralResult | None
    decline_reason: DeclineReason | None
    referred_on: date
    attended_on: date | None
    booked_on: date | None

    @property
    def seen_on(self) -> date | None:
        """Attended, else the day for which it is booked."""
        return self.attended_on or self.booked_on


@dataclass(frozen=True)
class Line:
    """One organisation or topic; days to the appointment as a median."""

    name: str
    referrals: int
    attended: int
    came_to_nothing: int
    days: float | None


@dataclass(frozen=True)
class ReferralFigures:
    """`calls` are calls for clients and talks together, by criterion."""

    referrals: int
    open: int
    attended: int
    missed: int
    came_to_nothing: int
    days: float | None
    by_partner: tuple[Line, ...] = ()
    by_topic: tuple[Line, ...] = ()
    by_result: tuple[tuple[ReferralResult, int], ...] = ()
    by_reason: tuple[tuple[DeclineReason, int], ...] = ()
    contacts: tuple["CriterionContacts", ...] = ()


@dataclass(frozen=True)
class CriterionContacts:
    """Under one of the 15 criteria: talks on it, and calls made for clients beside them."""

    criterion: str
    talks: int
    calls: int


def referral_figures(session: Session, first: date, last: date) -> ReferralFigures:
    """All referrals of the office that began between two days, both inclusive."""
    facts = _facts(session, Referral.referred_on.between(first, last))
    return figures_of(facts, criterion_contacts(session, first, last))


def of_partner(
    session: Session, partner_id: int, first: date | None = None, last: date | None = None
) -> ReferralFigures:
    """Referrals to one organisation, of all time or between two days."""
    wanted: list[ColumnElement[bool]] = [Referral.partner_id == partner_id]
    if first is not None:
        wanted.append(Referral.referred_on >= first)
    if last is not None:
        wanted.append(Referral.referred_on <= last)
    return figures_of(_facts(session, *wanted))


def told(count: int, sees_notes: bool) -> str:
    """A number, or that it is small, for who reads no more than figures."""
    return str(count) if sees_notes or count == 0 or count >= FEWEST else f"< {FEWEST}"


def years(session: Session, today: date) -> list[int]:
    """Years in which a referral began, the latest first; this year always."""
    first = session.scalar(select(func.min(extract("year", Referral.referred_on))))
    return list(range(today.year, min(int(first or today.year), today.year) - 1, -1))


def figures_of(
    facts: Sequence[ReferralFacts], contacts: tuple[CriterionContacts, ...] = ()
) -> ReferralFigures:
    results = Counter(one.result for one in facts if one.result)
    reasons = Counter(one.decline_reason for one in facts if one.decline_reason)
    whole = _line("", facts)
    return ReferralFigures(
        referrals=whole.referrals,
        open=sum(one.state not in ENDED for one in facts),
        attended=whole.attended,
        missed=sum(one.state is ReferralState.MISSED for one in facts),
        came_to_nothing=whole.came_to_nothing,
        days=whole.days,
        by_partner=_lines(facts, [one.partner for one in facts]),
        by_topic=_lines(facts, [one.topic for one in facts]),
        by_result=tuple((one, results[one]) for one in ReferralResult if results[one]),
        by_reason=tuple((one, reasons[one]) for one in DeclineReason if reasons[one]),
        contacts=contacts,
    )


def _lines(facts: Sequence[ReferralFacts], names: Sequence[str]) -> tuple[Line, ...]:
    """The most frequent first."""
    groups = {name: [one for one, its in zip(facts, names, strict=True) if its == name]
              for name in dict.fromkeys(names)}  # fmt: skip
    lines = [_line(name, group) for name, group in groups.items()]
    return tuple(sorted(lines, key=lambda line: (-line.referrals, line.name)))


def _line(name: str, facts: Sequence[ReferralFacts]) -> Line:
    waits = [(one.seen_on - one.referred_on).days for one in facts if one.seen_on]
    return Line(
        name=name,
        referrals=len(facts),
        attended=sum(one.attended_on is not None for one in facts),
        came_to_nothing=sum(one.state is ReferralState.DECLINED for one in facts),
        days=median(waits) if waits else None,
    )


def _facts(session: Session, *wanted: ColumnElement[bool]) -> list[ReferralFacts]:
    one = Referral
    rows = session.execute(
        select(
            Partner.name, func.coalesce(Topic.title_sql(), ""), one.state, one.result,
            one.decline_reason, one.referred_on, one.attended_on,
            one.booked_on,
        )
        .select_from(one)
        .join(Partner, Partner.id == one.partner_id)
        .outerjoin(Topic, Topic.id == one.topic_id)
        .where(*wanted)
    )  # fmt: skip
    return [ReferralFacts(*row) for row in rows]


def criterion_contacts(session: Session, first: date, last: date) -> tuple[CriterionContacts, ...]:
    """Contacts by criterion between two days (concept 5.2): a talk or call counts once for each.

    A call of the same day as a talk that had the criterion already is part of that talk.
    """
    talks, calls = _talks(session, first, last), _calls(session, first, last)
    order = session.execute(
        select(Criterion.id, Criterion.title_sql()).order_by(Criterion.number)
    ).all()
    return tuple(
        CriterionContacts(name, talks.get(key, 0), calls.get(key, 0))
        for key, name in order
        if key in talks or key in calls
    )


def _talks(session: Session, first: date, last: date) -> dict[int, int]:
    talk = CounsellingSession
    rows = session.execute(
        select(Topic.criterion_id, func.count(talk.id.distinct()))
        .join(SessionTopic, SessionTopic.topic_id == Topic.id)
        .join(talk, talk.id == SessionTopic.session_id)
        .where(talk.held_on.between(first, last), talk.kind.not_in(MISSED))
        .group_by(Topic.criterion_id)
    )
    return {key: count for key, count in rows}


def _calls(session: Session, first: date, last: date) -> dict[int, int]:
    """Calls of the office for a client, by the referral's topic, else the organisation's kind."""
    step, one, talk = ReferralStep, Referral, CounsellingSession
    of_topic = Topic.__table__.alias("topic_of_talk")
    criterion = func.coalesce(Topic.criterion_id, PartnerCategory.criterion_id)
    is_told_by_talk = exists().where(
        and_(
            talk.id == one.session_id,
            talk.held_on == step.taken_on,
            SessionTopic.session_id == talk.id,
            of_topic.c.id == SessionTopic.topic_id,
            of_topic.c.criterion_id == criterion,
        )
    )
    rows = session.execute(
        select(criterion, func.count(step.id))
        .select_from(step)
        .join(one, one.id == step.referral_id)
        .join(Partner, Partner.id == one.partner_id)
        .join(PartnerCategory, PartnerCategory.id == Partner.category_id)
        .outerjoin(Topic, Topic.id == one.topic_id)
        .where(
            step.way == ContactWay.PHONE,
            step.taken_on.between(first, last),
            criterion.is_not(None),
            ~is_told_by_talk,
        )
        .group_by(criterion)
    )
    return {key: count for key, count in rows}

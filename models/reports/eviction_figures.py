"""Figures of a year's eviction cases: where the news came from, what became of them, how fast."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import auto
from statistics import median

from sqlalchemy import case, extract, func, select

from models.acting import Acting
from models.base import db
from models.catalogue import EvictionSource
from models.choice import Choice
from models.contact_attempt import ContactAttempt
from models.eviction_case import EvictionCase
from models.eviction_step import EvictionState

YEARS = 8  # shown side by side
_KEPT = frozenset({EvictionState.AVERTED, EvictionState.AGREED, EvictionState.WITHDRAWN})


class Fate(Choice):
    """What became of a case so far."""

    OPEN = auto()
    HOME_KEPT = auto()
    HOME_LOST = auto()
    ENDED_OTHERWISE = auto()


@dataclass(frozen=True)
class CaseFacts:
    """What the figures need to know of one case."""

    received_on: date
    source: str
    state: EvictionState
    evicted_on: date | None
    kept_on: date | None  # averted, agreed or withdrawn
    adults: int
    minors: int
    first_tried_on: date | None

    @property
    def fate(self) -> Fate:
        if self.evicted_on:
            return Fate.HOME_LOST
        if self.kept_on:
            return Fate.HOME_KEPT
        return Fate.ENDED_OTHERWISE if self.state is EvictionState.CLOSED else Fate.OPEN


@dataclass(frozen=True)
class Month:
    first_day: date
    received: int
    kept: int
    lost: int


@dataclass(frozen=True)
class Year:
    """All cases that were received in a year, and what became of them so far."""

    year: int
    received: int
    kept: int
    lost: int


@dataclass(frozen=True)
class EvictionFigures:
    """Cases that were received in one year; the share is 0 to 1, None while nothing is decided."""

    year: int
    cases: int
    by_source: tuple[tuple[str, int], ...]
    by_state: tuple[tuple[EvictionState, int], ...]
    by_fate: tuple[tuple[Fate, int], ...]
    kept_share: float | None
    adults: int
    minors: int
    days_to_contact: float | None  # median from the news to the first attempt
    same_day: int  # cases with an attempt on the day of the news
    without_attempt: int
    months: tuple[Month, ...]
    years: tuple[Year, ...] = ()  # beside this one, the latest first


def eviction_figures(acting: Acting, year: int) -> EvictionFigures:
    return replace(figures_of(year, _facts(acting, year)), years=_years(acting))


def _years(acting: Acting) -> tuple[Year, ...]:
    """The last years side by side, in one statement."""
    model, number = EvictionCase, extract("year", EvictionCase.received_on)
    kept_on = func.coalesce(model.averted_on, model.agreed_on, model.withdrawn_on)
    is_lost = model.evicted_on.is_not(None)
    rows = db.session.execute(
        select(
            number,
            func.count(),
            func.sum(case((~is_lost & kept_on.is_not(None), 1), else_=0)),
            func.sum(case((is_lost, 1), else_=0)),
        )
        .where(model.visible_to(acting))
        .group_by(number)
        .order_by(number.desc())
        .limit(YEARS)
    )
    return tuple(Year(*map(int, row)) for row in rows)


def years(acting: Acting) -> list[int]:
    """Years in which a case was received, the latest first; this year always."""
    visible = select(func.min(EvictionCase.received_on)).where(EvictionCase.visible_to(acting))
    first = db.session.scalar(visible) or acting.today
    return list(range(acting.today.year, min(first, acting.today).year - 1, -1))


def _facts(acting: Acting, year: int) -> list[CaseFacts]:
    model = EvictionCase
    label = EvictionSource.title_sql()
    source = select(label).where(EvictionSource.id == model.source_id).scalar_subquery()
    tried = (
        select(func.min(ContactAttempt.tried_on))
        .where(ContactAttempt.case_id == model.id)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(
            model.received_on,
            func.coalesce(source, ""),
            model.state,
            model.evicted_on,
            func.coalesce(model.averted_on, model.agreed_on, model.withdrawn_on),
            model.adult_count,
            model.minor_count,
            tried,
        ).where(
            model.visible_to(acting),
            model.received_on.between(date(year, 1, 1), date(year, 12, 31)),
        )
    )
    return [CaseFacts(*row) for row in rows]


def figures_of(year: int, facts: Sequence[CaseFacts]) -> EvictionFigures:
    """The figures of these cases, which all belong to the year."""
    fates = Counter(case.fate for case in facts)
    states = Counter(case.state for case in facts)
    decided = fates[Fate.HOME_KEPT] + fates[Fate.HOME_LOST]
    waits = [(case.first_tried_on - case.received_on).days for case in facts if case.first_tried_on]
    return EvictionFigures(
        year=year,
        cases=len(facts),
        by_source=tuple(Counter(case.source for case in facts).most_common()),
        by_state=tuple((state, states[state]) for state in EvictionState if states[state]),
        by_fate=tuple((fate, fates[fate]) for fate in Fate if fates[fate]),
        kept_share=fates[Fate.HOME_KEPT] / decided if decided else None,
        adults=sum(case.adults for case in facts),
        minors=sum(case.minors for case in facts),
        days_to_contact=median(waits) if waits else None,
        same_day=sum(wait <= 0 for wait in waits),
        without_attempt=len(facts) - len(waits),
        months=tuple(_month(date(year, number, 1), facts) for number in range(1, 13)),
    )


def _month(first_day: date, facts: Sequence[CaseFacts]) -> Month:
    """Received, kept and lost by the month of the news."""
    mine = [case for case in facts if case.received_on.month == first_day.month]
    fates = Counter(case.fate for case in mine)
    return Month(first_day, len(mine), fates[Fate.HOME_KEPT], fates[Fate.HOME_LOST])

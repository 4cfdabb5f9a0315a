"""What must be known before anybody relies on a date of an eviction case (rules SF-09, EN-01)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import auto

from sqlalchemy.orm import Session

from models.choice import Choice
from models.eviction_case import EvictionCase
from models.eviction_step import EvictionState
from models.rules.deadlines import deadline
from models.rules.enforcement import OddTime, odd_times

CURE_AHEAD = frozenset(
    {EvictionState.THREATENED, EvictionState.NOTICE_GIVEN, EvictionState.CLAIM_PENDING}
)


class Caution(Choice):
    EVICTION_ON_SUNDAY = auto()
    EVICTION_ON_HOLIDAY = auto()
    EVICTION_AT_NIGHT = auto()
    EVICTION_TOO_EARLY = auto()
    SECOND_CURE = auto()


ODD = {
    OddTime.SUNDAY: Caution.EVICTION_ON_SUNDAY,
    OddTime.HOLIDAY: Caution.EVICTION_ON_HOLIDAY,
    OddTime.NIGHT: Caution.EVICTION_AT_NIGHT,
}


@dataclass(frozen=True)
class Told:
    """One caution, and the day it speaks of."""

    caution: Caution
    day: date


def cautions(case: EvictionCase, session: Session) -> list[Told]:
    """Warnings, not refusals: the facts may be right all the same."""
    return [*_of_cure(case, session), *_of_eviction(case)]


def _of_cure(case: EvictionCase, session: Session) -> Iterator[Told]:
    if case.state in CURE_AHEAD and (earlier := case.cured_before(session)):
        yield Told(Caution.SECOND_CURE, earlier.averted_on or earlier.received_on)


def _of_eviction(case: EvictionCase) -> Iterator[Told]:
    if case.state is not EvictionState.EVICTION_SCHEDULED or case.eviction_at is None:
        return
    day = case.eviction_at.date()
    for odd in odd_times(case.eviction_at):
        yield Told(ODD[odd], day)
    if case.bailiff_notice_served_on:
        earliest = deadline("FRUEHESTER_RAEUMUNGSTERMIN", case.bailiff_notice_served_on)
        if day < earliest.nominal_end:
            yield Told(Caution.EVICTION_TOO_EARLY, earliest.nominal_end)

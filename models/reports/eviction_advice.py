"""The next sensible step of an eviction case, by phase (rules 1.2 to 1.7)."""

from collections.abc import Iterator
from datetime import date
from enum import auto

from models.choice import Choice
from models.contact_attempt import AttemptResult
from models.eviction_case import EvictionCase
from models.eviction_step import EvictionState


class Advice(Choice):
    MAKE_CONTACT = auto()
    TRY_AGAIN = auto()
    FIND_SERVICE_DAY = auto()
    GET_UNDERTAKING = auto()
    NEGOTIATE = auto()
    WATCH_ORDINARY_NOTICE = auto()
    DEFEND = auto()
    TAKE_OVER_ARREARS = auto()
    OBJECT_TO_DEFAULT = auto()
    CHECK_APPEAL = auto()
    EXTEND_PERIOD = auto()
    SEARCH_FLAT = auto()
    PREPARE_PLACES = auto()
    ASK_PROTECTION = auto()
    PLACE_PEOPLE = auto()
    HELP_PLAN = auto()
    PLAN_AFTERCARE = auto()
    KEEP_CONTACT = auto()


def advice(case: EvictionCase, today: date) -> list[Advice]:
    """What to do now, the most urgent first."""
    phases = {
        EvictionState.THREATENED: _threatened,
        EvictionState.NOTICE_GIVEN: _threatened,
        EvictionState.CLAIM_PENDING: _in_court,
        EvictionState.TITLE: _with_title,
        EvictionState.EVICTION_SCHEDULED: _before_eviction,
    }
    later = {
        EvictionState.EVICTED: [Advice.PLACE_PEOPLE],
        EvictionState.EMERGENCY_SHELTER: [Advice.HELP_PLAN, Advice.SEARCH_FLAT],
        EvictionState.AVERTED: [Advice.PLAN_AFTERCARE],
        EvictionState.AGREED: [Advice.PLAN_AFTERCARE],
        EvictionState.WITHDRAWN: [Advice.PLAN_AFTERCARE],
        EvictionState.AFTERCARE: [Advice.KEEP_CONTACT],
    }
    if phase := phases.get(case.state):
        return [*_contact(case), *phase(case, today)]
    return later.get(case.state, [])


def _contact(case: EvictionCase) -> Iterator[Advice]:
    if not case.contact_attempts:
        yield Advice.MAKE_CONTACT
    elif all(one.result is not AttemptResult.REACHED for one in case.contact_attempts):
        yield Advice.TRY_AGAIN


def _threatened(case: EvictionCase, today: date) -> Iterator[Advice]:
    yield Advice.TAKE_OVER_ARREARS


def _in_court(case: EvictionCase, today: date) -> Iterator[Advice]:
    if case.first_served_on is None:
        yield Advice.FIND_SERVICE_DAY
    end = case.cure_period_end
    has_undertaking = any(one.counts for one in case.undertakings)
    if end is not None and end < today:
        yield Advice.NEGOTIATE
    elif not has_undertaking:
        yield Advice.GET_UNDERTAKING
    if case.has_ordinary_notice and not case.ordinary_notice_end:
        yield Advice.WATCH_ORDINARY_NOTICE
    if "VERTEIDIGUNGSANZEIGE" in _to_keep(case, today):
        yield Advice.DEFEND


def _with_title(case: EvictionCase, today: date) -> Iterator[Advice]:
    to_keep = _to_keep(case, today)
    if "EINSPRUCH_VERSAEUMNISURTEIL" in to_keep:
        yield Advice.OBJECT_TO_DEFAULT
    if "BERUFUNG" in to_keep:
        yield Advice.CHECK_APPEAL
    if "RAEUMUNGSFRIST_VERLAENGERUNG" in to_keep:
        yield Advice.EXTEND_PERIOD
    yield Advice.SEARCH_FLAT


def _to_keep(case: EvictionCase, today: date) -> set[str]:
    return {row.rule for row in case.current_deadlines if row.is_to_keep(case.state, today)}


def _before_eviction(case: EvictionCase, today: date) -> Iterator[Advice]:
    yield Advice.PREPARE_PLACES
    yield Advice.ASK_PROTECTION

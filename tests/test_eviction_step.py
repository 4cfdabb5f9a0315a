"""Steps of an eviction case: the state machine, its facts, its deadlines and what is to be done."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from models import Undertaking
from models.acting import Acting, acting_as
from models.base import RulesBroken
from models.catalogue import EvictionSource
from models.eviction_facts import (
    AvertedHow,
    NoticeKind,
    OrdinaryNoticeEnd,
)
from models.eviction_step import (
    NEEDED,
    NEXT_STATES,
    EvictionState,
    StepNotAllowed,
    missing_facts,
    next_states,
)
from models.permissions import Role
from models.undertaking import Addressee
from tests.conftest import NOW
from tests.eviction_files import case_in, known_facts
from tests.factories import TODAY, Office

S = EvictionState


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with acting_as(Acting(now=NOW)):
        yield


@pytest.fixture
def facts() -> dict[str, Any]:
    return known_facts()


@pytest.mark.parametrize("to", list(S), ids=str)
@pytest.mark.parametrize("state", list(S), ids=str)
def test_a_case_takes_the_steps_of_the_rules_and_no_others(
    facts: dict[str, Any], state: EvictionState, to: EvictionState
) -> None:
    case = case_in(state, facts)
    if to in NEXT_STATES[state]:
        case.advance(to, TODAY)
        assert (case.state, case.steps[-1].came_from, case.steps[-1].state) == (to, state, to)
    else:
        with pytest.raises(StepNotAllowed):
            case.advance(to, TODAY)
        assert case.state is state


@pytest.mark.parametrize(
    ("state", "to"),
    [
        (S.THREATENED, S.TITLE),
        (S.THREATENED, S.EVICTION_SCHEDULED),
        (S.THREATENED, S.EVICTED),
        (S.THREATENED, S.EMERGENCY_SHELTER),
        (S.CLAIM_PENDING, S.EVICTED),
        (S.CLAIM_PENDING, S.EVICTION_SCHEDULED),
        (S.EVICTED, S.AVERTED),
        *((S.CLOSED, state) for state in S),
        *(
            (state, S.EMERGENCY_SHELTER)
            for state in S
            if state not in (S.EVICTED, S.EMERGENCY_SHELTER)
        ),
    ],
    ids=str,
)
def test_a_step_that_the_rules_forbid_by_name(state: EvictionState, to: EvictionState) -> None:
    assert to not in NEXT_STATES[state]


@pytest.mark.parametrize(
    ("to", "fact"), [(to, fact) for to, facts in NEEDED.items() for fact in facts], ids=str
)
def test_a_step_names_the_fact_that_is_missing(
    facts: dict[str, Any], to: EvictionState, fact: str
) -> None:
    before = next(state for state, allowed in NEXT_STATES.items() if to in allowed)
    case = case_in(before, facts)
    setattr(case, fact, None)
    with pytest.raises(RulesBroken, match=f"{fact}: "):
        case.advance(to, TODAY)
    assert case.state is before


def test_late_news_begins_in_any_entry_state_and_says_what_is_missing(office: Office) -> None:
    case = office.eviction_case(state=S.EVICTION_SCHEDULED, eviction_at=datetime(2026, 12, 1, 9))
    assert missing_facts(case) == ["bailiff", "bailiff_reference", "bailiff_notice_served_on"]
    assert [step.state for step in case.steps] == [S.EVICTION_SCHEDULED]


def test_only_the_lead_opens_a_closed_case_again_and_says_why(
    facts: dict[str, Any],
) -> None:
    case = case_in(S.CLOSED, facts)
    with acting_as(Acting(now=NOW, roles=frozenset({Role.SOCIAL_WORKER}))):
        assert next_states(case) == []
    with acting_as(Acting(now=NOW, roles=frozenset({Role.TEAM_LEAD}))):
        with pytest.raises(RulesBroken, match="reason: "):
            case.advance(S.CLAIM_PENDING, TODAY)
        case.advance(S.CLAIM_PENDING, TODAY, "Raten nicht gezahlt")
    assert case.steps[-1].reason == "Raten nicht gezahlt"


def test_paid_is_not_averted_while_an_ordinary_notice_stands(facts: dict[str, Any]) -> None:
    given = {**facts, "notice_kind": NoticeKind.BOTH, "averted_how": AvertedHow.PAYMENT}
    case = case_in(S.CLAIM_PENDING, given)
    with pytest.raises(RulesBroken, match="ordinary_notice_end: "):
        case.advance(S.AVERTED, TODAY)
    case.ordinary_notice_end = OrdinaryNoticeEnd.TENANCY_CONTINUED
    case.advance(S.AVERTED, TODAY)
    assert case.state is S.AVERTED


def test_after_a_judgment_payment_averts_nothing(facts: dict[str, Any]) -> None:
    case = case_in(S.TITLE, {**facts, "averted_how": AvertedHow.PAYMENT})
    with pytest.raises(RulesBroken, match="averted_how: "):
        case.advance(S.AVERTED, TODAY)


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ({"received_on": TODAY, "is_unconditional": True}, True),
        ({"received_on": TODAY, "is_unconditional": False}, False),
        ({"sent_on": TODAY, "is_unconditional": True}, False),  # sent is not received
        (
            {"received_on": TODAY, "is_unconditional": True, "addressee": Addressee.COURT},
            False,
        ),
    ],
)
def test_an_undertaking_counts_when_the_landlord_has_it(
    facts: dict[str, Any], values: dict[str, Any], counts: bool
) -> None:
    case = case_in(S.CLAIM_PENDING, {**facts, "averted_how": AvertedHow.UNDERTAKING})
    case.undertakings.append(Undertaking(body="Jobcenter ME-aktiv", amount=Decimal(2340), **values))
    if counts:
        case.advance(S.AVERTED, TODAY)
    else:
        with pytest.raises(RulesBroken, match="averted_how: "):
            case.advance(S.AVERTED, TODAY)


@pytest.mark.parametrize(
    ("served_on", "is_in_time"),
    [
        (date(2026, 9, 21), True),  # ends on Saturday the 21st, so on Monday
        (date(2026, 9, 19), False),  # ended on Thursday
    ],
)
def test_payment_averts_until_the_legal_end_of_the_cure_period(
    facts: dict[str, Any], served_on: date, is_in_time: bool
) -> None:
    days = {"filed_on": date(2026, 9, 14), "served_on": served_on}
    given = {**facts, **days, "averted_how": AvertedHow.PAYMENT, "averted_on": TODAY}
    case = case_in(S.CLAIM_PENDING, given)
    if is_in_time:
        case.advance(S.AVERTED, TODAY)
    else:
        with pytest.raises(RulesBroken, match="averted_on: "):
            case.advance(S.AVERTED, TODAY)


def test_a_cure_works_once_in_two_years(office: Office, facts: dict[str, Any]) -> None:
    person, source = office.person(), office.entry(EvictionSource)
    given = {**facts, "person": person, "source": source, "cause": None, "shelter_unit": None}
    given["averted_how"] = AvertedHow.PAYMENT
    office.eviction_case(
        received_on=date(2026, 1, 5),
        **{
            **given,
            **dict.fromkeys(("filed_on", "served_on", "decided_on", "decision_served_on")),
            "eviction_at": None,
            "notice_dated_on": None,
            "notice_received_on": date(2025, 12, 1),
        },
    )
    with pytest.raises(RulesBroken, match="averted_how: "):
        office.eviction_case(received_on=date(2026, 9, 22), **given)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("served_on", {"filed_on": date(2026, 9, 21), "served_on": date(2026, 9, 20)}),
        ("decided_on", {"served_on": date(2026, 9, 21), "decided_on": date(2026, 9, 20)}),
        ("eviction_at", {"decided_on": TODAY, "eviction_at": datetime(2026, 11, 22, 9)}),
        ("filed_on", {"notice_received_on": TODAY, "filed_on": date(2026, 11, 20)}),
        ("vacate_by_on", {"decided_on": TODAY, "vacate_by_on": date(2026, 11, 22)}),
        ("decided_on", {"decided_on": date(2026, 11, 24)}),
    ],
)
def test_days_out_of_order_are_refused_with_a_sentence(
    office: Office, field: str, values: dict[str, Any]
) -> None:
    with pytest.raises(RulesBroken, match=f"{field}: "):
        office.eviction_case(**values)

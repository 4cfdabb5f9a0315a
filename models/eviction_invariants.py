"""What cannot be true of an eviction case, whichever way its facts came in (rules 1.7)."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from models.base import Broken, msg
from models.eviction_facts import AvertedHow
from models.eviction_step import ENTRY_STATES
from models.rules.amounts import is_exact

if TYPE_CHECKING:
    from models.eviction_case import EvictionCase

_TO_NOTICE = ("tenancy_since", "notice_dated_on", "notice_received_on")
_TO_CLAIM = (*_TO_NOTICE[1:], "filed_on", "served_on")
_TO_TITLE = (*_TO_CLAIM, "decided_on")
# A day lies on or after every one of these that is known; the last one is the nearest.
NOT_BEFORE: dict[str, tuple[str, ...]] = {
    "notice_dated_on": _TO_NOTICE[:1],
    "notice_received_on": _TO_NOTICE[:2],
    "filed_on": _TO_CLAIM[:2],
    "served_on": _TO_CLAIM[:3],
    "hearing_at": _TO_CLAIM[2:],
    "decided_on": _TO_CLAIM,
    "decision_served_on": _TO_TITLE,
    "vacate_by_on": _TO_TITLE,
    "final_on": _TO_TITLE,
    "bailiff_notice_served_on": _TO_TITLE,
    "eviction_at": (*_TO_TITLE, "bailiff_notice_served_on"),
    "evicted_on": _TO_TITLE,
    "sheltered_from": _TO_TITLE,
    "sheltered_until": ("sheltered_from",),
    "aftercare_until": ("aftercare_from",),
}
# What has happened when it is entered; the others may lie ahead.
PAST_FACTS = (
    "received_on",
    "filed_on",
    "served_on",
    "tenancy_since",
    "notice_dated_on",
    "notice_received_on",
    "decided_on",
    "decision_served_on",
    "bailiff_notice_served_on",
    "evicted_on",
    "averted_on",
    "agreed_on",
    "withdrawn_on",
    "closed_on",
)
AMOUNTS = ("monthly_rent", "arrears", "compensation", "averted_amount")


def broken_facts(case: "EvictionCase", today: date, session: Session) -> Iterator[Broken]:
    """Each fact that stands against another, with a sentence for the field of the later one."""
    yield from _out_of_order(case)
    for field in PAST_FACTS:
        day = getattr(case, field)
        if day and day > today:
            yield Broken(field, msg("The day lies in the future."))
    yield from _impossible_numbers(case)
    is_cured = case.averted_how in (AvertedHow.PAYMENT, AvertedHow.UNDERTAKING)
    if is_cured and (earlier := case.cured_before(session)):
        yield Broken(
            "averted_how",
            msg("Payment cures once in two years; it did on %(day)s."),
            day=earlier.averted_on or earlier.received_on,
        )
    if case.id is None and case.state and case.state not in ENTRY_STATES:
        yield Broken("state", msg("A case cannot begin in this state."))


def _out_of_order(case: "EvictionCase") -> Iterator[Broken]:
    for later, earlier in NOT_BEFORE.items():
        second = _day(getattr(case, later))
        known = [(name, _day(getattr(case, name))) for name in earlier]
        passed = [(name, first) for name, first in known if first and second and second < first]
        if not passed:
            continue
        name, first = passed[-1]
        if (name, later) == ("filed_on", "served_on"):
            yield Broken(later, msg("A claim cannot be served before it was filed."))
        else:
            yield Broken(later, msg("This day lies before an earlier step: %(day)s."), day=first)


def _impossible_numbers(case: "EvictionCase") -> Iterator[Broken]:
    for field in AMOUNTS:
        amount = getattr(case, field)
        if amount is not None and amount < 0:
            yield Broken(field, msg("An amount cannot be negative."))
        if amount is not None and not is_exact(amount):
            yield Broken(field, msg("An amount has two decimals at most."))
    for field in ("adult_count", "minor_count"):
        if (getattr(case, field) or 0) < 0:
            yield Broken(field, msg("A number of persons cannot be negative."))


def _day(moment: date | datetime | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment

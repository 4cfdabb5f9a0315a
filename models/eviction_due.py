"""The day that an eviction case works to next."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from models.eviction_step import EvictionState
from models.rules.urgency import RED

if TYPE_CHECKING:
    from models.eviction_case import EvictionCase

Due = tuple[date | None, str | None]
_S = EvictionState
INSTALMENT = "instalment"
# Days of a state that somebody has to see to, even when they have passed.
KEPT: dict[EvictionState, str] = {
    _S.EVICTION_SCHEDULED: "eviction_at",
    _S.EMERGENCY_SHELTER: "sheltered_until",
    _S.AFTERCARE: "aftercare_until",
}
# Days of a state that nothing can be done about once they have passed.
AHEAD: dict[EvictionState, str] = {
    _S.NOTICE_GIVEN: "tenancy_ends_on",
    _S.CLAIM_PENDING: "hearing_at",
    _S.TITLE: "vacate_by_on",
}


def next_due(case: "EvictionCase", today: date) -> Due:
    """The day that is to be kept next, and which one it is: a deadline's code or a field.

    What lapsed makes room. What is late and can be made up for goes before all but the days of
    this week, so that it hides none of them.
    """

    def order(due: tuple[date, str]) -> tuple[bool, date, str]:
        return not 0 <= (due[0] - today).days <= RED, *due

    return min(_days(case, today), key=order, default=(None, None))


def _days(case: "EvictionCase", today: date) -> Iterator[tuple[date, str]]:
    for row in case.deadlines:
        if row.is_to_keep(case.state, today):
            yield row.due_on, row.rule
    if day := _day(case, KEPT.get(case.state)):
        yield day, KEPT[case.state]
    if (day := _day(case, AHEAD.get(case.state))) and day >= today:
        yield day, AHEAD[case.state]
    if case.state is EvictionState.AGREED:
        yield from ((one.due_on, INSTALMENT) for one in case.instalments if not one.paid_on)


def _day(case: "EvictionCase", field: str | None) -> date | None:
    moment = getattr(case, field) if field else None
    return moment.date() if isinstance(moment, datetime) else moment

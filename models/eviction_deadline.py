"""The deadlines of an eviction case: computed from its facts, kept when a fact changes."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.acting import acting
from models.base import Broken, Line, Record, msg
from models.eviction_facts import DecisionKind
from models.eviction_step import EvictionState
from models.permissions import DataClass
from models.rules.deadlines import RULES, Deadline, deadline

if TYPE_CHECKING:
    from models.eviction_case import EvictionCase

CURE = "SCHONFRIST"
DEFENCE = "VERTEIDIGUNGSANZEIGE"
_WITH_TITLE = frozenset({EvictionState.TITLE, EvictionState.EVICTION_SCHEDULED})
_AFTERWARDS = frozenset({EvictionState.EVICTED, EvictionState.EMERGENCY_SHELTER})
# In which states a deadline still has to be kept; caps and plausibility checks never have to.
PENDING_IN: dict[str, frozenset[EvictionState]] = {
    CURE: frozenset({EvictionState.CLAIM_PENDING}),
    DEFENCE: frozenset({EvictionState.CLAIM_PENDING}),
    "EINSPRUCH_VERSAEUMNISURTEIL": _WITH_TITLE,
    "BERUFUNG": _WITH_TITLE,
    "BERUFUNGSBEGRUENDUNG": _WITH_TITLE,
    "RAEUMUNGSFRIST_VERLAENGERUNG": _WITH_TITLE,
    "VOLLSTRECKUNGSSCHUTZ_765A": frozenset({EvictionState.EVICTION_SCHEDULED}),
    "SACHEN_ABFORDERN": _AFTERWARDS,
    "SACHEN_KOSTEN": _AFTERWARDS,
    "UMMELDUNG": _AFTERWARDS,
}
# Whose last day cannot be made up for by acting late; the notice of defence and the registration
# still help afterwards (rules CP-03, CP-15, EN-03).
LAPSING = frozenset(PENDING_IN) - {DEFENCE, "UMMELDUNG"}


class EvictionDeadline(Record):
    """One deadline; a row that was overtaken by a changed fact stays, with the day it ended.

    A day fixed by hand (`fixed_on`) goes before the computed one and outlives every change.
    """

    data_class = DataClass.EVICTION
    part_of = ("case", "deadlines")
    __table_args__ = (Index(None, "case_id", "rule"), Index(None, "conservative_end", "id"))

    case_id: Mapped[int] = mapped_column(ForeignKey("eviction_case.id", ondelete="CASCADE"))
    rule: Mapped[str] = mapped_column(String(40))
    event_on: Mapped[date]
    nominal_end: Mapped[date]
    statutory_end: Mapped[date]
    conservative_end: Mapped[date]
    is_provisional: Mapped[bool] = mapped_column(default=False)  # counted from the filing (SF-04)
    fixed_on: Mapped[date | None]
    fixed_reason: Mapped[Line | None]
    done_on: Mapped[date | None]
    superseded_at: Mapped[datetime | None] = mapped_column(index=True)

    case: Mapped["EvictionCase"] = relationship(back_populates="deadlines")

    @property
    def title(self) -> str:
        return self.rule

    @property
    def due_on(self) -> date:
        """The day to work to."""
        return self.fixed_on or self.conservative_end

    @property
    def basis(self) -> str:
        return RULES[self.rule].basis

    @property
    def is_open(self) -> bool:
        return self.superseded_at is None and self.done_on is None

    @property
    def last_day(self) -> date:
        """By law, or by a court that fixed a later day."""
        return max(self.statutory_end, self.due_on)

    def is_pending(self, state: EvictionState) -> bool:
        """A case in this state has to keep it, unless it lapsed."""
        return self.is_open and state in PENDING_IN.get(self.rule, frozenset())

    def is_lapsed(self, today: date) -> bool:
        """Its last day passed without the act, and nothing is to be caught up with any more.

        Never said of a period that was only counted from the filing: the true one runs longer.
        The notice of defence matters no more once a hearing is fixed (§ 331 (3) ZPO).
        """
        is_moot = self.rule == DEFENCE and self.case.hearing_at is not None
        is_final = self.rule in LAPSING and not self.is_provisional
        last_day = self.last_day
        if self.rule == CURE and (end := self.case.cure_period_end):
            last_day = max(last_day, end)
        return self.is_open and (is_final or is_moot) and last_day < today

    def is_to_keep(self, state: EvictionState, today: date) -> bool:
        """It can still be kept, in time or late."""
        return self.is_pending(state) and not self.is_lapsed(today)

    def fix(self, day: date | None, reason: str | None) -> None:
        """Work to this day and not to the computed one; None: the computed one holds again."""
        self.fixed_on, self.fixed_reason = day, reason
        self.case.settle(acting().today)

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if self.fixed_on and not self.fixed_reason:
            yield Broken("fixed_reason", msg("Say why this day holds and not the computed one."))
        if self.done_on and self.done_on > today:
            yield Broken("done_on", msg("The day lies in the future."))


def events(case: "EvictionCase") -> dict[str, tuple[date, bool]]:
    """Which rules run for the facts of the case: from which day, and whether provisionally."""
    served, decision_served = case.first_served_on, case.decision_served_on
    kind = case.decision_kind
    is_default = kind is DecisionKind.DEFAULT_JUDGMENT
    can_appeal = kind in (DecisionKind.JUDGMENT, DecisionKind.ACKNOWLEDGEMENT)
    is_settlement = kind is DecisionKind.SETTLEMENT
    days = {
        CURE: served or case.filed_on,
        DEFENCE: served,
        "EINSPRUCH_VERSAEUMNISURTEIL": decision_served if is_default else None,
        "BERUFUNG": decision_served if can_appeal else None,
        "BERUFUNGSBEGRUENDUNG": decision_served if can_appeal else None,
        "RAEUMUNGSFRIST_VERLAENGERUNG": case.vacate_by_on,
        "RAEUMUNGSFRIST_HOECHSTDAUER": case.decided_on if is_settlement else case.final_on,
        "VOLLSTRECKUNGSSCHUTZ_765A": case.eviction_at.date() if case.eviction_at else None,
        "FRUEHESTER_RAEUMUNGSTERMIN": case.bailiff_notice_served_on,
        "SACHEN_ABFORDERN": case.evicted_on,
        "SACHEN_KOSTEN": case.evicted_on,
        "UMMELDUNG": case.sheltered_from,
    }
    return {rule: (day, rule == CURE and not served) for rule, day in days.items() if day}


def refresh_deadlines(case: "EvictionCase") -> None:
    """Bring the deadlines in line with the facts; what was overtaken stays as it was."""
    wanted = events(case)
    current = {row.rule: row for row in case.deadlines if row.superseded_at is None}
    for rule, row in current.items():
        if wanted.get(rule) != (row.event_on, row.is_provisional):
            row.superseded_at = acting().now
    for rule, (day, is_provisional) in wanted.items():
        before = current.get(rule)
        if before is None or before.superseded_at is not None:
            case.deadlines.append(_row(deadline(rule, day), is_provisional, before))


def _row(
    counted: Deadline, is_provisional: bool, before: EvictionDeadline | None
) -> EvictionDeadline:
    return EvictionDeadline(
        rule=counted.rule,
        event_on=counted.event,
        nominal_end=counted.nominal_end,
        statutory_end=counted.statutory_end,
        conservative_end=counted.conservative_end,
        is_provisional=is_provisional,
        fixed_on=before.fixed_on if before else None,
        fixed_reason=before.fixed_reason if before else None,
    )

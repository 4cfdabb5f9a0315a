"""What has to be known of an eviction case, state by state (rules 1.7)."""

from datetime import date, datetime
from decimal import Decimal
from enum import auto
from typing import TYPE_CHECKING

from sqlalchemy import DateTime, ForeignKey, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from models.base import Line, Note
from models.choice import Choice
from models.rules.notice import ordinary_end


class NoticeKind(Choice):
    """Kinds of termination; an ordinary one survives the payment of the arrears (rules SF-11)."""

    EXTRAORDINARY = auto()
    ORDINARY = auto()
    BOTH = auto()


class DecisionKind(Choice):
    """What the landlord can enforce; a settlement to move out is a title too (rules CP-12)."""

    JUDGMENT = auto()
    DEFAULT_JUDGMENT = auto()
    ACKNOWLEDGEMENT = auto()
    SETTLEMENT = auto()


class AvertedHow(Choice):
    PAYMENT = auto()
    UNDERTAKING = auto()
    LANDLORD_WAIVER = auto()
    MOVED = auto()
    OTHER = auto()


class OrdinaryNoticeEnd(Choice):
    """What took away the ordinary termination that no payment cures (rules SF-12)."""

    WITHDRAWN_BY_LANDLORD = auto()
    TENANCY_CONTINUED = auto()
    SETTLED = auto()
    CLAIM_WITHDRAWN = auto()
    CLAIM_DISMISSED = auto()


class EvictionOutcome(Choice):
    HOME_KEPT = auto()
    MOVED_ELSEWHERE = auto()
    SHELTERED = auto()
    OWN_SOLUTION = auto()
    LEFT_TOWN = auto()
    NO_CONTACT = auto()
    UNFOUNDED = auto()


class EvictionFacts:
    """Mixin: the facts by state; times of day are those of the office's wall clock."""

    if TYPE_CHECKING:
        id: Mapped[int]
        received_on: Mapped[date]
        arrears: Mapped[Decimal | None]
        compensation: Mapped[Decimal | None]

    # notice
    notice_kind: Mapped[NoticeKind | None]
    notice_dated_on: Mapped[date | None]
    notice_received_on: Mapped[date | None]
    tenancy_since: Mapped[date | None]
    # title
    decision_kind: Mapped[DecisionKind | None]
    decided_on: Mapped[date | None]
    decision_served_on: Mapped[date | None]
    vacate_by_on: Mapped[date | None]  # last day of the period granted by the court
    final_on: Mapped[date | None]
    # eviction date
    eviction_at: Mapped[datetime | None] = mapped_column(DateTime(), index=True)
    bailiff: Mapped[Line | None]
    bailiff_reference: Mapped[str | None] = mapped_column(String(60))
    bailiff_notice_served_on: Mapped[date | None]
    # eviction
    evicted_on: Mapped[date | None]
    goods_place: Mapped[Line | None]
    people_present: Mapped[Line | None]
    # emergency shelter
    sheltered_from: Mapped[date | None]
    sheltered_until: Mapped[date | None]  # end of the order, or the day on which it is looked at
    shelter_ordered_on: Mapped[date | None]
    # averted, agreed, withdrawn
    averted_how: Mapped[AvertedHow | None]
    averted_on: Mapped[date | None]  # the landlord had the money, or the undertaking
    averted_amount: Mapped[Decimal | None]  # EUR
    ordinary_notice_end: Mapped[OrdinaryNoticeEnd | None]
    agreed_on: Mapped[date | None]
    agreement: Mapped[Note | None]
    withdrawn_by: Mapped[Line | None]
    withdrawn_on: Mapped[date | None]
    # aftercare and end
    aftercare_from: Mapped[date | None]
    aftercare_until: Mapped[date | None]
    aftercare_every: Mapped[int | None]  # days between two contacts
    closed_on: Mapped[date | None]
    outcome: Mapped[EvictionOutcome | None]
    closing_reason: Mapped[Line | None]

    @declared_attr
    def shelter_unit_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("unit.id"), index=True)

    @property
    def document_number(self) -> str:
        """Number on the papers of the case, before the two letters of each paper."""
        return f"RF-{self.received_on.year}-{self.id:06d}"

    @property
    def has_ordinary_notice(self) -> bool:
        return self.notice_kind in (NoticeKind.ORDINARY, NoticeKind.BOTH)

    @property
    def tenancy_ends_on(self) -> date | None:
        """When an ordinary termination ends the tenancy (§ 573c BGB)."""
        if not self.has_ordinary_notice or self.notice_received_on is None:
            return None
        return ordinary_end(self.notice_received_on, self.tenancy_since)

    @property
    def claimed(self) -> Decimal:
        """What has to be paid in full for a cure: arrears and compensation (rules SF-06), EUR."""
        return (self.arrears or Decimal(0)) + (self.compensation or Decimal(0))

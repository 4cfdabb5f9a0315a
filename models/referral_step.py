"""The states of a referral, which may follow which, and each step that was taken."""

from dataclasses import dataclass
from datetime import date, time
from enum import auto
from typing import TYPE_CHECKING

from sqlalchemy import Enum, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Line, Record, RulesBroken
from models.choice import Choice
from models.permissions import DataClass
from models.staff import Staff

if TYPE_CHECKING:
    from models.referral import Referral


class ReferralState(Choice):
    ADVISED = auto()
    CONTACTED = auto()
    BOOKED = auto()
    ATTENDED = auto()
    MISSED = auto()
    DECLINED = auto()
    DONE = auto()


class ContactWay(Choice):
    """How the organisation was reached; a call of the office for the client is a contact that
    counts under its criterion (concept 3.2 and 5.2).
    """

    PHONE = auto()
    EMAIL = auto()
    LETTER = auto()
    IN_PERSON = auto()
    BY_CLIENT = auto()


class TransferBasis(Choice):
    """On which ground data go to the organisation (§ 67d SGB X; rules CO-05)."""

    NONE = auto()
    CONSENT = auto()
    LAW = auto()


class ReferralResult(Choice):
    SOLVED = auto()
    IN_CARE = auto()
    PARTLY = auto()
    NO_HELP = auto()


class DeclineReason(Choice):
    CLIENT_DECLINED = auto()
    NO_PLACE = auto()
    NOT_RESPONSIBLE = auto()
    OTHER = auto()


_S = ReferralState
_BEGUN = frozenset({_S.CONTACTED, _S.BOOKED})
NEXT_STATES: dict[ReferralState, frozenset[ReferralState]] = {
    _S.ADVISED: _BEGUN | {_S.ATTENDED, _S.DECLINED, _S.DONE},
    _S.CONTACTED: _BEGUN | {_S.ATTENDED, _S.DECLINED, _S.DONE},
    _S.BOOKED: frozenset({_S.BOOKED, _S.ATTENDED, _S.MISSED, _S.DECLINED}),
    _S.ATTENDED: frozenset({_S.BOOKED, _S.MISSED, _S.DONE}),
    _S.MISSED: _BEGUN | {_S.ATTENDED, _S.DECLINED, _S.DONE},
    _S.DECLINED: _BEGUN,
    _S.DONE: _BEGUN,
}
ENDED = frozenset({_S.DECLINED, _S.DONE})
OPEN_STATES = tuple(state for state in ReferralState if state not in ENDED)
BY_OFFICE = frozenset(ContactWay) - {ContactWay.BY_CLIENT}


class StepNotAllowed(RulesBroken):
    """A referral in this state does not take this step."""


@dataclass(frozen=True)
class Move:
    """What is said of a step: `on` is its day; what the state needs is asked by the referral.

    `is_in_calendar` puts the booked time into the calendar: somebody goes along.
    """

    to: ReferralState
    on: date
    way: ContactWay | None = None
    booked_on: date | None = None
    booked_time: time | None = None
    is_in_calendar: bool = False
    decline_reason: DeclineReason | None = None
    result: ReferralResult | None = None
    note: str = ""
    remind_on: date | None = None


class ReferralStep(Record):
    """One step; what was passed on at that, on which ground, stays as it was then (CO-05)."""

    data_class = DataClass.NOTE
    part_of = ("referral", "steps")
    field_classes = dict.fromkeys(
        ("referral", "came_from", "state", "taken_on", "staff"), DataClass.SESSION
    )
    __table_args__ = (
        Index(None, "referral_id", "id"),
        Index(None, "taken_on", "way"),
    )

    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    came_from: Mapped[ReferralState | None] = mapped_column(
        Enum(ReferralState, native_enum=False, create_constraint=True, length=40, name="came_from")
    )
    state: Mapped[ReferralState]
    taken_on: Mapped[date]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    way: Mapped[ContactWay | None]
    booked_on: Mapped[date | None]
    basis: Mapped[TransferBasis | None]  # where data were passed on
    passed: Mapped[str | None] = mapped_column(String(200))  # names of the items, with commas
    note: Mapped[Line | None]

    referral: Mapped["Referral"] = relationship(back_populates="steps")
    staff: Mapped[Staff | None] = relationship()

    @property
    def passed_items(self) -> tuple[str, ...]:
        return tuple(self.passed.split(",")) if self.passed else ()

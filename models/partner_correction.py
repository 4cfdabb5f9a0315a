"""A correction of a directory entry that somebody proposed, and what became of it."""

from collections.abc import Iterator
from datetime import date, datetime
from enum import auto

from sqlalchemy import ColumnElement, ForeignKey, Index, String, true
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.acting import Acting
from models.base import Broken, Line, Note, Record, msg
from models.choice import Choice
from models.partner import Partner
from models.permissions import Action, DataClass
from models.staff import Staff


class CorrectionState(Choice):
    PROPOSED = auto()
    ACCEPTED = auto()
    REFUSED = auto()


class CorrectionDecided(ValueError):
    """Somebody has accepted or refused it already."""


class PartnerCorrection(Record):
    """`old_value` is what stood there, `new_value` what was typed; both as a form shows them.

    An empty `new_value` says that what stands there is wrong and nothing better is known.
    """

    data_class = DataClass.CORRECTION
    has_history = False
    can_come_back = False
    __table_args__ = (Index(None, "state", "id"),)

    partner_id: Mapped[int] = mapped_column(
        ForeignKey("partner.id", ondelete="CASCADE"), index=True
    )
    field: Mapped[str] = mapped_column(String(60))
    old_value: Mapped[Note | None]
    new_value: Mapped[Note | None]
    note: Mapped[Note | None]
    state: Mapped[CorrectionState] = mapped_column(default=CorrectionState.PROPOSED)
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    decided_at: Mapped[datetime | None]
    reason: Mapped[Line | None]

    partner: Mapped[Partner] = relationship()
    proposed_by: Mapped[Staff | None] = relationship(foreign_keys=proposed_by_id)
    decided_by: Mapped[Staff | None] = relationship(foreign_keys=decided_by_id)

    @property
    def title(self) -> str:
        return self.partner.title if self.partner else ""

    @classmethod
    def visible_to(cls, acting: Acting) -> ColumnElement[bool]:
        """One's own; all of them for those who decide."""
        if acting.may(Action.UPDATE, DataClass.CORRECTION):
            return true()
        return cls.proposed_by_id == acting.staff_id

    def accept(self, acting: Acting) -> None:
        self._decide(CorrectionState.ACCEPTED, acting)

    def refuse(self, reason: str, acting: Acting) -> None:
        self._decide(CorrectionState.REFUSED, acting)
        self.reason = reason

    def _decide(self, state: CorrectionState, acting: Acting) -> None:
        if self.state is not CorrectionState.PROPOSED:
            raise CorrectionDecided
        self.state = state
        self.decided_by_id, self.decided_at = acting.staff_id, acting.now

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if self.state is CorrectionState.REFUSED and not self.reason:
            yield Broken("reason", msg("Say why, so that the proposer understands it."))
        if not self.new_value and not self.note:
            yield Broken("note", msg("Write the right value, or what is wrong about it."))

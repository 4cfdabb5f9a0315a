"""How far the protocol of a talk is: draft, issued, locked with its month (concept 3.2, 5.2)."""

from collections.abc import Iterator
from datetime import date, datetime
from enum import auto
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Broken, msg
from models.choice import Choice
from models.issued import Issuable, before
from models.month_closing import closing_of, hold_month


class SessionState(Choice):
    """A draft is written on; issued, it was printed for signing or signed; locked with a month."""

    DRAFT = auto()
    ISSUED = auto()
    LOCKED = auto()


class SessionProgress(Issuable):
    """Mixin of a talk; its state moves by `issue` and with the closing of its month alone."""

    after_issue = frozenset({"state", "issued_at"})

    if TYPE_CHECKING:
        id: Mapped[int]
        held_on: Mapped[date]

        @property
        def document_number(self) -> str: ...

    state: Mapped[SessionState] = mapped_column(
        CheckConstraint(
            "state = 'LOCKED' OR (state = 'ISSUED') = (issued_at IS NOT NULL)",
            name="state_fits_issue",
        ),
        default=SessionState.DRAFT,
        server_default="DRAFT",
        sort_order=79,
    )

    @property
    def is_changeable(self) -> bool:
        return self.state in (None, SessionState.DRAFT)

    @property
    def was_changeable(self) -> bool:
        return before(self, "state") is SessionState.DRAFT

    def issue(self, now: datetime) -> None:
        """Printed for signing, or signed. A locked draft may still go out, as it stands."""
        super().issue(now)
        if self.state is not SessionState.LOCKED:
            self.state = SessionState.ISSUED

    def lock(self) -> None:
        """Its month was closed."""
        self.state = SessionState.LOCKED

    def unlock(self) -> None:
        """Its month was opened again: a draft is a draft again, what went out stays issued."""
        self.state = SessionState.DRAFT if self.issued_at is None else SessionState.ISSUED

    def why_fixed(self) -> Broken:
        if before(self, "issued_at") is None:
            text = msg("The month of this talk is closed; ask the lead to open it again.")
            return Broken("", text)
        text = msg("The protocol %(number)s was issued and stays as it is. Write an addendum.")
        return Broken("", text, number=self.document_number)

    def broken_states(self, session: Session) -> Iterator[Broken]:
        """Nothing that went out becomes a draft again; a closed month has locked talks alone."""
        is_closed = False
        if self.held_on:
            hold_month(self.held_on, session)
            is_closed = closing_of(self.held_on, session) is not None
        if is_closed and self.state is not SessionState.LOCKED:
            text = msg("%(month)s is closed; the lead can open it again.")
            yield Broken("held_on", text, month=f"{self.held_on:%m/%Y}")
        if self.state is SessionState.LOCKED and not is_closed:
            yield Broken("state", msg("Talks are locked with their month alone."))
        if self.id is None:
            return
        issued_at = before(self, "issued_at")
        if issued_at is not None and self.issued_at != issued_at:
            yield Broken("issued_at", msg("A paper is issued once."))
        if self.issued_at is not None and self.state is SessionState.DRAFT:
            yield Broken("state", msg("What was issued does not become a draft again."))

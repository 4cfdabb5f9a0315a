"""An addendum: how an issued protocol is corrected, on a paper of its own (concept 3.2)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session, relationship

from models.acting import Acting
from models.base import UNNESTED, Broken, Line, Note, Record, day_sql, msg
from models.counselling_session import CounsellingSession
from models.issued import Issuable, before
from models.permissions import DataClass
from models.person import Person
from models.staff import Staff

_FACTS = ("session", "number", "author", "written_on", "issued_at", "document_number", "title")


class SessionAddendum(Issuable, Record):
    """Says what is to be read differently in a protocol, and why; the protocol itself stays.

    Numbered within its talk from 1. Once issued it is as fixed as the protocol; what is wrong in
    it is corrected by the next one.
    """

    data_class = DataClass.NOTE
    access_class = DataClass.SESSION
    field_classes = dict.fromkeys((*_FACTS, "version"), DataClass.SESSION)
    __table_args__ = (
        UniqueConstraint("session_id", "number"),
        CheckConstraint("number > 0", name="number_from_1"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("counselling_session.id"))
    number: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    written_on: Mapped[date] = mapped_column(index=True)
    reason: Mapped[Line]
    text: Mapped[Note]

    session: Mapped[CounsellingSession] = relationship(
        back_populates="addenda", lazy="joined", innerjoin=UNNESTED
    )
    author: Mapped[Staff] = relationship()

    @property
    def document_number(self) -> str:
        """The protocol's number and its own: GP-2026-000123-N1."""
        return f"{self.session.document_number}-N{self.number}"

    @property
    def title(self) -> str:
        return f"{self.session.person.title} · {self.written_on:%d.%m.%Y}"

    @classmethod
    def title_sql(cls, alias: Any = None) -> ColumnElement[str]:
        table = alias or cls
        name = (
            select(Person.title_sql())
            .join(CounsellingSession, CounsellingSession.person_id == Person.id)
            .where(CounsellingSession.id == table.session_id)
            .scalar_subquery()
        )
        return name + " · " + day_sql(table.written_on)

    @classmethod
    def visible_to(cls, acting: Acting) -> ColumnElement[bool]:
        """As far as the talk may be seen."""
        return (
            select(CounsellingSession.id)
            .where(CounsellingSession.id == cls.session_id, CounsellingSession.visible_to(acting))
            .exists()
        )

    def why_fixed(self) -> Broken:
        text = msg("The addendum %(number)s was issued and stays as it is. Write another one.")
        return Broken("", text, number=self.document_number)

    def settle(self, today: date) -> None:
        """The next number of its talk, and the day on which it was written."""
        self.written_on = self.written_on or today
        if self.number is None and self.session is not None:
            self.number = self._last_number() + 1

    def _last_number(self) -> int:
        session = object_session(self)
        if session is None or self.session.id is None:
            return 0
        highest = select(func.max(SessionAddendum.number)).where(
            SessionAddendum.session_id == self.session.id
        )
        return session.scalar(highest) or 0

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if self.session is None:
            return
        if self.id is not None and before(self, "session_id") != self.session.id:
            yield Broken("session", msg("An addendum stays with its protocol."))
        if self.session.is_changeable:
            yield Broken("session", msg("This protocol is still a draft: correct it there."))
        if self.written_on > today or self.written_on < self.session.held_on:
            text = msg("An addendum is written after the talk, at the latest today.")
            yield Broken("written_on", text)
        for field in ("reason", "text"):
            if not (getattr(self, field) or "").strip():
                yield Broken(field, msg("Say what is corrected and why."))

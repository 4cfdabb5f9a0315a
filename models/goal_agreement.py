"""A goal agreement that client and worker both sign (concept 3.1, 3.2).

It is made by consent alone and is voluntary: whoever withdraws or declines has no disadvantage.
A follow-up is a new agreement that names the former one, which stays as it was.
"""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, ForeignKey, Index, false, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.acting import Acting, acting
from models.base import UNNESTED, Broken, Note, Record, day_sql, msg, not_before
from models.counselling_session import CounsellingSession
from models.issued import Issuable
from models.permissions import DataClass
from models.person import Person
from models.responsibility import own_work
from models.staff import Staff

if TYPE_CHECKING:
    from models.goal import Goal

_FACTS = (
    "person",
    "worker",
    "agreed_on",
    "signed_client_on",
    "signed_worker_on",
    "copy_given_on",
    "review_on",
    "reviewed_on",
    "issued_at",
    "has_client_consent",
    "has_office_consent",
    "previous",
    "document_number",
    "title",
    "version",
)


class GoalAgreement(Issuable, Record):
    data_class = DataClass.NOTE
    access_class = DataClass.SESSION
    field_classes = dict.fromkeys(_FACTS, DataClass.SESSION)
    after_issue = frozenset(
        ("signed_client_on", "signed_worker_on", "copy_given_on", "review_on", "reviewed_on")
        + ("has_client_consent", "has_office_consent")
    )
    __table_args__ = (
        Index(None, "agreed_on", "id"),
        Index(None, "person_id", "agreed_on"),
        Index(None, "previous_id", unique=True),  # a chain, never a tree
        *(
            not_before(day, "agreed_on")
            for day in ("signed_client_on", "signed_worker_on", "copy_given_on", "review_on")
        ),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    worker_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("counselling_session.id"), index=True)
    agreed_on: Mapped[date]
    starting_point: Mapped[Note | None]
    review_on: Mapped[date | None] = mapped_column(index=True)
    signed_client_on: Mapped[date | None]
    signed_worker_on: Mapped[date | None]
    copy_given_on: Mapped[date | None]
    has_client_consent: Mapped[bool] = mapped_column(default=False, server_default=false())
    has_office_consent: Mapped[bool] = mapped_column(default=False, server_default=false())
    reviewed_on: Mapped[date | None]
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("goal_agreement.id"))

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=UNNESTED)  # half of the title
    worker: Mapped[Staff] = relationship()
    session: Mapped[CounsellingSession | None] = relationship()
    goals: Mapped[list["Goal"]] = relationship(
        back_populates="agreement", cascade="all, delete-orphan", order_by="Goal.id"
    )
    previous: Mapped["GoalAgreement | None"] = relationship(
        remote_side="GoalAgreement.id", back_populates="follow_up"
    )
    follow_up: Mapped["GoalAgreement | None"] = relationship(
        back_populates="previous", uselist=False
    )

    @property
    def document_number(self) -> str:
        """Number of the printed agreement: year and running number."""
        return f"ZV-{self.agreed_on.year}-{self.id:06d}"

    @property
    def title(self) -> str:
        return f"{self.person.title} · {self.agreed_on:%d.%m.%Y}"

    @classmethod
    def title_sql(cls, alias: Any = None) -> ColumnElement[str]:
        table = alias or cls
        name = select(Person.title_sql()).where(Person.id == table.person_id).scalar_subquery()
        return name + " · " + day_sql(table.agreed_on)

    @property
    def is_consensual(self) -> bool:
        """Both sides agreed; until then it is a proposal (concept 3.1)."""
        return bool(self.has_client_consent and self.has_office_consent)

    @property
    def lacks_copy(self) -> bool:
        """Signed by both, and nobody noted that the client got a copy (concept 3.2)."""
        return bool(self.signed_client_on and self.signed_worker_on and not self.copy_given_on)

    def why_fixed(self) -> Broken:
        text = msg("The agreement %(number)s was issued and stays as it is. Continue it instead.")
        return Broken("", text, number=self.document_number)

    def settle(self, today: date) -> None:
        """Whoever signed has consented; what the client signed is issued."""
        if self.signed_client_on and self.issued_at is None:
            self.issue(acting().now)
        if self.signed_client_on:
            self.has_client_consent = True
        if self.signed_worker_on:
            self.has_office_consent = True

    @classmethod
    def visible_to(cls, acting: Acting) -> ColumnElement[bool]:
        return own_work(cls, acting)

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        for field in ("signed_client_on", "signed_worker_on", "copy_given_on", "reviewed_on"):
            day = getattr(self, field)
            if day and self.agreed_on and day < self.agreed_on:
                yield Broken(field, msg("The day lies before the agreement."))
            if day and day > today:
                yield Broken(field, msg("The day lies in the future."))
        if self.review_on and self.agreed_on and self.review_on < self.agreed_on:
            yield Broken("review_on", msg("The day lies before the agreement."))

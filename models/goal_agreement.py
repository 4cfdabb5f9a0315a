"""A goal agreement that client and worker both sign (concept 3.1, 3.2)."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.acting import Acting
from models.base import UNNESTED, Broken, Note, Record, day_sql, msg, not_before
from models.counselling_session import CounsellingSession
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
    "document_number",
    "title",
    "version",
)


class GoalAgreement(Record):
    data_class = DataClass.NOTE
    access_class = DataClass.SESSION
    field_classes = dict.fromkeys(_FACTS, DataClass.SESSION)
    __table_args__ = (
        Index(None, "agreed_on", "id"),
        Index(None, "person_id", "agreed_on"),
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

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=UNNESTED)  # half of the title
    worker: Mapped[Staff] = relationship()
    session: Mapped[CounsellingSession | None] = relationship()
    goals: Mapped[list["Goal"]] = relationship(
        back_populates="agreement", passive_deletes="all", order_by="Goal.id"
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

    @classmethod
    def visible_to(cls, acting: Acting) -> ColumnElement[bool]:
        return own_work(cls, acting)

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        for field in ("signed_client_on", "signed_worker_on", "copy_given_on"):
            day = getattr(self, field)
            if day and self.agreed_on and day < self.agreed_on:
                yield Broken(field, msg("The day lies before the agreement."))
            if day and day > today:
                yield Broken(field, msg("The day lies in the future."))
        if self.review_on and self.agreed_on and self.review_on < self.agreed_on:
            yield Broken("review_on", msg("The day lies before the agreement."))

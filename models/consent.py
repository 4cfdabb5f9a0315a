"""A person's consent that the office passes named data on to one organisation (rules CO-01 ff.).

Who gives it may withdraw it at any time, for the future; refusing it bars nobody from counselling.
"""

from collections.abc import Iterator
from datetime import date
from enum import auto
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy import ColumnElement, ForeignKey, Index, and_, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.acting import Acting
from models.agreed_data import ITEMS, AgreedData
from models.base import UNNESTED, Broken, Line, Name, Record, day_sql, msg, not_before
from models.choice import Choice
from models.partner import Partner
from models.permissions import DataClass
from models.person import Person
from models.responsibility import own_work
from models.staff import Staff

USUAL_TERM = relativedelta(months=12)


class ConsentForm(Choice):
    WRITTEN = auto()
    ELECTRONIC = auto()
    ORAL = auto()


_FACTS = (
    "person",
    "worker",
    "given_on",
    "valid_until",
    "withdrawn_on",
    "form",
    "document_number",
    "title",
    "version",
)


class Consent(AgreedData, Record):
    """Active from the day it is given to its last day, or until it is withdrawn."""

    data_class = DataClass.NOTE
    access_class = DataClass.SESSION
    field_classes = dict.fromkeys(_FACTS, DataClass.SESSION)
    __table_args__ = (
        Index(None, "person_id", "partner_id"),
        Index(None, "given_on", "id"),
        not_before("valid_until", "given_on"),
        not_before("withdrawn_on", "given_on"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    worker_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)  # released by it
    purpose: Mapped[Line]
    data_note: Mapped[Line | None]  # in words, where the items do not say it closely enough
    given_on: Mapped[date]
    valid_until: Mapped[date]
    withdrawn_on: Mapped[date | None]
    form: Mapped[ConsentForm] = mapped_column(default=ConsentForm.WRITTEN)
    interpreter: Mapped[Name | None]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=UNNESTED)  # half of the title
    partner: Mapped[Partner] = relationship()
    worker: Mapped[Staff] = relationship()

    @property
    def document_number(self) -> str:
        """Number of the paper that is signed: year and running number."""
        return f"EW-{self.given_on.year}-{self.id:06d}"

    @property
    def title(self) -> str:
        return f"{self.person.title} · {self.given_on:%d.%m.%Y}"

    @classmethod
    def title_sql(cls, alias: Any = None) -> ColumnElement[str]:
        table = alias or cls
        name = select(Person.title_sql()).where(Person.id == table.person_id).scalar_subquery()
        return name + " · " + day_sql(table.given_on)

    @classmethod
    def visible_to(cls, acting: Acting) -> ColumnElement[bool]:
        return own_work(cls, acting)

    def is_active_on(self, day: date) -> bool:
        is_withdrawn = self.withdrawn_on is not None and self.withdrawn_on <= day
        return self.given_on <= day <= self.valid_until and not is_withdrawn

    @classmethod
    def active_on(cls, day: date) -> ColumnElement[bool]:
        """The same, asked of rows."""
        return and_(
            cls.given_on <= day,
            cls.valid_until >= day,
            or_(cls.withdrawn_on.is_(None), cls.withdrawn_on > day),
        )

    def settle(self, today: date) -> None:
        """It ends after twelve months, unless another day is said (rules CO-04)."""
        if self.given_on and self.valid_until is None:
            self.valid_until = self.given_on + USUAL_TERM

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        for field in ("given_on", "withdrawn_on"):
            day = getattr(self, field)
            if day and day > today:
                yield Broken(field, msg("The day lies in the future."))
        for field in ("valid_until", "withdrawn_on"):
            day = getattr(self, field)
            if day and self.given_on and day < self.given_on:
                yield Broken(field, msg("The day lies before the consent."))
        if not self.items:
            yield Broken(ITEMS[0], msg("Say which data may be passed on."))
        if self.has_health and self.form is not ConsentForm.WRITTEN:
            text = msg("Consent to pass on health data is given in writing (§ 67b (2) SGB X).")
            yield Broken("form", text)


def active_consent(
    session: Session, person_id: int, partner_id: int, today: date, items: tuple[str, ...] = ()
) -> Consent | None:
    """The newest consent that holds today for this organisation and covers these items."""
    wanted = select(Consent).where(
        Consent.person_id == person_id, Consent.partner_id == partner_id, Consent.active_on(today)
    )
    newest = wanted.order_by(Consent.given_on.desc(), Consent.id.desc())
    found = list(session.scalars(newest).unique())
    covering = [one for one in found if set(items) <= set(one.items)]
    return next(iter([*covering, *found]), None)

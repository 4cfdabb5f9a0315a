"""An eviction case: the court's notice (concept 4.6, § 22 (9) SGB II, § 36 (2) SGB XII)."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    DateTime,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    case,
    false,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.acting import acting
from models.base import Broken, Line, Note, Record, msg
from models.catalogue import EvictionCause, EvictionSource
from models.contact_attempt import ContactAttempt
from models.eviction_chain import PLACE_FIELDS, EvictionChain
from models.eviction_deadline import CURE, EvictionDeadline, refresh_deadlines
from models.eviction_due import next_due
from models.eviction_facts import AvertedHow, EvictionFacts
from models.eviction_invariants import broken_facts
from models.eviction_partner import EvictionPartner
from models.eviction_step import EvictionState, EvictionStep, begun, check_step
from models.eviction_tasks import follow_service, take_up
from models.household import Household
from models.instalment import Instalment
from models.permissions import DataClass
from models.person import Person
from models.rent_entry import RentEntry
from models.rules.arrears import is_second_cure
from models.rules.deadlines import deadline
from models.search import Searchable
from models.staff import Staff
from models.task import Task
from models.undertaking import Undertaking


class EvictionCase(EvictionChain, EvictionFacts, Record, Searchable):
    data_class = DataClass.EVICTION
    access_class = DataClass.EVICTION_PLACE
    field_classes = {
        **dict.fromkeys(PLACE_FIELDS, DataClass.EVICTION_PLACE),
        **dict.fromkeys(("note", "agreement"), DataClass.NOTE),
    }
    __table_args__ = (
        Index(None, "received_on", "id"),
        Index(None, "state", "next_due_on", "id"),
        CheckConstraint(
            "served_on IS NULL OR filed_on IS NULL OR served_on >= filed_on",
            name="served_after_filed",
        ),
        CheckConstraint("adult_count >= 0 AND minor_count >= 0", name="counts_not_negative"),
        CheckConstraint("monthly_rent IS NULL OR monthly_rent >= 0", name="rent_not_negative"),
        CheckConstraint("arrears IS NULL OR arrears >= 0", name="arrears_not_negative"),
        CheckConstraint(
            "compensation IS NULL OR compensation >= 0", name="compensation_not_negative"
        ),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"), index=True)
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    state: Mapped[EvictionState] = mapped_column(default=EvictionState.CLAIM_PENDING)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("eviction_source.id"), index=True)
    cause_id: Mapped[int | None] = mapped_column(ForeignKey("eviction_cause.id"), index=True)
    received_on: Mapped[date]
    court: Mapped[Line | None]
    court_reference: Mapped[str | None] = mapped_column(String(60), index=True)
    filed_on: Mapped[date | None]  # the claim reached the court
    served_on: Mapped[date | None]  # the claim reached the tenant: this day starts the cure period
    hearing_at: Mapped[datetime | None] = mapped_column(DateTime(), index=True)  # office wall clock
    landlord: Mapped[Line | None]
    landlord_address: Mapped[Line | None]
    landlord_representative: Mapped[Line | None]
    address: Mapped[Line | None]
    monthly_rent: Mapped[Decimal | None]  # EUR, advance payments included
    arrears: Mapped[Decimal | None]  # EUR
    compensation: Mapped[Decimal | None]  # EUR
    adult_count: Mapped[int] = mapped_column(default=1)
    minor_count: Mapped[int] = mapped_column(default=0)
    has_pets: Mapped[bool] = mapped_column(default=False)
    next_due_on: Mapped[date | None] = mapped_column(index=True)  # kept by `settle`
    next_rule: Mapped[str | None] = mapped_column(String(40))  # a deadline's code, or a field
    note: Mapped[Note | None]

    person: Mapped[Person] = relationship()
    household: Mapped[Household | None] = relationship()
    worker: Mapped[Staff | None] = relationship()
    source: Mapped[EvictionSource | None] = relationship()
    cause: Mapped[EvictionCause | None] = relationship()
    residents: Mapped[list["EvictionPerson"]] = relationship(
        back_populates="case", cascade="all, delete-orphan", order_by="EvictionPerson.id"
    )
    steps: Mapped[list[EvictionStep]] = relationship(
        back_populates="case", cascade="all, delete-orphan", order_by=EvictionStep.id
    )
    deadlines: Mapped[list[EvictionDeadline]] = relationship(
        back_populates="case", cascade="all, delete-orphan", order_by=EvictionDeadline.id
    )
    contact_attempts: Mapped[list[ContactAttempt]] = relationship(
        back_populates="case", cascade="all, delete-orphan", order_by=ContactAttempt.tried_on
    )
    undertakings: Mapped[list[Undertaking]] = relationship(
        back_populates="case", cascade="all, delete-orphan", order_by=Undertaking.id
    )
    tasks: Mapped[list[Task]] = relationship(back_populates="eviction_case", order_by=Task.due_on)
    rent_entries: Mapped[list[RentEntry]] = relationship(
        back_populates="case", cascade="all, delete-orphan", order_by=RentEntry.due_on
    )
    instalments: Mapped[list[Instalment]] = relationship(
        back_populates="case", cascade="all, delete-orphan", order_by=Instalment.due_on
    )
    partners: Mapped[list[EvictionPartner]] = relationship(
        back_populates="case", cascade="all, delete-orphan", order_by=EvictionPartner.id
    )

    @property
    def title(self) -> str:
        """The tenant and the flat, but no address that is protected."""
        return " · ".join(filter(None, (self.person.title, self.open_address)))

    @property
    def open_address(self) -> str | None:
        """The address of the flat, unless the tenant's address is protected or not known to be."""
        return self.address if self.person and not self.person.is_address_protected else None

    @classmethod
    def title_sql(cls, alias: Any = None) -> ColumnElement[str]:
        table = alias or cls
        name = Record.metadata.tables["person"]
        words = name.c.family_name + func.coalesce(", " + name.c.given_name, "")
        subject = select(words).where(name.c.id == table.person_id).scalar_subquery()
        return subject + func.coalesce(" · " + cls.open_address_sql(alias), "")

    @classmethod
    def open_address_sql(cls, alias: Any = None) -> ColumnElement[str]:
        """The address of the flat, unless the tenant's address is protected."""
        table = alias or cls
        tenant = Record.metadata.tables["person"]
        is_protected = select(tenant.c.is_address_protected).where(tenant.c.id == table.person_id)
        return case((is_protected.scalar_subquery(), None), else_=table.address)

    def own_class_of(self, field: str) -> DataClass:
        """The flat of a tenant whose address is protected is as closed as the tenant's address."""
        is_protected = field == "address" and self.person and self.person.is_address_protected
        return DataClass.PROTECTED if is_protected else super().own_class_of(field)

    search_loads = ("person",)

    def search_words(self) -> list[str | None]:
        return [self.court_reference, self.open_address, self.landlord, self.court]

    @property
    def first_served_on(self) -> date | None:
        """The day that starts the cure period: the earliest service on one of the tenants."""
        return min(self._services(), default=None)

    def _services(self) -> list[date]:
        days = [self.served_on, *(one.served_on for one in self.residents)]
        return [day for day in days if day]

    @property
    def cure_period_end(self) -> date | None:
        """After this day nobody's payment cures; None while no day of service is known.

        The office works to the first tenant's end, but tells nobody too soon that it is too late.
        """
        served = max(self._services(), default=None)
        return deadline(CURE, served).statutory_end if served else None

    def cured_before(self, session: Session) -> "EvictionCase | None":
        """The case in which a cure within two years forbids another (§ 569 (3) no. 2 BGB)."""
        if self.notice_received_on is None:
            return None
        person_id = self.person.id if self.person else self.person_id
        others = select(EvictionCase).filter_by(person_id=person_id)
        earlier = others.where(
            EvictionCase.id != (self.id or 0),
            EvictionCase.averted_how.in_((AvertedHow.PAYMENT, AvertedHow.UNDERTAKING)),
        )
        for other in session.scalars(earlier):
            received = other.notice_received_on
            if received is None or received >= self.notice_received_on:
                continue
            if is_second_cure(received, self.notice_received_on):
                return other
        return None

    @property
    def current_deadlines(self) -> list[EvictionDeadline]:
        """Those that no changed fact has overtaken, nearest first."""
        current = [row for row in self.deadlines if row.superseded_at is None]
        return sorted(current, key=lambda row: row.due_on)

    @property
    def open_deadlines(self) -> list[EvictionDeadline]:
        """What still has to be kept, nearest first."""
        return [row for row in self.current_deadlines if row.done_on is None]

    def advance(self, to: EvictionState, taken_on: date, reason: str | None = None) -> None:
        """Move the case on with the facts it holds now: the only way its state changes.

        Raises StepNotAllowed and RulesBroken like `check_step`; writes the step and what the
        office now has to do.
        """
        check_step(self, to, taken_on, reason)
        step = EvictionStep(came_from=self.state, state=to, taken_on=taken_on, reason=reason)
        step.staff_id = acting().staff_id
        self.steps.append(step)
        self.state = to
        take_up(self, taken_on)
        self.after_step(to, taken_on)

    def settle(self, today: date) -> None:
        """Deadlines follow from the facts with every save; a new case begins with a first step."""
        self.state = self.state or EvictionState.CLAIM_PENDING
        refresh_deadlines(self)
        self.follow_date()
        if not self.steps and self.received_on:
            self.steps.append(begun(self))
            take_up(self, self.received_on)
        follow_service(self, today)
        self.follow_contact(today)
        for instalment in self.instalments:
            instalment.watch()
        self.next_due_on, self.next_rule = next_due(self, today)

    def tick_off(self, row: EvictionDeadline, day: date | None) -> None:
        """A deadline was kept on this day; None: it is open again."""
        row.done_on = day
        self.next_due_on, self.next_rule = next_due(self, acting().today)

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        yield from broken_facts(self, today, session)


class EvictionPerson(Record):
    """A further person in the flat; a tenant among them is served on a day of their own."""

    data_class = DataClass.EVICTION_PLACE
    field_classes = {"served_on": DataClass.EVICTION}
    part_of = ("case", "residents")
    __table_args__ = (UniqueConstraint("case_id", "person_id"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("eviction_case.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    is_tenant: Mapped[bool] = mapped_column(default=False, server_default=false())
    served_on: Mapped[date | None]  # the claim reached this tenant

    case: Mapped[EvictionCase] = relationship(back_populates="residents")
    person: Mapped[Person] = relationship()

    @property
    def title(self) -> str:
        return self.person.title

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if self.served_on and self.served_on > today:
            yield Broken("served_on", msg("The day lies in the future."))
        if self.served_on and self.case.filed_on and self.served_on < self.case.filed_on:
            yield Broken("served_on", msg("A claim cannot be served before it was filed."))

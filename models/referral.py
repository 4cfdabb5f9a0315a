"""A person is shown the way to an organisation, and what became of it (concept 3.2, 4.2 to 4.5).

Data of the person go along only by consent or by law; each passing on stands in its step.
"""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, func, inspect, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.acting import Acting, acting
from models.agreed_data import ITEMS, AgreedData
from models.appointment import Appointment
from models.base import UNNESTED, Broken, Line, Note, Record, day_sql, msg
from models.catalogue import Criterion, Topic
from models.consent import Consent
from models.counselling_session import CounsellingSession
from models.goal import Goal
from models.offer import Offer
from models.partner import Partner
from models.permissions import DataClass
from models.person import Person
from models.referral_moves import ReferralMoves
from models.referral_step import (
    ENDED,
    NEXT_STATES,
    DeclineReason,
    ReferralResult,
    ReferralState,
    ReferralStep,
    TransferBasis,
)
from models.referral_transfer import transfer_problems
from models.responsibility import own_work
from models.staff import Staff
from models.task import CLOSED_STATES, Task

_FACTS = ("person", "worker", "referred_on", "state", "booked_on", "booked_time", "attended_on")
_DECIDES = ("partner_id", "partner", "consent_id", "consent", "basis", *ITEMS)


class Referral(ReferralMoves, AgreedData, Record):
    """That somebody was referred is a fact; to whom and why is a note (§ 203 StGB)."""

    data_class = DataClass.NOTE
    access_class = DataClass.SESSION
    field_classes = dict.fromkeys(
        (*_FACTS, "appointment", "document_number", "title", "version", "remind_on"),
        DataClass.SESSION,
    )
    __table_args__ = (
        Index(None, "referred_on", "id"),
        Index(None, "person_id", "referred_on"),
        Index(None, "worker_id", "state"),
        Index(None, "partner_id", "referred_on"),
        Index(None, "state", "booked_on"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    worker_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    referred_on: Mapped[date]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("offer.id"), index=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"), index=True)
    purpose: Mapped[Line]
    session_id: Mapped[int | None] = mapped_column(ForeignKey("counselling_session.id"), index=True)
    goal_id: Mapped[int | None] = mapped_column(
        ForeignKey("goal.id", ondelete="SET NULL"), index=True
    )
    basis: Mapped[TransferBasis] = mapped_column(default=TransferBasis.NONE)
    consent_id: Mapped[int | None] = mapped_column(ForeignKey("consent.id"), index=True)
    law: Mapped[Line | None]  # the paragraph
    state: Mapped[ReferralState] = mapped_column(default=ReferralState.ADVISED)
    booked_on: Mapped[date | None]
    booked_time: Mapped[time | None]
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id"), index=True)
    attended_on: Mapped[date | None]
    result: Mapped[ReferralResult | None]
    decline_reason: Mapped[DeclineReason | None]
    result_note: Mapped[Note | None]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=UNNESTED)  # half of the title
    worker: Mapped[Staff] = relationship()
    partner: Mapped[Partner] = relationship()
    offer: Mapped[Offer | None] = relationship()
    topic: Mapped[Topic | None] = relationship()
    session: Mapped[CounsellingSession | None] = relationship()
    goal: Mapped[Goal | None] = relationship()
    consent: Mapped[Consent | None] = relationship()
    appointment: Mapped[Appointment | None] = relationship()
    steps: Mapped[list[ReferralStep]] = relationship(
        back_populates="referral", cascade="all, delete-orphan", order_by=ReferralStep.id
    )
    tasks: Mapped[list[Task]] = relationship(back_populates="referral", order_by=Task.id)

    @property
    def document_number(self) -> str:
        """Number of the letter: year and running number."""
        return f"VM-{self.referred_on.year}-{self.id:06d}"

    @property
    def title(self) -> str:
        return f"{self.person.title} · {self.referred_on:%d.%m.%Y}"

    @classmethod
    def title_sql(cls, alias: Any = None) -> ColumnElement[str]:
        table = alias or cls
        name = select(Person.title_sql()).where(Person.id == table.person_id).scalar_subquery()
        return name + " · " + day_sql(table.referred_on)

    @classmethod
    def visible_to(cls, acting: Acting) -> ColumnElement[bool]:
        return own_work(cls, acting)

    @property
    def is_open(self) -> bool:
        return self.state not in ENDED

    @property
    def criterion(self) -> Criterion | None:
        """Under which a call for it counts: by its topic, else by the kind of organisation."""
        return self.topic.criterion if self.topic else self.partner.category.criterion

    @property
    def next_states(self) -> list[ReferralState]:
        return [state for state in ReferralState if state in NEXT_STATES[self.state]]

    @classmethod
    def remind_on_sql(cls) -> ColumnElement[date | None]:
        """The day of its next reminder."""
        open_tasks = select(func.min(Task.due_on)).where(
            Task.referral_id == cls.id, Task.state.not_in(CLOSED_STATES)
        )
        return open_tasks.scalar_subquery()

    def may_pass_on(self, day: date) -> bool:
        """Data may go to the organisation on this day; raises nothing, decides everything."""
        if self.basis is TransferBasis.CONSENT:
            return self.consent is not None and self.consent.is_active_on(day)
        return self.basis is TransferBasis.LAW

    def tells_on(self, day: date) -> bool:
        """Whether a letter of this day would say anything of the person."""
        return self.may_pass_on(day) and bool(self.passed_items)

    @property
    def passed_items(self) -> tuple[str, ...]:
        """What may be told of the person; nothing where no data are passed on."""
        return () if self.basis is TransferBasis.NONE else self.items

    def settle(self, today: date) -> None:
        """It begins with advice; its consent and topic are found where nobody named them."""
        self.state = self.state or ReferralState.ADVISED
        self.basis = self.basis or TransferBasis.NONE
        if self.topic is None and self.topic_id is None and self.offer is not None:
            self.topic = self.offer.topic
        if not self.steps and self.referred_on:
            first = ReferralStep(state=self.state, taken_on=self.referred_on)
            first.staff_id = acting().staff_id
            self.steps.append(first)
        if inspect(self).persistent and self.basis is TransferBasis.NONE and self._has("basis"):
            self.take_items(())
        if self.basis is not TransferBasis.CONSENT:
            self.consent = None
        if self.basis is not TransferBasis.LAW:
            self.law = None

    def _has(self, *columns: str) -> bool:
        """One of these changes with this save."""
        state = inspect(self)
        return any(state.attrs[name].history.has_changes() for name in columns)

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if self.referred_on and self.referred_on > today:
            yield Broken("referred_on", msg("The day lies in the future."))
        if self.offer and self.partner and self.offer.partner is not self.partner:
            yield Broken("offer", msg("This offer belongs to another organisation."))
        if self.session and self.person and self.person not in self.session.clients:
            yield Broken("session", msg("This talk was held with somebody else."))
        if self.goal and self.person and self.goal.agreement.person is not self.person:
            yield Broken("goal", msg("This goal was agreed with somebody else."))
        if self.consent and self.consent.person is not self.person:
            yield Broken("consent", msg("This consent was given by somebody else."))
        elif self._has(*_DECIDES):
            yield from transfer_problems(self, today, session)

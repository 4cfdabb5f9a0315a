"""A goal of an agreement, its steps, and what each side contributes (concept 3.2)."""

from collections.abc import Iterator
from datetime import date
from enum import auto

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.acting import Acting
from models.base import Broken, Line, Name, Note, Record, msg
from models.catalogue import LifeArea
from models.choice import Choice
from models.goal_agreement import GoalAgreement
from models.permissions import DataClass
from models.person import Person
from models.task import Doer, TaskState


class GoalState(Choice):
    AGREED = auto()
    ACTIVE = auto()
    ACHIEVED = auto()
    PARTLY = auto()
    NOT_ACHIEVED = auto()
    WITHDRAWN = auto()


class Goal(Record):
    data_class = DataClass.NOTE
    title_field = "what"
    search_fields = ("what",)
    __table_args__ = (
        CheckConstraint(
            "attainment IS NULL OR attainment BETWEEN 0 AND 4", name="attainment_0_to_4"
        ),
    )

    agreement_id: Mapped[int] = mapped_column(ForeignKey("goal_agreement.id"), index=True)
    life_area_id: Mapped[int | None] = mapped_column(ForeignKey("life_area.id"), index=True)
    what: Mapped[Line]
    starting_point: Mapped[Note | None]
    target_date: Mapped[date | None] = mapped_column(index=True)
    contribution_client: Mapped[Note | None]
    contribution_office: Mapped[Note | None]
    contribution_partner: Mapped[Note | None]
    state: Mapped[GoalState] = mapped_column(default=GoalState.AGREED, index=True)
    attainment: Mapped[int | None]

    agreement: Mapped[GoalAgreement] = relationship(back_populates="goals")
    life_area: Mapped[LifeArea | None] = relationship()
    steps: Mapped[list["GoalStep"]] = relationship(
        back_populates="goal", cascade="all, delete-orphan", order_by="GoalStep.id"
    )

    @classmethod
    def visible_to(cls, acting: Acting) -> ColumnElement[bool]:
        """As far as the agreement may be seen."""
        return (
            select(GoalAgreement.id)
            .where(GoalAgreement.id == cls.agreement_id, GoalAgreement.visible_to(acting))
            .exists()
        )

    def concerns(self) -> tuple[Person, ...]:
        return (self.agreement.person,)

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if self.attainment is not None and not 0 <= self.attainment <= 4:
            yield Broken("attainment", msg("Attainment is given from 0 to 4."))
        if self.target_date and self.agreement and self.target_date < self.agreement.agreed_on:
            yield Broken("target_date", msg("The day lies before the agreement."))


class GoalStep(Record):
    """One step: who (client, office, partner), until when, how far."""

    data_class = DataClass.NOTE
    title_field = "what"

    goal_id: Mapped[int] = mapped_column(ForeignKey("goal.id", ondelete="CASCADE"), index=True)
    doer: Mapped[Doer] = mapped_column(default=Doer.CLIENT)
    doer_name: Mapped[Name | None]
    what: Mapped[Line]
    due_on: Mapped[date | None]
    state: Mapped[TaskState] = mapped_column(default=TaskState.OPEN)

    goal: Mapped[Goal] = relationship(back_populates="steps")

"""A goal of an agreement, its steps, and what each side contributes (concept 3.2)."""

from collections.abc import Iterator
from datetime import date
from enum import auto

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, and_, inspect, or_, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column, relationship

from models.acting import Acting
from models.base import Broken, Line, Name, Note, Record, msg
from models.catalogue import LifeArea
from models.choice import Choice
from models.goal_agreement import GoalAgreement
from models.permissions import DataClass
from models.task import CLOSED_STATES, Doer, Task, TaskState

# An entry of the record, German like every other note of the office.
ENDED_WITH_GOAL = "Mit dem Ziel beendet."


class GoalState(Choice):
    """WITHDRAWN: the client takes it back; DECLINED: offered, and the client did not want it.

    Both are voluntary decisions without any disadvantage (concept 3.1) and are not rated.
    """

    AGREED = auto()
    ACTIVE = auto()
    ACHIEVED = auto()
    PARTLY = auto()
    NOT_ACHIEVED = auto()
    WITHDRAWN = auto()
    DECLINED = auto()


OPEN_GOALS = (GoalState.AGREED, GoalState.ACTIVE)
UNRATED_GOALS = (GoalState.WITHDRAWN, GoalState.DECLINED)


class Goal(Record):
    """A goal that can be measured: where the person starts, until when, how it is noticed.

    `attainment` is a scale from 0 to 4: 0 as at the start, 1 first steps, 2 about half,
    3 nearly all, 4 fully reached or more.
    """

    data_class = DataClass.NOTE
    part_of = ("agreement", "goals")
    on_paper = frozenset(
        ("agreement", "life_area", "what", "measure", "starting_point", "target_date")
        + ("contribution_client", "contribution_office", "contribution_partner")
    )
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
    measure: Mapped[Line | None]  # by what both notice that it is reached
    starting_point: Mapped[Note | None]
    target_date: Mapped[date | None] = mapped_column(index=True)
    contribution_client: Mapped[Note | None]
    contribution_office: Mapped[Note | None]
    contribution_partner: Mapped[Note | None]
    state: Mapped[GoalState] = mapped_column(default=GoalState.AGREED, index=True)
    attainment: Mapped[int | None]
    settled_on: Mapped[date | None]
    result_note: Mapped[Note | None]

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

    @property
    def is_open(self) -> bool:
        return self.state is None or self.state in OPEN_GOALS

    def settle(self, today: date) -> None:
        """A goal that ends has a day, and takes what is still open of its steps off the lists."""
        if self.is_open:
            self.settled_on = None
            return
        if inspect(self).attrs.state.history.has_changes():
            self.settled_on = self.settled_on or today
            for step in self.steps:
                step.end_task(today)

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if self.attainment is not None and not 0 <= self.attainment <= 4:
            yield Broken("attainment", msg("Attainment is given from 0 to 4."))
        if self.attainment is not None and self.state in UNRATED_GOALS:
            yield Broken("attainment", msg("What was withdrawn or declined is not rated."))
        if self.settled_on and self.settled_on > today:
            yield Broken("settled_on", msg("The day lies in the future."))
        agreed_on = self.agreement.agreed_on if self.agreement else None
        if self.target_date and agreed_on and self.target_date < agreed_on:
            yield Broken("target_date", msg("The day lies before the agreement."))


def awaits_review() -> ColumnElement[bool]:
    """A review was set for what is still open, and neither review nor follow-up settled it."""
    one, later = GoalAgreement, aliased(GoalAgreement)
    followed = select(later.id).where(later.previous_id == one.id).exists()
    is_open = or_(~one.goals.any(), one.goals.any(Goal.state.in_(OPEN_GOALS)))
    return and_(one.review_on.is_not(None), one.reviewed_on.is_(None), ~followed, is_open)


class GoalStep(Record):
    """One step: who (client, office, partner), until when, how far.

    Once both sides agreed its task is on the lists; whichever of the two moves, the other follows.
    """

    data_class = DataClass.NOTE
    title_field = "what"
    on_paper = frozenset({"goal", "doer", "doer_name", "what", "due_on"})

    goal_id: Mapped[int] = mapped_column(ForeignKey("goal.id", ondelete="CASCADE"), index=True)
    doer: Mapped[Doer] = mapped_column(default=Doer.CLIENT)
    doer_name: Mapped[Name | None]
    what: Mapped[Line]
    due_on: Mapped[date | None]
    state: Mapped[TaskState] = mapped_column(default=TaskState.OPEN)

    goal: Mapped[Goal] = relationship(back_populates="steps")
    task: Mapped[Task | None] = relationship(
        back_populates="goal_step", uselist=False, cascade="save-update, merge, delete"
    )

    def plan_task(self, today: date) -> None:
        """The task of an open step, for the worker of the agreement."""
        agreement = self.goal.agreement
        if self.task is None and self.state not in CLOSED_STATES:
            worker, person = agreement.worker, agreement.person
            self.task = Task(worker=worker, person=person, state=self.state or TaskState.OPEN)
            self._tell_task(today)

    def end_task(self, today: date) -> None:
        if self.task is not None and self.task.state not in CLOSED_STATES:
            self.task.end(today, ENDED_WITH_GOAL)

    def settle(self, today: date) -> None:
        if self.task is not None and self.task.id is not None:
            self._tell_task(today)

    def _tell_task(self, today: date) -> None:
        """What is new in the step is so in its task."""
        told = inspect(self).attrs
        for name in ("what", "doer", "doer_name", "due_on"):
            if self.task is not None and (self.task.id is None or told[name].history.has_changes()):
                setattr(self.task, name, getattr(self, name))
        if self.task is not None and told.state.history.has_changes():
            self.task.state = self.state or TaskState.OPEN
            self.task.done_on = today if self.state in CLOSED_STATES else None

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        agreement = self.goal.agreement if self.goal else None
        is_new = inspect(self).attrs.due_on.history.has_changes()
        if is_new and agreement and self.due_on and self.due_on < agreement.agreed_on:
            text = msg("“%(step)s”: the day lies before the agreement.")
            yield Broken("due_on", text, step=self.what)

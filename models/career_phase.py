"""Career orientation in three phases: orient, decide, realise, with evidence (concept 3.2)."""

from collections.abc import Iterator
from datetime import date
from enum import auto

from sqlalchemy import ColumnElement, ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.acting import Acting
from models.base import Broken, Line, Note, Record, RulesBroken, msg
from models.choice import Choice
from models.permissions import DataClass
from models.person_period import PersonPeriod
from models.responsibility import own_work
from models.rules.career import is_stalled
from models.staff import Staff


class CareerStage(Choice):
    """ORIENT: gather information; DECIDE: settle on a trade; REALISE: look for a place, apply."""

    ORIENT = auto()
    DECIDE = auto()
    REALISE = auto()


class CareerPhase(PersonPeriod, Record):
    """One phase of one person; the next one begins when this one has ended with evidence."""

    data_class = DataClass.NOTE

    worker_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    stage: Mapped[CareerStage] = mapped_column(default=CareerStage.ORIENT)
    wish: Mapped[Line | None]  # the trade or field in question
    note: Mapped[Note | None]

    worker: Mapped[Staff] = relationship()
    evidence: Mapped[list["CareerEvidence"]] = relationship(
        back_populates="phase", cascade="all, delete-orphan", order_by="CareerEvidence.noted_on"
    )

    @classmethod
    def visible_to(cls, acting: Acting) -> ColumnElement[bool]:
        return own_work(cls, acting)

    @property
    def moved_on(self) -> date:
        """The last day on which something moved."""
        return max([self.valid_from, *(one.noted_on for one in self.evidence if one.noted_on)])

    def stalls(self, today: date, after_days: int) -> bool:
        return self.valid_to is None and is_stalled(self.moved_on, today, after_days)

    @property
    def next_stage(self) -> CareerStage | None:
        stages = list(CareerStage)
        place = stages.index(self.stage) + 1
        return stages[place] if place < len(stages) else None

    def move_on(self, today: date) -> "CareerPhase | None":
        """End this phase and begin the next one; None after the last.

        Raises RulesBroken where it has ended before, or nothing shows yet what it brought.
        """
        if self.valid_to is not None:
            raise RulesBroken(Broken("valid_to", msg("This phase has ended already.")))
        if not self.evidence:
            text = msg("Name at least one piece of evidence before the phase ends.")
            raise RulesBroken(Broken("evidence", text))
        self.valid_to = today
        if self.next_stage is None:
            return None
        following = CareerPhase(person=self.person, worker=self.worker, wish=self.wish)
        following.stage, following.valid_from = self.next_stage, today
        return following

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        yield from super().broken_rules(today, session)
        person_id = self.person.id if self.person else self.person_id
        others = select(CareerPhase).where(
            CareerPhase.person_id == person_id, CareerPhase.id != (self.id or 0)
        )
        known = list(session.scalars(others))
        if self.valid_to is None and any(one.valid_to is None for one in known):
            yield Broken("stage", msg("Another phase of this person is still open."))
        stages = list(CareerStage)
        place = stages.index(self.stage or CareerStage.ORIENT)
        if place and not any(one.stage is stages[place - 1] for one in known):
            yield Broken("stage", msg("The phases are walked in order: the one before is missing."))


class CareerEvidence(Record):
    """What shows that the phase moves: a talk, a placement, an application, a reply."""

    data_class = DataClass.NOTE
    title_field = "what"

    phase_id: Mapped[int] = mapped_column(
        ForeignKey("career_phase.id", ondelete="CASCADE"), index=True
    )
    noted_on: Mapped[date]
    what: Mapped[Line]

    phase: Mapped[CareerPhase] = relationship(back_populates="evidence")

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if self.noted_on and self.noted_on > today:
            yield Broken("noted_on", msg("The day lies in the future."))

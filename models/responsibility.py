"""Which social worker is responsible for a person, who stands in, and since when (concept 2.1)."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    case,
    false,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import (
    InstrumentedAttribute,
    Mapped,
    Session,
    aliased,
    mapped_column,
    relationship,
)

from models.acting import Acting
from models.base import Broken, Record, msg
from models.closed_file import in_open_file
from models.kept import kept
from models.permissions import Action, DataClass
from models.person_period import PersonPeriod
from models.staff import Staff

PersonKey = InstrumentedAttribute[int] | InstrumentedAttribute[int | None]


class Responsibility(PersonPeriod, Record):
    data_class = DataClass.MASTER
    extra_table_args = (
        CheckConstraint(
            "deputy_id IS NULL OR deputy_id <> worker_id", name="deputy_is_somebody_else"
        ),
        # Whose case a person is, for the scope of every list, answered by the index alone.
        Index(
            "ix_responsibility_of_person",
            "person_id",
            "valid_from",
            "valid_to",
            "worker_id",
            "deputy_id",
        ),
    )

    worker_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)

    worker: Mapped[Staff] = relationship(foreign_keys=worker_id)
    deputy: Mapped[Staff | None] = relationship(foreign_keys=deputy_id)

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        yield from super().broken_rules(today, session)
        worker = self.worker.id if self.worker else self.worker_id
        deputy = self.deputy.id if self.deputy else self.deputy_id
        if deputy is not None and deputy == worker:
            yield Broken("deputy", msg("The deputy must be somebody else."))
        if self.valid_from and (other := self._at_the_same_time(session)):
            yield Broken(
                "valid_from",
                msg("%(name)s is responsible since %(start)s; end that first."),
                name=other.worker.display_name,
                start=other.valid_from,
            )

    def _at_the_same_time(self, session: Session) -> "Responsibility | None":
        """Another responsibility for the person on a common day: notes are open to one worker."""
        person_id = self.person.id if self.person else self.person_id
        others = select(Responsibility).where(
            Responsibility.person_id == person_id, Responsibility.id != (self.id or 0)
        )
        return next((other for other in session.scalars(others) if self.meets(other)), None)


@cache
def _held() -> Any:
    """The responsibilities asked for a row; one name for all questions, since naming costs time."""
    return aliased(Responsibility)


def own_case(person_id: PersonKey, acting: Acting) -> ColumnElement[bool]:
    """Responsible or standing in today, or nobody is responsible yet (rules 6.2).

    Asked of each row by its person, so that the first rows of a list need not wait for all cases;
    not by EXISTS, of which PostgreSQL makes a table of everybody's cases first.
    """
    is_mine = case((_is_of(acting), 1), else_=0)
    best = _held_today(person_id, acting).with_only_columns(func.max(is_mine)).scalar_subquery()
    return best.is_distinct_from(0)


def is_cared_for_by(person_id: PersonKey, acting: Acting) -> ColumnElement[bool]:
    """The acting person, or whom they stand in for, is responsible or deputy today."""
    mine = _held_today(person_id, acting).where(_is_of(acting))
    return mine.limit(1).scalar_subquery().is_not(None)


def _held_today(person_id: PersonKey, acting: Acting) -> Select[Any]:
    held = _held()
    return select(held.id).where(
        held.person_id == person_id, Responsibility.as_of(acting.today, held)
    )


def _is_of(acting: Acting) -> ColumnElement[bool]:
    held = _held()
    return or_(held.worker_id.in_(acting.own_ids), held.deputy_id.in_(acting.own_ids))


@kept
def own_work(model: Any, acting: Acting) -> ColumnElement[bool]:
    """Own work, and nothing of a closed file, whoever worked on it."""
    return in_open_file(model.person_id, acting) & is_own_work(model, acting)


def is_own_work(model: Any, acting: Acting) -> ColumnElement[bool]:
    """Own and deputised cases and one's own work; the lead knows that it took place (rules 6.2)."""
    if acting.may(Action.READ, DataClass.NOTE):
        is_own = model.worker_id.in_(acting.own_ids)
        return or_(is_own, own_case(model.person_id, acting))
    return true() if acting.may(Action.READ, DataClass.SESSION) else false()

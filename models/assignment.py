"""An assignment of a volunteer: asked, accepted or declined, done with its hours (concept 4.9)."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import auto
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    DateTime,
    ForeignKey,
    Index,
    String,
    false,
    inspect,
    select,
    true,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.acting import OFFICE_TIME, Acting
from models.appointment import LONGEST, SHORTEST, Appointment, InterpreterState
from models.base import Broken, Line, Record, RulesBroken, day_sql, msg
from models.catalogue import Language, VolunteerService
from models.choice import Choice
from models.permissions import Action, DataClass
from models.rules.clock import end_on_the_clock, is_on_the_clock
from models.rules.volunteering import PaperState, meets, tidy_initials
from models.staff import Staff
from models.volunteer import Volunteer

USUAL_MINUTES = 60
MOST_HOURS = 24  # of one assignment


class AssignmentState(Choice):
    ASKED = auto()
    ACCEPTED = auto()
    DECLINED = auto()
    DONE = auto()
    CANCELLED = auto()


ASKED, ACCEPTED = AssignmentState.ASKED, AssignmentState.ACCEPTED
OPEN = frozenset({ASKED, ACCEPTED})
CLOSED_STATES = frozenset(AssignmentState) - OPEN
NEXT_STATES: dict[AssignmentState, frozenset[AssignmentState]] = {
    ASKED: frozenset(AssignmentState) - {ASKED},
    ACCEPTED: frozenset(
        {AssignmentState.DECLINED, AssignmentState.DONE, AssignmentState.CANCELLED}
    ),
}


class Assignment(Record):
    """Of the client it says the initials at most; the appointment is known to who may see it."""

    data_class = DataClass.ASSIGNMENT
    field_classes = {"appointment": DataClass.SESSION}
    __table_args__ = (
        Index(None, "volunteer_id", "starts_at"),
        Index(None, "starts_at", "id"),
        Index(None, "state", "starts_at"),
        CheckConstraint(f"minutes BETWEEN {SHORTEST} AND {LONGEST}", name="minutes_within_a_day"),
        CheckConstraint("(hours IS NOT NULL) = (state = 'DONE')", name="hours_when_done"),
    )

    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteer.id"))
    service_id: Mapped[int] = mapped_column(ForeignKey("volunteer_service.id"), index=True)
    language_id: Mapped[int | None] = mapped_column(ForeignKey("language.id"), index=True)
    state: Mapped[AssignmentState] = mapped_column(default=ASKED)
    starts_at: Mapped[datetime] = mapped_column(DateTime())  # office wall clock
    minutes: Mapped[int] = mapped_column(default=USUAL_MINUTES)
    hours: Mapped[Decimal | None]  # as they were in the end, the way included
    place: Mapped[Line | None]
    person_initials: Mapped[str | None] = mapped_column(String(12))
    is_with_minors: Mapped[bool] = mapped_column(default=False)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    asked_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    answer: Mapped[Line | None]
    note: Mapped[Line | None]
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id"), index=True)

    volunteer: Mapped[Volunteer] = relationship(lazy="joined")
    service: Mapped[VolunteerService] = relationship()
    language: Mapped[Language | None] = relationship()
    asked_by: Mapped[Staff | None] = relationship()
    appointment: Mapped[Appointment | None] = relationship()

    @property
    def ends_at(self) -> datetime:
        """Of the wall clock, as `starts_at`."""
        return end_on_the_clock(self.starts_at, self.minutes, OFFICE_TIME)

    @property
    def title(self) -> str:
        return f"{self.volunteer.title} · {self.starts_at:%d.%m.%Y}"

    @classmethod
    def title_sql(cls, alias: Any = None) -> ColumnElement[str]:
        table = alias or cls
        name = select(Volunteer.title_sql()).where(Volunteer.id == table.volunteer_id)
        return name.scalar_subquery() + " · " + day_sql(table.starts_at)

    @classmethod
    def visible_to(cls, acting: Acting) -> ColumnElement[bool]:
        """Who only asks for help sees what they asked for themselves or stood in for."""
        if acting.may(Action.EXPORT, DataClass.ASSIGNMENT):
            return true()
        if not acting.may(Action.READ, DataClass.ASSIGNMENT):
            return false()
        return cls.asked_by_id.in_(acting.own_ids)

    def advance(self, to: AssignmentState, today: date, hours: Decimal | None = None) -> None:
        """Move it on; the appointment it is for says at once whether somebody interprets.

        Raises RulesBroken for a step that is not possible from here.
        """
        if to not in NEXT_STATES.get(self.state, frozenset()):
            raise RulesBroken(Broken("state", msg("This step is not possible from here.")))
        self.state = to
        self.hours = hours if to is AssignmentState.DONE else None
        if to is not AssignmentState.CANCELLED:
            self.answered_on = self.answered_on or today

    def settle(self, today: date) -> None:
        """What is entered with its hours has been done; initials are written in one way."""
        self.minutes = USUAL_MINUTES if self.minutes is None else self.minutes
        self.state = self.state or ASKED
        if self.hours is not None and self.state in OPEN:
            self.state = AssignmentState.DONE
        if self.person_initials:
            self.person_initials = tidy_initials(self.person_initials) or self.person_initials
        if self.service and self.service.is_with_minors:
            self.is_with_minors = True
        if self.asked_on is None:
            self.asked_on = today

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if self.person_initials and tidy_initials(self.person_initials) is None:
            text = msg("Of a person only the initials stand here, as in: M. K.")
            yield Broken("person_initials", text)
        if not SHORTEST <= self.minutes <= LONGEST:
            yield Broken("minutes", msg("An assignment lasts between 5 minutes and 12 hours."))
        yield from self._hour_problems()
        if not self.starts_at:
            return
        if not is_on_the_clock(self.starts_at, OFFICE_TIME):
            yield Broken("starts_at", msg("This hour is left out when summer time begins."))
        if self.state is AssignmentState.DONE and self.starts_at.date() > today:
            yield Broken("starts_at", msg("What lies in the future has not taken place yet."))
        elif self._is_moved and self.state in OPEN and self.starts_at.date() < today:
            text = msg("This day is past. Enter the hours if it took place.")
            yield Broken("starts_at", text)
        if self._is_moved and self.state in OPEN and self.volunteer:
            yield from self._volunteer_problems(session)

    def _hour_problems(self) -> Iterator[Broken]:
        if self.state is AssignmentState.DONE and self.hours is None:
            yield Broken("hours", msg("Say how many hours it took."))
        elif self.hours is not None and not 0 < self.hours <= MOST_HOURS:
            yield Broken("hours", msg("The hours lie between a quarter of an hour and 24."))
        elif self.hours is not None and self.state is not AssignmentState.DONE:
            yield Broken("hours", msg("Hours stand only with what was done."))

    @property
    def _is_moved(self) -> bool:
        """New, given to somebody else, put on another time or made another kind of help."""
        attributes = inspect(self).attrs
        names = ("starts_at", "minutes", "volunteer", "volunteer_id", "service", "service_id")
        told = any(attributes[name].history.has_changes() for name in (*names, "is_with_minors"))
        return told or bool(attributes.state.history.added and self.state is ACCEPTED)

    def _volunteer_problems(self, session: Session) -> Iterator[Broken]:
        day = self.starts_at.date()
        if not self.volunteer.is_active_on(day):
            yield Broken("volunteer", msg("By then this engagement has ended."))
        for text in paper_problems(self.volunteer, self.service, self.is_with_minors, day):
            yield Broken("volunteer", text)
        if other := self._at_that_time(session):
            yield Broken(
                "starts_at",
                msg("At that time another assignment stands: %(start)s, %(minutes)s minutes."),
                start=other.starts_at,
                minutes=other.minutes,
            )

    def _at_that_time(self, session: Session) -> "Assignment | None":
        """One of the same volunteer: nobody is in two places, or asked twice for one hour."""
        day = self.starts_at.date()
        others = session.scalars(
            select(Assignment).where(
                Assignment.volunteer_id == (self.volunteer.id or 0),
                Assignment.id != (self.id or 0),
                Assignment.state.in_(OPEN),
                Assignment.starts_at.between(*_around(day)),
            )
        )
        spans = ((one, one.starts_at, one.ends_at) for one in others)
        found = (one for one, *span in spans if meets(self.starts_at, self.ends_at, *span))
        return next(found, None)


def _around(day: date) -> tuple[datetime, datetime]:
    return datetime.combine(day, datetime.min.time()), datetime.combine(day, datetime.max.time())


def paper_problems(
    volunteer: Volunteer, service: VolunteerService | None, is_with_minors: bool, day: date
) -> list[str]:
    """Why the papers do not allow this help on this day (§ 72a SGB VIII, § 203 (4) StGB)."""
    problems = []
    if service and service.needs_confidentiality and not volunteer.is_sworn_on(day):
        problems.append(msg("Confidentiality is not signed yet; this kind of help needs it."))
    is_minors = is_with_minors or bool(service and service.is_with_minors)
    if is_minors and volunteer.conduct_on(day) is PaperState.MISSING:
        problems.append(msg("Help with minors needs a certificate of conduct that was seen."))
    elif is_minors and volunteer.conduct_on(day) is PaperState.EXPIRED:
        problems.append(msg("The certificate of conduct has expired by then (help with minors)."))
    return problems


INTERPRETED = {
    ASKED: InterpreterState.ORDERED,
    ACCEPTED: InterpreterState.CONFIRMED,
}


def tell_appointment(appointment: Appointment, session: Session) -> None:
    """The appointment says how far the order is, by the best of its assignments."""
    wanted = select(Assignment.state).where(
        Assignment.appointment_id == appointment.id, Assignment.state.in_(OPEN)
    )
    states = set(session.scalars(wanted))
    best = next((INTERPRETED[state] for state in (ACCEPTED, ASKED) if state in states), None)
    known = appointment.interpreter
    if best is not None:
        appointment.interpreter = best
    elif known in INTERPRETED.values():
        appointment.interpreter = InterpreterState.TO_ORDER

"""An appointment in the calendar: when, where, with whom, and what became of it (concept 2.3)."""

from collections.abc import Iterator
from datetime import date, datetime
from enum import auto
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    DateTime,
    ForeignKey,
    Index,
    TextClause,
    case,
    func,
    inspect,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.accommodation import Accommodation
from models.acting import OFFICE_TIME, Acting
from models.base import Broken, Line, Record, day_sql, msg
from models.catalogue import OfficeLocation
from models.choice import Choice
from models.counselling_session import CounsellingSession
from models.permissions import DataClass
from models.person import Person
from models.responsibility import own_work
from models.rules.clock import end_on_the_clock, is_on_the_clock
from models.staff import Staff

USUAL_MINUTES = 45
SHORTEST, LONGEST = 5, 720  # minutes


class AppointmentKind(Choice):
    INDIVIDUAL = auto()
    HOME_VISIT = auto()
    SHELTER_ROUND = auto()
    INTERPRETER = auto()
    ACCOMPANIMENT = auto()  # to a court or an authority
    OTHER = auto()


class AppointmentState(Choice):
    PLANNED = auto()
    KEPT = auto()
    MISSED = auto()
    CANCELLED = auto()


class InterpreterState(Choice):
    NOT_NEEDED = auto()
    TO_ORDER = auto()
    ORDERED = auto()
    CONFIRMED = auto()


OF_A_PERSON = frozenset(
    {AppointmentKind.INDIVIDUAL, AppointmentKind.HOME_VISIT, AppointmentKind.ACCOMPANIMENT}
)
PAST = frozenset({AppointmentState.KEPT, AppointmentState.MISSED})
CLOSED_STATES = frozenset(AppointmentState) - {AppointmentState.PLANNED}
PLANNED_ONLY = "state = 'PLANNED'"


class Appointment(Record):
    """That it takes place, when and where, is a fact; what it is about is a note."""

    data_class = DataClass.SESSION
    field_classes = {"purpose": DataClass.NOTE}
    __table_args__ = (
        Index(None, "worker_id", "starts_at"),
        Index(None, "person_id", "starts_at"),
        Index(None, "office_location_id", "starts_at"),
        Index(None, "starts_at", "id"),
        # What lies ahead is little beside what is past: free times are told by the index alone.
        Index(
            "ix_appointment_planned",
            "starts_at",
            "office_location_id",
            "minutes",
            "worker_id",
            "state",
            sqlite_where=text(PLANNED_ONLY),
            postgresql_where=text(PLANNED_ONLY),
        ),
        CheckConstraint(f"minutes BETWEEN {SHORTEST} AND {LONGEST}", name="minutes_within_a_day"),
    )

    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    worker_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    starts_at: Mapped[datetime] = mapped_column(DateTime())  # office wall clock
    minutes: Mapped[int] = mapped_column(default=USUAL_MINUTES)
    kind: Mapped[AppointmentKind] = mapped_column(default=AppointmentKind.INDIVIDUAL)
    state: Mapped[AppointmentState] = mapped_column(default=AppointmentState.PLANNED)
    office_location_id: Mapped[int | None] = mapped_column(ForeignKey("office_location.id"))
    accommodation_id: Mapped[int | None] = mapped_column(ForeignKey("accommodation.id"), index=True)
    place: Mapped[Line | None]  # elsewhere, or the room
    interpreter: Mapped[InterpreterState] = mapped_column(default=InterpreterState.NOT_NEEDED)
    purpose: Mapped[Line | None]
    # The talk in which it was agreed; what that paper says stays, even when this is moved.
    session_id: Mapped[int | None] = mapped_column(
        ForeignKey("counselling_session.id"), unique=True
    )

    person: Mapped[Person | None] = relationship(lazy="joined")
    worker: Mapped[Staff] = relationship()
    office_location: Mapped[OfficeLocation | None] = relationship()
    accommodation: Mapped[Accommodation | None] = relationship()
    session: Mapped[CounsellingSession | None] = relationship()

    @property
    def ends_at(self) -> datetime:
        """Of the wall clock, as `starts_at`."""
        return end_on_the_clock(self.starts_at, self.minutes, OFFICE_TIME)

    @property
    def where(self) -> str:
        site = self.office_location.title if self.office_location else ""
        home = self.accommodation.title if self.accommodation else ""
        return ", ".join(filter(None, (site, home, self.place)))

    @property
    def title(self) -> str:
        subject = self.person.title if self.person else self._site or self.worker.display_name
        return f"{subject} · {self.starts_at:%d.%m.%Y}"

    @property
    def _site(self) -> str | None:
        home = self.accommodation.name if self.accommodation else None
        return home or (self.office_location.title if self.office_location else self.place)

    @classmethod
    def title_sql(cls, alias: Any = None) -> ColumnElement[str]:
        table = alias or cls
        person = select(Person.title_sql()).where(Person.id == table.person_id)
        home = select(Accommodation.name).where(Accommodation.id == table.accommodation_id)
        site = select(OfficeLocation.title_sql()).where(
            OfficeLocation.id == table.office_location_id
        )
        worker = select(Staff.display_name).where(Staff.id == table.worker_id)
        subject = func.coalesce(
            person.scalar_subquery(),
            home.scalar_subquery(),
            site.scalar_subquery(),
            table.place,
            worker.scalar_subquery(),
        )
        return subject + " · " + day_sql(table.starts_at)

    @classmethod
    def place_sql(cls) -> ColumnElement[str | None]:
        """The place typed in, unless the person's address is protected: it may be that address."""
        person = Record.metadata.tables["person"]
        is_protected = select(person.c.is_address_protected).where(person.c.id == cls.person_id)
        return case((is_protected.scalar_subquery(), None), else_=cls.place)

    def own_class_of(self, field: str) -> DataClass:
        """Where one meets a person whose address is protected is as closed as the address."""
        if field in ("place", "where") and self.person and self.person.is_address_protected:
            return DataClass.PROTECTED
        return super().own_class_of(field)

    @classmethod
    def visible_to(cls, acting: Acting) -> ColumnElement[bool]:
        return own_work(cls, acting)

    @classmethod
    def is_planned(cls) -> TextClause:
        """Said in so many words, by which the engines know the index of these alone."""
        return text(f"{cls.__tablename__}.{PLANNED_ONLY}")

    def settle(self, today: date) -> None:
        """What is not said is as usual."""
        self.minutes = USUAL_MINUTES if self.minutes is None else self.minutes
        self.kind = self.kind or AppointmentKind.INDIVIDUAL
        self.state = self.state or AppointmentState.PLANNED

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if self.kind in OF_A_PERSON and not self._has_person:
            yield Broken("person", msg("This kind of appointment is one with a person."))
        if not SHORTEST <= self.minutes <= LONGEST:
            yield Broken("minutes", msg("An appointment lasts between 5 minutes and 12 hours."))
        elif self.starts_at:
            yield from self._clock_problems(today)
            if self._is_moved and (other := self._twin(session)):
                yield Broken(
                    "starts_at", msg("It stands in the calendar already: %(what)s"), what=other
                )

    @property
    def _has_person(self) -> bool:
        """Known by record or key; a key just taken away is still there until it is saved."""
        is_touched = inspect(self).attrs.person.history.has_changes()
        return bool(self.person) or (not is_touched and self.person_id is not None)

    def _clock_problems(self, today: date) -> Iterator[Broken]:
        if not is_on_the_clock(self.starts_at, OFFICE_TIME):
            yield Broken("starts_at", msg("This hour is left out when summer time begins."))
        elif self.ends_at.date() != self.starts_at.date():
            yield Broken("minutes", msg("An appointment ends on the day on which it begins."))
        is_past = self.starts_at.date() < today
        if is_past and self._is_moved and self.state is not AppointmentState.KEPT:
            yield Broken(
                "starts_at", msg("This day is past. What took place is recorded as a talk.")
            )
        if self.state in PAST and self.starts_at.date() > today:
            yield Broken("state", msg("What lies in the future has not taken place yet."))

    @property
    def _is_moved(self) -> bool:
        """New, or put on another time; what a talk agreed is taken as it stands there."""
        return self.session_id is None and inspect(self).attrs.starts_at.history.has_changes()

    def _twin(self, session: Session) -> str | None:
        """The same once more: a form sent twice, or two workers who noted it."""
        person_id = self.person.id if self.person else self.person_id
        if person_id is None or self.state is not AppointmentState.PLANNED:
            return None
        same = select(Appointment).where(
            Appointment.person_id == person_id,
            Appointment.starts_at == self.starts_at,
            Appointment.state == AppointmentState.PLANNED,
            Appointment.id != (self.id or 0),
        )
        found = session.scalars(same.limit(1)).first()
        return found.title if found else None

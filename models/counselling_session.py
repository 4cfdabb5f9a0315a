"""One counselling session with the nine points of the protocol (concept 3.2)."""

from collections.abc import Iterator
from datetime import date, datetime, time
from enum import auto
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    DateTime,
    ForeignKey,
    Index,
    UniqueConstraint,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.acting import OFFICE_TIME, Acting
from models.base import UNNESTED, Broken, Line, Name, Note, Record, day_sql, msg
from models.catalogue import Language, SessionPlace, Topic
from models.choice import Choice
from models.partner import Partner
from models.permissions import DataClass
from models.person import Person
from models.responsibility import own_work
from models.rules.clock import is_on_the_clock
from models.session_state import SessionProgress
from models.staff import Staff

if TYPE_CHECKING:
    from models.session_addendum import SessionAddendum
    from models.task import Task

LONGEST_SESSION = 24 * 60  # minutes


class SessionKind(Choice):
    FIRST = auto()
    FOLLOW_UP = auto()
    SHORT_CONTACT = auto()
    ACCOMPANIMENT = auto()
    COLLATERAL = auto()
    NO_SHOW = auto()
    CANCELLED = auto()


class AttendeeKind(Choice):
    CLIENT = auto()
    FAMILY = auto()
    WORKER = auto()
    INTERPRETER = auto()
    PARTNER = auto()
    OTHER = auto()


_FACTS = (
    "person",
    "worker",
    "held_on",
    "starts_at",
    "minutes",
    "kind",
    "state",
    "issued_at",
    "place",
    "document_number",
    "title",
    "version",
)


class CounsellingSession(SessionProgress, Record):
    """The lead knows day and people; what was said only with a stated reason."""

    data_class = DataClass.NOTE
    access_class = DataClass.SESSION
    field_classes = dict.fromkeys(_FACTS, DataClass.SESSION)
    __table_args__ = (
        # The list, newest first, with what decides who may see a row.
        Index("ix_counselling_session_newest", "held_on", "id", "worker_id", "person_id"),
        Index(None, "person_id", "held_on"),
        Index(None, "worker_id", "held_on"),
        Index(None, "worker_id", "next_appointment_at"),
        CheckConstraint(
            f"minutes IS NULL OR minutes BETWEEN 0 AND {LONGEST_SESSION}", name="minutes_of_a_day"
        ),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    worker_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    held_on: Mapped[date]
    starts_at: Mapped[time | None]
    minutes: Mapped[int | None]
    kind: Mapped[SessionKind] = mapped_column(default=SessionKind.FOLLOW_UP)
    place_id: Mapped[int | None] = mapped_column(ForeignKey("session_place.id"), index=True)
    language_id: Mapped[int | None] = mapped_column(ForeignKey("language.id"), index=True)
    interpreter: Mapped[Name | None]
    reason: Mapped[Line | None]
    since_last: Mapped[Note | None]
    content: Mapped[Note | None]
    agreements: Mapped[Note | None]
    handouts_note: Mapped[Line | None]
    next_appointment_at: Mapped[datetime | None] = mapped_column(DateTime())  # office wall clock
    next_place: Mapped[Line | None]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=UNNESTED)  # half of the title
    worker: Mapped[Staff] = relationship()
    place: Mapped[SessionPlace | None] = relationship()
    language: Mapped[Language | None] = relationship()
    topics: Mapped[list[Topic]] = relationship(
        secondary="session_topic", order_by="Topic.sort_order"
    )
    handouts: Mapped[list[Partner]] = relationship(
        secondary="session_handout", order_by="Partner.name"
    )
    attendees: Mapped[list["SessionAttendee"]] = relationship(
        back_populates="session", cascade="all, delete-orphan", order_by="SessionAttendee.id"
    )
    tasks: Mapped[list["Task"]] = relationship(
        back_populates="session", cascade="all", order_by="Task.id"
    )
    addenda: Mapped[list["SessionAddendum"]] = relationship(
        back_populates="session", passive_deletes="all", order_by="SessionAddendum.number"
    )

    @property
    def document_number(self) -> str:
        """Number of the printed protocol: year of the talk and running number."""
        return f"GP-{self.held_on.year}-{self.id:06d}"

    @property
    def title(self) -> str:
        return f"{self.person.title} · {self.held_on:%d.%m.%Y}"

    @classmethod
    def title_sql(cls, alias: Any = None) -> ColumnElement[str]:
        table = alias or cls
        name = select(Person.title_sql()).where(Person.id == table.person_id).scalar_subquery()
        return name + " · " + day_sql(table.held_on)

    @classmethod
    def visible_to(cls, acting: Acting) -> ColumnElement[bool]:
        return own_work(cls, acting)

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if self.held_on and self.held_on > today:
            yield Broken(
                "held_on",
                msg("A talk is recorded on its day or later; plan it as next appointment."),
            )
        yield from self.broken_states(session)
        if self.minutes is not None and not 0 <= self.minutes <= LONGEST_SESSION:
            yield Broken("minutes", msg("The duration lies between 0 and 1440 minutes."))
        if (
            self.next_appointment_at
            and self.held_on
            and self.next_appointment_at.date() < self.held_on
        ):
            yield Broken("next_appointment_at", msg("The next appointment lies before this talk."))
        if self.next_appointment_at and not is_on_the_clock(self.next_appointment_at, OFFICE_TIME):
            text = msg("This hour is left out when summer time begins.")
            yield Broken("next_appointment_at", text)


class SessionAttendee(Record):
    """Who was present (point 3); family members may be named by their record or freely."""

    data_class = DataClass.NOTE
    title_field = "name"

    session_id: Mapped[int] = mapped_column(
        ForeignKey("counselling_session.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[AttendeeKind] = mapped_column(default=AttendeeKind.FAMILY)
    name: Mapped[Name]

    session: Mapped[CounsellingSession] = relationship(back_populates="attendees")


class SessionTopic(Record):
    data_class = DataClass.NOTE
    __table_args__ = (UniqueConstraint("session_id", "topic_id"),)

    session_id: Mapped[int] = mapped_column(
        ForeignKey("counselling_session.id", ondelete="CASCADE")
    )
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"), index=True)


class SessionHandout(Record):
    """A directory entry whose leaflet or address was handed out."""

    data_class = DataClass.NOTE
    __table_args__ = (UniqueConstraint("session_id", "partner_id"),)

    session_id: Mapped[int] = mapped_column(
        ForeignKey("counselling_session.id", ondelete="CASCADE")
    )
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)

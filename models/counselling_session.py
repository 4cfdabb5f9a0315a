"""One counselling session with the nine points of the protocol (concept 3.2)."""

from collections.abc import Iterator
from datetime import date, datetime, time
from enum import auto
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    DateTime,
    ForeignKey,
    Index,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column, relationship

from models.acting import OFFICE_TIME, Acting
from models.base import UNNESTED, Broken, Line, Name, Note, Record, day_sql, msg
from models.catalogue import Language, SessionPlace, Topic
from models.choice import Choice
from models.closed_file import in_open_file, without_closed_file
from models.kept import kept
from models.partner import Partner
from models.permissions import Action, DataClass
from models.person import Person
from models.responsibility import is_cared_for_by, is_own_work
from models.rules.clock import is_on_the_clock
from models.session_parts import (
    LONGEST_SESSION,
    AttendeeKind,
    SessionAttendee,
    among_clients,
    other_clients,
)
from models.session_state import SessionProgress
from models.staff import Staff

if TYPE_CHECKING:
    from models.session_addendum import SessionAddendum
    from models.session_parts import SessionTopic
    from models.task import Task


class SessionKind(Choice):
    FIRST = auto()
    FOLLOW_UP = auto()
    SHORT_CONTACT = auto()
    ACCOMPANIMENT = auto()
    COLLATERAL = auto()
    NO_SHOW = auto()
    CANCELLED = auto()


MISSED = (SessionKind.NO_SHOW, SessionKind.CANCELLED)  # nobody talked; counted apart


class CancelledBy(Choice):
    CLIENT = auto()
    OFFICE = auto()
    INTERPRETER = auto()
    PARTNER = auto()


@cache
def _filed() -> Any:
    """Talks under the person they are filed by; one name, since naming costs time."""
    return aliased(CounsellingSession)


_FACTS = (
    "person",
    "worker",
    "held_on",
    "starts_at",
    "minutes",
    "kind",
    "state",
    "issued_at",
    "cancelled_by",
    "addenda",
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
    cancelled_by: Mapped[CancelledBy | None]
    place_id: Mapped[int | None] = mapped_column(ForeignKey("session_place.id"), index=True)
    language_id: Mapped[int | None] = mapped_column(ForeignKey("language.id"), index=True)
    interpreter: Mapped[Name | None]
    reason: Mapped[Line | None]
    since_last: Mapped[Note | None]  # in general; the five parts below say it apart
    successes: Mapped[Note | None]
    setbacks: Mapped[Note | None]
    challenges: Mapped[Note | None]
    children: Mapped[Note | None]  # how they are
    new_needs: Mapped[Note | None]
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
    topic_rows: Mapped[list["SessionTopic"]] = relationship(viewonly=True)
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
    @kept
    def visible_to(cls, acting: Acting) -> ColumnElement[bool]:
        """Own work; a family's talk also to the workers of those who were counselled in it.

        Nothing in which somebody was counselled whose file is closed to who acts.
        """
        among = among_clients()
        is_open = in_open_file(cls.person_id, acting) & without_closed_file(
            among, acting, among.session_id == cls.id
        )
        own = is_own_work(cls, acting)
        if not acting.may(Action.READ, DataClass.NOTE):
            return is_open & own
        mine = other_clients(among).where(
            among.session_id == cls.id, is_cared_for_by(among.person_id, acting)
        )
        return is_open & or_(own, mine.limit(1).scalar_subquery().is_not(None))

    def concerns(self) -> list[Person]:
        return self.clients

    @classmethod
    def of_file(cls, person_id: Any) -> ColumnElement[bool]:
        """Talks of this person's file: held with the person, alone or among others."""
        among, talk = among_clients(), _filed()
        alone = select(talk.id).where(talk.person_id == person_id)
        others = other_clients(among).where(among.person_id == person_id)
        return cls.id.in_(union_all(alone, others))

    @property
    def clients(self) -> list[Person]:
        """Everybody counselled in this talk, each once."""
        others = [
            one.person for one in self.attendees if one.kind is AttendeeKind.CLIENT and one.person
        ]
        return list(dict.fromkeys([self.person, *others]))

    @property
    def is_missed(self) -> bool:
        return self.kind in MISSED

    @property
    def lacks_interpreter(self) -> bool:
        """The person needs one, nobody interpreted, and the worker does not speak the language."""
        if self.is_missed or self.kind is SessionKind.COLLATERAL:
            return False
        if not self.person.interpreter_needed or self.interpreter:
            return False
        if any(one.kind is AttendeeKind.INTERPRETER for one in self.attendees):
            return False
        spoken = {"de", *(known.language.code for known in self.worker.languages)}
        return self.language is None or self.language.code not in spoken

    @property
    def topic_minutes(self) -> dict[int, int]:
        """Minutes by topic, where somebody noted them."""
        return {row.topic_id: row.minutes for row in self.topic_rows if row.minutes is not None}

    def settle(self, today: date) -> None:
        """Who cancelled is known only of a talk that was cancelled."""
        if self.kind is not SessionKind.CANCELLED:
            self.cancelled_by = None

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

"""Parts of a talk: who was there, what it was about, what was handed out (concept 3.2)."""

from collections.abc import Iterator
from datetime import date
from enum import auto
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column, relationship

from models.base import Broken, Name, Record, msg
from models.choice import Choice
from models.permissions import DataClass
from models.person import Person

if TYPE_CHECKING:
    from models.counselling_session import CounsellingSession

LONGEST_SESSION = 24 * 60  # minutes


class AttendeeKind(Choice):
    """Who was there as what; another client with a file of their own was counselled as well."""

    CLIENT = auto()
    FAMILY = auto()
    WORKER = auto()
    INTERPRETER = auto()
    PARTNER = auto()
    OTHER = auto()


class SessionAttendee(Record):
    """Who was present (point 3); family members may be named by their record or freely."""

    data_class = DataClass.NOTE
    title_field = "name"
    # Whose talk it is too, answered by the index alone for every row of a list.
    __table_args__ = (Index(None, "session_id", "kind", "person_id"),)

    session_id: Mapped[int] = mapped_column(
        ForeignKey("counselling_session.id", ondelete="CASCADE")
    )
    kind: Mapped[AttendeeKind] = mapped_column(default=AttendeeKind.FAMILY)
    name: Mapped[Name]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)

    session: Mapped["CounsellingSession"] = relationship(back_populates="attendees")
    person: Mapped[Person | None] = relationship()


@cache
def among_clients() -> Any:
    """Those present, asked for a row of talks; one name, since naming costs time."""
    return aliased(SessionAttendee)


def other_clients(among: Any) -> Select[Any]:
    """The talks of those who were counselled along with the client it is filed under."""
    return select(among.session_id).where(
        among.kind == AttendeeKind.CLIENT, among.person_id.is_not(None)
    )


class SessionTopic(Record):
    data_class = DataClass.NOTE
    __table_args__ = (
        UniqueConstraint("session_id", "topic_id"),
        CheckConstraint(
            f"minutes IS NULL OR minutes BETWEEN 0 AND {LONGEST_SESSION}", name="minutes_of_a_day"
        ),
    )

    session_id: Mapped[int] = mapped_column(
        ForeignKey("counselling_session.id", ondelete="CASCADE")
    )
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"), index=True)
    minutes: Mapped[int | None]  # of the talk's, as far as somebody noted them

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if self.minutes is not None and not 0 <= self.minutes <= LONGEST_SESSION:
            yield Broken("topic_minutes", msg("The duration lies between 0 and 1440 minutes."))


def note_topic_minutes(talk_id: int, minutes: dict[int, int], session: Session) -> None:
    """Put down the minutes of the talk's topics; topics that are not named have none."""
    rows = select(SessionTopic).where(SessionTopic.session_id == talk_id)
    for row in session.scalars(rows):
        if row.minutes != minutes.get(row.topic_id):
            row.minutes = minutes.get(row.topic_id)


class SessionHandout(Record):
    """A directory entry whose leaflet or address was handed out."""

    data_class = DataClass.NOTE
    __table_args__ = (UniqueConstraint("session_id", "partner_id"),)

    session_id: Mapped[int] = mapped_column(
        ForeignKey("counselling_session.id", ondelete="CASCADE")
    )
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)

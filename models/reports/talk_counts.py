"""Talks counted: once for each action, once for each person counselled, missed ones apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select, union_all
from sqlalchemy.orm import Session

from models.counselling_session import (
    MISSED,
    CancelledBy,
    CounsellingSession,
    SessionKind,
)
from models.session_parts import SessionAttendee, other_clients

Wanted = Sequence[ColumnElement[bool]]


@dataclass(frozen=True)
class TalkCounts:
    """A family's talk with four of its members is one talk and four contacts.

    `cancelled` is by who called off; None where nobody noted it.
    """

    talks: int
    contacts: int
    persons: int
    no_shows: int
    cancelled: dict[CancelledBy | None, int]

    @property
    def cancellations(self) -> int:
        return sum(self.cancelled.values())


def talk_counts(session: Session, *wanted: ColumnElement[bool]) -> TalkCounts:
    """Counts of the talks that meet these conditions on `CounsellingSession`."""
    talk = CounsellingSession
    kinds = session.execute(
        select(talk.kind, talk.cancelled_by, func.count())
        .where(*wanted)
        .group_by(talk.kind, talk.cancelled_by)
    ).all()
    contacts, persons = _contacts(session, wanted)
    cancelled = [row for row in kinds if row[0] is SessionKind.CANCELLED]
    return TalkCounts(
        talks=sum(count for kind, _, count in kinds if kind not in MISSED),
        contacts=contacts,
        persons=persons,
        no_shows=sum(count for kind, _, count in kinds if kind is SessionKind.NO_SHOW),
        cancelled={by: count for _, by, count in cancelled},
    )


def held_between(first: date, last: date) -> ColumnElement[bool]:
    return CounsellingSession.held_on.between(first, last)


def _contacts(session: Session, wanted: Wanted) -> tuple[int, int]:
    """Persons in talks, and how many different ones; whoever stands in a talk twice counts once."""
    talk, among = CounsellingSession, SessionAttendee
    held = (*wanted, talk.kind.not_in(MISSED))
    filed = select(talk.id.label("talk"), talk.person_id.label("person")).where(*held)
    others = other_clients(among).with_only_columns(among.session_id, among.person_id)
    others = others.join(talk, talk.id == among.session_id).where(*held)
    each = union_all(filed, others).subquery()
    pairs = select(each.c.talk, each.c.person).distinct().subquery()
    counted = select(func.count(), func.count(pairs.c.person.distinct())).select_from(pairs)
    contacts, persons = session.execute(counted).one()
    return contacts, persons

"""Talks counted: once for each action, once for each person counselled, missed ones apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select, union_all
from sqlalchemy.orm import Session

from models.acting import Acting
from models.counselling_session import (
    MISSED,
    CancelledBy,
    CounsellingSession,
    SessionKind,
)
from models.kept import PERSON, kept
from models.session_parts import SessionAttendee, other_clients

Wanted = Sequence[ColumnElement[bool]]


@dataclass(frozen=True, kw_only=True)
class FileTalks:
    """Talks and those that did not come about, `cancelled` by who called off; None: not noted."""

    talks: int
    no_shows: int
    cancelled: dict[CancelledBy | None, int]

    @property
    def cancellations(self) -> int:
        return sum(self.cancelled.values())


@dataclass(frozen=True, kw_only=True)
class TalkCounts(FileTalks):
    """A family's talk with four of its members is one talk and four contacts."""

    contacts: int
    persons: int


def talk_counts(session: Session, *wanted: ColumnElement[bool]) -> TalkCounts:
    """Counts of the talks that meet these conditions on `CounsellingSession`."""
    kinds = session.execute(_kinds(wanted)).all()
    contacts, persons = _contacts(session, wanted)
    return TalkCounts(contacts=contacts, persons=persons, **_apart(kinds))


def talks_of(person_id: int, session: Session, acting: Acting) -> FileTalks:
    """Talks of this person's file as far as the acting person may see them; one statement."""
    kinds = session.execute(_kinds_of_file(acting), {PERSON.key: person_id}).all()
    return FileTalks(**_apart(kinds))


@kept
def _kinds_of_file(acting: Acting) -> Any:
    return _kinds((CounsellingSession.of_file(PERSON), CounsellingSession.visible_to(acting)))


def _kinds(wanted: Wanted) -> Any:
    talk = CounsellingSession
    found = select(talk.kind, talk.cancelled_by, func.count()).where(*wanted)
    return found.group_by(talk.kind, talk.cancelled_by)


def _apart(kinds: Sequence[Any]) -> dict[str, Any]:
    return {
        "talks": sum(count for kind, _, count in kinds if kind not in MISSED),
        "no_shows": sum(count for kind, _, count in kinds if kind is SessionKind.NO_SHOW),
        "cancelled": {by: count for kind, by, count in kinds if kind is SessionKind.CANCELLED},
    }


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

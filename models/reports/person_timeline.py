"""All that happened with a person in one sequence, newest first, to be read without opening any.

Talks with what was said, agreements with their goals, tasks done, status, moves, evictions. Each
kind is asked only for who may read it, and its texts only for who may read notes. A page of the
sequence takes two statements however long the file is.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    cast,
    false,
    literal,
    null,
    or_,
    select,
    union_all,
)

from models.acting import Acting
from models.base import db
from models.catalogue import Catalogue, Topic
from models.counselling_session import CounsellingSession
from models.goal import Goal
from models.kept import PERSON, kept
from models.permissions import Action, DataClass
from models.reports.person_entries import COLUMNS, EntryKind, Source
from models.reports.person_sources import SOURCES
from models.session_parts import SessionTopic
from models.staff import Staff

PAGE = 20  # entries


@dataclass(frozen=True)
class Mark:
    """The last entry of a page: the next page begins behind it."""

    happened_on: date
    kind: EntryKind
    record_id: int


@dataclass(frozen=True)
class Wanted:
    """Which part of the sequence; empty `kinds`: all of them. Topic and author by their numbers."""

    kinds: frozenset[EntryKind] = frozenset()
    topic_id: int | None = None
    author_id: int | None = None
    before: Mark | None = None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry; `name` is a state or kind by its code, or a label of the office's own lists."""

    kind: EntryKind
    record_id: int
    opens_id: int  # the record whose page tells more
    happened_on: date
    name: str | None = None
    more: str | None = None
    who: str | None = None
    place: str | None = None
    minutes: int | None = None
    until: date | None = None
    state: str | None = None
    reason: str | None = None
    since_last: str | None = None
    successes: str | None = None
    setbacks: str | None = None
    challenges: str | None = None
    children: str | None = None
    new_needs: str | None = None
    content: str | None = None
    agreements: str | None = None
    topics: tuple[tuple[int, str], ...] = ()
    goals: tuple[tuple[str, str], ...] = ()  # what and how far, by the code of the state


@dataclass(frozen=True)
class Timeline:
    entries: tuple[Entry, ...]
    older: Mark | None  # where the next page begins; None on the last one


@dataclass(frozen=True)
class Choices:
    """Topics and authors that occur in the file, by number and name."""

    topics: list[tuple[int, str]] = field(default_factory=list)
    authors: list[tuple[int, str]] = field(default_factory=list)


def kinds_open_to(acting: Acting, may_read_notes: bool) -> frozenset[EntryKind]:
    """The kinds of entries that the acting person may read at all."""
    return frozenset(
        kind
        for kind, source in SOURCES.items()
        if (may_read_notes if source.is_note else acting.may(Action.READ, source.data_class))
    )


def timeline_of(person_id: int, wanted: Wanted, acting: Acting, may_read_notes: bool) -> Timeline:
    """One page; `may_read_notes` once a reason was stated, where one is needed."""
    kinds = kinds_open_to(acting, may_read_notes)
    if not may_read_notes:
        wanted = replace(wanted, topic_id=None)  # a topic tells what was said
    if wanted.kinds:
        kinds &= wanted.kinds
    kinds = frozenset(kind for kind in kinds if _may_hold(SOURCES[kind], wanted))
    if not kinds:
        return Timeline((), None)
    newest = _newest(kinds, wanted, may_read_notes, acting)
    rows = [dict(row._mapping) for row in db.session.execute(newest, {PERSON.key: person_id})]
    entries = list(_completed(rows[:PAGE], may_read_notes))
    last = entries[-1] if len(rows) > PAGE else None
    return Timeline(
        tuple(entries), Mark(last.happened_on, last.kind, last.record_id) if last else None
    )


@kept
def _newest(
    kinds: frozenset[EntryKind], wanted: Wanted, may_read_notes: bool, acting: Acting
) -> Select[Any]:
    branches = [_branch(kind, wanted, acting, may_read_notes) for kind in sorted(kinds)]
    line = union_all(*(select(branch.subquery()) for branch in branches)).subquery().c
    in_order = (line.happened_on.desc(), line.kind.desc(), line.record_id.desc())
    return select(*line).order_by(*in_order).limit(PAGE + 1)


def _may_hold(source: Source, wanted: Wanted) -> bool:
    """Only talks have topics, and not every entry has an author."""
    has_topic = wanted.topic_id is None or source.model is CounsellingSession
    return has_topic and (wanted.author_id is None or source.author is not None)


def _branch(kind: EntryKind, wanted: Wanted, acting: Acting, may_read_notes: bool) -> Select[Any]:
    """At most a page of one kind, so that the whole is put in order from few rows."""
    source = SOURCES[kind]
    told = {"opens_id": source.model.id} | {
        name: value
        for name, value in source.columns.items()
        if may_read_notes or name not in source.notes
    }
    columns = [_sql_of(told.get(name), kind_of).label(name) for name, kind_of in COLUMNS.items()]
    model = source.model
    found = select(literal(int(kind)).label("kind"), model.id.label("record_id"), *columns)
    found = source.joined(found.select_from(model)).where(
        source.of_person(PERSON), source.scope.visible_to(acting), *source.where
    )
    on = source.columns["happened_on"]
    if wanted.before is not None:
        found = found.where(_is_before(kind, model.id, on, wanted.before))
    if wanted.author_id is not None:
        found = found.where(source.author == wanted.author_id)
    if wanted.topic_id is not None:
        found = found.where(_has_topic(wanted.topic_id))
    return found.order_by(on.desc(), model.id.desc()).limit(PAGE + 1)


def _sql_of(value: Any, kind_of: Any) -> Any:
    """The column; the label in the reader's language of an entry of a list; or nothing."""
    if value is None:
        return cast(null(), kind_of)
    is_list = isinstance(value, type) and issubclass(value, Catalogue)
    return value.title_sql() if is_list else value


def _is_before(kind: EntryKind, key: Any, on: Any, mark: Mark) -> ColumnElement[bool]:
    """Behind the mark in the order of the sequence: day, kind, number."""
    if kind < mark.kind:
        is_before: ColumnElement[bool] = on <= mark.happened_on
        return is_before
    beside = and_(on == mark.happened_on, key < mark.record_id)
    return or_(on < mark.happened_on, beside if kind is mark.kind else false())


def _completed(rows: list[dict[str, Any]], may_read_notes: bool) -> Iterator[Entry]:
    """The topics of talks and the goals of agreements come with one more statement."""
    parts: dict[tuple[int, int], list[Any]] = defaultdict(list)
    if may_read_notes:
        for kind, owner_id, key, text, state in _parts(rows):
            parts[kind, owner_id].append((key, text) if state is None else (text, state))
    for row in rows:
        found = tuple(parts[row["kind"], row["record_id"]])
        kind = EntryKind(row["kind"])
        beside = {"topics": found} if kind is EntryKind.TALK else {"goals": found}
        yield Entry(**{**row, "kind": kind, **beside})


def _parts(rows: list[dict[str, Any]]) -> list[Any]:
    talks = [row["record_id"] for row in rows if row["kind"] == EntryKind.TALK]
    agreements = [row["record_id"] for row in rows if row["kind"] == EntryKind.AGREEMENT]
    if not talks and not agreements:
        return []
    topics = (
        select(
            literal(int(EntryKind.TALK)), SessionTopic.session_id, Topic.id, Topic.title_sql(),
            cast(null(), String), Topic.sort_order.label("place"),
        )
        .join(SessionTopic, SessionTopic.topic_id == Topic.id)
        .where(SessionTopic.session_id.in_(talks))
    )  # fmt: skip
    goals = select(
        literal(int(EntryKind.AGREEMENT)), Goal.agreement_id, Goal.id, Goal.what,
        cast(Goal.state, String), Goal.id,
    ).where(Goal.agreement_id.in_(agreements))  # fmt: skip
    found = union_all(topics, goals).subquery()
    return [row[:5] for row in db.session.execute(select(found).order_by(found.c.place))]


def choices_of(person_id: int, acting: Acting, may_read_notes: bool) -> Choices:
    """By what the sequence of this person can be narrowed."""
    if not acting.may(Action.READ, DataClass.SESSION):
        return Choices()
    found = db.session.execute(_choices(may_read_notes, acting), {PERSON.key: person_id})
    rows = sorted(found, key=lambda row: str(row[2]))
    return Choices(
        [(key, name) for kind, key, name in rows if kind == "topic"],
        [(key, name) for kind, key, name in rows if kind == "author"],
    )


@kept
def _choices(may_read_notes: bool, acting: Acting) -> Any:
    talk = CounsellingSession
    within = (talk.of_file(PERSON), talk.visible_to(acting))
    authors = (
        select(literal("author"), Staff.id, Staff.display_name)
        .join(talk, talk.worker_id == Staff.id)
        .where(*within)
        .distinct()
    )
    topics = (
        select(literal("topic"), Topic.id, Topic.title_sql())
        .join(SessionTopic, SessionTopic.topic_id == Topic.id)
        .join(talk, talk.id == SessionTopic.session_id)
        .where(*within)
        .distinct()
    )
    return union_all(authors, topics) if may_read_notes else authors


def _has_topic(topic_id: int) -> ColumnElement[bool]:
    talks = select(SessionTopic.id).where(
        SessionTopic.session_id == CounsellingSession.id, SessionTopic.topic_id == topic_id
    )
    return talks.exists()

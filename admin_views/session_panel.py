"""Beside the form of a talk: last agreements, open steps, who may come, the next free hour."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext, ngettext

from admin_views.choices import Entry, entries_of
from admin_views.due import distance
from admin_views.enum_labels import enum_label
from admin_views.formats import day, moment, weekday_and_day
from admin_views.session_parts import key_of
from models.acting import acting
from models.base import db
from models.catalogue import Criterion, Language, Topic
from models.counselling_session import CounsellingSession
from models.goal import GoalStep
from models.person import Person
from models.reports.talk_counts import talks_of
from models.reports.talk_start import Present, TalkStart, free_slot
from models.rules.urgency import tone_of
from models.staff import Staff
from models.task import Task


@dataclass(frozen=True)
class LastTalk:
    when: str
    worker: str
    agreements: str
    url: str


@dataclass(frozen=True)
class OpenLine:
    """Something to tick off: what, whose, until when and how pressing."""

    key: str
    what: str
    who: str
    due: str
    tone: str


@dataclass(frozen=True)
class Slot:
    """A free hour: as it is said, and as it is typed into the form."""

    text: str
    typed: str
    place: str


@dataclass(frozen=True)
class TopicGroup:
    """The finer topics of one of the 15 criteria."""

    label: str
    topic_ids: frozenset[int]


@dataclass(frozen=True)
class TalkPanel:
    """`person` is None as long as nobody was chosen; then only slot and topics are known."""

    person: Person | None
    last: LastTalk | None
    family: tuple[Present, ...]
    facts: str
    needs_interpreter: bool
    tasks: tuple[OpenLine, ...]
    slot: Slot | None
    main_topics: frozenset[int]
    topic_groups: tuple[TopicGroup, ...]


def talk_panel(
    start: TalkStart | None,
    tasks: Iterable[Task | GoalStep] = (),
    language: Language | None = None,
) -> TalkPanel:
    main, groups = topic_groups()
    person = start.person if start else None
    return TalkPanel(
        person=person,
        last=_last(start.last) if start else None,
        family=start.family if start else (),
        facts=_facts(person) if person else "",
        needs_interpreter=person is not None and _needs_interpreter(person, language),
        tasks=tuple(map(_line, tasks)),
        slot=_slot(),
        main_topics=main,
        topic_groups=groups,
    )


def _needs_interpreter(person: Person, language: Language | None) -> bool:
    """The person does, and the worker does not speak the language of the talk."""
    if not person.interpreter_needed or language is None:
        return person.interpreter_needed
    worker = db.session.get(Staff, acting().staff_id)
    spoken = {known.language_id for known in worker.languages} if worker else set()
    return language.code != "de" and language.id not in spoken


def _line(task: Task | GoalStep) -> OpenLine:
    today, due_on = acting().today, task.due_on
    due, tone = (distance(due_on, today), tone_of(due_on, today)) if due_on else ("", "")
    return OpenLine(key_of(task), task.what, task.doer_name or enum_label(task.doer), due, tone)


def _last(talk: CounsellingSession | None) -> LastTalk | None:
    if talk is None:
        return None
    return LastTalk(
        when=day(talk.held_on),
        worker=talk.worker.display_name,
        agreements=talk.agreements or "",
        url=url_for("counselling_session.details_view", id=talk.id),
    )


def _facts(person: Person) -> str:
    """How often one talked so far, and how often in vain."""
    counts = talks_of(person.id, db.session(), acting())
    parts = [ngettext("%(num)s talk so far", "%(num)s talks so far", counts.talks)]
    if counts.no_shows:
        parts.append(gettext("%(count)s not appeared", count=counts.no_shows))
    if counts.cancellations:
        parts.append(gettext("%(count)s cancelled", count=counts.cancellations))
    return " · ".join(parts)


def _slot() -> Slot | None:
    found = free_slot(acting())
    if found is None:
        return None
    at = found.starts_at
    return Slot(f"{weekday_and_day(at.date())}, {at:%H:%M}", moment(at), found.location)


def topic_groups() -> tuple[frozenset[int], tuple[TopicGroup, ...]]:
    """The topics that stand for a whole criterion, and the finer ones below them.

    A topic with the code of its criterion stands for it; where the office has taken that out of
    use, all topics of the criterion are offered at once.
    """
    criteria, topics = entries_of(Criterion), entries_of(Topic).values()
    whole = {
        topic.criterion_id: topic
        for topic in topics
        if topic.is_open_on(acting().today) and topic.code == _code(criteria, topic)
    }
    main = {topic.id for topic in topics if whole.get(topic.criterion_id, topic) is topic}
    finer = defaultdict(set)
    for topic in topics:
        if topic.id not in main:
            finer[topic.criterion_id].add(topic.id)
    groups = [
        TopicGroup(whole[key].label, frozenset(finer[key])) for key in criteria if key in finer
    ]
    return frozenset(main), tuple(groups)


def _code(criteria: dict[int, Entry], topic: Entry) -> str:
    criterion = criteria.get(topic.criterion_id or 0)
    return criterion.code if criterion else ""

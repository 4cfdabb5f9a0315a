"""What a new talk begins with: whom one usually meets, what was agreed, what is still open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from models.acting import Acting
from models.base import Record
from models.catalogue import Language, SessionPlace
from models.counselling_session import MISSED, CounsellingSession, SessionKind
from models.goal import Goal, GoalStep
from models.goal_agreement import GoalAgreement
from models.household import HouseholdMember
from models.kept import PERSON, kept
from models.person import Person, PersonLanguage
from models.reports.free_slots import FreeSlot, next_free_slot
from models.reports.volunteer_booked import booked_interpreter
from models.session_parts import AttendeeKind, SessionAttendee
from models.task import CLOSED_STATES, Task

Kind = TypeVar("Kind", bound=Record)
MOST_TASKS = 30
USUAL = (AttendeeKind.CLIENT, AttendeeKind.FAMILY, AttendeeKind.INTERPRETER)
COUNSELLING = (SessionKind.FIRST, SessionKind.FOLLOW_UP, SessionKind.ACCOMPANIMENT)


@dataclass(frozen=True)
class Present:
    """Somebody who may be there: by their file, where they have one."""

    kind: AttendeeKind
    name: str
    person: Person | None = None
    note: str = ""  # what they are in the household


@dataclass(frozen=True)
class TalkStart:
    """What former talks and the file tell, as far as the acting person may see it."""

    person: Person
    kind: SessionKind
    language: Language | None
    interpreter: str
    present: tuple[Present, ...]  # as in the last talk
    family: tuple[Present, ...]  # others of the household
    last: CounsellingSession | None  # the last one with an agreement


def talk_start(
    session: Session, person: Person, acting: Acting, talk_id: int | None = None
) -> TalkStart:
    """For a new talk with this person today, or beside the talk `talk_id`; in six statements."""
    talks = [talk for talk in _former_talks(session, person, acting) if talk.id != talk_id]
    last = talks[0] if talks else None
    present = _usual_people(last) if last else ()
    known = {one.person.id for one in present if one.person}
    relatives = _relatives(session, person, acting)
    return TalkStart(
        person=person,
        kind=SessionKind.FOLLOW_UP if talks else SessionKind.FIRST,
        language=_language(session, person, last) if talk_id is None else None,
        interpreter=_interpreter(session, person, acting, last),
        present=present,
        family=tuple(one for one in relatives if one.person and one.person.id not in known),
        last=next((talk for talk in talks if talk.agreements), last),
    )


def _former_talks(session: Session, person: Person, acting: Acting) -> Sequence[CounsellingSession]:
    """The last counselling talks; a call at the door tells nothing of who usually comes."""
    return session.scalars(_last_talks(acting), {PERSON.key: person.id}).unique().all()


@kept
def _last_talks(acting: Acting) -> Select[Any]:
    talk = CounsellingSession
    wanted = select(talk).where(
        talk.person_id == PERSON, talk.kind.in_(COUNSELLING), talk.visible_to(acting)
    )
    newest = wanted.order_by(talk.held_on.desc(), talk.id.desc()).limit(3)
    present = selectinload(talk.attendees).joinedload(SessionAttendee.person)
    return newest.options(joinedload(talk.language), joinedload(talk.worker), present)


def _usual_people(talk: CounsellingSession) -> tuple[Present, ...]:
    """Who interpreted stands in a field of its own."""
    return tuple(
        Present(one.kind, one.name, one.person)
        for one in talk.attendees
        if one.kind in USUAL and one.name != talk.interpreter
    )


def _interpreter(
    session: Session, person: Person, acting: Acting, last: CounsellingSession | None
) -> str:
    """Who accepted for today; else who interpreted last time."""
    booked = ""
    if person.interpreter_needed:
        booked = booked_interpreter(person.id, acting.today, session)
    return booked or ((last.interpreter or "") if last else "")


def _language(session: Session, person: Person, last: CounsellingSession | None) -> Language | None:
    """As last time, else the first language named in the file."""
    if last is not None and last.language is not None:
        return last.language
    spoken = select(PersonLanguage).where(PersonLanguage.person_id == person.id)
    first = session.scalars(spoken.order_by(PersonLanguage.id).limit(1)).first()
    return first.language if first else None


def _relatives(session: Session, person: Person, acting: Acting) -> Iterator[Present]:
    """Who lives in the same household today."""
    for one in session.scalars(_household(acting), {PERSON.key: person.id}).unique():
        role = one.role.title if one.role else ""
        yield Present(AttendeeKind.FAMILY, one.person.title, one.person, role)


@kept
def _household(acting: Acting) -> Select[Any]:
    member = HouseholdMember
    own = select(member.household_id).where(member.person_id == PERSON, member.as_of(acting.today))
    wanted = select(member).where(
        member.household_id.in_(own),
        member.person_id != PERSON,
        member.as_of(acting.today),
        member.visible_to(acting),
    )
    parts = (joinedload(member.person), joinedload(member.role))
    return wanted.order_by(member.id).options(*parts)


def open_tasks(
    session: Session, person_id: int, acting: Acting, talk_id: int | None = None
) -> list[Task | GoalStep]:
    """What the person, the office or a partner has still to do, the most urgent first.

    Steps of goals stand for themselves where they have no task. Tasks of the talk `talk_id` are
    left out: they stand in its own form.
    """
    tasks, steps = _open_tasks(acting)
    if talk_id is not None:
        tasks = tasks.where(Task.session_id.is_distinct_from(talk_id))
    told = {PERSON.key: person_id}
    found: list[Task | GoalStep] = [
        *session.scalars(tasks, told),
        *session.scalars(steps, told).unique(),
    ]
    return sorted(found, key=lambda one: one.due_on or date.max)[:MOST_TASKS]


@kept
def _open_tasks(acting: Acting) -> tuple[Select[Any], Select[Any]]:
    tasks = select(Task).where(
        Task.person_id == PERSON, Task.is_closed.is_(False), Task.visible_to(acting)
    )
    agreed = select(GoalAgreement.id).where(
        GoalAgreement.person_id == PERSON, GoalAgreement.visible_to(acting)
    )
    steps = (
        select(GoalStep)
        .join(Goal)
        .where(
            Goal.agreement_id.in_(agreed),
            GoalStep.state.not_in(CLOSED_STATES),
            ~select(Task.id).where(Task.goal_step_id == GoalStep.id).exists(),
        )
        .order_by(GoalStep.due_on.asc().nulls_last(), GoalStep.id)
    )
    urgent = tasks.order_by(Task.due_order, Task.id).limit(MOST_TASKS)
    return urgent, steps.limit(MOST_TASKS)


def usual_place(session: Session, acting: Acting) -> SessionPlace | None:
    """Where the worker talks today: on a round through the shelters not in the office."""
    talk = CounsellingSession
    wanted = select(talk).where(
        talk.worker_id == acting.staff_id,
        talk.held_on == acting.today,
        talk.kind.not_in((*MISSED, SessionKind.SHORT_CONTACT, SessionKind.COLLATERAL)),
    )
    latest = wanted.order_by(talk.id.desc()).limit(1).options(joinedload(talk.place))
    today = session.scalars(latest).unique().first()
    if today is not None and today.place is not None:
        return today.place
    return session.scalars(select(SessionPlace).where(SessionPlace.code == "office")).first()


def free_slot(acting: Acting) -> FreeSlot | None:
    """When and where the worker could meet the person next: tomorrow at the earliest."""
    if acting.staff_id is None:
        return None
    tomorrow = datetime.combine(acting.today + timedelta(days=1), time())
    return next_free_slot(acting.staff_id, tomorrow)

"""One entry of a person's sequence in words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for

from admin_views import formats
from admin_views.enum_labels import TONES, enum_label
from admin_views.labels import field_label
from admin_views.words import gettext
from admin_views.words import lazy_gettext as _
from models.acting import acting
from models.appointment import AppointmentKind, AppointmentState
from models.base import Record
from models.career_phase import CareerStage
from models.contact_attempt import AttemptKind, AttemptResult
from models.counselling_session import CounsellingSession, SessionKind
from models.document import DocumentState
from models.eviction_step import EvictionState
from models.goal import GoalState
from models.permissions import Action, DataClass
from models.referral_step import ReferralState
from models.reports.person_entries import SINCE_LAST, EntryKind
from models.reports.person_timeline import (
    Entry,
)
from models.task import TaskState

BETWEEN = " · "
_K = EntryKind
STEMS: dict[EntryKind, tuple[str, DataClass]] = {
    _K.TALK: ("counselling_session", DataClass.SESSION),
    _K.ADDENDUM: ("session_addendum", DataClass.SESSION),
    _K.APPOINTMENT: ("appointment", DataClass.SESSION),
    _K.AGREEMENT: ("goal_agreement", DataClass.SESSION),
    _K.GOAL: ("goal", DataClass.SESSION),
    _K.CAREER: ("career_phase", DataClass.SESSION),
    _K.EVIDENCE: ("career_phase", DataClass.SESSION),
    _K.TASK: ("task", DataClass.SESSION),
    _K.REFERRAL: ("referral", DataClass.SESSION),
    _K.RESIDENCE: ("residence_status", DataClass.RESIDENCE),
    _K.BENEFIT: ("benefit_period", DataClass.RESIDENCE),
    _K.TARGET_GROUP: ("person_target_group", DataClass.RESIDENCE),
    _K.RESPONSIBILITY: ("responsibility", DataClass.MASTER),
    _K.MOVED_IN: ("stay", DataClass.STAY),
    _K.MOVED_OUT: ("stay", DataClass.STAY),
    _K.EVICTION_STEP: ("eviction_case", DataClass.EVICTION),
    _K.CONTACT_ATTEMPT: ("eviction_case", DataClass.EVICTION),
}
TITLES: dict[EntryKind, Any] = {
    _K.GOAL: _("Goal"),
    _K.CAREER: _("Career orientation"),
    _K.EVIDENCE: _("Evidence"),
    _K.APPOINTMENT: _("Appointment"),
    _K.AGREEMENT: _("Goal agreement"),
    _K.RESIDENCE: _("Residence status"),
    _K.BENEFIT: _("Benefit"),
    _K.TARGET_GROUP: _("Target group"),
    _K.RESPONSIBILITY: _("Responsible"),
    _K.MOVED_IN: _("Moved in"),
    _K.MOVED_OUT: _("Moved out"),
    _K.EVICTION_STEP: _("Eviction case"),
    _K.CONTACT_ATTEMPT: _("Attempt to make contact"),
    _K.REFERRAL: _("Referral"),
}


@dataclass(frozen=True)
class Said:
    """One text of an entry, with a word before it where it needs one."""

    text: str
    label: Any = ""


@dataclass(frozen=True)
class TimelineLine:
    look: str
    title: str
    url: str
    small: str
    tags: list[tuple[str, str]]
    texts: list[Said]
    goals: list[tuple[str, str, str]]
    topics: list[tuple[str, str]]  # label, address of the sequence of that topic


NAMED = frozenset({_K.RESIDENCE, _K.BENEFIT, _K.TARGET_GROUP, _K.RESPONSIBILITY})
TOLD_BY_MORE = NAMED - {_K.RESPONSIBILITY} | {_K.TASK, _K.GOAL, _K.CAREER, _K.REFERRAL}


def line_of(entry: Entry, here: Callable[..., str]) -> TimelineLine:
    return TimelineLine(
        look=entry.kind.name.lower().replace("_", "-"),
        title=_title(entry),
        url=_page_of(entry),
        small=BETWEEN.join(filter(None, _small(entry))),
        tags=list(_tags(entry)),
        texts=_texts(entry),
        goals=[
            (what, enum_label(GoalState[state]), TONES[GoalState[state]])
            for what, state in entry.goals
        ],
        topics=[(label, here(topic=key)) for key, label in entry.topics],
    )


def _title(entry: Entry) -> str:
    if entry.kind is EntryKind.TALK:
        text = enum_label(SessionKind[entry.name or ""])
        return text[:1].upper() + text[1:]
    if entry.kind is EntryKind.ADDENDUM:
        return gettext(
            "Addendum %(number)s to the talk of %(day)s",
            number=entry.name,
            day=formats.show(entry.until),
        )
    if entry.kind is EntryKind.TASK:
        is_done = entry.name == TaskState.DONE.name
        return gettext("Task done") if is_done else gettext("Task dropped")
    title = str(TITLES[entry.kind])
    return title if entry.kind not in NAMED else f"{title}: {_name(entry)}"


def _name(entry: Entry) -> str:
    return entry.name or ""


def _page_of(entry: Entry) -> str:
    stem, data_class = STEMS[entry.kind]
    is_page = f"{stem}.details_view" in current_app.view_functions
    if not is_page or not acting().may(Action.READ, data_class):
        return ""
    return url_for(f"{stem}.details_view", id=entry.opens_id)


def _small(entry: Entry) -> list[str | None]:
    """What tells the entry apart: day, length, place, who."""
    day = formats.day(entry.happened_on)
    if entry.kind is EntryKind.TALK:
        minutes = gettext("%(num)s min", num=entry.minutes) if entry.minutes else ""
        return [day, minutes, entry.place, entry.who, _interpreter(entry)]
    until = ""
    if entry.until and entry.kind in (EntryKind.RESIDENCE, EntryKind.RESPONSIBILITY):
        until = gettext("until %(day)s", day=formats.day(entry.until))
    if entry.kind is EntryKind.APPOINTMENT:
        return [day, enum_label(AppointmentKind[entry.name or ""]), entry.who]
    if entry.kind is EntryKind.CONTACT_ATTEMPT:
        return [day, enum_label(AttemptKind[entry.name or ""]), entry.who]
    return [day, until, entry.who if entry.kind is not EntryKind.RESPONSIBILITY else ""]


def _interpreter(entry: Entry) -> str:
    return gettext("with interpreter %(name)s", name=entry.more) if entry.more else ""


def _tags(entry: Entry) -> list[tuple[str, str]]:
    match entry.kind:
        case EntryKind.TALK:
            return _paper_tag(entry.state)
        case EntryKind.GOAL:
            goal = GoalState[entry.name or ""]
            return [(TONES.get(goal, "grey"), enum_label(goal))]
        case EntryKind.CAREER | EntryKind.EVIDENCE:
            return [("grey", enum_label(CareerStage[entry.name or ""]))]
        case EntryKind.APPOINTMENT:
            answer = AppointmentState[entry.state or ""]
            return [(TONES.get(answer, "grey"), enum_label(answer))]
        case EntryKind.EVICTION_STEP:
            state = EvictionState[entry.name or ""]
            return [(TONES[state], enum_label(state))]
        case EntryKind.REFERRAL:
            step = ReferralState[entry.name or ""]
            return [(TONES[step], enum_label(step))]
        case EntryKind.CONTACT_ATTEMPT:
            result = AttemptResult[entry.more or ""]
            return [(TONES.get(result, "grey"), enum_label(result))]
        case EntryKind.AGREEMENT if entry.until:
            text = gettext("signed %(day)s", day=formats.day(entry.until))
            return [("green", text)]
        case EntryKind.AGREEMENT:
            return _paper_tag(entry.state) or [("amber", gettext("not signed yet"))]
    return []


def _paper_tag(state: str | None) -> list[tuple[str, str]]:
    """How far the paper is that was issued; without one there is nothing to say."""
    if state not in DocumentState.__members__:
        return []
    paper = DocumentState[state]
    return [(TONES.get(paper, "grey"), enum_label(paper))]


def _texts(entry: Entry) -> list[Said]:
    texts = []
    if entry.kind in (EntryKind.MOVED_IN, EntryKind.MOVED_OUT):
        texts.append(Said(BETWEEN.join(filter(None, (entry.name, entry.more)))))
    elif entry.kind is EntryKind.RESPONSIBILITY and entry.more:
        texts.append(Said(gettext("deputy %(name)s", name=entry.more)))
    elif entry.kind in TOLD_BY_MORE and entry.more:
        texts.append(Said(entry.more))
    model: type[Record] = CounsellingSession
    if entry.reason:
        texts.append(Said(entry.reason, field_label(model, "reason")))
    for name in SINCE_LAST:
        if told := getattr(entry, name):
            texts.append(Said(told, field_label(model, name)))
    if entry.content:
        texts.append(Said(entry.content))
    if entry.agreements:
        texts.append(Said(entry.agreements, gettext("Agreed")))
    return texts

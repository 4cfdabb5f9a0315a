"""The sequence of a person's file in words: its entries, its chips, the way to older ones."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request, url_for

from admin_views.person_entry import TimelineLine, line_of
from admin_views.words import lazy_gettext as _
from models.acting import acting
from models.reports.person_entries import EntryKind
from models.reports.person_timeline import (
    Choices,
    Mark,
    Timeline,
    Wanted,
    choices_of,
    kinds_open_to,
    timeline_of,
)
from models.rules.text import whole_number

_K = EntryKind
# The chips: which kinds of entries stand under which word.
GROUPS: dict[str, tuple[Any, frozenset[EntryKind]]] = {
    "talks": (_("Talks"), frozenset({_K.TALK, _K.ADDENDUM, _K.APPOINTMENT})),
    "goals": (_("Goals"), frozenset({_K.AGREEMENT, _K.GOAL, _K.CAREER, _K.EVIDENCE})),
    "tasks": (_("Tasks"), frozenset({_K.TASK})),
    "referrals": (_("Referrals"), frozenset({_K.REFERRAL})),
    "status": (
        _("Status"),
        frozenset({_K.RESIDENCE, _K.BENEFIT, _K.TARGET_GROUP, _K.RESPONSIBILITY}),
    ),
    "housing": (_("Housing"), frozenset({_K.MOVED_IN, _K.MOVED_OUT})),
    "eviction": (_("Eviction"), frozenset({_K.EVICTION_STEP, _K.CONTACT_ATTEMPT})),
}


@dataclass(frozen=True)
class Chip:
    label: Any
    url: str
    is_on: bool


@dataclass(frozen=True)
class TimelinePanel:
    """`chips` are left out where there is but one kind of entries."""

    chips: list[Chip]
    lines: list[TimelineLine]
    choices: Choices
    kind: str
    topic_id: int | None
    author_id: int | None
    newest_url: str
    older_url: str
    is_narrowed: bool
    all_url: str


def timeline_panel(person_id: int, may_read_notes: bool) -> TimelinePanel | None:
    """None where no kind of entries may be read."""
    someone, asked = acting(), request.args
    kinds = kinds_open_to(someone, may_read_notes)
    if not kinds:
        return None
    groups = {name: label for name, (label, held) in GROUPS.items() if held & kinds}
    kind = asked.get("kind", "")
    kind = kind if kind in groups else ""
    wanted = Wanted(
        GROUPS[kind][1] if kind else frozenset(),
        whole_number(asked.get("topic")),
        whole_number(asked.get("author")),
        _mark_of(asked.get("before", "")),
    )
    here = _address(person_id, kind=kind, topic=wanted.topic_id, author=wanted.author_id)
    found = timeline_of(person_id, wanted, someone, may_read_notes)
    return TimelinePanel(
        chips=_chips(groups, kind, here) if len(groups) > 1 else [],
        lines=[line_of(entry, here) for entry in found.entries],
        choices=choices_of(person_id, someone, may_read_notes),
        kind=kind,
        topic_id=wanted.topic_id,
        author_id=wanted.author_id,
        newest_url=here() if wanted.before else "",
        older_url=here(before=_told(found)) if found.older else "",
        is_narrowed=bool(kind or wanted.topic_id or wanted.author_id),
        all_url=here(kind=None, topic=None, author=None),
    )


def _address(person_id: int, **asked: Any) -> Callable[..., str]:
    """The address of this sequence, asked for something else besides."""

    def address(**other: Any) -> str:
        values = {name: value for name, value in {**asked, **other}.items() if value}
        return url_for("person.details_view", id=person_id, **values)

    return address


def _chips(groups: dict[str, Any], kind: str, here: Callable[..., str]) -> list[Chip]:
    everything = Chip(_("Everything"), here(kind=None), not kind)
    return [
        everything,
        *(Chip(label, here(kind=name), name == kind) for name, label in groups.items()),
    ]


def _told(found: Timeline) -> str:
    mark = found.older
    return f"{mark.happened_on:%Y%m%d}-{int(mark.kind)}-{mark.record_id}" if mark else ""


def _mark_of(text: str) -> Mark | None:
    """None where the address was typed or cut off: then the newest entries are shown."""
    try:
        day, kind, key = text.split("-")
        on = date(int(day[:4]), int(day[4:6]), int(day[6:8]))
        number = whole_number(key)
        return Mark(on, EntryKind(int(kind)), number) if number else None
    except ValueError:
        return None

"""The filters of the directory as chips: what can be chosen, what is, and how to take it off."""

import time
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import url_for
from markupsafe import Markup

from admin_views.choices import Entry, entries_of, entries_stamp, open_entries
from admin_views.directory_query import LISTS, NAMES, args_of, entry_by_code, without
from admin_views.grid import option_tags
from admin_views.words import gettext, lazy_gettext
from models.acting import acting
from models.base import db
from models.catalogue import Criterion, Language, PartnerCategory, TargetGroup, Topic
from models.reports.directory import DirectoryQuery, Opens
from models.reports.directory_choices import DirectoryChoices, directory_choices

KEEP_FOR = 30.0  # seconds, so that several server processes agree soon
LABELS = {
    "criterion": lazy_gettext("Topic"),
    "category": lazy_gettext("Category"),
    "town": lazy_gettext("Town"),
    "language": lazy_gettext("Language"),
    "target_group": lazy_gettext("Target group"),
}
SWITCHES: dict[str, tuple[Any, Any]] = {  # the key: what it is called, what it changes
    "now": (lazy_gettext("Open now"), {"opens": Opens.NOW}),
    "today": (lazy_gettext("Open today"), {"opens": Opens.TODAY}),
    "free": (lazy_gettext("Free of charge"), {"is_free": True}),
    "barrier_free": (lazy_gettext("Barrier-free"), {"is_barrier_free": True}),
}


@dataclass(frozen=True)
class Chip:
    """A filter that is set, with the address without it; or one that a press sets."""

    key: str
    label: str
    url: str


@dataclass(frozen=True)
class Select:
    """A filter that is not set, with what it can be set to."""

    name: str
    label: str
    tags: Markup  # the options


@dataclass(frozen=True)
class Filters:
    chosen: list[Chip]
    hidden: list[tuple[str, str]]
    selects: list[Select]
    switches: list[Chip]
    clear_url: str


class _Shelf:
    """What can be chosen, as last read."""

    def __init__(self) -> None:
        self.choices: DirectoryChoices | None = None
        self.options: dict[Hashable, tuple[tuple[str, str], ...]] = {}
        self.read_at = float("-inf")

    def read(self) -> DirectoryChoices:
        if self.choices is None or time.monotonic() - self.read_at > KEEP_FOR:
            names = {one.code: one.label_de for one in entries_of(Language).values()}
            self.choices = directory_choices(db.session(), names)
            self.options.clear()
            self.read_at = time.monotonic()
        return self.choices


_shelf = _Shelf()


def forget_choices() -> None:
    """Read anew next time: an organisation was changed."""
    _shelf.read_at = float("-inf")


def directory_url(query: DirectoryQuery, **more: str) -> str:
    return _address(url_for("directory.index"), args_of(query) | more)


def _address(base: str, arguments: dict[str, str]) -> str:
    return f"{base}?{urlencode(arguments)}" if arguments else base


def filters_of(query: DirectoryQuery) -> Filters:
    base = url_for("directory.index")
    asked = [name for name in LABELS if getattr(query, name)]
    chosen = [_chosen(query, name) for name in asked]
    hidden = [(name, value) for name, value in args_of(query).items() if name != NAMES["term"]]
    switches: list[Chip] = []
    for key, (label, changes) in SWITCHES.items():
        ((field, wanted),) = changes.items()
        is_on = getattr(query, field) == wanted
        value = getattr(DirectoryQuery, field) if is_on else wanted
        url = _address(base, args_of(query, **{field: value}))
        (chosen if is_on else switches).append(Chip(key, str(label), url))
    clear_url = _address(base, args_of(DirectoryQuery(term=query.term)))
    return Filters(chosen, hidden, _selects(asked), switches, clear_url)


def _selects(asked: list[str]) -> list[Select]:
    """The lists that are not chosen from yet; none without something to choose."""
    found = ((name, _options(name)) for name in LABELS if name not in asked)
    return [
        Select(NAMES[name], str(LABELS[name]), option_tags(options, ""))
        for name, options in found
        if options
    ]


def _chosen(query: DirectoryQuery, name: str) -> Chip:
    value = getattr(query, name)
    said = label_of(name, value)
    label = gettext("%(filter)s: %(value)s", filter=LABELS[name], value=said)
    return Chip(NAMES[name], label, directory_url(without(query, name)))


def label_of(name: str, value: str) -> str:
    """What a chosen value is called on screen."""
    if name not in LISTS:
        return value
    entry = entry_by_code(LISTS[name], value)
    return _short(entry) if entry and name == "criterion" else entry.label if entry else value


def _options(name: str) -> tuple[tuple[str, str], ...]:
    """Worked out once for a day and a language, until the lists are read anew."""
    choices, someone = _shelf.read(), acting()
    place = (name, someone.language, someone.today, entries_stamp())
    found = _shelf.options.get(place)
    if found is None:
        found = _shelf.options[place] = tuple(_offered(name, choices))
    return found


def _offered(name: str, choices: DirectoryChoices) -> list[tuple[str, str]]:
    if name == "town":
        return [(town, town) for town in choices.towns]
    if name == "language":
        entries = [entry_by_code(Language, code) for code in choices.language_codes]
        return sorted(((one.code, one.label) for one in entries if one), key=lambda pair: pair[1])
    if name == "category":
        used = (entries_of(PartnerCategory)[key] for key in choices.category_ids)
        order = list(entries_of(PartnerCategory))
        return [(one.code, one.label) for one in sorted(used, key=lambda one: order.index(one.id))]
    if name == "criterion":
        return [(one.code, _short(one)) for one in open_entries(Criterion, set())]
    return [(one.code, one.label) for one in open_entries(TargetGroup, set())]


def _short(criterion: Entry) -> str:
    """The criteria are long sentences; the topic of the same code says it in a word."""
    return (entry_by_code(Topic, criterion.code) or criterion).label

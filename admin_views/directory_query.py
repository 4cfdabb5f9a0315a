"""What is asked of the directory, read from an address and written into one again."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from admin_views.choices import Entry, entries_of
from models.catalogue import Catalogue, Criterion, Language, PartnerCategory, TargetGroup
from models.reports.directory import DirectoryQuery, Opens
from models.rules.text import tidy
from models.search import LONGEST_SEARCH

# The names in addresses; a filter of another name is none of ours.
NAMES = {
    "term": "q",
    "category": "category",
    "town": "town",
    "language": "language",
    "criterion": "topic",
    "target_group": "group",
    "opens": "opens",
    "is_free": "free",
    "is_barrier_free": "barrier_free",
}
LISTS: dict[str, type[Catalogue]] = {
    "category": PartnerCategory,
    "criterion": Criterion,
    "language": Language,
    "target_group": TargetGroup,
}
LONGEST_TOWN = 80
YES = "yes"


def query_of(args: Mapping[str, str]) -> tuple[DirectoryQuery, list[str]]:
    """The query, and the values that name nothing: what cannot be meant is left out and told."""
    values: dict[str, Any] = {}
    unknown: list[str] = []
    for field, name in NAMES.items():
        typed = tidy(args.get(name, ""))
        if not typed:
            continue
        known = _read(field, typed)
        if known is None:
            unknown.append(typed[:LONGEST_TOWN])
        else:
            values[field] = known
    return DirectoryQuery(**values), unknown


def _read(field: str, typed: str) -> Any:
    """None where the value names nothing."""
    if field == "term":
        return typed[:LONGEST_SEARCH]
    if field == "town":
        return typed if len(typed) <= LONGEST_TOWN else None
    if field == "opens":
        return next((one for one in Opens if one and one == typed), None)
    if field in LISTS:
        return typed if entry_by_code(LISTS[field], typed) else None
    return True if typed == YES else None


def args_of(query: DirectoryQuery, **changes: Any) -> dict[str, str]:
    """The query, changed so, as it stands in an address; what is not asked for is left out."""
    told: dict[str, str] = {}
    for field, name in NAMES.items():
        if value := changes.get(field, getattr(query, field)):
            told[name] = YES if value is True else str(value)
    return told


def without(query: DirectoryQuery, field: str) -> DirectoryQuery:
    """The same question without one of its filters."""
    return replace(query, **{field: getattr(DirectoryQuery(), field)})


def entry_by_code(model: type[Catalogue], code: str) -> Entry | None:
    return next((one for one in entries_of(model).values() if one.code == code), None)

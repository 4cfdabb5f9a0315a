"""Filters of a list: one form field each, named by its column, so that an address lasts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Any

from flask_babel import gettext
from sqlalchemy import Boolean, ColumnElement, Date, DateTime, Integer, null, select
from sqlalchemy import Enum as EnumType
from sqlalchemy.orm import MANYTOONE

from admin_views.choices import entries_of
from admin_views.enum_labels import enum_label
from admin_views.fields import read_day
from admin_views.formats import day, show
from admin_views.labels import field_label
from models.acting import OFFICE_TIME, Acting, acting
from models.base import Moment, Record, db
from models.catalogue import Catalogue
from models.rules.text import whole_number
from models.search import finds, matches
from models.search_sql import folded
from models.staff import Staff

OwnRows = Callable[[Acting], ColumnElement[bool]]
ME = frozenset({"me", "ich"})


def is_me(value: str) -> bool:
    """A filter over staff takes whoever is looking."""
    return value.strip().lower() in ME


def asked_number(value: str) -> int:
    number = whole_number(value)
    if number is None:
        raise ValueError(value)
    return number


@dataclass(frozen=True)
class Filter:
    """What may be asked of a column, and how the answer narrows the list."""

    name: str
    label: Any
    kind: str = "text"
    column: str = field(default="", kw_only=True)

    def options(self) -> list[tuple[str, str]]:
        return []

    def condition(self, model: type[Record], value: str) -> ColumnElement[bool]:
        """Raises ValueError with a sentence for what cannot be understood."""
        raise NotImplementedError

    def takes_me(self, model: type[Record]) -> bool:
        """Whether it may be asked for whoever is looking."""
        return False

    def shown(self, value: str) -> str:
        """The value as it stands on the chip."""
        return dict(self.options()).get(value, value)

    def shown_in(self, model: type[Record], value: str) -> str:
        """The same, where the table is needed to say it."""
        return gettext("me") if is_me(value) and self.takes_me(model) else self.shown(value)


@dataclass(frozen=True)
class ChoiceFilter(Filter):
    kind: str = "choice"
    choices: type[Enum] = Enum

    def options(self) -> list[tuple[str, str]]:
        return [(member.name, enum_label(member)) for member in self.choices]

    def condition(self, model: type[Record], value: str) -> ColumnElement[bool]:
        try:
            wanted = self.choices[value]
        except KeyError:
            raise ValueError(value) from None
        return getattr(model, self.name) == wanted


@dataclass(frozen=True)
class CatalogueFilter(Filter):
    kind: str = "choice"
    catalogue: type[Catalogue] = Catalogue

    def options(self) -> list[tuple[str, str]]:
        label = "label_en" if acting().language == "en" else "label_de"
        return [
            (entry.code, getattr(entry, label)) for entry in entries_of(self.catalogue).values()
        ]

    def condition(self, model: type[Record], value: str) -> ColumnElement[bool]:
        keys = [entry.id for entry in entries_of(self.catalogue).values() if entry.code == value]
        if not keys:
            raise ValueError(value)
        relation = model.__mapper__.relationships[self.name]
        if relation.direction is MANYTOONE:
            return getattr(model, f"{self.name}_id") == keys[0]
        return getattr(model, self.name).any(self.catalogue.id == keys[0])


@dataclass(frozen=True)
class DayFilter(Filter):
    """From or until a day, both inclusive."""

    kind: str = "date"
    is_end: bool = False
    source: Callable[[], ColumnElement[Any]] | None = None

    def condition(self, model: type[Record], value: str) -> ColumnElement[bool]:
        stored: ColumnElement[Any] = self.source() if self.source else getattr(model, self.column)
        wanted: date = read_day(value)
        if isinstance(stored.type, DateTime | Moment):
            zone = OFFICE_TIME if isinstance(stored.type, Moment) else None
            start = datetime.combine(wanted, time(), zone)
            return stored < start + timedelta(days=1) if self.is_end else stored >= start
        return stored <= wanted if self.is_end else stored >= wanted

    def shown(self, value: str) -> str:
        """A day counted from today says how it was counted, since it moves on."""
        shown = ("≤ " if self.is_end else "≥ ") + day(read_day(value))
        return shown if value[0].isdigit() else f"{shown} ({value})"


@dataclass(frozen=True)
class YesNoFilter(Filter):
    kind: str = "yes_no"

    def options(self) -> list[tuple[str, str]]:
        return [("yes", show(True)), ("no", show(False))]

    def condition(self, model: type[Record], value: str) -> ColumnElement[bool]:
        if value not in ("yes", "no"):
            raise ValueError(value)
        return getattr(model, self.name).is_(value == "yes")


@dataclass(frozen=True)
class TextFilter(Filter):
    """Words in a text column, or in the name of a related record; of staff also "me"."""

    def condition(self, model: type[Record], value: str) -> ColumnElement[bool]:
        relation = model.__mapper__.relationships.get(self.name)
        if relation is None:
            return matches(getattr(model, self.name), value)
        target = relation.mapper.class_
        key = next(iter(relation.local_columns)).key
        if self.takes_me(model) and is_me(value):
            return getattr(model, key) == acting().staff_id
        return getattr(model, key).in_(select(target.id).where(finds(target, value)))

    def takes_me(self, model: type[Record]) -> bool:
        relation = model.__mapper__.relationships.get(self.name)
        return relation is not None and relation.mapper.class_ is Staff


@dataclass(frozen=True)
class NumberFilter(Filter):
    """Exactly this whole number."""

    kind: str = "number"

    def condition(self, model: type[Record], value: str) -> ColumnElement[bool]:
        return getattr(model, self.name) == asked_number(value)


@dataclass(frozen=True)
class SourceFilter(Filter):
    """Words in what a list column shows, where that is no column of the table."""

    source: Callable[[], ColumnElement[Any]] = null
    own_rows: OwnRows | None = None

    def condition(self, model: type[Record], value: str) -> ColumnElement[bool]:
        if self.own_rows is not None and is_me(value):
            return self.own_rows(acting())
        return matches(folded(self.source()), value)

    def takes_me(self, model: type[Record]) -> bool:
        return self.own_rows is not None


@dataclass(frozen=True)
class KeyFilter(Filter):
    """One related record by its key: how a page leads to all rows of another list."""

    kind: str = "hidden"

    def condition(self, model: type[Record], value: str) -> ColumnElement[bool]:
        return getattr(model, self.name) == asked_number(value)

    def shown_in(self, model: type[Record], value: str) -> str:
        """The title of the record meant, as far as it may be seen."""
        target = model.__mapper__.relationships[self.column].mapper.class_
        wanted = select(target.title_sql()).select_from(target)
        wanted = wanted.where(target.id == asked_number(value))
        return db.session.scalar(wanted.where(target.visible_to(acting()))) or value


def key_filters(model: type[Record]) -> list[Filter]:
    """One for each reference to a growing table."""
    return [
        KeyFilter(f"{relation.key}_id", field_label(model, relation.key), column=relation.key)
        for relation in model.__mapper__.relationships
        if relation.direction is MANYTOONE and not issubclass(relation.mapper.class_, Catalogue)
    ]


def day_filters(
    name: str, label: Any, source: Callable[[], ColumnElement[Any]] | None = None
) -> list[Filter]:
    return [
        DayFilter(f"{name}_from", label, column=name, source=source),
        DayFilter(f"{name}_to", label, column=name, source=source, is_end=True),
    ]


def filters_for(
    model: type[Record],
    name: str,
    sources: dict[str, Callable[[], ColumnElement[Any]]],
    own_rows: dict[str, OwnRows],
) -> list[Filter]:
    """The filter or pair of filters that suits the column."""
    label = field_label(model, name)
    if name in sources and name not in model.__mapper__.attrs:
        if isinstance(sources[name]().type, Date):
            return day_filters(name, label, sources[name])
        return [SourceFilter(name, label, source=sources[name], own_rows=own_rows.get(name))]
    relation = model.__mapper__.relationships.get(name)
    if relation is not None:
        target = relation.mapper.class_
        if issubclass(target, Catalogue):
            return [CatalogueFilter(name, label, catalogue=target)]
        return [TextFilter(name, label)]
    kind = getattr(model, name).type
    if isinstance(kind, EnumType):
        return [ChoiceFilter(name, label, choices=kind.enum_class)]
    if isinstance(kind, Boolean):
        return [YesNoFilter(name, label)]
    if isinstance(kind, Date | DateTime | Moment):
        return day_filters(name, label)
    if isinstance(kind, Integer):
        return [NumberFilter(name, label)]
    return [TextFilter(name, label)]

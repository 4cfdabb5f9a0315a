"""Filters over the office's own fields; as those of built-in columns, kind by kind."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import gettext
from sqlalchemy import ColumnElement

from admin_views.fields import read_day
from admin_views.filters import Filter
from admin_views.formats import day, number, show
from models.acting import acting
from models.base import Record
from models.own_definitions import OwnDefinition
from models.own_field import OwnKind
from models.own_value import COLUMNS, OWN_VALUES, own_matches
from models.rules.amounts import parse_amount
from models.search import matches

LARGEST = Decimal(20_000_000)


@dataclass(frozen=True, kw_only=True)
class OwnFilter(Filter):
    """Words in a text."""

    definition: OwnDefinition

    def column_of(self) -> Any:
        return getattr(OWN_VALUES[self.definition.table], COLUMNS[self.definition.kind])

    def wanted(self, value: str) -> ColumnElement[bool]:
        return matches(self.column_of(), value)

    def condition(self, model: type[Record], value: str) -> ColumnElement[bool]:
        return own_matches(model, self.definition, self.wanted(value))


@dataclass(frozen=True, kw_only=True)
class OwnChoiceFilter(OwnFilter):
    """One of the field's entries, ended ones too."""

    kind: str = "choice"

    def options(self) -> list[tuple[str, str]]:
        return [(str(option.id), str(option)) for option in self.definition.options]

    def wanted(self, value: str) -> ColumnElement[bool]:
        if value not in dict(self.options()):
            raise ValueError(value)
        return self.column_of() == int(value)


@dataclass(frozen=True, kw_only=True)
class OwnYesNoFilter(OwnFilter):
    """Yes or no; what was never asked is neither."""

    kind: str = "yes_no"

    def options(self) -> list[tuple[str, str]]:
        return [("yes", show(True)), ("no", show(False))]

    def wanted(self, value: str) -> ColumnElement[bool]:
        if value not in ("yes", "no"):
            raise ValueError(value)
        return self.column_of().is_(value == "yes")


@dataclass(frozen=True, kw_only=True)
class OwnDayFilter(OwnFilter):
    """From or until a day, both inclusive."""

    kind: str = "date"
    is_end: bool = False

    def wanted(self, value: str) -> ColumnElement[bool]:
        column, limit = self.column_of(), read_day(value)
        return column <= limit if self.is_end else column >= limit

    def shown(self, value: str) -> str:
        return ("≤ " if self.is_end else "≥ ") + day(read_day(value))


@dataclass(frozen=True, kw_only=True)
class OwnNumberFilter(OwnFilter):
    """From or up to a number, both inclusive."""

    is_end: bool = False

    def wanted(self, value: str) -> ColumnElement[bool]:
        column, limit = self.column_of(), _number(value)
        return column <= limit if self.is_end else column >= limit

    def shown(self, value: str) -> str:
        return ("≤ " if self.is_end else "≥ ") + number(_number(value))


def _number(value: str) -> Decimal:
    found = parse_amount(value, "," if acting().language == "de" else ".")
    if abs(found) > LARGEST:
        raise ValueError(value)
    return found


def own_filters(definition: OwnDefinition) -> list[Filter]:
    """The filter or pair of filters that suits the kind; two underscores are in no code."""
    name, label = definition.name, definition.label
    told: dict[str, Any] = {"column": name, "definition": definition}
    match definition.kind:
        case OwnKind.CHOICE:
            return [OwnChoiceFilter(name, label, **told)]
        case OwnKind.YES_NO:
            return [OwnYesNoFilter(name, label, **told)]
        case OwnKind.DAY:
            return [
                OwnDayFilter(f"{name}__from", label, **told),
                OwnDayFilter(f"{name}__to", label, is_end=True, **told),
            ]
        case OwnKind.NUMBER:
            return [
                OwnNumberFilter(f"{name}__from", gettext("%(what)s, at least", what=label), **told),
                OwnNumberFilter(
                    f"{name}__to", gettext("%(what)s, at most", what=label), is_end=True, **told
                ),
            ]
    return [OwnFilter(name, label, **told)]

"""Former and present values in the words of the screen."""

from collections.abc import Mapping
from typing import Any

from admin_views.formats import show
from models.base import Record
from models.own_definitions import OwnDefinition, own_fields
from models.own_field import PREFIX, OwnKind
from models.own_value import own_sql_column
from models.stored_values import attributes_of, column_of, from_json, revived

NOT_TOLD = "–"


def value_text(
    model: type[Record], name: str, stored: str | None, titles: Mapping[tuple[str, int], str]
) -> str:
    """A value of the history; what it refers to by its title, as far as `titles` knows it."""
    if name.startswith(PREFIX):
        return own_text(own_fields(model.__tablename__).get(name), from_json(stored))
    value, relation = from_json(stored), model.__mapper__.relationships.get(name)
    if relation is not None:
        stem = relation.mapper.class_.__tablename__
        numbers = value if isinstance(value, list) else [] if value is None else [value]
        return ", ".join(titles.get((stem, number), NOT_TOLD) for number in numbers)
    column: Any = column_of(model, attributes_of(model)[name])
    return show(revived(column, value), name)


def own_text(definition: OwnDefinition | None, value: Any) -> str:
    """A value of an own field; nothing of a field that is no more."""
    if definition is None:
        return NOT_TOLD
    if definition.kind is OwnKind.CHOICE:
        return show(definition.option(value))
    return show(revived(own_sql_column(definition), value), definition.name)

"""Former and present values in the words of the screen."""

from collections.abc import Mapping
from typing import Any

from admin_views.formats import show
from models.base import Record
from models.stored_values import attributes_of, column_of, from_json, revived

NOT_TOLD = "–"


def value_text(
    model: type[Record], name: str, stored: str | None, titles: Mapping[tuple[str, int], str]
) -> str:
    """A value of the history; what it refers to by its title, as far as `titles` knows it."""
    value, relation = from_json(stored), model.__mapper__.relationships.get(name)
    if relation is not None:
        stem = relation.mapper.class_.__tablename__
        numbers = value if isinstance(value, list) else [] if value is None else [value]
        return ", ".join(titles.get((stem, number), NOT_TOLD) for number in numbers)
    column: Any = column_of(model, attributes_of(model)[name])
    return show(revived(column, value), name)

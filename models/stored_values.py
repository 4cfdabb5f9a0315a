"""Values of columns as they are kept beside their record: in its history and in the trash."""

import base64
import json
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

from sqlalchemy import Column, Date, DateTime, LargeBinary, Time
from sqlalchemy import Enum as EnumType
from sqlalchemy.orm import ColumnProperty, RelationshipDirection, RelationshipProperty

from models.base import Base, Hundredths, Moment, Record


def plain(value: Any) -> Any:
    """What JSON can hold: days and moments in ISO form, choices by name, amounts in hundredths."""
    match value:
        case Enum():
            return value.name
        case date() | time():
            return value.isoformat()
        case Decimal():
            return int((value * 100).to_integral_value())
        case bytes():
            return base64.b64encode(value).decode()
    return value


def to_json(value: Any) -> str | None:
    return None if value is None else json.dumps(plain(value), ensure_ascii=False)


def from_json(text: str | None) -> Any:
    return None if text is None else json.loads(text)


def revived(column: Column[Any], value: Any) -> Any:
    """The value of this column that `plain` had made fit for JSON."""
    kind = column.type
    if value is None:
        return None
    if isinstance(kind, EnumType) and kind.enum_class:
        return kind.enum_class[value]
    if isinstance(kind, Hundredths):
        return Decimal(value).scaleb(-2)
    if isinstance(kind, Moment | DateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, Time):
        return time.fromisoformat(value)
    return base64.b64decode(value) if isinstance(kind, LargeBinary) else value


@cache
def fields_of(model: type[Record]) -> dict[str, str]:
    """Attribute: the field it is on screen. A key is named by its relation; lists of choices
    stand for themselves; children and what the database computes are left out."""
    mapper = model.__mapper__
    named = {
        column.key: relation.key
        for relation in mapper.relationships
        if relation.direction is RelationshipDirection.MANYTOONE
        for column in relation.local_columns
    }
    columns = {
        prop.key: named.get(prop.columns[0].key, prop.key)
        for prop in mapper.column_attrs
        if isinstance(prop.columns[0], Column) and prop.columns[0].computed is None
    }
    lists = {key: key for key, relation in mapper.relationships.items() if _is_list(relation)}
    return {**columns, **lists}


def _is_list(relation: RelationshipProperty[Any]) -> bool:
    return relation.secondary is not None and not relation.viewonly


@cache
def attributes_of(model: type[Record]) -> dict[str, str]:
    """The other way round: field on screen: attribute."""
    return {field: key for key, field in fields_of(model).items()}


def column_of(model: type[Record], key: str) -> Column[Any] | None:
    """The column behind an attribute; None for a list of choices."""
    found = model.__mapper__.attrs[key]
    return found.columns[0] if isinstance(found, ColumnProperty) else None  # type: ignore[return-value]


@cache
def model_of(table_name: str) -> type[Record]:
    """The class of a table; raises KeyError for a table that is no more."""
    return {item.class_.__tablename__: item.class_ for item in Base.registry.mappers}[table_name]

"""The office's tables as unmanaged Django models, made from the tables themselves."""

from typing import Any, cast

from django.db import models
from sqlalchemy import Boolean, Column, Date, DateTime, Enum, Integer, String, Table, Text, Time

from models.base import Base, Hundredths, Moment, Record

PLAIN = (
    (Boolean, models.BooleanField),
    (Moment, models.DateTimeField),
    (DateTime, models.DateTimeField),
    (Date, models.DateField),
    (Time, models.TimeField),
    (Hundredths, models.IntegerField),
    (Integer, models.IntegerField),
    (Text, models.TextField),
)
TITLES = {
    "person": ("family_name", "given_name"),
    "household": ("label",),
    "person_name": ("family_name",),
}


def class_name(table: str) -> str:
    return "".join(part.title() for part in table.split("_"))


def field_of(column: "Column[Any]") -> models.Field:
    """The Django field that reads and writes this column."""
    shared = {"null": bool(column.nullable), "blank": bool(column.nullable)}
    for key in column.foreign_keys:
        target = class_name(key.column.table.name)
        return models.ForeignKey(
            target, models.DO_NOTHING, db_column=column.name, related_name="+", **shared
        )
    if column.primary_key:
        return models.AutoField(primary_key=True)
    kind = column.type
    if isinstance(kind, Enum):
        choices = [(name, name.replace("_", " ").title()) for name in kind.enums]
        return models.CharField(max_length=40, choices=choices, **shared)
    for theirs, field in PLAIN:
        if isinstance(kind, theirs):
            return field(**shared)
    length = kind.length if isinstance(kind, String) and kind.length else 200
    return models.CharField(max_length=length, **shared)


def title_of(record: models.Model) -> str:
    table = record._meta.db_table
    names = TITLES.get(table) or (OURS[table].title_field or "label_de",)
    words = [getattr(record, name, None) for name in names]
    return ", ".join(str(word) for word in words if word) or str(record.pk)


def model_of(table: Table) -> type[models.Model]:
    fields = {
        column.name.removesuffix("_id") if column.foreign_keys else column.name: field_of(column)
        for column in table.columns
    }
    meta = type("Meta", (), {"managed": False, "db_table": table.name})
    said = {"__module__": __name__, "__str__": title_of, "Meta": meta, "__doc__": table.name}
    return cast(
        "type[models.Model]", type(class_name(table.name), (models.Model,), {**fields, **said})
    )


OURS: dict[str, type[Record]] = {
    mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers
}
MODELS = {table.name: model_of(table) for table in Base.metadata.sorted_tables if "id" in table.c}

"""Which record a row of a file means: by fields that somebody chose, or by the view's own way."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from flask_babel import gettext
from sqlalchemy import ColumnElement, Text, select
from sqlalchemy.orm import MANYTOONE, Session

from admin_views.import_rows import RowForm
from models.acting import Acting
from models.base import Record
from models.rules.text import fold

MOST = 3  # records shown beside a row
OWN, KEYS, ADD = "own", "keys", "add"  # how rows find their records
WAYS = (OWN, KEYS, ADD)


class Answer(Protocol):
    """The record a row means where there is no doubt, else those it may mean."""

    @property
    def id(self) -> int | None: ...

    @property
    def alike(self) -> list[int]: ...


class Finder(Protocol):
    def find(self, values: Mapping[str, str]) -> Answer: ...


@dataclass(frozen=True)
class Found:
    """`problem` says why no record can be looked for."""

    id: int | None = None
    alike: list[int] = field(default_factory=list)
    problem: str = ""


class NoFinder:
    """Every row is a record of its own."""

    def find(self, values: Mapping[str, str]) -> Found:
        return Found()


class KeyFinder:
    """Records within reach by the fields chosen, read once; answers row after row.

    A row that fits none may still be alike to some, where the view knows its own way to see that.
    """

    def __init__(
        self, view: Any, keys: Sequence[str], session: Session, acting: Acting, own: Finder | None
    ) -> None:
        model: type[Record] = view.model
        self.form, self.keys, self.own = RowForm(view, keys), keys, own
        self._by_key: dict[Hashable, list[int]] = defaultdict(list)
        columns = [key_column(model, name) for name in keys]
        wanted = select(model.id, *columns).where(model.visible_to(acting)).order_by(model.id)
        for number, *values in session.execute(wanted):
            self._by_key[tuple(map(comparable, values))].append(number)

    def find(self, values: Mapping[str, str]) -> Found:
        """`values` are the cells of the row by field."""
        if not any(values.get(name) for name in self.keys):
            return Found(problem=gettext("The fields by which records are recognised are empty."))
        try:
            key = tuple(
                comparable(self.form.value(name, values.get(name, ""))) for name in self.keys
            )
        except ValueError:
            return Found()  # the row is refused for this cell
        match self._by_key.get(key, []):
            case [one]:
                return Found(one)
            case [] if self.own is not None:
                near = self.own.find(values)
                return Found(alike=[near.id] if near.id else near.alike)
            case several:
                return Found(alike=several[:MOST])


def comparable(value: Any) -> Hashable:
    """Names in capitals or without accents are the same key; nothing is nothing."""
    if isinstance(value, str):
        return fold(value) or None
    found: Hashable = getattr(value, "id", value)
    return found


def key_column(model: type[Record], name: str) -> ColumnElement[Any]:
    relation = model.__mapper__.relationships.get(name)
    column: ColumnElement[Any] = (
        getattr(model, name) if relation is None else next(iter(relation.local_columns))
    )
    return column


def can_be_key(model: type[Record], name: str) -> bool:
    """One value of the record's own table: no long text, no several choices, no own field."""
    relation = model.__mapper__.relationships.get(name)
    if relation is not None:
        return relation.direction is MANYTOONE
    column = model.__mapper__.columns.get(name)
    return column is not None and type(column.type) is not Text


def finder_for(view: Any, way: str, keys: Sequence[str]) -> Callable[[Session, Acting], Finder]:
    """How the rows of an import find their records."""
    own = view.import_finder

    def made(session: Session, acting: Acting) -> Finder:
        if way == ADD:
            return NoFinder()
        if way == OWN and own is not None:
            found: Finder = own(session, acting)
            return found
        near = own(session, acting) if own is not None else None
        return KeyFinder(view, keys, session, acting, near)

    return made

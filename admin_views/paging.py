"""Pages of a list: which rows stand on one, and where the next and the one before begin."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Executable, Row, Select, and_, select, tuple_, union_all
from sqlalchemy.orm import InstrumentedAttribute

from models.base import Record, db
from models.sealing import seal, unseal

READ = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "Decimal": Decimal,
}


@dataclass(frozen=True)
class SortKey:
    """One term of an order; what is empty comes last, whichever way the list is sorted."""

    value: ColumnElement[Any]
    is_descending: bool

    @property
    def is_column(self) -> bool:
        """A column of the table itself, so that an index may know where a page begins."""
        return isinstance(self.value, InstrumentedAttribute)

    @property
    def is_filled(self) -> bool:
        return self.is_column and not self.value.expression.nullable

    def ordered(self, is_backward: bool = False) -> ColumnElement[Any]:
        down = self.is_descending is not is_backward
        term = self.value.desc() if down else self.value.asc()
        if self.is_filled:
            return term
        return term.nulls_first() if is_backward else term.nulls_last()


@dataclass(frozen=True)
class Mark:
    """A row's place in an order: its sort values and its key; the page lies behind or before it."""

    values: tuple[Any, ...]
    id: int
    is_backward: bool = False


@dataclass(frozen=True)
class Page:
    """The rows of one page; `marks` are those of its first and last row, if the order has any."""

    rows: list[Row[Any]]
    has_more: bool
    marks: tuple[Mark, Mark] | None = None


def sealed_mark(order: str, mark: Mark) -> str:
    """The mark as an address carries it: nobody but us reads the name or day in it."""
    values = [_written(value) for value in (*mark.values, mark.id)]
    return seal(json.dumps([order, *values])).decode()


def read_mark(order: str, text: str, is_backward: bool = False) -> Mark | None:
    """The mark in an address; none if it was made for another order, or is no mark of ours."""
    try:
        named, *values, key = json.loads(unseal(text.encode()))
    except ValueError:
        return None
    return Mark(tuple(map(_read, values)), key, is_backward) if named == order else None


def _written(value: Any) -> Any:
    name = type(value).__name__
    if name == "Decimal":
        return {name: str(value)}
    return {name: value.isoformat()} if name in READ else value


def _read(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    (name, text) = next(iter(value.items()))
    return READ[name](text)


def can_be_marked(keys: Sequence[SortKey]) -> bool:
    """Columns of the table in one direction; beside others none may be empty.

    Orders by computed columns have no marks: their pages are found by counting rows.
    """
    one_way = len({key.is_descending for key in keys}) == 1
    return (
        one_way
        and all(key.is_column for key in keys)
        and (len(keys) == 1 or all(key.is_filled for key in keys))
    )


@dataclass(frozen=True)
class Pages:
    """The rows of a table in an order, page by page; the primary key always ends the order."""

    model: type[Record]
    where: ColumnElement[bool]
    keys: Sequence[SortKey]
    size: int

    def read(self, columns: dict[str, ColumnElement[Any]], start: int | Mark) -> Page:
        """One page in one statement; it begins behind so many rows, or at a mark."""
        return self.page_of(self.statement(columns, start), start)

    def statement(self, columns: dict[str, ColumnElement[Any]], start: int | Mark) -> Select[Any]:
        """Keys out of an index first, then their columns and what a mark is made of."""
        named = [value.label(f"place_{number}") for number, value in enumerate(self._places())]
        found = self._keys(start).subquery()
        return (
            select(self.model.id, *(value.label(name) for name, value in columns.items()), *named)
            .join(found, found.c.key == self.model.id)
            .order_by(*self.order())
        )

    def page_of(
        self, statement: Executable, start: int | Mark, told: dict[str, str] | None = None
    ) -> Page:
        """What the statement finds, which may have been made before; `told` are its words."""
        rows = list(db.session.execute(statement, told or {}))
        is_marked = can_be_marked(self.keys)
        return self._page(rows, len(self.keys) if is_marked else None, start)

    def _places(self) -> list[ColumnElement[Any]]:
        return [key.value for key in self.keys] if can_be_marked(self.keys) else []

    def order(self, is_backward: bool = False) -> list[ColumnElement[Any]]:
        key, down = self.model.id, self.keys[0].is_descending is not is_backward
        terms = [key.ordered(is_backward) for key in self.keys]
        return [*terms, key.desc() if down else key.asc()]

    def _page(self, rows: list[Row[Any]], places: int | None, start: int | Mark) -> Page:
        is_backward = isinstance(start, Mark) and start.is_backward
        has_more = is_backward or len(rows) > self.size
        rows = rows[-self.size :] if is_backward else rows[: self.size]
        if places is None or not rows:
            return Page(rows, has_more)
        first, last = (Mark(tuple(row[len(row) - places :]), row[0]) for row in (rows[0], rows[-1]))
        return Page(rows, has_more, (first, last))

    def _keys(self, start: int | Mark) -> Any:
        """The keys of a page and of one row more, which tells that there is a next page."""
        wanted = select(self.model.id.label("key")).where(self.where)
        if not isinstance(start, Mark):
            return wanted.order_by(*self.order()).offset(start).limit(self.size + 1)
        limit = self.size if start.is_backward else self.size + 1
        order = self.order(start.is_backward)
        stretches = [
            wanted.where(stretch).order_by(*order).limit(limit) for stretch in self._beyond(start)
        ]
        if len(stretches) == 1:
            return stretches[0]
        both = union_all(*(select(stretch.subquery().c.key) for stretch in stretches)).subquery()
        return (
            select(self.model.id.label("key"))
            .where(self.model.id.in_(select(both.c.key)))
            .order_by(*order)
            .limit(limit)
        )

    def _beyond(self, mark: Mark) -> list[ColumnElement[bool]]:
        """The rows beyond a mark, in one or two stretches that an index leads through each."""
        key, value = self.model.id, self.keys[0].value
        down = self.keys[0].is_descending is not mark.is_backward
        is_empty = mark.values[0] is None
        if is_empty:
            same = and_(value.is_(None), key < mark.id if down else key > mark.id)
            return [same, value.is_not(None)] if mark.is_backward else [same]
        terms = tuple_(*(item.value for item in self.keys), key)
        place = tuple_(*mark.values, mark.id)
        further = terms < place if down else terms > place
        is_last = mark.is_backward or self.keys[0].is_filled
        return [further] if is_last else [further, value.is_(None)]

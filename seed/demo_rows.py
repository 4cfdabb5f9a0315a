"""Rows on their way into the database: numbered here and written in batches, without the ORM.

The trail of changes is for what people do; a demo's first filling leaves none.
"""

from collections import defaultdict
from datetime import date, datetime, time
from typing import Any, cast

from sqlalchemy import Connection, Table, func, select

from models.acting import OFFICE_TIME
from models.base import Base, Record, db

Values = dict[str, Any]


def table_of(model: type[Record]) -> Table:
    return cast(Table, model.__table__)


class Rows:
    """Waiting rows, table by table; `made_on` sets the day on which the next ones were made."""

    def __init__(self) -> None:
        self.count = 0
        self._waiting: dict[Table, list[Values]] = defaultdict(list)
        self._numbers: dict[Table, int] = {}
        self._blank: dict[Table, Values] = {}
        self._made_at = datetime.now(OFFICE_TIME)

    def made_on(self, day: date) -> None:
        self._made_at = datetime.combine(day, time(17), OFFICE_TIME)

    def add(self, model: type[Record], **values: Any) -> int:
        """Put a row in line; the answer is its number."""
        table, number = table_of(model), self.next_number(model)
        self._numbers[table] = number
        made = {"id": number, "created_at": self._made_at, "updated_at": self._made_at}
        self._waiting[table].append({**self._blank[table], **made, **values})
        self.count += 1
        return number

    def next_number(self, model: type[Record]) -> int:
        table = table_of(model)
        if table not in self._numbers:
            self._begin(table)
        return self._numbers[table] + 1

    def _begin(self, table: Table) -> None:
        with db.engine.connect() as connection:
            self._numbers[table] = connection.scalar(select(func.max(table.c.id))) or 0
        stored = (column for column in table.columns if column.computed is None)
        self._blank[table] = {column.key: _default(column) for column in stored}

    def write(self) -> None:
        """Everything that waits, in one transaction, parents before children."""
        with db.engine.begin() as connection:
            for table in Base.metadata.sorted_tables:
                if rows := self._waiting.pop(table, None):
                    connection.execute(table.insert(), rows)
        self.count = 0

    def leave_counters(self) -> None:
        """PostgreSQL numbers on from where we stopped; SQLite does so by itself."""
        if db.engine.dialect.name == "postgresql":
            with db.engine.begin() as connection:
                for table in self._numbers:
                    _set_counter(connection, table)


def _default(column: Any) -> Any:
    default = column.default
    return default.arg if default is not None and default.is_scalar else None


def _set_counter(connection: Connection, table: Table) -> None:
    counter = func.pg_get_serial_sequence(table.name, "id")
    last = select(func.max(table.c.id)).scalar_subquery()
    connection.execute(select(func.setval(counter, func.coalesce(last, 1))))

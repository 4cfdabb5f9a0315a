"""The index behind the search: made with the tables, kept by the database, mended when asked.

SQLite: a full-text table of three-letter parts per searchable table, kept by triggers. There each
word begins with two blanks, so that its first letter or two are found as quickly as any three.
PostgreSQL: an index of three-letter parts, where the server has the extension pg_trgm.
"""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, Table, bindparam, event, func, inspect, select, text, update
from sqlalchemy.orm import Session, selectinload

from models.base import Base
from models.search import Searchable, search_values

BATCH = 1000  # records whose words are worked out at once
KINDS = ("_insert", "_update", "_delete")

Tell = Callable[[str, int, int], None]  # of which table how many records are done, of how many


def searchable() -> list[type[Any]]:
    """The tables of the office that are searched by their words."""
    found = (mapper.class_ for mapper in Base.registry.mappers)
    return sorted(
        (model for model in found if issubclass(model, Searchable)),
        key=lambda model: str(model.__tablename__),
    )


def is_part_of_index(name: str | None) -> bool:
    """Whether a table or index is none of the office's but the database's means of searching."""
    parts = ("", "_config", "_content", "_data", "_docsize", "_idx", "_trgm")
    return (name or "").endswith(tuple(f"_search{part}" for part in parts))


def _sqlite(table: str) -> list[str]:
    index = f"{table}_search"
    columns = ("{0}.search_text", "{0}.search_keys")
    words = ", ".join(f"'  ' || replace({column}, ' ', '  ')" for column in columns)
    into = f"INSERT INTO {index}("
    enter = f"{into}rowid, words, keys) VALUES (new.id, {words.format('new')});"
    remove = f"{into}{index}, rowid, words, keys) VALUES ('delete', old.id, {words.format('old')});"
    deeds = {
        "_insert AFTER INSERT": enter,
        "_update AFTER UPDATE OF id, search_text, search_keys": f"{remove} {enter}",
        "_delete AFTER DELETE": remove,
    }
    return [
        f"CREATE VIRTUAL TABLE {index} USING fts5(words, keys, content='', tokenize='trigram')",
        *(f"CREATE TRIGGER {index}{on} ON {table} BEGIN {deed} END" for on, deed in deeds.items()),
        f"{into}rowid, words, keys) SELECT id, {words.format(table)} FROM {table}",  # noqa: S608 - our names
    ]


def _postgresql(table: str) -> list[str]:
    columns = "search_text gin_trgm_ops, search_keys gin_trgm_ops"
    return [
        f"""DO $$ BEGIN
IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm') THEN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX IF NOT EXISTS ix_{table}_search_trgm ON {table} USING gin ({columns});
END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $$"""
    ]


def _make(connection: Connection, table: str) -> None:
    makers = {"sqlite": _sqlite, "postgresql": _postgresql}
    for statement in makers[connection.dialect.name](table):
        connection.exec_driver_sql(statement)


@event.listens_for(Table, "after_create")
def _make_with_table(table: Table, connection: Connection, **_: Any) -> None:
    if "search_keys" in table.columns:
        _make(connection, table.name)


def mend(connection: Connection) -> None:
    """Make what is missing of the indexes, and work out the words of records without keys.

    A table that was rebuilt has lost its triggers, and a server may have got its extension by now.
    """
    for model in searchable():
        has_gaps = select(model.id).where(model.search_keys == "").limit(1)
        is_whole = _is_complete(connection, model.__tablename__)
        if not is_whole or connection.scalar(has_gaps) is not None:
            _rebuild(connection, model, only_empty=True)


def renew(connection: Connection, tell: Tell) -> None:
    """Work out the words of all records anew; nothing of what was erased stays in the indexes."""
    for model in searchable():
        _rebuild(connection, model, only_empty=False, tell=tell)


def _rebuild(
    connection: Connection,
    model: type[Any],
    *,
    only_empty: bool,
    tell: Tell = lambda table, done, total: None,
) -> None:
    """SQLite's index is made at the end, which is far quicker than row by row."""
    table, done = model.__table__, 0
    if connection.dialect.name == "sqlite":
        _take_away(connection, table.name)
    total = connection.scalar(select(func.count()).select_from(table)) or 0
    change = update(table).where(table.c.id == bindparam("key"))
    change = change.values(search_text=bindparam("words"), search_keys=bindparam("keys"))
    for values in _values(connection, model, only_empty):
        connection.execute(change, values)
        done += len(values)
        tell(table.name, done, total)
    _make(connection, table.name)


def _take_away(connection: Connection, table: str) -> None:
    for kind in KINDS:
        connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_search{kind}"))
    connection.execute(text(f"DROP TABLE IF EXISTS {table}_search"))


def _is_complete(connection: Connection, table: str) -> bool:
    if connection.dialect.name == "postgresql":
        indexes = inspect(connection).get_indexes(table)
        return f"ix_{table}_search_trgm" in {index["name"] for index in indexes}
    names = [f"{table}_search", *(f"{table}_search{kind}" for kind in KINDS)]
    wanted = text("SELECT count(*) FROM sqlite_master WHERE name IN :names")
    wanted = wanted.bindparams(bindparam("names", names, expanding=True))
    return bool(connection.scalar(wanted) == len(names))


def is_quick(connection: Connection) -> bool:
    """Whether every search has its index; a database without tables yet has nothing to search."""
    tables = [str(model.__tablename__) for model in searchable()]
    known = inspect(connection)
    return all(_is_complete(connection, name) for name in tables if known.has_table(name))


def _values(
    connection: Connection, model: type[Any], only_empty: bool
) -> Iterator[list[dict[str, Any]]]:
    """Batch by batch in the order of their numbers."""
    loads = [selectinload(getattr(model, name)) for name in model.search_loads]
    last = 0
    while True:
        wanted = select(model).where(model.id > last).order_by(model.id).limit(BATCH)
        if only_empty:
            wanted = wanted.where(model.search_keys == "")
        with Session(connection, autoflush=False) as session:
            records = session.scalars(wanted.options(*loads)).unique().all()
            values = [_found_by(record) for record in records]
        if not values:
            return
        yield values
        last = values[-1]["key"]


def _found_by(record: Any) -> dict[str, Any]:
    found = search_values(record.search_words(), record.open_names())
    return {"key": record.id, "words": found["search_text"], "keys": found["search_keys"]}

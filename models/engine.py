"""How the two engines are spoken to: SQLite embedded, PostgreSQL by address."""

from contextvars import ContextVar
from functools import cache
from sqlite3 import Connection as SqliteConnection
from sqlite3 import OperationalError as SqliteError
from typing import Any

from sqlalchemy import Connection, Engine, Executable, event
from sqlalchemy.exc import OperationalError

from models.rules.text import fold

LONG_WAIT = 10_000  # milliseconds a writer waits for another
SHORT_WAIT = 100  # milliseconds for what can be left out
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    f"busy_timeout={LONG_WAIT}",
    "secure_delete=ON",
)
# Compiling pays for minutes of work; of a page with many short questions it makes seconds.
POSTGRESQL_OPTIONS = (
    "-c jit=off"
    " -c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000"
)

# Set by a request that only reads: its transaction takes no write lock on SQLite.
reads_only: ContextVar[bool] = ContextVar("reads_only", default=False)


@event.listens_for(Engine, "connect")
def _set_up(connection: Any, record: object) -> None:
    if isinstance(connection, SqliteConnection):
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"PRAGMA trusted_schema={_schema_trust()}")
        connection.create_function("fold", 1, _fold_if_text, deterministic=True)


@cache
def _schema_trust() -> str:
    """OFF, unless this SQLite would then forbid triggers to keep a full-text table."""
    trial = SqliteConnection(":memory:")
    trial.executescript(
        "CREATE VIRTUAL TABLE found USING fts5(words); CREATE TABLE kept (id INTEGER);"
        "CREATE TRIGGER keep AFTER INSERT ON kept BEGIN INSERT INTO found VALUES ('x'); END;"
        "PRAGMA trusted_schema=OFF"
    )
    try:
        trial.execute("INSERT INTO kept VALUES (1)")
    except SqliteError:
        return "ON"
    finally:
        trial.close()
    return "OFF"


def _fold_if_text(text: str | None) -> str | None:
    return None if text is None else fold(text)


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """IMMEDIATE, so that a reader never fails on becoming a writer."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN DEFERRED" if reads_only.get() else "BEGIN IMMEDIATE")


def engine_options(address: str) -> dict[str, Any]:
    """Options of the connection pool; a broken connection is noticed before it is used."""
    if not address.startswith("postgresql"):
        return {}
    return {
        "pool_pre_ping": True,
        "pool_recycle": 300,
        "connect_args": {"options": POSTGRESQL_OPTIONS},
    }


def take_time(connection: Connection) -> None:
    """Let the statements of this transaction run as long as a large export needs."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = '30min'")


def is_waiting_in_vain(error: OperationalError) -> bool:
    """A writer gave up because another one takes longer than anybody waits."""
    told = str(error.orig)
    return "database is locked" in told or "lock timeout" in told


def write_in_passing(engine: Engine, statement: Executable) -> None:
    """Write something of little weight, or leave it where another writer is at work just now."""
    is_sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        wait = (
            f"PRAGMA busy_timeout={SHORT_WAIT}"
            if is_sqlite
            else f"SET LOCAL lock_timeout={SHORT_WAIT}"
        )
        connection.exec_driver_sql(wait)
        try:
            connection.execute(statement)
            connection.commit()
        except OperationalError:
            connection.rollback()
        finally:
            if is_sqlite:
                connection.exec_driver_sql(f"PRAGMA busy_timeout={LONG_WAIT}")

"""A PostgreSQL database put back as it was: ten times as fast as a new copy of it.

Triggers note which tables a test wrote to, an event trigger that it changed the schema. What was
written to is filled from what was kept; after a change of the schema there is a new copy after all.
"""

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

from tests.postgres import Postgres

SCHEMA = "*"  # noted instead of a table by the event trigger
PREPARE = (
    "CREATE SCHEMA kept",
    "CREATE TABLE kept.touched (name text)",
    """CREATE FUNCTION kept.note() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO kept.touched VALUES (TG_TABLE_NAME); RETURN NULL; END $$""",
    """CREATE FUNCTION kept.note_schema() RETURNS event_trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO kept.touched VALUES ('*'); END $$""",
    """CREATE TABLE kept.sequences AS
    SELECT quote_ident(sequencename) AS name, coalesce(last_value, start_value) AS value,
    last_value IS NOT NULL AS is_called FROM pg_sequences WHERE schemaname = 'public'""",
)
KEEP = (
    "CREATE TABLE kept.{table} AS TABLE public.{table}",
    """CREATE TRIGGER note_that_written AFTER INSERT OR UPDATE OR DELETE ON public.{table}
    FOR EACH STATEMENT EXECUTE FUNCTION kept.note()""",
    """CREATE TRIGGER note_that_emptied AFTER TRUNCATE ON public.{table}
    FOR EACH STATEMENT EXECUTE FUNCTION kept.note()""",
)
WATCH_SCHEMA = (
    "CREATE EVENT TRIGGER note_schema ON ddl_command_end EXECUTE FUNCTION kept.note_schema()",
    "CREATE EVENT TRIGGER note_dropped ON sql_drop EXECUTE FUNCTION kept.note_schema()",
)
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
COLUMNS = """SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = :table AND is_generated = 'NEVER'"""


class Restorer:
    """Hands out the database `name`, each time like `pattern`."""

    def __init__(self, postgres: Postgres, name: str, pattern: str) -> None:
        self.postgres = postgres
        self.name = name
        self.pattern = pattern
        self.is_kept = False
        self.empty: set[str] = set()  # tables without a row in the pattern
        self.engine = create_engine(
            postgres.address_of(name), isolation_level="AUTOCOMMIT", pool_pre_ping=True
        )

    def restore(self) -> None:
        if not (self.is_kept and self._put_back()):
            self.let_go()
            self.postgres.make(self.name, self.pattern)
            self.is_kept = self._keep()

    def let_go(self) -> None:
        """Nothing is kept any longer; what is connected could not be dropped."""
        self.engine.dispose()
        self.is_kept = False

    def _keep(self) -> bool:
        """False where the account may not watch the schema, as on a server that others run."""
        try:
            with self.engine.connect() as connection:
                for command in PREPARE:
                    connection.exec_driver_sql(command)
                for table in connection.scalars(text(TABLES)).all():
                    for command in KEEP:
                        connection.exec_driver_sql(command.format(table=f'"{table}"'))
                    if not connection.scalar(text(f'SELECT EXISTS (TABLE kept."{table}")')):
                        self.empty.add(table)
                for command in WATCH_SCHEMA:
                    connection.exec_driver_sql(command)
        except DBAPIError:
            return False
        return True

    def _put_back(self) -> bool:
        try:
            with self.engine.connect() as connection:
                names = connection.scalars(text("SELECT DISTINCT name FROM kept.touched")).all()
                if SCHEMA in names:
                    return False
                connection.exec_driver_sql("BEGIN")
                connection.exec_driver_sql("SET LOCAL lock_timeout = '3s'")
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
                for name in names:
                    _refill(connection, name)
                connection.exec_driver_sql("DELETE FROM kept.touched")
                connection.exec_driver_sql(
                    "SELECT setval(name::regclass, value, is_called) FROM kept.sequences"
                )
                connection.exec_driver_sql("COMMIT")
                if emptied := self.empty & set(names):  # new rows lie in the order they come
                    tables = ", ".join(f'public."{name}"' for name in emptied)
                    connection.exec_driver_sql(f"VACUUM (TRUNCATE, SKIP_LOCKED) {tables}")
        except DBAPIError:
            return False
        return True


def _refill(connection: Connection, table: str) -> None:
    """Without triggers and foreign keys, which are asked about again at the next change."""
    columns = connection.scalar(text(COLUMNS), {"table": table})
    connection.exec_driver_sql(f'DELETE FROM public."{table}"')  # noqa: S608 - a table's name
    connection.exec_driver_sql(
        f'INSERT INTO public."{table}" ({columns}) OVERRIDING SYSTEM VALUE '  # noqa: S608 - names
        f'SELECT {columns} FROM kept."{table}"'
    )

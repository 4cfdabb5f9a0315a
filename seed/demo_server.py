"""The demo: an office full of invented people, served on this machine only (`make run`)."""

import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from rich.table import Table
from sqlalchemy import inspect, select
from sqlalchemy.exc import DBAPIError
from waitress.server import create_server

from app import create_app
from models import Staff, db
from seed.console import console, demo_password, progress
from seed.demo import seed_demo
from seed.demo_documents import seed_documents
from seed.preflight import HOST, Stop, alone, check_folder, check_port, port_trouble
from seed.reference import seed_reference
from seed.staff import ensure_demo_staff

ROOT = Path(__file__).resolve().parent.parent
INSTANCE = ROOT / "instance"
PERSONS, SESSIONS = 300, 3000
THREADS = 8


def staff_of_database() -> list[bool]:
    """For each account whether it is one of the demo; empty before the first start."""
    if not inspect(db.engine).has_table(Staff.__tablename__):
        return []
    with db.engine.connect() as connection:
        return list(connection.scalars(select(Staff.is_demo)))


def refuse_real_office() -> None:
    """Demo accounts with a known password must never get into the records of a real office."""
    accounts = staff_of_database()
    if accounts and not any(accounts):
        raise Stop("This database belongs to a real office; `make run` is for the demo only.")


@contextmanager
def unfinished(mark: Path) -> Iterator[None]:
    """Leave a mark while the database is being filled, so that a broken-off start is noticed."""
    mark.write_text(db.engine.url.database or "")
    yield
    mark.unlink()


def drop_unfinished(mark: Path) -> None:
    """Begin again where the last start broke off while filling."""
    if not mark.exists():
        return
    database = db.engine.url.database or ""
    if db.engine.dialect.name != "sqlite" or mark.read_text() != database:
        raise Stop(f"A database was left half filled. Empty it, delete {mark} and start again.")
    db.engine.dispose()
    for ending in ("", "-wal", "-shm"):
        Path(database + ending).unlink(missing_ok=True)


def migrate() -> None:
    """Bring the tables up to date, without Alembic's chatter."""
    logging.disable(logging.INFO)
    try:
        upgrade(directory=str(ROOT / "migrations"))
    finally:
        logging.disable(logging.NOTSET)


def prepare(folder: Path) -> tuple[str, list[tuple[str, str]]]:
    """Migrate and, where there is nothing yet, fill; the answer is what one needs to sign in."""
    mark = folder / "unfinished"
    refuse_real_office()
    drop_unfinished(mark)
    password = demo_password(folder)
    is_empty = not staff_of_database()
    if not is_empty:
        migrate()
        return password, ensure_demo_staff(password)
    with unfinished(mark), progress() as tell:
        tell("Datenbank anlegen", 0, 1)
        migrate()
        tell("Datenbank anlegen", 1, 1)
        seed_reference()
        accounts = ensure_demo_staff(password)
        seed_demo(PERSONS, SESSIONS, tell)
        seed_documents(tell)
    return password, accounts


def welcome(port: int, password: str, accounts: Sequence[tuple[str, str]]) -> None:
    """Where to go and how to sign in."""
    table = Table("Benutzername", "Rolle")
    for name, role in accounts:
        table.add_row(name, role)
    console.print(table)
    console.print(f"Kennwort für alle: {password}", soft_wrap=True)
    console.print(f"SIM läuft unter http://{HOST}:{port}/ (beenden mit Strg+C)", soft_wrap=True)


def serve(app: Flask, port: int, announce: Callable[[], None]) -> None:
    """Serve until Ctrl+C or until told to end."""
    try:
        server = create_server(app, host=HOST, port=port, threads=THREADS, ident="")
    except OSError as error:
        raise Stop(port_trouble(port, error)) from error
    announce()
    server.run()


def end(*_: object) -> None:
    raise KeyboardInterrupt


def start(port_text: str) -> None:
    port = check_port(port_text)
    check_folder(INSTANCE)
    os.environ["SIM_DEMO"] = "1"
    app = create_app()
    with app.app_context(), alone(INSTANCE):
        password, accounts = prepare(INSTANCE)
    serve(app, port, lambda: welcome(port, password, accounts))


def main(arguments: Sequence[str]) -> int:
    """Start the demo on the given port; the answer is the exit code."""
    os.umask(0o077)
    signal.signal(signal.SIGTERM, end)
    try:
        start(arguments[0] if arguments else "5000")
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except DBAPIError as error:
        print(f"The database does not answer: {str(error.orig).splitlines()[0]}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

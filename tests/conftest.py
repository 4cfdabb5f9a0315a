"""The office as tests find it: the real application on a real database, a copy for each."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import event
from sqlalchemy.orm import Session

from admin_views.choices import forget_entries
from admin_views.counts import counts
from admin_views.directory_filters import forget_choices
from admin_views.frame import shelf
from admin_views.view_shelf import forget_views
from app import create_app
from models import db
from models.acting import Acting, acting_as
from models.own_definitions import forget_own_fields
from models.permissions import Role
from models.seal import use_seal
from models.sealing import use_keys
from models.stored_file import use_folder
from seed.reference import seed_reference
from seed.staff import DEMO, ensure_demo_staff
from tests.clients import Browser
from tests.factories import Office
from tests.folders import EXPORTS, FILES, SEAL
from tests.lists import Lists, grant_everything
from tests.pages import furnish, shelve_import
from tests.walks import Report, Walked, walk

pytest_plugins = ("tests.on_postgres",)

PASSWORD = "Kranich-am-Teich-7"
NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)  # a Monday
# Thousands of sign-ins: argon2 with the least effort it takes.
QUICK_HASH = {"argon2__rounds": 1, "argon2__memory_cost": 8, "argon2__parallelism": 1}
USERS = {role: name for name, _, _, role, _, _ in reversed(DEMO)}

Sign = Callable[[Role | str | None], FlaskClient]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What depends on other programmes is asked twice (docs/decisions/0024)."""
    for item in items:
        is_alone = item.get_closest_marker("xdist_group") is None  # a walk remembers its way
        if is_alone and any(item.get_closest_marker(name) for name in ("browser", "postgres")):
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reason = os.environ.get("SIM_NO_BROWSER_REASON")
    if reason:
        terminalreporter.write_line(f"Browser tests were skipped: {reason}", yellow=True)


def office_app(address: str) -> Flask:
    settings = {
        "SECRET_KEY": "nur-fuer-tests-" + "k" * 32,
        "DATA_KEYS": ["nur-fuer-tests-" + "d" * 32],
        "SQLALCHEMY_DATABASE_URI": address,
        "DEMO": True,
        "TESTING": True,
        "RATELIMIT_ENABLED": False,
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": QUICK_HASH,
        "CLOCK": lambda: NOW,
        "EXPORT_FOLDER": EXPORTS,
        "IMPORT_FOLDER": f"{EXPORTS}/imports",
        "FILES": FILES,
        "SEAL": SEAL,
    }
    app = create_app(settings)
    app.test_client_class = Browser
    return app


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file with the reference data and the demo's accounts."""
    file = tmp_path_factory.mktemp("filled") / "office.sqlite"
    app = office_app(f"sqlite:///{file}")
    fill(app)
    with app.app_context():
        db.engine.dispose()
    return file


def fill(app: Flask) -> None:
    with app.app_context():
        upgrade()
        seed_reference()
        ensure_demo_staff(PASSWORD)


@pytest.fixture(scope="session")
def shared_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    app = office_app(f"sqlite:///{tmp_path_factory.mktemp('used') / 'office.sqlite'}")
    with app.app_context():
        event.listen(db.engine, "connect", without_waiting_for_the_disk)
    return app


def without_waiting_for_the_disk(connection: Connection, record: object) -> None:
    """A database that lives for one test need not survive a power cut."""
    connection.execute("PRAGMA synchronous=OFF")


def begin_anew(app: Flask) -> None:
    """Forget what was read from the database of the test before."""
    forget_entries()
    forget_choices()
    forget_own_fields()
    forget_views()
    counts.forget()
    shelf.forget()
    use_keys(app.config["DATA_KEYS"])
    shutil.rmtree(app.config["IMPORT_FOLDER"], ignore_errors=True)
    use_folder(Path(FILES))
    use_seal(SEAL)
    app.config["CLOCK"] = lambda: NOW


@pytest.fixture
def app(shared_app: Flask, filled_file: Path) -> Iterator[Flask]:
    """The application on a fresh copy of the filled database."""
    with shared_app.app_context():
        db.engine.dispose()
        file = Path(db.engine.url.database or "")
        for ending in ("", "-wal", "-shm"):
            Path(f"{file}{ending}").unlink(missing_ok=True)
        shutil.copy(filled_file, file)
    begin_anew(shared_app)
    yield shared_app
    with shared_app.app_context():
        db.session.remove()


@pytest.fixture
def office(app: Flask) -> Iterator[Office]:
    """Makes records; acts as a programme without roles on the tests' day."""
    yield from office_of(app)


def office_of(app: Flask) -> Iterator[Office]:
    """A session beside the application's own, so that requests run as in real life."""
    with app.app_context():
        engine = db.engine
    with acting_as(Acting(now=NOW)), Session(engine, expire_on_commit=False) as session:
        app.extensions["beside"] = session
        yield Office(session)
    del app.extensions["beside"]


@pytest.fixture
def acts_as(office: Office) -> Callable[[Role], AbstractContextManager[Acting]]:
    """Act as the demo's member of staff with this role, without a browser."""

    def act(role: Role) -> AbstractContextManager[Acting]:
        staff = office.staff(USERS[role])
        return acting_as(Acting(staff.id, frozenset({role}), NOW))

    return act


def token_of(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found, "the page has no form"
    return found.group(1)


def sign_in(
    app: Flask, username: str, password: str = PASSWORD, agent: str | None = None
) -> FlaskClient:
    client = app.test_client()
    if agent:
        client.environ_base["HTTP_USER_AGENT"] = agent
    token = token_of(client.get("/login").text)
    answer = client.post(
        "/login", data={"username": username, "password": password, "csrf_token": token}
    )
    assert answer.status_code == 302, answer.text[-2000:]
    return client


@pytest.fixture
def client_as(app: Flask) -> Sign:
    """A browser signed in under a role or user name; None: nobody."""

    def sign(who: Role | str | None) -> FlaskClient:
        if who is None:
            return app.test_client()
        return sign_in(app, USERS[who] if isinstance(who, Role) else who)

    return sign


@pytest.fixture
def filled(office: Office) -> Office:
    """An office with a record in every list."""
    furnish(office)
    return office


@pytest.fixture(scope="session")
def reports() -> dict[Role, Report]:
    return {}


@pytest.fixture
def walked(app: Flask, filled: Office, client_as: Sign, reports: dict[Role, Report]) -> Walked:
    """What a walk through all pages of a role brings home; each is done once."""

    def of(role: Role) -> Report:
        if role not in reports:
            shelve_import(app, filled.staff(USERS[role]).id)
            reports[role] = walk(app, filled, client_as(role), role)
        return reports[role]

    return of


class Statements(list[str]):
    """The SQL statements of a block, transaction control left out."""


Counting = Callable[[], AbstractContextManager[Statements]]


@pytest.fixture
def statements(app: Flask) -> Counting:
    """Count the statements of a block on the application's engine."""
    from contextlib import contextmanager

    @contextmanager
    def counting() -> Iterator[Statements]:
        seen = Statements()

        def note(conn: object, cursor: object, statement: str, *rest: object) -> None:
            if not statement.startswith(("BEGIN", "PRAGMA")):
                seen.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return counting


@pytest.fixture
def lists(app: Flask, office: Office) -> Lists:
    """The lists of an account with all roles."""
    return Lists(app, sign_in(app, grant_everything(office)))

"""The same office on PostgreSQL, and on one engine after the other."""

import os
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine

from models import db
from tests.conftest import begin_anew, fill, office_app, office_of, sign_in
from tests.factories import Office
from tests.lists import Lists, grant_everything
from tests.postgres import Postgres, named_server, own_server
from tests.restoring import Restorer


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL of the tests' own, or the one named in SIM_TEST_DATABASE_URL."""
    address = os.environ.get("SIM_TEST_DATABASE_URL")
    with named_server(address) if address else own_server() as server:
        yield server


@pytest.fixture(scope="session")
def filled_postgres(postgres: Postgres) -> str:
    """The name of a migrated database with the reference data and the demo's accounts."""
    app = office_app(postgres.make("filled"))
    fill(app)
    with app.app_context():
        db.engine.dispose()
    return "filled"


@pytest.fixture(scope="session")
def shared_postgres_app(postgres: Postgres) -> Iterator[Flask]:
    app = office_app(postgres.address_of("used"))
    yield app
    forget_connections(app)


@pytest.fixture(scope="session")
def restorer(postgres: Postgres, filled_postgres: str) -> Iterator[Restorer]:
    restorer = Restorer(postgres, "used", filled_postgres)
    yield restorer
    restorer.let_go()


def on_postgres(app: Flask) -> Iterator[Flask]:
    begin_anew(app)
    yield app
    with app.app_context():
        db.session.remove()


@pytest.fixture
def postgres_app(
    shared_postgres_app: Flask, postgres: Postgres, restorer: Restorer
) -> Iterator[Flask]:
    """The application on an empty PostgreSQL database."""
    forget_connections(shared_postgres_app)
    restorer.let_go()
    postgres.make("used")
    yield from on_postgres(shared_postgres_app)
    forget_connections(shared_postgres_app)


@pytest.fixture
def filled_postgres_app(shared_postgres_app: Flask, restorer: Restorer) -> Iterator[Flask]:
    """The application on the filled PostgreSQL database, which is as if nobody had used it."""
    if not restorer.is_kept:
        forget_connections(shared_postgres_app)
    restorer.restore()
    yield from on_postgres(shared_postgres_app)


def forget_connections(app: Flask) -> None:
    """What is connected cannot be copied or dropped."""
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def any_app(request: pytest.FixtureRequest) -> Flask:
    """The filled application on one engine after the other."""
    name = "app" if request.param == "sqlite" else "filled_postgres_app"
    return request.getfixturevalue(name)


@pytest.fixture
def any_engine(any_app: Flask) -> Engine:
    with any_app.app_context():
        return db.engine


@pytest.fixture
def any_office(any_app: Flask) -> Iterator[Office]:
    yield from office_of(any_app)


@pytest.fixture
def any_lists(any_app: Flask, any_office: Office) -> Lists:
    """The same on one engine after the other."""
    return Lists(any_app, sign_in(any_app, grant_everything(any_office)))

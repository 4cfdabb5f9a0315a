"""Migrations: on both engines they make what `models/` says, and take it away again."""

import re
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import Connection, Inspector, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from models import db
from models.search_index import is_part_of_index, is_quick, searchable
from tests.conftest import begin_anew, office_app
from tests.postgres import Postgres

FOLDER = Path(__file__).parents[1] / "migrations"
TRIGGERS = {
    "sqlite": "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY 1, 2",
    "postgresql": "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(t.oid), p.prosrc"
    " FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT tgisinternal ORDER BY 1, 2",
}
ROUTINES = (  # those of an extension, which others may use too, stay
    "SELECT proname FROM pg_proc p WHERE pronamespace = 'public'::regnamespace"
    " AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')"
)
SEARCH_INDEXES = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE sql LIKE '% USING fts5%' ORDER BY 1",
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes"
    " WHERE indexname LIKE '%trgm' ORDER BY 1",
}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def addresses(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """Two empty databases of one engine: one for the migrations, one for the models."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'migrated.sqlite'}", f"sqlite:///{tmp_path / 'made.sqlite'}"
    postgres: Postgres = request.getfixturevalue("postgres")
    return postgres.make("migrated"), postgres.make("made")


@pytest.fixture
def empty(addresses: tuple[str, str]) -> Any:
    """The application on the first of the two."""
    app = office_app(addresses[0])
    begin_anew(app)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def normal(sql: str | None) -> str:
    """SQL without what the two ways of making it may put differently: blanks and quotes."""
    return re.sub(r'[\s"]+', " ", sql or "").strip().lower()


def columns_of(inspector: Inspector, table: str) -> dict[str, tuple[Any, ...]]:
    return {
        column["name"]: (
            str(column["type"].compile(inspector.dialect)),
            column["nullable"],
            normal(column["default"]),
            column.get("autoincrement"),
        )
        for column in inspector.get_columns(table)
    }


def table_of(inspector: Inspector, table: str) -> dict[str, Any]:
    """All that the database says about a table, in comparable words."""
    return {
        "columns": columns_of(inspector, table),
        "key": inspector.get_pk_constraint(table),
        "foreign": sorted(
            (key["constrained_columns"], key["referred_table"], key["options"].get("ondelete", ""))
            for key in inspector.get_foreign_keys(table)  # SQLite forgets names of added columns
        ),
        "unique": sorted(inspector.get_unique_constraints(table), key=lambda key: str(key["name"])),
        "checks": sorted(
            (str(check["name"]), normal(check["sqltext"]))
            for check in inspector.get_check_constraints(table)
        ),
        "indexes": sorted(
            (str(index["name"]), index["column_names"], bool(index["unique"]))
            for index in inspector.get_indexes(table)
        ),
    }


def schema_of(connection: Connection) -> dict[str, Any]:
    inspector = inspect(connection)
    tables = {name for name in inspector.get_table_names() if not is_part_of_index(name)}
    tables -= {"alembic_version"}
    return {
        **{table: table_of(inspector, table) for table in tables},
        "triggers": [
            tuple(map(normal, row))
            for row in connection.execute(text(TRIGGERS[connection.dialect.name]))
        ],
        "searched": [
            tuple(map(normal, row))
            for row in connection.execute(text(SEARCH_INDEXES[connection.dialect.name]))
        ],
        "views": inspector.get_view_names(),
    }


def test_the_migrations_make_exactly_what_the_models_say(
    empty: Flask, addresses: tuple[str, str]
) -> None:
    upgrade()
    with db.engine.connect() as connection:
        migrated = schema_of(connection)
    made_engine = create_engine(addresses[1])
    with made_engine.begin() as connection:
        db.metadata.create_all(connection)
        made = schema_of(connection)
    made_engine.dispose()
    assert migrated.keys() == made.keys()
    assert {name: migrated[name] for name in made if migrated[name] != made[name]} == {
        name: made[name] for name in made if migrated[name] != made[name]
    }


def test_the_comparison_sees_what_it_should(empty: Flask) -> None:
    """Constraints, indexes and triggers are really read, else two empty lists would be equal."""
    upgrade()
    with db.engine.connect() as connection:
        schema = schema_of(connection)
    assert schema.keys() >= db.metadata.tables.keys()
    for kind in ("foreign", "unique", "checks", "indexes"):
        assert (
            sum(len(table[kind]) for name, table in schema.items() if name in db.metadata.tables)
            > 20
        )
    searched = {str(model.__tablename__) for model in searchable()}
    is_sqlite = db.engine.dialect.name == "sqlite"
    triggered = {"audit_entry"} | (searched if is_sqlite else set())
    assert {row[0] for row in schema["triggers"]} == triggered
    assert len(schema["triggers"]) == 2 + (3 * len(searched) if is_sqlite else 0)
    with db.engine.connect() as connection:
        assert len(schema["searched"]) == (len(searched) if is_quick(connection) else 0)


def test_alembic_finds_no_difference(empty: Flask) -> None:
    upgrade()
    check()  # ends the programme where there is one


def test_a_failed_upgrade_leaves_nothing_behind(empty: Flask) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE stay (id INTEGER)"))  # in the way, late in the list
    with pytest.raises(DBAPIError, match="already exists"):
        upgrade()
    assert inspect(db.engine).get_table_names() == ["stay"]


def test_going_back_to_the_beginning_leaves_nothing(empty: Flask) -> None:
    upgrade()
    downgrade(revision="base")
    with db.engine.connect() as connection:
        left = inspect(connection).get_table_names()
        assert left == ["alembic_version"]
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 0
        if connection.dialect.name == "postgresql":
            assert connection.execute(text(ROUTINES)).all() == []
            assert inspect(connection).get_sequence_names() == []
    upgrade()


def test_a_second_upgrade_changes_nothing(empty: Flask) -> None:
    upgrade()
    with db.engine.connect() as connection:
        before = schema_of(connection)
    upgrade()
    with db.engine.connect() as connection:
        assert schema_of(connection) == before


def test_migrations_bear_running_numbers() -> None:
    scripts = ScriptDirectory(str(FOLDER))
    steps = list(scripts.walk_revisions())[::-1]
    numbers = [f"{number:04d}" for number in range(1, len(steps) + 1)]
    assert [step.revision for step in steps] == numbers
    assert [step.down_revision for step in steps] == [None, *numbers[:-1]]
    files = sorted(file.name for file in (FOLDER / "versions").glob("*.py"))
    assert [name[:5] for name in files] == [f"{number}_" for number in numbers]
    assert all(step.doc for step in steps)


def test_a_migration_never_depends_on_the_models_of_a_later_day() -> None:
    for file in (FOLDER / "versions").glob("*.py"):
        assert not re.search(
            r"^\s*(from|import) (models|seed|admin_views|app)\b", file.read_text(), re.M
        )

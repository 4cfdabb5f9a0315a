"""The demo's start: its password, and whose database it may fill."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from models import Staff, db
from seed import demo_server
from seed.preflight import Stop


@pytest.fixture(autouse=True)
def _no_fixed_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SIM_DEMO_PASSWORD", raising=False)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Path]:
    """An empty database file of its own, with nothing but the tables' engine around it."""
    file = tmp_path / "sim.db"
    app = Flask("demo", instance_path=str(tmp_path))
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{file}"
    db.init_app(app)
    with app.app_context():
        yield file
        db.engine.dispose()


def add_staff(*, is_demo: bool) -> None:
    db.create_all()
    db.session.add(Staff(username="anna", display_name="Anna", password="-", is_demo=is_demo))
    db.session.commit()


def test_a_second_start_has_the_same_password(tmp_path: Path) -> None:
    first = demo_server.demo_password(tmp_path)
    assert len(first) >= 12
    assert demo_server.demo_password(tmp_path) == first


def test_the_password_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "demo-password"
    file.touch(0o644)
    demo_server.demo_password(tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_fixed_password_replaces_the_made_up_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo_server.demo_password(tmp_path)
    monkeypatch.setenv("SIM_DEMO_PASSWORD", "Haan-Gruiten-42724")
    assert demo_server.demo_password(tmp_path) == "Haan-Gruiten-42724"
    monkeypatch.delenv("SIM_DEMO_PASSWORD")
    assert demo_server.demo_password(tmp_path) == "Haan-Gruiten-42724"


@pytest.mark.usefixtures("database")
def test_the_demo_never_touches_a_real_office() -> None:
    demo_server.refuse_real_office()  # nothing there yet
    add_staff(is_demo=False)
    with pytest.raises(Stop, match="belongs to a real office"):
        demo_server.refuse_real_office()


@pytest.mark.usefixtures("database")
def test_the_demo_knows_its_own_database() -> None:
    add_staff(is_demo=True)
    demo_server.refuse_real_office()


def test_a_start_broken_off_while_filling_begins_again(database: Path) -> None:
    mark = database.parent / "unfinished"

    def fill() -> None:
        with demo_server.unfinished(mark):
            db.create_all()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill()
    assert database.exists()
    demo_server.drop_unfinished(mark)
    assert not database.exists()


def test_a_finished_database_is_never_dropped(database: Path) -> None:
    mark = database.parent / "unfinished"
    with demo_server.unfinished(mark):
        add_staff(is_demo=True)
    demo_server.drop_unfinished(mark)
    assert database.exists()


def test_a_mark_of_another_database_drops_nothing(database: Path) -> None:
    mark = database.parent / "unfinished"
    mark.write_text("/somewhere/else.db")
    add_staff(is_demo=True)
    with pytest.raises(Stop, match="half filled"):
        demo_server.drop_unfinished(mark)
    assert database.exists()

"""Making the invented town: repeatable, of any size, on both engines."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import create_app
from models import Contact, CounsellingSession, EvictionCase, Partner, Person, db
from seed.demo import seed_demo
from seed.demo_background import NothingToBuildOn
from seed.directory import rows_of_type
from seed.reference import seed_reference
from seed.staff import ensure_demo_staff


def empty_office(address: str) -> Flask:
    settings = {
        "SECRET_KEY": "nur-fuer-tests-" + "d" * 32,
        "SQLALCHEMY_DATABASE_URI": address,
        "DEMO": True,
        "TESTING": True,
    }
    app = create_app(settings)
    with app.app_context():
        prepare()
    return app


def prepare() -> None:
    """What must be there before the demo."""
    db.create_all()
    seed_reference()
    ensure_demo_staff("Kranich-am-Teich-7")


def faces(address: str, today: date | None = None) -> list[tuple[Any, ...]]:
    """Name, birth and address of everybody, and every reason for a talk, in a town of its own."""
    app = empty_office(address)
    with app.app_context():
        seed_demo(40, 60, lambda *_: None, today)
        shown = (Person.family_name, Person.given_name, Person.birth_date, Person.street)
        people = db.session.execute(select(*shown).order_by(Person.id)).all()
        talked = (CounsellingSession.held_on, CounsellingSession.reason)
        talks = db.session.execute(select(*talked).order_by(CounsellingSession.id)).all()
        db.session.remove()
        db.engine.dispose()
    return [tuple(row) for row in (*people, *talks)]


def test_the_same_town_comes_out_each_time(tmp_path: Path) -> None:
    day = date(2026, 11, 23)
    first, second = (faces(f"sqlite:///{tmp_path / name}", day) for name in ("a.db", "b.db"))
    assert first == second
    assert len(first) == 100


def test_a_second_helping_adds_other_people(tmp_path: Path) -> None:
    app = empty_office(f"sqlite:///{tmp_path / 'twice.db'}")
    with app.app_context():
        for _ in range(2):
            seed_demo(30, 20, lambda *_: None)
        names = db.session.execute(
            select(Person.family_name, Person.given_name).order_by(Person.id)
        )
        people = [tuple(row) for row in names]
        talks = db.session.scalar(select(func.count()).select_from(CounsellingSession))
        db.session.remove()
        db.engine.dispose()
    assert (len(people), talks) == (60, 40)
    assert people[:30] != people[30:]


def test_a_town_has_as_many_cases_and_partners_as_wished(tmp_path: Path) -> None:
    app = empty_office(f"sqlite:///{tmp_path / 'wished.db'}")
    with app.app_context():
        seed_demo(300, 0, lambda *_: None, cases=15, partners=130)
        wanted = (EvictionCase, Partner, Contact)
        found = [db.session.scalar(select(func.count()).select_from(model)) for model in wanted]
        directory = len(rows_of_type("partner"))
        db.session.remove()
        db.engine.dispose()
    assert found == [15, 130, 3 * (130 - directory)]


def test_without_reference_data_it_says_so(tmp_path: Path) -> None:
    settings = {"SECRET_KEY": "d" * 40, "DEMO": True, "TESTING": True}
    app = create_app({**settings, "SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path / 'none.db'}"})
    with app.app_context():
        db.create_all()
        with pytest.raises(NothingToBuildOn):
            seed_demo(1, 1, lambda *_: None)
        db.engine.dispose()


@pytest.mark.parametrize(
    ("persons", "sessions"),
    [
        (1, 0),  # nobody to talk to
        (1, 30),  # one person, talked to on end
        (5, 1),
    ],
)
def test_the_smallest_towns_work(tmp_path: Path, persons: int, sessions: int) -> None:
    app = empty_office(f"sqlite:///{tmp_path / 'small.db'}")
    with app.app_context():
        seed_demo(persons, sessions, lambda *_: None)
        found = [
            db.session.scalar(select(func.count()).select_from(model))
            for model in (Person, CounsellingSession)
        ]
        db.session.remove()
        db.engine.dispose()
    assert found == [persons, sessions]


@pytest.mark.postgres
def test_it_works_on_postgresql_and_numbers_go_on(postgres_app: Flask) -> None:
    with postgres_app.app_context():
        prepare()
        seed_demo(60, 150, lambda *_: None)
        person = Person(family_name="Beispiel")
        db.session.add(person)
        db.session.commit()
        assert person.id == 61
        assert db.session.scalar(select(func.max(CounsellingSession.id))) == 150

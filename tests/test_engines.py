"""Both engines at work: set up for safety, many at once, and nobody overwrites anybody."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, event, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from models import Household, Person, Stay, Task, db
from models.base import RulesBroken
from models.engine import reads_only
from models.permissions import Role
from tests.conftest import NOW, USERS, Sign, sign_in, token_of
from tests.factories import Office
from tests.postgres import WORKER, Postgres

WRITERS, ROUNDS = 8, 8


@pytest.fixture
def engine(app: Flask) -> Engine:
    """The application's SQLite."""
    with app.app_context():
        return db.engine


@pytest.fixture
def postgres_engine(filled_postgres_app: Flask) -> Engine:
    with filled_postgres_app.app_context():
        return db.engine


@contextmanager
def beginnings(engine: Engine) -> Iterator[list[str]]:
    """How the transactions of a block began."""
    seen: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.startswith("BEGIN"):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def together(count: int, work: Callable[[int], None]) -> list[BaseException]:
    """Run the work so many times at once; what failed is handed back."""
    failures: list[BaseException] = []

    def run(number: int) -> None:
        try:
            work(number)
        except Exception as failure:  # noqa: BLE001 - to be shown by the test
            failures.append(failure)

    threads = [Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL: a power cut loses nothing that was acknowledged
        ("foreign_keys", 1),
        ("busy_timeout", 10_000),
        ("secure_delete", 1),
    ],
)
def test_sqlite_is_set_up_for_safety(tmp_path: Path, pragma: str, value: object) -> None:
    with create_engine(f"sqlite:///{tmp_path}/safe.sqlite").connect() as connection:
        assert connection.execute(text(f"PRAGMA {pragma}")).scalar() == value


def test_the_schema_is_trusted_no_further_than_the_search_needs(engine: Engine) -> None:
    with engine.connect() as connection:
        if connection.execute(text("PRAGMA trusted_schema")).scalar():
            connection.execute(text("PRAGMA trusted_schema=OFF"))
            with pytest.raises(OperationalError, match="unsafe use of virtual table"):
                connection.execute(text("UPDATE person SET search_text = 'x'"))
            connection.execute(text("PRAGMA trusted_schema=ON"))


@pytest.mark.postgres
def test_postgresql_gives_up_in_time(postgres_engine: Engine) -> None:
    with postgres_engine.connect() as connection:
        limits = [
            connection.execute(text(f"SHOW {name}")).scalar()
            for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
        ]
    assert limits == ["15s", "5s", "1min"]


@pytest.mark.postgres
def test_a_broken_connection_is_replaced_unseen(
    filled_postgres_app: Flask, postgres: Postgres
) -> None:
    client = sign_in(filled_postgres_app, USERS[Role.TEAM_LEAD])
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    postgres.tell(f"{others} AND datname = 'sim_{WORKER}_used'")
    assert client.get("/admin/topic/").status_code == 200


def test_a_reading_request_takes_no_write_lock(client_as: Sign, engine: Engine) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    with beginnings(engine) as seen:
        for page in ("person/", "person/new/", "task/?search=a", "day/"):
            client.get(f"/admin/{page}")
    assert set(seen) == {"BEGIN DEFERRED"}


def test_a_writing_request_takes_it_at_once(client_as: Sign, engine: Engine) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    sent = {"family_name": "Neu", "csrf_token": token_of(client.get("/admin/person/new/").text)}
    with beginnings(engine) as seen:
        client.post("/admin/person/new/", data=sent)
    assert set(seen) == {"BEGIN IMMEDIATE"}
    assert reads_only.get() is False


def test_a_reader_does_not_wait_for_a_writer(
    client_as: Sign, engine: Engine, office: Office
) -> None:
    office.person(family_name="Vorher")
    client = client_as(Role.SOCIAL_WORKER)
    with engine.begin() as writer:
        writer.execute(text("UPDATE person SET family_name = 'Nachher', search_text = 'nachher'"))
        assert "Vorher, Ada" in client.get("/admin/person/").text
    assert "Nachher, Ada" in client.get("/admin/person/").text


def test_who_began_by_reading_cannot_become_a_writer(engine: Engine, office: Office) -> None:
    """Why writing requests begin IMMEDIATE: DEFERRED fails at once, without waiting its turn."""
    office.person()
    change = text("UPDATE person SET phone = '1'")
    marker = reads_only.set(True)
    try:
        with engine.connect() as late:
            late.execute(text("SELECT * FROM person")).all()
            with engine.begin() as quick:
                quick.execute(change)
            with pytest.raises(OperationalError, match="locked"):
                late.execute(change)
    finally:
        reads_only.reset(marker)


def test_eight_writers_at_once_lose_nothing(any_engine: Engine, any_office: Office) -> None:
    counter = any_office.household(label="0").id

    def count(number: int) -> None:
        for _ in range(ROUNDS):
            with Session(any_engine) as session:
                wanted = select(Household).where(Household.id == counter).with_for_update()
                household = session.scalars(wanted).one()
                household.label = str(int(household.label) + 1)
                session.commit()

    assert together(WRITERS, count) == []
    assert any_office.only(Household).label == str(WRITERS * ROUNDS)
    assert any_office.only(Household).version == WRITERS * ROUNDS + 1


def test_the_second_of_two_changes_is_refused(any_engine: Engine, any_office: Office) -> None:
    key = any_office.person().id
    with Session(any_engine, expire_on_commit=False) as late, Session(any_engine) as quick:
        shown = late.get_one(Person, key)
        late.commit()
        quick.get_one(Person, key).family_name = "Schnell"
        quick.commit()
        shown.family_name = "Spät"
        with pytest.raises(StaleDataError):
            late.commit()
    assert any_office.only(Person).family_name == "Schnell"


def test_what_was_changed_meanwhile_is_not_deleted(any_engine: Engine, any_office: Office) -> None:
    key = any_office.task().id
    with Session(any_engine, expire_on_commit=False) as late, Session(any_engine) as quick:
        shown = late.get_one(Task, key)
        late.commit()
        quick.get_one(Task, key).what = "Doch noch wichtig"
        quick.commit()
        late.delete(shown)
        with pytest.raises(StaleDataError):
            late.commit()
    assert any_office.only(Task).what == "Doch noch wichtig"


def test_every_record_counts_its_versions() -> None:
    mappers = list(db.Model.registry.mappers)
    assert len(mappers) > 50
    assert [mapper for mapper in mappers if mapper.version_id_col is None] == []


def waits(engine: Engine) -> bool:
    """Whether somebody waits for a lock; SQLite does not tell."""
    if engine.dialect.name == "sqlite":
        return True
    with engine.connect() as connection:
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
        return bool(connection.execute(text(waiting)).scalar())


def test_two_who_house_one_person_at_once_do_not_both_succeed(
    any_engine: Engine, any_office: Office
) -> None:
    person, unit = any_office.person().id, any_office.unit().id
    failures: list[Exception] = []

    def save_a_stay_too() -> None:
        with Session(any_engine) as session:
            session.add(Stay(person_id=person, unit_id=unit, valid_from=date(2026, 3, 1)))
            try:
                session.commit()
            except RulesBroken as broken:
                failures.append(broken)

    other = Thread(target=save_a_stay_too)
    with Session(any_engine) as session:
        session.add(Stay(person_id=person, unit_id=unit, valid_from=date(2026, 2, 1)))
        session.flush()
        other.start()
        while other.is_alive() and not waits(any_engine):
            other.join(0.02)
        session.commit()
    other.join()
    assert [str(failure)[:10] for failure in failures] == ["valid_from"]
    assert [stay.valid_from.month for stay in any_office.every(Stay)] == [2]


def test_two_stays_of_one_person_in_one_save_do_not_overlap(any_office: Office) -> None:
    given = {"person": any_office.person(), "unit": any_office.unit()}
    stays = [Stay(valid_from=date(2026, month, 1), **given) for month in (2, 3)]
    any_office.session.add_all(stays)
    with pytest.raises(RulesBroken):
        any_office.session.commit()
    any_office.session.rollback()


def test_a_list_opens_while_somebody_else_is_writing(
    app: Flask, engine: Engine, client_as: Sign
) -> None:
    """Even when the sign-in's last use should be written down."""
    client = client_as(Role.SOCIAL_WORKER)
    app.config["CLOCK"] = lambda: NOW + timedelta(minutes=5)
    with engine.connect() as writer:
        writer.execute(text("UPDATE person SET version = version"))
        assert client.get("/admin/person/").status_code == 200
        writer.rollback()

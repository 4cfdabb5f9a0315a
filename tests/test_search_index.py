"""The index behind the search: never out of date, whoever writes, and mended by an upgrade."""

from datetime import date

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Engine, insert, text
from sqlalchemy.orm import Session

from models import Person, PersonName, db
from models.acting import Acting, acting_as
from models.base import utc_now
from models.permissions import Role
from models.person import NameKind
from models.search import finds, search_values
from models.search_index import is_quick, renew
from models.search_sql import indexed, looked_at, walked
from seed.safe_start import SLOW_SEARCH, warn_of_slow_search
from tests.conftest import NOW
from tests.factories import Office


def found(engine: Engine, term: str) -> list[str]:
    """Whether few are expected or many, the same are found."""
    worker = Acting(1, frozenset({Role.SOCIAL_WORKER}), NOW)
    with acting_as(worker), Session(engine) as session:
        in_order = session.query(Person).order_by(Person.sort_text)
        few, many, most = (
            in_order.filter(finds(Person, term, way=way)).all()
            for way in (indexed, walked, looked_at)
        )
        assert few == many == most
        return [person.family_name for person in few]


def write(engine: Engine, statement: str) -> None:
    """Past the models, as a program of another hand would."""
    with engine.begin() as connection:
        connection.execute(text(statement))


def test_it_follows_every_change(any_engine: Engine, any_office: Office) -> None:
    person = any_office.person(family_name="Müller")
    assert found(any_engine, "mueller") == ["Müller"]
    person.family_name = "Yusuf"
    alias = any_office.add(PersonName(person=person, family_name="Зоя", kind=NameKind.ALIAS))
    assert found(any_engine, "mueller") == []
    assert found(any_engine, "Jussuf") == found(any_engine, "Soja") == ["Yusuf"]
    any_office.session.delete(alias)
    any_office.session.commit()
    assert found(any_engine, "Soja") == []
    any_office.session.delete(person)
    any_office.session.commit()
    assert found(any_engine, "Yusuf") == []


def test_it_follows_writes_past_the_models(any_engine: Engine) -> None:
    row = {"created_at": utc_now(), "updated_at": utc_now(), "version": 1}
    names = [{"family_name": name, **search_values([name]), **row} for name in ("Yusuf", "Berger")]
    with any_engine.begin() as connection:
        connection.execute(insert(Person), names)
    assert found(any_engine, "Youssef") == ["Yusuf"]
    write(any_engine, "UPDATE person SET search_text = 'neu', search_keys = ' noia ', version = 2")
    assert len(found(any_engine, "neu")) == 2
    assert found(any_engine, "Yusuf") == found(any_engine, "berger") == []
    write(any_engine, "DELETE FROM person WHERE family_name = 'Yusuf'")
    assert found(any_engine, "neu") == ["Berger"]


def test_what_was_rolled_back_is_not_found(any_engine: Engine) -> None:
    row = {"created_at": utc_now(), "updated_at": utc_now(), "version": 1}
    with any_engine.connect() as connection:
        connection.execute(insert(Person), {"family_name": "Weg", **search_values(["Weg"]), **row})
        connection.rollback()
    assert found(any_engine, "weg") == []


def test_an_upgrade_makes_older_records_findable(any_app: Flask, any_office: Office) -> None:
    """As they were before there were keys, and after a table lost its triggers."""
    any_office.person(family_name="Youssef")
    any_office.session.close()
    with any_app.app_context():
        engine = db.engine
        downgrade(revision="0009")
        assert not is_quick_here(engine)
        upgrade()
        assert found(engine, "Jussuf") == ["Youssef"]
        if engine.dialect.name == "sqlite":
            write(engine, "DROP TRIGGER person_search_update")
            write(engine, "UPDATE person SET search_text = 'haddad', search_keys = ''")
            assert not is_quick_here(engine)
            upgrade()
            assert is_quick_here(engine)
            assert found(engine, "Jussuf") == ["Youssef"]


def is_quick_here(engine: Engine) -> bool:
    with engine.connect() as connection:
        return is_quick(connection)


def test_all_words_can_be_worked_out_anew(any_app: Flask, any_office: Office) -> None:
    person = any_office.person(family_name="Youssef", azr_no="AZR-17")
    any_office.add(PersonName(person=person, family_name="Haddad", kind=NameKind.FORMER))
    with any_app.app_context():
        engine = db.engine
    before = (person.search_text, person.search_keys)
    write(engine, "UPDATE person SET search_text = 'falsch', search_keys = ' falsch '")
    seen: list[tuple[str, int, int]] = []
    with engine.begin() as connection:
        renew(connection, lambda *step: seen.append(step))
    assert ("person", 1, 1) in seen
    fresh = any_office.fresh(person)
    assert (fresh.search_text, fresh.search_keys) == before
    assert fresh.version == person.version  # nobody changed anything
    assert found(engine, "Hadad") == ["Youssef"]
    assert found(engine, "falsch") == []


def test_the_command_tells_whether_there_is_an_index(app: Flask) -> None:
    answer = app.test_cli_runner().invoke(args=["search", "renew"])
    assert answer.exit_code == 0, answer.output
    assert "The search has its index." in answer.output


def test_a_start_without_the_index_says_so_once(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    warn_of_slow_search(app)
    assert SLOW_SEARCH not in caplog.text
    with app.app_context():
        write(db.engine, "DROP TRIGGER unit_search_insert")
    warn_of_slow_search(app)
    assert caplog.text.count(SLOW_SEARCH) == 1


@pytest.mark.postgres
def test_without_the_extension_the_search_is_right_too(
    filled_postgres_app: Flask,
) -> None:
    with filled_postgres_app.app_context():
        engine = db.engine
        if not is_quick_here(engine):
            pytest.skip("this server has no pg_trgm, so all tests show it")
        person = Person(family_name="Youssef", birth_date=date(1990, 4, 3))
        db.session.add(person)
        db.session.commit()
        write(engine, "DROP EXTENSION pg_trgm CASCADE")
        assert not is_quick_here(engine)
        assert found(engine, "Jussuf 3.4.90") == found(engine, "yo") == ["Youssef"]
        upgrade()  # the extension is there again, and so is the index
        assert is_quick_here(engine)
        assert found(engine, "Jussuf") == ["Youssef"]


@pytest.mark.parametrize("term", ["mull", "mü", "Anna Müller 3.4.1990", "anna mul ber"])
def test_sqlite_asks_its_index_and_walks_no_table(app: Flask, term: str) -> None:
    with app.app_context():
        engine = db.engine
    worker = Acting(1, frozenset({Role.SOCIAL_WORKER}), NOW)
    with acting_as(worker), Session(engine) as session:
        wanted = session.query(Person.id).filter(finds(Person, term)).statement
        asked = wanted.compile(engine, compile_kwargs={"literal_binds": True})
        plan = session.execute(text(f"EXPLAIN QUERY PLAN {asked}".replace(":", r"\:")))
        steps = [row.detail for row in plan]
    assert [step for step in steps if "SCAN person_search VIRTUAL TABLE" in step]
    assert [
        step for step in steps if step.startswith("SCAN person") and "_search" not in step
    ] == []

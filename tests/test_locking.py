"""Two people at one record: the second save is refused, and nothing that was typed is lost."""

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm.exc import StaleDataError

from models import Person, PersonName
from models.permissions import Role
from tests.conftest import USERS, sign_in
from tests.factories import Office
from tests.forms import Desk, errors_of, fields_of, summary_of


@pytest.fixture
def office(any_office: Office) -> Office:
    """Locking is tried on both engines."""
    return any_office


@pytest.fixture
def desk(any_app: Flask) -> Desk:
    return Desk(sign_in(any_app, USERS[Role.SOCIAL_WORKER]), "person")


@pytest.fixture
def colleague(any_app: Flask) -> Desk:
    return Desk(sign_in(any_app, USERS[Role.BENEFITS_CLERK]), "person")


def test_a_form_typed_over_an_older_version_is_refused_again_and_again(
    desk: Desk, colleague: Desk, office: Office
) -> None:
    person = office.person(given_name="Ada")
    sent = desk.open(person)
    colleague.save({"phone": "02129 1"}, person)
    for _ in range(2):
        answer = desk.post(sent, {"given_name": "Adele <i>"}, person)
        assert answer.status_code == 422
        assert len(summary_of(answer)) == 1
        assert errors_of(answer) == {}
        assert fields_of(answer)["given_name"] == ["Adele <i>"]
    after = office.only(Person)
    assert (after.given_name, after.phone) == ("Ada", "02129 1")


def test_who_opens_the_record_anew_may_save(desk: Desk, colleague: Desk, office: Office) -> None:
    person = office.person()
    colleague.save({"phone": "02129 1"}, person)
    desk.save({"given_name": "Adele"}, person)
    after = office.only(Person)
    assert (after.given_name, after.phone) == ("Adele", "02129 1")


def test_a_change_of_rows_counts_as_a_change_of_the_record(
    desk: Desk, colleague: Desk, office: Office
) -> None:
    person = office.person(names=[PersonName(given_name="alt")])
    sent = desk.open(person)
    colleague.save({"names-0-given_name": "neu"}, person)
    assert desk.post(sent, {"town": "Haan"}, person).status_code == 422
    assert office.only(PersonName).given_name == "neu"


@pytest.mark.parametrize("version", ["", "0", "x", "1 ", "99"])
def test_a_form_without_its_version_is_refused(desk: Desk, office: Office, version: str) -> None:
    person = office.person()
    answer = desk.send({"version": version, "given_name": "Adele"}, person)
    assert answer.status_code == 422
    assert office.only(Person).given_name == "Ada"


def test_the_database_refuses_a_write_between_reading_and_writing(office: Office) -> None:
    person = office.person()
    person.given_name = "Adele"
    table = Person.__table__
    with office.session.no_autoflush:
        office.session.connection().execute(update(table).values(version=table.c.version + 1))
    with pytest.raises(StaleDataError):
        office.session.commit()
    office.session.rollback()
    assert office.only(Person).given_name == "Ada"


def test_a_record_deleted_meanwhile_shows_what_was_typed(
    desk: Desk, any_app: Flask, office: Office
) -> None:
    person = office.person(names=[PersonName(given_name="alt")])
    sent = desk.open(person)
    assert Desk(sign_in(any_app, "sozialarbeit2"), "person").remove(person).status_code == 302
    answer = desk.post(sent, {"town": "Haan & <b>Gruiten", "names-0-given_name": "neu"}, person)
    assert answer.status_code == 404
    assert "Haan &amp; &lt;b&gt;Gruiten" in answer.text
    assert "neu" in answer.text
    assert office.every(Person) == []
    assert office.every(select(PersonName)) == []


def test_saving_one_record_leaves_others_open_forms_alone(
    desk: Desk, colleague: Desk, office: Office
) -> None:
    person, other = office.person(), office.person()
    sent = desk.open(person)
    colleague.save({"phone": "02129 1"}, other)
    assert desk.post(sent, {"town": "Haan"}, person).status_code == 302

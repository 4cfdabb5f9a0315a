"""One page makes one record, however often it is sent."""

import threading

import pytest
from flask import Flask
from flask.testing import FlaskClient

from models import Person, Task
from models.permissions import Role
from tests.conftest import USERS, sign_in
from tests.factories import Office
from tests.forms import Sent, fields_of, summary_of, typed_over

URL = "/admin/person/new/"
TYPED = {"family_name": "Doppelt", "sex": "UNKNOWN"}


@pytest.fixture
def office(any_office: Office) -> Office:
    """Double saves are tried on both engines."""
    return any_office


@pytest.fixture
def worker(any_app: Flask) -> FlaskClient:
    return sign_in(any_app, USERS[Role.SOCIAL_WORKER])


def filled(worker: FlaskClient) -> Sent:
    return typed_over(fields_of(worker.get(URL)), TYPED)


def test_the_same_page_sent_twice_makes_one_record(worker: FlaskClient, office: Office) -> None:
    sent = filled(worker)
    first = worker.post(URL, data=sent)
    second = worker.post(URL, data=sent)
    person = office.only(Person)
    assert first.location == second.location == f"/admin/person/details/?id={person.id}"
    assert "kein zweiter Datensatz" in worker.get(second.location).text


def test_the_second_press_may_be_another_button(worker: FlaskClient, office: Office) -> None:
    sent = filled(worker)
    worker.post(URL, data=sent)
    answer = worker.post(URL, data={**sent, "_add_another": "1"})
    assert answer.status_code == 302
    office.only(Person)


def test_two_pages_opened_apart_make_two_records(worker: FlaskClient, office: Office) -> None:
    for _ in range(2):
        assert worker.post(URL, data=filled(worker)).status_code == 302
    assert len(office.every(Person)) == 2


def test_a_page_sent_again_with_other_contents_asks_first(
    worker: FlaskClient, office: Office
) -> None:
    sent = filled(worker)
    worker.post(URL, data=sent)
    answer = worker.post(URL, data=typed_over(sent, {"family_name": "Zweite"}))
    assert answer.status_code == 422
    assert "schon einmal gespeichert" in summary_of(answer)[0]
    office.only(Person)
    assert worker.post(URL, data=fields_of(answer)).status_code == 302
    assert {person.family_name for person in office.every(Person)} == {"Doppelt", "Zweite"}


def test_a_page_that_was_refused_may_be_sent_again(worker: FlaskClient, office: Office) -> None:
    sent = filled(worker)
    refused = worker.post(URL, data=typed_over(sent, {"birth_date": "31.02.1990"}))
    assert refused.status_code == 422
    answer = worker.post(URL, data=typed_over(fields_of(refused), {"birth_date": "28.02.1990"}))
    assert answer.status_code == 302
    office.only(Person)


def test_two_presses_at_the_same_moment_make_one_record(
    any_app: Flask, worker: FlaskClient, office: Office
) -> None:
    sent = filled(worker)
    cookie = worker.get_cookie("sim")
    assert cookie is not None
    states: list[int] = []

    def press() -> None:
        client = any_app.test_client()
        client.set_cookie("sim", cookie.value)
        states.append(client.post(URL, data=sent).status_code)

    presses = [threading.Thread(target=press) for _ in range(4)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert states == [302] * 4
    office.only(Person)


def test_somebody_elses_page_number_is_of_no_use(
    any_app: Flask, worker: FlaskClient, office: Office
) -> None:
    sent = filled(worker)
    worker.post(URL, data=sent)
    other = sign_in(any_app, "sozialarbeit2")
    own = {**filled(other), "_token": sent["_token"]}
    assert other.post(URL, data=own).status_code == 302
    assert len(office.every(Person)) == 2


def test_rows_of_the_form_are_not_doubled_either(worker: FlaskClient, office: Office) -> None:
    talk = office.counselling_session()
    url = f"/admin/counselling_session/edit/?id={talk.id}"
    typed = {"tasks-0-what": "Anrufen", "tasks-0-doer": "OFFICE", "tasks-0-state": "OPEN"}
    sent = typed_over(fields_of(worker.get(url)), typed)
    for _ in range(2):
        answer = worker.post(url, data=sent)
        assert answer.status_code in (302, 422), answer.text
    assert len(office.every(Task)) == 1

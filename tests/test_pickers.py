"""Pickers: few answers, found by any spelling, within one's rights, in the screen's language."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from admin_views.pickers import MOST
from models import Building, Person
from models.permissions import Role
from tests.asking import post
from tests.conftest import Sign, Statements
from tests.factories import Office
from tests.lists import Lists, crowd, one_of_each, views_of

PERSONS = "/admin/task/ajax/lookup/?name=person&query="
COUNTRIES = "/admin/person/ajax/lookup/?name=origin_country&query="


@pytest.fixture
def worker(client_as: Sign) -> FlaskClient:
    return client_as(Role.SOCIAL_WORKER)


def answers(client: FlaskClient, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return [text for _, text in answer.get_json()]


def test_a_picker_never_hands_out_the_whole_table(worker: FlaskClient, office: Office) -> None:
    office.person()
    crowd(office, Person, 60)
    for wish in ("", "&limit=100000", "&limit=-1", "&limit=x"):
        assert len(answers(worker, PERSONS + wish)) == MOST


def test_further_answers_follow_without_repeating(any_lists: Lists, any_office: Office) -> None:
    any_office.person()
    crowd(any_office, Person, 50)
    parts = [any_lists.client.get(f"{PERSONS}&offset={start}").get_json() for start in (0, 20, 40)]
    keys = [key for part in parts for key, _ in part]
    assert [len(part) for part in parts] == [20, 20, 10]
    assert len(set(keys)) == 50


@pytest.mark.parametrize("offset", ["-1", "x", "1e9", "²", "99999999999999999999", "", "%00"])
def test_an_offset_without_sense_begins_at_the_beginning(
    worker: FlaskClient, office: Office, offset: str
) -> None:
    office.person()
    assert answers(worker, f"{PERSONS}&offset={offset}") == ["Beispiel, Ada"]


def test_beyond_the_last_answer_there_is_none(any_lists: Lists, any_office: Office) -> None:
    any_office.person()
    assert answers(any_lists.client, f"{PERSONS}&offset=99999") == []


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("MÜLLER", True),
        ("mueller", True),
        ("anne mull", True),
        ("%25", False),
        ("_", False),
        ("müller%00", True),
        ("x" * 3000, False),
        ("", True),
    ],
)
def test_a_person_is_found_by_any_spelling(
    any_lists: Lists, any_office: Office, typed: str, is_found: bool
) -> None:
    any_office.person(family_name="Müller", given_name="Änne")
    assert answers(any_lists.client, PERSONS + typed) == (["Müller, Änne"] if is_found else [])


@pytest.mark.parametrize("typed", ["österreich", "ÖSTERREICH", "Oesterreich", "osterr"])
def test_a_country_is_found_by_any_spelling(any_lists: Lists, typed: str) -> None:
    assert "Österreich" in answers(any_lists.client, COUNTRIES + typed)


def test_catalogues_answer_in_the_language_of_the_screen(worker: FlaskClient) -> None:
    assert answers(worker, f"{COUNTRIES}ukraine") == ["Ukraine"]
    assert answers(worker, f"{COUNTRIES}germany") == ["Deutschland"]  # found by either name
    post(worker, "/language", language="en")
    assert answers(worker, f"{COUNTRIES}deutschland") == ["Germany"]


def test_two_of_one_name_differ_by_their_birth(
    worker: FlaskClient, office: Office, client_as: Sign
) -> None:
    for year in (1980, 1990):
        office.person(birth_date=date(year, 5, 1))
    shown = [f"Beispiel, Ada · * 01.05.{year}" for year in (1980, 1990)]
    assert answers(worker, PERSONS) == shown
    housing = client_as(Role.ACCOMMODATION_ADMIN)  # may not know the birth
    assert answers(housing, "/admin/stay/ajax/lookup/?name=person&query=") == ["Beispiel, Ada"] * 2


def test_a_picker_finds_nobody_by_what_one_may_not_read(office: Office, client_as: Sign) -> None:
    office.person(azr_no="240101123456")
    address = "/admin/stay/ajax/lookup/?name=person&query=240101123456"
    assert answers(client_as(Role.ACCOMMODATION_ADMIN), address) == []


def test_a_picker_ends_at_the_scope_of_the_account(
    app: Flask, office: Office, worker: FlaskClient
) -> None:
    mine, other = office.person(family_name="Meine"), office.person(family_name="Andere")
    office.responsibility(other, "leitung")
    for person in (mine, other):
        office.counselling_session(person, worker=office.staff("leitung"))
    address = "/admin/task/ajax/lookup/?name=session&query="
    assert answers(worker, address) == ["Meine, Ada · 23.11.2026"]
    assert answers(worker, f"{address}andere") == []


def test_every_picker_of_every_form_answers(any_lists: Lists, any_office: Office) -> None:
    one_of_each(any_office)
    asked = set()
    for view in views_of(any_lists.app):
        page = any_lists.client.get(f"/admin/{view.endpoint}/new/").text
        asked |= {unescape(found) for found in re.findall(r'data-picker="([^"]+)"', page)}
    assert len(asked) > 25
    empty = [url for url in sorted(asked) if not answers(any_lists.client, f"{url}&query=")]
    assert empty == []


@pytest.mark.parametrize("rows", [2, 12])
def test_statements_do_not_grow_with_the_answers(
    lists: Lists,
    office: Office,
    statements: Callable[[], AbstractContextManager[Statements]],
    rows: int,
) -> None:
    for building in office.every(Building)[:rows]:
        office.unit(building=building)
        person = office.person()
        office.counselling_session(person)
        office.goal(office.goal_agreement(person))
    for name, stem in (("unit", "stay"), ("session", "task"), ("agreement", "goal")):
        address = f"/admin/{stem}/ajax/lookup/?name={name}&query="
        with statements() as seen:
            assert len(answers(lists.client, address)) == rows
        assert len(seen) <= 3, name

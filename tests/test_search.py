"""Searching a list: any spelling, any order of words, nothing that one may not read."""

from datetime import date
from urllib.parse import quote, urlencode

import pytest
from flask import Flask

from models.permissions import Role
from models.person import NameKind, PersonName
from models.rules.text import fold
from models.search import Searchable
from tests.conftest import Sign
from tests.factories import Office
from tests.lists import Lists, one_of_each, views_of

PERSONS = "/admin/person/?search="


@pytest.mark.parametrize("typed", ["Müller", "MÜLLER", "müller", "Mueller", "Muller", "ülle"])
def test_a_name_is_found_by_every_spelling(
    any_lists: Lists, any_office: Office, typed: str
) -> None:
    any_office.person(family_name="Müller", given_name="Änne")
    any_office.person(family_name="Moller", given_name="Anne")
    any_office.contact(name="Änne Müller", job="Leitung")
    assert any_lists.titles(PERSONS + typed) == ["Müller, Änne"]
    assert any_lists.titles(f"/admin/contact/?search={typed}") == ["Leitung"]


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("Anna Maria Yıldız", True),
        ("yildiz anna", True),  # the other way round
        ("anna,  yildiz", True),  # as it stands in the list
        ("an yil", True),  # beginnings are enough
        ("Yıldız Berta", False),  # every word counts
        ("%", False),  # a sign stands for nothing but itself
        ("_", False),
        ("*", False),
        ("anna_yildiz", True),  # and parts words
        ("anna%q", False),
        ("'; DROP TABLE person; --", False),
        ("\x00yildiz", True),
        ("y" * 5000, False),
        (" ", True),  # nothing typed: the whole list
    ],
)
def test_every_word_typed_stands_in_the_record(
    any_lists: Lists, any_office: Office, typed: str, is_found: bool
) -> None:
    any_office.person(family_name="Yıldız", given_name="Anna-Maria")
    answer = any_lists.open("/admin/person/?" + urlencode({"search": typed}))
    assert bool(answer.rows) is is_found
    assert answer.count == len(answer.rows)


@pytest.mark.parametrize(
    "typed",
    ["Muhammad", "mohamad yousef", "Jussuf Mohamed", "محمد يوسف", "moham", "yous"]
    + ["Mohammed 3.4.90", "3. April 1990", "april 1990 youssef", "1990 muhamed"],
)
def test_other_spellings_other_scripts_and_the_birth_date_find_a_person(
    any_lists: Lists, any_office: Office, typed: str
) -> None:
    born = date(1990, 4, 3)
    any_office.person(family_name="Youssef", given_name="Mohammed", birth_date=born)
    any_office.person(family_name="Yousefi", given_name="Ahmad", birth_date=date(1991, 4, 3))
    other = any_office.person(family_name="Hannah", given_name="Amir")
    any_office.counselling_session(other)
    assert "Youssef, Mohammed" in any_lists.titles(PERSONS + quote(typed))
    assert "Hannah, Amir" not in any_lists.titles(PERSONS + quote(typed))
    assert any_lists.open(f"/admin/counselling_session/?search={quote(typed)}").count == 0


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("m", 2),  # beginnings of words
        ("mü", 1),
        ("ll", 0),  # not within one
        ("üll", 1),  # from three letters on also within
        ("z m", 1),
        ("zo mo", 0),
    ],
)
def test_one_or_two_letters_begin_a_word(
    any_lists: Lists, any_office: Office, typed: str, count: int
) -> None:
    any_office.person(family_name="Müller", given_name="Zoë")
    any_office.person(family_name="Moll", given_name="Anna")
    assert any_lists.open(PERSONS + quote(typed)).count == count


@pytest.mark.parametrize("typed", ["El Hussein", "Al-Hussein", "Elhusein", "hussain al"])
def test_an_article_is_written_apart_or_not(
    any_lists: Lists, any_office: Office, typed: str
) -> None:
    for name in ("Alhussein", "Al-Hussein", "Al Hussain"):
        any_office.person(family_name=name)
    assert any_lists.open(PERSONS + quote(typed)).count >= 2


def test_a_person_is_found_by_former_names_and_file_numbers(lists: Lists, office: Office) -> None:
    person = office.person(family_name="Haddad", azr_no="240101123456")
    office.add(PersonName(person=person, family_name="El Haddad-Çelik", kind=NameKind.FORMER))
    for typed in ("celik", "El-Haddad", "240101123456", "24 01 01"):
        assert lists.titles(PERSONS + typed) == ["Haddad, Ada"]


def test_related_records_are_searched_and_each_row_counts_once(
    any_lists: Lists, any_office: Office
) -> None:
    person = any_office.person(family_name="Öztürk")
    for job in ("Öztürk Büro", "Öztürk Lager"):
        any_office.contact(any_office.partner(name="Verein Öztürk"), job=job)
    worker = any_office.staff("verwaltung")
    for minutes in (10, 20, 30):
        any_office.counselling_session(person, minutes=minutes, worker=worker)
    sessions = any_lists.open("/admin/counselling_session/?search=OZTURK")
    assert (sessions.count, len({row.id for row in sessions.rows})) == (3, 3)
    assert any_lists.open("/admin/partner/?search=oeztuerk").count == 2
    assert any_lists.open("/admin/contact/?search=verein+lager").count == 1


def test_no_list_stumbles_over_a_search(any_lists: Lists) -> None:
    stems = [view.endpoint for view in views_of(any_lists.app)]
    for stem in stems:
        any_lists.open(f"/admin/{stem}/?search=m%C3%BCller+%25%00+b")


def test_a_list_without_search_ignores_one(lists: Lists) -> None:
    grid = lists.open("/admin/sign_in/?search=zzz")
    assert not grid.has_search
    assert (grid.search, grid.count) == ("", 1)


@pytest.mark.parametrize("typed", ["240101123456", "Geheimname", "Jeheimnahme", "3.4.1990"])
def test_what_a_role_may_not_read_finds_nothing(
    app: Flask, office: Office, client_as: Sign, typed: str
) -> None:
    born = date(1990, 4, 3)
    person = office.person(family_name="Haddad", azr_no="240101123456", birth_date=born)
    for name in ("Geheimname", "Jeheimnahme"):
        office.add(PersonName(person=person, family_name=name, kind=NameKind.ALIAS))
    office.stay(person)
    for role in (Role.CARETAKER, Role.ACCOMMODATION_ADMIN):
        lists = Lists(app, client_as(role))
        for open_to_all in ("Háddad", "Hadad", "addad", "حداد", "ha ad"):
            assert lists.titles(PERSONS + open_to_all) == ["Haddad, Ada"]
        assert lists.titles(PERSONS + typed) == []
        assert lists.titles(f"/admin/stay/?search={typed}") == []
    assert Lists(app, client_as(Role.SOCIAL_WORKER)).titles(PERSONS + typed) == ["Haddad, Ada"]


def test_the_court_file_of_an_eviction_is_not_found_by_who_may_not_read_it(
    app: Flask, office: Office, client_as: Sign
) -> None:
    office.eviction_case(court_reference="22 C 144/26", landlord="Immo Nord", address="Musterweg 3")
    address = "/admin/eviction_case/?search="
    housing = Lists(app, client_as(Role.ACCOMMODATION_ADMIN))
    assert housing.open(f"{address}musterweg").count == 1
    assert housing.open(f"{address}nord").count == 0
    assert housing.open(f"{address}144").count == 0
    worker = Lists(app, client_as(Role.SOCIAL_WORKER))
    assert worker.open(f"{address}nord").count == 1


def test_the_words_of_a_record_begin_with_its_title(app: Flask, office: Office) -> None:
    """So that a list in the order of its words is in the order of its titles."""
    one_of_each(office)
    sorted_by_title = [view.model for view in views_of(app) if "title" in view.column_list]
    astray = [
        f"{record.search_text} instead of {fold(record.title)}"
        for model in sorted_by_title
        if issubclass(model, Searchable)
        for record in office.every(model)
        if not record.search_text.startswith(fold(record.title))
    ]
    assert astray == []

"""Lists: every row once, in a lasting order, in German, without what a role may not read."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import true

from admin_views.grid import Grid, ListState
from models import Person, Unit
from models.acting import Acting, acting_as
from models.permissions import Role
from tests.asking import post
from tests.conftest import NOW, Sign, Statements
from tests.factories import Office
from tests.lists import Lists, crowd, one_of_each, views_of

PERSONS = "/admin/person/"
MANY = 120  # three pages of 50


def pages(lists: Lists, address: str) -> list[Grid]:
    """This page and all that `next` leads to."""
    grids = [lists.open(address)]
    while grids[-1].next_url:
        grids.append(lists.open(grids[-1].next_url))
    return grids


def ids(grids: list[Grid]) -> list[int]:
    return [row.id for grid in grids for row in grid.rows]


@pytest.mark.parametrize(
    ("order", "comes_back"),
    [
        ("", False),
        ("?sort=case_status", False),  # all alike: only the key tells them apart
        ("?sort=case_status&desc=1", True),
        ("?sort=last_contact_on", False),  # all empty
    ],
)
def test_next_leads_through_every_row_once(
    any_lists: Lists, any_office: Office, order: str, comes_back: bool
) -> None:
    any_office.person()
    crowd(any_office, Person, MANY)
    grids = pages(any_lists, PERSONS + order)
    keys = sorted((person.id for person in any_office.every(Person)), reverse=comes_back)
    assert len(grids) == 3
    assert ids(grids) == keys


def test_every_list_is_sorted_by_each_of_its_columns(any_lists: Lists, any_office: Office) -> None:
    one_of_each(any_office)
    someone = Acting(any_office.staff("verwaltung").id, frozenset(Role), NOW)
    failed = []
    with any_lists.app.test_request_context(), acting_as(someone):
        for view in views_of(any_lists.app):
            for name in view.sortable():
                for down in (False, True):
                    state = ListState(sort=name, is_descending=down)
                    if not view.read_page(true(), state, view.open_columns()).rows:
                        failed.append((view.endpoint, name, down))
    assert failed == []


def test_every_list_opens_with_its_rows(any_lists: Lists, any_office: Office) -> None:
    one_of_each(any_office)
    stems = [view.endpoint for view in views_of(any_lists.app)]
    assert [stem for stem in stems if not any_lists.open(f"/admin/{stem}/").count] == []


@pytest.mark.parametrize(
    ("names", "in_order"),
    [
        (("Zander", "Özdemir", "Ostermann"), ["Ostermann", "Özdemir", "Zander"]),
        (("beck", "Abel", "Cordes"), ["Abel", "beck", "Cordes"]),
        (("Al-Said", "Al Hakim", "Alami"), ["Al Hakim", "Al-Said", "Alami"]),
    ],
)
def test_names_are_sorted_as_in_a_german_card_index(
    any_lists: Lists, any_office: Office, names: tuple[str, ...], in_order: list[str]
) -> None:
    for name in names:
        any_office.person(family_name=name, given_name=None)
        any_office.contact(name=name)
    assert any_lists.titles(PERSONS) == in_order
    assert any_lists.titles(f"{PERSONS}?sort=title&desc=1") == in_order[::-1]
    contacts = any_lists.open("/admin/contact/?sort=name").rows
    assert [row.cells[2].text for row in contacts] == in_order


def test_empty_days_come_last_whichever_way_a_list_is_sorted(
    any_lists: Lists, any_office: Office
) -> None:
    for what, day in (("nie", None), ("bald", date(2026, 12, 1)), ("jetzt", date(2026, 11, 24))):
        any_office.task(what=what, due_on=day)
    column = [name.name for name in any_lists.open("/admin/task/").columns].index("what")
    for order, expected in (("", "jetzt bald nie"), ("&desc=1", "bald jetzt nie")):
        rows = any_lists.open(f"/admin/task/?sort=due_on{order}").rows
        assert " ".join(str(row.cells[column].text) for row in rows) == expected


def test_weekdays_are_sorted_from_monday_on(any_lists: Lists) -> None:
    rows = any_lists.open("/admin/office_hour/?sort=weekday").rows
    days = [str(row.cells[1].text) for row in rows]
    week = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag"]
    assert days == sorted(days, key=week.index)
    assert len(set(days)) > 1


def test_a_heading_sorts_and_a_second_click_turns_it_round(lists: Lists) -> None:
    def birth(grid: Grid) -> tuple[str | None, str]:
        column = next(column for column in grid.columns if column.name == "birth_date")
        return column.sort_state, column.sort_url or ""

    state, url = birth(lists.open(PERSONS))
    assert state is None
    state, url = birth(lists.open(url))
    assert state == "ascending"
    state, url = birth(lists.open(url))
    assert state == "descending"
    assert birth(lists.open(url))[0] == "ascending"


def test_the_usual_order_is_marked_at_its_heading(lists: Lists, office: Office) -> None:
    office.counselling_session()
    page = lists.client.get("/admin/counselling_session/").text
    assert page.count("aria-sort") == 1
    assert 'aria-sort="descending"' in page


def test_a_middle_page_knows_its_neighbours(lists: Lists, office: Office) -> None:
    office.person()
    crowd(office, Person, MANY)
    first = lists.open(f"{PERSONS}?sort=title&search=beispiel")
    assert (first.first, first.last, first.count, first.previous_url) == (1, 50, MANY, None)
    middle = lists.open(first.next_url or "")
    assert (middle.first, middle.last, middle.count) == (51, 100, MANY)
    last = lists.open(middle.next_url or "")
    assert (last.first, last.last, last.next_url) == (101, MANY, None)
    assert ids([lists.open(last.previous_url or "")]) == ids([middle])
    assert last.search == "beispiel"


def test_a_page_beyond_the_end_is_empty_and_not_an_error(any_lists: Lists) -> None:
    grid = any_lists.open(f"{PERSONS}?page=999999")
    assert (grid.rows, grid.count, grid.next_url) == ([], 0, None)


@pytest.mark.parametrize(
    "wish",
    [
        "page=-1",
        "page=100000000000000000000",
        "page=1.5",
        "page=x",
        "sort=-1",
        "sort=id",  # not a column of the list
        "sort=phone",  # of the table, but not of the list
        "sort=title;drop",
    ],
)
def test_an_address_without_sense_is_answered_with_a_plain_page(lists: Lists, wish: str) -> None:
    answer = lists.client.get(f"{PERSONS}?{wish}")
    assert answer.status_code == 400
    assert "<h1" in answer.text
    assert "SELECT" not in answer.text


def test_a_list_speaks_german(lists: Lists, office: Office) -> None:
    case = office.eviction_case(arrears=Decimal("1234.56"), served_on=date(2026, 11, 3))
    shown = lists.texts("/admin/eviction_case/")
    assert shown["received_on"] == "23.11.2026"
    assert shown["arrears"] == "1.234,56 €"
    assert shown["state"] == "Räumungsklage"
    office.unit(area=Decimal("1050.5"))
    assert lists.texts("/admin/unit/?search=testweg")["area"] == "1.050,50 m²"
    assert lists.texts("/admin/unit/?search=testweg")["is_blocked"] == "nein"
    assert case.id == lists.open("/admin/eviction_case/").rows[0].id


def test_a_person_stands_there_with_home_age_and_worker(lists: Lists, office: Office) -> None:
    person = office.person(birth_date=date(1990, 11, 24))
    home = office.stay(person).unit
    office.stay(person, unit=home, valid_from=date(2025, 1, 1), valid_to=date(2026, 1, 1))
    office.responsibility(person)
    shown = lists.texts(PERSONS)
    assert shown["birth_date"] == "24.11.1990 · 35 Jahre"
    assert shown["lives_in"] == office.only(Unit).title
    assert shown["responsible"] == "Nora Albrecht"


def test_english_is_one_click_away(lists: Lists, office: Office) -> None:
    office.eviction_case(arrears=Decimal("1234.56"))
    post(lists.client, "/language", language="en")
    assert lists.texts("/admin/eviction_case/")["arrears"] == "1,234.56 €"


def test_columns_of_other_classes_are_left_out(app: Flask, office: Office, client_as: Sign) -> None:
    office.stay(office.person(birth_date=date(1990, 5, 1)))
    caretaker = Lists(app, client_as(Role.CARETAKER))
    names = [column.name for column in caretaker.open(PERSONS).columns]
    assert {"title", "lives_in", "arrived_haan_on"} <= set(names)
    assert not {"birth_date", "residence", "responsible", "last_contact_on"} & set(names)
    assert "01.05.1990" not in caretaker.client.get(PERSONS).text
    assert caretaker.client.get(f"{PERSONS}?sort=birth_date").status_code == 400
    assert [item.name for item in caretaker.open(PERSONS).filters] == [
        "lives_in", "is_address_protected", "arrived_haan_on_from", "arrived_haan_on_to",
    ]  # fmt: skip


def test_a_filter_out_of_reach_does_not_narrow(app: Flask, office: Office, client_as: Sign) -> None:
    office.stay(office.person(birth_date=date(1990, 5, 1)))
    caretaker = Lists(app, client_as(Role.CARETAKER))
    grid = caretaker.open(f"{PERSONS}?birth_date_from=01.01.2000")
    assert (grid.count, grid.chips) == (1, [])


@pytest.mark.parametrize("rows", [1, 60])
def test_no_list_needs_more_than_three_statements(
    lists: Lists,
    office: Office,
    statements: Callable[[], AbstractContextManager[Statements]],
    rows: int,
) -> None:
    one_of_each(office)
    counts = {}
    for view in views_of(lists.app):
        crowd(office, view.model, rows)
        lists.open(f"/admin/{view.endpoint}/")
        with statements() as seen:
            lists.open(f"/admin/{view.endpoint}/")
        counts[view.endpoint] = len(seen)
    assert {stem: count for stem, count in counts.items() if count > 3} == {}

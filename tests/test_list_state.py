"""The address of a list: columns, rows on a page, and that both outlast whatever one clicks."""

import csv
import io
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy import Text

from admin_views.grid import Grid
from models.acting import Acting, acting_as
from models.permissions import Action, DataClass, Role
from models.person import Person
from models.task import TaskState
from tests.conftest import Sign
from tests.factories import Office
from tests.lists import Lists, crowd, views_of

PERSONS = "/admin/person/"
CLOSED = {DataClass.HEALTH, DataClass.PROTECTED}


def names(grid: Grid) -> list[str]:
    return [column.name for column in grid.columns]


def head_of(lists: Lists, address: str) -> list[str]:
    """The first line of a CSV file."""
    text = lists.client.get(address).data.decode("utf-8-sig")
    return next(csv.reader(io.StringIO(text), delimiter=";"))


def test_chosen_columns_stand_in_the_order_of_the_address_behind_the_name(lists: Lists) -> None:
    assert names(lists.open(f"{PERSONS}?cols=sex.birth_date")) == ["title", "sex", "birth_date"]
    assert names(lists.open(f"{PERSONS}?cols=birth_date&cols=title&cols=sex")) == [
        "title",
        "birth_date",
        "sex",
    ]


def test_no_choice_the_usual_choice_and_nonsense_show_the_usual_columns(lists: Lists) -> None:
    usual = lists.open(PERSONS)
    wish = ".".join(names(usual))
    for address in (f"{PERSONS}?cols={wish}", f"{PERSONS}?cols=", f"{PERSONS}?cols=drop.table"):
        grid = lists.open(address)
        assert names(grid) == names(usual)
        assert grid.usual_columns_url is None


def test_the_chooser_ticks_what_is_shown(lists: Lists) -> None:
    grid = lists.open(f"{PERSONS}?cols=birth_date")
    assert [choice.name for choice in grid.column_choices if choice.is_shown] == ["birth_date"]
    assert "title" not in {choice.name for choice in grid.column_choices}  # it always stays
    assert names(lists.open(grid.usual_columns_url or "")) == names(lists.open(PERSONS))


def test_nobody_chooses_a_column_he_may_not_read(
    app: Flask, office: Office, client_as: Sign
) -> None:
    office.stay(office.person(birth_date=date(1990, 5, 1), azr_no="240101123456"))
    caretaker = Lists(app, client_as(Role.CARETAKER))
    grid = caretaker.open(f"{PERSONS}?cols=birth_date.azr_no.lives_in")
    assert names(grid) == ["title", "lives_in"]
    assert not {"birth_date", "azr_no"} & {choice.name for choice in grid.column_choices}
    page = caretaker.client.get(f"{PERSONS}?cols=birth_date.azr_no").text
    assert "240101123456" not in page
    assert "01.05.1990" not in page
    assert caretaker.client.get(f"{PERSONS}?sort=azr_no").status_code == 400


def test_no_list_offers_long_texts_health_or_protected_contact(app: Flask) -> None:
    for view in views_of(app):
        for name in view.more_columns:
            column = getattr(view.model, name, None)
            assert not isinstance(getattr(column, "type", None), Text), (view.endpoint, name)
            assert view.model.class_of(name) not in CLOSED, (view.endpoint, name)
    person = next(view for view in views_of(app) if view.model is Person)
    assert not set(Person.PROTECTED_FIELDS) & {*person.column_list, *person.more_columns}


@pytest.mark.parametrize("size", [25, 100])
def test_a_page_has_as_many_rows_as_wished(lists: Lists, office: Office, size: int) -> None:
    office.person()
    crowd(office, Person, 120)
    grid = lists.open(f"{PERSONS}?size={size}")
    assert (len(grid.rows), grid.last, grid.count) == (size, size, 120)
    assert [choice.rows for choice in grid.sizes if choice.url is None] == [size]
    assert lists.open(grid.next_url or "").first == size + 1


@pytest.mark.parametrize("size", ["0", "-1", "10", "1000000", "x", "५०"])
def test_a_page_of_any_other_length_is_refused(lists: Lists, size: str) -> None:
    assert lists.client.get(f"{PERSONS}?size={size}").status_code == 400


def test_columns_and_rows_outlast_whatever_one_clicks(lists: Lists, office: Office) -> None:
    office.person()
    crowd(office, Person, 60)
    wish = {"cols": ["title.birth_date.sex"], "size": ["25"]}
    grid = lists.open(f"{PERSONS}?cols=birth_date.sex&size=25&case_status=ACTIVE&search=a")
    urls = [column.sort_url for column in grid.columns]
    urls += [grid.next_url, grid.clear_url, *(chip.remove_url for chip in grid.chips)]
    urls += [url for _, url in grid.exports]
    for url in filter(None, urls):
        sent = parse_qs(urlsplit(url).query)
        assert {name: sent.get(name) for name in wish} == wish, url
    assert {("cols", "title.birth_date.sex"), ("size", "25")} <= set(grid.hidden)
    assert dict(grid.column_hidden) == {"size": "25", "case_status": "ACTIVE", "search": "a"}


def test_a_file_has_the_columns_that_were_chosen(lists: Lists, office: Office) -> None:
    office.person()
    address = f"{PERSONS}export/csv/?cols=title.sex.birth_date"
    assert head_of(lists, address) == ["Name", "Herkunftsland", "Geschlecht", "Geboren"]
    assert len(head_of(lists, f"{PERSONS}export/csv/")) > 4


def test_a_file_holds_no_column_that_may_not_be_taken_out(app: Flask) -> None:
    """What may be shown may not always leave the office, chosen or not."""
    for view in views_of(app):
        for role in Role:
            someone = Acting(1, frozenset({role}))
            address = f"?cols={'.'.join(view.more_columns)}"
            with app.test_request_context(address), acting_as(someone):
                taken = view.export_names(view.list_state())
                classes = {view.model.class_of(name) for name in taken}
                assert all(someone.may(Action.EXPORT, kind) for kind in classes), view.endpoint


def test_days_are_said_as_they_press(lists: Lists, office: Office) -> None:
    for what, day in (("vorbei", 20), ("bald", 25), ("später", 30)):
        office.task(what=what, due_on=date(2026, 11, day))
    office.task(what="weit", due_on=date(2027, 3, 1))
    office.task(what="erledigt", due_on=date(2026, 11, 2), state=TaskState.DONE)
    rows = lists.open("/admin/task/").rows
    shown = {
        row.cells[0].text: (row.cells[1].text, row.cells[1].small, row.cells[1].tone)
        for row in rows
    }
    assert shown == {
        "vorbei": ("vor 3 Tagen", "20.11.2026", "red"),
        "bald": ("in 2 Tagen", "25.11.2026", "amber"),
        "später": ("in 7 Tagen", "30.11.2026", "amber"),
        "weit": ("in 3 Monaten", "01.03.2027", ""),
        "erledigt": ("02.11.2026", "", ""),
    }  # fmt: skip


def test_a_paper_that_expires_is_marked_where_the_person_stands(
    lists: Lists, office: Office
) -> None:
    office.residence_status(office.person(), expires_on=date(2026, 12, 5))
    grid = lists.open(PERSONS)
    cell = grid.rows[0].cells[names(grid).index("residence")]
    assert (cell.small, cell.small_tone) == ("bis 05.12.2026 · in 12 Tagen", "amber")


def test_an_empty_list_says_what_to_do(client_as: Sign) -> None:
    hint = "Keine Aufgabe hier. Aufgaben entstehen in Gesprächen"
    assert hint in client_as(Role.SOCIAL_WORKER).get("/admin/task/").text
    lead = client_as(Role.TEAM_LEAD).get("/admin/task/").text
    assert "Hier ist noch nichts eingetragen." in lead  # who may add nothing is not told to
    assert hint not in lead

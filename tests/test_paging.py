"""Turning pages: each row once, whatever is empty or alike, and nothing personal in an address."""

import random
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import Table, true

from admin_views.base import RecordView
from admin_views.grid import Grid, ListState
from admin_views.paging import Mark, Pages, can_be_marked, read_mark, sealed_mark
from models import Person, ResidenceStatus, Task
from models.acting import Acting, acting_as
from models.base import Record
from models.permissions import Role
from models.sealing import use_keys
from models.task import TaskState
from tests.conftest import NOW
from tests.factories import Office
from tests.lists import Lists, crowd, one_of_each, views_of

ROWS = 23
SIZE = 5
TASKS = "/admin/task/"


def view_of(lists: Lists, model: type[Record]) -> RecordView:
    return next(view for view in views_of(lists.app) if view.model is model)


def walk(pages: Pages, start: int | Mark, place: int) -> list[list[int]]:
    """The keys of this page and of all that its last (or first) mark leads to."""
    found = [pages.read({}, start)]
    while found[-1].marks and found[-1].has_more and found[-1].rows:
        mark = found[-1].marks[place]
        found.append(pages.read({}, Mark(mark.values, mark.id, is_backward=place == 0)))
    return [[row.id for row in page.rows] for page in found if page.rows]


def mixed(office: Office, model: type[Record], seed: int) -> None:
    """Rows with few different values, some of them empty."""
    crowd(office, model, ROWS)
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    table: Table = model.metadata.tables[model.__tablename__]
    days = [None, *(date(2027, 1, 1) + timedelta(days=number) for number in range(4))]
    for (key,) in office.session.execute(table.select().with_only_columns(table.c.id)).all():
        change = {
            Person: {"birth_date": chance.choice([None, date(1990, 1, 1), date(1991, 5, 1)])},
            Task: {"due_on": chance.choice(days), "state": chance.choice(list(TaskState)).name},
            ResidenceStatus: {"expires_on": chance.choice(days)},
        }[model]
        office.session.connection().execute(
            table.update().where(table.c.id == key).values(**change)
        )
    office.session.commit()


@pytest.mark.parametrize("model", [Person, Task, ResidenceStatus])
@pytest.mark.parametrize("down", [False, True])
def test_marks_lead_through_every_row_once_there_and_back(
    any_lists: Lists, any_office: Office, model: type[Record], down: bool
) -> None:
    one_of_each(any_office)
    mixed(any_office, model, seed=7 + down)
    view = view_of(any_lists, model)
    someone = Acting(any_office.staff("verwaltung").id, frozenset(Role), NOW)
    marked = 0
    with any_lists.app.test_request_context(), acting_as(someone):
        wishes = [("", False), *((name, down) for name in view.sortable())]
        for sort, is_descending in wishes:
            keys = view.sort_keys(ListState(sort=sort, is_descending=is_descending))
            if not can_be_marked(keys):
                continue
            marked += 1
            everything = [row.id for row in Pages(model, true(), keys, 1000).read({}, 0).rows]
            pages = Pages(model, true(), keys, SIZE)
            there = walk(pages, 0, place=1)
            assert sum(there, []) == everything, sort
            assert [len(page) for page in there[:-1]] == [SIZE] * (len(there) - 1)
            last = pages.read({}, len(everything) - SIZE)
            assert last.marks
            back = walk(pages, Mark(last.marks[0].values, last.marks[0].id, True), place=0)
            assert sum(reversed(back), []) == everything[:-SIZE], sort
    assert marked > 1


def pages_of(lists: Lists, address: str, turn: str) -> list[Grid]:
    grids = [lists.open(address)]
    while url := getattr(grids[-1], turn):
        grids.append(lists.open(url))
    return grids


def test_back_leads_to_where_next_came_from(any_lists: Lists, any_office: Office) -> None:
    one_of_each(any_office)
    crowd(any_office, Person, 120)
    there = pages_of(any_lists, "/admin/person/?size=25&sort=birth_date", "next_url")
    back = pages_of(any_lists, there[-1].previous_url or "", "previous_url")
    assert [grid.first for grid in there] == [1, 26, 51, 76, 101]
    assert [[row.id for row in grid.rows] for grid in back] == [
        [row.id for row in grid.rows] for grid in there[-2::-1]
    ]
    assert back[-1].first == 1


def test_a_row_that_moved_away_meanwhile_costs_no_other_row(lists: Lists, office: Office) -> None:
    """Whoever closes the last task of a page and goes on sees the task that came next."""
    for number in range(30):
        office.task(what=f"Nummer {number:02}", due_on=date(2027, 1, 1 + number % 28))
    first = lists.open(f"{TASKS}?size=25")
    nexts = [row.id for row in lists.open(first.next_url or "").rows]
    last = office.session.get(Task, first.rows[-1].id)
    assert last
    last.state = TaskState.DONE
    office.session.commit()
    assert [row.id for row in lists.open(first.next_url or "").rows][: len(nexts)] == nexts


BY_NAME = "person title+"


def mark_in(url: str | None) -> str:
    return parse_qs(urlsplit(url or "").query)["after"][0]


def test_no_name_stands_in_the_address_of_a_page(lists: Lists, office: Office) -> None:
    office.person(family_name="Sonnenschein", given_name="Ada")
    crowd(office, Person, 60)
    url = lists.open("/admin/person/").next_url or ""
    assert "onnenschein" not in url.lower()
    mark = read_mark(BY_NAME, mark_in(url))
    assert mark
    assert mark.id == 50
    assert mark.values[0].startswith("sonnenschein ada")


@pytest.mark.parametrize("mark", ["", "x", "gAAAAA", "é", "%00", "a" * 5000])
def test_a_mark_of_nobody_leaves_the_page_by_its_number(
    lists: Lists, office: Office, mark: str
) -> None:
    office.person()
    crowd(office, Person, 120)
    wanted = [row.id for row in lists.open("/admin/person/?page=1").rows]
    assert [row.id for row in lists.open(f"/admin/person/?page=1&after={mark}").rows] == wanted


def test_a_mark_of_another_order_or_key_is_not_followed(lists: Lists, office: Office) -> None:
    office.person()
    crowd(office, Person, 120)
    mark = mark_in(lists.open("/admin/person/").next_url)
    assert read_mark("person birth_date+", mark) is None
    other = sealed_mark(BY_NAME, Mark(("a",), 1))
    use_keys(["ein anderer Schlüssel " + "x" * 32])
    assert read_mark(BY_NAME, other) is None


def test_changing_the_order_begins_at_the_first_page(lists: Lists, office: Office) -> None:
    office.person()
    crowd(office, Person, 120)
    second = lists.open(lists.open("/admin/person/").next_url or "")
    urls = [column.sort_url or "" for column in second.columns]
    assert not [url for url in urls if "after" in url or "page" in url]

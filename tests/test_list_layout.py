"""Columns in one's own order and width: kept for their reader alone, whatever they look at."""

import csv
import io
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from admin_views.grid import Grid
from models import AuditEntry, ListLayout, SavedView
from models.permissions import Role
from models.rules.columns import in_order
from tests.conftest import Sign, token_of
from tests.factories import Office
from tests.lists import Lists

OFFERS = "/admin/offer/"


def names(grid: Grid) -> list[str]:
    return [column.name for column in grid.columns]


def keep(lists: Lists, **sent: Any) -> TestResponse:
    token = token_of(lists.client.get("/admin/").text)
    return lists.client.post(f"{OFFERS}columns/", json=sent, headers={"X-CSRFToken": token})


@pytest.fixture
def lists(app: Flask, client_as: Sign) -> Lists:
    return Lists(app, client_as(Role.NETWORK_COORDINATOR))


@pytest.mark.parametrize(
    ("wish", "placed"),
    [
        ("", "abcd"),
        ("cb", "acdb"),  # d stands behind c, as usual
        ("dcb", "adcb"),
        ("bad", "abcd"),  # the first stays
        ("xxc", "abcd"),  # b follows a, as usual
    ],
)
def test_what_the_wish_does_not_name_keeps_its_neighbour(wish: str, placed: str) -> None:
    assert "".join(in_order("abcd", wish)) == placed


def test_order_and_widths_are_there_again_for_their_reader_alone(
    app: Flask, lists: Lists, client_as: Sign
) -> None:
    usual = names(lists.open(OFFERS))
    mine = [usual[0], *reversed(usual[1:])]
    assert keep(lists, order=mine, widths={usual[1]: 180}).status_code == 200
    grid = lists.open(OFFERS)
    assert names(grid) == mine
    assert {column.name: column.width for column in grid.columns}[usual[1]] == 180
    assert names(Lists(app, client_as(Role.TEAM_LEAD)).open(OFFERS)) == usual


def test_a_file_and_the_cells_follow_the_order_shown(lists: Lists, office: Office) -> None:
    office.offer()
    usual = names(lists.open(OFFERS))
    mine = [usual[0], *reversed(usual[1:])]
    keep(lists, order=mine)
    grid = lists.open(OFFERS)
    shown = [str(column.label) for column in grid.columns]
    text = lists.client.get(dict(grid.exports)["CSV"]).data.decode("utf-8-sig")
    head = next(csv.reader(io.StringIO(text), delimiter=";"))
    assert [label for label in head if label in shown] == shown
    assert f"cols={'.'.join(mine)}" in grid.sheet.url


def test_a_saved_view_keeps_its_own_order(lists: Lists, office: Office) -> None:
    usual = names(lists.open(OFFERS))
    mine = [usual[0], *reversed(usual[1:])]
    keep(lists, order=mine)
    query = lists.open(OFFERS).views.query
    token = token_of(lists.client.get("/admin/").text)
    sent = {"table": "offer", "name": "Meine", "query": query, "csrf_token": token}
    assert lists.client.post("/admin/saved_view/", data=sent).status_code == 302
    view = next(one for one in office.every(SavedView) if one.name == "Meine")
    keep(lists, order=usual)
    assert names(lists.open(OFFERS)) == usual
    assert names(lists.open(f"{OFFERS}?open={view.id}")) == mine


def test_columns_go_back_to_how_the_office_has_them(lists: Lists, office: Office) -> None:
    usual = names(lists.open(OFFERS))
    assert "Spalten wie vorgesehen" not in lists.client.get(OFFERS).text
    keep(lists, order=[usual[0], *reversed(usual[1:])], widths={usual[1]: 180})
    page = lists.client.get(OFFERS).text
    assert "Spalten wie vorgesehen" in page
    sent = {"reset": "1", "csrf_token": token_of(page), "url": OFFERS}
    answer = lists.client.post(f"{OFFERS}columns/", data=sent)
    assert (answer.status_code, answer.location) == (302, OFFERS)
    assert names(lists.open(OFFERS)) == usual
    assert office.every(ListLayout) == []


def test_a_width_is_taken_off_again_and_leaves_the_order(lists: Lists) -> None:
    usual = names(lists.open(OFFERS))
    mine = [usual[0], *reversed(usual[1:])]
    keep(lists, order=mine, widths={usual[1]: 180, usual[2]: 90})
    keep(lists, widths={usual[1]: 0})
    grid = lists.open(OFFERS)
    assert names(grid) == mine
    assert [column.width for column in grid.columns if column.width] == [90]


@pytest.mark.parametrize(
    "sent",
    [
        {"order": ["title", "password"]},
        {"order": "title"},
        {"order": [["title"]]},
        {"widths": {"title": 2}},
        {"widths": {"title": "100px"}},
        {"widths": {"title": True}},
        {"widths": {"drop.table": 100}},
        {"widths": ["title"]},
    ],
)
def test_wrong_names_and_widths_are_refused(
    lists: Lists, office: Office, sent: dict[str, Any]
) -> None:
    assert keep(lists, **sent).status_code == 400
    assert office.every(ListLayout) == []


@pytest.mark.parametrize(("role", "status"), [(Role.CARETAKER, 400), (Role.SOCIAL_WORKER, 200)])
def test_who_may_not_see_a_column_cannot_name_it(
    app: Flask, client_as: Sign, role: Role, status: int
) -> None:
    reader = Lists(app, client_as(role))
    token = token_of(reader.client.get("/admin/").text)
    answer = reader.client.post(
        "/admin/person/columns/",
        json={"order": ["title", "azr_no"]},
        headers={"X-CSRFToken": token},
    )
    assert answer.status_code == status


def test_the_trail_does_not_tell_who_widens_columns(lists: Lists, office: Office) -> None:
    assert keep(lists, widths={"title": 180}).status_code == 200
    office.only(ListLayout)
    assert "list_layout" not in {row.table_name for row in office.every(AuditEntry)}

"""What bites in stock admin panels: asked of every list and every picker of ours."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from admin_views.base import RecordView
from models import CATALOGUES, Person
from models.permissions import Role
from tests.conftest import Sign
from tests.factories import Office
from tests.forms import Desk, tree_of
from tests.lists import grant_everything, views_of
from tests.pages import furnish

MOST = 20  # answers of a picker
SAME_AS_THE_FIRST = set(CATALOGUES[1:])  # lists of choices share one view


@pytest.fixture
def walker(office: Office, client_as: Sign) -> FlaskClient:
    """Somebody who may open everything, in an office with a record in every list."""
    furnish(office)
    return client_as(grant_everything(office))


def lists_of(app: Flask) -> Iterator[RecordView]:
    yield from (view for view in views_of(app) if view.model not in SAME_AS_THE_FIRST)


@pytest.mark.parametrize(
    "wish",
    [
        "page=100000000000000000000", "page=-1", "page=-100000000000000000000", "page=1e3",
        "size=1000000", "size=0", "size=-1",  # neither everything nor nothing
        "sort=2", "sort=0", "sort=-1", "sort=id%20DESC",  # columns have names, not numbers
    ],
)  # fmt: skip
def test_no_list_takes_what_is_no_page_size_or_column(
    app: Flask, walker: FlaskClient, wish: str
) -> None:
    answers = {view.endpoint: walker.get(f"{view.url}/?{wish}") for view in lists_of(app)}
    assert {answer.status_code for answer in answers.values()} == {400}
    assert {name for name, answer in answers.items() if "<h1>" not in answer.text} == set()


@pytest.mark.parametrize(
    "wish",
    [
        "flt1_3=x", "flt0_0=1%20OR%201=1",  # filters have names, not numbers
        "cols=password", "cols=id;drop", "cols=" + 500 * "a.",
        "search=" + 5000 * "x", "search=%25%25%25%25", "search=_", "search=%00",
        "search=" + quote("' OR 1=1 --"), "search=%F0%9F%98%80", "search=" + 60 * "a%20",
        "page=0&page=1", "unknown=" + 2000 * "y",
    ],
)  # fmt: skip
def test_every_list_stands_what_is_asked_in_fun(app: Flask, walker: FlaskClient, wish: str) -> None:
    answers = {view.endpoint: walker.get(f"{view.url}/?{wish}") for view in lists_of(app)}
    assert {name for name, answer in answers.items() if answer.status_code != 200} == set()


def test_a_filter_by_number_narrows_nothing(walker: FlaskClient) -> None:
    """Such an address is a bookmark of another panel, or of a list that had other columns."""
    desk = Desk(walker, "person")
    assert desk.found(flt1_3="x") == desk.found() != []


@pytest.mark.parametrize("term", ["MÜLLER", "müller", "Mueller", "muller", "  Müller ", "MUELLER"])
def test_capitals_and_umlauts_are_the_same_name(
    walker: FlaskClient, office: Office, term: str
) -> None:
    person = office.person(family_name="Müller")
    assert Desk(walker, "person").found(search=term) == [person.id]


@pytest.mark.parametrize("sign", ["%", "_", "%%", "__", "*", "?"])
def test_signs_of_patterns_find_nothing_in_any_list(
    app: Flask, walker: FlaskClient, sign: str
) -> None:
    for view in lists_of(app):
        page = tree_of(walker.get(f"{view.url}/", query_string={"search": sign}))
        has_search = page.xpath("//main//input[@name='search']")
        titles = page.xpath("//tbody//a[@class='row']/text()")
        assert not has_search or all(sign in title for title in titles), view.endpoint


def pickers_of(app: Flask) -> Iterator[str]:
    for view in lists_of(app):
        for name in view._form_ajax_refs:
            yield f"{view.url}/ajax/lookup/?name={name}"


@pytest.mark.parametrize(
    "wish",
    [
        "&query=&limit=100000", "&limit=100000", "&query=%25&limit=100000", "&query=_",
        "&query=&offset=-1", "&query=&offset=99999999999999999999", "&query=%00",
        "&query=" + 5000 * "x", "&query=&filters=1=1)%20OR%20(1=1", "&query=None",
    ],
)  # fmt: skip
def test_no_picker_hands_out_more_than_a_screenful(
    app: Flask, walker: FlaskClient, office: Office, wish: str
) -> None:
    for number in range(MOST + 5):
        office.person(family_name=f"Viele{number}")
    answers = {address: walker.get(address + wish) for address in pickers_of(app)}
    numbers = {
        address: len(answer.json)
        for address, answer in answers.items()
        if answer.status_code == 200
    }
    assert {answer.status_code for answer in answers.values()} <= {200, 404}  # 404: read only
    assert len(numbers) > MOST
    assert max(numbers.values()) <= MOST


def test_a_picker_without_a_term_does_not_look_for_none(
    walker: FlaskClient, office: Office
) -> None:
    office.person(family_name="Nonemacher")
    with_term = walker.get("/admin/task/ajax/lookup/?name=person&query=").json
    assert walker.get("/admin/task/ajax/lookup/?name=person").json == with_term
    assert len(with_term) > 1


def test_a_cookie_of_nonsense_is_nobody(app: Flask) -> None:
    client = app.test_client()
    for value in ("", "x", "eyJ.x.y", "\x7f", "a" * 4000):
        client.set_cookie("sim", value)
        answer = client.get("/admin/person/")
        assert (answer.status_code, answer.location[:6]) == (302, "/login")


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data", ""])
def test_a_form_of_another_kind_saves_nothing(client_as: Sign, office: Office, kind: str) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    answer = client.post("/admin/person/new/", data=b'{"family_name": "x"}', content_type=kind)
    assert answer.status_code == 400
    assert office.every(Person) == []


def test_thousands_of_fields_save_no_more_than_the_form_has(
    client_as: Sign, office: Office
) -> None:
    desk = Desk(client_as(Role.SOCIAL_WORKER), "person")
    desk.save({"family_name": "Rahimi", **{f"extra-{number}": "x" for number in range(3000)}})
    assert office.only(Person).family_name == "Rahimi"


def test_a_form_with_a_thousand_rows_is_answered(client_as: Sign, office: Office) -> None:
    desk = Desk(client_as(Role.SOCIAL_WORKER), "person")
    rows = {f"names-{number * 10**6}-given_name": "x" for number in range(50)}
    rows[f"names-{10**20}-given_name"] = "y"
    answer = desk.send({"family_name": "Rahimi", **rows})
    assert answer.status_code in (302, 422)

"""Saved views: kept by everybody, shared by the lead, and no way round a right."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qsl

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from models import SavedView
from models.base import RulesBroken
from models.permissions import Role
from models.person import CaseStatus
from models.saved_view import MOST_OWN
from tests.asking import post
from tests.conftest import Sign
from tests.factories import TODAY, Office
from tests.lists import Lists

PERSONS = "/admin/person/"
ACTS = "/admin/saved_view"


def send(client: FlaskClient, act: str, **fields: str) -> TestResponse:
    """Press one of the buttons above a list."""
    return post(client, f"{ACTS}/{act}", **fields)


def keep(client: FlaskClient, name: str, query: str = "case_status=ACTIVE", **more: str) -> Any:
    return send(client, "", table="person", name=name, query=query, **more)


def kept(office: Office, name: str) -> SavedView:
    return office.only(select(SavedView).where(SavedView.name == name))


@pytest.fixture
def worker(client_as: Sign) -> FlaskClient:
    return client_as(Role.SOCIAL_WORKER)


def test_a_view_is_found_again_beside_its_list(
    app: Flask, office: Office, worker: FlaskClient
) -> None:
    office.person()
    answer = keep(worker, "Frauen", "sex=FEMALE&sort=birth_date&desc=1&cols=title.sex&size=25")
    assert answer.location == f"{PERSONS}?open={kept(office, 'Frauen').id}"
    lists = Lists(app, worker)
    grid = lists.open(answer.location)
    assert [column.name for column in grid.columns] == ["title", "sex"]
    assert [chip.label for chip in grid.chips] == ["Geschlecht: weiblich"]
    assert grid.views.current.name == "Frauen"
    assert not grid.views.is_changed
    menu = worker.get("/admin/").text  # one's own stand in the menu of every page
    assert f'href="{answer.location}"' in menu


def test_a_view_keeps_no_page_no_search_words_and_no_record(
    office: Office, worker: FlaskClient
) -> None:
    keep(worker, "Rest", "search=Haddad&page=3&case_status=NEW&person_id=7&after=x&view=4&drop=1")
    assert kept(office, "Rest").query == "case_status=NEW"


def test_whoever_changes_an_open_view_is_told_and_may_go_back(
    app: Flask, office: Office, worker: FlaskClient
) -> None:
    office.person()
    keep(worker, "Aktive")
    lists = Lists(app, worker)
    opened = lists.open(f"{PERSONS}?open={kept(office, 'Aktive').id}")
    changed = lists.open(opened.columns[1].sort_url or "")
    assert changed.views.is_changed
    page = worker.get(opened.chips[0].remove_url).text  # nothing is asked any more
    assert "weicht von der Ansicht „Aktive“ ab" in page
    send(worker, f"{changed.views.current.id}/overwrite", query=changed.views.query)
    assert kept(office, "Aktive").query == "sort=birth_date&case_status=ACTIVE"


def test_two_clicks_save_one_view(office: Office, worker: FlaskClient) -> None:
    first, second = (keep(worker, "Doppelt").location for _ in range(2))
    assert first == second
    assert kept(office, "Doppelt").query == "case_status=ACTIVE"


def test_a_name_is_given_once_and_never_empty(office: Office, worker: FlaskClient) -> None:
    keep(worker, "Neue", "case_status=NEW")
    for name in ("neue", "  "):
        page = worker.get(keep(worker, name).location).text
        assert 'role="alert"' in page
    assert len(office.every(select(SavedView).where(SavedView.owner_id.is_not(None)))) == 1


def test_a_view_is_renamed_and_deleted_by_its_owner_alone(
    office: Office, worker: FlaskClient, client_as: Sign
) -> None:
    keep(worker, "Meins")
    number = kept(office, "Meins").id
    for stranger in (client_as(Role.TEAM_LEAD), client_as("sozialarbeit2")):
        for act in ("rename", "overwrite", "delete"):
            assert send(stranger, f"{number}/{act}", name="Deins").status_code == 404
        assert "Meins" not in stranger.get(f"{PERSONS}?open={number}").text
    send(worker, f"{number}/rename", name="Meine Liste")
    assert kept(office, "Meine Liste").id == number
    send(worker, f"{number}/delete")
    assert office.every(select(SavedView).where(SavedView.id == number)) == []


def test_the_lead_shares_a_view_and_nobody_else_changes_it(
    app: Flask, office: Office, worker: FlaskClient, client_as: Sign
) -> None:
    lead = client_as(Role.TEAM_LEAD)
    keep(lead, "Für alle")
    number = kept(office, "Für alle").id
    assert send(worker, f"{number}/share").status_code == 403
    assert keep(worker, "Eigenmächtig", is_shared="1").status_code == 403
    send(lead, f"{number}/share")
    views = Lists(app, worker).open(f"{PERSONS}?open={number}").views
    assert (views.current.is_shared, views.may_change) == (True, False)
    for act in ("rename", "overwrite", "delete", "take-back"):
        assert send(worker, f"{number}/{act}", name="Gekapert").status_code == 403
    assert "eine eigene Kopie" in worker.get(f"{PERSONS}?open={number}").text
    keep(worker, "Für alle", views.query)  # a copy under the same name is one's own
    send(lead, f"{number}/take-back")
    assert not office.fresh(kept_of(office, number)).is_shared


def kept_of(office: Office, number: int) -> SavedView:
    return office.only(select(SavedView).where(SavedView.id == number))


def test_a_filter_out_of_reach_is_left_out_and_said(
    app: Flask, office: Office, client_as: Sign
) -> None:
    office.stay(office.person(birth_date=date(1990, 5, 1)))
    lead = client_as(Role.TEAM_LEAD)
    keep(lead, "Jung", "birth_date_from=01.01.2005&sort=birth_date&cols=title.birth_date.lives_in")
    number = kept(office, "Jung").id
    send(lead, f"{number}/share")
    caretaker = Lists(app, client_as(Role.CARETAKER))
    grid = caretaker.open(f"{PERSONS}?open={number}")
    assert (grid.count, grid.chips) == (1, [])
    assert [column.name for column in grid.columns] == ["title", "lives_in"]
    assert grid.views.is_cut
    assert not grid.views.is_changed
    page = caretaker.client.get(f"{PERSONS}?open={number}").text
    assert "01.01.2005" not in page
    assert "2005" not in caretaker.client.get("/admin/").text


def test_what_the_lead_cannot_see_survives_when_he_saves(
    office: Office, worker: FlaskClient, client_as: Sign
) -> None:
    lead = client_as(Role.TEAM_LEAD)
    shared = office.add(
        SavedView(table_name="person", name="Team", query="phone=0212&sex=MALE", is_shared=True)
    )
    send(lead, f"{shared.id}/overwrite", query="sex=FEMALE")
    assert dict(parse_qsl(kept_of(office, shared.id).query)) == {"sex": "FEMALE", "phone": "0212"}


@pytest.mark.parametrize("table", ["counselling_session", "audit_entry", "nonsense", ""])
def test_no_view_of_a_list_that_one_may_not_open(client_as: Sign, table: str) -> None:
    answer = send(client_as(Role.CARETAKER), "", table=table, name="Versuch", query="")
    assert answer.status_code in (403, 404)


@pytest.mark.parametrize("number", ["0", "x", "999999999", "9" * 30, "-1"])
def test_a_view_that_is_no_more_shows_all_rows(
    office: Office, worker: FlaskClient, number: str
) -> None:
    office.person()
    page = worker.get(f"{PERSONS}?open={number}")
    assert page.status_code == 200
    assert "gibt es nicht mehr" in page.text
    assert send(worker, f"{number}/delete").status_code == 404


def test_the_team_s_first_views_all_open(app: Flask, office: Office, client_as: Sign) -> None:
    shared = office.every(select(SavedView).where(SavedView.is_shared))
    assert len(shared) > 10
    lists = Lists(app, client_as(Role.SOCIAL_WORKER))
    for view in shared:
        grid = lists.open(f"/admin/{view.table_name}/?open={view.id}")
        asked = {name for name, _ in parse_qsl(view.query)} - {"sort", "desc", "cols"}
        assert len(grid.chips) == len(asked), view.name
        assert not grid.views.is_changed, view.name


def opened(office: Office, lists: Lists, name: str) -> list[str]:
    view = kept(office, name)
    return lists.titles(f"/admin/{view.table_name}/?open={view.id}")


def test_my_cases_are_those_of_whoever_looks(app: Flask, office: Office, client_as: Sign) -> None:
    office.responsibility(office.person(family_name="Albrechts"))
    office.responsibility(office.person(family_name="Wendts"), "sozialarbeit2")
    for user, title in (("sozialarbeit", "Albrechts, Ada"), ("sozialarbeit2", "Wendts, Ada")):
        assert opened(office, Lists(app, client_as(user)), "Meine Fälle") == [title]


def test_my_tasks_are_those_of_whoever_looks(app: Flask, office: Office, client_as: Sign) -> None:
    office.task(what="meine", worker=office.staff("sozialarbeit"), due_on=TODAY)
    office.task(what="deine", worker=office.staff("sozialarbeit2"), due_on=TODAY)
    lists = Lists(app, client_as("sozialarbeit2"))
    assert opened(office, lists, "Meine offenen Aufgaben") == ["deine"]
    assert lists.open("/admin/task/?worker=ICH").count == 1
    chips = lists.open("/admin/task/?worker=me").chips
    assert [chip.label for chip in chips] == ["Mitarbeiter/in: ich"]


def test_days_of_a_view_move_on_with_the_calendar(
    app: Flask, office: Office, client_as: Sign
) -> None:
    for name, days in (("Bald", 60), ("Spät", 61)):
        day = TODAY + timedelta(days=days)
        office.residence_status(office.person(family_name=name), expires_on=day)
    view = "Läuft in 60 Tagen ab"
    assert opened(office, Lists(app, client_as(Role.SOCIAL_WORKER)), view) == ["Bald, Ada"]
    now = app.config["CLOCK"]()
    app.config["CLOCK"] = lambda: now + timedelta(days=1)
    later = opened(office, Lists(app, client_as(Role.SOCIAL_WORKER)), view)
    assert later == ["Bald, Ada", "Spät, Ada"]


def test_nobody_was_talked_to_for_long(app: Flask, office: Office, client_as: Sign) -> None:
    for name, days in (("Lange", 60), ("Neulich", 59)):
        person = office.person(family_name=name, case_status=CaseStatus.ACTIVE)
        office.responsibility(person)
        office.counselling_session(person, held_on=TODAY - timedelta(days=days))
    lists = Lists(app, client_as(Role.SOCIAL_WORKER))
    assert opened(office, lists, "Ohne Gespräch seit 60 Tagen") == ["Lange, Ada"]


def test_nobody_keeps_more_views_than_one_finds(office: Office) -> None:
    owner = office.staff("sozialarbeit")
    views = [
        SavedView(owner=owner, table_name="task", name=str(number), query="")
        for number in range(MOST_OWN + 1)
    ]
    for view in views[:-1]:
        office.add(view)
    with pytest.raises(RulesBroken):
        office.add(views[-1])


def test_a_view_of_nobody_is_the_team_s(office: Office) -> None:
    with pytest.raises(RulesBroken):
        office.add(SavedView(table_name="task", name="Herrenlos", query=""))


def test_the_menu_asks_for_the_views_once(worker: FlaskClient, statements: Any) -> None:
    worker.get("/admin/find/")
    with statements() as seen:
        worker.get("/admin/find/")
    assert not [statement for statement in seen if "saved_view" in statement]

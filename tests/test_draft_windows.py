"""Drafts in several windows, for several forms, and on My day."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from models import Draft, Person
from models.permissions import Role
from tests.conftest import USERS, sign_in
from tests.drafts import WORDS, begin, notice_of, talk_url, type_in
from tests.factories import Office
from tests.forms import Desk, fields_of, tree_of, typed_over


@pytest.fixture
def office(any_office: Office) -> Office:
    """Drafts are tried on both engines."""
    return any_office


@pytest.fixture
def app(any_app: Flask) -> Flask:
    return any_app


@pytest.fixture
def worker(app: Flask) -> FlaskClient:
    return sign_in(app, USERS[Role.SOCIAL_WORKER])


def test_two_windows_keep_their_own_texts(worker: FlaskClient, office: Office) -> None:
    url = talk_url(office)
    first, second = fields_of(worker.get(url)), fields_of(worker.get(url))
    type_in(worker, url, first, content="im ersten Fenster")
    type_in(worker, url, second, content="im zweiten Fenster")
    page = worker.get(url)
    assert fields_of(page)["content"] == ["im zweiten Fenster"]
    other = tree_of(page).xpath("//p[contains(@class, 'alert')]/a/@href")
    assert fields_of(worker.get(other[0]))["content"] == ["im ersten Fenster"]


def test_a_draft_that_was_taken_up_and_saved_is_gone(worker: FlaskClient, office: Office) -> None:
    url = talk_url(office)
    begin(worker, url, content=WORDS)
    sent = fields_of(worker.get(url))
    assert worker.post(url, data=sent).status_code == 302
    assert office.every(select(Draft).where(Draft.content.is_not(None))) == []


def test_a_draft_typed_on_in_its_own_window_outlives_the_save_of_another(
    worker: FlaskClient, office: Office
) -> None:
    url = talk_url(office)
    first = begin(worker, url, content="Anfang")
    second = fields_of(worker.get(url))
    type_in(worker, url, first, content="Anfang und mehr")
    assert worker.post(url, data=second).status_code == 302
    assert "Anfang und mehr" in fields_of(worker.get(url))["content"]


def test_typing_that_arrives_after_saving_makes_no_draft(
    worker: FlaskClient, office: Office
) -> None:
    url = talk_url(office)
    sent = begin(worker, url, content=WORDS)
    assert worker.post(url, data=typed_over(sent, {"content": WORDS})).status_code == 302
    assert type_in(worker, url, sent, content="zu spät").status_code == 409
    assert "zu spät" not in worker.get(url).text


def test_a_draft_over_an_older_version_ends_in_a_comparison(
    app: Flask, worker: FlaskClient, office: Office
) -> None:
    person = office.person(town="Haan")
    url = f"/admin/person/edit/?id={person.id}"
    begin(worker, url, town="Hilden")
    Desk(sign_in(app, USERS[Role.BENEFITS_CLERK]), "person").save({"town": "Erkrath"}, person)
    page = worker.get(url)
    assert fields_of(page)["town"] == ["Hilden"]
    assert "inzwischen geändert" in notice_of(page)
    answer = worker.post(url, data=fields_of(page))
    assert answer.status_code == 422
    assert "Erkrath" in answer.text
    assert office.only(Person).town == "Haan" or office.fresh(person).town == "Erkrath"


def test_new_forms_keep_their_drafts_by_what_they_were_opened_for(
    worker: FlaskClient, office: Office
) -> None:
    ada, eva = office.person(), office.person()
    url = "/admin/counselling_session/new/?person="
    begin(worker, f"{url}{ada.id}", content=WORDS)
    assert fields_of(worker.get(f"{url}{ada.id}"))["content"] == [WORDS]
    for other in (f"{url}{eva.id}", "/admin/counselling_session/new/"):
        assert fields_of(worker.get(other))["content"] == [""]


def test_my_day_lists_begun_forms_and_leads_to_them(worker: FlaskClient, office: Office) -> None:
    assert "Angefangene Entwürfe" not in worker.get("/admin/").text
    person = office.person(family_name="Angefangen")
    begin(worker, f"/admin/person/edit/?id={person.id}", town="Hilden")
    begin(worker, "/admin/person/new/", family_name="Neuling")
    card = tree_of(worker.get("/admin/")).xpath("//section[h2 or div/h2][1]")[0]
    assert "Angefangene Entwürfe" in card.text_content()
    links = card.xpath(".//a[@class='what']")
    assert ["Angefangen" in link.text_content() for link in links] == [False, True]
    assert fields_of(worker.get(links[0].get("href")))["family_name"] == ["Neuling"]
    assert fields_of(worker.get(links[1].get("href")))["town"] == ["Hilden"]


def test_a_draft_of_a_record_out_of_reach_is_neither_taken_nor_listed(
    worker: FlaskClient, office: Office
) -> None:
    talk = office.counselling_session()
    url = f"/admin/counselling_session/edit/?id={talk.id}"
    sent = begin(worker, url, content=WORDS)
    office.responsibility(talk.person, "sozialarbeit2")
    talk.worker = office.staff("sozialarbeit2")
    office.session.commit()
    assert type_in(worker, url, sent, content="mehr").status_code == 404
    assert "Angefangene Entwürfe" not in worker.get("/admin/").text

"""Catalogues: lists that the office keeps itself; entries end instead of vanishing."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models import CATALOGUES, CounsellingSession
from models.base import RulesBroken
from models.catalogue import Catalogue, Country, SessionPlace, Topic
from models.permissions import Role
from tests.conftest import Sign
from tests.factories import TODAY, Office
from tests.forms import Desk, tree_of

YESTERDAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 24)


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.TEAM_LEAD), "session_place")


def place(office: Office, **values: object) -> SessionPlace:
    given = {"code": "library", "label_de": "Bücherei", "label_en": "Library"}
    return office.add(SessionPlace(**{**given, **values}))


def offered(desk: Desk, stem: str, field: str, record: CounsellingSession | None) -> list[str]:
    """The choices of a select."""
    page = desk.client.get(Desk(desk.client, stem).form_url(record))
    return list(tree_of(page).xpath(f"//select[@name='{field}']/option/@value"))


@pytest.mark.parametrize("model", CATALOGUES, ids=lambda model: model.__tablename__)
def test_every_catalogue_is_filled_in_both_languages(
    office: Office, model: type[Catalogue]
) -> None:
    entries = office.every(model)
    assert entries
    assert all(entry.label_de and entry.label_en for entry in entries)


def test_a_code_is_given_once_and_never_changes(office: Office) -> None:
    entry = place(office)
    with pytest.raises(IntegrityError, match="(?i)unique"):
        place(office)
    office.session.rollback()
    entry.code = "archive"
    with pytest.raises(RulesBroken, match="code"):
        office.session.commit()
    office.session.rollback()


def test_no_entry_ends_before_it_begins(office: Office) -> None:
    with pytest.raises(RulesBroken, match="valid_to"):
        place(office, valid_from=TODAY, valid_to=YESTERDAY)
    office.session.rollback()
    entry = place(office, valid_from=TODAY)
    with pytest.raises(IntegrityError, match="valid_to_after_valid_from"):
        office.write_past_rules(entry, valid_to=YESTERDAY)


def test_an_entry_may_be_chosen_in_its_time(office: Office) -> None:
    entry = place(office, valid_from=TODAY, valid_to=TODAY)
    wanted = select(SessionPlace).where(SessionPlace.code == "library")
    for day, is_open in [(YESTERDAY, False), (TODAY, True), (TOMORROW, False)]:
        assert (office.every(wanted.where(SessionPlace.open_on(day))) == [entry]) is is_open


def test_lists_and_headings_call_an_entry_alike(office: Office) -> None:
    entry = place(office)
    assert office.title_in_sql(entry) == entry.title == "Bücherei"


def test_who_may_not_change_a_catalogue(client_as: Sign) -> None:
    assert client_as(Role.SOCIAL_WORKER).get("/admin/topic/new/").status_code == 403


def test_an_entry_is_added_and_offered_at_once(desk: Desk, office: Office, client_as: Sign) -> None:
    desk.save({"code": "library", "label_de": "Bücherei", "label_en": "Library"})
    entry = office.only(select(SessionPlace).where(SessionPlace.code == "library"))
    assert entry.sort_order == 100
    assert desk.found(search="buecherei") == [entry.id]
    assert desk.found(search="library") == [entry.id]
    talks = Desk(client_as(Role.SOCIAL_WORKER), "counselling_session")
    assert str(entry.id) in offered(talks, "counselling_session", "place", None)
    desk.save({"label_de": "Stadtbücherei"}, entry)
    assert "Stadtbücherei" in desk.details(entry)
    assert desk.refused({"code": "archive"}, entry) == {"code"}
    assert desk.refused({"code": "library", "label_de": "x", "label_en": "y"}) == {"code"}


@pytest.mark.parametrize("times", [{"valid_to": YESTERDAY}, {"valid_from": TOMORROW}])
def test_an_entry_out_of_its_time_stays_only_where_it_was_chosen(
    client_as: Sign, office: Office, times: dict[str, date]
) -> None:
    entry, other = place(office, **times), office.entry(SessionPlace)
    old = office.counselling_session(place=entry)
    new = office.counselling_session(place=other)
    desk = Desk(client_as(Role.SOCIAL_WORKER), "counselling_session")
    assert str(entry.id) in offered(desk, "counselling_session", "place", old)
    assert str(entry.id) not in offered(desk, "counselling_session", "place", new)
    desk.save({"reason": "Neu"}, old)
    assert office.fresh(old).place_id == entry.id
    assert desk.refused({"place": str(entry.id)}, new) == {"place"}
    assert desk.refused({"place": str(entry.id)}) >= {"place"}
    assert office.fresh(new).place_id == other.id


def test_an_ended_topic_stays_ticked_where_it_was(client_as: Sign, office: Office) -> None:
    topic = office.entry(Topic)
    old, new = office.counselling_session(topics=[topic]), office.counselling_session()
    topic.valid_to = YESTERDAY
    office.session.commit()
    desk = Desk(client_as(Role.SOCIAL_WORKER), "counselling_session")
    desk.save({"reason": "Neu"}, old)
    assert [one.id for one in office.fresh(old).topics] == [topic.id]
    assert desk.refused({"topics": [str(topic.id)]}, new) == {"topics"}


def test_a_country_that_ended_is_no_longer_found_by_its_picker(
    client_as: Sign, office: Office
) -> None:
    country = office.entry(Country, "SY")
    client = client_as(Role.SOCIAL_WORKER)
    url = f"/admin/person/ajax/lookup/?name=origin_country&query={country.label_de}"
    assert client.get(url).json == [[country.id, country.label_de]]
    country.valid_to = YESTERDAY
    office.session.commit()
    assert client.get(url).json == []


def test_an_entry_in_use_is_not_deleted(desk: Desk, office: Office) -> None:
    entry = place(office)
    talk = office.counselling_session(place=entry)
    assert desk.remove(entry).status_code == 409
    assert office.fresh(talk).place_id == entry.id

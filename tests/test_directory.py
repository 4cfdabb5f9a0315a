"""The directory: found in any words, narrowed down, told with what one needs to send somebody."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from models import Contact, OpeningHour, Partner
from models.catalogue import PartnerCategory, TargetGroup, Topic
from models.office_hour import Weekday
from models.permissions import Role
from tests.conftest import Sign
from tests.factories import TODAY, Office
from tests.forms import Desk, tree_of

URL = "/admin/directory/"
NIGHT = {"weekday": Weekday.SUNDAY, "opens_at": time(22), "closes_at": time(9, 45)}


@pytest.fixture
def worker(client_as: Sign) -> FlaskClient:
    return client_as(Role.SOCIAL_WORKER)


@pytest.fixture
def refuge(office: Office) -> Partner:
    """A made-up place with a word that no other entry has."""
    return office.partner(name="Nachtasyl Zaunkönig", town="Haan-Gruiten", languages="Tigrinya")


def names(client: FlaskClient, **asked: str) -> list[str]:
    return [one["name"] for one in told(client, **asked)["entries"]]


def told(client: FlaskClient, **asked: str) -> dict[str, Any]:
    answer = client.get(f"{URL}search.json", query_string=asked)
    assert answer.status_code == 200
    return dict(answer.json or {})


@contextmanager
def statements() -> Iterator[list[str]]:
    said: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        said.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield said
    event.remove(Engine, "before_cursor_execute", note)


def test_what_somebody_does_is_found_where_the_name_does_not_say_it(worker: FlaskClient) -> None:
    found = names(worker, q="Sucht")
    assert "Caritas – Aufsuchende Hilfen / Streetwork Haan" in found
    assert all(name in found for name in names(worker, category="addiction"))


@pytest.mark.parametrize(
    "typed", ["zaunkoenig", "ZAUNKÖNIG", "nachtasyl zaunkonig", "Gruiten zaun"]
)
def test_umlauts_and_order_of_words_make_no_difference(
    worker: FlaskClient, refuge: Partner, typed: str
) -> None:
    assert names(worker, q=typed) == [refuge.name]


def test_the_misspelt_house_of_the_concept_is_told_to_those_who_read_houses(
    client_as: Sign,
) -> None:
    asked = {"q": "Düsseldorfstraße 15"}
    for role, told_names in ((Role.SOCIAL_WORKER, 1), (Role.NETWORK_COORDINATOR, 0)):
        houses = told(client_as(role), **asked)["houses"]
        assert len(houses) == told_names
        assert all("Düsselberger Straße 15" in house["name"] for house in houses)


def test_a_word_added_to_a_topic_finds_its_offers_at_once(
    client_as: Sign, worker: FlaskClient, office: Office, refuge: Partner
) -> None:
    office.offer(refuge, name="Sprechstunde", topic=office.entry(Topic, "debt"))
    assert refuge.name not in names(worker, q="Geldsorgen")
    topics = Desk(client_as(Role.TEAM_LEAD), "topic")
    topics.save({"synonyms": "Schulden; Geldsorgen"}, office.entry(Topic, "debt"))
    assert refuge.name in names(worker, q="Geldsorgen")


def test_an_offer_that_has_ended_is_not_offered(
    worker: FlaskClient, office: Office, refuge: Partner
) -> None:
    topic, group = office.entry(Topic, "debt"), office.entry(TargetGroup, "late_resettler")
    given = {"name": "Kummerkasten", "topic": topic, "target_group": group, "is_free": True}
    office.offer(refuge, valid_until=date(2026, 11, 22), **given)
    asked = ({"q": "kummerkasten"}, {"topic": "debt"}, {"group": group.code}, {"free": "yes"})
    for question in asked:
        assert refuge.name not in names(worker, **question), question
    assert "Kummerkasten" not in worker.get(f"{URL}?q=zaunkönig").text
    office.offer(refuge, valid_until=TODAY, **given)
    for question in asked:
        assert refuge.name in names(worker, **{"q": "zaun", **question}), question


def test_filters_narrow_down_together(worker: FlaskClient, office: Office, refuge: Partner) -> None:
    refuge.category = office.entry(PartnerCategory, "homelessness")
    refuge.is_barrier_free = True
    office.session.commit()
    for asked in (
        {"town": "Haan-Gruiten"}, {"town": "Haan"}, {"language": "ti"}, {"barrier_free": "yes"},
        {"category": "homelessness"}, {"topic": "housing_market"},
    ):  # fmt: skip
        assert refuge.name in names(worker, **{"q": "zaun", **asked}), asked
    for asked in ({"town": "Hilden"}, {"language": "fr"}, {"topic": "debt"}):
        assert names(worker, **{"q": "zaun", **asked}) == [], asked


def test_open_now_goes_by_the_clock_of_the_office_and_across_midnight(
    app: Flask, worker: FlaskClient, office: Office, refuge: Partner
) -> None:
    office.add(OpeningHour(partner=refuge, **NIGHT))
    entry = told(worker, q="zaun", opens="now")["entries"][0]  # 9:30 on Monday, begun on Sunday
    assert (entry["is_open_now"], entry["hours"]) == (True, "heute bis 09:45")
    assert names(worker, q="zaun", opens="today") == []
    app.config["CLOCK"] = lambda: datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert names(worker, q="zaun", opens="now") == []
    assert "öffnet So, 29.11. um 22:00 Uhr" in told(worker, q="zaun")["entries"][0]["hours"]


def test_a_card_tells_where_to_call_and_what_is_out_of_date(
    worker: FlaskClient, office: Office, refuge: Partner
) -> None:
    refuge.phone, refuge.checked_on = "0 21 29 / 55-1", date(2025, 9, 20)
    refuge.contacts = [Contact(job="Nachtdienst", name="Ina Beispiel", phone="0171 3920012")]
    office.session.commit()
    card = tree_of(worker.get(f"{URL}?q=nachtdienst")).xpath("//li[contains(@class, 'entry')]")[0]
    assert card.xpath(".//a[@href='tel:+492129551']")
    assert card.xpath(".//a[@href='tel:+491713920012']")
    assert "Nachtdienst, Ina Beispiel" in card.text_content()
    assert card.xpath(".//span[@class='tag amber']/text()") == ["prüfen: 14 Monate"]
    refuge.checked_on = date(2025, 11, 23)  # a year ago to the day
    office.session.commit()
    assert told(worker, q="zaun")["entries"][0]["checked"] == "geprüft 23.11.2025"


def test_nothing_tells_where_a_protected_place_is(worker: FlaskClient) -> None:
    (entry,) = told(worker, q="Frauenhaus")["entries"]
    assert entry["address"] == ""
    assert "Anschrift geschützt" in worker.get(f"{URL}?q=Frauenhaus").text


@pytest.mark.parametrize("typed", ["%", "_", "\"'; --", "()*", "x" * 5000, "Zaunkönig\x00" * 9])
def test_signs_and_long_texts_find_nothing_and_break_nothing(
    worker: FlaskClient, typed: str
) -> None:
    assert told(worker, q=typed)["count"] == 0
    page = worker.get(URL, query_string={"q": typed})
    assert (page.status_code, "Keine Stelle gefunden" in page.text) == (200, True)


def test_a_filter_that_does_not_exist_is_left_out_and_told(worker: FlaskClient) -> None:
    asked = {"category": "unsinn", "topic": "99", "opens": "immer", "free": "1", "page": "-7"}
    answer = told(worker, **asked)
    assert (answer["unknown"], answer["count"]) == (["unsinn", "99", "immer", "1"], 99)
    assert "wurde weggelassen: unsinn" in worker.get(URL, query_string=asked).text


def test_an_empty_answer_says_what_to_do(worker: FlaskClient) -> None:
    page = tree_of(worker.get(f"{URL}?opens=today&town=Ratingen"))
    assert "Nehmen Sie einen davon weg" in page.text_content()
    (way,) = page.xpath("//div[contains(@class, 'empty')]//a[text()='Ohne Filter suchen']/@href")
    assert way == URL


def test_pages_follow_each_other_and_the_last_one_ends(worker: FlaskClient) -> None:
    pages = [told(worker, page=str(number)) for number in (1, 9, 99999)]
    assert [(page["page"], len(page["entries"])) for page in pages] == [(1, 12), (9, 3), (9, 3)]


@pytest.mark.parametrize("role", [Role.CARETAKER, Role.STATISTICS_READER, Role.SYSTEM_ADMIN])
def test_who_only_reads_is_offered_nothing_to_do(client_as: Sign, role: Role) -> None:
    page = tree_of(client_as(role).get(f"{URL}?q=schulden"))
    assert page.xpath("//li[contains(@class, 'entry')]")
    assert page.xpath("//*[@class='entry-acts'] | //a[@class='btn primary']") == []


def test_the_script_gets_the_changing_parts(worker: FlaskClient, refuge: Partner) -> None:
    answer = worker.get(f"{URL}cards.json?q=zaun&town=Haan").json
    assert (answer["said"], answer["url"]) == ("1 Stelle", f"{URL}?q=zaun&town=Haan")
    assert refuge.name in answer["found"]
    assert "Ort: Haan" in answer["filters"]


def test_a_search_takes_the_same_few_statements_however_much_it_finds(
    worker: FlaskClient, office: Office, refuge: Partner
) -> None:
    counted = []
    for typed in ("zaun", "haan"):
        worker.get(URL, query_string={"q": typed})  # what is kept for a while is read
        with statements() as said:
            worker.get(URL, query_string={"q": typed})
        counted.append(len([one for one in said if one.lstrip().startswith("SELECT")]))
    assert counted[0] == counted[1]
    assert counted[0] <= 9, counted

"""Reference data: complete, readable, and never in the way of what the office changed."""

import csv
import re
from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from models import (
    CATALOGUES,
    Accommodation,
    Municipality,
    OfficeHour,
    Partner,
    Record,
    RulesBroken,
    db,
)
from models.catalogue import Catalogue, Country, Criterion, Language, PartnerCategory, Topic
from models.office_hour import Weekday
from models.search import matches
from seed.files import DATA, read_rows
from seed.reference import add_reference
from seed.town import weekly_hours

CONCEPT_CRITERIA = [
    "Einweisung in die Strukturen der Stadt Haan",
    "Kontakt und/oder Begleitung zu anderen städtischen Einrichtungen und Trägern",
    "Kontakt mit Leistungsträgern nach dem SGB",
    "Suchtberatung und Kontakt zu Suchtberatungsstellen",
    "Schuldnerberatung und Kontakt zu Schuldnerberatungsstellen",
    "Kontakt zu Polizei und anderen Vollzugsbehörden",
    "Hilfestellung beim Ausfüllen von diversen Anträgen",
    "Kontakt und/oder Begleitung zu Kindergärten und Schulen",
    "Beratung zu medizinischer Versorgung",
    "Beratung und/oder Begleitung zu rechtlich relevanten Terminen",
    "Beratung zu asylspezifischen/aufenthaltsrechtlichen Belangen",
    "Beratung zu Spracherwerb - mit Anmeldung",
    "Beratung zum Arbeitsmarkt – mit Bewerbung und Kontaktaufnahme zu Schnittstellen",
    "Beratung zum Wohnungsmarkt und/oder Begleitung zu Terminen",
    "Psychosoziale Beratung und Kontakt zu Beratungsstellen",
]
FORMER_TOPICS = {
    ("Asyl", "Erstorientierung nach Ankunft"),
    ("Asyl", "Asylverfahren"),
    ("Asyl", "Sozialleistungen"),
    ("Asyl", "Hilfe bei Sprache/Bildung/Gesundheit/Kultur"),
    ("Asyl", "Unterbringung"),
    ("Asyl", "Konfliktbewältigung"),
    ("Asyl", "Weitervermittlung an Fachstelle"),
    ("Asyl", "Sonstiges"),
    ("Integration", "Sprache"),
    ("Integration", "Bildung inkl. Kinderbetreuung"),
    ("Integration", "Arbeit/Ausbildung"),
    ("Integration", "Gesundheit"),
}


@pytest.fixture(scope="module")
def _filled_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An office of its own, filled once for this file; each test undoes what it changes."""
    office = Flask("reference")
    place = tmp_path_factory.mktemp("reference") / "office.db"
    office.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{place}"
    db.init_app(office)
    with office.app_context():
        db.create_all()
        add_reference()
        yield office
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def office(_filled_office: Flask) -> Iterator[Flask]:
    with _filled_office.app_context():
        yield _filled_office
        db.session.rollback()


def how_many(table: type[Record]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def partner(source_id: str) -> Partner:
    return db.session.scalars(select(Partner).filter_by(source_id=source_id)).one()


@pytest.mark.parametrize(
    ("table", "count"),
    [(Partner, 99), (Accommodation, 12), (Criterion, 15), (OfficeHour, 6), (Municipality, 1)],
)
def test_everything_arrives(office: Flask, table: type[Record], count: int) -> None:
    assert how_many(table) == count


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda each: each.__tablename__)
def test_every_list_has_its_file_and_arrives(office: Flask, catalogue: type[Catalogue]) -> None:
    rows = read_rows(f"catalogues/{catalogue.__tablename__}.csv")
    assert how_many(catalogue) == len(rows) > 0


def test_a_second_run_adds_nothing(office: Flask) -> None:
    assert add_reference().total() == 0


def test_what_the_office_changed_stays(office: Flask) -> None:
    topic = db.session.scalars(select(Topic).filter_by(code="debt")).one()
    court = partner("P081")
    before = topic.label_de, court.phone
    topic.label_de, court.phone = "Geldsorgen", "02104 9900"
    db.session.commit()
    added = add_reference().total()
    db.session.expire_all()
    assert (added, topic.label_de, court.phone) == (0, "Geldsorgen", "02104 9900")
    topic.label_de, court.phone = before
    db.session.commit()


def test_a_missing_entry_is_added_beside_the_others(office: Flask) -> None:
    db.session.delete(db.session.scalars(select(Language).filter_by(code="wo")).one())
    db.session.flush()
    assert +add_reference() == {"language": 1}


def test_the_criteria_stand_in_the_words_and_order_of_the_concept(office: Flask) -> None:
    criteria = db.session.scalars(select(Criterion).order_by(Criterion.sort_order)).all()
    assert [criterion.label_de for criterion in criteria] == CONCEPT_CRITERIA
    assert [criterion.number for criterion in criteria] == list(range(1, 16))


def test_every_criterion_has_a_topic(office: Flask) -> None:
    topics = db.session.scalars(select(Topic)).all()
    assert {topic.criterion.number for topic in topics} == set(range(1, 16))


def test_the_topics_cover_what_the_former_system_counted(office: Flask) -> None:
    topics = db.session.scalars(select(Topic)).all()
    counted = {(topic.former_category, topic.former_topic) for topic in topics}
    assert counted - {(None, None)} == FORMER_TOPICS


def test_topics_fit_on_a_chip(office: Flask) -> None:
    assert max(len(topic.label_de) for topic in db.session.scalars(select(Topic))) <= 28


@pytest.mark.parametrize(("table", "first"), [(Country, "DE"), (Language, "de")])
def test_lists_begin_with_the_usual_and_end_with_unknown(
    office: Flask, table: type[Catalogue], first: str
) -> None:
    codes = db.session.scalars(select(table.code).order_by(table.sort_order)).all()
    assert codes[0] == first
    assert codes[-1] in {"ZZ", "und"}


def test_all_states_are_there(office: Flask) -> None:
    states = [row["code"] for row in read_rows("catalogues/country.csv") if len(row["code"]) == 2]
    assert len(states) == len(set(states)) == 249 + 2  # ISO 3166-1, Kosovo, unknown


@pytest.mark.parametrize("path", sorted(DATA.glob("catalogues/*.csv")), ids=lambda path: path.stem)
def test_a_clerk_can_read_the_file(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = list(csv.reader(file))
    assert head[:4] == ["code", "label_de", "label_en", "sort_order"]
    assert all(len(row) == len(head) and all(row[:4]) for row in rows)
    assert len({row[0] for row in rows}) == len({row[1] for row in rows}) == len(rows)
    assert not re.search(r"�|Ã|\b(fuer|ueber|Staatsangehoerig)", path.read_text("utf-8"))


def test_the_womens_shelter_has_no_address(office: Flask) -> None:
    shelter = partner("P090")
    assert shelter.is_place_protected
    assert (shelter.street, shelter.postcode, shelter.town) == (None, None, None)


def test_the_womens_shelter_takes_no_address(office: Flask) -> None:
    partner("P090").street = "Irgendwo 1"
    with pytest.raises(RulesBroken):
        db.session.flush()


@pytest.mark.parametrize("words", ["Düsseldorfstraße 15", "Düsseldorf Straße 15", "Düsselberger"])
def test_the_main_site_is_found_in_the_spelling_of_the_concept(office: Flask, words: str) -> None:
    found = select(Accommodation.source_id).where(matches(Accommodation.search_text, words))
    assert db.session.scalars(found).all() == ["P069"]


def test_a_former_site_is_closed(office: Flask) -> None:
    closed = select(Accommodation.source_id).where(Accommodation.closed_on.is_not(None))
    assert db.session.scalars(closed).all() == ["P079"]


def test_partners_are_not_called_checked_before_the_office_did(office: Flask) -> None:
    partners = db.session.scalars(select(Partner)).all()
    assert not any(each.checked_on or each.is_public for each in partners)
    assert all(each.source and each.source_date for each in partners)


def test_every_category_of_the_directory_is_counted_where_the_office_decided(office: Flask) -> None:
    uncounted = select(PartnerCategory.code).where(PartnerCategory.criterion_id.is_(None))
    assert set(db.session.scalars(uncounted)) == {
        "accommodation",
        "volunteers_foundations",
        "material_aid",
        "interpreter",
        "other",
    }


def test_the_letterhead_is_the_one_of_the_concept(office: Flask) -> None:
    town = db.session.get_one(Municipality, 1)
    assert (town.name, town.head) == ("Stadt Haan", "Die Bürgermeisterin")
    assert (town.street, town.postcode, town.town) == ("Kaiserstraße 85", "42781", "Haan")
    assert town.logo_mime == "image/svg+xml"
    assert b"<svg" in (town.logo or b"")
    assert b"style=" not in (town.logo or b"")  # the page's rules allow no inline style


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Mi 12:30–14:00", [(Weekday.WEDNESDAY, time(12, 30), time(14))]),
        (
            "Mo 08:00–12:00, Di 14:00–18:00 und nach Vereinbarung",
            [(Weekday.MONDAY, time(8), time(12)), (Weekday.TUESDAY, time(14), time(18))],
        ),
        ("nach Vereinbarung", []),
    ],
)
def test_hours_are_read_from_the_german_text(
    text: str, hours: list[tuple[Weekday, time, time]]
) -> None:
    assert list(weekly_hours(text)) == hours


def test_the_counselling_office_is_open_as_the_concept_says(office: Flask) -> None:
    hours = db.session.scalars(select(OfficeHour).filter_by(source_id="P005")).all()
    assert {hour.weekday for hour in hours} == {
        Weekday.MONDAY,
        Weekday.TUESDAY,
        Weekday.THURSDAY,
    }
    assert {hour.office_location.code for hour in hours} == {"kaiserstrasse_10"}


def test_the_data_names_no_place_outside_the_product() -> None:
    for path in DATA.rglob("*.*"):
        assert not re.search(r"/(tmp|home|root)/", path.read_text("utf-8")), path

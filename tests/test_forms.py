"""Forms: nothing is lost on the way to the screen and back; refusals stand beside the fields."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from admin_views.base import RecordView
from models import (
    AuditEntry,
    ChangeStep,
    CounsellingSession,
    DeletedRecord,
    Document,
    Municipality,
    Person,
    PersonNationality,
    PersonReader,
    SignIn,
)
from models.audit_entry import HOUSEKEEPING, AuditAction
from models.base import Record
from models.catalogue import Country, Language
from models.issued import Issuable
from models.permissions import Role
from models.person import PersonLanguage
from tests.conftest import Sign, Statements
from tests.factories import Office
from tests.forms import Desk, errors_of, fields_of, summary_of, tree_of
from tests.lists import grant_everything, one_of_each, views_of

Counting = Callable[[], AbstractContextManager[Statements]]
READ_ONLY = (AuditEntry, ChangeStep, DeletedRecord, Document, SignIn)
MADE_BY_STEPS = (PersonReader,)  # named in the form of the person
CHANGES = select(AuditEntry).where(AuditEntry.action != AuditAction.READ)
MOST_STATEMENTS = 6
# A talk comes with what was agreed last, what is open, who may come, and the next free hour.
# An eviction case has six tables of its own below it.
MORE = {"counselling_session": 23, "event": 9, "eviction_case": 8}


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.SOCIAL_WORKER), "person")


def editable(app: Flask) -> list[RecordView]:
    return [view for view in views_of(app) if view.model not in READ_ONLY]


def last_of(office: Office, model: type[Record]) -> Record:
    """The last one that may still be changed."""
    wanted = select(model).order_by(model.id.desc()).limit(1)
    if issubclass(model, Issuable):
        wanted = wanted.where(model.issued_at.is_(None))
    return office.only(wanted)


def stored(office: Office, model: type[Record]) -> dict[str, Any]:
    """The columns of the last row, without what every save changes."""
    record = last_of(office, model)
    names = set(model.__table__.columns.keys()) - HOUSEKEEPING
    return {name: getattr(record, name) for name in names}


def test_every_form_saved_as_it_is_changes_nothing(
    app: Flask, client_as: Sign, office: Office
) -> None:
    one_of_each(office)
    client = client_as(grant_everything(office))
    for model in [*(view.model for view in editable(app)), Municipality]:
        before = stored(office, model)
        record = last_of(office, model)
        changes = len(office.every(CHANGES))
        Desk(client, model.__tablename__).save({}, record)
        assert stored(office, model) == before, model
        assert len(office.every(CHANGES)) == changes, model


def test_no_form_needs_more_than_six_statements(
    app: Flask, client_as: Sign, office: Office, statements: Counting
) -> None:
    one_of_each(office)
    client = client_as(grant_everything(office))
    for view in editable(app):
        desk = Desk(client, view.model.__tablename__)
        last = last_of(office, view.model)
        for record in (last,) if view.model in MADE_BY_STEPS else (None, last):
            desk.open(record)
            with statements() as seen:
                desk.open(record)
            most = MORE.get(view.model.__tablename__, MOST_STATEMENTS)
            assert len(seen) <= most, f"{desk.form_url(record)}: {seen}"


def crowded(office: Office, number: int) -> dict[str, Record]:
    """Records with so many rows in their forms and on their pages."""
    people = [office.person(given_name=f"Kind {index}") for index in range(number)]
    languages = office.every(select(Language).limit(number))
    spoken = [PersonLanguage(language=language) for language in languages]
    countries = office.every(select(Country).limit(number))
    parent = office.person(languages=spoken, nationalities=countries)
    talk = office.counselling_session(parent)
    agreement, partner = office.goal_agreement(parent), office.partner()
    unit = office.unit(number=str(number))
    for person in people:
        office.task(session=talk, person=parent)
        office.stay(person, unit=unit)
        office.goal(agreement)
        office.offer(partner)
        office.contact(partner)
        office.counselling_session(parent)
    household = office.household(*people)
    case = office.eviction_case(parent, household=household)
    for other in people:
        office.eviction_person(case, person=other)
    return {
        "person": parent, "counselling_session": talk, "goal_agreement": agreement, "unit": unit,
        "partner": partner, "household": household, "eviction_case": case,
    }  # fmt: skip


def test_forms_and_pages_cost_no_more_with_more_rows(
    client_as: Sign, office: Office, statements: Counting
) -> None:
    client = client_as(grant_everything(office))
    few, many = crowded(office, 2), crowded(office, 7)
    for stem, record in few.items():
        desk = Desk(client, stem)
        counts = []
        for one in (record, record, many[stem]):  # the first time warms up
            assert one.id  # read before the statements are counted
            for page in (desk.open, desk.details):
                with statements() as seen:
                    page(one)
                counts.append(len(seen))
        assert counts[2:4] == counts[4:6], stem
        assert counts[4] <= MORE.get(stem, MOST_STATEMENTS), stem


def test_every_picker_answers_where_its_field_says(
    app: Flask, client_as: Sign, office: Office, statements: Counting
) -> None:
    one_of_each(office)
    client = client_as(grant_everything(office))
    asked = 0
    for view in editable(app):
        page = client.get(Desk(client, view.model.__tablename__).form_url(None))
        for url in tree_of(page).xpath("//select/@data-picker"):
            with statements() as seen:
                answer = client.get(f"{url}&query=&limit=100000")
            assert answer.status_code == 200, url
            assert 0 < len(answer.json) <= 20, url
            assert len(seen) <= 3, f"{url}: {seen}"
            assert client.get(f"{url}&query=%25").json == [], url  # a sign is no wildcard
            asked += 1
    assert asked > 25


def test_a_picker_knows_only_its_own_fields(desk: Desk) -> None:
    for name in ("family_name", "responsible", ""):
        assert desk.client.get(f"{desk.url}ajax/lookup/?name={name}&query=").status_code == 404


@pytest.mark.parametrize("key", ["4711", "0", "-1", "x", "1 OR 1=1", "9" * 30, "__None", "²"])
def test_an_unknown_record_is_refused_beside_its_picker(
    client_as: Sign, office: Office, key: str
) -> None:
    talks = Desk(client_as(Role.SOCIAL_WORKER), "counselling_session")
    assert talks.refused({"person": key, "reason": "Neu"}) == {"person"}
    assert office.every(CounsellingSession) == []


def test_a_record_out_of_reach_is_refused_like_an_unknown_one(
    client_as: Sign, office: Office
) -> None:
    others = office.person()
    office.responsibility(others, "sozialarbeit2")
    talk = office.counselling_session(others, worker=office.staff("sozialarbeit2"))
    tasks = Desk(client_as(Role.SOCIAL_WORKER), "task")
    answer = tasks.send({"what": "Nachfragen", "session": str(talk.id)})
    assert set(errors_of(answer)) == {"session"}
    assert talk.title not in answer.text


def test_the_last_one_of_several_can_be_taken_out(desk: Desk, office: Office) -> None:
    person = office.person(nationalities=[office.entry(Country, "SY")])
    desk.save({"nationalities": []}, person)
    assert office.every(PersonNationality) == []


def test_a_taken_value_is_told_beside_its_field(client_as: Sign, office: Office) -> None:
    places = Desk(client_as(Role.TEAM_LEAD), "session_place")
    entry = last_of(office, Country)
    places.save({"code": "x", "label_de": "X", "label_en": "X"})
    answer = places.send({"code": "x", "label_de": "Y", "label_en": "Y"})
    assert errors_of(answer)["code"] != []
    assert Desk(places.client, "country").refused(
        {"code": entry.code, "label_de": "Y", "label_en": "Y"}
    ) == {"code"}


def test_two_rows_that_exclude_each_other_are_told_at_the_head(desk: Desk, office: Office) -> None:
    language = str(office.entry(Language, "ar").id)
    rows = {"languages-0-language": language, "languages-1-language": language}
    levels = {"languages-0-level": "A1", "languages-1-level": "B1"}
    answer = desk.send({"family_name": "Rahimi", **rows, **levels})
    assert answer.status_code == 422
    assert len(summary_of(answer)) == 1
    assert "UNIQUE" not in answer.text
    assert office.every(Person) == []


def test_what_is_required_is_marked_and_refused_when_blank(desk: Desk, office: Office) -> None:
    page = tree_of(desk.client.get(desk.form_url(None)))
    marked = page.xpath("//label[span[@class='req']]/@for")
    assert "family_name" in marked
    assert "given_name" not in marked
    for blank in ("", "   ", "\u202e", "\x00"):
        assert desk.refused({"family_name": blank}) == {"family_name"}
    desk.save({"family_name": "Rahimi", "given_name": "  "})
    assert office.only(Person).given_name is None


def test_a_refused_form_keeps_everything_typed(desk: Desk, office: Office) -> None:
    country = office.entry(Country, "SY")
    typed = {
        "family_name": "Rahimi", "birth_date": "31.02.1990", "sex": "FEMALE", "street": "<b>",
        "interpreter_needed": "y", "origin_country": str(country.id), "names-0-given_name": "Adele",
        "nationalities": [str(country.id)], "del-names-0": "1", "town": " Haan ",
    }  # fmt: skip
    answer = desk.send(typed)
    assert set(errors_of(answer)) == {"birth_date"}
    kept = fields_of(answer)
    for name, value in typed.items():
        wanted = value if isinstance(value, list) else [value.strip()]
        assert kept[name] == wanted, name
    assert 'value="&lt;b&gt;"' in answer.text
    assert office.every(Person) == []


@pytest.mark.parametrize(
    ("button", "target"),
    [
        ({}, "/admin/person/details/?id=1"),
        ({"_continue_editing": "1"}, "/admin/person/edit/?id=1"),
        ({"_add_another": "1"}, "/admin/person/new/"),
    ],
)
def test_after_saving_one_goes_where_the_button_says(
    desk: Desk, button: dict[str, str], target: str
) -> None:
    assert desk.send({"family_name": "Rahimi", **button}).location == target


@pytest.mark.parametrize(
    ("wish", "target"),
    [
        ("/admin/household/", "/admin/household/"),
        ("https://example.org/", "/admin/person/details/?id=1"),
        ("//example.org/", "/admin/person/details/?id=1"),
        ("/\\example.org", "/admin/person/details/?id=1"),
        ("javascript:alert(1)", "/admin/person/details/?id=1"),
    ],
)
def test_nobody_is_led_away_from_the_office(
    desk: Desk, office: Office, wish: str, target: str
) -> None:
    page = desk.client.get(f"{desk.url}new/", query_string={"url": wish})
    sent = {**fields_of(page), "family_name": ["Rahimi"]}
    answer = desk.client.post(f"{desk.url}new/", query_string={"url": wish}, data=sent)
    assert answer.location == target


def test_a_new_form_begins_with_what_its_address_names(desk: Desk, office: Office) -> None:
    person = office.person()
    talks = Desk(desk.client, "counselling_session")
    page = desk.client.get(f"{talks.url}new/?person={person.id}&worker=4711&kind=x")
    assert fields_of(page)["person"] == [str(person.id)]
    assert fields_of(page)["held_on"] == ["23.11.2026"]


def test_a_form_without_its_token_saves_nothing(desk: Desk, office: Office) -> None:
    answer = desk.client.post(f"{desk.url}new/", data={"family_name": "Rahimi"})
    assert answer.status_code == 400
    assert "Rahimi" in answer.text  # to be copied
    assert office.every(Person) == []

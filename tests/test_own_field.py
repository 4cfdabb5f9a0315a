"""Own fields: what the lead may add on screen, and what stays as it was promised."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask

from models import OwnField, PersonOwnValue, UnitOwnValue
from models.base import RulesBroken
from models.own_definitions import own_fields
from models.own_field import CLASSES_OF, OwnClass, OwnKind, OwnTable
from models.permissions import DataClass, Role
from tests.conftest import Sign, Statements
from tests.factories import TODAY, Office
from tests.forms import Desk, Typed, summary_of

POSTBOX: Typed = {
    "table_name": "PERSON", "kind": "TEXT", "label_de": "Schlüssel-Nr. Postfach",
    "protection": "MASTER", "sort_order": "100",
}  # fmt: skip


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.TEAM_LEAD), "own_field")


def entry(number: int, label: str) -> dict[str, str]:
    return {f"choices-{number}-label_de": label, f"choices-{number}-id": ""}


def test_the_lead_adds_a_field_and_its_code_comes_from_the_label(
    desk: Desk, office: Office
) -> None:
    desk.save(POSTBOX)
    field = office.only(OwnField)
    assert (field.code, field.title, field.is_required) == (
        "schluessel_nr_postfach",
        POSTBOX["label_de"],
        False,
    )


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Führerschein vorhanden?", "fuehrerschein_vorhanden"),
        ("Зоя", "field"),  # no letter that may stand in an address
        ("<b>fett</b>", "b_fett_b"),
        ("x" * 200, "x" * 36),
        ("own", "own"),
    ],
)
def test_every_label_makes_a_code(office: Office, label: str, code: str) -> None:
    assert office.own_field(label_de=label).code == code


def test_no_two_fields_have_one_code(office: Office) -> None:
    made = [
        office.own_field(label_de="Zoll"),
        office.own_field(label_de="ZOLL", table_name=OwnTable.HOUSEHOLD),
    ]
    made.append(
        office.own_field(label_de="Zoll!", table_name=OwnTable.UNIT, protection=OwnClass.ROOM)
    )
    assert [field.code for field in made] == ["zoll", "zoll_2", "zoll_3"]


def test_a_label_stands_once_on_each_kind_of_record(desk: Desk, office: Office) -> None:
    desk.save(POSTBOX)
    assert desk.refused({**POSTBOX, "label_de": "SCHLÜSSEL-NR. POSTFACH"}) == {"label_de"}
    desk.save({**POSTBOX, "table_name": "HOUSEHOLD"})
    assert len(office.every(OwnField)) == 2


def test_a_choice_needs_entries_and_nothing_else_has_some(desk: Desk) -> None:
    assert desk.refused({**POSTBOX, "kind": "CHOICE"}) == {"choices"}
    assert desk.refused({**POSTBOX, **entry(0, "klein")}) == {"choices"}
    desk.save({**POSTBOX, "kind": "CHOICE", **entry(0, "klein"), **entry(1, "groß")})


@pytest.mark.parametrize(
    ("table", "protection"),
    [
        (table, protection)
        for table in OwnTable
        for protection in OwnClass
        if protection not in CLASSES_OF[table]
    ],
)
def test_a_field_has_a_class_of_its_own_records(
    office: Office, table: OwnTable, protection: OwnClass
) -> None:
    with pytest.raises(RulesBroken, match="protection"):
        office.own_field(table_name=table, protection=protection)
    office.session.rollback()


def test_once_filled_in_a_field_keeps_its_kind_and_its_records(desk: Desk, office: Office) -> None:
    field, person = office.own_field(), office.person()
    desk.save({"kind": "NUMBER"}, field)
    desk.save({"kind": "TEXT"}, office.only(OwnField))
    office.add(PersonOwnValue(person=person, field_id=field.id, text_value="12"))
    assert desk.refused({"kind": "NUMBER"}, field) == {"kind"}
    assert desk.refused({"table_name": "HOUSEHOLD"}, field) == {"table_name"}
    desk.save({"label_de": "Fach"}, field)
    assert (office.only(OwnField).label_de, office.only(OwnField).code) == ("Fach", "postfach")


@pytest.mark.parametrize(
    ("before", "after", "is_allowed"),
    [
        ("MASTER", "HEALTH", True),
        ("MASTER", "RESIDENCE", True),
        ("IDENTITY", "MASTER", True),
        ("MASTER", "IDENTITY", False),  # caretakers would read it
        ("HEALTH", "MASTER", False),
    ],
)
def test_what_was_typed_is_never_opened_to_more_people(
    desk: Desk, office: Office, before: str, after: str, is_allowed: bool
) -> None:
    field = office.own_field(protection=OwnClass[before])
    office.add(PersonOwnValue(person=office.person(), field_id=field.id, text_value="12"))
    if is_allowed:
        desk.save({"protection": after}, field)
    else:
        assert desk.refused({"protection": after}, field) == {"protection"}


def test_an_entry_in_use_is_ended_not_taken_out(desk: Desk, office: Office) -> None:
    field = office.own_field(label_de="Größe", entries=("klein", "groß"))
    small = field.choices[0]
    office.add(PersonOwnValue(person=office.person(), field_id=field.id, choice_id=small.id))
    answer = desk.send({"del-choices-0": "1"}, field)
    assert answer.status_code == 422
    assert "klein" in summary_of(answer)[0]
    desk.save({"choices-0-valid_to": "heute"}, field)
    desk.save({"del-choices-1": "1"}, office.only(OwnField))
    kept = office.only(OwnField).choices
    assert [(one.label_de, one.valid_to) for one in kept] == [("klein", TODAY)]


def test_a_field_in_use_is_not_deleted(desk: Desk, office: Office) -> None:
    field, empty = office.own_field(entries=("a", "b")), office.own_field(label_de="Leer")
    value = PersonOwnValue(person=office.person(), field_id=field.id, choice_id=field.choices[0].id)
    office.add(value)
    assert desk.remove(field).status_code == 409
    assert desk.remove(empty).status_code == 302
    assert [one.id for one in office.every(OwnField)] == [field.id]


def test_of_two_leads_the_second_is_told(desk: Desk, office: Office) -> None:
    field = office.own_field()
    opened = desk.open(field)
    desk.save({"label_de": "Fach"}, field)
    assert desk.post(opened, {"label_de": "Box"}, field).status_code != 302
    assert office.only(OwnField).label_de == "Fach"


def test_definitions_are_read_once_for_many_requests(
    app: Flask,
    client_as: Sign,
    office: Office,
    statements: Callable[[], AbstractContextManager[Statements]],
) -> None:
    office.own_field()
    client = client_as(Role.SOCIAL_WORKER)
    client.get("/admin/person/")
    with statements() as seen:
        client.get("/admin/person/")
        client.get("/admin/unit/")
    assert not [statement for statement in seen if "own_field" in statement]


def test_a_change_holds_from_the_next_request_on(desk: Desk, client_as: Sign) -> None:
    worker = client_as(Role.SOCIAL_WORKER)
    assert "Postfach" not in worker.get("/admin/person/new/").text
    desk.save(POSTBOX)
    assert "Schlüssel-Nr. Postfach" in worker.get("/admin/person/new/").text


def test_the_class_in_the_definition_is_the_class_of_the_field(app: Flask, office: Office) -> None:
    office.own_field(table_name=OwnTable.UNIT, kind=OwnKind.DAY, protection=OwnClass.ROOM)
    with app.app_context():
        (field,) = own_fields("unit").values()
        assert (field.name, field.data_class) == ("own_postfach", DataClass.ROOM)


@pytest.mark.parametrize("values", [{}, {"text_value": "a", "number_value": Decimal(1)}])
def test_the_database_keeps_one_value_in_a_row(
    any_office: Office, values: dict[str, object]
) -> None:
    field = any_office.own_field(table_name=OwnTable.UNIT, protection=OwnClass.ROOM)
    row = any_office.add(UnitOwnValue(unit=any_office.unit(), field_id=field.id, text_value="b"))
    empty = dict.fromkeys(("text_value", "number_value", "day_value", "yes_value", "choice_id"))
    with pytest.raises(Exception, match="(?i)one_value"):
        any_office.write_past_rules(row, **{**empty, **values})


def test_a_field_ends_on_a_day(app: Flask, office: Office) -> None:
    office.own_field(ended_on=date(2026, 11, 24))
    with app.app_context():
        (field,) = own_fields("person").values()
        assert [field.is_open_on(date(2026, 11, day)) for day in (23, 24)] == [True, False]

"""Own fields on the pages of a record: typed, checked, shown, found, sorted, noted."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask

from models import AuditEntry, OwnField, Person, PersonOwnValue, UnitOwnValue
from models.audit_entry import AuditAction
from models.base import Record
from models.own_field import OwnClass, OwnKind, OwnTable
from models.permissions import Role
from tests.conftest import Sign, Statements
from tests.factories import TODAY, Office
from tests.forms import Desk, errors_of, tree_of
from tests.lists import Lists

KINDS = (  # kind, typed, value, shown
    (OwnKind.TEXT, "  B 12 ", "B 12", "B 12"),
    (OwnKind.NUMBER, "1.234,5", Decimal("1234.50"), "1.234,50"),
    (OwnKind.NUMBER, "3", Decimal(3), "3"),
    (OwnKind.NUMBER, "-0,25", Decimal("-0.25"), "-0,25"),
    (OwnKind.DAY, "3.4.26", date(2026, 4, 3), "03.04.2026"),
    (OwnKind.DAY, "heute", TODAY, "23.11.2026"),
    (OwnKind.YES_NO, "yes", True, "ja"),
    (OwnKind.YES_NO, "no", False, "nein"),
)


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.SOCIAL_WORKER), "person")


def answer_of(office: Office) -> object:
    """What the only person answers in the field `own_postfach`."""
    return office.only(Person).own_postfach


@pytest.mark.parametrize(("kind", "typed", "value", "shown"), KINDS)
def test_every_kind_is_typed_stored_shown_and_emptied(
    desk: Desk, office: Office, kind: OwnKind, typed: str, value: object, shown: str
) -> None:
    office.own_field(kind=kind, is_listed=True)
    person = office.person()
    desk.save({"own_postfach": typed}, person)
    assert answer_of(office) == value
    assert f"Postfach{shown}" in desk.details(person).replace("\n", "").replace("  ", "")
    assert shown in desk.cells()
    desk.save({}, person)
    assert answer_of(office) == value  # what nobody touched stays
    desk.save({"own_postfach": ""}, person)
    assert office.every(PersonOwnValue) == []


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (OwnKind.TEXT, "x" * 201),
        (OwnKind.NUMBER, "zwölf"),
        (OwnKind.NUMBER, "1,234567"),
        (OwnKind.NUMBER, "99999999999"),
        (OwnKind.DAY, "31.02.2026"),
        (OwnKind.DAY, "1.1.0026"),
        (OwnKind.CHOICE, "999"),
        (OwnKind.CHOICE, "klein"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    desk: Desk, office: Office, kind: OwnKind, typed: str
) -> None:
    office.own_field(kind=kind, entries=("klein",) if kind is OwnKind.CHOICE else ())
    answer = desk.send({"family_name": "Neu", "own_postfach": typed}, office.person())
    assert set(errors_of(answer)) == {"own_postfach"}
    assert typed in answer.text or kind is OwnKind.CHOICE  # still there to be corrected
    assert office.only(Person).family_name == "Beispiel"


def test_what_must_be_filled_in_is(desk: Desk, office: Office) -> None:
    office.own_field(is_required=True, help_de="Steht am Schlüssel.")
    page = desk.client.get("/admin/person/new/").text
    assert "Steht am Schlüssel." in page
    assert desk.refused({"family_name": "Neu"}) == {"own_postfach"}
    desk.save({"family_name": "Neu", "own_postfach": "7"})
    assert answer_of(office) == "7"


def test_an_ended_entry_stays_where_it_was_chosen(desk: Desk, office: Office) -> None:
    field = office.own_field(entries=("alt", "neu"))
    old, new = field.choices
    old.valid_to = date(2026, 11, 22)
    office.session.commit()
    person, other = office.person(), office.person(family_name="Zweit")
    office.add(PersonOwnValue(person=person, field_id=field.id, choice_id=old.id))
    desk.save({"given_name": "Eva"}, person)
    assert str(office.only(PersonOwnValue).value) == "alt"
    assert desk.refused({"own_postfach": str(old.id)}, other) == {"own_postfach"}
    desk.save({"own_postfach": str(new.id)}, other)


def test_an_ended_field_is_asked_no_more_but_still_answered(desk: Desk, office: Office) -> None:
    field, person, other = office.own_field(is_listed=True), office.person(), office.person()
    desk.save({"own_postfach": "B 12"}, person)
    field = office.only(OwnField)
    field.ended_on = TODAY
    office.session.commit()
    assert "own_postfach" not in desk.open(person)
    desk.save({"given_name": "Eva"}, person)
    assert "B 12" in desk.details(person)
    assert "Postfach" not in desk.details(other)
    assert "Postfach" in desk.client.get("/admin/person/export/csv/").text
    assert "B 12" not in desk.client.get("/admin/person/").text


@pytest.mark.parametrize(
    ("table", "protection", "role"),
    [
        ("household", OwnClass.IDENTITY, Role.SOCIAL_WORKER),
        ("partner", OwnClass.NETWORK, Role.NETWORK_COORDINATOR),
        ("unit", OwnClass.ROOM, Role.CARETAKER),
    ],
)
def test_other_records_have_own_fields_too(
    client_as: Sign, office: Office, table: str, protection: OwnClass, role: Role
) -> None:
    office.own_field(table_name=OwnTable[table.upper()], protection=protection, is_listed=True)
    record: Record = getattr(office, table)()
    desk = Desk(client_as(role), table)
    desk.save({"own_postfach": "B 12"}, record)
    assert "B 12" in desk.details(record)
    assert "B 12" in desk.cells(own_postfach="b 12")


def test_filters_ask_by_kind(lists: Lists, office: Office) -> None:
    number = office.own_field(label_de="Zahl", kind=OwnKind.NUMBER)
    day = office.own_field(label_de="Tag", kind=OwnKind.DAY)
    yes = office.own_field(label_de="Ja", kind=OwnKind.YES_NO)
    choice = office.own_field(label_de="Wahl", entries=("klein", "groß"))
    text = office.own_field(label_de="Text")
    small, large = (entry.id for entry in choice.choices)
    for name, count, when, is_so, size in (
        ("Eins", "1.5", date(2026, 1, 1), True, small),
        ("Zwei", "20", date(2026, 2, 1), False, large),
    ):
        values = [
            PersonOwnValue(field_id=number.id, number_value=Decimal(count)),
            PersonOwnValue(field_id=day.id, day_value=when),
            PersonOwnValue(field_id=yes.id, yes_value=is_so),
            PersonOwnValue(field_id=choice.id, choice_id=size),
            PersonOwnValue(field_id=text.id, text_value=f"Straße {name}"),
        ]
        office.person(family_name=name, given_name=None, own_values=values)
    office.person(family_name="Leer", given_name=None)
    for asked, found in {
        "own_zahl__from=1,6": ["Zwei"],
        "own_zahl__to=1,5": ["Eins"],
        "own_tag__from=1.2.26": ["Zwei"],
        "own_tag__to=31.01.2026": ["Eins"],
        "own_ja=no": ["Zwei"],
        "own_ja=yes": ["Eins"],
        f"own_wahl={large}": ["Zwei"],
        "own_text=strasse": ["Eins", "Zwei"],
        "search=strasse": ["Eins", "Zwei"],
        "own_text=%": [],
    }.items():
        assert lists.titles(f"/admin/person/?{asked}") == found, asked


@pytest.mark.parametrize(
    "asked",
    ["own_zahl__from=viel", "own_tag__to=nie", "own_ja=vielleicht", "own_wahl=0", "own_wahl=x"],
)
def test_a_filter_without_sense_is_refused(lists: Lists, office: Office, asked: str) -> None:
    office.own_field(label_de="Zahl", kind=OwnKind.NUMBER)
    office.own_field(label_de="Tag", kind=OwnKind.DAY)
    office.own_field(label_de="Ja", kind=OwnKind.YES_NO)
    office.own_field(label_de="Wahl", entries=("klein",))
    lists.open(f"/admin/person/?{asked}", status=400)


@pytest.mark.parametrize("kind", [OwnKind.NUMBER, OwnKind.TEXT])
def test_lists_are_sorted_by_own_fields(
    any_lists: Lists, any_office: Office, kind: OwnKind
) -> None:
    field = any_office.own_field(kind=kind, is_listed=True)
    column = "number_value" if kind is OwnKind.NUMBER else "text_value"
    for name, value in (("Zehn", Decimal(10)), ("Zwei", Decimal(2))):
        given = value if kind is OwnKind.NUMBER else name.upper()
        row = PersonOwnValue(field_id=field.id, **{column: given})
        any_office.person(family_name=name, given_name=None, own_values=[row])
    any_office.person(family_name="Leer", given_name=None)
    rising = any_lists.titles("/admin/person/?sort=own_postfach")
    falling = any_lists.titles("/admin/person/?sort=own_postfach&desc=1")
    up = ["Zwei", "Zehn"] if kind is OwnKind.NUMBER else ["Zehn", "Zwei"]
    assert (rising, falling) == ([*up, "Leer"], [*up[::-1], "Leer"])


def test_the_trail_names_the_field_as_one_of_its_record(desk: Desk, office: Office) -> None:
    office.own_field()
    person = office.person()
    for typed in ("B 12", "B 13", ""):
        desk.save({"own_postfach": typed}, person)
    rows = [row for row in office.every(AuditEntry) if "own_postfach" in (row.fields or "")]
    assert [(row.table_name, row.record_id, row.action, row.fields) for row in rows] == [
        ("person", person.id, AuditAction.CHANGED, "own_postfach")
    ] * 3
    assert not [row for row in office.every(AuditEntry) if row.table_name == "person_own_value"]


def test_a_new_record_has_one_row_in_the_trail(desk: Desk, office: Office) -> None:
    office.own_field()
    desk.save({"family_name": "Neu", "own_postfach": "B 12"})
    (row,) = [row for row in office.every(AuditEntry) if row.table_name == "person"][-1:]
    assert (row.action, "own_postfach" in (row.fields or "")) == (AuditAction.CREATED, True)


def test_an_own_field_changes_the_version_of_its_record(desk: Desk, office: Office) -> None:
    office.own_field()
    person = office.person()
    opened = desk.open(person)
    desk.save({"own_postfach": "B 12"}, person)
    assert desk.post(opened, {"given_name": "Eva"}, person).status_code != 302
    assert (office.only(Person).given_name, answer_of(office)) == ("Ada", "B 12")


def test_with_the_record_go_its_answers(desk: Desk, office: Office) -> None:
    office.own_field()
    person = office.person()
    desk.save({"own_postfach": "B 12"}, person)
    assert desk.remove(person).status_code == 302
    assert office.every(PersonOwnValue) == []


def test_whose_class_is_narrowed_is_found_by_it_no_more(client_as: Sign, office: Office) -> None:
    field = office.own_field()
    row = PersonOwnValue(field_id=field.id, text_value="Rollstuhl")
    office.person(own_values=[row])
    desk = Desk(client_as(Role.BENEFITS_CLERK), "person")
    assert desk.found(search="rollstuhl")
    Desk(client_as(Role.TEAM_LEAD), "own_field").save({"protection": "HEALTH"}, field)
    assert not desk.found(search="rollstuhl")


def test_a_label_is_text_and_nothing_else(desk: Desk, office: Office) -> None:
    office.own_field(label_de="<script>x</script>%s", is_listed=True, help_de="<i>y</i>")
    person = office.person()
    for url in ("", "new/", f"edit/?id={person.id}", f"file/facts/?id={person.id}"):
        page = desk.client.get(f"/admin/person/{url}").text
        assert "&lt;script&gt;x" in page, url
        assert "<script>x" not in page, url
        assert "<i>y" not in page, url


def test_sixty_fields_are_too_many_to_like_but_not_to_work(desk: Desk, office: Office) -> None:
    for number in range(60):
        office.own_field(label_de=f"Feld {number:02}", is_listed=number < 20)
    person = office.person()
    desk.save({f"own_feld_{number:02}": str(number) for number in range(60)}, person)
    assert len(tree_of(desk.client.get("/admin/person/")).xpath("//thead//th")) >= 27
    assert desk.client.get("/admin/person/export/csv/").text.splitlines()[1].endswith(";59")


@pytest.mark.parametrize(
    ("url", "more"), [("", 0), ("new/", 0), ("edit/?id=1", 1), ("file/facts/?id=1", 1)]
)
def test_own_fields_cost_at_most_one_statement(
    client_as: Sign,
    office: Office,
    statements: Callable[[], AbstractContextManager[Statements]],
    url: str,
    more: int,
) -> None:
    office.person()
    client = client_as(Role.SOCIAL_WORKER)
    counts = []
    for label in (None, "Eins", "Zwei"):
        if label:
            office.own_field(label_de=label, is_listed=True, entries=("klein",))
        client.get(f"/admin/person/{url}")
        with statements() as seen:
            client.get(f"/admin/person/{url}")
        counts.append(len(seen))
    assert counts == [counts[0], counts[0] + more, counts[0] + more]


def test_both_engines_store_and_show(any_app: Flask, any_lists: Lists, any_office: Office) -> None:
    field = any_office.own_field(
        table_name=OwnTable.UNIT, kind=OwnKind.DAY, protection=OwnClass.ROOM, is_listed=True
    )
    row = UnitOwnValue(field_id=field.id, day_value=TODAY)
    any_office.unit(own_values=[row])
    assert any_lists.texts("/admin/unit/")["own_postfach"] == "23.11.2026"

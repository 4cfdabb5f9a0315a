"""Own fields in the history of their record: old and new value, secrets only as changed, undone."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from flask import Flask
from sqlalchemy import select

from admin_views.field_change import value_text
from models import ChangeStep, DeletedRecord, FieldChange, OwnField, Person, PersonOwnValue
from models.acting import Acting
from models.change_step import StepKind, step
from models.own_field import OwnClass, OwnKind
from models.permissions import Role
from models.restoring import restore
from models.undo import undo
from tests.factories import Office

ActsAs = Callable[[Role], AbstractContextManager[Acting]]
Change = tuple[str, int, str | None, str | None, str | None, bool]


def answer(office: Office, person: Person, field: OwnField, value: object) -> None:
    person.put_own(person.own_definition(f"own_{field.code}"), value)
    office.session.commit()


def history(office: Office) -> list[Change]:
    """What the history tells of own fields, oldest first."""
    found = sorted(office.every(FieldChange), key=lambda change: change.id)
    return [
        (one.table_name, one.record_id, one.field, one.old, one.new, one.is_secret)
        for one in found
        if (one.field or "").startswith("own_")
    ]


def test_the_history_tells_old_and_new_value_under_the_record(any_office: Office) -> None:
    field, person = any_office.own_field(), any_office.person()
    for value in ("B 12", "B 13", "B 13", None):
        answer(any_office, person, field, value)
    assert [row[2:5] for row in history(any_office)] == [
        ("own_postfach", None, '"B 12"'),
        ("own_postfach", '"B 12"', '"B 13"'),
        ("own_postfach", '"B 13"', None),
    ]
    assert {row[:2] for row in history(any_office)} == {("person", person.id)}
    told = {change.table_name for change in any_office.every(FieldChange)}
    assert "person_own_value" not in told


def test_of_a_secret_only_that_it_changed_is_told(office: Office) -> None:
    field, person = office.own_field(protection=OwnClass.HEALTH), office.person()
    answer(office, person, field, "Rollstuhl")
    assert history(office) == [("person", person.id, "own_postfach", None, None, True)]


def test_the_history_is_silent_where_the_record_comes_or_goes(office: Office) -> None:
    field = office.own_field()
    person = office.person(own_values=[PersonOwnValue(field_id=field.id, text_value="B 12")])
    office.session.delete(person)
    office.session.commit()
    assert history(office) == []
    assert office.every(PersonOwnValue) == []


def test_a_value_that_moves_to_another_file_left_the_first_one(office: Office) -> None:
    field, first, second = office.own_field(), office.person(), office.person()
    answer(office, first, field, "B 12")
    value = office.only(PersonOwnValue)
    value.person_id = second.id
    office.session.commit()
    assert [(row[1], *row[3:5]) for row in history(office)[1:]] == [
        (first.id, '"B 12"', None),
        (second.id, None, '"B 12"'),
    ]


def test_a_step_is_undone_with_its_own_fields(any_office: Office) -> None:
    secret = any_office.own_field(label_de="Bedarf", protection=OwnClass.HEALTH)
    size = any_office.own_field(label_de="Größe", entries=("klein", "groß"))
    small, large = (entry.id for entry in size.choices)
    person = any_office.person()
    answer(any_office, person, size, small)
    with step(StepKind.BULK, "person"):
        answer(any_office, person, size, large)
        answer(any_office, person, secret, "Rollstuhl")
    worker = Acting(any_office.staff().id, frozenset({Role.SOCIAL_WORKER}))
    made = any_office.only(ChangeStep)
    assert undo(made, any_office.session, worker) == []
    any_office.session.commit()
    after = any_office.only(Person)
    assert (str(after.own_groesse), after.own_bedarf) == ("klein", None)


def test_who_may_not_change_the_field_may_not_undo_it(office: Office) -> None:
    field, person = office.own_field(protection=OwnClass.HEALTH), office.person()
    with step(StepKind.BULK, "person"):
        answer(office, person, field, "Rollstuhl")
    clerk = Acting(office.staff().id, frozenset({Role.BENEFITS_CLERK}))
    assert [refusal.field for refusal in undo(office.only(ChangeStep), office.session, clerk)] == [
        "own_postfach"
    ]


def test_a_field_that_becomes_secret_leaves_the_history_without_values(office: Office) -> None:
    field, person = office.own_field(), office.person()
    answer(office, person, field, "Rollstuhl")
    field.protection = OwnClass.HEALTH
    office.session.commit()
    assert history(office) == [("person", person.id, "own_postfach", None, None, True)]


def test_what_comes_back_from_the_trash_has_its_answers(any_office: Office) -> None:
    field, size = any_office.own_field(), any_office.own_field(label_de="Größe", entries=("klein",))
    person = any_office.person()
    answer(any_office, person, field, "B 12")
    answer(any_office, person, size, size.choices[0].id)
    any_office.session.delete(person)
    any_office.session.commit()
    assert any_office.every(PersonOwnValue) == []
    assert restore(any_office.only(select(DeletedRecord)), any_office.session) == []
    any_office.session.commit()
    back = any_office.only(Person)
    assert (back.own_postfach, str(back.own_groesse)) == ("B 12", "klein")


def test_an_answer_to_a_field_that_is_no_more_keeps_its_record_in_the_trash(
    office: Office,
) -> None:
    field = office.own_field()
    office.session.delete(
        office.person(own_values=[PersonOwnValue(field_id=field.id, text_value="1")])
    )
    office.session.commit()
    deleted = office.only(DeletedRecord)
    office.session.delete(field)
    office.session.commit()
    assert len(restore(deleted, office.session)) == 1
    office.session.rollback()


def test_an_answer_taken_away_is_no_deleted_record(office: Office) -> None:
    field, person = office.own_field(), office.person()
    answer(office, person, field, "B 12")
    answer(office, person, field, None)
    assert office.every(DeletedRecord) == []


def test_a_field_in_the_history_is_told_in_words(app: Flask, office: Office) -> None:
    size = office.own_field(label_de="Größe", entries=("klein",))
    office.own_field(label_de="Zahl", kind=OwnKind.NUMBER)
    told = [
        ("own_groesse", str(size.choices[0].id), "klein"),
        ("own_groesse", None, ""),
        ("own_zahl", "150", "1,50"),
        ("own_nie", "1", "–"),
    ]
    with app.test_request_context():
        for name, stored, words in told:
            assert value_text(Person, name, stored, {}) == words, name

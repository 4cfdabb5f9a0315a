"""The history of records: who changed what, with old and new value, and what is never told."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from models import FieldChange, PersonName
from models.acting import Acting, acting_as
from models.base import Record
from models.catalogue import Country, Vulnerability
from models.eviction_case import EvictionState
from models.field_change import ChangeKind
from models.history import forget
from models.person import NameKind
from tests.conftest import NOW, Counting
from tests.factories import Office

Change = tuple[str | None, str | None, str | None]


def changes_of(office: Office, record: Record) -> list[Change]:
    """Field, old and new value of what changed in a record, oldest first."""
    wanted = select(FieldChange).where(
        FieldChange.table_name == record.__tablename__,
        FieldChange.record_id == record.id,
        FieldChange.kind == ChangeKind.CHANGED,
    )
    found = office.every(wanted.order_by(FieldChange.id))
    kept = [(change.field or "", change.old, change.new) for change in found]
    return sorted(kept, key=lambda change: change[0])


def change(office: Office, record: Record, **values: object) -> None:
    for name, value in values.items():
        setattr(record, name, value)
    office.session.commit()


def test_a_change_is_kept_with_old_and_new_value(any_office: Office) -> None:
    person = any_office.person(birth_date=date(1990, 5, 1), phone="0211 1")
    change(any_office, person, birth_date=date(1990, 5, 2), phone=None, interpreter_needed=True)
    assert changes_of(any_office, person) == [
        ("birth_date", '"1990-05-01"', '"1990-05-02"'),
        ("interpreter_needed", "false", "true"),
        ("phone", '"0211 1"', None),
    ]


def test_amounts_choices_and_references_are_kept_so_that_they_can_be_read_again(
    any_office: Office,
) -> None:
    case = any_office.eviction_case(any_office.person(), arrears=Decimal("1234.50"))
    other = any_office.person(family_name="Andere")
    change(any_office, case, arrears=Decimal("99.05"), state=EvictionState.TITLE, person=other)
    assert changes_of(any_office, case) == [
        ("arrears", "123450", "9905"),
        ("person", "1", "2"),
        ("state", '"CLAIM_PENDING"', '"TITLE"'),
    ]


def test_the_old_value_is_known_even_where_it_was_not_read_before(any_office: Office) -> None:
    person = any_office.person(town="Haan")
    any_office.session.expire(person)
    change(any_office, person, town="Hilden")
    assert changes_of(any_office, person) == [("town", '"Haan"', '"Hilden"')]


def test_lists_of_choices_are_kept_as_numbers_in_order(any_office: Office) -> None:
    person = any_office.person()
    first, second = any_office.every(select(Country).order_by(Country.id).limit(2))
    change(any_office, person, nationalities=[second])
    change(any_office, person, nationalities=[second, first])
    lists = [f"[{second.id}]", f"[{first.id}, {second.id}]"]
    assert changes_of(any_office, person) == [
        ("nationalities", "[]", lists[0]),
        ("nationalities", *lists),
    ]


def test_a_row_of_a_record_is_found_from_the_record(any_office: Office) -> None:
    person = any_office.person(names=[PersonName(given_name="Adda", kind=NameKind.ALIAS)])
    change(any_office, person.names[0], given_name="Ada")
    wanted = select(FieldChange).where(
        FieldChange.owner_table == "person", FieldChange.owner_id == person.id
    )
    kinds = [(row.table_name, row.kind, row.field) for row in any_office.every(wanted)]
    assert kinds == [
        ("person_name", ChangeKind.CREATED, None),
        ("person_name", ChangeKind.CHANGED, "given_name"),
    ]


def test_who_and_when_are_kept(any_office: Office) -> None:
    person, staff = any_office.person(), any_office.staff()
    with acting_as(Acting(staff.id, now=NOW)):
        change(any_office, person, town="Haan")
    kept = any_office.every(select(FieldChange).where(FieldChange.field == "town"))
    assert [(row.staff_id, row.at, row.step_id) for row in kept] == [(staff.id, NOW, None)]


def test_a_save_that_changes_nothing_leaves_nothing(any_office: Office) -> None:
    person = any_office.person(town="Haan")
    change(any_office, person, town="Haan")
    assert changes_of(any_office, person) == []


def test_of_notes_and_health_only_that_they_changed_is_kept(any_office: Office) -> None:
    session = any_office.counselling_session(any_office.person(), content="Streng vertraulich")
    change(any_office, session, content="Ganz anders", minutes=30)
    person = any_office.person()
    change(any_office, person, vulnerabilities=[any_office.entry(Vulnerability)])
    assert changes_of(any_office, session) == [("content", None, None), ("minutes", None, "30")]
    assert changes_of(any_office, person) == [("vulnerabilities", None, None)]
    secret = any_office.every(select(FieldChange).where(FieldChange.is_secret))
    assert [(row.field, row.sealed) for row in secret] == [
        ("content", None),
        ("vulnerabilities", None),
    ]


@pytest.mark.parametrize(("before", "after"), [(True, True), (False, True), (True, False)])
def test_a_protected_address_is_never_kept(any_office: Office, before: bool, after: bool) -> None:
    person = any_office.person(street="Altweg 1", is_address_protected=before)
    change(any_office, person, street="Neuweg 2", is_address_protected=after)
    assert ("street", None, None) in changes_of(any_office, person)


def test_protecting_an_address_takes_the_former_ones_out_of_the_history(
    any_office: Office,
) -> None:
    person = any_office.person(street="Altweg 1")
    change(any_office, person, street="Neuweg 2")
    assert ("street", '"Altweg 1"', '"Neuweg 2"') in changes_of(any_office, person)
    change(any_office, person, is_address_protected=True)
    assert ("street", None, None) in changes_of(any_office, person)


def test_the_flat_of_a_protected_tenant_is_not_kept_either(any_office: Office) -> None:
    case = any_office.eviction_case(
        any_office.person(is_address_protected=True), address="Altweg 1"
    )
    change(any_office, case, address="Neuweg 2", landlord="Haus AG")
    assert ("address", None, None) in changes_of(any_office, case)


def test_no_password_comes_into_the_history(any_office: Office) -> None:
    staff = any_office.staff()
    change(any_office, staff, password="x" * 60, job_title="Leitung")
    assert ("password", None, None) in changes_of(any_office, staff)


def test_many_changes_of_one_save_are_one_statement(office: Office, statements: Counting) -> None:
    people = [office.person(family_name=f"Beispiel{number}") for number in range(20)]
    with statements() as seen:
        for person in people:
            person.town, person.postcode = "Haan", "42781"
        office.session.commit()
    assert len([text for text in seen if text.startswith("INSERT INTO field_change")]) == 1
    assert len(office.every(select(FieldChange).where(FieldChange.field == "town"))) == 20


def test_the_history_of_a_person_can_be_forgotten(any_office: Office) -> None:
    person = any_office.person(names=[PersonName(given_name="Adda")], town="Haan")
    other = any_office.person(town="Haan")
    change(any_office, person, town="Hilden")
    change(any_office, other, town="Hilden")
    forget(person, any_office.session)
    any_office.session.commit()
    left = any_office.every(select(FieldChange).where(FieldChange.field == "town"))
    assert [row.record_id for row in left] == [other.id]
    parts = select(FieldChange).where(FieldChange.table_name == "person_name")
    assert any_office.every(parts) == []

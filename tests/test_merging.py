"""Two files of one person become one: everything moves, nothing is lost, and back again."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from models import (
    AuditEntry,
    CareerPhase,
    ChangeStep,
    CounsellingSession,
    EvictionPerson,
    HouseholdMember,
    Person,
    PersonLanguage,
    PersonName,
    Responsibility,
    SessionAttendee,
    Stay,
)
from models.acting import Acting, acting_as
from models.base import Base
from models.catalogue import Country, Language, Vulnerability
from models.merging import choices, may_merge, merge, moving, pointing_at_persons
from models.permissions import Role
from models.person import LanguageLevel, PersonAlert, Sex
from models.refusal import Refusal
from models.undo import undo
from tests.conftest import NOW
from tests.factories import Office

KEPT_OUT = {"audit_entry", "field_change", "change_step", "deleted_record", "alembic_version"}
CHANGING = {"updated_at", "version"}
LINKS = {"person_nationality", "person_vulnerability"}  # rows of a list have no number that counts


def contents(office: Office) -> dict[str, list[dict[str, Any]]]:
    """Every row of the office, as the database has it, but for who wrote last."""
    office.session.expire_all()
    return {
        table.name: [
            {name: value for name, value in row.items() if name not in left_out(table.name)}
            for row in office.session.execute(table.select().order_by(table.c.id)).mappings()
        ]
        for table in Base.metadata.sorted_tables
        if table.name not in KEPT_OUT
    }


def left_out(table: str) -> set[str]:
    return CHANGING | {"id", "created_at"} if table in LINKS else CHANGING


@pytest.fixture
def worker(any_office: Office) -> Iterator[Acting]:
    acting = Acting(any_office.staff().id, frozenset({Role.SOCIAL_WORKER}), NOW)
    with acting_as(acting):
        yield acting


def two_files(office: Office) -> tuple[Person, Person]:
    kept = office.person(family_name="Youssef", given_name="Mohammed", birth_date=date(1990, 4, 3))
    other = office.person(family_name="Yusuf", given_name="Mohamad", phone="02129 1", sex=Sex.MALE)
    return kept, other


def merged(office: Office, kept: Person, other: Person, *from_other: str) -> list[Refusal]:
    acting = Acting(office.staff().id, frozenset({Role.SOCIAL_WORKER}), NOW)
    kept, other = (office.session.get_one(Person, person.id) for person in (kept, other))
    refusals = merge(kept, other, from_other, office.session, acting)
    office.session.commit()
    office.session.expire_all()
    return refusals


def fill(office: Office, kept: Person, other: Person) -> None:
    """Something in every table that names a person, some of it in both files."""
    languages = [office.entry(Language, code) for code in ("ar", "de")]
    countries = office.every(select(Country).limit(2))
    need = office.entry(Vulnerability)
    for person in (kept, other):
        for language in languages if person is other else languages[:1]:
            level = LanguageLevel.UNKNOWN if person is kept else LanguageLevel.NATIVE
            office.add(PersonLanguage(person=person, language=language, level=level))
        office.household(person)
        office.residence_status(person, document_no=f"P-{person.id}")
        office.benefit_period(person)
        office.person_target_group(person)
        talk = office.counselling_session(person)
        office.document(talk)
        office.appointment(person=person, starts_at=datetime(2026, 12, 1, 8 + person.id))
        office.add(SessionAttendee(session=talk, name="dabei", person=person))
        office.goal_agreement(person)
        office.task(person=person)
        office.add(PersonAlert(person=person, text=f"Hinweis {person.id}"))
        office.eviction_person(office.eviction_case(office.person()), person=person)
    kept.nationalities, other.nationalities = countries[:1], countries
    other.vulnerabilities = [need]
    office.session.commit()
    office.eviction_case(other)
    office.stay(other)
    office.referral(other)
    office.consent(other)
    office.responsibility(other)
    phase = {"valid_from": date(2026, 1, 5), "worker": office.staff()}
    office.add(CareerPhase(person=other, **phase))
    office.add(PersonName(person=other, family_name="Joseph"))
    office.session.commit()


def test_everything_moves_to_the_kept_file(any_office: Office, worker: Acting) -> None:
    kept, other = two_files(any_office)
    fill(any_office, kept, other)
    expected = moving(other, any_office.session)
    assert expected.keys() == {model.__tablename__ for model, _ in pointing_at_persons()}
    assert merged(any_office, kept, other, "phone", "sex") == []
    assert moving(other, any_office.session) == {}
    assert any_office.session.get(Person, other.id) is None
    kept = any_office.session.get_one(Person, kept.id)
    assert (kept.phone, kept.sex, kept.family_name) == ("02129 1", Sex.MALE, "Youssef")
    assert {name.title for name in kept.names} == {"Joseph", "Yusuf, Mohamad"}
    assert [(each.language.code, each.level) for each in kept.languages] == [
        ("ar", LanguageLevel.NATIVE), ("de", LanguageLevel.NATIVE),
    ]  # fmt: skip
    assert len(kept.nationalities) == 2
    assert len(kept.vulnerabilities) == 1
    assert len(any_office.every(CounsellingSession)) == 2


def test_undoing_a_merge_leaves_the_database_as_it_was(any_office: Office, worker: Acting) -> None:
    kept, other = two_files(any_office)
    fill(any_office, kept, other)
    before = contents(any_office)
    assert merged(any_office, kept, other, "family_name", "phone") == []
    assert contents(any_office) != before
    assert undo(any_office.only(ChangeStep), any_office.session, worker) == []
    any_office.session.commit()
    after = contents(any_office)
    assert {name: rows for name, rows in after.items() if rows != before[name]} == {}


def test_one_fact_in_both_files_is_kept_once(any_office: Office, worker: Acting) -> None:
    kept, other = two_files(any_office)
    unit, household = any_office.unit(), any_office.household(kept, other)
    any_office.stay(kept, unit=unit)
    any_office.stay(other, unit=unit, valid_from=date(2025, 12, 1))
    any_office.responsibility(kept, valid_to=date(2025, 6, 30))
    any_office.responsibility(other, valid_from=date(2025, 6, 1))
    case = any_office.eviction_case()
    any_office.eviction_person(case, person=kept)
    any_office.eviction_person(case, person=other, is_tenant=True)
    before = contents(any_office)
    assert merged(any_office, kept, other) == []
    assert any_office.only(Stay).valid_from == date(2025, 12, 1)
    held = any_office.only(Responsibility)
    assert (held.valid_from, held.valid_to) == (date(2025, 1, 1), None)
    assert any_office.only(HouseholdMember).household_id == household.id
    assert any_office.only(EvictionPerson).is_tenant
    assert undo(any_office.only(ChangeStep), any_office.session, worker) == []
    any_office.session.commit()
    assert contents(any_office) == before


def test_files_that_contradict_each_other_are_not_merged(
    any_office: Office, worker: Acting
) -> None:
    kept, other = two_files(any_office)
    any_office.stay(kept, unit=any_office.unit())
    any_office.stay(other, unit=any_office.unit(number="1.02"))
    before = contents(any_office)
    (refusal,) = merged(any_office, kept, other)
    assert "already lives in" in refusal.text
    assert contents(any_office) == before
    assert any_office.every(ChangeStep) == []


def test_nobody_opens_a_colleagues_notes_by_merging(any_office: Office, worker: Acting) -> None:
    kept, other = two_files(any_office)
    any_office.responsibility(other, "sozialarbeit2")
    any_office.counselling_session(other, worker=any_office.staff("sozialarbeit2"))
    (refusal,) = merged(any_office, kept, other)
    assert refusal.values == {"count": 1}
    assert len(any_office.every(Person)) == 2


def test_a_protected_address_counts_and_stays_protected(any_office: Office, worker: Acting) -> None:
    kept, other = two_files(any_office)
    kept.street, other.street, other.is_address_protected = "Alter Weg 1", "Fluchtweg 2", True
    any_office.session.commit()
    assert "street" not in choices(kept, other)
    assert merged(any_office, kept, other, "street") == []
    left = any_office.only(Person)
    assert (left.is_address_protected, left.street) == (True, "Fluchtweg 2")
    assert undo(any_office.only(ChangeStep), any_office.session, worker) == []
    any_office.session.commit()
    streets = {person.street for person in any_office.every(Person)}
    assert streets == {"Alter Weg 1", "Fluchtweg 2"}


def test_own_fields_are_chosen_too(any_office: Office, worker: Acting) -> None:
    kept, other = two_files(any_office)
    field = any_office.own_field()
    name = f"own_{field.code}"
    with any_office.session.no_autoflush:
        for person, text in ((kept, "17"), (other, "18")):
            person.put_own(person.own_definition(name), text)
    any_office.session.commit()
    before = contents(any_office)
    assert name in choices(kept, other)
    assert merged(any_office, kept, other, name) == []
    assert getattr(any_office.only(Person), name) == "18"
    assert undo(any_office.only(ChangeStep), any_office.session, worker) == []
    any_office.session.commit()
    assert {name: rows for name, rows in contents(any_office).items() if rows != before[name]} == {}


def test_a_merge_is_in_the_trail_without_values(any_office: Office, worker: Acting) -> None:
    kept, other = two_files(any_office)
    merged(any_office, kept, other, "phone")
    entries = any_office.every(AuditEntry)
    assert f"merged: person {other.id}" in {entry.detail for entry in entries}
    assert "02129" not in "".join(f"{entry.fields} {entry.detail}" for entry in entries)


def test_papers_keep_their_numbers(any_office: Office, worker: Acting) -> None:
    kept, other = two_files(any_office)
    number = any_office.counselling_session(other).document_number
    merged(any_office, kept, other)
    assert any_office.only(CounsellingSession).document_number == number


@pytest.mark.parametrize("role", list(Role))
def test_only_who_may_delete_persons_merges(role: Role) -> None:
    assert may_merge(Acting(1, frozenset({role}), NOW)) is (role is Role.SOCIAL_WORKER)

"""The trash: what was deleted, how it comes back, and when it is gone."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from models import (
    AuditEntry,
    ChangeStep,
    CounsellingSession,
    DeletedRecord,
    FieldChange,
    Person,
    PersonAlert,
    PersonLanguage,
    PersonName,
    SessionAttendee,
)
from models.acting import Acting, acting_as
from models.base import Record
from models.catalogue import Country, Language, Topic
from models.change_step import StepKind, step
from models.deleted_record import KEPT_FOR
from models.field_change import ChangeKind
from models.permissions import Role
from models.restoring import restore
from models.trash import purge
from models.undo import undo
from tests.conftest import NOW
from tests.factories import Office

LEAD = Acting(1, frozenset({Role.TEAM_LEAD}), NOW)
WORKER = Acting(2, frozenset({Role.SOCIAL_WORKER}), NOW)


def delete(office: Office, record: Record) -> DeletedRecord:
    office.session.expire_all()
    office.session.delete(record)
    office.session.commit()
    return office.only(select(DeletedRecord).order_by(DeletedRecord.id.desc()).limit(1))


def bring_back(office: Office, deleted: DeletedRecord) -> list[str]:
    refusals = restore(deleted, office.session)
    office.session.commit()
    return [refusal.text for refusal in refusals]


def full_person(office: Office) -> Person:
    countries = office.every(select(Country).order_by(Country.id).limit(2))
    return office.person(
        azr_no="AZR-1",
        birth_date=date(1990, 5, 1),
        nationalities=countries,
        names=[PersonName(given_name="Adda")],
        languages=[PersonLanguage(language=office.entry(Language))],
        alerts=[PersonAlert(text="Nicht anrufen")],
    )


def test_a_person_comes_back_with_number_and_all_parts(any_office: Office) -> None:
    person = full_person(any_office)
    number, made_at = person.id, person.created_at
    parts = (person.names[0].id, person.languages[0].id, person.alerts[0].id)
    deleted = delete(any_office, person)
    assert any_office.every(PersonName) == []
    assert bring_back(any_office, deleted) == []
    back = any_office.only(Person)
    assert (back.id, back.created_at, back.birth_date) == (number, made_at, date(1990, 5, 1))
    assert (back.names[0].id, back.languages[0].id, back.alerts[0].id) == parts
    assert len(back.nationalities) == 2
    assert any_office.every(DeletedRecord) == []


def test_what_came_back_is_found_again(any_office: Office) -> None:
    person = full_person(any_office)
    words = person.search_text
    bring_back(any_office, delete(any_office, person))
    assert "azr 1" in words
    assert any_office.only(Person).search_text == words


def test_a_talk_comes_back_with_notes_topics_and_who_was_there(any_office: Office) -> None:
    talk = any_office.counselling_session(any_office.person(), content="Vertraulich")
    talk.topics = [any_office.entry(Topic)]
    talk.attendees = [SessionAttendee(name="Tante")]
    any_office.session.commit()
    deleted = delete(any_office, talk)
    assert bring_back(any_office, deleted) == []
    back = any_office.only(CounsellingSession)
    assert (back.content, len(back.topics)) == ("Vertraulich", 1)
    assert back.attendees[0].name == "Tante"


def test_nothing_in_the_trash_can_be_read_in_the_database(any_office: Office) -> None:
    talk = any_office.counselling_session(any_office.person(), content="Vertraulich")
    delete(any_office, talk)
    rows = any_office.session.execute(text("SELECT label, snapshot FROM deleted_record")).all()
    any_office.session.commit()
    assert not [row for row in rows if b"Vertraulich" in bytes(row[1]) or b"Ada" in bytes(row[0])]


def test_a_form_from_before_the_deletion_stays_out_of_date(any_office: Office) -> None:
    person = any_office.person()
    before = person.version
    bring_back(any_office, delete(any_office, person))
    assert any_office.only(Person).version == before + 1


def test_a_deletion_is_part_of_its_step_and_knows_who(any_office: Office) -> None:
    person, staff = any_office.person(), any_office.staff()
    with acting_as(Acting(staff.id, now=NOW)), step(StepKind.DELETED, "person"):
        deleted = delete(any_office, person)
    made = any_office.only(ChangeStep)
    assert (deleted.step_id, deleted.staff_id, deleted.deleted_at) == (made.id, staff.id, NOW)
    assert (made.kind, made.count) == (StepKind.DELETED, 1)
    assert (deleted.label, deleted.kept_until) == ("Beispiel, Ada", NOW + KEPT_FOR)


def test_a_row_taken_out_of_a_form_lies_in_the_trash_alone(any_office: Office) -> None:
    person = full_person(any_office)
    deleted = delete(any_office, person.names[0])
    assert (deleted.table_name, deleted.label) == ("person_name", "Adda")
    assert bring_back(any_office, deleted) == []
    assert any_office.only(Person).names[0].given_name == "Adda"


def test_what_it_refers_to_must_still_be_there(any_office: Office) -> None:
    task = any_office.task(person=(person := any_office.person()))
    deleted = delete(any_office, task)
    delete(any_office, person)
    assert bring_back(any_office, deleted) == ["What it refers to is gone."]


def test_a_taken_name_is_said_and_nothing_is_half_brought_back(any_office: Office) -> None:
    code = any_office.add(Country(code="X1", label_de="Z", label_en="Z"))
    deleted = delete(any_office, code)
    any_office.add(Country(code="X1", label_de="Y", label_en="Y"))
    refused = "A value that may occur only once is taken by another record."
    assert bring_back(any_office, deleted) == [refused]
    assert len(any_office.every(DeletedRecord)) == 1


def test_the_rules_hold_for_what_comes_back(any_office: Office) -> None:
    stay = any_office.stay(person := any_office.person())
    deleted = delete(any_office, stay)
    any_office.stay(person, unit=any_office.unit(number="2"))
    texts = bring_back(any_office, deleted)
    assert texts == ["In this time the person already lives in %(unit)s (from %(start)s)."]


def test_no_number_is_given_twice(any_office: Office) -> None:
    number = any_office.person().id
    deleted = delete(any_office, any_office.only(Person))
    later = [any_office.person(family_name=name).id for name in ("Neu", "Neuer")]
    assert later == [number + 1, number + 2]
    assert bring_back(any_office, deleted) == []
    purge(any_office.session.connection(), NOW + KEPT_FOR)
    any_office.session.commit()


def test_after_30_days_the_contents_are_gone_but_not_the_number(any_office: Office) -> None:
    with acting_as(Acting(now=NOW)):
        number = delete(any_office, any_office.person()).record_id
    for later, count in ((KEPT_FOR, 0), (KEPT_FOR + timedelta(minutes=1), 1)):
        assert purge(any_office.session.connection(), NOW + later) == count
        any_office.session.commit()
    deleted = any_office.only(DeletedRecord)
    assert (deleted.label, deleted.snapshot) == (None, None)
    assert bring_back(any_office, deleted) == ["What was deleted is no longer in the trash."]
    assert any_office.person().id == number + 1


def test_accounts_do_not_go_into_the_trash(any_office: Office) -> None:
    staff = any_office.staff("statistik")
    any_office.session.delete(staff)
    any_office.session.commit()
    assert any_office.every(DeletedRecord) == []


def test_trail_and_history_name_the_bringing_back(any_office: Office) -> None:
    deleted = delete(any_office, any_office.person())
    bring_back(any_office, deleted)
    kinds = any_office.every(select(FieldChange).where(FieldChange.table_name == "person"))
    assert [change.kind for change in kinds] == [
        ChangeKind.CREATED,
        ChangeKind.DELETED,
        ChangeKind.RESTORED,
    ]
    entries = any_office.every(select(AuditEntry).where(AuditEntry.table_name == "person"))
    assert [entry.detail for entry in entries] == [None, None, "restored"]


def merge(office: Office) -> tuple[Person, Person, ChangeStep]:
    """Two files of one person become one: the talk moves, the double goes."""
    kept, double = office.person(), full_person(office)
    talk = office.counselling_session(double)
    with acting_as(WORKER), step(StepKind.MERGE, "person"):
        talk.person = kept
        double.names[0].person = kept
        office.session.flush()
        office.session.expire(double)
        office.session.delete(double)
        office.session.commit()
    return kept, double, office.only(ChangeStep)


def test_a_merge_can_be_undone_and_done_again(any_office: Office) -> None:
    kept, double, made = merge(any_office)
    assert any_office.only(CounsellingSession).person_id == kept.id
    with acting_as(WORKER):
        assert undo(made, any_office.session, WORKER) == []
        any_office.session.commit()
    assert any_office.only(CounsellingSession).person_id == double.id
    assert any_office.only(PersonName).person_id == double.id
    assert len(any_office.every(PersonAlert)) == 1
    undone = any_office.only(select(ChangeStep).where(ChangeStep.undoes_id == made.id))
    with acting_as(WORKER):
        assert undo(undone, any_office.session, WORKER) == []
        any_office.session.commit()
    assert any_office.only(Person).id == kept.id
    assert any_office.only(PersonName).person_id == kept.id


@pytest.mark.parametrize(
    ("someone", "texts"),
    [(WORKER, ["Only the lead brings back what was deleted."]), (LEAD, [])],
)
def test_a_deletion_is_taken_back_by_the_lead(
    any_office: Office, someone: Acting, texts: list[str]
) -> None:
    person = any_office.person()
    with acting_as(WORKER), step(StepKind.DELETED, "person"):
        delete(any_office, person)
    with acting_as(someone):
        refusals = undo(any_office.only(ChangeStep), any_office.session, someone)
        any_office.session.commit()
    assert [refusal.text for refusal in refusals] == texts
    assert len(any_office.every(Person)) == (0 if texts else 1)


def test_the_daily_tidying_empties_the_trash(app: Flask, office: Office) -> None:
    for days in (31, 29):
        with acting_as(Acting(now=NOW - timedelta(days=days))):
            delete(office, office.person())
    assert "Trash: 1 emptied" in app.test_cli_runner().invoke(args=["tidy"]).output
    assert [item.snapshot is None for item in office.every(DeletedRecord)] == [True, False]

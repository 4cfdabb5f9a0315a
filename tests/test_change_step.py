"""Steps: many changes that belong together, and taking them back as one."""

from datetime import date, timedelta

from sqlalchemy import select

from models import AuditEntry, ChangeStep, CounsellingSession, FieldChange, Person, PersonName
from models.acting import Acting, acting_as
from models.catalogue import Vulnerability
from models.change_step import StepKind, step
from models.permissions import Role
from models.undo import undo
from tests.conftest import NOW, Counting
from tests.factories import Office

WORKER = frozenset({Role.SOCIAL_WORKER})


def worker(office: Office) -> Acting:
    return Acting(office.staff().id, WORKER, NOW)


def move(office: Office, *people: Person, town: str = "Hilden") -> ChangeStep:
    """A bulk edit: all of them move to another town."""
    with acting_as(worker(office)), step(StepKind.BULK, "person"):
        for person in people:
            person.town = town
        office.session.commit()
    return newest(office)


def newest(office: Office) -> ChangeStep:
    return office.only(select(ChangeStep).order_by(ChangeStep.id.desc()).limit(1))


def take_back(office: Office, made: ChangeStep, **how: bool) -> list[str]:
    """Undo as a social worker; the answer are the reasons against it."""
    someone = worker(office)
    with acting_as(someone):
        refusals = undo(made, office.session, someone, **how)
        office.session.commit()
    return [refusal.text for refusal in refusals]


def towns(office: Office) -> list[str | None]:
    return [person.town for person in office.every(select(Person).order_by(Person.id))]


def two_people(office: Office) -> list[Person]:
    return [office.person(family_name=name, town="Haan") for name in ("Erste", "Zweite")]


def test_a_step_knows_who_did_what_to_how_many(any_office: Office) -> None:
    made = move(any_office, *two_people(any_office))
    assert (made.kind, made.table_name, made.count) == (StepKind.BULK, "person", 2)
    assert (made.staff_id, made.at) == (any_office.staff().id, NOW)
    changes = any_office.every(select(FieldChange).where(FieldChange.step_id == made.id))
    assert [change.field for change in changes] == ["town", "town"]


def test_several_saves_are_one_step_and_a_step_without_changes_is_none(any_office: Office) -> None:
    first, second = two_people(any_office)
    with step(StepKind.BULK, "person"), step(StepKind.MERGE):
        first.town = "Hilden"
        any_office.session.commit()
        second.town = "Hilden"
        any_office.session.commit()
    with step(StepKind.BULK, "person"):
        any_office.session.commit()
    assert [made.count for made in any_office.every(ChangeStep)] == [2]


def test_a_save_that_failed_leaves_the_step_whole(any_office: Office) -> None:
    first, second = two_people(any_office)
    with step(StepKind.BULK, "person"):
        first.town = "Hilden"
        any_office.session.flush()
        any_office.session.rollback()
        second.town = "Hilden"
        any_office.session.commit()
    assert [made.count for made in any_office.every(ChangeStep)] == [1]


def test_the_trail_says_that_a_change_was_part_of_a_step(any_office: Office) -> None:
    move(any_office, *two_people(any_office))
    wanted = select(AuditEntry).where(AuditEntry.fields == "town")
    assert {entry.detail for entry in any_office.every(wanted)} == {"bulk"}


def test_undoing_brings_all_former_values_back(any_office: Office) -> None:
    made = move(any_office, *two_people(any_office))
    assert take_back(any_office, made) == []
    assert towns(any_office) == ["Haan", "Haan"]
    undone = newest(any_office)
    assert (undone.kind, undone.undoes_id, undone.count) == (StepKind.UNDONE, made.id, 2)
    assert any_office.only(select(ChangeStep).where(ChangeStep.id == made.id)).undone_at == NOW


def test_what_was_undone_can_be_done_again(any_office: Office) -> None:
    made = move(any_office, *two_people(any_office))
    take_back(any_office, made)
    assert take_back(any_office, newest(any_office)) == []
    assert towns(any_office) == ["Hilden", "Hilden"]


def test_a_step_is_undone_once_and_for_30_days(any_office: Office) -> None:
    made = move(any_office, *two_people(any_office))
    late = Acting(any_office.staff().id, WORKER, NOW + timedelta(days=30, minutes=1))
    refusals = undo(made, any_office.session, late)
    assert [refusal.text for refusal in refusals] == ["A step can be undone for 30 days."]
    take_back(any_office, made)
    assert take_back(any_office, made) == ["This step was undone already."]


def test_one_record_that_changed_since_holds_all_back(any_office: Office) -> None:
    first, second = two_people(any_office)
    made = move(any_office, first, second)
    with acting_as(Acting(any_office.staff("leitung").id, now=NOW)):
        second.town = "Köln"
        any_office.session.commit()
    someone = worker(any_office)
    with acting_as(someone):
        refusal = undo(made, any_office.session, someone)[0]
    assert (refusal.title, refusal.field) == ("Zweite, Ada", "town")
    assert refusal.values == {"at": NOW, "who": any_office.staff("leitung").display_name}
    assert towns(any_office) == ["Hilden", "Köln"]


def test_the_others_come_back_where_that_was_asked_for(any_office: Office) -> None:
    first, second = two_people(any_office)
    made = move(any_office, first, second)
    second.town = "Köln"
    any_office.session.commit()
    assert len(take_back(any_office, made, is_partly=True)) == 1
    assert towns(any_office) == ["Haan", "Köln"]


def test_rights_are_asked_again_on_undoing(any_office: Office) -> None:
    made = move(any_office, *two_people(any_office))
    lead = Acting(any_office.staff("leitung").id, frozenset({Role.TEAM_LEAD}), NOW)
    refusals = undo(made, any_office.session, lead)
    assert {refusal.text for refusal in refusals} == {"You may not change this field."}
    caretaker = Acting(1, frozenset({Role.CARETAKER}), NOW)
    refusals = undo(made, any_office.session, caretaker)
    assert [(refusal.title, refusal.text) for refusal in refusals] == [
        ("", "This record is out of your reach.")
    ] * 2
    assert towns(any_office) == ["Hilden", "Hilden"]


def test_a_person_moved_to_another_file_moves_back_with_names(any_office: Office) -> None:
    first, second = two_people(any_office)
    talk = any_office.counselling_session(second, content="Vertraulich")
    second.names = [PersonName(given_name="Adda")]
    any_office.session.commit()
    with acting_as(worker(any_office)), step(StepKind.MERGE, "person"):
        talk.person = first
        second.names[0].person = first
        any_office.session.commit()
    assert take_back(any_office, newest(any_office)) == []
    assert any_office.only(CounsellingSession).person_id == second.id
    assert any_office.only(PersonName).person_id == second.id


def test_what_a_step_recorded_goes_when_it_is_undone(any_office: Office) -> None:
    with acting_as(worker(any_office)), step(StepKind.BULK, "person"):
        any_office.person(family_name="Neu")
    made = newest(any_office)
    assert take_back(any_office, made) == []
    assert any_office.every(Person) == []


def test_a_recorded_file_that_is_in_use_stays(any_office: Office) -> None:
    with acting_as(worker(any_office)), step(StepKind.BULK, "person"):
        person = any_office.person(family_name="Neu")
    any_office.task(person=person)
    made = any_office.only(ChangeStep)
    assert take_back(any_office, made) == ["Other records hang on it meanwhile."]
    assert len(any_office.every(Person)) == 1


def test_a_secret_value_is_sealed_within_a_step_and_comes_back(any_office: Office) -> None:
    entry = any_office.entry(Vulnerability)
    person = any_office.person(vulnerabilities=[entry])
    talk = any_office.counselling_session(person, content="Vertraulich")
    with acting_as(worker(any_office)), step(StepKind.BULK, "person"):
        person.vulnerabilities = []
        talk.content = "Anders"
        any_office.session.commit()
    kept = any_office.every(select(FieldChange).where(FieldChange.is_secret))
    assert [(change.old, change.new) for change in kept] == [(None, None)] * 2
    assert take_back(any_office, newest(any_office)) == []
    assert any_office.only(CounsellingSession).content == "Vertraulich"
    assert [item.id for item in any_office.only(Person).vulnerabilities] == [entry.id]


def test_undoing_keeps_the_rules_of_the_records(any_office: Office) -> None:
    person = any_office.person(birth_date=date(2000, 1, 1), arrived_haan_on=date(2001, 1, 1))
    with acting_as(worker(any_office)), step(StepKind.BULK, "person"):
        person.arrived_haan_on = None
        any_office.session.commit()
    person.birth_date = date(2010, 1, 1)
    any_office.session.commit()
    assert take_back(any_office, newest(any_office)) == ["The arrival lies before the birth."]
    assert any_office.only(Person).arrived_haan_on is None


def test_undoing_reads_all_records_of_a_table_at_once(office: Office, statements: Counting) -> None:
    people = [office.person(family_name=f"B{number}", town="Haan") for number in range(40)]
    made = move(office, *people)
    with statements() as seen:
        assert take_back(office, made) == []
    assert set(towns(office)) == {"Haan"}
    of_people = [text for text in seen if "FROM person " in text.replace("\n", " ")]
    assert len(of_people) == 2  # the records, and whether they are within reach

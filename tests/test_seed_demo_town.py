"""What is in the invented town: plausible, and within every rule of the models."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import String, Text, func, or_, select
from sqlalchemy.orm import aliased

from models import (
    Accommodation,
    AuditEntry,
    Building,
    CounsellingSession,
    EvictionCase,
    Goal,
    GoalAgreement,
    Person,
    PersonNationality,
    PersonTargetGroup,
    Record,
    ResidenceStatus,
    Responsibility,
    SessionTopic,
    Staff,
    Stay,
    Task,
    Unit,
    db,
)
from models.acting import Acting, acting, acting_as
from models.base import Base
from models.catalogue import TargetGroup
from models.eviction_step import ENTRY_STATES, EvictionState, missing_facts
from models.permissions import Role
from models.person import BirthPrecision, CaseStatus, NameKind
from models.reports.worklist import worklist
from models.search import Searchable, matches
from seed.demo import seed_demo
from seed.demo_chance import WorkingDays
from seed.files import DATA
from tests.test_seed_demo import empty_office

PERSONS, SESSIONS = 150, 500
PLACEHOLDER = re.compile(r"[{}<>]|\blorem\b|\bTODO\b|\bxxx\b|\bNone\b", re.IGNORECASE)
Steps = list[tuple[str, int, int]]


@pytest.fixture(scope="module")
def steps() -> Steps:
    return []


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, steps: Steps) -> Iterator[Flask]:
    """A small town, made once for all tests of this file, which only read."""
    app = empty_office(f"sqlite:///{tmp_path_factory.mktemp('demo') / 'town.sqlite'}")
    with app.app_context():
        seed_demo(PERSONS, SESSIONS, lambda *step: steps.append(step))
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def count(town: Flask) -> Callable[..., int]:
    """How many rows of a table there are for which all this holds."""

    def counted(model: type[Record], *conditions: Any) -> int:
        return db.session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0

    return counted


def test_there_are_as_many_as_asked_for(count: Callable[..., int]) -> None:
    assert count(Person) == PERSONS
    assert count(CounsellingSession) == SESSIONS


def test_each_step_tells_how_far_it_is(town: Flask, steps: Steps) -> None:
    ends = {step: done for step, done, total in steps if done == total}
    assert ends["Personen"] == PERSONS
    assert ends["Gespräche"] == SESSIONS
    assert all(done <= total for _, done, total in steps)


def test_every_record_keeps_every_rule(town: Flask) -> None:
    """What a form would refuse, the generator may not write either."""
    today, broken = acting().today, []
    for model in (mapper.class_ for mapper in Base.registry.mappers):
        if issubclass(model, AuditEntry):
            continue
        for record in db.session.scalars(select(model).limit(400)).unique():
            problems = record.broken_rules(today, db.session)
            broken += [(model.__name__, record.id, p.field, p.text) for p in problems]
    assert broken == []


def test_texts_are_tidy_and_fit_their_columns(town: Flask) -> None:
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, String) and column.type.length and table.name != "staff":
                longest = db.session.scalar(select(func.max(func.length(column))))
                assert (longest or 0) <= column.type.length, column


def test_search_words_are_those_of_the_models(town: Flask) -> None:
    for model in (Person, Unit, EvictionCase):
        assert issubclass(model, Searchable)
        for record in db.session.scalars(select(model)):
            stored = record.search_text
            record.refresh_search_text()
            assert record.search_text == stored
    db.session.rollback()


def test_people_are_found_by_their_names_in_any_script(town: Flask) -> None:
    person = db.session.scalars(
        select(Person).where(Person.names.any(kind=NameKind.ORIGINAL_SCRIPT)).limit(1)
    ).one()
    (name, *_) = [each for each in person.names if each.kind is NameKind.ORIGINAL_SCRIPT]
    term = f"{name.family_name} {person.family_name}"
    found = db.session.scalars(select(Person.id).where(matches(Person.search_text, term)))
    assert person.id in list(found)


def test_no_two_stays_of_one_person_share_a_night(town: Flask) -> None:
    other = aliased(Stay)
    both = select(Stay.id).join(
        other,
        (Stay.person_id == other.person_id)
        & (Stay.id < other.id)
        & or_(Stay.valid_to.is_(None), Stay.valid_to > other.valid_from)
        & or_(other.valid_to.is_(None), other.valid_to > Stay.valid_from),
    )
    assert db.session.scalars(both).all() == []


def test_no_room_has_more_people_than_beds(town: Flask) -> None:
    today = acting().today
    sleepers = (
        select(Stay.unit_id, func.count().label("people"))
        .where(Stay.valid_from <= today, or_(Stay.valid_to.is_(None), Stay.valid_to > today))
        .group_by(Stay.unit_id)
        .subquery()
    )
    crowded = (
        select(Unit.id)
        .join(sleepers, sleepers.c.unit_id == Unit.id)
        .where(or_(sleepers.c.people > Unit.realistic_capacity, Unit.is_blocked))
    )
    assert db.session.scalars(crowded).all() == []


def test_the_main_site_has_about_110_places(town: Flask) -> None:
    places = (
        select(func.sum(Unit.nominal_capacity))
        .join(Building, Building.id == Unit.building_id)
        .join(Accommodation, Accommodation.id == Building.accommodation_id)
        .where(Accommodation.source_id == "P069")
    )
    assert db.session.scalar(places) == 110


def test_every_target_group_is_there(town: Flask) -> None:
    held = select(PersonTargetGroup.target_group_id).distinct()
    codes = select(TargetGroup.code).where(TargetGroup.id.in_(held))
    assert set(db.session.scalars(codes)) == set(db.session.scalars(select(TargetGroup.code)))


@pytest.mark.parametrize(
    ("model", "condition", "least"),
    [
        (Person, Person.interpreter_needed, 5),
        (Person, Person.is_address_protected, 1),
        (Person, Person.birth_precision != BirthPrecision.EXACT, 5),
        (Person, Person.case_status == CaseStatus.NEW, 1),
        (Person, Person.given_name.is_(None), 1),
        (Person, Person.alerts.any(), 2),
        (PersonNationality, True, PERSONS),
        (Stay, Stay.destination_id.is_not(None), 5),
        (GoalAgreement, GoalAgreement.signed_client_on.is_(None), 1),
        (Goal, Goal.steps.any(), 10),
        (SessionTopic, True, SESSIONS // 2),
        (CounsellingSession, CounsellingSession.handouts.any(), 10),
        (CounsellingSession, CounsellingSession.interpreter.is_not(None), 10),
    ],
)
def test_the_office_has_something_of_everything(
    count: Callable[..., int], model: type[Record], condition: Any, least: int
) -> None:
    assert count(model, condition) >= least


def test_papers_run_out_within_eight_weeks(count: Callable[..., int]) -> None:
    today = acting().today
    soon = ResidenceStatus.expires_on.between(today, today + timedelta(weeks=8))
    assert count(ResidenceStatus, soon, ResidenceStatus.valid_to.is_(None)) > 0


def test_somebody_moves_out_and_in_on_one_day(count: Callable[..., int]) -> None:
    other = aliased(Stay)
    follows = select(other.id).where(
        other.person_id == Stay.person_id, other.valid_from == Stay.valid_to
    )
    assert count(Stay, follows.exists()) > 0


def test_new_people_belong_to_nobody_yet(town: Flask) -> None:
    held = select(Responsibility.person_id)
    wanted = select(Person.id).where(Person.case_status == CaseStatus.NEW, Person.id.in_(held))
    assert db.session.scalars(wanted).all() == []


def test_talks_are_held_on_working_days_before_today(town: Flask) -> None:
    today = acting().today
    days = set(db.session.scalars(select(CounsellingSession.held_on)))
    assert days <= set(WorkingDays(today - timedelta(days=800), today).between(min(days), today))
    assert max(days) < today
    assert today - timedelta(days=731) <= min(days)


def test_texts_hold_no_placeholder(town: Flask) -> None:
    for model in (CounsellingSession, Task, GoalAgreement, Goal, EvictionCase, Person):
        columns = [c for c in model.__table__.columns if isinstance(c.type, String | Text)]
        for row in db.session.execute(select(*columns)):
            for text in row:
                assert not (isinstance(text, str) and PLACEHOLDER.search(text)), text


def test_protocols_differ(town: Flask) -> None:
    told = CounsellingSession.content
    texts = db.session.scalars(select(told).where(CounsellingSession.since_last.is_not(None))).all()
    assert len(set(texts)) > len(texts) * 0.7


def test_every_worker_has_something_due_this_week(town: Flask) -> None:
    workers = select(Staff).where(Staff.held_roles.any(role=Role.SOCIAL_WORKER))
    found = db.session.scalars(workers).all()
    assert len(found) == 3
    for worker in found:
        with acting_as(Acting(worker.id, frozenset({Role.SOCIAL_WORKER}))) as someone:
            due = worklist(someone)
        today = someone.today
        assert due.appointments
        assert any(task.on and task.on < today for task in due.tasks) or len(due.tasks) == 8
        assert any(task.on and task.on >= today for task in due.tasks) or len(due.tasks) == 8
        assert due.papers


def test_eviction_cases_stand_at_different_points(town: Flask) -> None:
    cases = db.session.scalars(select(EvictionCase)).all()
    assert len(cases) == 14
    assert {case.state for case in cases} == set(EvictionState)
    assert {case.state: missing_facts(case) for case in cases if missing_facts(case)} == {}
    assert all(case.steps[0].state in ENTRY_STATES for case in cases)
    assert all(case.steps[-1].state is case.state for case in cases)
    assert all(case.court == "Amtsgericht Mettmann" for case in cases if case.court_reference)
    origins = {case.person.origin_country.code for case in cases if case.person.origin_country}
    assert "DE" in origins
    assert len(origins) > 1


def test_numbers_show_that_nobody_is_real(count: Callable[..., int]) -> None:
    assert count(Person, Person.azr_no.not_like("AZR-DEMO-%")) == 0
    assert count(Person, Person.benefit_ref.not_like("DEMO-%")) == 0
    assert count(Person, Person.email.not_like("%@example.org")) == 0
    assert count(EvictionCase, EvictionCase.court_reference.not_like("DEMO %")) == 0


def test_every_file_of_words_is_read() -> None:
    code = "".join(path.read_text() for path in DATA.parent.glob("demo*.py"))
    for file in (DATA / "demo").glob("*.csv"):
        assert f"demo/{file.name}" in code

"""Career orientation: three phases in order, each with evidence, and a hint when one stalls."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models import CareerEvidence, CareerPhase, Person
from models.base import RulesBroken
from models.career_phase import CareerStage
from models.municipality import Municipality
from models.permissions import Role
from models.rules.career import is_stalled
from tests.conftest import Sign, token_of
from tests.factories import TODAY, Office
from tests.forms import Desk, tree_of


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.SOCIAL_WORKER), "career_phase")


def phase(office: Office, person: Person | None = None, **values: object) -> CareerPhase:
    given = {"person": person or office.person(), "worker": office.staff(), "valid_from": TODAY}
    return office.add(CareerPhase(**{**given, **values}))


def evidence(days_ago: int = 0) -> CareerEvidence:
    return CareerEvidence(noted_on=TODAY - timedelta(days=days_ago), what="Praktikum besprochen")


@pytest.mark.parametrize(
    ("days", "is_still"),
    [(59, False), (60, False), (61, True)],  # the last day of the span is in time
)
def test_a_phase_stalls_after_the_number_of_days_that_is_asked(days: int, is_still: bool) -> None:
    assert is_stalled(TODAY - timedelta(days=days), TODAY, 60) is is_still


def test_evidence_moves_a_phase_and_an_ended_one_never_stalls(office: Office) -> None:
    begun = TODAY - timedelta(days=100)
    moving = phase(office, valid_from=begun, evidence=[evidence(10), evidence(90)])
    ended = phase(office, valid_from=begun, valid_to=TODAY)
    assert moving.moved_on == TODAY - timedelta(days=10)
    assert not moving.stalls(TODAY, 60)
    assert moving.stalls(TODAY, 9)
    assert not ended.stalls(TODAY, 9)


def test_the_phases_are_walked_in_order_and_one_at_a_time(office: Office) -> None:
    person = office.person()
    with pytest.raises(RulesBroken, match="stage"):
        phase(office, person, stage=CareerStage.DECIDE)
    office.session.rollback()
    phase(office, person)
    with pytest.raises(RulesBroken, match="still open"):
        phase(office, person, stage=CareerStage.DECIDE)


def press(desk: Desk, record: CareerPhase) -> str:
    token = token_of(desk.client.get("/admin/").text)
    url = f"{desk.url}next/?id={record.id}"
    return desk.client.post(url, data={"csrf_token": token}, follow_redirects=True).text


def test_the_next_phase_needs_evidence_of_this_one(desk: Desk, office: Office) -> None:
    first = phase(office, wish="Pflege")
    assert "mindestens einen Nachweis" in press(desk, first)
    office.add(CareerEvidence(phase=first, noted_on=TODAY, what="Beratung im BIZ"))
    assert "entscheiden" in press(desk, first).lower()
    found = office.every(select(CareerPhase).order_by(CareerPhase.id))
    assert [(one.stage, one.valid_to, one.wish) for one in found] == [
        (CareerStage.ORIENT, TODAY, "Pflege"), (CareerStage.DECIDE, None, "Pflege"),
    ]  # fmt: skip
    assert "schon beendet" in press(desk, first)  # a second window


def test_the_last_phase_ends_without_another(desk: Desk, office: Office) -> None:
    person = office.person()
    for stage in (CareerStage.ORIENT, CareerStage.DECIDE):
        phase(office, person, stage=stage, valid_from=date(2026, 1, 5), valid_to=date(2026, 2, 2))
    last = phase(office, person, stage=CareerStage.REALISE, evidence=[evidence()])
    press(desk, last)
    assert len(office.every(CareerPhase)) == 3
    assert [one.valid_to for one in office.every(CareerPhase)][-1] == TODAY


def test_a_phase_that_stalls_says_so_after_the_days_of_the_town(desk: Desk, office: Office) -> None:
    still = phase(office, valid_from=TODAY - timedelta(days=61))
    page = desk.client.get(f"{desk.url}details/?id={still.id}")
    assert "seit 61 Tagen" in tree_of(page).xpath("string(//p[contains(@class,'alert')])")
    town = office.only(Municipality)
    town.career_stalls_after = None  # switched off
    office.session.commit()
    assert town.career_stalls_after is None


def test_it_is_recorded_with_its_evidence(desk: Desk, office: Office) -> None:
    person = office.person()
    desk.save({
        "person": str(person.id), "wish": "Lagerlogistik", "stage": "ORIENT",
        "evidence-0-noted_on": "20.11.26", "evidence-0-what": "Berufsberatung besucht",
    })  # fmt: skip
    made = office.only(CareerPhase)
    assert [(one.noted_on, one.what) for one in made.evidence] == [
        (date(2026, 11, 20), "Berufsberatung besucht")
    ]
    assert "20.11.2026 · Berufsberatung besucht" in desk.details(made)


def test_nobody_else_reads_it(client_as: Sign, office: Office) -> None:
    made = phase(office, wish="Geheimwunsch")
    for role in Role:
        if role is not Role.SOCIAL_WORKER:
            page = client_as(role).get(f"/admin/career_phase/details/?id={made.id}")
            assert "Geheimwunsch" not in page.text, role

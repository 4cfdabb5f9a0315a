"""Absences: who is away, who stands in, and who may know why."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from models import Absence
from models.absence import AbsenceKind
from models.base import RulesBroken
from models.permissions import Role
from tests.conftest import Sign
from tests.factories import TODAY, Office
from tests.forms import Desk


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.SOCIAL_WORKER), "absence")


def test_an_absence_does_not_end_before_it_begins(office: Office) -> None:
    with pytest.raises(RulesBroken, match="ends_on"):
        office.absence(ends_on=date(2026, 11, 20))
    office.session.rollback()
    stored = office.absence()
    with pytest.raises(IntegrityError, match="ends_on_after_begins_on"):
        office.write_past_rules(stored, ends_on=date(2026, 11, 20))


def test_nobody_stands_in_for_oneself(office: Office) -> None:
    with pytest.raises(RulesBroken, match="deputy"):
        office.absence(deputy=office.staff())
    office.session.rollback()
    stored = office.absence()
    with pytest.raises(IntegrityError, match="deputy_is_somebody_else"):
        office.write_past_rules(stored, deputy_id=stored.worker_id)


def test_a_deputy_who_is_away_as_well_is_refused(office: Office) -> None:
    office.absence("sozialarbeit2", begins_on=date(2026, 11, 26), ends_on=date(2026, 12, 4))
    with pytest.raises(RulesBroken, match="deputy"):
        office.absence(deputy=office.staff("sozialarbeit2"))


def test_the_same_days_are_not_noted_twice(office: Office) -> None:
    office.absence()
    with pytest.raises(RulesBroken, match="begins_on"):
        office.absence(begins_on=date(2026, 11, 27), ends_on=date(2026, 12, 4))


def test_lists_and_headings_call_an_absence_alike(any_office: Office) -> None:
    stored = any_office.absence()
    assert any_office.title_in_sql(stored) == stored.title == "Nora Albrecht · 23.11.2026"


def test_everybody_notes_their_own_absence_with_the_usual_deputy(
    desk: Desk, office: Office
) -> None:
    desk.save({"begins_on": "30.11.2026", "ends_on": "4.12.2026", "kind": "TRAINING"})
    stored = office.only(Absence)
    assert (stored.worker_id, stored.kind) == (office.staff().id, AbsenceKind.TRAINING)
    assert stored.deputy_id == office.staff("sozialarbeit2").id
    other = {"worker": str(office.staff("sozialarbeit3").id)}
    days = {"begins_on": "7.12.2026", "ends_on": "8.12.2026", "deputy": ""}
    assert desk.refused({**other, **days}) == {"worker"}


def test_colleagues_are_not_told_who_is_sick_and_the_lead_is(
    client_as: Sign, office: Office
) -> None:
    stored = office.absence("sozialarbeit2", kind=AbsenceKind.SICK)
    worker, lead = client_as(Role.SOCIAL_WORKER), client_as(Role.TEAM_LEAD)
    assert worker.get(f"/admin/absence/details/?id={stored.id}").status_code == 404
    assert "Tim Wendt" not in Desk(worker, "absence").client.get("/admin/absence/?kind=SICK").text
    assert Desk(lead, "absence").found(kind="SICK") == [stored.id]


def test_the_lead_notes_the_absence_of_a_worker(client_as: Sign, office: Office) -> None:
    desk = Desk(client_as(Role.TEAM_LEAD), "absence")
    desk.save({
        "worker": str(office.staff("sozialarbeit2").id), "begins_on": "23.11.2026",
        "ends_on": "24.11.2026", "kind": "SICK", "deputy": str(office.staff().id),
    })  # fmt: skip
    assert office.only(Absence).begins_on == TODAY

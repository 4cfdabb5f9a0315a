"""Deadlines of an eviction case: computed from its facts, kept when a fact changes."""

from datetime import date, datetime

import pytest
from werkzeug.test import TestResponse

from models import EvictionCase, EvictionDeadline
from models.eviction_step import EvictionState as S
from models.permissions import Role
from tests.conftest import Sign, token_of
from tests.factories import TODAY, Office

SERVED = date(2026, 10, 1)  # two months: 1 December 2026


def days_of(case: EvictionCase) -> dict[str, date]:
    return {row.rule: row.due_on for row in case.open_deadlines}


def test_service_starts_the_cure_period_and_until_it_is_known_the_filing_does(
    office: Office,
) -> None:
    case = office.eviction_case(filed_on=date(2026, 9, 21))
    assert [(row.rule, row.is_provisional) for row in case.open_deadlines] == [("SCHONFRIST", True)]
    assert days_of(case) == {"SCHONFRIST": date(2026, 11, 20)}
    case.served_on = SERVED
    office.session.commit()
    assert days_of(case) == {
        "VERTEIDIGUNGSANZEIGE": date(2026, 10, 15),
        "SCHONFRIST": date(2026, 12, 1),
    }
    old = [row for row in case.deadlines if row.superseded_at]
    assert [(row.rule, row.due_on) for row in old] == [("SCHONFRIST", date(2026, 11, 20))]


def test_of_two_tenants_the_first_one_served_counts(office: Office) -> None:
    case = office.eviction_case(filed_on=date(2026, 9, 21), served_on=date(2026, 10, 5))
    office.eviction_person(case, is_tenant=True, served_on=SERVED)
    assert days_of(case)["SCHONFRIST"] == date(2026, 12, 1)


def test_a_day_fixed_by_hand_outlives_a_changed_fact(office: Office) -> None:
    case = office.eviction_case(filed_on=date(2026, 9, 21), served_on=SERVED)
    cure = next(row for row in case.open_deadlines if row.rule == "SCHONFRIST")
    cure.fixed_on, cure.fixed_reason = date(2026, 11, 25), "mit dem Anwalt vereinbart"
    office.session.commit()
    case.served_on = date(2026, 10, 2)
    office.session.commit()
    now = next(row for row in case.open_deadlines if row.rule == "SCHONFRIST")
    assert now is not cure
    assert (now.due_on, now.conservative_end) == (date(2026, 11, 25), date(2026, 12, 2))


def test_a_save_that_changes_no_fact_leaves_the_deadlines_alone(office: Office) -> None:
    case = office.eviction_case(filed_on=date(2026, 9, 21), served_on=SERVED)
    before = [row.id for row in case.deadlines]
    case.landlord = "Jemand anders"
    office.session.commit()
    assert [row.id for row in case.deadlines] == before


def test_a_new_eviction_date_keeps_the_former_one_in_the_history(office: Office) -> None:
    facts = {"bailiff": "OGV Muster", "bailiff_reference": "DR II 412/26"}
    first, second = datetime(2026, 12, 14, 10, 15), datetime(2026, 12, 21, 9)
    case = office.eviction_case(state=S.EVICTION_SCHEDULED, eviction_at=first, **facts)
    case.eviction_at = second
    case.advance(S.EVICTION_SCHEDULED, TODAY)
    office.session.commit()
    protection = [row for row in case.deadlines if row.rule == "VOLLSTRECKUNGSSCHUTZ_765A"]
    assert [(row.event_on.day, row.is_open) for row in protection] == [(14, False), (21, True)]
    assert [step.state for step in case.steps] == [S.EVICTION_SCHEDULED] * 2


def fix(client_as: Sign, row: EvictionDeadline, role: Role, **typed: str) -> TestResponse:
    client = client_as(role)
    url = f"/admin/eviction_case/fix_deadline/?id={row.case_id}&deadline={row.id}"
    page = client.get(url)
    if page.status_code != 200:
        return page
    sent = {"csrf_token": token_of(page.text), "version": str(row.version), **typed}
    return client.post(url, data=sent)


def test_a_day_is_fixed_with_a_reason_shown_and_released(client_as: Sign, office: Office) -> None:
    case = office.eviction_case(filed_on=date(2026, 11, 2), served_on=date(2026, 11, 9))
    row = next(row for row in case.open_deadlines if row.rule == "VERTEIDIGUNGSANZEIGE")
    worker = Role.SOCIAL_WORKER
    answer = fix(client_as, row, worker, fixed_on="7.12.26", fixed_reason="Gericht hat verlängert")
    assert answer.status_code == 302
    page = client_as(worker).get(f"/admin/eviction_case/details/?id={case.id}").text
    assert "Gericht hat verlängert" in page
    assert "07.12.2026" in page
    assert fix(client_as, row, worker, release="1").status_code == 302
    again = office.fresh(row)
    assert again is not None
    assert (again.fixed_on, again.fixed_reason, again.due_on) == (None, None, date(2026, 11, 23))


def test_a_fixed_day_is_the_day_the_case_is_due(client_as: Sign, office: Office) -> None:
    case = office.eviction_case(filed_on=date(2026, 11, 2), served_on=date(2026, 11, 9))
    row = next(row for row in case.open_deadlines if row.rule == "VERTEIDIGUNGSANZEIGE")
    fix(client_as, row, Role.SOCIAL_WORKER, fixed_on="20.11.26", fixed_reason="Schreiben")
    now = office.fresh(case)
    assert now is not None
    assert (now.next_due_on, now.next_rule) == (date(2026, 11, 20), "VERTEIDIGUNGSANZEIGE")


@pytest.mark.parametrize(
    "typed", [{"fixed_on": "7.12.26"}, {"fixed_reason": "so"}, {"fixed_on": "31.11."}, {}]
)
def test_a_day_without_reason_or_sense_is_not_fixed(
    client_as: Sign, office: Office, typed: dict[str, str]
) -> None:
    case = office.eviction_case(filed_on=date(2026, 11, 2))
    row = case.open_deadlines[0]
    assert fix(client_as, row, Role.SOCIAL_WORKER, **typed).status_code == 422
    assert office.fresh(row).fixed_on is None


@pytest.mark.parametrize("role", [Role.BENEFITS_CLERK, Role.TEAM_LEAD, Role.CARETAKER])
def test_who_fixes_no_deadlines(client_as: Sign, office: Office, role: Role) -> None:
    row = office.eviction_case(filed_on=date(2026, 11, 2)).open_deadlines[0]
    assert fix(client_as, row, role).status_code == 403


def test_a_deadline_that_was_overtaken_stays_to_be_read(client_as: Sign, office: Office) -> None:
    case = office.eviction_case(filed_on=date(2026, 11, 2))
    case.served_on = date(2026, 11, 9)
    office.session.commit()
    page = client_as(Role.SOCIAL_WORKER).get(f"/admin/eviction_case/details/?id={case.id}").text
    assert "Frühere Fristen" in page
    assert "gerechnet ab 02.11.2026" in page

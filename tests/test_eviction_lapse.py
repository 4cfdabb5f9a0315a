"""Deadlines that passed: what lapsed, what can be made up for, and which day comes next."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from flask import Flask

from models import EvictionCase, EvictionDeadline
from models.eviction_facts import DecisionKind, NoticeKind
from models.eviction_renewal import renew_due
from models.eviction_step import EvictionState as S
from models.instalment import Instalment
from models.permissions import Role
from tests.conftest import NOW, Sign
from tests.factories import TODAY, Office
from tests.forms import tree_of

URL = "/admin/eviction_case"
JUDGED = {"state": S.TITLE, "decision_kind": DecisionKind.JUDGMENT}


def row_of(case: EvictionCase, rule: str) -> EvictionDeadline:
    return next(row for row in case.current_deadlines if row.rule == rule)


def words(client_as: Sign, url: str, role: Role = Role.SOCIAL_WORKER) -> str:
    page = tree_of(client_as(role).get(url))
    return " ".join(page.xpath("//main")[0].text_content().split())


@pytest.mark.parametrize(
    ("values", "rule", "is_lapsed"),
    [
        ({"served_on": date(2026, 9, 15)}, "SCHONFRIST", True),  # ended 16 November
        ({"served_on": date(2026, 9, 21)}, "SCHONFRIST", False),  # a Saturday; by law until today
        ({"filed_on": date(2026, 8, 3)}, "SCHONFRIST", False),  # provisional: the true one is later
        ({"served_on": date(2026, 9, 15)}, "VERTEIDIGUNGSANZEIGE", False),  # late helps (CP-03)
        (
            {"served_on": date(2026, 9, 15), "hearing_at": datetime(2026, 12, 9, 10)},
            "VERTEIDIGUNGSANZEIGE",
            True,  # no judgment without the hearing any more
        ),
        ({**JUDGED, "decision_served_on": date(2026, 10, 20)}, "BERUFUNG", True),
        ({**JUDGED, "decision_served_on": date(2026, 10, 20)}, "BERUFUNGSBEGRUENDUNG", False),
        (
            {"state": S.EVICTED, "evicted_on": date(2026, 9, 1)},
            "SACHEN_ABFORDERN",
            True,
        ),
    ],
)
def test_what_passed_for_good_and_what_did_not(
    office: Office, values: dict[str, object], rule: str, is_lapsed: bool
) -> None:
    row = row_of(office.eviction_case(**values), rule)
    assert row.is_lapsed(TODAY) is is_lapsed


def test_nobody_is_told_too_late_while_a_second_tenant_was_served_later(office: Office) -> None:
    case = office.eviction_case(filed_on=date(2026, 9, 1), served_on=date(2026, 9, 15))
    office.eviction_person(case, is_tenant=True, served_on=date(2026, 9, 29))
    row = row_of(case, "SCHONFRIST")
    assert row.due_on == date(2026, 11, 13)  # worked to: the first one's
    assert case.cure_period_end == date(2026, 11, 30)
    assert not row.is_lapsed(TODAY)
    assert row.is_lapsed(date(2026, 12, 1))


def test_a_court_that_gave_more_time_puts_off_the_lapse(office: Office) -> None:
    case = office.eviction_case(**JUDGED, decision_served_on=date(2026, 10, 20))
    row = row_of(case, "BERUFUNG")
    row.fix(date(2026, 11, 30), "Gericht hat verlängert")
    assert not row.is_lapsed(TODAY)
    assert row.is_lapsed(date(2026, 12, 1))


def test_a_lapsed_deadline_presses_no_more_and_says_what_it_means(
    client_as: Sign, office: Office
) -> None:
    case = office.eviction_case(**JUDGED, decision_served_on=date(2026, 10, 20))
    text = words(client_as, f"{URL}/details/?id={case.id}")
    assert "abgelaufen" in text
    assert "Das Urteil ist rechtskräftig" in text
    assert (case.next_due_on, case.next_rule) == (date(2026, 12, 18), "BERUFUNGSBEGRUENDUNG")
    tree = tree_of(client_as(Role.SOCIAL_WORKER).get(f"{URL}/details/?id={case.id}"))
    assert tree.xpath("//table//*[contains(@class, 'tag red')]") == []


@pytest.mark.parametrize(
    ("values", "due"),
    [
        (  # of this week goes before what is late
            {"served_on": date(2026, 9, 28), "filed_on": date(2026, 9, 1)},
            (date(2026, 11, 27), "SCHONFRIST"),
        ),
        (  # what is late goes before what is far
            {"served_on": date(2026, 11, 2), "filed_on": date(2026, 9, 1)},
            (date(2026, 11, 16), "VERTEIDIGUNGSANZEIGE"),
        ),
        ({"hearing_at": datetime(2026, 12, 9, 10)}, (date(2026, 12, 9), "hearing_at")),
        ({"hearing_at": datetime(2026, 11, 9, 10)}, (None, None)),  # over
        (
            {**JUDGED, "vacate_by_on": date(2026, 12, 3)},
            (date(2026, 12, 3), "vacate_by_on"),  # the request for more time lapsed on the 19th
        ),
        (
            {
                "state": S.NOTICE_GIVEN,
                "notice_kind": NoticeKind.ORDINARY,
                "notice_received_on": date(2026, 11, 3),
            },
            (date(2027, 1, 31), "tenancy_ends_on"),
        ),
        (
            {"state": S.EVICTION_SCHEDULED, "eviction_at": datetime(2026, 11, 20, 9)},
            (date(2026, 11, 20), "eviction_at"),  # somebody has to say what became of it
        ),
    ],
)
def test_the_next_day_of_a_case(
    office: Office, values: dict[str, object], due: tuple[date | None, str | None]
) -> None:
    case = office.eviction_case(**values)
    assert (case.next_due_on, case.next_rule) == due


def test_unpaid_instalments_are_the_next_day_of_an_agreed_case(office: Office) -> None:
    case = office.eviction_case()
    case.state = S.AGREED
    for day, paid_on in ((date(2026, 11, 1), date(2026, 11, 2)), (date(2026, 12, 1), None)):
        case.instalments.append(Instalment(due_on=day, amount=Decimal(80), paid_on=paid_on))
    office.session.commit()
    assert (case.next_due_on, case.next_rule) == (date(2026, 12, 1), "instalment")


def test_signing_in_moves_on_from_days_that_passed(
    app: Flask, client_as: Sign, office: Office
) -> None:
    case = office.eviction_case(
        **JUDGED, decision_served_on=date(2026, 10, 26), vacate_by_on=date(2027, 1, 29)
    )
    assert case.next_rule == "BERUFUNG"  # until Thursday
    version = case.version
    app.config["CLOCK"] = lambda: NOW + timedelta(days=7)
    client_as(Role.SOCIAL_WORKER)
    now = office.fresh(case)
    assert now is not None
    assert (now.next_rule, now.version) == ("BERUFUNGSBEGRUENDUNG", version)
    assert renew_due(office.session, TODAY + timedelta(days=7)) == 0


def test_the_lead_is_told_of_everybodys_red_days_and_whose_they_are(
    client_as: Sign, office: Office
) -> None:
    hers = office.person(family_name="Eilig")
    office.eviction_case(hers, worker=office.staff("sozialarbeit2"), served_on=date(2026, 9, 28))
    calm = office.person(family_name="Gemach")
    office.eviction_case(calm, worker=office.staff("sozialarbeit2"), served_on=date(2026, 11, 20))
    text = words(client_as, "/admin/", Role.TEAM_LEAD)
    assert "Eilig" in text
    assert "Gemach" not in text
    assert office.staff("sozialarbeit2").display_name in text

"""Figures of eviction cases: counted once, by year, for those who may read the cases."""

from datetime import date
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook

from models import ContactAttempt
from models.acting import Acting
from models.contact_attempt import AttemptKind, AttemptResult
from models.eviction_step import EvictionState
from models.permissions import Role
from models.reports.eviction_figures import CaseFacts, Fate, Year, eviction_figures, figures_of
from tests.conftest import NOW, Sign
from tests.factories import TODAY, Office
from tests.forms import tree_of

URL = "/admin/eviction_case/figures"
MARCH = date(2026, 3, 9)


def facts(**told: object) -> CaseFacts:
    given: dict[str, object] = {
        "received_on": MARCH,
        "source": "Gericht",
        "state": EvictionState.CLAIM_PENDING,
        "evicted_on": None,
        "kept_on": None,
        "adults": 1,
        "minors": 0,
        "first_tried_on": None,
    }
    return CaseFacts(**{**given, **told})


def test_the_share_of_homes_kept_counts_decided_cases_only() -> None:
    found = figures_of(2026, [
        facts(kept_on=MARCH, state=EvictionState.AVERTED),
        facts(kept_on=MARCH, state=EvictionState.AFTERCARE),
        facts(evicted_on=MARCH, state=EvictionState.EVICTED),
        facts(),
        facts(state=EvictionState.CLOSED),
    ])  # fmt: skip
    assert found.kept_share == pytest.approx(2 / 3)
    assert dict(found.by_fate) == {
        Fate.OPEN: 1, Fate.HOME_KEPT: 2, Fate.HOME_LOST: 1, Fate.ENDED_OTHERWISE: 1,
    }  # fmt: skip


def test_a_home_lost_after_an_agreement_is_lost() -> None:
    assert facts(kept_on=MARCH, evicted_on=TODAY).fate is Fate.HOME_LOST


def test_the_first_attempt_is_counted_in_days_from_the_news() -> None:
    days = [date(2026, 3, 9), date(2026, 3, 11), date(2026, 3, 16), None]
    found = figures_of(2026, [facts(first_tried_on=day) for day in days])
    assert (found.days_to_contact, found.same_day, found.without_attempt) == (2, 1, 1)


def test_a_year_without_cases_has_no_share_and_no_median() -> None:
    found = figures_of(2025, [])
    assert (found.kept_share, found.days_to_contact, found.cases) == (None, None, 0)
    assert len(found.months) == 12


def test_the_page_counts_each_case_of_the_year_once(client_as: Sign, office: Office) -> None:
    case = office.eviction_case(received_on=MARCH, adult_count=2, minor_count=3)
    for day in (date(2026, 3, 12), date(2026, 3, 10)):
        kind, result = AttemptKind.PHONE, AttemptResult.NOT_REACHED
        case.contact_attempts.append(ContactAttempt(tried_on=day, kind=kind, result=result))
    office.eviction_case(received_on=date(2025, 12, 31))
    office.session.commit()
    from_year = figures_page(client_as, "2026")
    assert from_year["Fälle"] == "1"
    assert from_year["Betroffene Minderjährige"] == "3"
    assert from_year["Tage von der Mitteilung bis zum ersten Kontaktversuch (Median)"] == "1"
    assert figures_page(client_as, "2025")["Fälle"] == "1"


def figures_page(client_as: Sign, year: str) -> dict[str, str]:
    page = client_as(Role.TEAM_LEAD).get(f"{URL}/?year={year}")
    assert page.status_code == 200
    facts = tree_of(page).xpath("//dl[@class='facts']/div")
    return {one.xpath("./dt")[0].text: one.xpath("./dd")[0].text for one in facts}


def test_the_sheet_tells_what_the_page_tells(client_as: Sign, office: Office) -> None:
    office.eviction_case(received_on=MARCH)
    answer = client_as(Role.SOCIAL_WORKER).get(f"{URL}.xlsx?year=2026")
    rows = list(load_workbook(BytesIO(answer.data)).active.iter_rows(values_only=True))
    assert ("Fälle", "1") in [row[:2] for row in rows]
    assert ("März", "1", "0", "0") in [row[:4] for row in rows]


def test_the_years_stand_side_by_side(any_app: Flask, any_office: Office) -> None:
    any_office.eviction_case(received_on=MARCH)
    lost = any_office.eviction_case(received_on=date(2025, 12, 31), evicted_on=date(2026, 3, 2))
    lost.averted_on = date(2026, 1, 5)  # for a while
    any_office.eviction_case(received_on=date(2025, 1, 1), agreed_on=date(2025, 2, 1))
    any_office.session.commit()
    someone = Acting(roles=frozenset({Role.TEAM_LEAD}), now=NOW)
    with any_app.app_context():
        found = eviction_figures(someone, 2026).years
    assert found == (Year(2026, 1, 0, 0), Year(2025, 2, 1, 1))


@pytest.mark.parametrize("year", ["20x6", "1", "99999999999", "-2026", "²", "02026999"])
def test_a_year_without_sense_is_refused(client_as: Sign, year: str) -> None:
    assert client_as(Role.SOCIAL_WORKER).get(f"{URL}/?year={year}").status_code == 400


@pytest.mark.parametrize(
    ("role", "page", "sheet"),
    [
        (Role.BENEFITS_CLERK, 200, 403),  # reads facts, takes nothing out
        (Role.CARETAKER, 403, 403),
        (Role.STATISTICS_READER, 403, 403),
    ],
)
def test_who_sees_the_figures(client_as: Sign, role: Role, page: int, sheet: int) -> None:
    client = client_as(role)
    assert client.get(f"{URL}/").status_code == page
    assert client.get(f"{URL}.xlsx").status_code == sheet

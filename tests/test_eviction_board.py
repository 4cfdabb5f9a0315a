"""The board of eviction cases: lanes by state, the most pressing first, for those who may know."""

from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from models import EvictionCase
from models.acting import Acting
from models.eviction_renewal import renew_due
from models.eviction_step import EvictionState
from models.permissions import Role
from models.reports.eviction_board import MOST, board
from tests.conftest import NOW, Sign
from tests.factories import TODAY, Office
from tests.forms import tree_of

URL = "/admin/eviction_case/board/"


def lanes(client_as: Sign, role: Role = Role.SOCIAL_WORKER, **wanted: str) -> dict[str, list[str]]:
    page = client_as(role).get(URL, query_string=wanted)
    assert page.status_code == 200, page.status_code
    return {
        lane.xpath(".//h2/span")[0].text: lane.xpath(".//li/a/text()")
        for lane in tree_of(page).xpath("//section[@class='lane']")
    }


def test_each_state_has_a_lane_and_the_most_pressing_case_comes_first(
    client_as: Sign, office: Office
) -> None:
    for number, served in ((1, 10), (2, 40), (3, 25)):
        office.eviction_case(
            office.person(given_name=str(number)),
            served_on=TODAY - timedelta(days=served),
            filed_on=TODAY - timedelta(days=60),
            address=None,
        )
    office.eviction_case(state=EvictionState.THREATENED, address=None)
    assert lanes(client_as) == {
        "Wohnungsverlust droht": ["Beispiel, Ada"],
        "Räumungsklage": ["Beispiel, 2", "Beispiel, 3", "Beispiel, 1"],
    }


def test_a_closed_case_leaves_the_board(client_as: Sign, office: Office) -> None:
    case = office.eviction_case()
    case.state = EvictionState.CLOSED
    office.session.commit()
    assert lanes(client_as) == {}


def test_the_board_is_narrowed_to_ones_own_cases_and_to_this_week(
    client_as: Sign, office: Office
) -> None:
    hers = office.person(given_name="Hers")
    office.responsibility(hers, "sozialarbeit2")
    office.eviction_case(hers, worker=office.staff("sozialarbeit2"), address=None)
    mine = office.person(given_name="Mine")
    office.responsibility(mine)
    office.eviction_case(mine, served_on=date(2026, 9, 28), filed_on=date(2026, 9, 1), address=None)
    assert lanes(client_as, own="1") == {"Räumungsklage": ["Beispiel, Mine"]}
    assert lanes(client_as, red="1") == {"Räumungsklage": ["Beispiel, Mine"]}
    assert len(lanes(client_as)["Räumungsklage"]) == 2


def test_a_long_lane_is_cut_and_leads_to_the_list(client_as: Sign, office: Office) -> None:
    person = office.person()
    for _ in range(MOST + 2):
        office.session.add(EvictionCase(person=person, received_on=TODAY))
    office.session.commit()
    page = client_as(Role.SOCIAL_WORKER).get(URL)
    tree = tree_of(page)
    assert len(tree.xpath("//section[@class='lane']//li")) == MOST
    assert f">{MOST + 2}<" in page.text
    assert tree.xpath("//section[@class='lane']/p/a/@href") == [
        "/admin/eviction_case/?state=CLAIM_PENDING"
    ]


@pytest.mark.parametrize("role", [Role.CARETAKER, Role.ACCOMMODATION_ADMIN])
def test_who_prepares_places_sees_no_board(client_as: Sign, role: Role) -> None:
    assert client_as(role).get(URL).status_code == 403
    assert "/board/" not in client_as(role).get("/admin/eviction_case/").text


def test_both_engines_read_the_lanes_alike(any_app: Flask, any_office: Office) -> None:
    person = any_office.person()
    for days in (40, 10, 25, None):
        served = TODAY - timedelta(days=days) if days else None
        any_office.eviction_case(person, served_on=served, filed_on=None)
    for narrowed in ((False, None), (True, None), (False, TODAY + timedelta(days=30))):
        someone = Acting(roles=frozenset({Role.SOCIAL_WORKER}), now=NOW)
        with any_app.app_context():
            (lane,) = board(someone, *narrowed)
        rest = [None] if narrowed[1] is None else []
        days_left = [case.due_on and (case.due_on - TODAY).days for case in lane.cases]
        assert [*days_left] == sorted(filter(None, days_left)) + rest


def test_both_engines_move_on_from_days_that_passed(any_office: Office) -> None:
    case = any_office.eviction_case(hearing_at=datetime(2026, 12, 1, 9), served_on=date(2026, 9, 1))
    assert case.next_rule == "hearing_at"
    assert renew_due(any_office.session, date(2026, 12, 2)) == 1
    any_office.session.commit()
    now = any_office.fresh(case)
    assert now is not None
    assert (now.next_due_on, now.version) == (None, case.version)

"""Upkeep of the directory: due once a year, spread over days and staff, ticked off in one click."""

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models import ChangeStep, Partner, PartnerCheck
from models.permissions import Role
from models.rules.upkeep import YEAR, check_due, in_turn
from tests.asking import post
from tests.conftest import Sign
from tests.factories import TODAY, Office

URL = "/admin/partner_check/"


def test_a_check_is_due_twelve_months_after_the_last() -> None:
    assert check_due(date(2026, 3, 31), date(2020, 1, 1), 5) == date(2027, 3, 31)
    assert check_due(date(2024, 2, 29), date(2020, 1, 1), 5) == date(2025, 2, 28)


@pytest.mark.parametrize(("first", "count"), [(1, 99), (5_001, 730)])
def test_what_was_never_checked_fills_the_year_evenly(first: int, count: int) -> None:
    start = date(2026, 1, 1)
    days = [check_due(None, start, number) for number in range(first, first + count)]
    assert min(days) >= start
    assert max(days) < start + timedelta(days=YEAR)
    months = Counter((day - start).days // 31 for day in days)
    assert max(months.values()) - min(months[number] for number in range(11)) <= count // 40 + 2


def test_checks_go_round_in_turn() -> None:
    assert [in_turn(number, [7, 9]) for number in (2, 3, 4)] == [7, 9, 7]
    assert in_turn(2, []) is None


def due_for(office: Office, who: str, **values: object) -> Partner:
    """An entry last checked two years ago, given to this member of staff."""
    partner = office.partner(checked_on=TODAY - timedelta(days=730), **values)
    office.add(PartnerCheck(partner=partner, checker=office.staff(who)))
    return partner


def test_an_entry_is_ticked_off_in_one_click_and_the_click_taken_back(
    client_as: Sign, office: Office
) -> None:
    partner = due_for(office, "sozialarbeit", name="Kleiderkammer Gruiten")
    client = client_as(Role.SOCIAL_WORKER)
    assert "Kleiderkammer Gruiten" in client.get(URL).text
    assert "Kleiderkammer Gruiten" in client.get("/admin/").text
    post(client, f"{URL}{partner.id}/checked")
    assert "/kleiderkammer" not in client.get(URL).text
    assert office.fresh(partner).checked_on == TODAY
    post(client, f"/admin/change_step/undo/?id={office.only(select(ChangeStep)).id}")
    assert office.fresh(partner).checked_on == TODAY - timedelta(days=730)


def test_what_changed_since_the_last_check_is_shown(client_as: Sign, office: Office) -> None:
    partner = due_for(office, "sozialarbeit", phone="02129 911-1")
    partner.phone = "02129 911-2"
    office.session.commit()
    page = client_as(Role.SOCIAL_WORKER).get(URL).text
    assert "<del>02129 911-1</del> → <ins>02129 911-2</ins>" in page


def test_only_those_who_keep_the_directory_say_whose_turn_it_is(
    client_as: Sign, office: Office
) -> None:
    partner, worker = due_for(office, "koordination"), office.staff("sozialarbeit")
    assert post(client_as(Role.SOCIAL_WORKER), f"{URL}{partner.id}/turn").status_code == 403
    keeper = client_as(Role.NETWORK_COORDINATOR)
    assert partner.name in keeper.get(URL).text
    post(keeper, f"{URL}{partner.id}/turn", checker=str(worker.id))
    assert office.only(PartnerCheck).checker_id == worker.id
    assert post(keeper, f"{URL}{partner.id}/turn", checker="4711").status_code == 404
    post(keeper, f"{URL}{partner.id}/turn", checker="")
    assert office.every(PartnerCheck) == []

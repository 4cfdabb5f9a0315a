"""A year of voluntary help: hours for the thank-you, certificates, numbers without names."""

from datetime import datetime
from decimal import Decimal

import pytest

from models.permissions import Role
from tests.conftest import Sign
from tests.factories import Office
from tests.papers import read

ADDRESS = "/admin/volunteer_year/"


@pytest.fixture
def helped(office: Office) -> Office:
    """Two who helped this year, one of them for a fee; one helped last year."""
    laleh = office.volunteer(given_name="Laleh")
    for day, hours in ((3, "1.5"), (10, "2.25")):
        starts = datetime(2026, 11, day, 9)
        office.assignment(laleh, starts_at=starts, hours=Decimal(hours), person_initials="M. K.")
    paid = office.volunteer("tr", family_name="Yildiz", is_paid=True)
    office.assignment(paid, starts_at=datetime(2026, 11, 3, 9), hours=Decimal(4))
    office.assignment(
        office.volunteer("uk", family_name="Stanek"),
        starts_at=datetime(2025, 11, 4, 9),
        hours=Decimal(8),
    )
    return office


def test_hours_are_summed_by_year(client_as: Sign, helped: Office) -> None:
    page = client_as(Role.NETWORK_COORDINATOR).get(ADDRESS).text
    assert "3,75" in page
    assert "7,75" in page  # with those for a fee
    assert "Stanek" not in page
    assert "Stanek" in client_as(Role.NETWORK_COORDINATOR).get(f"{ADDRESS}?year=2025").text


@pytest.mark.parametrize("role", [Role.STATISTICS_READER, Role.TEAM_LEAD])
def test_numbers_have_no_names_and_no_small_groups(
    client_as: Sign, helped: Office, role: Role
) -> None:
    page = client_as(role).get(ADDRESS).text
    assert "7,75" in page
    assert "unter 3" in page
    for name in ("Rahimi", "Yildiz", "M. K."):
        assert name not in page, name


def test_everybody_who_helped_without_a_fee_gets_a_certificate(
    client_as: Sign, helped: Office
) -> None:
    answer = client_as(Role.NETWORK_COORDINATOR).get(f"{ADDRESS}certificates.pdf?year=2026")
    paper = read(answer.data)
    assert len(paper.pages) == 1
    for word in ("Rahimi", "2026", "3,75", "Sprachmittlung"):
        assert word in paper.text, word
    assert "Yildiz" not in paper.text


@pytest.mark.parametrize("asked", ["certificate.pdf?volunteer=999", "certificates.pdf?year=2019"])
def test_without_help_there_is_no_certificate(client_as: Sign, office: Office, asked: str) -> None:
    answer = client_as(Role.NETWORK_COORDINATOR).get(f"{ADDRESS}{asked}")
    assert answer.status_code == 404


def test_the_sheet_has_a_line_for_each_kind_of_help(client_as: Sign, helped: Office) -> None:
    answer = client_as(Role.NETWORK_COORDINATOR).get(f"{ADDRESS}hours.xlsx")
    assert answer.status_code == 200
    assert answer.data[:2] == b"PK"

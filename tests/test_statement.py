"""The statement on accessibility: open to all, with the office's own address."""

import re

import pytest

from admin_views.statement import OMBUDS_EMAIL
from models import Municipality
from models.permissions import Role
from tests.asking import post
from tests.conftest import Sign
from tests.factories import Office
from tests.forms import tree_of


@pytest.mark.parametrize("role", [None, Role.CARETAKER, Role.SOCIAL_WORKER])
def test_everybody_reads_it_and_finds_the_way_to_it(client_as: Sign, role: Role | None) -> None:
    client = client_as(role)
    assert client.get("/accessibility").status_code == 200
    start = client.get("/admin/" if role else "/login")
    assert tree_of(start).xpath("//a[@href='/accessibility']/text()") == ["Barrierefreiheit"]


def test_a_barrier_is_told_to_the_town_or_to_the_ombuds_office(
    client_as: Sign, office: Office
) -> None:
    town = office.only(Municipality)
    town.email, town.phone = "barriere@example.org", None
    office.add(town)
    page = client_as(None).get("/accessibility")
    mails = tree_of(page).xpath("//a[starts-with(@href, 'mailto:')]/text()")
    assert mails == ["barriere@example.org", OMBUDS_EMAIL]
    assert town.street in page.text
    assert "Telefon" not in page.text


def test_it_says_what_is_not_accessible(client_as: Sign) -> None:
    text = client_as(None).get("/accessibility").text
    assert "teilweise barrierefrei" in text
    assert "PDF/UA" in text
    assert re.search(r"Selbstbewertung vom \d\d\.\d\d\.\d{4}", text)


def test_it_is_there_in_english_too(client_as: Sign) -> None:
    client = client_as(Role.CARETAKER)
    post(client, "/language", language="en")
    assert "partly accessible" in client.get("/accessibility").text

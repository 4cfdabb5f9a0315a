"""The caretakers' slip for the day of an eviction: what they need, and not a word more."""

from typing import Any

import pytest

from models import EvictionCase
from models.eviction_step import EvictionState
from models.permissions import Role
from tests.conftest import Sign
from tests.eviction_files import DATE_FIXED, URL, full_case, paper, words_of
from tests.factories import Office


def slip_text(client_as: Sign, case: EvictionCase, role: Role = Role.CARETAKER) -> str:
    printed = paper(client_as, case, "slip", role)
    assert len(printed.pages) == 1
    return words_of(printed)


def test_the_slip_says_where_when_how_many_and_what_to_consider(
    client_as: Sign, office: Office
) -> None:
    text = slip_text(client_as, full_case(office, **DATE_FIXED))
    for expected in (
        *("Donnerstag, 17. Dezember 2026, 09:30 Uhr", "Kaiserstraße 21, 42781 Haan"),
        *("2 Erwachsene, 1 Kind unter 18", "Haustiere ja", "barrierefreier Zugang"),
        *("Sprachmittlung", "Nora Albrecht", "Hausmeister 1", "Hausmeister 2"),
    ):
        assert expected in text, expected


@pytest.mark.parametrize("role", [Role.CARETAKER, Role.SOCIAL_WORKER])
def test_the_slip_tells_nothing_of_debts_court_and_counselling(
    client_as: Sign, office: Office, role: Role
) -> None:
    case = full_case(office, **DATE_FIXED, note="Vertraulich gesprochen")
    text = slip_text(client_as, case, role)
    for secret in (
        *("2.340", "585", "1.170", "Amtsgericht", "23 C", "Krüger", "DR II", "Wohnbau", "Muster"),
        *("Vertraulich", "Miete", "Klage", "Urteil", "erreicht", "Beratung", "Gericht", "Dari"),
    ):
        assert secret not in text, secret


@pytest.mark.parametrize("role", [Role.CARETAKER, Role.SOCIAL_WORKER])
def test_a_protected_address_is_on_no_slip(client_as: Sign, office: Office, role: Role) -> None:
    case = full_case(office, **DATE_FIXED)
    tenant = case.person
    tenant.is_address_protected = True
    office.session.commit()
    text = slip_text(client_as, case, role)
    assert "Kaiserstraße 21" not in text
    assert "Anschrift geschützt" in text


@pytest.mark.parametrize(
    "values",
    [
        {},  # still in court
        {**DATE_FIXED, "eviction_at": None},
        {**DATE_FIXED, "state": EvictionState.CLAIM_PENDING},  # the date was called off
    ],
)
def test_without_a_fixed_date_there_is_no_slip(
    client_as: Sign, office: Office, values: dict[str, Any]
) -> None:
    case = full_case(office, **values)
    client = client_as(Role.ACCOMMODATION_ADMIN)
    assert client.get(f"{URL}/{case.id}/slip.pdf").status_code == 409
    assert "slip.pdf" not in client.get(f"{URL}/details/?id={case.id}").text

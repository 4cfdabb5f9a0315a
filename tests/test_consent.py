"""Consents: when they hold, and what they must say."""

from datetime import date, timedelta

import pytest

from models import Consent
from models.base import RulesBroken
from models.consent import ConsentForm, active_consent
from models.permissions import Role
from tests.conftest import Sign, token_of
from tests.factories import TODAY, Office

DAY = timedelta(days=1)


def test_a_consent_ends_after_twelve_months_unless_another_day_is_said(office: Office) -> None:
    assert office.consent().valid_until == date(2027, 11, 23)


@pytest.mark.parametrize(
    ("values", "holds"),
    [
        ({}, True),  # given today, today included
        ({"given_on": TODAY - 9 * DAY, "valid_until": TODAY}, True),  # the last day counts
        ({"given_on": TODAY - 9 * DAY, "valid_until": TODAY - DAY}, False),
        ({"given_on": TODAY - 9 * DAY, "withdrawn_on": TODAY}, False),
        ({"given_on": TODAY - 9 * DAY, "withdrawn_on": TODAY - DAY}, False),
    ],
)
def test_it_holds_on_its_days_until_it_is_withdrawn(
    office: Office, values: dict[str, date], holds: bool
) -> None:
    given = office.consent(**values)
    found = active_consent(office.session, given.person_id, given.partner_id, TODAY)
    assert given.is_active_on(TODAY) is holds
    assert (found is not None) is holds  # the rows say the same
    office.session.rollback()


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"has_name": False, "has_concern": False}, "which data"),
        ({"has_health": True, "form": ConsentForm.ORAL}, "in writing"),  # § 67b (2) SGB X
        ({"given_on": TODAY + DAY}, "future"),
        ({"withdrawn_on": TODAY - DAY}, "before the consent"),
    ],
)
def test_what_a_consent_cannot_be(office: Office, values: dict[str, object], problem: str) -> None:
    with pytest.raises(RulesBroken, match=problem):
        office.consent(**values)
    office.session.rollback()


def test_a_withdrawal_is_noted_with_one_press(client_as: Sign, office: Office) -> None:
    given = office.consent(given_on=TODAY - DAY)
    client, url = client_as(Role.SOCIAL_WORKER), f"/admin/consent/withdraw/?id={given.id}"
    page = client.get(f"/admin/consent/details/?id={given.id}").text
    assert client.post(url, data={"csrf_token": token_of(page)}).status_code == 302
    assert office.only(Consent).withdrawn_on == TODAY
    page = client.get(f"/admin/consent/details/?id={given.id}").text
    assert "Es darf nichts weitergegeben werden" in page

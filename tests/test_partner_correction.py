"""Corrections of the directory: proposed by anybody, tried by the form, decided by its keepers."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from models import Partner, PartnerCorrection
from models.partner_correction import CorrectionState
from models.permissions import Role
from tests.asking import post
from tests.conftest import Sign
from tests.factories import Office

URL = "/admin/partner_correction/"


@pytest.fixture
def partner(office: Office) -> Partner:
    return office.partner(name="Kleiderkammer Gruiten", phone="02129 911-1", street="Am Markt 1")


def propose(client: FlaskClient, partner: Partner, **values: str) -> TestResponse:
    return post(client, f"{URL}new/?partner={partner.id}", **values)


def test_a_caretaker_proposes_the_coordinator_accepts_and_both_see_it(
    client_as: Sign, office: Office, partner: Partner
) -> None:
    caretaker, keeper = client_as(Role.CARETAKER), client_as(Role.NETWORK_COORDINATOR)
    assert f"{URL}new/?partner=" in caretaker.get(f"/admin/partner/details/?id={partner.id}").text
    sent = {"field": "phone", "new_value": "02129/911-2", "note": "stand an der Tür"}
    assert propose(caretaker, partner, **sent).status_code == 303
    one = office.only(PartnerCorrection)
    assert "stand an der Tür" in keeper.get(URL).text
    assert "Kleiderkammer Gruiten" in keeper.get("/admin/").text
    assert post(caretaker, f"{URL}{one.id}/accept").status_code == 403
    post(keeper, f"{URL}{one.id}/accept")
    assert office.fresh(partner).phone == "02129 911-2"  # as the form would write it
    assert "übernommen" in caretaker.get(URL).text
    assert "Kleiderkammer Gruiten" in caretaker.get("/admin/").text
    assert post(keeper, f"{URL}{one.id}/refuse", reason="zu spät").status_code == 422


def test_a_refusal_needs_a_reason_that_the_proposer_reads(
    client_as: Sign, office: Office, partner: Partner
) -> None:
    clerk, keeper = client_as(Role.BENEFITS_CLERK), client_as(Role.TEAM_LEAD)
    propose(clerk, partner, field="other", note="Die Leiterin ist in Rente")
    one = office.only(PartnerCorrection)
    assert post(keeper, f"{URL}{one.id}/refuse", reason=" ").status_code == 422
    post(keeper, f"{URL}{one.id}/refuse", reason="Sie ist noch da")
    assert "Sie ist noch da" in clerk.get(URL).text
    assert "Sie ist noch da" not in client_as(Role.CARETAKER).get(URL).text
    assert office.fresh(one).state is CorrectionState.REFUSED


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"field": "phone", "new_value": "keine Ahnung"}, "keine Telefonnummer"),
        ({"field": "category", "new_value": "Zirkus"}, "steht nicht in der Liste"),
        ({"field": "phone"}, "was daran falsch ist"),
        ({"field": "is_public", "new_value": "ja"}, "error"),
    ],
)
def test_what_the_form_would_refuse_is_refused_at_once_and_kept_on_the_page(
    client_as: Sign, office: Office, partner: Partner, sent: dict[str, str], said: str
) -> None:
    answer = propose(client_as(Role.CARETAKER), partner, **sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert sent.get("new_value", "") in answer.text
    assert office.every(PartnerCorrection) == []
    assert office.fresh(partner).version == partner.version


def test_a_protected_place_gets_no_address_by_a_proposal_either(
    client_as: Sign, office: Office
) -> None:
    place = office.partner(name="Zuflucht Nord", is_place_protected=True)
    client = client_as(Role.CARETAKER)
    assert propose(client, place, field="street", new_value="Lindenweg 3").status_code == 422
    sent = {"field": "opening_hours", "new_value": "Lindenweg 3, 42781 Haan"}
    assert propose(client, place, **sent).status_code == 422

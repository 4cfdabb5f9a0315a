"""Rows of a list that become records, by the form of a new record."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from models import Contact, Offer, Person
from models.change_step import ChangeStep, StepKind
from models.permissions import Role
from tests.conftest import Sign, token_of
from tests.factories import Office
from tests.forms import errors_of, fields_of, typed_over

URL = "cells/new/"


class Rows:
    """Somebody who begins a row in a list."""

    def __init__(self, sign: Sign, role: Role, table: str) -> None:
        self.client = sign(role)
        self.url = f"/admin/{table}/"

    def begun(self, columns: str = "") -> Any:
        return self.client.get(f"{self.url}cells/new/?cols={columns}").json

    def send(self, begun: Any, part: str = "cells/new/", **typed: str) -> TestResponse:
        """As the script does: what the row began with, and what was typed over it."""
        pairs = [pair for pair in begun["pairs"] if pair[0] not in typed]
        sent: dict[str, Any] = {"_token": begun["token"], **typed}
        for name, value in pairs:
            sent.setdefault(name, []).append(value)
        token = token_of(self.client.get("/admin/").text)
        headers = {"X-CSRFToken": token}
        return self.client.post(f"{self.url}{part}", data=sent, headers=headers)

    def undo(self, step: int) -> TestResponse:
        token = token_of(self.client.get("/admin/").text)
        headers = {"X-CSRFToken": token}
        return self.client.post(f"{self.url}cells/undo/", json={"step": step}, headers=headers)


@pytest.fixture
def offers(client_as: Sign) -> Rows:
    return Rows(client_as, Role.NETWORK_COORDINATOR, "offer")


def test_a_row_begins_with_what_the_form_begins_with(client_as: Sign, office: Office) -> None:
    rows = Rows(client_as, Role.ACCOMMODATION_ADMIN, "stay")
    begun = rows.begun()
    form = fields_of(rows.client.get("/admin/stay/new/"))
    for name in ("valid_from", "placement_basis"):
        assert [dict(begun["pairs"])[name]] == form[name]
    assert begun["shown"]["valid_from"]


def test_a_row_becomes_a_record_and_goes_again(offers: Rows, office: Office) -> None:
    partner = office.partner()
    answer = offers.send(offers.begun(), name="Nähstube", partner=str(partner.id)).json
    made = office.session.get_one(Offer, answer["id"])
    assert (made.name, made.partner_id) == ("Nähstube", partner.id)
    assert "Nähstube" in answer["rows"][str(made.id)]["html"]
    assert office.only(ChangeStep).kind is StepKind.NEW_ROW
    back = offers.undo(answer["step"]).json
    assert back["gone"] == [answer["id"]]
    assert "Nähstube" in offers.undo(back["step"]).json["rows"][str(answer["id"])]["html"]


def test_a_refused_row_says_why_at_its_cells_and_what_is_missing_elsewhere(
    offers: Rows, office: Office
) -> None:
    begun = offers.begun("name.topic")
    assert begun["missing"] == ["Netzwerkpartner"]
    part = "cells/new/?cols=name.valid_until"
    answer = offers.send(begun, part, name="", valid_until="29.02.2027")
    assert answer.status_code == 422
    assert answer.json["cells"].keys() == {"name", "valid_until"}
    assert [text for text in answer.json["rest"] if text.startswith("Netzwerkpartner: ")]


def test_the_row_goes_on_as_a_form_with_all_that_was_typed(client_as: Sign, office: Office) -> None:
    rows = Rows(client_as, Role.SOCIAL_WORKER, "person")
    typed = {"family_name": "Neu", "birth_date": "3.4.90"}
    page = rows.send(rows.begun(), "new/", **typed, _back_to_form="1")
    assert page.status_code == 200
    assert errors_of(page) == {}
    form = fields_of(page)
    assert (form["family_name"], form["birth_date"]) == (["Neu"], ["3.4.90"])
    rows.client.post("/admin/person/new/", data=typed_over(form, {"sex": "FEMALE"}))
    assert office.only(Person).family_name == "Neu"


def test_who_may_be_recorded_already_is_compared_in_the_form(
    client_as: Sign, office: Office
) -> None:
    office.person(family_name="Rahimi", given_name="Ada")
    rows = Rows(client_as, Role.SOCIAL_WORKER, "person")
    answer = rows.send(rows.begun(), family_name="Rahimi", given_name="Ada", sex="FEMALE")
    assert answer.json["state"] == "form"
    assert "Rahimi, Ada" in answer.json["rest"][0]
    office.only(Person)


def test_a_row_sent_twice_is_one_record(offers: Rows, office: Office) -> None:
    partner, begun = office.partner(), offers.begun()
    sent = {"name": "Nähstube", "partner": str(partner.id)}
    first = offers.send(begun, **sent).json
    assert offers.send(begun, **sent).json["id"] == first["id"]
    assert [offer.name for offer in partner.offers] == ["Nähstube"]


def test_a_row_on_which_something_hangs_stays(client_as: Sign, office: Office) -> None:
    rows = Rows(client_as, Role.NETWORK_COORDINATOR, "partner")
    answer = rows.send(rows.begun(), name="Verein", category=str(office.partner().category_id)).json
    office.offer(office.session.get(office.partner().__class__, answer["id"]))
    told = rows.undo(answer["step"])
    assert told.status_code == 409
    assert told.json["texts"]


def test_who_may_record_but_not_delete_takes_back_the_own_row(
    client_as: Sign, office: Office
) -> None:
    rows = Rows(client_as, Role.SOCIAL_WORKER, "contact")
    partner = office.partner()
    answer = rows.send(rows.begun(), job="Empfang", partner=str(partner.id)).json
    assert rows.undo(answer["step"]).status_code == 200
    assert office.every(Contact) == []


@pytest.mark.parametrize(("role", "status"), [(Role.CARETAKER, 403), (Role.TEAM_LEAD, 403)])
def test_who_may_not_record_begins_no_row(client_as: Sign, role: Role, status: int) -> None:
    assert client_as(role).get("/admin/person/cells/new/").status_code == status


def test_a_list_without_new_rows_has_none(client_as: Sign) -> None:
    assert client_as(Role.SOCIAL_WORKER).get("/admin/goal/cells/new/").status_code == 404

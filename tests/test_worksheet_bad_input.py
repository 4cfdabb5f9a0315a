"""What must not be typed into a list, or comes too late: said in words, noted, not saved."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from models.audit_entry import AuditAction, AuditEntry
from models.permissions import Role
from tests.conftest import USERS, Sign, sign_in, token_of
from tests.factories import Office
from tests.forms import errors_of, fields_of, typed_over
from tests.test_worksheet import Cells


@pytest.fixture
def cells(client_as: Sign) -> Cells:
    return Cells(client_as(Role.NETWORK_COORDINATOR), "offer")


def refusals(office: Office) -> list[tuple[str | None, int | None, str | None]]:
    found = [entry for entry in office.every(AuditEntry) if entry.action is AuditAction.REFUSED]
    return [(entry.table_name, entry.record_id, entry.detail) for entry in found]


def test_a_cell_of_a_record_just_deleted_is_gone(cells: Cells, office: Office) -> None:
    offer = office.offer()
    seen = cells.row(offer.id)["values"]
    office.session.delete(offer)
    office.session.commit()
    answer = cells.send((offer.id, "name", ["Neu"], seen["name"])).json
    assert (answer["answers"][0]["state"], answer["rows"], answer["step"]) == ("gone", {}, None)
    assert refusals(office) == []


def test_a_name_from_right_to_left_stays_as_it_was_typed(cells: Cells, office: Office) -> None:
    offer = office.offer()
    name = "سارة رحيمي (Beratung) ג׳ורג׳"
    assert cells.type(offer.id, "name", name)["state"] == "saved"
    assert office.fresh(offer).name == name
    assert name in cells.row(offer.id)["html"]


def test_a_day_that_does_not_exist_gets_the_sentence_of_the_form(
    cells: Cells, office: Office
) -> None:
    offer = office.offer(valid_until=date(2027, 2, 28))
    told = cells.type(offer.id, "valid_until", "29.02.2027")
    url = f"/admin/offer/edit/?id={offer.id}"
    sent = typed_over(fields_of(cells.client.get(url)), {"valid_until": "29.02.2027"})
    assert told["state"] == "refused"
    assert errors_of(cells.client.post(url, data=sent)) == {"valid_until": [told["text"]]}
    assert office.fresh(offer).valid_until == date(2027, 2, 28)


def test_a_formula_is_a_text(cells: Cells, office: Office) -> None:
    offer = office.offer()
    cells.type(offer.id, "name", '=HYPERLINK("http://x")')
    assert office.fresh(offer).name == '=HYPERLINK("http://x")'


def test_a_sign_in_that_ended_leads_to_the_sign_in(client_as: Sign, office: Office) -> None:
    offer = office.offer(name="Alt")
    client = client_as(None)
    token = token_of(client.get("/login").text)
    change = {"id": offer.id, "name": "name", "values": ["Neu"], "seen": ["Alt"]}
    for part, sent in (("save/", {"changes": [change]}), ("undo/", {"step": 1}), ("new/", {})):
        url = f"/admin/offer/cells/{part}"
        answer = client.post(url, json=sent, headers={"X-CSRFToken": token})
        assert (answer.status_code, answer.location[:12]) == (302, "/login?next=")
    assert office.fresh(offer).name == "Alt"


def strict(app: Flask) -> FlaskClient:
    return sign_in(app, USERS[Role.NETWORK_COORDINATOR])


def test_without_the_mark_of_the_page_nothing_is_saved(app: Flask, office: Office) -> None:
    offer, client = office.offer(name="Alt"), strict(app)
    change = {"id": offer.id, "name": "name", "values": ["Neu"], "seen": ["Alt"]}
    assert client.post("/admin/offer/cells/save/", json={"changes": [change]}).status_code == 400
    assert client.post("/admin/offer/cells/new/", data={"name": "Neu"}).status_code == 400
    assert office.fresh(offer).name == "Alt"


def test_ten_thousand_changes_at_once_are_too_many(cells: Cells, office: Office) -> None:
    offer = office.offer(name="Alt")
    changes = [(offer.id, "name", [f"Neu {number}"], ["Alt"]) for number in range(10_000)]
    assert cells.send(*changes).status_code == 400
    assert office.fresh(offer).name == "Alt"


@pytest.mark.parametrize("page", [7, ["x"], [{}], list(range(500))])
def test_nonsense_about_the_page_does_no_harm(cells: Cells, office: Office, page: Any) -> None:
    offer = office.offer(name="Alt")
    change = {"id": offer.id, "name": "name", "values": ["Neu"], "seen": ["Alt"]}
    assert cells.post("save/", {"changes": [change], "page": page}).status_code in (200, 400)


def test_a_forged_column_is_refused_and_noted(cells: Cells, office: Office) -> None:
    offer = office.offer(name="Alt")
    answer = cells.send(
        (offer.id, "name", ["Neu"], ["Alt"]), (offer.id, "requirements", ["x"], [""])
    )
    assert answer.status_code == 403
    assert office.fresh(offer).name == "Alt"
    assert refusals(office) == [("offer", offer.id, "offer.save_cells")]


def test_a_record_out_of_reach_is_refused_and_noted(client_as: Sign, office: Office) -> None:
    block = office.text_block("leitung", is_shared=False)
    cells = Cells(client_as(Role.SOCIAL_WORKER), "text_block")
    told = cells.send((block.id, "name", ["Meiner"], [block.name])).json
    assert (told["answers"][0]["state"], told["rows"]) == ("gone", {})
    assert cells.client.get(f"{cells.url}?id={block.id}").json["rows"] == {}
    assert refusals(office) == [
        ("text_block", block.id, "text_block.save_cells"),
        ("text_block", block.id, "text_block.cells"),
    ]


def test_who_takes_back_the_step_of_another_is_noted(
    cells: Cells, client_as: Sign, office: Office
) -> None:
    made = cells.type(office.offer().id, "name", "Nachher")
    other = Cells(client_as(Role.SOCIAL_WORKER), "offer")
    assert other.post("undo/", {"step": made["step"]}).status_code == 404
    assert refusals(office) == [("offer", None, "offer.undo_cells")]


def test_a_row_that_moves_in_the_order_is_told(cells: Cells, office: Office) -> None:
    first, second = office.offer(name="A"), office.offer(name="B")
    page = [first.id, second.id]
    change = {"id": first.id, "name": "name", "values": ["C"], "seen": ["A"]}
    answer = cells.post("save/", {"changes": [change], "page": page}).json
    assert answer["order"] == [second.id, first.id]
    change = {"id": first.id, "name": "capacity", "values": ["3"], "seen": [""]}
    assert cells.post("save/", {"changes": [change], "page": page}).json["order"] == []

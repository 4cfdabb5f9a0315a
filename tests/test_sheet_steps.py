"""One's last steps in a list: told with what they did, and taken back there."""

from typing import Any

import pytest

from models.audit_entry import AuditAction, AuditEntry
from models.change_step import ChangeStep, StepKind
from models.permissions import Role
from tests.asking import post
from tests.conftest import Sign
from tests.factories import Office
from tests.test_bulk import Desk
from tests.test_worksheet import Cells


@pytest.fixture
def cells(client_as: Sign) -> Cells:
    return Cells(client_as(Role.NETWORK_COORDINATOR), "offer")


def steps_of(cells: Cells) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = cells.client.get(f"{cells.url}steps/").json
    return found


def test_the_last_steps_say_what_they_did(cells: Cells, office: Office) -> None:
    offers = [office.offer(name=f"Kurs {number}") for number in range(3)]
    cells.type(offers[0].id, "capacity", "12")
    wishes = [(offer.id, "name", [f"Neu {offer.id}"], [offer.name]) for offer in offers]
    cells.send(*wishes, kind="fill")
    told = [(step["what"], step["kind"], step["at"], step["undone"]) for step in steps_of(cells)]
    assert told == [
        ("Angebot in 3 Zeilen", "mehrere Zellen ausgefüllt", "09:30", False),
        (f"Plätze: Neu {offers[0].id}", "in der Liste eingegeben", "09:30", False),
    ]


def test_a_step_that_was_undone_is_done_again_from_the_list(cells: Cells, office: Office) -> None:
    offer = office.offer(name="Vorher")
    cells.type(offer.id, "name", "Nachher")
    for is_undone, name in ((False, "Nachher"), (True, "Vorher"), (False, "Nachher")):
        (step,) = steps_of(cells)
        assert (step["undone"], office.fresh(offer).name) == (is_undone, name)
        cells.post("undo/", {"step": step["id"]})
    changes = [entry for entry in office.every(AuditEntry) if entry.record_id == offer.id]
    assert [entry.action for entry in changes if entry.staff_id] == [AuditAction.CHANGED] * 4


def test_two_tabs_that_take_back_the_same_step(cells: Cells, office: Office) -> None:
    offer = office.offer(name="Vorher")
    made = cells.type(offer.id, "name", "Nachher")
    cells.post("undo/", {"step": made["step"]})
    answer = cells.post("undo/", {"step": made["step"]})
    assert answer.status_code == 409
    assert answer.json["texts"] == ["Dieser Schritt wurde bereits rückgängig gemacht."]
    assert office.fresh(offer).name == "Vorher"


def test_a_bulk_edit_and_a_deletion_are_among_the_steps_of_their_list(
    client_as: Sign, office: Office
) -> None:
    client = client_as(Role.NETWORK_COORDINATOR)
    cells, desk = Cells(client, "offer"), Desk(client, "offer")
    kept, gone = office.offer(name="Bleibt"), office.offer(name="Geht")
    desk.change("valid_until", "24.12.2026", kept, gone)
    post(client, f"/admin/offer/delete/?id={gone.id}")
    deletion, bulk = steps_of(cells)
    assert (bulk["what"], bulk["why"]) == ("Gültig bis in 2 Zeilen", "")
    assert deletion["kind"] == "gelöscht"
    assert "Teamleitung" in deletion["why"]
    answer = cells.post("undo/", {"step": deletion["id"]})
    assert (answer.status_code, answer.json["texts"]) == (409, [deletion["why"]])


def test_what_has_a_page_of_its_own_is_not_taken_back_in_the_list(
    cells: Cells, office: Office
) -> None:
    offer = office.offer(name="Kurs")
    cells.type(offer.id, "name", "Neu")
    made = office.only(ChangeStep)
    elsewhere = [StepKind.MERGE, StepKind.CHECKED, StepKind.CORRECTED, StepKind.TASK_DONE]
    for kind in elsewhere:
        office.add(
            ChangeStep(kind=kind, table_name="offer", staff_id=made.staff_id, at=made.at, count=1)
        )
    assert [step["id"] for step in steps_of(cells)] == [made.id]

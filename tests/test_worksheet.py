"""Cells of a list: typed into with the form's own checks, rights and history."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from models import Stay
from models.catalogue import StayReason
from models.change_step import ChangeStep, StepKind
from models.permissions import Role
from tests.conftest import Sign, token_of
from tests.factories import TODAY, Office
from tests.lists import views_of


class Cells:
    """Somebody who types into a list."""

    def __init__(self, client: FlaskClient, table: str) -> None:
        self.client = client
        self.url = f"/admin/{table}/cells/"

    def row(self, key: int) -> Any:
        return self.client.get(f"{self.url}?id={key}").json["rows"][str(key)]

    def send(self, *changes: tuple[int, str, list[str], list[str]], kind: str = "") -> TestResponse:
        wished = [
            {"id": key, "name": name, "values": values, "seen": seen}
            for key, name, values, seen in changes
        ]
        return self.post("save/", {"kind": kind, "changes": wished})

    def post(self, part: str, sent: dict[str, Any]) -> TestResponse:
        token = token_of(self.client.get("/admin/").text)
        return self.client.post(f"{self.url}{part}", json=sent, headers={"X-CSRFToken": token})

    def type(self, key: int, name: str, value: str) -> Any:
        """Type into one cell as it is now; the answer for it."""
        seen = self.row(key)["values"][name]
        answer = self.send((key, name, [value], seen)).json
        return answer["answers"][0] | {"step": answer["step"]}


@pytest.fixture
def cells(client_as: Sign) -> Cells:
    return Cells(client_as(Role.NETWORK_COORDINATOR), "offer")


def test_a_typed_cell_is_saved(cells: Cells, office: Office) -> None:
    offer = office.offer()
    told = cells.type(offer.id, "name", "Offene Tür")
    assert office.fresh(offer).name == "Offene Tür"
    assert told["state"] == "saved"
    assert told["step"]


def test_a_refused_cell_says_the_rule_and_changes_nothing(cells: Cells, office: Office) -> None:
    offer = office.offer(valid_until=TODAY)
    told = cells.type(offer.id, "valid_until", "31.02.2027")
    assert told["state"] == "refused"
    assert "im Kalender nicht" in told["text"]
    assert office.fresh(offer).valid_until == TODAY


def test_a_rule_of_the_record_holds_in_the_cell(client_as: Sign, office: Office) -> None:
    stay = office.stay(office.person(), valid_from=TODAY)
    cells = Cells(client_as(Role.ACCOMMODATION_ADMIN), "stay")
    told = cells.type(stay.id, "valid_to", f"{TODAY - timedelta(days=3):%d.%m.%Y}")
    assert told["state"] == "refused"
    assert told["text"]
    assert office.only(Stay).valid_to is None


def test_two_people_in_one_row_write_different_fields(cells: Cells, office: Office) -> None:
    offer = office.offer(name="Alt")
    seen = cells.row(offer.id)["values"]
    offer.name = "Von der Kollegin"
    office.session.commit()
    answer = cells.send((offer.id, "capacity", ["12"], seen["capacity"])).json
    assert answer["answers"][0]["state"] == "saved"
    saved = office.fresh(offer)
    assert (saved.name, saved.capacity) == ("Von der Kollegin", 12)


def test_the_same_field_asks_with_both_values(cells: Cells, office: Office) -> None:
    offer = office.offer(name="Alt")
    seen = cells.row(offer.id)["values"]
    offer.name = "Von der Kollegin"
    office.session.commit()
    told = cells.send((offer.id, "name", ["Meins"], seen["name"])).json["answers"][0]
    assert told["state"] == "conflict"
    assert told["theirs"] == "Von der Kollegin"
    assert office.fresh(offer).name == "Von der Kollegin"
    again = cells.send((offer.id, "name", ["Meins"], told["values"])).json["answers"][0]
    assert again["state"] == "saved"


def test_one_filled_row_that_is_refused_leaves_the_others_standing(
    cells: Cells, office: Office
) -> None:
    offers = [office.offer(name=f"Nr. {number}") for number in range(3)]
    wishes = [(offer.id, "name", ["" if not number else "Neu"], [offer.name])
              for number, offer in enumerate(offers)]  # fmt: skip
    answer = cells.send(*wishes, kind="fill").json
    assert [told["state"] for told in answer["answers"]] == ["refused", "saved", "saved"]
    assert [office.fresh(offer).name for offer in offers] == ["Nr. 0", "Neu", "Neu"]
    assert office.only(ChangeStep).kind is StepKind.FILL


def test_a_step_is_taken_back_and_done_again(cells: Cells, office: Office) -> None:
    offer = office.offer(name="Vorher")
    made = cells.type(offer.id, "name", "Nachher")
    back = cells.post("undo/", {"step": made["step"]}).json
    assert office.fresh(offer).name == "Vorher"
    cells.post("undo/", {"step": back["step"]})
    assert office.fresh(offer).name == "Nachher"


def test_what_somebody_changed_since_is_not_taken_back(cells: Cells, office: Office) -> None:
    offer = office.offer(name="Vorher")
    made = cells.type(offer.id, "name", "Nachher")
    cells.type(offer.id, "name", "Noch später")
    answer = cells.post("undo/", {"step": made["step"]})
    assert answer.status_code == 409
    assert "geändert" in answer.json["texts"][0]
    assert office.fresh(offer).name == "Noch später"


def test_nobody_takes_back_the_step_of_another(
    cells: Cells, client_as: Sign, office: Office
) -> None:
    made = cells.type(office.offer().id, "name", "Nachher")
    other = Cells(client_as(Role.SOCIAL_WORKER), "offer")
    assert other.post("undo/", {"step": made["step"]}).status_code == 404


def test_a_row_that_no_longer_fits_the_filter_says_so(cells: Cells, office: Office) -> None:
    offer = office.offer(name="Kurs", valid_until=TODAY)
    token = token_of(cells.client.get("/admin/").text)
    change = {"id": offer.id, "name": "name", "values": ["Treff"], "seen": ["Kurs"]}
    answer = cells.client.post(
        f"{cells.url}save/?search=kurs", json={"changes": [change]}, headers={"X-CSRFToken": token}
    )
    assert answer.json["rows"][str(offer.id)]["fits"] is False


@pytest.mark.parametrize(
    ("role", "table", "field"),
    [
        (Role.SOCIAL_WORKER, "task", "what"),  # what was agreed is a note
        (Role.SOCIAL_WORKER, "person", "is_address_protected"),  # not declared
        (Role.NETWORK_COORDINATOR, "offer", "requirements"),  # a long text
    ],
)
def test_what_is_not_open_is_refused_to_forged_requests(
    client_as: Sign, office: Office, role: Role, table: str, field: str
) -> None:
    record = getattr(office, table)()
    answer = Cells(client_as(role), table).send((record.id, field, ["x"], [""]))
    assert answer.status_code == 403


@pytest.mark.parametrize("role", [Role.CARETAKER, Role.BENEFITS_CLERK, Role.STATISTICS_READER])
def test_who_only_reads_finds_a_plain_list(client_as: Sign, office: Office, role: Role) -> None:
    office.offer()
    client = client_as(role)
    assert "data-sheet" not in client.get("/admin/offer/").text
    assert client.get("/admin/offer/cells/?id=1").status_code == 403


def test_a_record_out_of_reach_is_gone(client_as: Sign, office: Office) -> None:
    cells = Cells(client_as(Role.SOCIAL_WORKER), "person")
    told = cells.send((999_999, "birth_place", ["Haan"], [""])).json["answers"][0]
    assert told["state"] == "gone"


@pytest.mark.parametrize(
    "sent",
    [[], {"changes": 3}, {"changes": [{"id": "x"}]}, {"changes": [{"id": 1, "name": "name"}]}],
)
def test_nonsense_is_answered_with_400(cells: Cells, sent: Any) -> None:
    assert cells.post("save/", sent).status_code == 400


def test_columns_of_a_sheet_are_fields_of_its_form(app: Flask) -> None:
    with app.test_request_context():
        for view in views_of(app):
            unknown = {name for name in view.sheet_fields if name not in view.form_columns}
            assert not unknown, (view.endpoint, unknown)


def test_html_in_a_cell_stays_text(cells: Cells, office: Office) -> None:
    offer = office.offer()
    cells.type(offer.id, "name", "<img src=x onerror=alert(1)>")
    assert "<img" not in cells.row(offer.id)["html"]


def test_a_megabyte_in_a_cell_is_refused(cells: Cells, office: Office) -> None:
    offer = office.offer(name="Kurz")
    assert cells.type(offer.id, "name", "x" * 1_000_000)["state"] == "refused"
    assert office.fresh(offer).name == "Kurz"


def test_a_saved_day_is_known_as_it_is_kept(cells: Cells, office: Office) -> None:
    offer = office.offer()
    told = cells.type(offer.id, "valid_until", "3.4.27")
    assert told["values"] == cells.row(offer.id)["values"]["valid_until"] == ["03.04.2027"]


def test_a_refused_cell_does_not_hold_up_the_others_of_its_row(
    client_as: Sign, office: Office
) -> None:
    stay = office.stay(office.person(), valid_from=TODAY)
    cells = Cells(client_as(Role.ACCOMMODATION_ADMIN), "stay")
    seen = cells.row(stay.id)["values"]
    before = (stay.valid_from - timedelta(days=9)).strftime("%d.%m.%Y")
    sent = cells.send(
        (stay.id, "valid_to", [before], seen["valid_to"]),
        (stay.id, "reason", [str(office.entry(StayReason).id)], seen["reason"]),
    )
    assert {told["name"]: told["state"] for told in sent.json["answers"]} == {
        "valid_to": "refused",
        "reason": "saved",
    }

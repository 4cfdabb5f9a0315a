"""A block from a spreadsheet into a list: looked at, written as one step, taken back as one."""

from datetime import time
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from admin_views.import_work import AT_ONCE
from models import AuditEntry, Offer
from models.audit_entry import AuditAction
from models.catalogue import OfficeLocation, StayReason
from models.change_step import ChangeStep, StepKind
from models.office_hour import OfficeHour, Weekday
from models.permissions import Role
from tests.conftest import Sign, token_of
from tests.factories import TODAY, Office

COLUMNS = [["name", "Angebot"], ["partner", "Netzwerkpartner"], ["", "Nächste Schritte"]]
DAYS = [["valid_until", "Gültig bis"], ["capacity", "Plätze"], ["cost", "Kosten"]]


class Block:
    """Somebody who pastes into a list."""

    def __init__(self, client: FlaskClient, table: str) -> None:
        self.client, self.url = client, f"/admin/{table}/cells/"
        self.token = token_of(client.get("/admin/").text)

    def post(self, part: str, **sent: Any) -> TestResponse:
        return self.client.post(f"{self.url}{part}", json=sent, headers={"X-CSRFToken": self.token})

    def check(self, text: str, ids: list[int], columns: Any = COLUMNS) -> Any:
        return self.post("paste/check/", text=text, ids=ids, columns=columns).json

    def write(self, *rows: dict[str, Any]) -> TestResponse:
        base: dict[str, Any] = {"id": None, "version": None, "chosen": {}}
        return self.post("paste/write/", rows=[base | row for row in rows])


@pytest.fixture
def block(client_as: Sign) -> Block:
    return Block(client_as(Role.NETWORK_COORDINATOR), "offer")


def offers(office: Office) -> list[Offer]:
    office.session.expire_all()
    return list(office.session.scalars(select(Offer).order_by(Offer.id)))


def states(check: dict[str, Any]) -> dict[str, str]:
    return {name: cell["state"] for name, cell in check["cells"].items()}


def test_the_check_says_what_would_become_of_each_cell(block: Block, office: Office) -> None:
    offer = office.offer(name="Alt", valid_until=None)
    told = block.check("3.4.26\t12\tfrei\n29.02.2027\tzwölf\t\n", [offer.id], DAYS)
    changed, refused = told["checks"]
    assert changed["outcome"] == "changes"
    assert changed["cells"]["valid_until"]["new"] == "03.04.2026"
    assert states(refused)["valid_until"] == "refused"
    assert "Kalender" in refused["cells"]["valid_until"]["text"]
    assert "ganze Zahl" in refused["cells"]["capacity"]["text"]
    assert "Angebot" in told["why_not"]
    assert told["notes"] == ["Leere Zellen des Blocks lassen in der Liste alles, wie es ist."]
    assert office.fresh(offer).valid_until is None


def test_columns_without_a_place_are_named(block: Block, office: Office) -> None:
    offer = office.offer()
    notes = block.check("Neu\t\tx\tStraße 3\t=1+1", [offer.id])["notes"]
    assert any("Nächste Schritte" in note for note in notes)
    assert any("2 Spalten passen" in note and "„Straße 3“, „=1+1“" in note for note in notes)


def test_a_name_that_fits_several_is_asked_for(block: Block, office: Office) -> None:
    one, other = (office.partner(name="Xaver", town=town) for town in ("Haan", "Hilden"))
    offer = office.offer(one)
    cell = block.check("\tXaver", [offer.id])["checks"][0]["cells"]["partner"]
    assert cell["state"] == "doubtful"
    assert sorted(key for key, _ in cell["choices"]) == sorted([one.id, other.id])
    row = {"id": offer.id, "version": offer.version, "cells": {"partner": "Xaver"}}
    assert block.write(row).status_code == 409
    assert block.write(row | {"chosen": {cell["place"]: str(other.id)}}).status_code == 200
    assert office.fresh(offer).partner_id == other.id


def test_a_block_is_one_step_that_changes_and_adds_and_goes_back(
    block: Block, office: Office
) -> None:
    partner = office.partner(name="Xaver")
    offer = office.offer(partner, name="Alt")
    before = len(offers(office))
    answer = block.write(
        {"id": offer.id, "version": offer.version, "cells": {"name": "Neu", "cost": "=1+1"}},
        {"cells": {"name": "<b>Kurs</b>", "partner": "xaver"}},
    ).json
    office.fresh(offer)
    assert (offer.name, offer.cost) == ("Neu", "=1+1")
    assert offers(office)[-1].name == "<b>Kurs</b>"
    drawn = answer["rows"][str(answer["new"][0])]["html"]
    assert ("&lt;b&gt;Kurs" in drawn, "<b>Kurs" in drawn) == (True, False)
    made = office.only(ChangeStep)
    assert (made.kind, made.count) == (StepKind.PASTE, 2)
    assert block.post("undo/", step=answer["step"]).status_code == 200
    assert (len(offers(office)), office.fresh(offer).name) == (before, "Alt")


def test_who_saved_meanwhile_is_named_and_nothing_is_written(block: Block, office: Office) -> None:
    mine, theirs = office.offer(name="Meins"), office.offer(name="Vorher")
    version = theirs.version
    theirs.name = "Von der Kollegin"
    office.session.commit()
    answer = block.write(
        {"id": mine.id, "version": mine.version, "cells": {"name": "Neu"}},
        {"id": theirs.id, "version": version, "cells": {"name": "Neu"}},
    )
    assert answer.status_code == 409
    assert "Von der Kollegin" in answer.json["problems"][0]
    assert office.fresh(mine).name == "Meins"
    assert office.every(ChangeStep) == []


def test_cell_form_and_block_refuse_alike(block: Block, office: Office) -> None:
    offer = office.offer()
    for name, text in (("valid_until", "31.02.2027"), ("capacity", "viele"), ("name", "x" * 500)):
        change = {"id": offer.id, "name": name, "values": [text], "seen": [""]}
        cell = block.post("save/", changes=[change]).json["answers"][0]
        pasted = block.check(text, [offer.id], [[name, ""]])["checks"][0]["cells"][name]
        form = block.client.post(
            f"/admin/offer/edit/?id={offer.id}",
            data={"csrf_token": block.token, "version": str(offer.version), name: text},
        ).text
        assert cell["state"] == pasted["state"] == "refused"
        assert cell["text"] == pasted["text"]
        assert pasted["text"] in form


def test_a_rule_of_the_record_refuses_its_cell_and_leaves_the_others(
    client_as: Sign, office: Office
) -> None:
    stay = office.stay(office.person())
    block = Block(client_as(Role.ACCOMMODATION_ADMIN), "stay")
    columns = [["valid_to", "bis"], ["reason", "Grund"]]
    reason = office.entry(StayReason).label_de
    told = block.check(f"01.01.1990\t{reason}", [stay.id], columns)["checks"][0]
    assert states(told) == {"valid_to": "refused", "reason": "changes"}
    assert told["outcome"] == "changes"


def test_rows_that_contradict_each_other_are_told_apart(client_as: Sign, office: Office) -> None:
    place = office.entry(OfficeLocation)
    hours = [
        office.add(OfficeHour(office_location=place, weekday=day, opens_at=time(8),
                              closes_at=time(9), valid_from=TODAY))
        for day in (Weekday.SATURDAY, Weekday.SUNDAY)
    ]  # fmt: skip
    block = Block(client_as(Role.TEAM_LEAD), "office_hour")
    ids = [one.id for one in hours]
    one, other = block.check("7:30\n7:30", ids, [["opens_at", "Von"]])["checks"]
    assert [one["outcome"], other["outcome"]] == ["changes", "changes"]
    one, other = block.check("Sonntag\nSonntag", ids, [["weekday", "Wochentag"]])["checks"]
    assert [one["outcome"], other["outcome"]] == ["refused", "same"]
    assert "gibt es" in one["cells"]["weekday"]["text"]
    row = {"id": ids[0], "version": 1, "cells": {"weekday": "Sonntag"}}
    answer = block.write(row)
    assert answer.status_code == 409
    assert "Zeile 1" in answer.json["problems"][0]


def test_many_rows_are_checked_in_parts_and_too_many_are_refused(
    block: Block, office: Office
) -> None:
    office.partner(name="Xaver")
    text = "\n".join(f"Kurs {number}\tXaver" for number in range(AT_ONCE + 1))
    told = block.check(text, [])
    assert (told["count"], len(told["checks"])) == (AT_ONCE + 1, AT_ONCE)
    rest = block.post("paste/check/", rows=told["rows"][AT_ONCE:], ids=[], columns=COLUMNS).json
    assert rest["checks"][0]["outcome"] == "adds"
    for large in ("x\n" * 10_000, "x" * 1_000_001):
        assert "5.000 Zeilen" in block.check(large, [])["problem"]
    assert "Text" in block.check("\n", [])["problem"]


@pytest.mark.parametrize("name", ["note", "requirements", "version"])
def test_what_no_cell_shows_is_refused_and_noted(block: Block, office: Office, name: str) -> None:
    offer = office.offer()
    sent = {"id": offer.id, "version": offer.version, "cells": {name: "x"}}
    assert block.write(sent).status_code == 403
    assert block.post("paste/check/", text="x", ids=[], columns=[[name, ""]]).status_code == 403
    refused = [one for one in office.every(AuditEntry) if one.action is AuditAction.REFUSED]
    assert len(refused) == 2


def test_who_may_not_add_only_changes(client_as: Sign, office: Office) -> None:
    person = office.person()
    block = Block(client_as(Role.SOCIAL_WORKER), "person")
    told = block.check("Haan\nHilden", [person.id], [["birth_place", "Geburtsort"]])
    assert "Nachname" in told["why_not"]
    assert told["checks"][0]["outcome"] == "changes"
    caretaker, unit = Block(client_as(Role.CARETAKER), "unit"), office.unit(number="9.99")
    assert caretaker.write({"cells": {"number": "x"}}).status_code == 403
    row = {"id": unit.id, "version": unit.version, "cells": {"number": "9.98"}}
    assert caretaker.write(row).status_code == 200


def test_records_deleted_or_out_of_reach_stay_out(block: Block, office: Office) -> None:
    told = block.check("Neu", [999_999])["checks"][0]
    assert told["outcome"] == "refused"
    assert "gelöscht" in told["cells"]["name"]["text"]
    row = {"id": 999_999, "version": 1, "cells": {"name": "Neu"}}
    assert block.write(row).status_code == 409


def test_a_closed_file_stays_closed(client_as: Sign, office: Office) -> None:
    person = office.close_file(office.person(birth_place="Kabul"), "sozialarbeit")
    block = Block(client_as(Role.SOCIAL_WORKER), "person")
    told = block.check("Haan", [person.id], [["birth_place", "Geburtsort"]])["checks"][0]
    assert "geschlossen" in told["cells"]["birth_place"]["text"]
    row = {"id": person.id, "version": person.version, "cells": {"birth_place": "Haan"}}
    assert block.write(row).status_code == 409
    assert office.fresh(person).birth_place == "Kabul"
    hidden = office.close_file(office.person(), "leitung")
    told = block.check("Haan", [hidden.id], [["birth_place", "Geburtsort"]])["checks"][0]
    assert "gelöscht" in told["cells"]["birth_place"]["text"]
    refused = [one for one in office.every(AuditEntry) if one.action is AuditAction.REFUSED]
    assert [one.record_id for one in refused] == [hidden.id]


def test_a_choice_of_the_office_is_named_by_its_words(client_as: Sign, office: Office) -> None:
    field = office.own_field(label_de="Farbe", entries=["Blau", "Rot"], is_listed=True)
    key, name = str(field.choices[0].id), f"own_{field.code}"
    person = office.person()
    block = Block(client_as(Role.SOCIAL_WORKER), "person")
    one, other = block.check(f"blau\n{key}", [person.id, person.id], [[name, "Farbe"]])["checks"]
    assert states(one) == {name: "changes"}
    assert states(other) == {name: "refused"}


def test_who_may_add_rows_takes_the_block_back(client_as: Sign, office: Office) -> None:
    office.partner(name="Xaver")
    block = Block(client_as(Role.SOCIAL_WORKER), "offer")
    answer = block.write({"cells": {"name": "Kurs", "partner": "Xaver"}})
    before = len(offers(office))
    assert block.post("undo/", step=answer.json["step"]).status_code == 200
    assert len(offers(office)) == before - 1


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"columns": [["name"]]},
        {"columns": COLUMNS},
        {"columns": COLUMNS, "rows": ["x"]},
        {"columns": COLUMNS, "ids": 5},
        {"columns": 5},
    ],
)
def test_nonsense_is_no_block(block: Block, sent: dict[str, Any]) -> None:
    assert block.post("paste/check/", **sent).status_code == 400
    assert block.post("paste/write/", **sent).status_code == 400


def test_nobody_pastes_without_the_mark_of_the_page(block: Block, office: Office) -> None:
    office.partner(name="Xaver")
    count = len(offers(office))
    row = {"id": None, "version": None, "cells": {"name": "Kurs", "partner": "Xaver"}, "chosen": {}}
    answer = block.client.post(f"{block.url}paste/write/", json={"rows": [row]})
    assert answer.status_code == 400
    assert len(offers(office)) == count
    assert block.write(row).status_code == 200  # with the mark it is taken

"""Every list that is typed into: each of its cells takes a value or says why not."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from admin_views.base import RecordView
from models.acting import Acting, acting_as
from models.permissions import Role
from tests.conftest import NOW, Sign
from tests.factories import Office
from tests.lists import grant_everything, one_of_each, views_of
from tests.test_worksheet import Cells

TYPED = {
    "text": "Ganz neu",
    "number": "17",
    "date": "24.12.2026",
    "moment": "24.12.2026 10:30",
    "clock": "10:30",
    "tick": "y",
}
TOLD = {"saved", "same", "refused", "fixed"}


def kinds_of(app: Flask, view: RecordView) -> dict[str, str]:
    """What somebody with every role may type into."""
    with app.test_request_context(), acting_as(Acting(1, frozenset(Role), NOW)):
        return view.cell_kinds()


def other_value(cells: Cells, name: str, kind: str, seen: list[str]) -> list[str]:
    """What somebody might type instead; a record already named stays the one."""
    if kind in ("choice", "several"):
        offered = cells.client.get(f"{cells.url}choices/?name={name}").json
        return [offered[-1][0]]
    return [TYPED[kind]] if kind in TYPED else seen or [""]


@pytest.mark.parametrize("is_by_itself", [True, False], ids=["one by one", "a row at once"])
def test_every_cell_takes_a_value_or_says_why_not(
    app: Flask, office: Office, client_as: Sign, is_by_itself: bool
) -> None:
    who = grant_everything(office)
    one_of_each(office, who)
    client = client_as(who)
    shut: dict[str, Any] = {}
    done = 0
    for view in views_of(app):
        kinds = kinds_of(app, view)
        key = office.session.scalar(select(view.model.id).order_by(view.model.id).limit(1))
        office.session.commit()
        if not kinds or key is None:
            continue
        cells = Cells(client, view.endpoint)
        row = cells.row(key)["values"]
        wished = {name: other_value(cells, name, kinds[name], row[name]) for name in row}
        changes = [(key, name, value, row[name]) for name, value in wished.items()]
        for part in [[change] for change in changes] if is_by_itself else [changes]:
            answer = cells.send(*part)
            assert answer.status_code == 200, (view.endpoint, part)
            for told in answer.json["answers"]:
                assert told["state"] in TOLD, (view.endpoint, told)
                done += told["state"] == "saved"
                if told["state"] in ("refused", "fixed"):
                    shut[f"{view.endpoint}.{told['name']}"] = told["text"]
                    assert told["text"]
                    assert "_" not in told["text"], told  # a field is told by its word
    assert not is_by_itself or len(shut) < 20, shut
    assert done > (180 if is_by_itself else 150), done


def test_the_lists_of_daily_work_are_typed_into(app: Flask) -> None:
    open_lists = {view.endpoint for view in views_of(app) if kinds_of(app, view)}
    daily = {
        "person", "appointment", "task", "stay", "unit", "partner", "contact", "offer", "volunteer",
        "assignment", "event", "residence_status", "benefit_period", "household",
    }  # fmt: skip
    assert daily <= open_lists


def test_what_is_locked_or_secret_is_never_typed_into(app: Flask) -> None:
    for name in ("goal", "career_phase", "consent", "referral", "audit_entry", "document", "staff"):
        view = next(view for view in views_of(app) if view.endpoint == name)
        assert kinds_of(app, view) == {}


def test_a_new_row_takes_all_that_its_record_needs(
    app: Flask, office: Office, client_as: Sign
) -> None:
    client = client_as(grant_everything(office))
    views = [view for view in views_of(app) if view.has_new_rows]
    begun = {view.endpoint: client.get(f"/admin/{view.endpoint}/cells/new/").json for view in views}
    assert len(views) >= 11
    assert {name: row["missing"] for name, row in begun.items() if row["missing"]} == {}
    assert all(row["shown"] for row in begun.values())

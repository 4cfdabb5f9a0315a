"""Large exports: written beside the work, shown as they grow, fetched once, gone after an hour."""

import csv
import io
import os
import re
import stat
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from admin_views import export, export_jobs
from admin_views.base import RecordView
from admin_views.export_jobs import KEEP_FOR, LONGEST, Shelf
from models import Contact, StaffRole
from models.audit_entry import AuditAction, AuditEntry
from models.permissions import Role
from tests.asking import post
from tests.conftest import Sign
from tests.factories import Office
from tests.lists import Lists, crowd

ROWS = 30
CSV = "/admin/contact/export/csv/"


@pytest.fixture
def place(app: Flask, tmp_path: Path) -> Iterator[Path]:
    """Where the files of this test wait."""
    before = app.config["EXPORT_FOLDER"]
    app.config["EXPORT_FOLDER"] = str(tmp_path / "exports")
    yield tmp_path / "exports"
    app.config["EXPORT_FOLDER"] = before


@pytest.fixture
def large(office: Office, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that is too long to come with the answer."""
    monkeypatch.setattr(export, "AT_ONCE", 5)
    monkeypatch.setattr(export, "STEP", 10)
    monkeypatch.setattr(export_jobs, "TELL_EVERY", 0.0)
    office.contact(name="=1+1")
    crowd(office, Contact, ROWS)


def told(client: FlaskClient) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = client.get("/admin/exports/state.json").json
    return found


def ended(client: FlaskClient) -> str:
    """Wait until the only export has come to its end; its key."""
    for _ in range(400):
        [(key, job)] = told(client).items()
        if job["state"] in ("ready", "failed"):
            return key
        time.sleep(0.05)
    raise AssertionError("the export does not end")


def fetch(client: FlaskClient, key: str, status: int = 200) -> bytes:
    answer = client.get(f"/admin/exports/{key}/file")
    assert answer.status_code == status
    return answer.data


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Holds every export back after its first rows until the test lets it go on."""
    let_go = threading.Event()
    text_of = RecordView._export_text

    def held(view: RecordView, name: str, row: Any) -> str:
        assert let_go.wait(30)
        return text_of(view, name, row)

    monkeypatch.setattr(RecordView, "_export_text", held)
    yield let_go
    let_go.set()


@pytest.mark.usefixtures("large")
def test_a_long_list_is_written_beside_the_work_and_fetched_once(
    lists: Lists, office: Office, place: Path
) -> None:
    answer = lists.client.get(CSV)
    assert (answer.status_code, answer.location) == (303, "/admin/exports/")
    key = ended(lists.client)
    page = lists.client.get("/admin/exports/").text
    assert f"/admin/exports/{key}/file" in page
    assert "Fertig: 30 Zeilen" in page
    assert office.every(select(AuditEntry).where(AuditEntry.action == AuditAction.EXPORTED)) == []
    rows = read(fetch(lists.client, key))
    assert len(rows) == ROWS + 1
    assert rows[1][2] == "'=1+1"
    noted = office.only(select(AuditEntry).where(AuditEntry.action == AuditAction.EXPORTED))
    assert (noted.table_name, noted.detail) == ("contact", f"csv, {ROWS}")
    assert list(place.iterdir()) == []
    assert fetch(lists.client, key, 302)


@pytest.mark.usefixtures("large")
def test_a_long_sheet_is_the_same_list(lists: Lists) -> None:
    lists.client.get("/admin/contact/export/xlsx/?sort=title&desc=1&cols=title.name")
    book = openpyxl.load_workbook(io.BytesIO(fetch(lists.client, ended(lists.client))))
    sheet = book.worksheets[0]
    assert (sheet.max_row, sheet.max_column) == (ROWS + 1, 2)


@pytest.mark.usefixtures("large")
def test_nobody_else_gets_the_file_or_hears_of_it(
    lists: Lists, client_as: Sign, place: Path
) -> None:
    lists.client.get(CSV)
    key = ended(lists.client)
    other = client_as(Role.SOCIAL_WORKER)
    assert told(other) == {}
    assert b"=1+1" not in fetch(other, key, 302)
    post(other, f"/admin/exports/{key}/cancel")
    assert list(told(lists.client)) == [key]


@pytest.mark.usefixtures("large")
def test_the_files_are_for_the_program_alone(lists: Lists, place: Path) -> None:
    lists.client.get(CSV)
    ended(lists.client)
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in place.iterdir()} == {0o600}


@pytest.mark.usefixtures("large")
def test_who_lost_a_role_meanwhile_does_not_get_the_file(
    lists: Lists, office: Office, place: Path
) -> None:
    lists.client.get(CSV)
    key = ended(lists.client)
    lost = select(StaffRole).where(StaffRole.role == Role.NETWORK_COORDINATOR)
    for role in office.every(lost):
        if role.staff.username == "verwaltung":
            office.session.delete(role)
    office.session.commit()
    fetch(lists.client, key, 403)
    assert list(place.iterdir()) == []


@pytest.mark.usefixtures("large")
def test_the_page_tells_how_far_it_is_and_work_goes_on(lists: Lists, gate: threading.Event) -> None:
    lists.client.get(CSV)
    assert lists.client.get("/admin/person/").status_code == 200
    [job] = told(lists.client).values()
    assert job["text"] == "0 von 30 Zeilen"
    page = lists.client.get("/admin/exports/").text
    assert re.search(rf'<progress max="{ROWS}" value="0"', page)
    gate.set()
    ended(lists.client)


@pytest.mark.usefixtures("large")
def test_two_clicks_make_one_export_and_another_order_a_second(
    lists: Lists, gate: threading.Event
) -> None:
    for _ in range(2):
        lists.client.get(CSV)
    assert len(told(lists.client)) == 1
    lists.client.get(f"{CSV}?sort=title")
    assert len(told(lists.client)) == 2


@pytest.mark.usefixtures("large")
def test_what_is_called_off_leaves_nothing_behind(
    lists: Lists, gate: threading.Event, place: Path
) -> None:
    lists.client.get(CSV)
    [key] = told(lists.client)
    post(lists.client, f"/admin/exports/{key}/cancel")
    gate.set()
    for thread in threading.enumerate():
        if thread.name.endswith("(_run)"):
            thread.join(20)
    assert list(place.iterdir()) == []
    assert told(lists.client) == {}


@pytest.mark.usefixtures("large")
def test_a_fault_is_told_and_not_waited_for(
    lists: Lists, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr(RecordView, "_export_text", break_down)
    lists.client.get(CSV)
    key = ended(lists.client)
    assert told(lists.client)[key]["text"].startswith("Das hat nicht geklappt.")
    assert not (place / f"{key}.data").exists()
    fetch(lists.client, key, 302)


@pytest.mark.usefixtures("large")
def test_an_export_whose_process_is_gone_has_failed(
    lists: Lists, gate: threading.Event, place: Path
) -> None:
    lists.client.get(CSV)
    [key] = told(lists.client)
    (place / f"{key}.data").unlink()
    (place / f"{key}.data").touch()  # nobody holds it, as after a restart
    assert told(lists.client)[key]["state"] == "failed"


@pytest.mark.usefixtures("large")
def test_after_an_hour_everything_is_gone(lists: Lists, place: Path) -> None:
    lists.client.get(CSV)
    ended(lists.client)
    for file in place.iterdir():
        os.utime(file, (time.time() - KEEP_FOR - 1,) * 2)
    (place / "sheet").mkdir()  # left by a process that was ended
    os.utime(place / "sheet", (time.time() - LONGEST - 1,) * 2)
    assert told(lists.client) == {}
    assert list(place.iterdir()) == []


@pytest.mark.usefixtures("large")
def test_a_download_that_breaks_off_is_closed_and_may_be_tried_again(
    lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "PIECE", 100)
    lists.client.get(CSV)
    key = ended(lists.client)
    answer = lists.client.get(f"/admin/exports/{key}/file", buffered=False)
    next(iter(answer.response))
    answer.close()
    assert len(read(fetch(lists.client, key))) == ROWS + 1


@pytest.mark.parametrize("key", ["999999", "..%2F..%2Fsim", "a" * 500])
def test_a_key_that_is_none_leads_back(lists: Lists, key: str) -> None:
    assert lists.client.get(f"/admin/exports/{key}/file").status_code in (302, 404)


def test_a_key_never_leaves_the_folder(tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text("{}")
    shelf = Shelf(tmp_path / "exports")
    assert shelf.get("../other") is None


@pytest.mark.usefixtures("large")
def test_looking_on_takes_nothing_from_a_sheet_that_is_being_written(
    lists: Lists, gate: threading.Event
) -> None:
    lists.client.get("/admin/contact/export/xlsx/")
    told(lists.client)
    gate.set()
    for _ in range(20):  # its parts bear a date of 1980 while they are packed
        told(lists.client)
    key = ended(lists.client)
    assert told(lists.client)[key]["state"] == "ready"

"""While a table is written: a process that is killed leaves nothing, others are told to wait."""

import os
import signal
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale
from sqlalchemy import select

from admin_views import import_work
from admin_views.grids import grid_of
from admin_views.import_jobs import WRITING, ImportJob, ImportShelf
from admin_views.import_work import writing
from models import ChangeStep, Partner, engine
from models.acting import Acting, acting_as
from models.base import db
from models.permissions import Role
from tests.asking import post
from tests.conftest import NOW, Sign
from tests.factories import Office
from tests.importing import begun, matched


def killed_at_the_second_chunk(app: Flask, job: ImportJob) -> None:
    """What another process does of the import, until it is killed."""
    done: list[int] = []

    def tell(number: int) -> None:
        done.append(number)
        if len(done) == 2:
            os.kill(os.getpid(), signal.SIGKILL)

    someone = Acting(job.staff_id, frozenset({Role.NETWORK_COORDINATOR}), NOW)
    with app.app_context(), force_locale("de"), acting_as(someone):
        db.engine.dispose(close=False)
        writing(grid_of("partner").target(job), ImportShelf(), job)(tell)


def test_a_process_that_is_killed_half_way_leaves_nothing(
    app: Flask, client_as: Sign, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_as(Role.NETWORK_COORDINATOR)
    url = begun(client, *(f"Zwiesel {number};Sonstige;;;;" for number in range(6)))
    matched(client, url)
    monkeypatch.setattr(import_work, "AT_ONCE", 2)
    with app.app_context():
        shelf = ImportShelf()
        job = shelf.get(url.split("/")[-2], office.staff("koordination").id)
        office.session.commit()
        assert job is not None
        shelf.put(replace(job, state=WRITING, total=6))
    child = os.fork()
    if child == 0:
        try:
            killed_at_the_second_chunk(app, job)
        finally:
            os._exit(1)  # not reached: it is killed
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert "Der Import wurde unterbrochen" in client.get(url).text
    written = select(Partner).where(Partner.name.startswith("Zwiesel"))
    assert office.every(written) == []
    assert office.every(ChangeStep) == []


def test_whoever_saves_meanwhile_is_told_to_wait_and_loses_nothing(
    app: Flask, client_as: Sign, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    client: FlaskClient = client_as(Role.SOCIAL_WORKER)
    known = office.partner(name="Zwieseltafel").id
    monkeypatch.setattr(engine, "PRAGMAS", (*engine.PRAGMAS, "busy_timeout=50"))
    with app.app_context():
        file = Path(db.engine.url.database or "")
        db.engine.dispose()
    importing = sqlite3.connect(file, isolation_level=None)
    importing.execute("BEGIN IMMEDIATE")
    assert client.get("/admin/partner/").status_code == 200  # lists stay open
    sent = {"name": "Zwieseltafel Haan", "note": "Lange getippt", "version": "1"}
    answer = post(client, f"/admin/partner/edit/?id={known}", **sent)
    importing.close()
    assert answer.status_code == 503
    assert "Eine große Tabelle wird gerade geschrieben" in answer.text
    assert "Lange getippt" in answer.text

"""Unsigned papers printed together: who gets which, in what order, and what the trail says."""

import io
import time

import pypdfium2
import pytest
from flask.testing import FlaskClient

from models.audit_entry import AuditAction, AuditEntry
from models.document import Document, DocumentState
from models.permissions import Role
from tests.conftest import Sign, token_of
from tests.factories import Office

URL = "/admin/document/batch"


def paper(pages: int = 1) -> bytes:
    document, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    for _ in range(pages):
        document.new_page(595, 842)
    document.save(out)
    return out.getvalue()


@pytest.fixture
def worker(client_as: Sign) -> FlaskClient:
    return client_as(Role.SOCIAL_WORKER)


def print_together(client: FlaskClient, *documents: Document) -> bytes:
    """Tick these, wait until the file is ready, fetch it."""
    sent = {"csrf_token": token_of(client.get(URL).text), "ids": [one.id for one in documents]}
    answer = client.post(URL, data=sent)
    assert answer.status_code == 303, answer.text[-800:]
    for _ in range(100):
        told = client.get("/admin/exports/state.json").json or {}
        [(key, job)] = told.items()
        if job["state"] in ("ready", "failed"):
            break
        time.sleep(0.05)
    return client.get(f"/admin/exports/{key}/file").data


def test_the_ticked_papers_become_one_file(worker: FlaskClient, office: Office) -> None:
    one, two = office.document(pdf=paper(2)), office.document(pdf=paper())
    office.document(pdf=paper(5))
    pdf = print_together(worker, one, two)
    assert len(pypdfium2.PdfDocument(pdf)) == 3
    printed = {
        entry.record_id
        for entry in office.every(AuditEntry)
        if entry.action is AuditAction.PRINTED and entry.table_name == "document"
    }
    assert printed == {one.id, two.id}


def test_only_what_waits_for_signatures_is_offered(worker: FlaskClient, office: Office) -> None:
    waits, signed, closed = (office.document(pdf=paper()) for _ in range(3))
    reader = office.staff("sozialarbeit")
    signed.state = DocumentState.SIGNED
    closed.person.readers = [reader]
    closed.person.is_restricted = True
    office.session.commit()
    page = worker.get(URL).text
    assert waits.number in page
    assert signed.number not in page
    assert closed.number not in page


def test_papers_of_a_day_are_found_by_it(worker: FlaskClient, office: Office) -> None:
    document = office.document(pdf=paper())
    assert document.number in worker.get(f"{URL}?day=heute").text
    assert document.number not in worker.get(f"{URL}?day=1.1.2026").text
    assert "im Kalender nicht" in worker.get(f"{URL}?day=xyzzy").text


def test_nothing_ticked_prints_nothing(worker: FlaskClient, office: Office) -> None:
    office.document(pdf=paper())
    answer = worker.post(URL, data={"csrf_token": token_of(worker.get(URL).text)})
    assert answer.status_code == 422


def test_a_colleagues_paper_cannot_be_slipped_in(client_as: Sign, office: Office) -> None:
    document = office.document(pdf=paper())
    office.responsibility(document.person, "sozialarbeit")
    other = client_as("sozialarbeit3")
    sent = {"csrf_token": token_of(other.get(URL).text), "ids": [document.id]}
    assert other.post(URL, data=sent).status_code == 422


def test_a_damaged_file_stops_the_print_and_says_so(worker: FlaskClient, office: Office) -> None:
    document = office.document(pdf=b"%PDF-1.4 no file at all")
    assert b"%PDF" not in print_together(worker, document)

"""Scans of papers signed in ink: they find their document, or wait to be told which it is."""

import io

import pypdfium2
import pytest
import segno
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from models import CounsellingSession, Document, StoredFile
from models.base import RulesBroken
from models.filing import file_scan
from models.permissions import Role
from models.stored_file import LARGEST_FILE, FilePurpose, ScanDoubt
from tests.conftest import Sign, token_of
from tests.factories import Office
from tests.test_signing import Case

URL = "/admin/scan/"


def code(document: Document, digest: str = "") -> str:
    return f"SIM:{document.number}:{digest or document.content_hash[:32]}"


def photo(text: str = "", kind: str = "PNG", tilt: int = 0) -> bytes:
    """A page as a camera sees it, with this code in its corner."""
    page = Image.new("L", (1240, 1754), 255)
    if text:
        drawn = io.BytesIO()
        segno.make(text, error="m", micro=False).save(drawn, kind="png", scale=4)
        page.paste(Image.open(drawn).convert("L"), (900, 80))
    out = io.BytesIO()
    page.rotate(tilt, fillcolor=255).save(out, kind)
    return out.getvalue()


def batch(*pages: bytes) -> bytes:
    """What the scanner makes of a pile of papers."""
    pictures = [Image.open(io.BytesIO(page)) for page in pages]
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=150)
    return out.getvalue()


def hand_in(client: FlaskClient, *contents: bytes, name: str = "scan.pdf") -> TestResponse:
    token = token_of(client.get(URL).text)
    files = [(io.BytesIO(content), name) for content in contents]
    return client.post(URL, data={"csrf_token": token, "files": files})


@pytest.fixture
def worker(client_as: Sign) -> FlaskClient:
    return client_as(Role.SOCIAL_WORKER)


def scans(office: Office) -> list[StoredFile]:
    return [file for file in office.every(StoredFile) if file.purpose is FilePurpose.SCAN]


@pytest.mark.parametrize(("kind", "tilt"), [("PNG", 0), ("JPEG", 4), ("JPEG", 180)])
def test_a_photo_of_a_signed_paper_is_filed_by_its_code(
    worker: FlaskClient, office: Office, kind: str, tilt: int
) -> None:
    document = office.document()
    answer = hand_in(worker, photo(code(document), kind, tilt))
    assert document.number in answer.text
    [file] = scans(office)
    assert file.document_id == document.id
    assert file.doubt is None


def test_a_pile_of_papers_is_parted(worker: FlaskClient, office: Office) -> None:
    one, two = office.document(), office.document(office.counselling_session())
    pile = batch(photo(code(one)), photo(), photo(code(two)))
    hand_in(worker, pile)
    filed = {file.document_id: file for file in scans(office)}
    assert set(filed) == {one.id, two.id}
    assert filed[one.id].pages == 2
    assert len(pypdfium2.PdfDocument(filed[one.id].read())) == 2
    assert len(pypdfium2.PdfDocument(filed[two.id].read())) == 1


def test_the_paper_that_was_printed_finds_its_way_back(worker: FlaskClient, office: Office) -> None:
    case = Case(worker, office, office.counselling_session(content="Zwetschgenmus"))
    document = case.issue()
    hand_in(worker, case.printed())
    [file] = scans(office)
    assert file.document_id == document.id
    page = worker.get(f"/admin/document/details/?id={document.id}").text
    assert f"/admin/stored_file/{file.id}/file" in page


def test_the_same_scan_is_filed_once(worker: FlaskClient, office: Office) -> None:
    document = office.document()
    picture = photo(code(document))
    hand_in(worker, picture)
    assert "schon abgelegt" in hand_in(worker, picture).text
    assert len(scans(office)) == 1


def test_doubtful_pages_wait_with_their_reason(worker: FlaskClient, office: Office) -> None:
    document = office.document()
    pages = {
        ScanDoubt.NO_CODE: photo(),
        ScanDoubt.FOREIGN_CODE: photo("https://example.org"),
        ScanDoubt.UNKNOWN_NUMBER: photo(f"SIM:GP-2026-999999:{'0' * 32}"),
        ScanDoubt.OTHER_TEXT: photo(code(document, "0" * 32)),
    }
    hand_in(worker, *pages.values(), name="scan.png")
    assert [file.doubt for file in scans(office)] == list(pages)
    assert {file.document_id for file in scans(office)} == {None}
    assert "GP-2026-999999" in worker.get(URL).text


def test_a_doubtful_scan_is_filed_by_hand_or_removed(worker: FlaskClient, office: Office) -> None:
    document = office.document()
    hand_in(worker, photo(), photo("https://example.org"), name="scan.png")
    first, second = scans(office)
    token = token_of(worker.get(URL).text)
    wrong = {"csrf_token": token, "number": "GP-1999-000001"}
    answer = worker.post(f"{URL}{first.id}/file", data=wrong, follow_redirects=True)
    assert "GP-1999-000001" in answer.text
    right = {"csrf_token": token, "number": f" {document.number.lower()} "}
    worker.post(f"{URL}{first.id}/file", data=right)
    worker.post(f"{URL}{second.id}/remove", data={"csrf_token": token})
    office.session.expire_all()
    assert [(file.id, file.document_id) for file in scans(office)] == [(first.id, document.id)]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"GIF89a, no scan", "Nur PDF-Dateien und Bilder"),
        (b"%PDF-1.4 broken in the middle", "lässt sich nicht öffnen"),
        (b"\x89PNG\r\n\x1a\nbroken", "lässt sich nicht öffnen"),
    ],
)
def test_what_is_no_scan_is_refused_in_words(
    worker: FlaskClient, office: Office, content: bytes, told: str
) -> None:
    answer = hand_in(worker, content)
    assert answer.status_code == 422
    assert told in answer.text
    assert scans(office) == []


def test_a_scan_of_more_than_15_megabytes_is_not_taken(office: Office) -> None:
    with pytest.raises(RulesBroken, match="15 MB"):
        file_scan(b"%PDF-1.4" + b"0" * LARGEST_FILE, "scan.pdf", office.session)


def test_a_picture_that_is_a_page_as_well_is_kept_as_a_picture(
    worker: FlaskClient, office: Office
) -> None:
    document = office.document()
    hand_in(worker, photo(code(document)) + b"<script>alert(1)</script>", name="x.html")
    [file] = scans(office)
    answer = worker.get(f"/admin/stored_file/{file.id}/file")
    assert answer.mimetype == "image/png"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_colleagues_paper_is_not_found_by_its_code(client_as: Sign, office: Office) -> None:
    """Its number is told to nobody, and the scan stays with who brought it."""
    other = office.staff("verwaltung")
    talk = office.counselling_session(worker=other)
    office.responsibility(talk.person, "verwaltung")
    document = office.document(talk)
    hand_in(client_as(Role.SOCIAL_WORKER), photo(code(document)), name="scan.png")
    [file] = scans(office)
    assert file.doubt is ScanDoubt.UNKNOWN_NUMBER
    assert office.session.get(CounsellingSession, talk.id)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SOCIAL_WORKER])
def test_only_social_workers_file_scans(client_as: Sign, office: Office, role: Role) -> None:
    assert client_as(role).get(URL).status_code == 403


def test_nobody_touches_a_scan_that_somebody_else_brought(
    client_as: Sign, worker: FlaskClient, office: Office
) -> None:
    hand_in(worker, photo(), name="scan.png")
    [file] = scans(office)
    other = client_as("sozialarbeit3")
    assert f"/{file.id}/" not in other.get(URL).text
    assert other.get(f"/admin/stored_file/{file.id}/file").status_code == 404
    token = token_of(other.get(URL).text)
    for act in ("file", "remove"):
        sent = {"csrf_token": token, "number": "GP-2026-000001"}
        assert other.post(f"{URL}{file.id}/{act}", data=sent).status_code == 404

"""Check a document: a file from anywhere, against the seal and against the register."""

import pytest
from werkzeug.test import TestResponse

from models import Document
from models.audit_entry import AuditEntry
from models.permissions import Role
from models.seal import SealSettings, use_seal
from tests.conftest import Sign, token_of
from tests.factories import Office
from tests.papers import read
from tests.test_signing import Case, case, hidden

__all__ = ["case"]
URL = "/admin/document/check"


def upload(case: Case, content: bytes, name: str = "brief.pdf", url: str = URL) -> TestResponse:
    """Put together here: the client of the tests leaves files open behind large ones."""
    token = token_of(case.client.get(URL).text)
    head = 'Content-Disposition: form-data; name="{}"'.format
    lines = [b"--grenze", head("csrf_token").encode(), b"", token.encode(), b"--grenze"]
    lines += [f'{head("file")}; filename="{name}"'.encode(), b"Content-Type: application/pdf"]
    body = b"\r\n".join([*lines, b"", content, b"--grenze--", b""])
    return case.client.post(url, data=body, content_type="multipart/form-data; boundary=grenze")


def test_an_issued_file_is_known_again(case: Case) -> None:
    document = case.issue()
    page = upload(case, case.printed()).text
    assert "Unverändert" in page
    assert f"/admin/document/details/?id={document.id}" in page
    assert [row for row in case.office.every(AuditEntry) if row.detail == "check unchanged"]


@pytest.mark.parametrize(
    ("more", "word"), [(b"\n% more\n", "Nachträglich ergänzt"), (None, "Nicht lesbar")]
)
def test_a_changed_file_is_told_as_such(case: Case, more: bytes | None, word: str) -> None:
    case.issue()
    pdf = case.printed()
    page = upload(case, pdf + more if more else pdf[:-500]).text
    assert word in page
    assert "Kein Dokument, das Sie sehen dürfen" in page


def test_whose_paper_it_is_stays_unsaid_to_a_stranger(case: Case, client_as: Sign) -> None:
    document, pdf = case.issue(), case.printed()
    case.office.responsibility(case.talk.person, "leitung")
    case.office.write_past_rules(document, worker_id=case.office.staff("leitung").id)
    case.office.write_past_rules(case.talk, worker_id=case.office.staff("leitung").id)
    page = upload(case, pdf).text
    assert "Unverändert" in page
    assert document.number not in page


@pytest.mark.parametrize("content", [b"", b"%PDF-" + b"0" * 15_000_001, b"0" * 16_500_000])
def test_nothing_and_too_much_get_a_sentence(case: Case, content: bytes) -> None:
    answer = upload(case, content)
    assert answer.status_code in (413, 422)
    assert "<h1>" in answer.text


def test_other_pages_take_no_large_requests(case: Case) -> None:
    assert upload(case, b"0" * 3_000_000, url="/admin/person/new/").status_code == 413


def test_a_name_cannot_break_out_of_the_page(case: Case) -> None:
    assert "<script>alert" not in upload(case, b"GIF89a", "<script>alert(1)</script>.pdf").text


def test_the_page_of_a_document_says_what_its_seal_says(case: Case) -> None:
    document = case.issue()
    url = f"/admin/document/details/?id={document.id}"
    assert "Byte für Byte" in case.client.get(url).text
    assert "genau so, wie sie ausgegeben wurde" in case.client.get(f"{url}&check=1").text


def test_without_a_seal_papers_are_printed_and_say_so(case: Case) -> None:
    use_seal(SealSettings())
    try:
        page = case.client.get(f"/admin/counselling_session/{case.talk.id}/issue").text
        assert "unversiegelt gedruckt" in page
        document = case.issue()
        assert (document.is_sealed, document.seal_fingerprint) == (False, None)
        assert "Unversiegelt" in read(case.printed()).text
        page = case.client.get(f"/admin/document/details/?id={document.id}").text
        assert "ohne das elektronische Siegel" in page
    finally:
        use_seal(case.client.application.config["SEAL"])


def test_the_header_search_leads_to_the_document(case: Case) -> None:
    document = case.issue()
    answer = case.client.get(f"/admin/find/answers.json?q={document.number.lower()}")
    urls = [url for group in answer.json or [] for _, _, url in group["answers"]]
    assert urls[0] == f"/admin/document/details/?id={document.id}"


def test_my_day_tells_what_waits_for_signatures(case: Case) -> None:
    document = case.issue()
    link = f'href="/admin/document/details/?id={document.id}"'
    assert link in case.client.get("/admin/").text
    case.sign(how_0="ink", how_1="ink", how_2="ink")
    assert link not in case.client.get("/admin/").text


@pytest.mark.parametrize("role", [Role.BENEFITS_CLERK, Role.CARETAKER, Role.NETWORK_COORDINATOR])
def test_an_attacker_gets_neither_page_nor_file_nor_number(
    case: Case, client_as: Sign, office: Office, role: Role
) -> None:
    document = case.issue()
    client = client_as(role)
    token = token_of(client.get("/admin/").text)
    file = office.only(Document).files[0].id
    paths = [f"details/?id={document.id}", "", "check", "export/csv/", f"{document.id}/paper.pdf"]
    paths += [f"{document.id}/sign", f"history/?id={document.id}"]
    urls = [f"/admin/document/{path}" for path in paths] + [f"/admin/stored_file/{file}/file"]
    urls += [f"/admin/counselling_session/{case.talk.id}/issue"]
    for url in urls:
        assert client.get(url).status_code in (403, 404), url
    for step in ("sign", "copy"):
        sent = {**hidden(f'name="csrf_token" value="{token}"'), "how-0": "ink"}
        assert client.post(f"/admin/document/{document.id}/{step}", data=sent).status_code == 403
    found = client.get(f"/admin/find/answers.json?q={document.number}").text
    assert document.number not in found

"""Files of the office: sealed on the disk, sent to whoever may see their document, none else."""

from datetime import timedelta
from pathlib import Path

import pytest

from models import StoredFile
from models.audit_entry import AuditAction, AuditEntry
from models.base import RulesBroken
from models.permissions import Role
from models.sealing import SealBroken, seal_file, unseal_file, use_keys
from models.stored_file import LARGEST_FILE, FileGone, FilePurpose, store, sweep
from tests.conftest import NOW, Sign, token_of
from tests.factories import Office
from tests.folders import FILES

PDF = b"%PDF-1.4 Zwetschgenmus"
OUTSIDERS = [role for role in Role if role not in (Role.SOCIAL_WORKER, Role.TEAM_LEAD)]


def place_of(file: StoredFile) -> Path:
    return Path(FILES) / file.name[:2] / file.name


def test_a_file_lies_sealed_under_a_random_name(office: Office) -> None:
    file = office.document(pdf=PDF).files[0]
    lying = place_of(file).read_bytes()
    assert b"Zwetschgenmus" not in lying
    assert b"%PDF" not in lying
    assert file.read() == PDF
    assert (file.size, file.mime, file.ending) == (len(PDF), "application/pdf", "pdf")
    assert place_of(file).stat().st_mode & 0o077 == 0


def test_a_file_that_was_changed_or_exchanged_is_not_opened(office: Office) -> None:
    file = office.document(pdf=PDF).files[0]
    other = office.document(pdf=b"%PDF-1.4 other").files[0]
    place_of(file).write_bytes(place_of(other).read_bytes())
    with pytest.raises(FileGone):
        file.read()
    place_of(file).unlink()
    with pytest.raises(FileGone):
        file.read()


def test_files_outlive_a_change_of_keys() -> None:
    old, new = "alt" * 20, "neu" * 20
    use_keys([old])
    sealed = seal_file(PDF, "name")
    use_keys([new, old])
    assert unseal_file(sealed, "name") == PDF
    use_keys([new])
    with pytest.raises(SealBroken):
        unseal_file(sealed, "name")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"MZ\x90 %PDF-1.4",  # a program that hides a paper
        b"GIF89a%PDF-",
        b"PK\x03\x04",
        b"%PDF-" + b"0" * LARGEST_FILE,  # one byte too many and a few
    ],
)
def test_only_papers_and_pictures_of_fair_size_are_kept(office: Office, content: bytes) -> None:
    with pytest.raises(RulesBroken, match="file"):
        store(content, FilePurpose.SCAN)


def test_a_file_is_sent_as_an_attachment_and_noted(client_as: Sign, office: Office) -> None:
    document = office.document(pdf=PDF)
    file = document.files[0]
    answer = client_as(Role.SOCIAL_WORKER).get(f"/admin/stored_file/{file.id}/file")
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert f"{document.number}.pdf" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    noted = [row for row in office.every(AuditEntry) if row.table_name == "stored_file"]
    assert (noted[-1].action, noted[-1].record_id) == (AuditAction.PRINTED, file.id)


@pytest.mark.parametrize("role", OUTSIDERS)
def test_no_other_role_gets_a_file_by_its_number(
    client_as: Sign, office: Office, role: Role
) -> None:
    file = office.document(pdf=PDF).files[0]
    answer = client_as(role).get(f"/admin/stored_file/{file.id}/file")
    assert (answer.status_code, b"Zwetschgenmus" in answer.data) == (403, False)


def test_the_case_of_a_colleague_stays_closed(client_as: Sign, office: Office) -> None:
    person = office.person()
    office.responsibility(person, "leitung")
    colleague = office.staff("leitung")
    talk = office.counselling_session(person, worker=colleague)
    document = office.document(talk, pdf=PDF)
    client = client_as(Role.SOCIAL_WORKER)
    assert client.get(f"/admin/stored_file/{document.files[0].id}/file").status_code == 404
    assert client.get(f"/admin/document/details/?id={document.id}").status_code == 404


def test_the_lead_gets_a_file_for_a_reason_that_holds_an_hour(
    client_as: Sign, office: Office
) -> None:
    document = office.document(pdf=PDF)
    client, url = client_as(Role.TEAM_LEAD), f"/admin/stored_file/{document.files[0].id}/file"
    assert client.get(url).status_code == 403
    token = token_of(client.get("/admin/").text)
    reason = {"reason": "Beschwerde der Klientin", "csrf_token": token}
    client.post(f"/admin/document/reason/?id={document.id}", data=reason)
    assert client.get(url).data == PDF
    client.application.config["CLOCK"] = lambda: NOW + timedelta(minutes=61)
    assert client_as(Role.TEAM_LEAD).get(url).status_code == 403


def test_an_unfiled_scan_is_seen_by_who_brought_it(client_as: Sign, office: Office) -> None:
    scan = store(b"\x89PNG\r\n\x1a\n", FilePurpose.SCAN, "IMG 1.png")
    scan.stored_by_id = office.staff().id
    office.add(scan)
    url = f"/admin/stored_file/{scan.id}/file"
    assert client_as(Role.SOCIAL_WORKER).get(url).status_code == 200
    assert client_as(Role.TEAM_LEAD).get(url).status_code in (403, 404)


def test_files_without_a_row_are_swept_after_a_day(office: Office) -> None:
    kept, lost = office.document(pdf=PDF).files[0], store(PDF, FilePurpose.SCAN)
    sweep(office.session, NOW)
    sweep(office.session, NOW + timedelta(days=400))
    office.session.commit()
    assert place_of(kept).exists()
    assert not place_of(lost).exists()


def test_a_missing_file_is_told_in_words(client_as: Sign, office: Office) -> None:
    file = office.document(pdf=PDF).files[0]
    place_of(file).unlink()
    answer = client_as(Role.SOCIAL_WORKER).get(f"/admin/stored_file/{file.id}/file")
    assert answer.status_code == 409
    assert "beschädigt" in answer.text

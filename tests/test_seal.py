"""The electronic seal: what pyHanko and poppler say of a paper, and what happens without one."""

import io
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from reportlab.pdfgen.canvas import Canvas

from models.permissions import Role
from models.seal import NoSeal, SealSettings, SealTrouble, certificate, ready, sealed, use_seal
from models.seal_check import Verdict, checked
from seed.demo_seal import make_demo_seal, make_seal
from tests.conftest import NOW, Sign
from tests.factories import Office

FAR = timedelta(days=4000)


def paper() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=0)
    canvas.drawString(100, 700, "Gespraechsprotokoll")
    canvas.save()
    return out.getvalue()


@pytest.fixture
def seal(tmp_path: Path, app: Flask) -> Iterator[Path]:
    """A seal of one's own, behind a passphrase, while the test runs."""
    file = tmp_path / "seal.p12"
    make_seal(file, NOW - FAR, NOW + FAR, b"geheim")
    use_seal(SealSettings(file, b"geheim"))
    yield file
    use_seal(app.config["SEAL"])


def extended(pdf: bytes) -> bytes:
    """Something put behind the sealed part, as the format allows it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    writer.root["/Foo"] = generic.pdf_name("/Bar")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def flipped(pdf: bytes) -> bytes:
    return pdf.replace(b"Gespraechsprotokoll", b"Gespraechsprotokolk")


def pdfsig(pdf: bytes, folder: Path) -> str:
    file = folder / "checked.pdf"
    file.write_bytes(pdf)
    return subprocess.run(["pdfsig", file], capture_output=True, text=True, check=False).stdout


def test_both_checkers_confirm_an_untouched_paper(seal: Path, tmp_path: Path) -> None:
    pdf = sealed(paper(), "Siegel GP-2026-000001", "Haan")
    found = checked(pdf, {certificate().fingerprint})
    assert (found.verdict, "SIM Demo-Siegel" in found.signer) == (Verdict.UNCHANGED, True)
    told = pdfsig(pdf, tmp_path)
    assert "Signature is Valid" in told
    assert "Total document signed" in told.replace("Not total", "")
    assert "Not total document signed" not in told
    assert "ETSI.CAdES.detached" in told


@pytest.mark.parametrize(
    ("touch", "verdict"),
    [
        (flipped, Verdict.CHANGED),
        (extended, Verdict.APPENDED),  # the seal in it is still "valid"
        (lambda pdf: pdf + b"\n% more\n", Verdict.APPENDED),
        (lambda pdf: pdf[:-300], Verdict.UNREADABLE),
        (lambda pdf: b"%PDF-1.7 nonsense", Verdict.UNREADABLE),
        (lambda pdf: b"GIF89a", Verdict.UNREADABLE),
        (lambda pdf: b"", Verdict.UNREADABLE),
        (lambda pdf: paper(), Verdict.UNSEALED),
    ],
)
def test_what_became_of_a_file_is_told_in_a_word(
    seal: Path, touch: object, verdict: Verdict
) -> None:
    pdf = sealed(paper(), "Siegel", "Haan")
    assert callable(touch)
    assert checked(touch(pdf), {certificate().fingerprint}).verdict is verdict


def test_poppler_does_not_confirm_what_was_changed(seal: Path, tmp_path: Path) -> None:
    pdf = sealed(paper(), "Siegel", "Haan")
    assert "Digest Mismatch" in pdfsig(flipped(pdf), tmp_path)
    assert "Not total document signed" in pdfsig(extended(pdf), tmp_path)


def test_a_seal_of_the_same_name_is_not_ours(seal: Path, tmp_path: Path) -> None:
    ours = certificate().fingerprint
    forged = tmp_path / "forged.p12"
    make_demo_seal(forged)
    use_seal(SealSettings(forged))
    assert checked(sealed(paper(), "Siegel", "Haan"), {ours}).verdict is Verdict.FOREIGN


@pytest.mark.parametrize(
    ("settings", "trouble"),
    [
        (SealSettings(), SealTrouble.NOT_SET),
        (SealSettings(Path("nowhere.p12")), SealTrouble.MISSING),
        (SealSettings(Path(__file__)), SealTrouble.UNREADABLE),
    ],
)
def test_why_nothing_can_be_sealed_is_known(
    seal: Path, settings: SealSettings, trouble: SealTrouble
) -> None:
    use_seal(settings)
    with pytest.raises(NoSeal) as raised:
        ready(NOW)
    assert raised.value.trouble is trouble


def test_a_wrong_passphrase_and_an_expired_certificate_are_told_apart(seal: Path) -> None:
    with pytest.raises(NoSeal) as expired:
        ready(NOW + FAR + timedelta(days=1))
    assert expired.value.trouble is SealTrouble.EXPIRED
    use_seal(SealSettings(seal, b"falsch"))
    with pytest.raises(NoSeal) as wrong:
        ready(NOW)
    assert wrong.value.trouble is SealTrouble.UNREADABLE


def test_a_renewed_file_is_taken_up_and_old_papers_stay_ours(seal: Path) -> None:
    old = sealed(paper(), "Siegel", "Haan")
    first = certificate().fingerprint
    seal.unlink()
    make_seal(seal, NOW - FAR, NOW + FAR, b"geheim")
    second = certificate().fingerprint
    assert first != second
    assert checked(old, {first, second}).verdict is Verdict.UNCHANGED


def test_without_a_time_stamp_server_the_paper_is_sealed_all_the_same(seal: Path) -> None:
    use_seal(SealSettings(seal, b"geheim", timestamp_url="http://127.0.0.1:9/none"))
    pdf = sealed(paper(), "Siegel", "Haan")
    assert checked(pdf, {certificate().fingerprint}).verdict is Verdict.UNCHANGED


@pytest.mark.parametrize(
    ("left", "told"),
    [
        (timedelta(days=400), ""),
        (timedelta(days=59), "läuft in 59 Tagen ab"),
        (timedelta(days=-3), "abgelaufen"),
    ],
)
def test_the_administration_is_warned_sixty_days_before(
    client_as: Sign, seal: Path, left: timedelta, told: str
) -> None:
    seal.unlink()
    make_seal(seal, NOW - FAR, NOW + left, b"geheim")
    client = client_as(Role.SYSTEM_ADMIN)
    for url in ("/admin/seal/", "/admin/"):
        page = client.get(url).text
        assert (told in page) if told else ("läuft in" not in page)
    page = client.get("/admin/seal/").text
    assert certificate().fingerprint in page
    assert "geheim" not in page


def test_a_key_that_others_can_read_is_told(client_as: Sign, seal: Path) -> None:
    seal.chmod(0o644)
    assert "chmod 400" in client_as(Role.SYSTEM_ADMIN).get("/admin/seal/").text


def test_the_demo_makes_its_own_seal_once(tmp_path: Path, app: Flask) -> None:
    file = tmp_path / "own" / "seal.p12"
    use_seal(SealSettings(file, make=make_demo_seal))
    try:
        assert ready(datetime.now(UTC)) == certificate()
        assert file.stat().st_mode & 0o077 == 0
    finally:
        use_seal(app.config["SEAL"])


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.SYSTEM_ADMIN, Role.TEAM_LEAD)]
)
def test_no_other_role_sees_the_seal(client_as: Sign, office: Office, role: Role) -> None:
    assert client_as(role).get("/admin/seal/").status_code == 403

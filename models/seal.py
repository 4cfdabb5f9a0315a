"""The office's electronic seal: where its key lies, how long it holds, and sealing with it.

A seal shows that a file comes from this office and is as it was issued (PAdES B-B, EC P-256). It
is no signature of a person. Without a seal papers are printed all the same and say so.
"""

import io
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import auto
from pathlib import Path
from typing import Any, TypeVar

from models.choice import Choice
from models.later import later

LOG = logging.getLogger("sim")
WARNED_BEFORE = timedelta(days=60)
FIELD = "Siegel"
Answer = TypeVar("Answer")

hashes = later("cryptography.hazmat.primitives.hashes")
pkcs12 = later("cryptography.hazmat.primitives.serialization.pkcs12")
signers, fields = later("pyhanko.sign.signers"), later("pyhanko.sign.fields")
timestamps = later("pyhanko.sign.timestamps")
writer = later("pyhanko.pdf_utils.incremental_writer")


class SealTrouble(Choice):
    """Why nothing can be sealed."""

    NOT_SET = auto()
    MISSING = auto()
    UNREADABLE = auto()
    NOT_YET = auto()
    EXPIRED = auto()


class NoSeal(RuntimeError):
    """Nothing can be sealed; `trouble` says why."""

    def __init__(self, trouble: SealTrouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True)
class SealSettings:
    """Where the key lies (PKCS#12) and how it opens; `make` makes one where there is none."""

    file: Path | None = None
    passphrase: bytes | None = None
    timestamp_url: str = ""
    make: Callable[[Path], None] | None = None


@dataclass(frozen=True)
class Certificate:
    """What the certificate of the seal says of itself."""

    subject: str
    issuer: str
    valid_from: datetime
    valid_until: datetime
    fingerprint: str  # SHA-256 of the certificate
    key: str

    def expires_soon(self, now: datetime) -> bool:
        return self.valid_until - now <= WARNED_BEFORE


_settings: list[SealSettings] = [SealSettings()]
_opened: dict[tuple[str, int], tuple[Any, Certificate]] = {}


def use_seal(settings: SealSettings) -> None:
    """Seal with this from now on."""
    _settings[:] = [settings]
    _opened.clear()


def certificate() -> Certificate:
    """Of the seal that is set, whether it still holds or not; raises NoSeal."""
    return _open()[1]


def ready(now: datetime) -> Certificate:
    """The certificate, if it can seal now; raises NoSeal."""
    found = certificate()
    if now > found.valid_until:
        raise NoSeal(SealTrouble.EXPIRED)
    if now < found.valid_from:
        raise NoSeal(SealTrouble.NOT_YET)
    return found


def sealed(pdf: bytes, reason: str, location: str) -> bytes:
    """The PDF with an invisible seal after which no change is allowed; raises NoSeal.

    A time stamp is asked for where one is set; if its server does not answer, there is none.
    """
    url = _settings[0].timestamp_url
    if url:
        try:
            stamper = timestamps.HTTPTimeStamper(url, timeout=5)
            return _sealed(pdf, reason, location, stamper)
        except Exception as error:  # whatever goes wrong there, the seal itself does not need it
            LOG.warning("no time stamp: %s", type(error).__name__)
    return _sealed(pdf, reason, location, None)


def _sealed(pdf: bytes, reason: str, location: str, stamper: Any) -> bytes:
    path = _settings[0].file
    if path is None:
        raise NoSeal(SealTrouble.NOT_SET)
    about = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        reason=reason,
        location=location,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    out = io.BytesIO()
    sign = signers.PdfSigner(about, signer=_signer(path), timestamper=stamper).sign_pdf
    apart(sign, writer.IncrementalPdfFileWriter(io.BytesIO(pdf)), output=out)
    return out.getvalue()


def apart(work: Callable[..., Answer], *arguments: Any, **settings: Any) -> Answer:
    """Done in a thread of its own: pyHanko starts an event loop, and a thread has but one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work, *arguments, **settings).result()


def _signer(path: Path) -> Any:
    """Opened once for each version of the file."""
    key = (str(path), _changed_at(path))
    signer, about = _opened.get(key) or _open()
    if signer is None:
        signer = signers.SimpleSigner.load_pkcs12(str(path), passphrase=_settings[0].passphrase)
        if signer is None:
            raise NoSeal(SealTrouble.UNREADABLE)
        _opened[key] = (signer, about)
    return signer


def _open() -> tuple[Any, Certificate]:
    settings = _settings[0]
    if settings.file is None:
        raise NoSeal(SealTrouble.NOT_SET)
    if settings.make is not None and not settings.file.exists():
        settings.make(settings.file)
    key = (str(settings.file), _changed_at(settings.file))
    if key not in _opened:
        _opened.clear()
        _opened[key] = (None, _read(settings.file, settings.passphrase))
    return _opened[key]


def _changed_at(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        raise NoSeal(SealTrouble.MISSING) from None


def _read(path: Path, passphrase: bytes | None) -> Certificate:
    try:
        key, found, _others = pkcs12.load_key_and_certificates(path.read_bytes(), passphrase)
    except (OSError, ValueError, TypeError):
        key = found = None
    if key is None or found is None:
        raise NoSeal(SealTrouble.UNREADABLE)
    return Certificate(
        subject=found.subject.rfc4514_string(),
        issuer=found.issuer.rfc4514_string(),
        valid_from=found.not_valid_before_utc,
        valid_until=found.not_valid_after_utc,
        fingerprint=found.fingerprint(hashes.SHA256()).hex(),
        key=f"{type(key).__name__.removesuffix('PrivateKey')} {key.key_size}",
    )


def is_private() -> bool:
    """Nobody but its owner can read the file of the key; true where there is none."""
    file = _settings[0].file
    return file is None or not file.exists() or not file.stat().st_mode & 0o077


def has_timestamps() -> bool:
    return bool(_settings[0].timestamp_url)

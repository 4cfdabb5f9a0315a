"""What became of a sealed PDF: unchanged, changed, or something was put behind it.

That a signature is "valid" says only that the bytes it covers are as they were. A file that was
added to keeps a valid signature, so it counts what the signature covers, too.
"""

import io
import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import auto
from typing import Any

from models.choice import Choice
from models.later import later
from models.rules.file_kinds import PDF, kind_of
from models.seal import apart

reader = later("pyhanko.pdf_utils.reader")
validation, status = later("pyhanko.sign.validation"), later("pyhanko.sign.validation.status")
diff = later("pyhanko.sign.diff_analysis")
certvalidator = later("pyhanko_certvalidator")

# What it logs of a broken file has pieces of that file in it.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)


class Verdict(Choice):
    UNCHANGED = auto()  # sealed by this office, not one byte differs
    CHANGED = auto()  # what was sealed is not what stands there
    APPENDED = auto()  # the sealed part is as it was, but something follows it
    FOREIGN = auto()  # sealed and unchanged, but not with a seal of this office
    UNSEALED = auto()
    UNREADABLE = auto()  # no PDF, or so damaged that it cannot be read


@dataclass(frozen=True)
class Checked:
    verdict: Verdict
    signer: str = ""
    signed_at: datetime | None = None
    fingerprint: str = ""


def checked(pdf: bytes, ours: Collection[str]) -> Checked:
    """What the seal says; `ours` are the fingerprints of the office's certificates."""
    if kind_of(pdf) != PDF:
        return Checked(Verdict.UNREADABLE)
    try:
        found = reader.PdfFileReader(io.BytesIO(pdf), strict=False).embedded_regular_signatures
        if not found:
            return Checked(Verdict.UNSEALED)
        return _judged(found, ours)
    except Exception:  # a hostile file can make its reader fail in any way
        return Checked(Verdict.UNREADABLE)


def _judged(found: list[Any], ours: Collection[str]) -> Checked:
    """By the first seal of ours; where there is none, by the first at all."""
    seals = {signature.signer_cert.sha256.hex(): signature for signature in reversed(found)}
    own = [name for name in seals if name in ours]
    name = own[0] if own else found[0].signer_cert.sha256.hex()
    signature = seals[name]
    signed_at = signature.self_reported_timestamp
    context = certvalidator.ValidationContext(
        trust_roots=[signature.signer_cert],
        allow_fetching=False,
        moment=(signed_at or datetime.now(UTC)).astimezone(UTC),
    )
    judged = apart(validation.validate_pdf_signature, signature, signer_validation_context=context)
    return Checked(
        _verdict(judged, bool(own)),
        signature.signer_cert.subject.human_friendly,
        signed_at,
        name,
    )


def _verdict(judged: Any, is_ours: bool) -> Verdict:
    if not (judged.intact and judged.valid):
        return Verdict.CHANGED
    is_whole = judged.coverage == status.SignatureCoverageLevel.ENTIRE_FILE
    if not is_whole or judged.modification_level != diff.ModificationLevel.NONE:
        return Verdict.APPENDED
    return Verdict.UNCHANGED if is_ours and judged.bottom_line else Verdict.FOREIGN

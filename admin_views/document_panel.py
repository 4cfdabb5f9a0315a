"""What the page of a document says above its facts: signatures, file, what is to be done."""

from dataclasses import dataclass, field
from typing import Any

from flask import request, url_for
from flask_babel import gettext
from sqlalchemy import select

from admin_views import formats, signing
from admin_views.enum_labels import TONES, enum_label
from admin_views.issuing import ISSUES, has_changed
from admin_views.seal_words import VERDICTS
from models.acting import acting
from models.base import db
from models.document import Document, DocumentState
from models.permissions import Access, Action, DataClass
from models.seal_check import Checked, Verdict, checked
from models.stored_file import FileGone, StoredFile


@dataclass(frozen=True)
class FileLine:
    label: str
    small: str
    url: str


@dataclass(frozen=True)
class SealWords:
    """What is told of a file: in a word and in a sentence."""

    tone: str
    word: str
    text: str
    small: str = ""


@dataclass(frozen=True)
class DocumentPanel:
    """`lines` and `files` are empty where the text itself may not be read."""

    tone: str
    state: str
    warnings: list[str] = field(default_factory=list)
    lines: list[signing.Line] = field(default_factory=list)
    files: list[FileLine] = field(default_factory=list)
    seal: SealWords | None = None
    check_url: str = ""
    copy: str = ""
    copy_url: str = ""
    again_url: str = ""


def panel_of(document: Document, view: Any, may_read: bool) -> DocumentPanel:
    may_act = view.access_to("sign") is Access.YES
    is_outdated = document.state is DocumentState.ISSUED and may_read and has_changed(document)
    return DocumentPanel(
        tone=TONES[document.state],
        state=state_words(document),
        warnings=list(_warnings(document, is_outdated)),
        lines=signing.lines_of(document) if may_read else [],
        files=[_file_line(file) for file in document.files] if may_read else [],
        seal=_seal(document) if may_read else None,
        check_url=view.get_url(".details_view", id=document.id, check=1),
        copy=_copy(document),
        copy_url=view.get_url(".hand_out", id=document.id)
        if may_act and document.copy_given_on is None
        else "",
        again_url=_again_url(document) if may_act and is_outdated else "",
    )


def state_words(document: Document) -> str:
    """Where some have signed and others not, how many."""
    if document.state is DocumentState.ISSUED and document.signatures:
        return gettext(
            "%(given)s of %(wanted)s signatures",
            given=len(document.signatures),
            wanted=document.lines,
        )
    return enum_label(document.state)


def _warnings(document: Document, is_outdated: bool) -> Any:
    if is_outdated:
        yield gettext(
            "The record was changed after this document was issued. Issue it once more before "
            "anybody signs."
        )
    if document.state is DocumentState.REPLACED:
        yield gettext("A later issue replaces this document; it is signed by nobody any more.")
    if not document.is_sealed:
        yield gettext("Unsealed: this document was issued without the office's electronic seal.")


def _again_url(document: Document) -> str:
    record = document.record
    if record is None or type(record) not in ISSUES or document.signatures:
        return ""
    return url_for(f"{record.__tablename__}.issue", id=record.id, again=1)


def _copy(document: Document) -> str:
    if document.copy_given_on is None:
        return ""
    by = document.copy_given_by.display_name if document.copy_given_by else ""
    return " · ".join(filter(None, (formats.day(document.copy_given_on), by)))


def _file_line(file: StoredFile) -> FileLine:
    small = [formats.moment(file.stored_at), f"{max(1, file.size // 1000)} kB"]
    if file.stored_by:
        small.append(file.stored_by.display_name)
    return FileLine(
        enum_label(file.purpose), " · ".join(small), url_for("stored_file.fetch", id=file.id)
    )


def _seal(document: Document) -> SealWords | None:
    """By its checksum at once; the seal itself is asked where somebody wants to know."""
    if document.paper is None:
        return None
    try:
        content = document.paper.read()
    except FileGone:
        text = gettext("The kept file is gone or was changed on the disk. Do not rely on it.")
        return SealWords("red", gettext("Damaged"), text)
    if request.args.get("check") and document.is_sealed:
        return words_of(checked(content, fingerprints()))
    text = gettext("The kept file is, byte by byte, the one that went out.")
    word = gettext("Sealed") if document.is_sealed else gettext("Unsealed")
    tone = "green" if document.is_sealed else "amber"
    return SealWords(tone, word, text, f"SHA-256 {document.paper.sha256}")


def words_of(found: Checked) -> SealWords:
    """A verdict in words, with who sealed when."""
    tone, word, text = VERDICTS[found.verdict]
    if found.verdict in (Verdict.UNSEALED, Verdict.UNREADABLE):
        return SealWords(tone, str(word), str(text))
    at = formats.moment(found.signed_at) if found.signed_at else ""
    who = found.signer.removeprefix("Common Name: ")
    small = gettext("Seal of %(who)s, %(moment)s", who=who, moment=at)
    return SealWords(tone, str(word), str(text), small)


def fingerprints() -> set[str]:
    """Of every certificate this office has sealed with."""
    if acting().access(DataClass.SESSION, Action.READ) is Access.NO:
        return set()
    found = select(Document.seal_fingerprint).where(Document.seal_fingerprint.is_not(None))
    return {name for name in db.session.scalars(found.distinct()) if name}

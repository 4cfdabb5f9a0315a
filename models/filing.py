"""Scans of signed papers find their document by its QR code; doubtful ones wait to be looked at."""

import hashlib
from dataclasses import dataclass
from enum import auto

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.acting import acting
from models.base import Broken, RulesBroken, msg
from models.choice import Choice
from models.document import Document
from models.rules.file_kinds import PDF, kind_of
from models.rules.paper_marks import NoMark, PaperMark, Run, mark_of, runs_of
from models.scan_reading import Unreadable, codes_of, pages_as_pdf
from models.stored_file import LARGEST_FILE, FilePurpose, ScanDoubt, StoredFile, store


class Filing(Choice):
    """What became of one paper in a scan."""

    FILED = auto()
    KNOWN = auto()  # this very scan lay with the document before
    DOUBTFUL = auto()


@dataclass(frozen=True)
class Filed:
    """One paper of a scan: its pages (from 1) and where it went."""

    pages: tuple[int, ...]
    outcome: Filing
    file: StoredFile


_DOUBTS = {
    NoMark.NOTHING: ScanDoubt.NO_CODE,
    NoMark.FOREIGN: ScanDoubt.FOREIGN_CODE,
    NoMark.SEVERAL: ScanDoubt.SEVERAL_PAPERS,
}


def file_scan(content: bytes, label: str, session: Session) -> list[Filed]:
    """Part a scan into its papers and put each to its document; the caller commits.

    Raises RulesBroken for what is no scan at all. A file that cannot be read is kept as doubtful.
    """
    mime = kind_of(content)
    if mime is None:
        raise RulesBroken(Broken("file", msg("Only PDF files and pictures (JPG, PNG) are kept.")))
    if len(content) > LARGEST_FILE:
        raise RulesBroken(Broken("file", msg("The file is larger than 15 MB.")))
    try:
        marks = [mark_of(codes) for codes in codes_of(content, mime)]
    except Unreadable:
        raise RulesBroken(
            Broken(
                "file",
                msg(
                    "The file cannot be opened: it is damaged, locked by a password or has more "
                    "than 100 pages. Please scan the paper again."
                ),
            )
        ) from None
    runs = runs_of(marks)
    return [
        _place(run, content if len(runs) == 1 or mime != PDF else None, content, label, session)
        for run in runs
    ]


def _place(run: Run, whole: bytes | None, content: bytes, label: str, session: Session) -> Filed:
    part = whole or pages_as_pdf(content, run.pages)
    pages = tuple(page + 1 for page in run.pages)
    document, doubt = _document_of(run, session)
    if document is not None and (known := _known(document, part)):
        return Filed(pages, Filing.KNOWN, known)
    file = store(part, FilePurpose.SCAN, label)
    file.pages = len(pages)
    if document is None:
        file.doubt = doubt
        file.told_number = run.mark.number if isinstance(run.mark, PaperMark) else None
    else:
        document.files.append(file)
    session.add(file)
    return Filed(pages, Filing.FILED if document else Filing.DOUBTFUL, file)


def _document_of(run: Run, session: Session) -> tuple[Document | None, ScanDoubt | None]:
    """The document that the code names, or why it is not that; out of reach is like not there."""
    if isinstance(run.mark, NoMark):
        return None, _DOUBTS[run.mark]
    document = document_within_reach(run.mark.number, session)
    if document is None:
        return None, ScanDoubt.UNKNOWN_NUMBER
    if not document.content_hash.startswith(run.mark.digest):
        return None, ScanDoubt.OTHER_TEXT
    return document, None


def document_within_reach(number: str, session: Session) -> Document | None:
    wanted = select(Document).where(Document.number == number, Document.visible_to(acting()))
    return session.scalars(wanted).one_or_none()


def _known(document: Document, content: bytes) -> StoredFile | None:
    digest = hashlib.sha256(content).hexdigest()
    return next((file for file in document.scans if file.sha256 == digest), None)


def doubtful_scans(session: Session) -> list[StoredFile]:
    """What the acting person brought and nobody has filed yet, the oldest first."""
    wanted = select(StoredFile).where(
        StoredFile.document_id.is_(None),
        StoredFile.purpose == FilePurpose.SCAN,
        StoredFile.stored_by_id == acting().staff_id,
    )
    return list(session.scalars(wanted.order_by(StoredFile.id)))


def file_by_hand(file: StoredFile, number: str, session: Session) -> Document:
    """Put a doubtful scan to the document of this number; raises RulesBroken."""
    document = document_within_reach(" ".join(number.split()).upper(), session)
    if document is None:
        raise RulesBroken(
            Broken(
                "number",
                msg("No document within your reach has the number %(number)s."),
                number=number[:40],
            )
        )
    file.document, file.doubt, file.told_number = document, None, None
    return document

"""Papers that wait for signatures, to be printed together; and their files as one."""

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import IO

from sqlalchemy import false, select
from sqlalchemy.orm import Session, joinedload

from models.acting import OFFICE_TIME, Acting
from models.document import Document, DocumentState
from models.later import later
from models.person import Person
from models.stored_file import FileGone, FilePurpose, StoredFile

pdfium = later("pypdfium2")
MOST_PAPERS = 500  # of one print


def unsigned_papers(session: Session, acting: Acting, day: date | None = None) -> list[Document]:
    """Issued, not signed by all, within reach, of one day if given; the newest come first.

    Closed files are left out: each of them opens for a reason of its own.
    """
    wanted = (
        select(Document)
        .join(Document.person)
        .where(
            Document.state == DocumentState.ISSUED,
            Document.visible_to(acting),
            Person.is_restricted == false(),
        )
        .options(joinedload(Document.person), joinedload(Document.worker))
    )
    if day is not None:
        begin = datetime.combine(day, time(), OFFICE_TIME)
        wanted = wanted.where(
            Document.issued_at >= begin, Document.issued_at < begin + timedelta(days=1)
        )
    newest = (Document.issued_at.desc(), Document.id.desc())
    return list(session.scalars(wanted.order_by(*newest).limit(MOST_PAPERS)))


def write_together(
    keys: Sequence[int], out: IO[bytes], tell: Callable[[int], None], session: Session
) -> None:
    """The latest file of each document, one behind the other; a damaged one stops the print."""
    target = pdfium.PdfDocument.new()
    for number, key in enumerate(keys, 1):
        wanted = select(StoredFile).where(
            StoredFile.document_id == key, StoredFile.purpose == FilePurpose.PAPER
        )
        file = session.scalars(wanted.order_by(StoredFile.id.desc()).limit(1)).first()
        if file is None:
            raise FileGone(str(key))
        source = pdfium.PdfDocument(file.read())
        target.import_pages(source)
        source.close()
        session.expunge(file)
        tell(number)
    done = io.BytesIO()
    target.save(done)
    target.close()
    out.write(done.getvalue())

"""Files of the office: sealed, under random names, in a folder that no web server sees.

The folder is named by `SIM_FILES`. A file is written once and never changed. Those whose row is
gone, or never came because its transaction broke off, are swept away by `flask tidy`.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import auto
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, ForeignKey, String, and_, false, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.acting import Acting, acting
from models.base import Broken, Line, Record, RulesBroken, msg
from models.choice import Choice
from models.permissions import Action, DataClass
from models.rules.file_kinds import ENDINGS, kind_of
from models.sealing import SealBroken, seal_file, unseal_file
from models.staff import Staff

if TYPE_CHECKING:
    from models.document import Document

LARGEST_FILE = 15_000_000  # bytes
SWEPT_AFTER = timedelta(days=1)
_folder: list[Path] = []


class FilePurpose(Choice):
    PAPER = auto()  # as it was issued: printing again gives these bytes
    SCAN = auto()  # of the signed paper
    PARTNER = auto()  # what a partner organisation hands out, or agreed on (models/partner_file.py)


class ScanDoubt(Choice):
    """Why a scan waits for somebody to say where it belongs."""

    NO_CODE = auto()
    FOREIGN_CODE = auto()
    SEVERAL_PAPERS = auto()
    UNKNOWN_NUMBER = auto()  # or one out of reach
    OTHER_TEXT = auto()  # the number is known, the text was another one


class FileGone(RuntimeError):
    """The folder has no file for this row, or one that cannot be opened."""


class StoredFile(Record):
    """`document` is empty only for a scan that nobody has filed yet."""

    data_class = DataClass.NOTE
    has_history = False
    can_come_back = False
    title_field = "name"

    name: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[FilePurpose]
    mime: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]  # bytes, before sealing
    sha256: Mapped[str] = mapped_column(String(64), index=True)  # of the file before sealing
    label: Mapped[Line | None]  # what it was called where it came from
    pages: Mapped[int | None]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    doubt: Mapped[ScanDoubt | None]
    told_number: Mapped[str | None] = mapped_column(String(40))  # as the code of the scan has it
    stored_at: Mapped[datetime]
    stored_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)

    document: Mapped["Document | None"] = relationship(back_populates="files")
    stored_by: Mapped[Staff | None] = relationship()

    @property
    def ending(self) -> str:
        return ENDINGS[self.mime]

    @classmethod
    def visible_to(cls, acting: Acting) -> ColumnElement[bool]:
        """Who may see its document; what is not filed yet, who brought it.

        Files of partners are reached from their organisation alone.
        """
        document = Record.metadata.tables["document"]
        if acting.access(DataClass.NOTE, Action.READ).value == "no":
            return false()
        model = cls.document.property.mapper.class_
        seen = select(document.c.id).where(document.c.id == cls.document_id)
        return or_(
            cls.document_id.in_(select(model.id).where(model.visible_to(acting))),
            and_(
                cls.purpose != FilePurpose.PARTNER,
                ~seen.exists(),
                cls.stored_by_id.in_(acting.own_ids),
            ),
        )

    def read(self) -> bytes:
        """The content; raises FileGone where it is missing, changed or sealed with a lost key."""
        try:
            content = unseal_file(_place_of(self.name).read_bytes(), self.name)
        except (OSError, SealBroken) as error:
            raise FileGone(type(error).__name__) from None
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise FileGone("other content")
        return content


def use_folder(folder: Path) -> None:
    """Keep files here from now on; the folder is made when the first one comes."""
    _folder[:] = [folder]


def store(content: bytes, purpose: FilePurpose, label: str = "") -> StoredFile:
    """Write the file; the caller adds the row. Raises RulesBroken for what may not be kept."""
    mime = kind_of(content)
    if mime is None:
        raise RulesBroken(Broken("file", msg("Only PDF files and pictures (JPG, PNG) are kept.")))
    if len(content) > LARGEST_FILE:
        raise RulesBroken(Broken("file", msg("The file is larger than 15 MB.")))
    someone = acting()
    name = secrets.token_hex(32)
    _write(_place_of(name), seal_file(content, name))
    return StoredFile(
        name=name,
        purpose=purpose,
        mime=mime,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        label=label[:200] or None,
        stored_at=someone.now,
        stored_by_id=someone.staff_id,
    )


def _write(place: Path, sealed: bytes) -> None:
    """On the disk for good before the row is: a row without its file would be worse."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())


def _place_of(name: str) -> Path:
    return _folder[0] / name[:2] / name


def sweep(session: Session, now: datetime) -> int:
    """Remove files without a row that are older than a day; the answer is how many."""
    known = set(session.scalars(select(StoredFile.name)))
    gone = 0
    for place in _lying_around(now):
        if place.name not in known:
            place.unlink(missing_ok=True)
            gone += 1
    return gone


def _lying_around(now: datetime) -> Iterator[Path]:
    last = (now - SWEPT_AFTER).timestamp()
    for place in _folder[0].glob("??/*"):
        if place.is_file() and place.stat().st_mtime < last:
            yield place

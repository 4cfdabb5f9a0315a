"""Who signed an issued paper: on which line, with pen or finger or in ink, when, and what."""

from datetime import datetime
from enum import auto
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Line, Record
from models.choice import Choice
from models.permissions import DataClass
from models.sealing import Sealed
from models.staff import Staff

if TYPE_CHECKING:
    from models.document import Document


class Party(Choice):
    """On whose side somebody signs."""

    CLIENT = auto()
    WORKER = auto()
    INTERPRETER = auto()
    OTHER = auto()


class SignatureKind(Choice):
    SCREEN = auto()  # drawn on the screen, printed on the paper
    INK = auto()  # written on the printed paper


class DocumentSignature(Record):
    """One line of point 9; `document_hash` is the content that this person had before them."""

    data_class = DataClass.NOTE
    part_of = ("document", "signatures")
    can_come_back = False
    title_field = "name"
    __table_args__ = (
        UniqueConstraint("document_id", "line"),
        CheckConstraint("line >= 0", name="line_counts_from_zero"),
        CheckConstraint("(kind = 'SCREEN') = (image IS NOT NULL)", name="image_when_on_screen"),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    line: Mapped[int]
    party: Mapped[Party]
    name: Mapped[Line]
    kind: Mapped[SignatureKind]
    signed_at: Mapped[datetime]
    image: Mapped[str | None] = mapped_column(Sealed())  # PNG in base 64
    document_hash: Mapped[str] = mapped_column(String(64))
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)

    document: Mapped["Document"] = relationship(back_populates="signatures")
    recorded_by: Mapped[Staff | None] = relationship()

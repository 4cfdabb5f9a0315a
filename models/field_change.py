"""What changed in a record, with old and new value: kept apart from the trail, may be forgotten."""

from datetime import datetime
from enum import auto

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record
from models.change_step import ChangeStep
from models.choice import Choice
from models.permissions import DataClass
from models.sealing import Sealed
from models.staff import Staff


class ChangeKind(Choice):
    CREATED = auto()
    CHANGED = auto()
    DELETED = auto()
    RESTORED = auto()


class FieldChange(Record):
    """One field of one save, or that a record came or went (then without field and values).

    `old` and `new` are JSON as models/stored_values.py writes it; NULL is no value, or a secret.
    A secret that changed within a step lies in `sealed`, so that the step can be undone.
    """

    data_class = DataClass.HISTORY
    has_history = False
    __table_args__ = (
        Index(None, "table_name", "record_id"),
        Index(None, "owner_table", "owner_id"),
    )

    at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    step_id: Mapped[int | None] = mapped_column(ForeignKey("change_step.id"), index=True)
    kind: Mapped[ChangeKind]
    table_name: Mapped[str] = mapped_column(String(60))
    record_id: Mapped[int]
    owner_table: Mapped[str | None] = mapped_column(String(60))  # of a row within another record
    owner_id: Mapped[int | None]
    field: Mapped[str | None] = mapped_column(String(60))
    old: Mapped[str | None] = mapped_column(Text())
    new: Mapped[str | None] = mapped_column(Text())
    is_secret: Mapped[bool] = mapped_column(default=False)
    sealed: Mapped[str | None] = mapped_column(Sealed())

    staff: Mapped[Staff | None] = relationship()
    step: Mapped[ChangeStep | None] = relationship()

    @property
    def title(self) -> str:
        return f"{self.kind} {self.table_name} {self.record_id}"

"""The trash: a deleted record with its parts, sealed, so that the lead can bring it back."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, ForeignKey, Index, String, and_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record
from models.change_step import ChangeStep
from models.permissions import DataClass
from models.sealing import Sealed
from models.staff import Staff

KEPT_FOR = timedelta(days=30)


class DeletedRecord(Record):
    """After 30 days name and snapshot are emptied; the row stays, so that no other record gets
    the number. Both are NULL then."""

    data_class = DataClass.TRASH
    has_history = False
    __table_args__ = (Index(None, "table_name", "record_id"),)

    deleted_at: Mapped[datetime] = mapped_column(index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    step_id: Mapped[int | None] = mapped_column(ForeignKey("change_step.id"), index=True)
    table_name: Mapped[str] = mapped_column(String(60))
    record_id: Mapped[int]
    label: Mapped[str | None] = mapped_column(Sealed())
    snapshot: Mapped[str | None] = mapped_column(Sealed(), deferred=True)

    staff: Mapped[Staff | None] = relationship()
    step: Mapped[ChangeStep | None] = relationship()

    @property
    def title(self) -> str:
        return f"{self.table_name} {self.record_id}"

    @classmethod
    def can_be_restored_on(cls, now: datetime) -> ColumnElement[bool]:
        """Not yet emptied, and not about to be."""
        return and_(cls.deleted_at >= now - KEPT_FOR, cls.snapshot.is_not(None))

    @property
    def kept_until(self) -> datetime:
        return self.deleted_at + KEPT_FOR

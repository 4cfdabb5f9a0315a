"""A grouped act: a bulk edit, a merge, a deletion; what was changed within it is undone at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import auto
from typing import cast

from sqlalchemy import Connection, ForeignKey, Index, String, Table, event, select
from sqlalchemy.orm import Mapped, Session, SessionTransaction, mapped_column, relationship

from models.acting import acting
from models.base import Record
from models.choice import Choice
from models.permissions import DataClass
from models.staff import Staff

CAN_BE_UNDONE_FOR = timedelta(days=30)


class StepKind(Choice):
    BULK = auto()
    MERGE = auto()
    DELETED = auto()
    RESTORED = auto()
    UNDONE = auto()
    TASK_DONE = auto()
    RESCHEDULED = auto()
    IMPORTED = auto()
    CHECKED = auto()
    CORRECTED = auto()
    CELL = auto()
    FILL = auto()
    NEW_ROW = auto()
    PASTE = auto()


RECORDING = frozenset({StepKind.IMPORTED, StepKind.NEW_ROW})  # their records were not there before


class ChangeStep(Record):
    """`count` is the number of records it touched; a step that touched none leaves no row."""

    data_class = DataClass.HISTORY
    has_history = False
    __table_args__ = (Index(None, "staff_id", "id"),)

    kind: Mapped[StepKind]
    at: Mapped[datetime] = mapped_column(index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    table_name: Mapped[str | None] = mapped_column(String(60))
    count: Mapped[int] = mapped_column(default=0)
    undone_at: Mapped[datetime | None]
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("change_step.id"), index=True)

    staff: Mapped[Staff | None] = relationship()

    @property
    def title(self) -> str:
        return f"{self.kind} {self.table_name or ''}".strip()


@dataclass
class RunningStep:
    """The step of this moment; its row is written with the first change."""

    kind: StepKind
    table_name: str | None = None
    undoes_id: int | None = None
    id: int | None = None
    records: set[tuple[str, int]] = field(default_factory=set)
    is_certain: bool = True  # nothing was rolled back since the row was written

    def note(self, connection: Connection, touched: set[tuple[str, int]]) -> int:
        """Count the records in, within the connection's transaction; the answer is the number."""
        table = cast(Table, ChangeStep.__table__)
        if self.id is None or not self._is_there(connection, table):
            self.id, self.records = self._begin(connection, table, len(touched)), set(touched)
        elif not (self.is_certain and touched <= self.records):
            self.records |= touched
            connection.execute(
                table.update().where(table.c.id == self.id).values(count=len(self.records))
            )
        self.is_certain = True
        return self.id

    def _is_there(self, connection: Connection, table: Table) -> bool:
        found = select(table.c.id).where(table.c.id == self.id)
        return self.is_certain or connection.scalar(found) is not None

    def _begin(self, connection: Connection, table: Table, count: int) -> int:
        someone = acting()
        values = {
            "kind": self.kind,
            "at": someone.now,
            "staff_id": someone.staff_id,
            "table_name": self.table_name,
            "count": count,
            "undoes_id": self.undoes_id,
        }
        made = connection.execute(table.insert(), values)
        return cast(int, made.inserted_primary_key[0])  # type: ignore[index]


_running: ContextVar[RunningStep | None] = ContextVar("running_step", default=None)


def running_step() -> RunningStep | None:
    return _running.get()


@contextmanager
def step(
    kind: StepKind, table_name: str | None = None, undoes_id: int | None = None
) -> Iterator[RunningStep]:
    """Every save within belongs to this step; a step within a step is part of the outer one."""
    outer = _running.get()
    if outer is not None:
        yield outer
        return
    token = _running.set(RunningStep(kind, table_name, undoes_id))
    try:
        yield cast(RunningStep, _running.get())
    finally:
        _running.reset(token)


@event.listens_for(Session, "after_soft_rollback")
def _doubt_the_row(session: Session, transaction: SessionTransaction) -> None:
    """The row of the step may have gone with the rest."""
    if (running := _running.get()) is not None:
        running.is_certain = False

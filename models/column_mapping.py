"""Which column of a table went into which field: remembered, and offered for the next such file."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.acting import Acting
from models.base import Record
from models.permissions import DataClass
from models.rules.text import fold


class ColumnMapping(Record):
    """Belongs to whoever chose it; a colleague who has none of their own begins with the newest.

    `heads_key` stands for the headings of the file, in their order; `fields` is what was chosen,
    in JSON: for each column the field or nothing, and how rows find their records.
    """

    data_class = DataClass.VIEW
    has_history = False
    can_come_back = False
    __table_args__ = (Index(None, "table_name", "heads_key"),)

    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"), index=True
    )
    table_name: Mapped[str] = mapped_column(String(60))
    heads_key: Mapped[str] = mapped_column(String(64))
    fields: Mapped[str] = mapped_column(Text())

    @classmethod
    def visible_to(cls, acting: Acting) -> ColumnElement[bool]:
        return or_(cls.owner_id == acting.staff_id, cls.owner_id.is_(None))


@dataclass(frozen=True)
class Chosen:
    """For each column the field, or nothing; the fields and the way by which rows find records."""

    fields: list[str]
    keys: list[str] = field(default_factory=list)
    way: str = ""


def heads_key(heads: Sequence[str]) -> str:
    """The same for two files whose headings read alike."""
    return hashlib.sha256("\n".join(fold(head) for head in heads).encode()).hexdigest()


def remembered(table: str, heads: Sequence[str], session: Session, acting: Acting) -> Chosen | None:
    """One's own last choice for such a file, else the last of anybody in the office."""
    wanted = (
        select(ColumnMapping)
        .where(ColumnMapping.table_name == table, ColumnMapping.heads_key == heads_key(heads))
        .order_by(
            (ColumnMapping.owner_id == acting.staff_id).desc(), ColumnMapping.updated_at.desc()
        )
        .limit(1)
    )
    found = session.scalar(wanted)
    told = json.loads(found.fields) if found else []
    chosen = Chosen(**told) if isinstance(told, dict) else Chosen(told)
    return chosen if chosen.fields and len(chosen.fields) == len(heads) else None


def remember(
    table: str, heads: Sequence[str], chosen: Chosen, session: Session, acting: Acting
) -> None:
    """Keep one's own choice; the session commits it."""
    key = heads_key(heads)
    found = session.scalar(
        select(ColumnMapping).where(
            ColumnMapping.table_name == table,
            ColumnMapping.heads_key == key,
            ColumnMapping.owner_id == acting.staff_id,
        )
    )
    if found is None:
        found = ColumnMapping(table_name=table, heads_key=key, owner_id=acting.staff_id)
        session.add(found)
    found.fields = json.dumps(asdict(chosen))

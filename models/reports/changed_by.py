"""Who changed a record since a moment, by the audit trail: people, moments and field names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from models.audit_entry import AuditAction, AuditEntry
from models.staff import Staff

CHANGES = (AuditAction.CREATED, AuditAction.CHANGED, AuditAction.DELETED)
MOST = 200


@dataclass(frozen=True)
class Change:
    at: datetime
    staff_id: int | None
    name: str
    table_name: str
    fields: frozenset[str]

    def touches(self, table_name: str, field: str) -> bool:
        """It changed this field, by its own name or that of its key."""
        return self.table_name == table_name and bool(self.fields & {field, f"{field}_id"})


def changes_since(
    session: Session, keys: dict[str, Sequence[int]], since: datetime | None
) -> list[Change]:
    """Changes of these rows (table: keys) since then, the newest first."""
    rows = [
        and_(AuditEntry.table_name == table, AuditEntry.record_id.in_(ids))
        for table, ids in keys.items()
        if ids
    ]
    wanted = (
        select(
            AuditEntry.at,
            AuditEntry.staff_id,
            Staff.display_name,
            AuditEntry.table_name,
            AuditEntry.fields,
        )
        .outerjoin(Staff, Staff.id == AuditEntry.staff_id)
        .where(or_(*rows), AuditEntry.action.in_(CHANGES))
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .limit(MOST if since else 1)
    )
    found = session.execute(wanted.where(AuditEntry.at >= since) if since else wanted)
    return [
        Change(at, staff_id, name or "", table or "", frozenset((fields or "").split(", ")))
        for at, staff_id, name, table, fields in found
    ]

"""Reasons somebody states to read what is closed; each is in the audit trail and holds an hour."""

from datetime import timedelta

from flask import flash
from flask_babel import gettext
from sqlalchemy import select

from models.acting import acting
from models.audit_entry import AuditAction, AuditEntry, record_read
from models.base import Record, db

REASON_HOLDS = timedelta(minutes=60)
SAVING_HOLDS = timedelta(hours=12)  # what was typed for long is still saved
SHORTEST_REASON, LONGEST_REASON = 10, 200  # characters


def reason_holds(record: Record, lasting: timedelta = REASON_HOLDS) -> bool:
    """Who acts stated a reason for this record lately; within the last hour, if not said else."""
    someone = acting()
    stated = select(AuditEntry.id).where(
        AuditEntry.staff_id == someone.staff_id,
        AuditEntry.action == AuditAction.REASON_STATED,
        AuditEntry.table_name == record.__tablename__,
        AuditEntry.record_id == record.id,
        AuditEntry.at > someone.now - lasting,
    )
    return db.session.scalar(stated.limit(1)) is not None


def state(record: Record, typed: str) -> bool:
    """Note the reason; what is no reason is said on the next page."""
    reason = typed.strip()
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        flash(gettext("State your reason in 10 to 200 letters."), "error")
        return False
    record_read(AuditAction.REASON_STATED, record.__tablename__, record.id, detail=reason)
    return True

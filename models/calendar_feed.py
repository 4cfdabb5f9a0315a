"""The private calendar of a member of staff, read by other programmes through a secret address."""

import hashlib
import secrets
from datetime import datetime, time

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.acting import OFFICE_TIME, Acting
from models.audit_entry import AuditAction, AuditEntry, record_read
from models.base import Record
from models.permissions import DataClass
from models.staff import Staff


class CalendarFeed(Record):
    """One address for each person; only its hash is kept, so that nobody can read it here."""

    data_class = DataClass.STAFF
    has_history = False
    can_come_back = False

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), unique=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)

    staff: Mapped[Staff] = relationship()

    @property
    def title(self) -> str:
        return self.staff.display_name


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def feed_of(staff_id: int, session: Session) -> CalendarFeed | None:
    return session.query(CalendarFeed).filter_by(staff_id=staff_id).one_or_none()


def renew_feed(staff_id: int, session: Session) -> str:
    """A new secret for the address; the former address leads nowhere from now on."""
    token = secrets.token_urlsafe(32)
    feed = feed_of(staff_id, session) or CalendarFeed(staff_id=staff_id)
    feed.token_hash = hash_of(token)
    session.add(feed)
    session.commit()
    return token


def end_feed(staff_id: int, session: Session) -> None:
    if feed := feed_of(staff_id, session):
        session.delete(feed)
        session.commit()


def owner_of(token: str, session: Session) -> Staff | None:
    """Whose calendar it is, as long as the account is open."""
    found = session.query(CalendarFeed).filter_by(token_hash=hash_of(token)).one_or_none()
    return found.staff if found is not None and found.staff.active else None


def note_reading(acting: Acting, session: Session, count: int) -> None:
    """In the trail once a day: other programmes ask every few minutes."""
    begin = datetime.combine(acting.today, time(), OFFICE_TIME)
    table = CalendarFeed.__tablename__
    noted = select(AuditEntry.id).where(
        AuditEntry.table_name == table,
        AuditEntry.staff_id == acting.staff_id,
        AuditEntry.action == AuditAction.EXPORTED,
        AuditEntry.at >= begin,
    )
    if session.scalar(noted.limit(1)) is None:
        record_read(AuditAction.EXPORTED, table, detail=f"ics, {count}")

"""Sign-ins that live on the server and die on sign-out; failed attempts, counted per account."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Record
from models.permissions import DataClass
from models.staff import Staff

IDLE = timedelta(minutes=60)
LONGEST = timedelta(hours=10)
THROTTLE_AFTER = 5  # failed attempts for one account ...
THROTTLE_FOR = timedelta(minutes=15)  # ... within this time


def digest(secret: str) -> str:
    """What is stored of a secret: its SHA-256, in hex."""
    return hashlib.sha256(secret.encode()).hexdigest()


class SignIn(Record):
    data_class = DataClass.SIGN_IN
    has_history = False

    sid_hash: Mapped[str] = mapped_column(String(64), unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    started_at: Mapped[datetime] = mapped_column(index=True)
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    browser: Mapped[str | None] = mapped_column(String(200))

    staff: Mapped[Staff] = relationship()

    @property
    def title(self) -> str:
        return self.staff.display_name

    @classmethod
    def title_sql(cls, alias: Any = None) -> ColumnElement[str]:
        table = alias or cls
        return select(Staff.display_name).where(Staff.id == table.staff_id).scalar_subquery()

    def is_alive(self, now: datetime) -> bool:
        """Not ended, used within the last hour, begun within the last ten."""
        return (
            self.ended_at is None and now - self.seen_at < IDLE and now - self.started_at < LONGEST
        )


class SignInAttempt(Record):
    """A failed attempt; the user name is kept as a digest, since people type passwords there."""

    data_class = DataClass.SIGN_IN
    has_history = False

    username_hash: Mapped[str] = mapped_column(String(64), index=True)
    failed_at: Mapped[datetime] = mapped_column(index=True)


def is_throttled(session: Session, username: str, now: datetime) -> bool:
    """Too many failed attempts for this account; it opens again by itself."""
    failed = session.scalar(
        select(func.count())
        .select_from(SignInAttempt)
        .where(
            SignInAttempt.username_hash == digest(username.strip().casefold()),
            SignInAttempt.failed_at > now - THROTTLE_FOR,
        )
    )
    return (failed or 0) >= THROTTLE_AFTER

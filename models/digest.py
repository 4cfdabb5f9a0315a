"""The one digest of a day: who put it aside on screen, and to whom it was mailed."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Record
from models.permissions import DataClass
from models.staff import Staff


class Digest(Record):
    """One row for each member of staff who ever had one; only the last days are kept."""

    data_class = DataClass.STAFF
    has_history = False
    can_come_back = False

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), unique=True)
    dismissed_on: Mapped[date | None]
    mailed_on: Mapped[date | None]

    staff: Mapped[Staff] = relationship()

    @property
    def title(self) -> str:
        return self.staff.display_name


def digest_of(staff_id: int, session: Session) -> Digest:
    """The row of this member of staff, made where there is none yet."""
    found = session.query(Digest).filter_by(staff_id=staff_id).one_or_none()
    if found is None:
        found = Digest(staff_id=staff_id)
        session.add(found)
    return found

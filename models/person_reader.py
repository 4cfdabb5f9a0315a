"""Who is named to open the closed file of a person (concept 5.1).

The lead sees the files by number and puts somebody else in the place of who leaves.
"""

from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint, cast, literal
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record
from models.permissions import DataClass
from models.staff import Staff


class PersonReader(Record):
    data_class = DataClass.RESTRICTION
    __table_args__ = (UniqueConstraint("person_id", "staff_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)

    staff: Mapped[Staff] = relationship(overlaps="readers")

    @property
    def title(self) -> str:
        """The number of the file; its name would tell what is closed."""
        return f"#{self.person_id}"

    @classmethod
    def title_sql(cls, alias: Any = None) -> ColumnElement[str]:
        return literal("#") + cast((alias or cls).person_id, String)

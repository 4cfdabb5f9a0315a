"""Which target group of concept 3.1 a person belonged to, and when."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Line, Record
from models.catalogue import TargetGroup
from models.permissions import DataClass
from models.person_period import PersonPeriod


class PersonTargetGroup(PersonPeriod, Record):
    data_class = DataClass.RESIDENCE

    target_group_id: Mapped[int] = mapped_column(ForeignKey("target_group.id"), index=True)
    reason: Mapped[Line | None]

    target_group: Mapped[TargetGroup] = relationship()

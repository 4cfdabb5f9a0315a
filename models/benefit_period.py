"""Under which benefit law a person lives, by period; amounts are not stored (rules 6.2)."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Line, Record
from models.catalogue import BenefitLaw
from models.permissions import DataClass
from models.person_period import PersonPeriod


class BenefitPeriod(PersonPeriod, Record):
    data_class = DataClass.RESIDENCE

    benefit_law_id: Mapped[int] = mapped_column(ForeignKey("benefit_law.id"), index=True)
    paying_office: Mapped[Line | None]
    health_insurer: Mapped[Line | None]

    benefit_law: Mapped[BenefitLaw] = relationship()

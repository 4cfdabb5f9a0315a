"""The town's profile: letterhead, colour and name of the office, edited on screen."""

import re
from collections.abc import Iterator
from datetime import date

from sqlalchemy import CheckConstraint, LargeBinary, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Broken, Line, Name, Record, msg
from models.permissions import DataClass
from models.rules.career import STALLS_AFTER

LARGEST_LOGO = 200_000  # bytes
ESCALATES_AFTER = 14  # days overdue; house rule
MOST_DAYS = 365


class Municipality(Record):
    """Exactly one row: the town that runs this installation."""

    data_class = DataClass.TOWN
    title_field = "name"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    name: Mapped[Name]
    head: Mapped[Line | None]  # "Die Bürgermeisterin"
    department: Mapped[Line]
    unit: Mapped[Line | None]
    street: Mapped[Line]
    postcode: Mapped[str] = mapped_column(String(10))
    town: Mapped[Name]
    phone: Mapped[str | None] = mapped_column(String(40))
    email: Mapped[Line | None]
    website: Mapped[Line | None]
    accent_colour: Mapped[str] = mapped_column(String(7), default="#0b5563")
    # House rules, not law: days until the lead is told of a task, and until a phase stalls.
    escalate_after: Mapped[int | None] = mapped_column(default=ESCALATES_AFTER)
    career_stalls_after: Mapped[int | None] = mapped_column(default=STALLS_AFTER)
    logo: Mapped[bytes | None] = mapped_column(LargeBinary())
    logo_mime: Mapped[str | None] = mapped_column(String(40))

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", self.accent_colour or "#0b5563"):
            yield Broken(
                "accent_colour", msg("A colour is written as # and six digits, such as #0b5563.")
            )
        if self.logo and len(self.logo) > LARGEST_LOGO:
            yield Broken("logo", msg("The picture is larger than 200 kB."))
        for field in ("escalate_after", "career_stalls_after"):
            days = getattr(self, field)
            if days is not None and not 1 <= days <= MOST_DAYS:
                yield Broken(field, msg("Between 1 and 365 days, or nothing."))

"""Volunteers and interpreters: languages, times, what they offer, papers (concept 4.9, 4.10).

Of the certificate of conduct only its day and that it was seen is kept (§ 72a (5) SGB VIII).
"""

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from enum import auto
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    func,
    inspect,
    or_,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.acting import Acting
from models.base import Broken, Line, Name, Note, Record, clock_sql, msg, not_before
from models.catalogue import Language, VolunteerService
from models.choice import Choice
from models.office_hour import Weekday
from models.partner import Partner
from models.permissions import Action, DataClass
from models.person import LanguageLevel, Sex
from models.reach import Reachable
from models.rules.volunteering import (
    CONDUCT_AT_MOST,
    KEPT_AFTER_END,
    PaperState,
    conduct_valid_until,
    paper_state,
)


class TravelReach(Choice):
    """How far somebody comes to help."""

    REMOTE = auto()  # by phone or video only
    OWN_TOWN = auto()
    ANYWHERE = auto()


_PAPERS = (
    "street", "postcode", "is_paid", "hourly_fee", "confidentiality_on", "conduct_issued_on",
    "conduct_seen_on", "conduct_until", "consent_on", "delete_on", "anonymised_on", "honours",
    "note", "hours",
)  # fmt: skip


class Volunteer(Reachable, Record):
    """What is needed to ask somebody is open to who may ask; the rest is the coordinator's."""

    data_class = DataClass.VOLUNTEER
    field_classes = dict.fromkeys(_PAPERS, DataClass.VOLUNTEER_PAPER)
    search_fields = ("family_name", "given_name", "phone", "town")
    can_come_back = False  # deleted is deleted: nobody is kept who withdrew the consent
    __table_args__ = (
        Index(None, "family_name", "given_name", "id"),
        not_before("ended_on", "began_on"),
        not_before("away_until", "away_from"),
        not_before("conduct_seen_on", "conduct_issued_on"),
        CheckConstraint("hourly_fee IS NULL OR hourly_fee >= 0", name="fee_not_negative"),
    )

    family_name: Mapped[Name]
    given_name: Mapped[Name | None]
    sex: Mapped[Sex] = mapped_column(default=Sex.NOT_STATED)
    phone: Mapped[str | None] = mapped_column(String(80))
    email: Mapped[Line | None]
    street: Mapped[Line | None]
    postcode: Mapped[str | None] = mapped_column(String(10))
    town: Mapped[Name | None]
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)
    reach: Mapped[TravelReach] = mapped_column(default=TravelReach.OWN_TOWN)
    travel_note: Mapped[Line | None]
    is_flexible: Mapped[bool] = mapped_column(default=False)  # other times may be asked for
    began_on: Mapped[date | None]
    ended_on: Mapped[date | None] = mapped_column(index=True)
    away_from: Mapped[date | None]
    away_until: Mapped[date | None]
    is_paid: Mapped[bool] = mapped_column(default=False)
    hourly_fee: Mapped[Decimal | None]
    confidentiality_on: Mapped[date | None]
    conduct_issued_on: Mapped[date | None]
    conduct_seen_on: Mapped[date | None]
    conduct_until: Mapped[date | None] = mapped_column(index=True)
    consent_on: Mapped[date | None]
    delete_on: Mapped[date | None] = mapped_column(index=True)
    anonymised_on: Mapped[date | None]
    honours: Mapped[Line | None]
    note: Mapped[Note | None]

    partner: Mapped[Partner | None] = relationship()
    services: Mapped[list[VolunteerService]] = relationship(
        secondary="volunteer_offering", order_by=VolunteerService.sort_order
    )
    languages: Mapped[list["VolunteerLanguage"]] = relationship(
        back_populates="volunteer",
        cascade="all, delete-orphan",
        order_by="VolunteerLanguage.id",
    )
    times: Mapped[list["VolunteerAvailability"]] = relationship(
        back_populates="volunteer",
        cascade="all, delete-orphan",
        order_by="VolunteerAvailability.id",
    )

    @property
    def title(self) -> str:
        return ", ".join(filter(None, (self.family_name, self.given_name)))

    @classmethod
    def title_sql(cls, alias: Any = None) -> ColumnElement[str]:
        table = alias or cls
        return table.family_name + func.coalesce(", " + table.given_name, "")

    @classmethod
    def visible_to(cls, acting: Acting) -> ColumnElement[bool]:
        """Who ended is the coordinator's alone."""
        is_active = or_(cls.ended_on.is_(None), cls.ended_on >= acting.today)
        if acting.may(Action.READ, DataClass.VOLUNTEER_PAPER):
            return or_(is_active, cls.ended_on.is_not(None))
        return is_active

    @property
    def week(self) -> list["VolunteerAvailability"]:
        """The usual times, Monday first."""
        return sorted(self.times, key=lambda one: (int(one.weekday), one.starts_at))

    def is_active_on(self, day: date) -> bool:
        has_ended = self.ended_on is not None and self.ended_on < day
        return not has_ended and self.anonymised_on is None

    def is_away_on(self, day: date) -> bool:
        """Between two days; one of them alone is open to the other side."""
        if self.away_from is None and self.away_until is None:
            return False
        return (self.away_from or day) <= day <= (self.away_until or day)

    def is_sworn_on(self, day: date) -> bool:
        """Confidentiality is signed."""
        return self.confidentiality_on is not None and self.confidentiality_on <= day

    def conduct_on(self, day: date) -> PaperState:
        return paper_state(self.conduct_seen_on, self.conduct_until, day)

    def settle(self, today: date) -> None:
        """A certificate holds five years; what was kept of somebody who ended goes in time.

        A new certificate or another end moves what follows from it, unless that was typed too.
        """
        self.settle_reach()
        issued, ended = self.conduct_issued_on, self.ended_on
        if issued and self._follows("conduct_until", "conduct_issued_on"):
            self.conduct_until = conduct_valid_until(issued)
        if self.anonymised_on is None and self._follows("delete_on", "ended_on"):
            self.delete_on = ended + KEPT_AFTER_END if ended else self.delete_on

    def _follows(self, field: str, cause: str) -> bool:
        """Empty so far, or its cause was changed and it was not."""
        changed = {
            name for name in (field, cause) if inspect(self).attrs[name].history.has_changes()
        }
        return getattr(self, field) is None or changed == {cause}

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        yield from self.reach_problems()
        for field in ("confidentiality_on", "conduct_issued_on", "conduct_seen_on", "consent_on"):
            on = getattr(self, field)
            if on and on > today:
                yield Broken(field, msg("The day lies in the future."))
        for first, last in (("began_on", "ended_on"), ("away_from", "away_until")):
            start, end = getattr(self, first), getattr(self, last)
            if start and end and end < start:
                yield Broken(last, msg("The end lies before the beginning."))
        yield from self._conduct_problems()
        if self.hourly_fee is not None and self.hourly_fee < 0:
            yield Broken("hourly_fee", msg("A fee is not less than nothing."))
        if len({one.language_id or one.language for one in self.languages}) < len(self.languages):
            yield Broken("languages", msg("A language stands there twice."))

    def _conduct_problems(self) -> Iterator[Broken]:
        issued, seen = self.conduct_issued_on, self.conduct_seen_on
        if (self.conduct_until or issued) and not seen:
            yield Broken("conduct_seen_on", msg("Say on which day the certificate was seen."))
        if not (issued and seen):
            return
        if seen < issued:
            yield Broken("conduct_seen_on", msg("It was seen before it was issued."))
        elif seen > issued + CONDUCT_AT_MOST:
            text = msg("A certificate of conduct is not older than three months when it is shown.")
            yield Broken("conduct_issued_on", text)


class VolunteerLanguage(Record):
    data_class = DataClass.VOLUNTEER
    can_come_back = False
    __table_args__ = (UniqueConstraint("volunteer_id", "language_id"),)

    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteer.id", ondelete="CASCADE"))
    language_id: Mapped[int] = mapped_column(ForeignKey("language.id"), index=True)
    level: Mapped[LanguageLevel] = mapped_column(default=LanguageLevel.UNKNOWN)

    volunteer: Mapped[Volunteer] = relationship(back_populates="languages")
    language: Mapped[Language] = relationship(lazy="joined")

    @property
    def title(self) -> str:
        return self.language.title


class VolunteerAvailability(Record):
    """A time of the week, of the office's wall clock."""

    data_class = DataClass.VOLUNTEER
    can_come_back = False
    __table_args__ = (CheckConstraint("ends_at > starts_at", name="ends_after_start"),)

    volunteer_id: Mapped[int] = mapped_column(
        ForeignKey("volunteer.id", ondelete="CASCADE"), index=True
    )
    weekday: Mapped[Weekday]
    starts_at: Mapped[time]
    ends_at: Mapped[time]

    volunteer: Mapped[Volunteer] = relationship(back_populates="times")

    @property
    def title(self) -> str:
        return f"{self.starts_at:%H:%M}–{self.ends_at:%H:%M}"

    @classmethod
    def title_sql(cls, alias: Any = None) -> ColumnElement[str]:
        table = alias or cls
        return clock_sql(table.starts_at) + "–" + clock_sql(table.ends_at)

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            yield Broken("times", msg("A time of the week ends after it begins, on the same day."))


class VolunteerOffering(Record):
    data_class = DataClass.VOLUNTEER
    can_come_back = False
    __table_args__ = (UniqueConstraint("volunteer_id", "service_id"),)

    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteer.id", ondelete="CASCADE"))
    service_id: Mapped[int] = mapped_column(ForeignKey("volunteer_service.id"), index=True)

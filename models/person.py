"""A person the office looks after: names, birth, languages, contact, alerts (3.1, 5.1)."""

from collections.abc import Iterator
from datetime import date
from enum import auto
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    false,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.acting import Acting
from models.base import Broken, Line, Name, Record, msg, not_before
from models.catalogue import ClosingReason, Country, Language, Vulnerability
from models.choice import Choice
from models.closed_file import RESTRICTED_ONLY, is_open_file
from models.own_value import HasOwnFields
from models.permissions import Action, DataClass
from models.search import Searchable, kept_order
from models.staff import Staff


class Sex(Choice):
    FEMALE = auto()
    MALE = auto()
    DIVERSE = auto()
    NOT_STATED = auto()
    UNKNOWN = auto()


class BirthPrecision(Choice):
    EXACT = auto()
    YEAR = auto()
    ESTIMATED = auto()


class CaseStatus(Choice):
    NEW = auto()
    ACTIVE = auto()
    DORMANT = auto()
    HANDED_OVER = auto()
    MOVED_AWAY = auto()
    LEFT_COUNTRY = auto()
    DISAPPEARED = auto()
    DECEASED = auto()
    CLOSED = auto()


class NameKind(Choice):
    SPELLING = auto()
    FORMER = auto()
    ALIAS = auto()
    ORIGINAL_SCRIPT = auto()


class LanguageLevel(Choice):
    """European reference levels in their order; A0 is not in it and means no knowledge."""

    UNKNOWN = auto()
    A0 = auto()
    A1 = auto()
    A2 = auto()
    B1 = auto()
    B2 = auto()
    C1 = auto()
    C2 = auto()
    NATIVE = auto()


class AlertLevel(Choice):
    HIGH = auto()
    MEDIUM = auto()
    LOW = auto()


_OPEN = (
    "family_name", "given_name", "arrived_haan_on", "needs_barrier_free", "lives_in",
    "is_address_protected", "is_restricted", "household", "title", "version",
)  # fmt: skip


class Person(HasOwnFields, Record, Searchable):
    data_class = DataClass.MASTER
    access_class = DataClass.IDENTITY
    field_classes = {
        **dict.fromkeys(_OPEN, DataClass.IDENTITY),
        "vulnerabilities": DataClass.HEALTH,
        "residence": DataClass.RESIDENCE,
        "last_contact_on": DataClass.SESSION,
        "expires_on": DataClass.RESIDENCE,
    }
    __table_args__ = (
        Index(None, "family_name", "given_name", "id"),
        Index("ix_person_restricted", "id", **RESTRICTED_ONLY),
        # The list in its order, with what decides who may see a row.
        Index(None, "sort_text", "id", "is_restricted"),
        not_before("arrived_germany_on", "birth_date"),
        not_before("arrived_haan_on", "birth_date"),
        not_before("arrived_haan_on", "arrived_germany_on"),
        CheckConstraint(
            "closing_reason_id IS NULL OR case_status NOT IN ('NEW', 'ACTIVE')",
            name="closing_reason_when_closed",
        ),
    )

    family_name: Mapped[Name]
    given_name: Mapped[Name | None]
    birth_date: Mapped[date | None] = mapped_column(index=True)
    birth_precision: Mapped[BirthPrecision] = mapped_column(default=BirthPrecision.EXACT)
    birth_place: Mapped[Name | None]
    sex: Mapped[Sex] = mapped_column(default=Sex.UNKNOWN)
    origin_country_id: Mapped[int | None] = mapped_column(ForeignKey("country.id"), index=True)
    interpreter_needed: Mapped[bool] = mapped_column(default=False)
    needs_barrier_free: Mapped[bool] = mapped_column(default=False)
    azr_no: Mapped[str | None] = mapped_column(String(40), index=True)
    bamf_ref: Mapped[str | None] = mapped_column(String(40), index=True)
    foreigners_office_ref: Mapped[str | None] = mapped_column(String(40))
    benefit_ref: Mapped[str | None] = mapped_column(String(40))
    phone: Mapped[str | None] = mapped_column(String(60))
    email: Mapped[Line | None]
    contact_preference: Mapped[Line | None]
    street: Mapped[Line | None]
    postcode: Mapped[str | None] = mapped_column(String(10))
    town: Mapped[Name | None]
    is_address_protected: Mapped[bool] = mapped_column(default=False)
    is_restricted: Mapped[bool] = mapped_column(default=False, server_default=false())
    arrived_germany_on: Mapped[date | None]
    arrived_haan_on: Mapped[date | None]
    case_status: Mapped[CaseStatus] = mapped_column(default=CaseStatus.NEW, index=True)
    closing_reason_id: Mapped[int | None] = mapped_column(
        ForeignKey("closing_reason.id"), index=True
    )

    origin_country: Mapped[Country | None] = relationship()
    closing_reason: Mapped[ClosingReason | None] = relationship()
    names: Mapped[list["PersonName"]] = relationship(
        back_populates="person", cascade="all, delete-orphan", order_by="PersonName.id"
    )
    languages: Mapped[list["PersonLanguage"]] = relationship(
        back_populates="person", cascade="all, delete-orphan", order_by="PersonLanguage.id"
    )
    alerts: Mapped[list["PersonAlert"]] = relationship(
        back_populates="person", cascade="all, delete-orphan", order_by="PersonAlert.id"
    )
    nationalities: Mapped[list[Country]] = relationship(secondary="person_nationality")
    vulnerabilities: Mapped[list[Vulnerability]] = relationship(secondary="person_vulnerability")
    readers: Mapped[list[Staff]] = relationship(
        secondary="person_reader", order_by=Staff.display_name
    )

    sort_text: Mapped[str] = kept_order(is_indexed=False)
    search_days = ("birth_date",)
    search_loads = ("names", "own_values")
    PROTECTED_FIELDS = frozenset({"street", "postcode", "town", "phone", "email"})
    shield = ("is_address_protected", PROTECTED_FIELDS)

    @property
    def title(self) -> str:
        return ", ".join(filter(None, (self.family_name, self.given_name)))

    @classmethod
    def title_sql(cls, alias: Any = None) -> ColumnElement[str]:
        table = alias or cls
        return table.family_name + func.coalesce(", " + table.given_name, "")

    def concerns(self) -> tuple["Person", ...]:
        return (self,)

    def search_words(self) -> list[str | None]:
        others = [part for name in self.names for part in (name.family_name, name.given_name)]
        refs = [self.azr_no, self.bamf_ref, self.foreigners_office_ref, self.benefit_ref]
        return [self.family_name, self.given_name, *others, *refs, *self.own_words()]

    def open_names(self) -> list[str | None]:
        return [self.family_name, self.given_name]

    @classmethod
    def is_open_to(cls, acting: Acting) -> bool:
        """Every person may be seen, whether housed by the town or not."""
        return acting.may(Action.READ, DataClass.MASTER) or acting.may(
            Action.CREATE, DataClass.STAY
        )

    @classmethod
    def visible_to(cls, acting: Acting, alias: Any = None) -> ColumnElement[bool]:
        """Closed files only to the named; who may read no master data sees only the people

        housed by the town, now or soon.
        """
        is_open = is_open_file(alias or cls, acting)
        if cls.is_open_to(acting):
            return is_open
        if not acting.may(Action.READ, DataClass.IDENTITY):
            return false()
        stay = Record.metadata.tables["stay"].alias()
        is_housed = stay.c.valid_to.is_(None) | (stay.c.valid_to >= acting.today)
        is_theirs = stay.c.person_id == (alias or cls).id
        return select(stay.c.id).where(is_theirs, is_housed).exists() & is_open

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if self.birth_date and self.birth_date > today:
            yield Broken("birth_date", msg("The birth date lies in the future."))
        for field in ("arrived_germany_on", "arrived_haan_on"):
            arrived = getattr(self, field)
            if arrived and self.birth_date and arrived < self.birth_date:
                yield Broken(field, msg("The arrival lies before the birth."))
        first, second = self.arrived_germany_on, self.arrived_haan_on
        if first and second and second < first:
            text = msg("The arrival here lies before the arrival in Germany.")
            yield Broken("arrived_haan_on", text)
        is_open = self.case_status in (None, CaseStatus.NEW, CaseStatus.ACTIVE)
        if is_open and (self.closing_reason or self.closing_reason_id):
            yield Broken("closing_reason", msg("An open case has no closing reason."))
        if self.is_restricted and not self.readers:
            yield Broken("readers", msg("Name who may open the file; otherwise nobody can."))


class PersonName(Record):
    """Another name or spelling under which the person may be known."""

    data_class = DataClass.MASTER
    part_of = ("person", "names")
    __table_args__ = (
        CheckConstraint(
            "family_name IS NOT NULL OR given_name IS NOT NULL", name="at_least_one_part"
        ),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[NameKind] = mapped_column(default=NameKind.SPELLING)
    family_name: Mapped[Name | None]
    given_name: Mapped[Name | None]

    person: Mapped[Person] = relationship(back_populates="names")

    @property
    def title(self) -> str:
        return ", ".join(filter(None, (self.family_name, self.given_name)))

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if not self.family_name and not self.given_name:
            yield Broken("names", msg("A further name needs at least one part."))


class PersonLanguage(Record):
    data_class = DataClass.MASTER
    __table_args__ = (UniqueConstraint("person_id", "language_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    language_id: Mapped[int] = mapped_column(ForeignKey("language.id"), index=True)
    level: Mapped[LanguageLevel] = mapped_column(default=LanguageLevel.UNKNOWN)

    person: Mapped[Person] = relationship(back_populates="languages")
    language: Mapped[Language] = relationship(lazy="joined")

    @property
    def title(self) -> str:
        return self.language.title


class PersonAlert(Record):
    """A warning with an instruction; it ends by itself."""

    data_class = DataClass.MASTER
    title_field = "text"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    level: Mapped[AlertLevel] = mapped_column(default=AlertLevel.MEDIUM)
    text: Mapped[Line]
    expires_on: Mapped[date | None]

    person: Mapped[Person] = relationship(back_populates="alerts")

    def is_open_on(self, day: date) -> bool:
        return self.expires_on is None or self.expires_on >= day


class PersonNationality(Record):
    data_class = DataClass.MASTER
    __table_args__ = (UniqueConstraint("person_id", "country_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    country_id: Mapped[int] = mapped_column(ForeignKey("country.id"), index=True)


class PersonVulnerability(Record):
    data_class = DataClass.HEALTH
    __table_args__ = (UniqueConstraint("person_id", "vulnerability_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    vulnerability_id: Mapped[int] = mapped_column(ForeignKey("vulnerability.id"), index=True)

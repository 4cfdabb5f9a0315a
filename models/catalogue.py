"""Lists that the office may change itself: one table each, editable by the team lead."""

from collections.abc import Iterator
from datetime import date
from enum import auto
from typing import Any, TypeVar, cast

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, String, and_, inspect, or_
from sqlalchemy.orm import (
    Mapped,
    Session,
    declared_attr,
    mapped_column,
    object_session,
    relationship,
)

from models.acting import acting
from models.base import Broken, Line, Note, Record, msg
from models.choice import Choice
from models.permissions import DataClass


class Catalogue(Record):
    """A code that never changes and two labels that may; entries end instead of vanishing."""

    __abstract__ = True
    data_class = DataClass.CATALOGUE
    search_fields = ("code", "label_de", "label_en")

    code: Mapped[str] = mapped_column(String(40), unique=True, active_history=True)
    label_de: Mapped[str] = mapped_column(String(160))
    label_en: Mapped[str] = mapped_column(String(160))
    sort_order: Mapped[int] = mapped_column(default=100, index=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (
            CheckConstraint(
                "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
                name="valid_to_after_valid_from",
            ),
        )

    @property
    def title(self) -> str:
        return self.label_en if acting().language == "en" else self.label_de

    @classmethod
    def title_sql(cls, alias: Any = None) -> ColumnElement[str]:
        table = alias or cls
        label = table.label_en if acting().language == "en" else table.label_de
        return cast("ColumnElement[str]", label)

    @classmethod
    def open_on(cls, day: date) -> ColumnElement[bool]:
        """Entries that may be chosen on this day."""
        return and_(
            or_(cls.valid_from.is_(None), cls.valid_from <= day),
            or_(cls.valid_to.is_(None), cls.valid_to >= day),
        )

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            yield Broken("valid_to", msg("The end lies before the beginning."))
        if self.id is not None and inspect(self).attrs.code.history.deleted:
            yield Broken("code", msg("The code of an entry never changes; change its labels."))


Entry = TypeVar("Entry", bound=Catalogue)


def entry_of(
    record: Record, loaded: Entry | None, kind: type[Entry], key: int | None
) -> Entry | None:
    """The entry that a record names, also where so far it is named by its key alone."""
    session = object_session(record)
    if loaded is not None or key is None or session is None:
        return loaded
    return session.get(kind, key)


class Language(Catalogue):
    """Languages by ISO 639 code."""


class Country(Catalogue):
    """States by ISO 3166 code; also stateless and unclear."""


class Criterion(Catalogue):
    """The 15 criteria of the monthly evaluation, in the wording and order of concept 5.2."""

    number: Mapped[int] = mapped_column(unique=True)


class Findable:
    """An entry whose words find the organisations and offers it stands for.

    `synonyms` are further words, parted by semicolons, that people type for the same thing.
    """

    label_de: Mapped[str]
    label_en: Mapped[str]
    synonyms: Mapped[Note | None] = mapped_column(sort_order=50)

    def search_words(self) -> list[str | None]:
        return [self.label_de, self.label_en, self.synonyms]


class Topic(Findable, Catalogue):
    """What a talk was about; counted by criterion and by the former system's pair of words."""

    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"), index=True)
    former_category: Mapped[Line | None]
    former_topic: Mapped[Line | None]
    criterion: Mapped[Criterion] = relationship()


class SessionPlace(Catalogue):
    """Where a talk took place."""


class LifeArea(Catalogue):
    """Area of life of a goal."""


class PartnerCategory(Findable, Catalogue):
    """Kind of a partner organisation; a contact may be counted under the criterion."""

    criterion_id: Mapped[int | None] = mapped_column(ForeignKey("criterion.id"), index=True)
    criterion: Mapped[Criterion | None] = relationship()


class TargetGroup(Catalogue):
    """The target groups of concept 3.1.1 to 3.1.5."""


class ResidenceTitle(Catalogue):
    """Residence titles and statuses with their paragraph (rules, section 3)."""

    legal_basis: Mapped[Line | None]
    target_group_id: Mapped[int | None] = mapped_column(ForeignKey("target_group.id"), index=True)
    target_group: Mapped[TargetGroup | None] = relationship()


class TolerationReason(Catalogue):
    """Why a departure is suspended."""


class BenefitLaw(Catalogue):
    """The law under which a person lives: AsylbLG, SGB II, SGB XII, none."""


class DocumentKind(Catalogue):
    """Identity and residence papers."""


class Vulnerability(Catalogue):
    """Need for special protection."""


class HouseholdRole(Catalogue):
    """What a person is within the household."""


class ClosingReason(Catalogue):
    """Why a case was closed."""


class AccommodationKind(Catalogue):
    """Kind of an accommodation site."""


class StayReason(Catalogue):
    """Why somebody was taken in, with the six case groups of homelessness."""


class StayDestination(Catalogue):
    """Where somebody went after leaving."""


class EvictionSource(Catalogue):
    """Who told the office of a threatened loss of a home."""


class EvictionCause(Catalogue):
    """Why the landlord gave notice."""


class OfficeLocation(Catalogue):
    """Where office hours are held (concept 2.3.1)."""

    address: Mapped[Line | None]
    rooms: Mapped[int] = mapped_column(default=1, server_default="1")  # talks at the same time


class VolunteerService(Catalogue):
    """What volunteers offer and are asked for; some of it only once their papers are in order."""

    needs_confidentiality: Mapped[bool] = mapped_column(default=False)
    is_with_minors: Mapped[bool] = mapped_column(default=False)  # § 72a SGB VIII


class FundingSource(Catalogue):
    """Who pays for events: KOMM-AN NRW, Rotary fund, the town's own budget (concept 4.3)."""


class GuideKind(Choice):
    STEP = auto()
    PRINCIPLE = auto()


class GuideStep(Catalogue):
    """The counselling guide beside a talk: its steps and principles (concept 3.2)."""

    kind: Mapped[GuideKind] = mapped_column(default=GuideKind.STEP)
    help_de: Mapped[Note | None]
    help_en: Mapped[Note | None]

    @property
    def help(self) -> str:
        return (self.help_en if acting().language == "en" else self.help_de) or ""


ALL: tuple[type[Catalogue], ...] = (
    Criterion,
    Topic,
    SessionPlace,
    LifeArea,
    PartnerCategory,
    TargetGroup,
    ResidenceTitle,
    TolerationReason,
    BenefitLaw,
    DocumentKind,
    Vulnerability,
    HouseholdRole,
    ClosingReason,
    AccommodationKind,
    StayReason,
    StayDestination,
    EvictionSource,
    EvictionCause,
    OfficeLocation,
    FundingSource,
    GuideStep,
    VolunteerService,
    Language,
    Country,
)

"""What volunteers did in a year: hours by name for the thank-you, and numbers without names."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from sqlalchemy import ColumnElement, func, or_, select

from models.acting import Acting
from models.assignment import Assignment, AssignmentState
from models.base import db
from models.catalogue import Language, VolunteerService
from models.person import Sex
from models.reports.papers import Paper
from models.volunteer import Volunteer, VolunteerLanguage

SMALL = 3  # a number of people below it is not told: it may be one known person (rules DP-08)


@dataclass(frozen=True)
class Help:
    """One kind of help of one volunteer."""

    service: str
    count: int
    hours: Decimal


@dataclass(frozen=True)
class YearOfOne:
    volunteer_id: int
    name: str
    full_name: str
    sex: Sex
    is_paid: bool
    helps: tuple[Help, ...]

    @property
    def is_thanked(self) -> bool:
        """Whoever works for a fee is no volunteer in the sense of the 5th of December."""
        return not self.is_paid

    @property
    def count(self) -> int:
        return sum(one.count for one in self.helps)

    @property
    def hours(self) -> Decimal:
        return sum((one.hours for one in self.helps), Decimal(0))


@dataclass(frozen=True)
class VolunteerFigures:
    """Numbers of one year; people None where they are too few to be told."""

    year: int
    people: int
    helped: int
    count: int
    hours: Decimal
    declined: int
    by_service: tuple[tuple[str, int, Decimal], ...]
    by_language: tuple[tuple[str, int | None, int], ...]  # speakers, assignments
    by_month: tuple[tuple[date, int, Decimal], ...]


@dataclass(frozen=True, kw_only=True)
class CertificateSheet:
    """The page of one volunteer; kind of help, how often, hours."""

    opening: str
    rows: tuple[tuple[str, str, str], ...]
    total: tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Certificates(Paper):
    """One page for each volunteer of the year."""

    title: str
    year: str
    written_on: date
    place: str
    columns: tuple[str, ...]
    sum_word: str
    way: str
    thanks: str
    signer: str
    sheets: tuple[CertificateSheet, ...]


def in_year(year: int) -> ColumnElement[bool]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    return Assignment.starts_at.between(
        datetime.combine(first, time.min), datetime.combine(last, time.max)
    )


def years(today: date) -> list[int]:
    """Years with an assignment, the latest first; this year always."""
    first = db.session.scalar(select(func.min(Assignment.starts_at)))
    begin = min(first.year, today.year) if first else today.year
    return list(range(today.year, begin - 1, -1))


def year_of_volunteers(
    year: int, acting: Acting, volunteer_id: int | None = None
) -> list[YearOfOne]:
    """Who helped, by name; only what was done counts. Whose data were erased is left out."""
    wanted = (
        select(
            Volunteer.id,
            Volunteer.title_sql(),
            Volunteer.given_name,
            Volunteer.family_name,
            Volunteer.sex,
            Volunteer.is_paid,
            VolunteerService.title_sql(),
            func.count(),
            func.sum(Assignment.hours),
        )
        .select_from(Assignment)
        .join(Volunteer, Volunteer.id == Assignment.volunteer_id)
        .join(VolunteerService, VolunteerService.id == Assignment.service_id)
        .where(in_year(year), Assignment.state == AssignmentState.DONE)
        .where(Volunteer.visible_to(acting), Volunteer.anonymised_on.is_(None))
        .group_by(Volunteer.id, VolunteerService.id)
        .order_by(Volunteer.title_sql(), Volunteer.id, VolunteerService.sort_order)
    )
    if volunteer_id is not None:
        wanted = wanted.where(Volunteer.id == volunteer_id)
    people: dict[int, tuple[str, str, Sex, bool]] = {}
    helps: dict[int, list[Help]] = defaultdict(list)
    for key, name, given, family, sex, is_paid, service, count, hours in db.session.execute(wanted):
        people[key] = (name, " ".join(filter(None, (given, family))), sex, is_paid)
        helps[key].append(Help(service, count, hours or Decimal(0)))
    return [YearOfOne(key, *person, tuple(helps[key])) for key, person in people.items()]


def volunteer_figures(year: int, today: date, tells_small: bool = False) -> VolunteerFigures:
    """Of all volunteers; small numbers of people only for those who know them by name."""
    is_done = in_year(year) & (Assignment.state == AssignmentState.DONE)
    by_service = _by_service(is_done)
    helped = db.session.scalar(
        select(func.count(func.distinct(Assignment.volunteer_id))).where(is_done)
    )
    declined = db.session.scalar(
        select(func.count()).where(in_year(year), Assignment.state == AssignmentState.DECLINED)
    )
    return VolunteerFigures(
        year=year,
        people=db.session.scalar(select(func.count()).where(_was_there(year, today))) or 0,
        helped=helped or 0,
        count=sum(count for _, count, _ in by_service),
        hours=sum((hours for *_, hours in by_service), Decimal(0)),
        declined=declined or 0,
        by_service=by_service,
        by_language=_by_language(year, today, is_done, tells_small),
        by_month=_by_month(year, is_done),
    )


def _was_there(year: int, today: date) -> ColumnElement[bool]:
    """Engaged on some day of the year, and not only from tomorrow on."""
    last = min(date(year, 12, 31), today)
    began = or_(Volunteer.began_on.is_(None), Volunteer.began_on <= last)
    return began & or_(Volunteer.ended_on.is_(None), Volunteer.ended_on >= date(year, 1, 1))


def _by_service(is_done: ColumnElement[bool]) -> tuple[tuple[str, int, Decimal], ...]:
    rows = db.session.execute(
        select(VolunteerService.title_sql(), func.count(), func.sum(Assignment.hours))
        .select_from(Assignment)
        .join(VolunteerService, VolunteerService.id == Assignment.service_id)
        .where(is_done)
        .group_by(VolunteerService.id)
        .order_by(VolunteerService.sort_order)
    )
    return tuple((label, count, hours or Decimal(0)) for label, count, hours in rows)


def _by_language(
    year: int, today: date, is_done: ColumnElement[bool], tells_small: bool
) -> tuple[tuple[str, int | None, int], ...]:
    """German aside: how many speak it, how often it was needed."""
    speakers = (
        select(VolunteerLanguage.language_id, func.count())
        .join(Volunteer, Volunteer.id == VolunteerLanguage.volunteer_id)
        .where(_was_there(year, today))
        .group_by(VolunteerLanguage.language_id)
    )
    uses = (
        select(Assignment.language_id, func.count())
        .where(is_done, Assignment.language_id.is_not(None))
        .group_by(Assignment.language_id)
    )
    spoken = {key: count for key, count in db.session.execute(speakers)}
    needed = {key: count for key, count in db.session.execute(uses)}
    known = select(Language.id, Language.title_sql()).where(
        Language.id.in_({*spoken, *needed}), Language.code != "de"
    )
    rows = db.session.execute(known.order_by(Language.title_sql()))
    told = {key: _told(count, tells_small) for key, count in spoken.items()}
    return tuple((label, told.get(key, 0), needed.get(key, 0)) for key, label in rows)


def _told(people: int, tells_small: bool) -> int | None:
    return people if tells_small or people >= SMALL else None


def _by_month(year: int, is_done: ColumnElement[bool]) -> tuple[tuple[date, int, Decimal], ...]:
    counts: dict[int, list[Decimal]] = defaultdict(list)
    rows = db.session.execute(select(Assignment.starts_at, Assignment.hours).where(is_done))
    for starts, hours in rows:
        counts[starts.month].append(hours or Decimal(0))
    return tuple(
        (date(year, month, 1), len(counts[month]), sum(counts[month], Decimal(0)))
        for month in range(1, 13)
    )

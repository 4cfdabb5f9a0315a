"""The directory as a worker asks it: words and filters in, organisations out (concept 3.2, annex).

Found by names, aliases, what is offered, topics, places and functions of the people in charge;
what a word stands for is kept with the topics and categories (`Findable.synonyms`). Offers that
have ended find nothing and are not told.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    Select,
    and_,
    case,
    false,
    func,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from models.accommodation import Accommodation
from models.acting import OFFICE_TIME, Acting, acting
from models.catalogue import Criterion, Language, PartnerCategory, TargetGroup, Topic
from models.kept import kept
from models.offer import Offer
from models.office_hour import Weekday
from models.opening_hour import OpeningHour
from models.partner import Partner
from models.permissions import Action
from models.reports.directory_entry import DirectoryEntry, entries_by_id
from models.rules.opening import week_of_month
from models.rules.terms import Part
from models.rules.working_days import holiday_name
from models.search import (
    LONGEST_SEARCH,
    all_found,
    as_typed,
    closeness_of,
    each_found,
    marked,
    read_parts,
    words_of,
)
from models.told import Asked, Marks, made_with_marks, told

_DAY = timedelta(days=1)
MOST = 5  # houses told beside the organisations


class Opens(StrEnum):
    """Which opening hours are asked for; the values stand in addresses."""

    ANY = ""
    TODAY = "today"
    NOW = "now"


@dataclass(frozen=True)
class DirectoryQuery:
    """What is asked for; everything that is not empty must be fulfilled.

    Lists are named by the codes of their entries; the criteria are the 15 of the monthly
    evaluation (concept 5.2). A town stands for its districts too: Haan finds Haan-Gruiten.
    """

    term: str = ""
    category: str = ""
    town: str = ""
    language: str = ""
    criterion: str = ""
    target_group: str = ""
    opens: Opens = Opens.ANY
    is_free: bool = False
    is_barrier_free: bool = False


@dataclass(frozen=True)
class House:
    """A house of the town that goes by the name or spelling that was typed."""

    house_id: int
    name: str
    address: str


def houses_named(term: str, acting: Acting, session: Session) -> list[House]:
    """Houses are no organisations, but asked for in the same breath; for those who read them."""
    if not acting.may(Action.READ, Accommodation.access_class):
        return []
    parts = read_parts(term)
    if not parts:
        return []
    marks = Marks()
    asked = _houses(marked(parts, marks), acting)
    rows = session.connection().execute(asked.statement, asked.values(marks.words))
    return [House(key, name, ", ".join(filter(None, place))) for key, name, *place in rows]


@kept
def _houses(parts: tuple[Part, ...], acting: Acting) -> Asked:
    def make() -> Executable:
        wanted = select(
            Accommodation.id, Accommodation.name, Accommodation.street, Accommodation.town
        ).where(all_found(Accommodation, parts), Accommodation.visible_to(acting))
        return wanted.order_by(Accommodation.sort_text, Accommodation.id).limit(MOST)

    return made_with_marks(make)


def wall_clock(now: datetime) -> datetime:
    """What the office's clock shows at this moment, without its zone."""
    return now.astimezone(OFFICE_TIME).replace(tzinfo=None)


def directory_entries(
    query: DirectoryQuery, now: datetime, session: Session
) -> list[DirectoryEntry]:
    """All organisations asked for as plain rows, the likeliest first; `now` has its zone."""
    return entries_by_id(directory_ids(query, now, session), wall_clock(now).date(), session)


def directory_ids(
    query: DirectoryQuery, now: datetime, session: Session, most: int | None = None
) -> list[int]:
    """Their keys in the same order; where no word stands as typed, other spellings count too."""
    clock, parts = wall_clock(now), read_parts(query.term)
    if query.opens is not Opens.NOW:
        clock = datetime.combine(clock, time())
    for some in (as_typed(parts), parts):
        words = Marks()
        term = _Term(
            bool(query.term.strip()),
            marked(some, words),
            tuple(map(words.mark, words_of(query.term))),
            tuple(words.mark(_plain(typed)) for typed in query.term[:LONGEST_SEARCH].split()),
        )
        asked = _asked(replace(query, term=""), term, clock, most, acting())
        rows = session.connection().execute(asked.statement, asked.values(words.words))
        found = list(rows.scalars().all())
        if found or not parts:
            break
    return found


@dataclass(frozen=True)
class _Term:
    """What was typed, in marks: its parts, its folded words, and its words as they stand."""

    is_typed: bool
    parts: tuple[Part, ...]
    words: tuple[str, ...]
    typed: tuple[str, ...]


def _plain(word: str) -> str:
    """As part of a pattern in which / takes the meaning from what follows."""
    return word.replace("/", "//").replace("%", "/%").replace("_", "/_")


@kept
def _asked(
    query: DirectoryQuery, term: _Term, clock: datetime, most: int | None, someone: Acting
) -> Asked:
    return made_with_marks(lambda: _ordered(query, term, clock).limit(most))


def _ordered(query: DirectoryQuery, term: _Term, clock: datetime) -> Select[Any]:
    """Names that hold what was typed come first; then as in the search of lists."""
    wanted = select(Partner.id).where(_fulfilled(query, term, clock))
    if term.words:
        named = (Partner.name.ilike(told(f"%{word}%"), escape="/") for word in term.typed)
        wanted = wanted.order_by(case((and_(true(), *named), 0), else_=1))
        wanted = wanted.order_by(closeness_of(Partner, term.words))
    return wanted.order_by(Partner.sort_text, Partner.id)


def _fulfilled(query: DirectoryQuery, term: _Term, clock: datetime) -> ColumnElement[bool]:
    today = clock.date()
    wanted: list[ColumnElement[bool]] = []
    if term.is_typed:
        wanted.append(_found(term.parts, today))
    if query.category:
        wanted.append(Partner.category_id.in_(_ids(PartnerCategory, query.category)))
    if query.town:
        districts = Partner.town.startswith(f"{query.town}-", autoescape=True)
        wanted.append(or_(Partner.town == query.town, districts))
    if query.criterion:
        wanted.append(_concerns(query.criterion, today))
    if query.target_group:
        group = Offer.target_group_id.in_(_ids(TargetGroup, query.target_group))
        wanted.append(_offers(group, today))
    if query.is_free:
        wanted.append(_offers(Offer.is_free.is_(True), today))
    if query.is_barrier_free:
        wanted.append(Partner.is_barrier_free.is_(True))
    if query.opens is not Opens.ANY:
        wanted.append(Partner.id.in_(_open(query.opens, clock)))
    if query.language:
        wanted.append(_speaks(query.language))
    return and_(true(), *wanted)


def _ids(model: Any, code: str) -> Select[Any]:
    return select(model.id).where(model.code == code)


def _found(parts: Sequence[Part], today: date) -> ColumnElement[bool]:
    """Each word stands among its own or in an offer it has today; asked of both indexes.

    Signs alone find nothing.
    """
    by_itself, by_offer = each_found(Partner, parts), each_found(Offer, parts)
    return and_(
        true() if parts else false(),
        *(
            Partner.id.in_(
                union_all(
                    select(Partner.id).where(itself).correlate(None),
                    select(Offer.partner_id).where(offer, Offer.open_on(today)).correlate(None),
                )
            )
            for itself, offer in zip(by_itself, by_offer, strict=True)
        ),
    )


def _offers(condition: ColumnElement[bool], today: date) -> ColumnElement[bool]:
    return Partner.id.in_(select(Offer.partner_id).where(condition, Offer.open_on(today)))


def _concerns(code: str, today: date) -> ColumnElement[bool]:
    """Its kind is counted under the criterion, or a topic of what it offers is."""
    criterion = _ids(Criterion, code).scalar_subquery()
    kinds = select(PartnerCategory.id).where(PartnerCategory.criterion_id == criterion)
    topics = select(Topic.id).where(Topic.criterion_id == criterion)
    return or_(Partner.category_id.in_(kinds), _offers(Offer.topic_id.in_(topics), today))


def _speaks(code: str) -> ColumnElement[bool]:
    label = select(Language.label_de).where(Language.code == code).scalar_subquery()
    return func.lower(Partner.languages).like("%" + func.lower(label) + "%")


def _open(opens: Opens, clock: datetime) -> Select[Any]:
    """Organisations that open on this day, or that are open at this very time."""
    today, at = clock.date(), clock.time()
    if opens is Opens.TODAY:
        return select(OpeningHour.partner_id).where(_begins_on(today))
    runs_on = OpeningHour.closes_at <= OpeningHour.opens_at
    began = and_(_begins_on(today), OpeningHour.opens_at <= at)
    from_today = and_(began, or_(OpeningHour.closes_at > at, runs_on))
    from_yesterday = and_(_begins_on(today - _DAY), runs_on, OpeningHour.closes_at > at)
    return select(OpeningHour.partner_id).where(or_(from_today, from_yesterday))


def _begins_on(day: date) -> ColumnElement[bool]:
    """The rule `Opening.holds_on` in the words of the database."""
    week = or_(OpeningHour.weeks.is_(None), OpeningHour.weeks.contains(str(week_of_month(day))))
    holds = and_(OpeningHour.weekday == Weekday(day.weekday()), week)
    return and_(holds, OpeningHour.is_on_holidays.is_(True)) if holiday_name(day) else holds

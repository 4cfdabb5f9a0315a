"""One organisation of the directory as plain values, read in few statements however many."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Date, Executable, Integer, bindparam, select
from sqlalchemy.orm import Session

from models.catalogue import PartnerCategory, TargetGroup, Topic
from models.contact import Contact
from models.offer import Offer
from models.opening_hour import OpeningHour
from models.partner import Partner
from models.rules.opening import Opening, weeks_of

STEP = 500  # organisations whose parts are read at once


@dataclass(frozen=True)
class OfferLine:
    """What is offered today."""

    offer_id: int
    name: str
    topic: str
    target_group: str
    requirements: str
    registration: str
    is_free: bool | None
    cost: str
    capacity: int | None
    valid_until: date | None


@dataclass(frozen=True)
class ContactLine:
    """Who answers: a function, and a person only where one is named."""

    contact_id: int
    job: str
    name: str
    phone: str
    email: str
    note: str


@dataclass(frozen=True)
class DirectoryEntry:
    """Texts are empty where nothing is known; a protected place has no address."""

    partner_id: int
    name: str
    category: str
    category_code: str
    summary: str
    is_place_protected: bool
    street: str
    postcode: str
    town: str
    transit: str
    directions: str
    phone: str
    email: str
    website: str
    area: str
    languages: str
    hours_note: str
    is_barrier_free: bool | None
    is_public: bool
    checked_on: date | None
    source_date: str
    openings: tuple[Opening, ...] = field(default=())
    offers: tuple[OfferLine, ...] = field(default=())
    contacts: tuple[ContactLine, ...] = field(default=())

    @property
    def address(self) -> str:
        """Street, postcode and town in one line, as far as they are known."""
        place = " ".join(filter(None, (self.postcode, self.town)))
        return ", ".join(filter(None, (self.street, place)))


def entry_columns() -> tuple[Any, ...]:
    """In the order of the fields; the category has to be joined."""
    return (
        Partner.id,
        Partner.name,
        PartnerCategory.title_sql(),
        PartnerCategory.code,
        Partner.offer_summary,
        Partner.is_place_protected,
        Partner.street,
        Partner.postcode,
        Partner.town,
        Partner.transit,
        Partner.directions,
        Partner.phone,
        Partner.email,
        Partner.website,
        Partner.area,
        Partner.languages,
        Partner.opening_hours,
        Partner.is_barrier_free,
        Partner.is_public,
        Partner.checked_on,
        Partner.source_date,
    )


BLANK = frozenset({17, 19})  # of these columns, nothing known is not an empty text
KEYS: BindParameter[Any] = bindparam("keys", expanding=True, type_=Integer())
DAY: BindParameter[Any] = bindparam("day", type_=Date())


def entries_by_id(keys: Sequence[int], today: date, session: Session) -> list[DirectoryEntry]:
    """In the order of the keys, with hours, today's offers and contacts."""
    found: dict[int, DirectoryEntry] = {}
    ask = session.connection().execute
    for start in range(0, len(keys), STEP):
        some = {"keys": list(keys[start : start + STEP]), "day": today}
        hours = _hours(ask(_statements().hours, some))
        offers = _offers(ask(_statements().offers, some))
        contacts = _contacts(ask(_statements().contacts, some))
        for row in ask(_statements().entries, some):
            values: list[Any] = [*_told(row)]
            parts = (tuple(part.get(row[0], ())) for part in (hours, offers, contacts))
            found[row[0]] = DirectoryEntry(*values, *parts)
    return [found[key] for key in keys if key in found]


class _Statements(NamedTuple):
    """What is asked of organisations by their KEYS on a DAY."""

    entries: Executable
    hours: Executable
    offers: Executable
    contacts: Executable


@cache
def _statements() -> _Statements:
    """Made once: to make them takes longer than to ask them."""
    hours = select(
        OpeningHour.partner_id,
        OpeningHour.weekday,
        OpeningHour.opens_at,
        OpeningHour.closes_at,
        OpeningHour.weeks,
        OpeningHour.is_on_holidays,
        OpeningHour.note,
    )
    contacts = select(
        *(Contact.partner_id, Contact.id, Contact.job, Contact.name, Contact.phone),
        *(Contact.email, Contact.note),
    )
    entries = select(*entry_columns()).join(Partner.category)
    return _Statements(
        entries.where(Partner.id.in_(KEYS)),
        hours.where(OpeningHour.partner_id.in_(KEYS)),
        _offers_asked(),
        contacts.where(Contact.partner_id.in_(KEYS)).order_by(Contact.id),
    )


def _offers_asked() -> Executable:
    return (
        select(
            Offer.partner_id,
            Offer.id,
            Offer.name,
            Topic.title_sql(),
            TargetGroup.title_sql(),
            Offer.requirements,
            Offer.registration,
            Offer.is_free,
            Offer.cost,
            Offer.capacity,
            Offer.valid_until,
        )
        .outerjoin(Offer.topic)
        .outerjoin(Offer.target_group)
        .where(Offer.partner_id.in_(KEYS), Offer.open_on(DAY))
        .order_by(Offer.id)
    )


def _told(row: Any) -> Iterable[Any]:
    return ((value if value is not None or at in BLANK else "") for at, value in enumerate(row))


def _hours(rows: Iterable[Any]) -> dict[int, list[Opening]]:
    found: dict[int, list[Opening]] = defaultdict(list)
    for key, weekday, opens_at, closes_at, weeks, is_on_holidays, note in rows:
        span = (int(weekday), opens_at, closes_at, weeks_of(weeks), is_on_holidays, note or "")
        found[key].append(Opening(*span))
    return {key: sorted(spans) for key, spans in found.items()}


def _offers(rows: Iterable[Any]) -> dict[int, list[OfferLine]]:
    found: dict[int, list[OfferLine]] = defaultdict(list)
    for key, number, name, *texts, is_free, cost, capacity, until in rows:
        topic, group, needs, how = (text or "" for text in texts)
        line = OfferLine(
            number, name, topic, group, needs, how, is_free, cost or "", capacity, until
        )
        found[key].append(line)
    return found


def _contacts(rows: Iterable[Any]) -> dict[int, list[ContactLine]]:
    found: dict[int, list[ContactLine]] = defaultdict(list)
    for key, number, *texts in rows:
        found[key].append(ContactLine(number, *(text or "" for text in texts)))
    return found

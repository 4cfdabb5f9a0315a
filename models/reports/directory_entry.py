"""One organisation of the directory as plain values, read in few statements however many."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
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


def entries_by_id(keys: Sequence[int], today: date, session: Session) -> list[DirectoryEntry]:
    """In the order of the keys, with hours, today's offers and contacts."""
    found: dict[int, DirectoryEntry] = {}
    columns = select(*entry_columns()).join(Partner.category)
    for start in range(0, len(keys), STEP):
        some = list(keys[start : start + STEP])
        hours, offers = _hours(some, session), _offers(some, today, session)
        contacts = _contacts(some, session)
        for row in session.execute(columns.where(Partner.id.in_(some))):
            parts = (tuple(part[row[0]]) for part in (hours, offers, contacts))
            values: list[Any] = [*_told(row), *parts]
            found[row[0]] = DirectoryEntry(*values)
    return [found[key] for key in keys if key in found]


def _told(row: Any) -> Iterable[Any]:
    return ((value if value is not None or at in BLANK else "") for at, value in enumerate(row))


def _hours(keys: list[int], session: Session) -> dict[int, list[Opening]]:
    found: dict[int, list[Opening]] = defaultdict(list)
    spans = select(
        OpeningHour.partner_id,
        OpeningHour.weekday,
        OpeningHour.opens_at,
        OpeningHour.closes_at,
        OpeningHour.weeks,
        OpeningHour.is_on_holidays,
        OpeningHour.note,
    ).where(OpeningHour.partner_id.in_(keys))
    for key, weekday, opens_at, closes_at, weeks, is_on_holidays, note in session.execute(spans):
        span = (int(weekday), opens_at, closes_at, weeks_of(weeks), is_on_holidays, note or "")
        found[key].append(Opening(*span))
    return {key: sorted(found[key]) for key in keys}


def _offers(keys: list[int], today: date, session: Session) -> dict[int, list[OfferLine]]:
    found: dict[int, list[OfferLine]] = {key: [] for key in keys}
    wanted = (
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
        .where(Offer.partner_id.in_(keys), Offer.open_on(today))
        .order_by(Offer.id)
    )
    for key, number, name, *texts, is_free, cost, capacity, until in session.execute(wanted):
        topic, group, needs, how = (text or "" for text in texts)
        line = OfferLine(
            number, name, topic, group, needs, how, is_free, cost or "", capacity, until
        )
        found[key].append(line)
    return found


def _contacts(keys: list[int], session: Session) -> dict[int, list[ContactLine]]:
    found: dict[int, list[ContactLine]] = {key: [] for key in keys}
    columns = (Contact.job, Contact.name, Contact.phone, Contact.email, Contact.note)
    wanted = select(Contact.partner_id, Contact.id, *columns)
    for key, number, *texts in session.execute(
        wanted.where(Contact.partner_id.in_(keys)).order_by(Contact.id)
    ):
        found[key].append(ContactLine(number, *(text or "" for text in texts)))
    return found

"""The public part of the directory as plain values: flagged organisations, flagged fields only."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from models.offer import Offer
from models.partner import Partner
from models.partner_publication import PartnerPublication
from models.rules.opening import Opening
from models.rules.public_fields import shown_fields


@dataclass(frozen=True)
class PublicContact:
    job: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class PublicOffer:
    name: str
    topic: str
    target_group: str
    requirements: str
    registration: str
    cost: str


@dataclass(frozen=True)
class PublicEntry:
    """Everything that leaves the house of one organisation; empty is what is not public."""

    id: int
    name: str
    category: str = ""
    category_code: str = ""
    offer_summary: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    hours: tuple[Opening, ...] = ()
    opening_hours: str = ""
    languages: str = ""
    area: str = ""
    is_barrier_free: bool | None = None
    transit: str = ""
    directions: str = ""
    offers: tuple[PublicOffer, ...] = ()
    contacts: tuple[PublicContact, ...] = ()


def public_directory(session: Session, today: date) -> list[PublicEntry]:
    """All organisations flagged public, by name; offers that have ended are left out."""
    chosen = {row.partner_id: row.names for row in session.scalars(select(PartnerPublication))}
    wanted = (
        select(Partner)
        .where(Partner.is_public)
        .options(
            joinedload(Partner.category),
            selectinload(Partner.contacts),
            selectinload(Partner.hours),
            selectinload(Partner.offers).joinedload(Offer.topic),
            selectinload(Partner.offers).joinedload(Offer.target_group),
        )
        .order_by(Partner.sort_text, Partner.id)
    )
    found = session.scalars(wanted).unique()
    return [
        _entry(
            partner,
            shown_fields(chosen.get(partner.id), is_protected=partner.is_place_protected),
            today,
        )
        for partner in found
    ]


TEXTS = (
    "offer_summary", "street", "postcode", "town", "phone", "email", "website", "opening_hours",
    "languages", "area", "transit", "directions",
)  # fmt: skip


def _entry(partner: Partner, shown: frozenset[str], today: date) -> PublicEntry:
    """Built up from nothing: a field that is not shown is never read."""
    values: dict[str, Any] = {name: getattr(partner, name) or "" for name in TEXTS if name in shown}
    if "category" in shown:
        values |= {"category": partner.category.title, "category_code": partner.category.code}
    if "hours" in shown:
        values["hours"] = tuple(sorted(hour.opening for hour in partner.hours))
    if "is_barrier_free" in shown:
        values["is_barrier_free"] = partner.is_barrier_free
    if "offers" in shown:
        open_ones = sorted(partner.offers, key=lambda offer: offer.name)
        values["offers"] = tuple(_offer(one) for one in open_ones if one.is_open_on(today))
    contacts = [_contact(one, shown.__contains__) for one in partner.contacts]
    values["contacts"] = tuple(one for one in contacts if one != PublicContact())
    return PublicEntry(partner.id, partner.name, **values)


def _contact(contact: Any, shows: Callable[[str], bool]) -> PublicContact:
    names = [name for name in ("job", "name", "phone", "email") if shows(f"contact_{name}")]
    return PublicContact(**{name: getattr(contact, name) or "" for name in names})


def _offer(offer: Offer) -> PublicOffer:
    return PublicOffer(
        name=offer.name,
        topic=offer.topic.title if offer.topic else "",
        target_group=offer.target_group.title if offer.target_group else "",
        requirements=offer.requirements or "",
        registration=offer.registration or "",
        cost=offer.cost or "",
    )

"""The directory is found by the words of its lists: a changed entry is told to all who use it."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, event, inspect, select
from sqlalchemy.orm import Session, joinedload, selectinload

from models.catalogue import Findable, PartnerCategory, Topic
from models.contact import Contact
from models.offer import Offer
from models.partner import Partner
from models.search import Searchable

WORDS = ("label_de", "label_en", "synonyms")


@event.listens_for(Session, "before_flush")
def _refresh_directory(session: Session, context: object, instances: object) -> None:
    changed = [record for record in session.dirty if isinstance(record, Findable)]
    with session.no_autoflush:
        for entry in changed:
            if any(inspect(entry).attrs[name].history.has_changes() for name in WORDS):
                for record in _users(session, entry):
                    record.refresh_search_text()


def _users(session: Session, entry: Findable) -> Iterator[Searchable]:
    """Offers of a topic; organisations of a category and what they offer."""
    if isinstance(entry, Topic):
        offers: Select[Any] = select(Offer).where(Offer.topic_id == entry.id)
        yield from session.scalars(offers.options(joinedload(Offer.partner)))
    if isinstance(entry, PartnerCategory):
        partners: Select[Any] = select(Partner).where(Partner.category_id == entry.id)
        loads = selectinload(Partner.contacts).load_only(Contact.job), selectinload(Partner.offers)
        for partner in session.scalars(partners.options(*loads)).unique():
            yield partner
            yield from partner.offers

"""Whether an eviction case is found by the flat's address follows the shield of its tenant."""

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session

from models.eviction_case import EvictionCase
from models.person import Person


@event.listens_for(Session, "before_flush")
def _refresh_words(session: Session, context: object, instances: object) -> None:
    for person in [record for record in session.dirty if isinstance(record, Person)]:
        if not inspect(person).attrs.is_address_protected.history.has_changes():
            continue
        with session.no_autoflush:
            for case in session.scalars(select(EvictionCase).filter_by(person_id=person.id)):
                case.refresh_search_text()

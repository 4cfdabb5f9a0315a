"""One search over the office: persons, households, partners, rooms, and papers by their number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, extract, or_, select

from models.acting import Acting
from models.base import Record, db
from models.counselling_session import CounsellingSession
from models.document import Document
from models.eviction_case import EvictionCase
from models.goal_agreement import GoalAgreement
from models.household import Household
from models.partner import Partner
from models.permissions import Action, DataClass
from models.person import Person
from models.search import LONGEST_SEARCH, closeness, finds
from models.unit import Unit

MOST = 6  # answers of one kind
SHORTEST = 2  # signs before anything is looked up
PAPERS: dict[str, tuple[Any, str, DataClass]] = {
    "GP": (CounsellingSession, "held_on", DataClass.SESSION),
    "ZV": (GoalAgreement, "agreed_on", DataClass.SESSION),
    "RF": (EvictionCase, "received_on", EvictionCase.access_class),
}
_NUMBER = re.compile(
    r"(GP|ZV|RF)[- ]?(\d{4})[- ]?0*(\d{1,9})(?:-[A-Z]{2}|-\d{1,2})?", re.IGNORECASE
)


@dataclass(frozen=True)
class Found:
    """One answer: which record of which table, its title, and what tells it apart."""

    table: str
    record_id: int
    title: str
    birth_date: date | None = None
    place: str = ""


def find(term: str, acting: Acting) -> tuple[Found, ...]:
    """At most six answers of each kind within the acting person's reach, the likeliest first."""
    term = term.strip()[:LONGEST_SEARCH]
    if len(term) < SHORTEST:
        return ()
    return (*_papers(term, acting), *_persons(term, acting), *_others(term, acting))


def _rows(model: type[Record], acting: Acting, wanted: ColumnElement[bool]) -> Select[Any]:
    return select(model).where(wanted, model.visible_to(acting)).limit(MOST)


def _likeliest(model: Any, acting: Acting, term: str) -> Select[Any]:
    """What begins as it was typed before other spellings, each in the order of names."""
    found = _rows(model, acting, finds(model, term))
    return found.order_by(closeness(model, term), model.sort_text, model.id)


def _papers(term: str, acting: Acting) -> Iterator[Found]:
    """What stands behind a document number as it is on the paper: the issued document, and the
    talk, agreement or eviction case."""
    number = _NUMBER.fullmatch(term)
    if number is None:
        return
    yield from _documents(f"{number[1].upper()}-{number[2]}-{int(number[3]):06d}", acting)
    model, day, data_class = PAPERS[number[1].upper()]
    if not acting.may(Action.READ, data_class):
        return
    is_meant = (model.id == int(number[3])) & (
        extract("year", getattr(model, day)) == int(number[2])
    )
    for record in db.session.scalars(_rows(model, acting, is_meant)):
        yield Found(model.__tablename__, record.id, record.title, place=record.document_number)


def _documents(number: str, acting: Acting) -> Iterator[Found]:
    """The paper of this number and its later issues, which have one more number behind."""
    if not acting.may(Action.READ, Document.access_class):
        return
    is_meant = or_(Document.number == number, Document.number.like(f"{number}-%"))
    for document in db.session.scalars(_rows(Document, acting, is_meant).order_by(Document.id)):
        yield Found("document", document.id, document.number, place=document.person.title)


def _persons(term: str, acting: Acting) -> Iterator[Found]:
    """By any spelling or file number, and by birth date for those who may know it."""
    if not acting.may(Action.READ, DataClass.IDENTITY):
        return
    knows_births = acting.may(Action.READ, DataClass.MASTER)
    for person in db.session.scalars(_likeliest(Person, acting, term)):
        birth_date = person.birth_date if knows_births else None
        yield Found("person", person.id, person.title, birth_date)


def _others(term: str, acting: Acting) -> Iterator[Found]:
    for model in (Household, Partner, Unit):
        if acting.may(Action.READ, model.access_class):
            for record in db.session.scalars(_likeliest(model, acting, term)):
                place = record.town or "" if isinstance(record, Partner) else ""
                yield Found(model.__tablename__, record.id, record.title, place=place)

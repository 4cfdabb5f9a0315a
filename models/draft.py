"""Drafts: what somebody typed and has not saved; sealed, reached by its author alone."""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    delete,
    exists,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

from models.base import Record
from models.permissions import DataClass
from models.rules.text import whole_number
from models.sealing import SealBroken, seal, unseal

KEPT_FOR = timedelta(days=7)
MARKED_FOR = timedelta(days=1)  # how long a saved form is known, so that it is not saved twice
MOST_SHOWN = 5  # drafts of one form that are offered
MOST_LISTED = 20

Pairs = list[tuple[str, str]]  # name and value of every field, as the form sends them


@dataclass(frozen=True)
class FormPlace:
    """One form: of which table, of which record (None: a new one), with which presets."""

    table_name: str
    record_id: int | None = None
    presets: str = ""


class Draft(Record):
    """A form page somebody typed into, known by the number that page was given.

    After saving, the text is gone and the row stays for a day, so that the same page, sent a
    second time or arriving late, makes neither a second record nor a new draft.
    """

    data_class = DataClass.DRAFT
    has_history = False
    title_field = "table_name"
    __table_args__ = (
        UniqueConstraint("staff_id", "token"),
        Index(None, "typed_at"),
    )

    token: Mapped[str] = mapped_column(String(22))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    table_name: Mapped[str] = mapped_column(String(60))
    record_id: Mapped[int | None]
    presets: Mapped[str] = mapped_column(String(200), default="")
    typed_at: Mapped[datetime]
    content: Mapped[bytes | None]
    saved_id: Mapped[int | None]  # the record this form was saved as
    fingerprint: Mapped[str | None] = mapped_column(String(64))  # of what was saved

    @property
    def mark(self) -> str:
        """Names this draft as it stands now; typing on changes the mark."""
        return f"{self.token}.{self.version}"

    def pairs(self) -> Pairs:
        """What was typed; raises SealBroken, also where a row was put under another name."""
        try:
            owner, pairs = json.loads(unseal(self.content or b""))
        except ValueError as broken:
            raise SealBroken(str(broken)) from None
        if owner != self.staff_id:
            raise SealBroken("the draft of somebody else")
        return [(str(name), str(value)) for name, value in pairs]


class SavedAlready(RuntimeError):
    """This page made a record a moment ago; it makes no second one."""


def is_token(text: str) -> bool:
    return re.fullmatch(r"[A-Za-z0-9_-]{22}", text) is not None


def fingerprint(pairs: Iterable[tuple[str, str]]) -> str:
    return hashlib.sha256(json.dumps(sorted(pairs)).encode()).hexdigest()


def has_drafts(staff_id: ColumnElement[int] | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """This person has begun some form; asked with the sign-in, so that most forms need not ask."""
    return exists().where(Draft.staff_id == staff_id, Draft.content.is_not(None))


def drafts_at(session: Session, staff_id: int, place: FormPlace, now: datetime) -> Sequence[Draft]:
    """The living drafts of one form, the newest first."""
    wanted = (
        select(Draft)
        .where(
            Draft.staff_id == staff_id,
            Draft.table_name == place.table_name,
            Draft.record_id.is_(None)
            if place.record_id is None
            else Draft.record_id == place.record_id,
            Draft.presets == place.presets,
            Draft.content.is_not(None),
            Draft.typed_at > now - KEPT_FOR,
        )
        .order_by(Draft.typed_at.desc(), Draft.id.desc())
    )
    return session.scalars(wanted.limit(MOST_SHOWN)).all()


@dataclass(frozen=True)
class Begun:
    """A form somebody began, without its text."""

    id: int
    place: FormPlace
    typed_at: datetime


def begun_by(session: Session, staff_id: int, now: datetime) -> list[Begun]:
    """All living drafts of one person, the newest first."""
    rows = session.execute(
        select(Draft.id, Draft.table_name, Draft.record_id, Draft.presets, Draft.typed_at)
        .where(
            Draft.staff_id == staff_id,
            Draft.content.is_not(None),
            Draft.typed_at > now - KEPT_FOR,
        )
        .order_by(Draft.typed_at.desc(), Draft.id.desc())
        .limit(MOST_LISTED)
    )
    return [
        Begun(key, FormPlace(table, record_id, presets), typed_at)
        for key, table, record_id, presets, typed_at in rows
    ]


def draft_of(session: Session, staff_id: int, token: str) -> Draft | None:
    """The row of this form page; until the commit nobody else changes it."""
    wanted = select(Draft).where(Draft.staff_id == staff_id, Draft.token == token)
    return session.scalars(wanted.with_for_update()).one_or_none()


@dataclass(frozen=True)
class Author:
    """Whose draft: the person, the number of the form page, the mark of the draft it showed."""

    staff_id: int
    token: str
    shown_mark: str = ""


def keep(
    session: Session, author: Author, place: FormPlace, pairs: Pairs, now: datetime
) -> Draft | None:
    """Put down what is typed; None where this form page was saved already."""
    draft = draft_of(session, author.staff_id, author.token)
    if draft is not None and draft.saved_id is not None:
        return None
    if draft is None:
        draft = _begin(session, author, place)
        tidy_drafts(session.connection(), now)
    draft.content = seal(json.dumps([author.staff_id, pairs], ensure_ascii=False))
    draft.typed_at = now
    session.flush()
    return draft


def finish(
    session: Session, author: Author, place: FormPlace, saved: tuple[int, str], now: datetime
) -> None:
    """Saved as this record, with this fingerprint: the text goes, the number stays known.

    Raises SavedAlready where the same page for a new record was saved at the same moment.
    """
    draft = draft_of(session, author.staff_id, author.token) or _begin(session, author, place)
    if draft.saved_id is not None and place.record_id is None:
        raise SavedAlready(place.table_name)
    draft.content = None
    draft.saved_id, draft.fingerprint = saved
    draft.typed_at = now
    session.flush()


def _begin(session: Session, author: Author, place: FormPlace) -> Draft:
    """A row for this page; the draft that it took up goes, unless it was typed on elsewhere."""
    token, _, mark = author.shown_mark.partition(".")
    version = whole_number(mark)
    if version is not None:
        shown = Draft.__table__.c
        session.connection().execute(
            delete(Draft.__table__).where(  # type: ignore[arg-type]
                shown.staff_id == author.staff_id,
                shown.token == token,
                shown.version == version,
                shown.content.is_not(None),
            )
        )
    draft = Draft(
        token=author.token,
        staff_id=author.staff_id,
        table_name=place.table_name,
        record_id=place.record_id,
        presets=place.presets,
    )
    session.add(draft)
    return draft


def discard(session: Session, staff_id: int, token: str) -> None:
    draft = draft_of(session, staff_id, token)
    if draft is not None and draft.content is not None:
        session.delete(draft)
    session.commit()


def tidy_drafts(connection: Connection, now: datetime) -> int:
    """Delete drafts after their seven days, and marks of saved forms after one; how many."""
    table = Draft.__table__.c
    is_old = or_(
        table.typed_at <= now - KEPT_FOR,
        table.content.is_(None) & (table.typed_at <= now - MARKED_FOR),
    )
    return connection.execute(delete(Draft.__table__).where(is_old)).rowcount  # type: ignore[arg-type]

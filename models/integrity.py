"""What happens to every record on its way into the database: tidy texts, rules, search words."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Date, DateTime, String, Text, event, inspect
from sqlalchemy.orm import Session
from sqlalchemy.orm.unitofwork import UOWTransaction

from models.acting import acting
from models.base import NOTE_LENGTH, Broken, Record, RulesBroken, msg, utc_now
from models.issued_guard import changed_papers
from models.rules.dates import is_plausible
from models.rules.text import tidy
from models.search import Searchable

WORKED_OUT = frozenset({"search_text", "search_keys"})


@event.listens_for(Session, "before_flush")
def _keep_in_order(session: Session, context: UOWTransaction, instances: object) -> None:
    touched = [record for record in (*session.new, *session.dirty) if isinstance(record, Record)]
    problems: list[Broken] = []
    with session.no_autoflush:
        for record in (*touched, *session.deleted):
            _touch_owner(record, session)
        for record in touched:
            problems += problems_of(record, acting().today, session)
            _refresh_search(record)
        problems += changed_papers(session)
    if problems:
        raise RulesBroken(*problems)


def problems_of(record: Record, today: date, session: Session) -> list[Broken]:
    """Put the record in order and say what forbids to save it, before anything is written."""
    record.settle(today)
    return [*_tidy_texts(record), *record.broken_rules(today, session)]


def _touch_owner(record: object, session: Session) -> None:
    """A changed row changes its owner: an open form is out of date, search words differ."""
    if not isinstance(record, Record) or not record.part_of:
        return
    is_going = record in session.deleted
    if not is_going and not session.is_modified(record):
        return
    relation, rows = record.part_of
    owner = getattr(record, relation)
    if owner is None or owner in session.deleted:
        return
    if is_going and record in getattr(owner, rows):
        getattr(owner, rows).remove(record)
    owner.updated_at = utc_now()
    _refresh_search(owner)


def _refresh_search(record: Record) -> None:
    if not isinstance(record, Searchable):
        return
    before = record.search_text
    record.refresh_search_text()
    if record.search_text != before:
        for other in record.echoes():
            if isinstance(other, Searchable):
                other.refresh_search_text()


def _tidy_texts(record: Record) -> Iterator[Broken]:
    """Clean each changed text, refuse what is too long or no day of our time."""
    state = inspect(record)
    unmodified = state.unmodified
    for column in state.mapper.column_attrs:
        kind = column.columns[0].type
        if (
            column.key in unmodified
            or not state.attrs[column.key].history.added
            or column.key in WORKED_OUT
        ):
            continue
        value = getattr(record, column.key)
        if isinstance(value, str) and isinstance(kind, String | Text):
            value = tidy(value)
            setattr(record, column.key, value)
            if len(value) > (kind.length or NOTE_LENGTH):
                yield Broken(
                    column.key,
                    msg("At most %(length)s characters."),
                    length=kind.length or NOTE_LENGTH,
                )
        if (
            isinstance(value, date)
            and isinstance(kind, Date | DateTime)
            and not _is_of_our_time(value)
        ):
            yield Broken(column.key, msg("This year cannot be right."))


def _is_of_our_time(value: date) -> bool:
    return is_plausible(date(value.year, value.month, value.day))

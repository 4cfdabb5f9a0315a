"""What happens to every record on its way into the database: tidy texts, checked rules, fresh search words."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Date, DateTime, String, Text, event, inspect
from sqlalchemy.orm import Session
from sqlalchemy.orm.unitofwork import UOWTransaction

from models.acting import acting
from models.base import NOTE_LENGTH, Broken, Record, RulesBroken, msg
from models.person import PersonName
from models.rules.dates import is_plausible
from models.rules.text import tidy
from models.search import Searchable


@event.listens_for(Session, "before_flush")
def _keep_in_order(session: Session, context: UOWTransaction, instances: object) -> None:
    touched = [record for record in (*session.new, *session.dirty) if isinstance(record, Record)]
    problems: list[Broken] = []
    with session.no_autoflush:
        for record in touched:
            problems += _tidy_texts(record)
            problems += record.broken_rules(acting().today, session)
            if isinstance(record, PersonName) and record.person is not None:
                record.person.refresh_search_text()
            if isinstance(record, Searchable):
                record.refresh_search_text()
    if problems:
        raise RulesBroken(*problems)


def _tidy_texts(record: Record) -> Iterator[Broken]:
    """Clean each changed text, refuse what is too long or no day of our time."""
    state = inspect(record)
    for column in state.mapper.column_attrs:
        kind = column.columns[0].type
        if not state.attrs[column.key].history.added or column.key == "search_text":
            continue
        value = getattr(record, column.key)
        if isinstance(value, str) and isinstance(kind, String | Text):
            setattr(record, column.key, tidy(value))
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

"""How many rows a list has: counted up to a bound, and kept for half a minute."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Executable, event, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.unitofwork import UOWTransaction

from models.acting import acting
from models.base import Record, db

MOST_COUNTED = 10_000  # rows; beyond, a list says "more than"
KEEP_FOR = 30.0  # seconds in which what other processes write may be missing
MOST_KEPT = 500  # counts


@dataclass(frozen=True)
class Count:
    """A number of rows; where `is_more`, there are more than that."""

    number: int
    is_more: bool = False


class CountShelf:
    """Counts by who looks and what was asked; every commit of this process forgets them all,

    since the scope of one table hangs on others.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, tuple[float, Count]] = OrderedDict()
        self._writes = 0

    def count(
        self, model: type[Record], where: Callable[[], ColumnElement[bool]], asked: Hashable
    ) -> Count:
        """The rows that fulfil the condition, which is made only to be asked;

        `asked` is all that it is made of but the scope.
        """
        someone = acting()
        scope = (someone.staff_id, someone.roles, someone.own_ids, someone.today)
        place = (db.engine, model, scope, asked)
        kept_at, kept = self._kept.get(place, (float("-inf"), Count(0)))
        if time.monotonic() - kept_at < KEEP_FOR:
            return kept
        writes, found = self._writes, counted(model, where())
        if writes == self._writes:
            self._keep(place, found)
        return found

    def highest(self, model: type[Record]) -> int:
        """The highest key of a table, which never has more rows than that."""
        place = (db.engine, model)
        kept_at, kept = self._kept.get(place, (float("-inf"), Count(0)))
        if time.monotonic() - kept_at >= KEEP_FOR:
            kept = Count(db.session.scalar(select(func.max(model.id))) or 0)
            self._keep(place, kept)
        return kept.number

    def _keep(self, place: Hashable, found: Count) -> None:
        self._kept[place] = (time.monotonic(), found)
        self._kept.move_to_end(place)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    def forget(self) -> None:
        self._writes += 1
        self._kept.clear()


def counted(model: type[Record], where: ColumnElement[bool]) -> Count:
    """Rows that fulfil a condition, looking at no more than the bound and one."""
    some = select(model.id).where(where).limit(MOST_COUNTED + 1).subquery()
    wanted: Executable = select(func.count()).select_from(some)
    number: Any = db.session.scalar(wanted)
    return Count(min(number, MOST_COUNTED), number > MOST_COUNTED)


counts = CountShelf()


@event.listens_for(Session, "after_flush")
def _note_write(session: Session, context: UOWTransaction) -> None:
    session.info["has_written"] = True


@event.listens_for(Session, "after_commit")
def _forget_counts(session: Session) -> None:
    if session.info.pop("has_written", False):
        counts.forget()

"""Who is acting, in which role, on which day: handed down through a context variable."""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from models.permissions import Access, Action, DataClass, Role, access

OFFICE_TIME = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True)
class Acting:
    """A person or programme that acts; without roles nothing is allowed.

    `now` is a moment with zone; deadlines and ages are judged by `today`, the day in the office.
    """

    staff_id: int | None = None
    roles: frozenset[Role] = frozenset()
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    language: str = "de"
    deputised_ids: frozenset[int] = frozenset()

    @cached_property
    def today(self) -> date:
        return self.now.astimezone(OFFICE_TIME).date()

    @cached_property
    def _answers(self) -> dict[tuple[DataClass, Action], Access]:
        """What was asked before: a page asks the same for each of its columns."""
        return {}

    def access(self, data_class: DataClass, action: Action) -> Access:
        known = self._answers.get((data_class, action))
        if known is None:
            known = self._answers[data_class, action] = access(self.roles, data_class, action)
        return known

    def may(self, action: Action, data_class: DataClass) -> bool:
        """Allowed without further ado; access that needs a stated reason does not count."""
        return self.access(data_class, action) is Access.YES

    @property
    def reader(self) -> tuple[Hashable, ...]:
        """All that decides what is seen, but for the hour."""
        return self.staff_id, self.roles, self.own_ids, self.today, self.language

    @cached_property
    def own_ids(self) -> frozenset[int]:
        """The staff whose cases this person works on: their own and those they stand in for."""
        own = frozenset() if self.staff_id is None else frozenset({self.staff_id})
        return own | self.deputised_ids


_acting: ContextVar[Acting | None] = ContextVar("acting", default=None)


def acting() -> Acting:
    """Who acts now; outside a request a programme without roles."""
    return _acting.get() or Acting()


@contextmanager
def acting_as(someone: Acting) -> Iterator[Acting]:
    token = _acting.set(someone)
    try:
        yield someone
    finally:
        _acting.reset(token)


def begin_acting(someone: Acting | None) -> None:
    """Set who acts for the rest of this context (one request)."""
    _acting.set(someone)

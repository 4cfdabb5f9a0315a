"""Repeatable chance and the working days on which a demo office is open."""

from bisect import bisect, bisect_left
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

from models.rules.working_days import is_working_day

T = TypeVar("T")


class Lot(Generic[T]):
    """Draws by weight."""

    def __init__(self, weights: Mapping[T, float]) -> None:
        drawn = {entry: weight for entry, weight in weights.items() if weight > 0}
        self.entries = list(drawn)
        self._limits = list(accumulate(drawn.values()))

    def draw(self, random: Random) -> T:
        limit = random.random() * self._limits[-1]
        return self.entries[min(bisect(self._limits, limit), len(self.entries) - 1)]


class Turns:
    """Keeps the shares of a mix without chance: next is whatever lags furthest behind."""

    def __init__(self, shares: Mapping[str, float]) -> None:
        self._shares, self._whole = shares, sum(shares.values())
        self._counts = dict.fromkeys(shares, 0)

    def next(self) -> str:
        total = sum(self._counts.values()) + 1
        return max(
            self._shares,
            key=lambda name: self._shares[name] / self._whole * total - self._counts[name],
        )

    def count(self, name: str, number: int) -> None:
        self._counts[name] += number


def lot_of(text: str) -> Lot[str]:
    """Reads "asylum:6;ban:4"."""
    pairs = (entry.rpartition(":") for entry in text.split(";"))
    return Lot({name: float(weight) for name, _, weight in pairs})


def day_between(random: Random, first: date, last: date) -> date:
    return first + timedelta(days=int(random.random() * max((last - first).days + 1, 1)))


class WorkingDays:
    """Monday to Friday without the holidays of North Rhine-Westphalia."""

    def __init__(self, first: date, last: date) -> None:
        every = (first + timedelta(days=step) for step in range((last - first).days + 1))
        self._days = [day for day in every if is_working_day(day)]

    def between(self, first: date, last: date) -> list[date]:
        """The working days from the first to the last day, both included."""
        return self._days[bisect_left(self._days, first) : bisect(self._days, last)]

    def after(self, day: date, steps: int) -> date:
        """So many working days after a day; before it, if the number is negative."""
        place = bisect(self._days, day) - 1 if steps > 0 else bisect_left(self._days, day)
        return self._days[max(0, min(place + steps, len(self._days) - 1))]


def spread(random: Random, total: int, days: Iterable[date]) -> dict[date, int]:
    """A total divided over the days, about evenly; the parts add up."""
    parts = [(day, 0.6 + 0.8 * random.random()) for day in days]
    whole, done, shares = sum(part for _, part in parts), 0, {}
    reached = 0.0
    for day, part in parts:
        reached += part
        upto = round(total * reached / whole)
        shares[day], done = upto - done, upto
    return shares

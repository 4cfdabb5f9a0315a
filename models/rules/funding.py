"""The money of an event: what was planned, granted and spent, and what should worry somebody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

NOTHING = Decimal(0)


class Worry(Enum):
    """ALL of them are said beside the figures; none of them stops anybody."""

    GAP = auto()  # what is planned from all sources does not reach the budget
    OVER_BUDGET = auto()  # more was spent than the budget has
    OVER_GRANT = auto()  # more was spent from a source than it granted
    BEFORE_GRANT = auto()  # spent though nothing is granted: many funders then pay nothing
    REFUSED = auto()  # less was granted than planned, and the budget lacks it
    LEFT = auto()  # the event is over and money of a source is left: to be paid back or moved


@dataclass(frozen=True)
class Line:
    """One source, in EUR; None is not known yet."""

    source: str
    planned: Decimal | None = None
    granted: Decimal | None = None
    spent: Decimal | None = None


@dataclass(frozen=True)
class Sums:
    planned: Decimal
    granted: Decimal
    spent: Decimal


@dataclass(frozen=True)
class Caution:
    """`amount` in EUR is how much it is about; no source: the event as a whole."""

    worry: Worry
    amount: Decimal
    source: str = ""


def sums(lines: Sequence[Line]) -> Sums:
    """What is not known counts as nothing."""
    return Sums(
        sum((line.planned or NOTHING for line in lines), NOTHING),
        sum((line.granted or NOTHING for line in lines), NOTHING),
        sum((line.spent or NOTHING for line in lines), NOTHING),
    )


def cautions(budget: Decimal | None, lines: Sequence[Line], is_over: bool) -> list[Caution]:
    """The whole first, then source by source."""
    return [*_of_whole(budget, sums(lines)), *(one for line in lines for one in _of(line, is_over))]


def _of_whole(budget: Decimal | None, total: Sums) -> Iterator[Caution]:
    if budget is None:
        return
    if total.planned < budget:
        yield Caution(Worry.GAP, budget - total.planned)
    if total.spent > budget:
        yield Caution(Worry.OVER_BUDGET, total.spent - budget)


def _of(line: Line, is_over: bool) -> Iterator[Caution]:
    spent = line.spent or NOTHING
    if line.granted is None:
        if spent > NOTHING:
            yield Caution(Worry.BEFORE_GRANT, spent, line.source)
        return
    if line.planned is not None and line.granted < line.planned:
        yield Caution(Worry.REFUSED, line.planned - line.granted, line.source)
    if spent > line.granted:
        yield Caution(Worry.OVER_GRANT, spent - line.granted, line.source)
    if is_over and spent < line.granted:
        yield Caution(Worry.LEFT, line.granted - spent, line.source)

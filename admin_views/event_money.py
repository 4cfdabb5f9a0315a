"""The money of an event on screen: lines, sums, and what should worry somebody."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext

from admin_views.formats import amount
from models.event import Event, EventState
from models.rules.funding import Caution, Line, Worry, cautions, sums


@dataclass(frozen=True)
class Money:
    """Texts in EUR; `rows` are source, planned, granted, spent, number of the grant."""

    budget: str
    rows: list[tuple[str, str, str, str, str]]
    total: tuple[str, str, str]
    warnings: list[str]


def money_of(event: Event) -> Money:
    lines = [Line(row.title, row.planned, row.granted, row.spent) for row in event.fundings]
    whole = sums(lines)
    found = cautions(event.budget, lines, event.state is EventState.DONE)
    return Money(
        euros(event.budget),
        [
            (
                row.title,
                euros(row.planned),
                euros(row.granted),
                euros(row.spent),
                row.reference or "",
            )
            for row in event.fundings
        ],
        (euros(whole.planned), euros(whole.granted), euros(whole.spent)),
        [WORRIES[one.worry](one) for one in found],
    )


def euros(value: Decimal | None) -> str:
    return "" if value is None else amount(value, "€")


WORRIES: dict[Worry, Callable[[Caution], str]] = {
    Worry.GAP: lambda one: gettext(
        "%(amount)s of the budget are not covered by any source yet.", amount=euros(one.amount)
    ),
    Worry.OVER_BUDGET: lambda one: gettext(
        "%(amount)s more were spent than the budget has.", amount=euros(one.amount)
    ),
    Worry.OVER_GRANT: lambda one: gettext(
        "%(source)s: %(amount)s more were spent than granted.",
        source=one.source,
        amount=euros(one.amount),
    ),
    Worry.BEFORE_GRANT: lambda one: gettext(
        "%(source)s: %(amount)s were spent before anything is granted; many funders then pay "
        "nothing.",
        source=one.source,
        amount=euros(one.amount),
    ),
    Worry.REFUSED: lambda one: gettext(
        "%(source)s: %(amount)s less were granted than planned.",
        source=one.source,
        amount=euros(one.amount),
    ),
    Worry.LEFT: lambda one: gettext(
        "%(source)s: %(amount)s are left; pay them back or ask the funder.",
        source=one.source,
        amount=euros(one.amount),
    ),
}

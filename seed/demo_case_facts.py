"""What an eviction case of the demo knows beyond the court's notice, by the words of its row."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy import Date, DateTime, Enum, Integer

from models import ContactAttempt, EvictionCase, Instalment, RentEntry, Undertaking
from models.base import Record
from models.contact_attempt import AttemptKind, AttemptResult
from models.eviction_step import EvictionState, EvictionStep

Day = Callable[[str], date | None]
EVICTION_HOUR = time(9)


def add_facts(case: EvictionCase, words: str, day: Day) -> None:
    """`field=value` in a row, days counted from today; a number is marked by a second `=`."""
    for part in filter(None, words.split(";")):
        name, _, value = part.partition("=")
        kind = EvictionCase.__table__.columns[name].type
        setattr(case, name, _read(kind, value, day))


def _read(kind: Any, value: str, day: Day) -> Any:
    if isinstance(kind, DateTime):
        found = day(value)
        return datetime.combine(found, EVICTION_HOUR) if found else None
    if isinstance(kind, Date):
        return day(value)
    if isinstance(kind, Enum) and kind.enum_class:
        return kind.enum_class[value]
    return int(value.removeprefix("=")) if isinstance(kind, Integer) else value


def steps_of(case: EvictionCase, began: str, moved: date | None) -> None:
    """A case that moved on began in another state."""
    if not began or moved is None:
        return
    first = EvictionState[began]
    case.steps.append(EvictionStep(state=first, taken_on=case.received_on))
    case.steps.append(EvictionStep(came_from=first, state=case.state, taken_on=moved))


def account_of(kind: dict[str, str], last: date) -> Iterator[RentEntry]:
    """A year of rent in which the last months were not paid."""
    rent, unpaid = Decimal(kind["rent"]), int(kind["unpaid"] or 0)
    if not unpaid:
        return
    first_of_month = last.replace(day=1)
    for back in range(max(unpaid + 2, 6)):
        yield RentEntry(due_on=first_of_month, due=rent, paid=Decimal(0) if back < unpaid else rent)
        first_of_month = (first_of_month - timedelta(days=1)).replace(day=1)


def attempts_of(words: str, day: Day) -> Iterator[ContactAttempt]:
    """`how@day:result`, one after the other."""
    for part in filter(None, words.split(";")):
        how, _, rest = part.partition("@")
        on, _, result = rest.partition(":")
        if tried_on := day(on):
            kind = AttemptKind[how]
            yield ContactAttempt(tried_on=tried_on, kind=kind, result=AttemptResult[result])


def undertaking_of(kind: dict[str, str], day: Day) -> Undertaking | None:
    """`body:sent:received`."""
    if not kind["undertaking"]:
        return None
    body, sent, received = kind["undertaking"].split(":")
    return Undertaking(
        body=body,
        amount=Decimal(kind["arrears"]),
        sent_on=day(sent),
        received_on=day(received),
        is_unconditional=True,
    )


def instalments_of(words: str, agreed_on: date | None, today: date) -> Iterator[Instalment]:
    """`amount:number`, one on the first of each month; those that were due are paid."""
    if not words or agreed_on is None:
        return
    amount, number = words.split(":")
    for month in range(1, int(number) + 1):
        due_on = agreed_on + relativedelta(months=month, day=1)
        paid_on = due_on if due_on <= today else None
        yield Instalment(due_on=due_on, amount=Decimal(amount), paid_on=paid_on)


def parts_of(kind: dict[str, str], case: EvictionCase, day: Day) -> Iterator[Record]:
    """The rows beside a case."""
    yield from account_of(kind, case.filed_on or case.received_on)
    yield from attempts_of(kind["attempts"], day)
    yield from case.instalments
    if undertaking := undertaking_of(kind, day):
        yield undertaking

"""How far the demo's talks are: closed months, issued protocols, addenda to a few of them."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from models import MonthClosing, SessionAddendum, StaffRole
from models.acting import OFFICE_TIME
from models.base import db
from models.month_closing import first_of_month, next_month
from models.permissions import Role
from models.session_state import SessionState
from seed.demo_rows import Rows, Values, table_of
from seed.files import read_rows

CLOSED_ON = 5  # day of the following month on which the lead closes a month
MONTHS_BACK = 24
FRESH = timedelta(days=6)  # younger talks are still drafts
NEVER_PRINTED = 11  # one talk in so many
CORRECTED = 60  # one issued protocol in so many
REOPENED = 3  # months before the last closed one: opened again once
WHY = "Zwei Kurzkontakte vom Monatsende fehlten in der Auswertung."


def first_open_month(today: date) -> date:
    """The earliest month that the lead has not closed yet."""
    this = first_of_month(today)
    return this if today.day > CLOSED_ON else first_of_month(this - timedelta(days=1))


def progress(number: int, held_on: date, today: date, *, is_missed: bool) -> Values:
    """State of a talk: its month decides, then its age; missed talks are not printed."""
    is_locked = held_on < first_open_month(today)
    was_printed = not is_missed and number % NEVER_PRINTED > 0 and held_on < today - FRESH
    state = SessionState.ISSUED if was_printed else SessionState.DRAFT
    issued_at = datetime.combine(held_on, time(17), OFFICE_TIME) if was_printed else None
    return {"state": SessionState.LOCKED if is_locked else state, "issued_at": issued_at}


def add_addendum(rows: Rows, talk: int, worker_id: int, held_on: date, today: date) -> None:
    """To one protocol in so many, a few days after it was issued."""
    written_on = held_on + timedelta(days=3)
    if talk % CORRECTED or written_on > today:
        return
    words = read_rows("demo/addenda.csv")
    said = words[talk // CORRECTED % len(words)]
    rows.add(
        SessionAddendum,
        session_id=talk,
        number=1,
        author_id=worker_id,
        written_on=written_on,
        issued_at=datetime.combine(written_on, time(11), OFFICE_TIME),
        reason=said["reason"],
        text=said["text"],
    )


def add_closings(rows: Rows, today: date) -> None:
    """The lead closed every month but the last; once one was opened again."""
    lead, known = _lead(), _closed()
    month, place = first_open_month(today), 0
    while (place := place + 1) <= MONTHS_BACK:
        month = first_of_month(month - timedelta(days=1))
        if month in known:
            continue
        closed = datetime.combine(next_month(month).replace(day=CLOSED_ON), time(9), OFFICE_TIME)
        by = {"month_on": month, "closed_by_id": lead}
        if place == REOPENED:
            again = {"reopened_by_id": lead, "reopening_reason": WHY}
            reopened = closed + timedelta(days=1)
            rows.add(MonthClosing, **by, closed_at=closed, reopened_at=reopened, **again)
            closed += timedelta(days=3)
        rows.add(MonthClosing, **by, closed_at=closed)


def _lead() -> int | None:
    role = table_of(StaffRole)
    wanted = select(role.c.staff_id).where(role.c.role == Role.TEAM_LEAD).order_by(role.c.id)
    with db.engine.connect() as connection:
        return connection.scalar(wanted.limit(1))


def _closed() -> set[date]:
    with db.engine.connect() as connection:
        return set(connection.scalars(select(table_of(MonthClosing).c.month_on)))

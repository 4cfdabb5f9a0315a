"""Closing a month and opening it again: what happens to its talks (concept 5.2)."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.acting import Acting
from models.base import Broken, RulesBroken, msg
from models.counselling_session import CounsellingSession
from models.month_closing import MonthClosing, closing_of, first_of_month, hold_month, next_month

SHORTEST_REASON = 10  # characters


def close_month(day: date, session: Session, someone: Acting) -> int:
    """Lock every talk of the month; the answer is how many. Raises RulesBroken."""
    month = first_of_month(day)
    hold_month(month, session, is_alone=True)
    if closing_of(month, session) is not None:
        raise RulesBroken(Broken("month_on", msg("This month is closed already.")))
    closing = MonthClosing(month_on=month, closed_at=someone.now, closed_by_id=someone.staff_id)
    session.add(closing)
    session.flush()  # first the closing, for a talk is locked only in a closed month
    talks = list(_talks(month, session))
    for talk in talks:
        talk.lock()
    session.flush()
    return len(talks)


def reopen_month(closing: MonthClosing, reason: str, session: Session, someone: Acting) -> int:
    """Unlock the talks again: drafts become drafts, what was issued stays issued."""
    if closing.reopened_at is not None:
        raise RulesBroken(Broken("month_on", msg("This month is open already.")))
    if len(reason.strip()) < SHORTEST_REASON:
        text = msg("Say in at least %(length)s letters why the month is opened again.")
        raise RulesBroken(Broken("reopening_reason", text, length=SHORTEST_REASON))
    hold_month(closing.month_on, session, is_alone=True)
    closing.reopened_at, closing.reopened_by_id = someone.now, someone.staff_id
    closing.reopening_reason = reason
    session.flush()
    talks = list(_talks(closing.month_on, session))
    for talk in talks:
        talk.unlock()
    session.flush()
    return len(talks)


def _talks(month: date, session: Session) -> Iterator[CounsellingSession]:
    """As the database has them now."""
    wanted = select(CounsellingSession).where(
        CounsellingSession.held_on >= month, CounsellingSession.held_on < next_month(month)
    )
    fresh = wanted.execution_options(populate_existing=True).order_by(CounsellingSession.id)
    yield from session.scalars(fresh).unique()

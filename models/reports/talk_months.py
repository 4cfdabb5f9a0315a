"""The months of talks: how many there are, how many were issued, who closed and reopened them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import extract, func, select
from sqlalchemy.orm import Session, joinedload

from models.acting import Acting
from models.counselling_session import CounsellingSession
from models.month_closing import MonthClosing, first_of_month, next_month
from models.staff import Staff

MONTHS_BACK = 24
MOST_DRAFTS = 100  # named on the page of a month


@dataclass(frozen=True)
class TalkMonth:
    """Numbers of all talks of the office; `closings` are the latest first."""

    first_day: date
    talks: int
    issued: int
    closings: tuple[MonthClosing, ...]

    @property
    def never_issued(self) -> int:
        return self.talks - self.issued

    @property
    def closing(self) -> MonthClosing | None:
        """Under which it is closed now."""
        return next((one for one in self.closings if one.reopened_at is None), None)

    def can_be_closed_on(self, today: date) -> bool:
        return self.closing is None and next_month(self.first_day) <= today


@dataclass(frozen=True)
class OpenDraft:
    """A talk that nobody has issued; the title is empty where its file is out of reach."""

    id: int
    title: str
    held_on: date
    worker: str


def talk_months(session: Session, today: date) -> list[TalkMonth]:
    """The months of the last two years in which talks were held or closed, the latest first."""
    months = _months_until(today)
    found, closings = _counts(session, months[-1]), _closings(session, months[-1])
    return [
        TalkMonth(month, *found.get(month, (0, 0)), tuple(closings[month]))
        for month in months
        if month in found or closings[month] or month == first_of_month(today)
    ]


def talk_month(session: Session, first_day: date) -> TalkMonth:
    """One month, however long ago."""
    counts = _counts(session, first_day, next_month(first_day)).get(first_day, (0, 0))
    closings = _closings(session, first_day)[first_day]
    return TalkMonth(first_day, *counts, tuple(closings))


def open_drafts(session: Session, first_day: date, someone: Acting) -> list[OpenDraft]:
    """Talks of the month within reach that were never issued, worker by worker."""
    model = CounsellingSession
    wanted = (
        select(model.id, model.title_sql(), model.held_on, Staff.display_name)
        .join(Staff, Staff.id == model.worker_id)
        .where(model.held_on >= first_day, model.held_on < next_month(first_day))
        .where(model.issued_at.is_(None), model.visible_to(someone))
        .order_by(Staff.display_name, model.held_on, model.id)
        .limit(MOST_DRAFTS)
    )
    return [OpenDraft(*row) for row in session.execute(wanted)]


def _months_until(today: date) -> list[date]:
    months = [first_of_month(today)]
    while len(months) < MONTHS_BACK:
        year, month = divmod(months[-1].year * 12 + months[-1].month - 2, 12)
        months.append(date(year, month + 1, 1))
    return months


def _counts(
    session: Session, since: date, until: date | None = None
) -> dict[date, tuple[int, int]]:
    """First day: talks, issued."""
    model = CounsellingSession
    year, month = extract("year", model.held_on), extract("month", model.held_on)
    wanted = select(year, month, func.count(), func.count(model.issued_at))
    wanted = wanted.where(model.held_on >= since).group_by(year, month)
    if until is not None:
        wanted = wanted.where(model.held_on < until)
    return {
        date(int(of_year), int(of_month), 1): (int(talks), int(issued))
        for of_year, of_month, talks, issued in session.execute(wanted)
    }


def _closings(session: Session, since: date) -> dict[date, list[MonthClosing]]:
    found: dict[date, list[MonthClosing]] = defaultdict(list)
    wanted = select(MonthClosing).where(MonthClosing.month_on >= since)
    people = (joinedload(MonthClosing.closed_by), joinedload(MonthClosing.reopened_by))
    for closing in session.scalars(wanted.options(*people).order_by(MonthClosing.id.desc())):
        found[closing.month_on].append(closing)
    return found

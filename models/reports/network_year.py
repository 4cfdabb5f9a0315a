"""A year of cooperation: what met when, which agreements are due, what is still to be done."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from models.acting import Acting
from models.base import db
from models.committee import Committee
from models.network_meeting import NetworkMeeting
from models.partner_agreement import PartnerAgreement
from models.reports.network_dues import OpenWork, open_work, wall_clock


@dataclass(frozen=True)
class CommitteeYear:
    """How often it met in the year, and when last and next, whatever the year."""

    committee: Committee
    met: int
    last_at: datetime | None
    next_at: datetime | None


@dataclass(frozen=True)
class NetworkYear:
    year: int
    committees: tuple[CommitteeYear, ...]
    meetings: tuple[NetworkMeeting, ...]
    agreements: tuple[tuple[PartnerAgreement, date], ...]
    open_work: tuple[OpenWork, ...]


def network_year(year: int, acting: Acting) -> NetworkYear:
    """Agreements are those that ask for something by the end of the year."""
    meeting = NetworkMeeting
    first, last = datetime(year, 1, 1), datetime(year, 12, 31, 23, 59)
    meetings = db.session.scalars(
        select(meeting)
        .where(meeting.visible_to(acting), meeting.starts_at.between(first, last))
        .options(selectinload(meeting.partners), selectinload(meeting.decisions))
        .order_by(meeting.starts_at, meeting.id)
    ).all()
    work = [one for one in open_work(acting, is_own=False) if one.table == meeting.__tablename__]
    committees = tuple(_committees(year, acting))
    return NetworkYear(year, committees, tuple(meetings), tuple(_due(year, acting)), tuple(work))


def _committees(year: int, acting: Acting) -> list[CommitteeYear]:
    meeting, now = NetworkMeeting, wall_clock(acting)
    held = ~meeting.is_cancelled & (meeting.committee_id == Committee.id)
    in_year = held & meeting.starts_at.between(
        datetime(year, 1, 1), min(now, datetime(year + 1, 1, 1))
    )
    count = select(func.count(meeting.id)).where(in_year)
    last = select(func.max(meeting.starts_at)).where(held, meeting.starts_at < now)
    following = select(func.min(meeting.starts_at)).where(held, meeting.starts_at >= now)
    rows = db.session.execute(
        select(
            Committee,
            *(one.correlate(Committee).scalar_subquery() for one in (count, last, following)),
        )
        .where(Committee.visible_to(acting), Committee.is_active)
        .order_by(Committee.name, Committee.id)
    )
    return [CommitteeYear(one, met, before, after) for one, met, before, after in rows]


def _due(year: int, acting: Acting) -> list[tuple[PartnerAgreement, date]]:
    """By their next day, a review or the end, as far as it lies in the year or is late."""
    model, end = PartnerAgreement, date(year, 12, 31)
    found = []
    rows = db.session.scalars(select(model).where(model.visible_to(acting)))
    for one in rows:
        is_over = one.valid_to is not None and one.valid_to < acting.today
        days = [day for day in (one.review_on, one.valid_to) if day is not None and day <= end]
        if days and (not is_over or min(days).year == year):
            found.append((one, min(days)))
    return sorted(found, key=lambda pair: (pair[1], pair[0].id))


def network_years(acting: Acting) -> list[int]:
    first = db.session.scalar(
        select(func.min(NetworkMeeting.starts_at)).where(NetworkMeeting.visible_to(acting))
    )
    this = acting.today.year
    return list(range(this + 1, min(first.year if first else this, this) - 1, -1))

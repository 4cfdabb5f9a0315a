"""What asks for the coordinator, or for whoever asked: answers, hours, papers, deletion dates."""

from datetime import datetime, time, timedelta
from enum import auto

from sqlalchemy import ColumnElement, and_, case, or_, select

from models.acting import OFFICE_TIME, Acting
from models.assignment import Assignment, AssignmentState
from models.base import db
from models.catalogue import VolunteerService
from models.choice import Choice
from models.permissions import Action, DataClass
from models.reports.worklist import MOST, Due
from models.rules.urgency import tone_of
from models.rules.volunteering import SOON
from models.volunteer import Volunteer, VolunteerOffering

DELETION_SOON = timedelta(days=30)


class PaperNeed(Choice):
    """Which paper is missing or runs out."""

    CONDUCT = auto()
    CONFIDENTIALITY = auto()
    CONSENT = auto()


def helping_today(acting: Acting) -> tuple[Due, ...]:
    """Accepted for today."""
    first = datetime.combine(acting.today, time.min)
    last = datetime.combine(acting.today, time.max)
    is_today = Assignment.starts_at.between(first, last)
    return _assignments(acting, is_today & (Assignment.state == AssignmentState.ACCEPTED))


def waiting_for_answer(acting: Acting) -> tuple[Due, ...]:
    return _assignments(acting, Assignment.state == AssignmentState.ASKED)


def waiting_for_hours(acting: Acting) -> tuple[Due, ...]:
    """Accepted and over, but nobody has said for how many hours."""
    now = acting.now.astimezone(OFFICE_TIME).replace(tzinfo=None)
    begin_of_day = datetime.combine(now.date(), time.min)
    is_over = Assignment.starts_at < begin_of_day
    return _assignments(acting, is_over & (Assignment.state == AssignmentState.ACCEPTED))


def _assignments(acting: Acting, where: ColumnElement[bool]) -> tuple[Due, ...]:
    if not acting.may(Action.UPDATE, DataClass.ASSIGNMENT):
        return ()
    name = select(Volunteer.title_sql()).where(Volunteer.id == Assignment.volunteer_id)
    kind = select(VolunteerService.title_sql()).where(VolunteerService.id == Assignment.service_id)
    model = Assignment
    rows = db.session.execute(
        select(model.id, name.scalar_subquery(), kind.scalar_subquery(), model.starts_at)
        .where(model.visible_to(acting), where)
        .order_by(model.starts_at, model.id)
        .limit(MOST)
    )
    return tuple(
        Due(key, who, what, at=at, tone=tone_of(at.date(), acting.today))
        for key, who, what, at in rows
    )


def papers_to_see(acting: Acting) -> tuple[tuple[Due, PaperNeed], ...]:
    """Certificates that run out where help is for minors, and signatures not given yet."""
    if not acting.may(Action.READ, DataClass.VOLUNTEER_PAPER):
        return ()
    today, one = acting.today, Volunteer
    is_active = one.anonymised_on.is_(None) & or_(one.ended_on.is_(None), one.ended_on >= today)
    runs_out = and_(one.conduct_until.is_not(None), one.conduct_until <= today + SOON)
    lacks_oath = and_(one.confidentiality_on.is_(None), _offers("needs_confidentiality"))
    lacks_consent = one.consent_on.is_(None)
    need = case((runs_out, 0), (lacks_oath, 1), else_=2)
    rows = db.session.execute(
        select(one.id, one.title_sql(), one.conduct_until, need)
        .where(is_active, or_(runs_out, lacks_oath, lacks_consent))
        .order_by(need, one.conduct_until, one.family_name, one.id)
        .limit(MOST)
    )
    found = []
    for key, who, until, number in rows:
        on = until if number == 0 else None
        tone = tone_of(until, today) if on else "amber"
        found.append((Due(key, who, on=on, tone=tone or "amber"), list(PaperNeed)[number]))
    return tuple(found)


def _offers(flag: str) -> ColumnElement[bool]:
    kinds = select(VolunteerService.id).where(getattr(VolunteerService, flag))
    offers = select(VolunteerOffering.volunteer_id).where(VolunteerOffering.service_id.in_(kinds))
    return Volunteer.id.in_(offers)


def to_delete(acting: Acting) -> tuple[Due, ...]:
    """Whose data are due to go within a month."""
    if not acting.may(Action.DELETE, DataClass.VOLUNTEER_PAPER):
        return ()
    rows = db.session.execute(
        select(Volunteer.id, Volunteer.title_sql(), Volunteer.delete_on)
        .where(Volunteer.delete_on <= acting.today + DELETION_SOON)
        .where(Volunteer.anonymised_on.is_(None))
        .order_by(Volunteer.delete_on, Volunteer.id)
        .limit(MOST)
    )
    return tuple(Due(key, who, on=on, tone=tone_of(on, acting.today)) for key, who, on in rows)

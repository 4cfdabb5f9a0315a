"""Referrals that ask for something: appointments of these days, and those that were missed."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Select, select

from models.acting import Acting
from models.base import db
from models.partner import Partner
from models.permissions import Action, DataClass
from models.person import Person
from models.referral import Referral
from models.referral_step import ReferralState
from models.reports.worklist import MOST, Due

LOOK_BACK = timedelta(days=60)  # a missed appointment of long ago is no news


def booked_referrals(acting: Acting) -> tuple[Due, ...]:
    """Appointments of today, and past ones of which nobody noted whether they were kept."""
    if not acting.may(Action.READ, DataClass.NOTE):
        return ()
    wanted = _own(acting).where(
        Referral.state == ReferralState.BOOKED, Referral.booked_on <= acting.today
    )
    return _dues(wanted.order_by(Referral.booked_on.desc(), Referral.booked_time), acting)


def missed_referrals(acting: Acting) -> tuple[Due, ...]:
    """Missed ones to follow up."""
    if not acting.may(Action.READ, DataClass.NOTE):
        return ()
    wanted = _own(acting).where(
        Referral.state == ReferralState.MISSED, Referral.booked_on >= acting.today - LOOK_BACK
    )
    return _dues(wanted.order_by(Referral.booked_on.desc()), acting)


def _own(acting: Acting) -> Select[Any]:
    name = select(Person.title_sql()).where(Person.id == Referral.person_id).scalar_subquery()
    found = select(Referral.id, name, Partner.name, Referral.booked_on, Referral.booked_time)
    found = found.join(Partner, Partner.id == Referral.partner_id)
    return found.where(Referral.visible_to(acting), Referral.worker_id.in_(acting.own_ids))


def _dues(wanted: Select[Any], acting: Acting) -> tuple[Due, ...]:
    return tuple(
        Due(
            key,
            name,
            f"{at:%H:%M} · {partner}" if at else partner,
            on=on,
            tone="red" if on < acting.today else "",
        )
        for key, name, partner, on, at in db.session.execute(wanted.limit(MOST))
    )

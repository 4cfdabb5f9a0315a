"""Where a person was sent and what is still under way."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.acting import Acting
from models.base import db
from models.permissions import Action, DataClass
from models.referral import Referral
from models.referral_step import ENDED

MOST = 5


def open_referrals(person_id: int, acting: Acting) -> list[Referral]:
    """Those within reach, the nearest appointment first, then the newest."""
    if not acting.may(Action.READ, DataClass.NOTE):
        return []
    wanted = select(Referral).where(
        Referral.person_id == person_id, Referral.state.not_in(ENDED), Referral.visible_to(acting)
    )
    nearest = wanted.order_by(
        Referral.booked_on.is_(None), Referral.booked_on, Referral.referred_on.desc(), Referral.id
    )
    found = db.session.scalars(nearest.options(joinedload(Referral.partner)).limit(MOST))
    return list(found.unique())

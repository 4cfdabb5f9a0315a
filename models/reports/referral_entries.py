"""The steps of referrals as entries of a person's sequence."""

from sqlalchemy import String, case, cast, func

from models.partner import Partner
from models.permissions import DataClass
from models.referral import Referral
from models.referral_step import ReferralStep
from models.reports.person_entries import NOTES, Source
from models.staff import Staff

REFERRAL_STEPS = Source(
    ReferralStep,
    DataClass.SESSION,
    {
        "happened_on": ReferralStep.taken_on,
        "opens_id": Referral.id,
        "name": cast(ReferralStep.state, String),
        "who": Staff.display_name,
        "more": Partner.name,
        "content": func.coalesce(
            ReferralStep.note, case((ReferralStep.came_from.is_(None), Referral.purpose))
        ),
    },
    lambda found: (
        found.join(Referral, Referral.id == ReferralStep.referral_id)
        .join(Partner, Partner.id == Referral.partner_id)
        .outerjoin(Staff, Staff.id == ReferralStep.staff_id)
    ),
    Referral,
    author=ReferralStep.staff_id,
    notes=NOTES,
)

"""What a person allows to be passed on today."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.acting import Acting
from models.base import db
from models.consent import Consent


def active_consents(person_id: int, acting: Acting) -> list[Consent]:
    """The consents within reach that hold today, the newest first."""
    wanted = select(Consent).where(
        Consent.person_id == person_id, Consent.active_on(acting.today), Consent.visible_to(acting)
    )
    newest = wanted.order_by(Consent.given_on.desc(), Consent.id.desc())
    return list(db.session.scalars(newest.options(joinedload(Consent.partner))).unique())

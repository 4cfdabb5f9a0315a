"""Erasing a volunteer: what is left is numbers (Art. 17 GDPR, § 72a (5) SGB VIII)."""

from datetime import date

from sqlalchemy import event, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.unitofwork import UOWTransaction

from models.assignment import OPEN, Assignment
from models.base import Broken, RulesBroken, msg
from models.history import forget
from models.person import Sex
from models.volunteer import Volunteer

GONE = "–"  # in place of a name that was erased
_CLEARED = (
    "given_name", "phone", "email", "street", "postcode", "town", "partner", "travel_note",
    "away_from", "away_until", "hourly_fee", "confidentiality_on", "conduct_issued_on",
    "conduct_seen_on", "conduct_until", "consent_on", "delete_on", "honours", "note",
)  # fmt: skip


def erase(volunteer: Volunteer, today: date, session: Session) -> None:
    """Name, contact, papers and history go; kind, day and hours of the help remain as figures.

    Raises RulesBroken while help is still open. The caller commits.
    """
    if _has_open(volunteer, session):
        text = msg("An assignment is still open. Settle it before the data are deleted.")
        raise RulesBroken(Broken("", text))
    for name in _CLEARED:
        setattr(volunteer, name, None)
    volunteer.family_name, volunteer.sex = GONE, Sex.NOT_STATED
    volunteer.times, volunteer.services = [], []
    volunteer.is_flexible = False
    volunteer.ended_on = min(volunteer.ended_on or today, today)
    volunteer.anonymised_on = today
    volunteer.languages = []
    done = select(Assignment).where(Assignment.volunteer_id == volunteer.id)
    assignments = list(session.scalars(done))
    for one in assignments:
        one.place = one.person_initials = one.answer = one.note = None
        one.appointment = None
    session.flush()
    for record in (volunteer, *assignments):
        forget(record, session)


def _has_open(volunteer: Volunteer, session: Session) -> bool:
    wanted = select(Assignment.id).where(
        Assignment.volunteer_id == volunteer.id, Assignment.state.in_(OPEN)
    )
    return session.scalar(wanted.limit(1)) is not None


@event.listens_for(Session, "after_flush")
def _forget_deleted(session: Session, context: UOWTransaction) -> None:
    """A volunteer who was deleted leaves no former values behind."""
    for record in session.deleted:
        if isinstance(record, Volunteer):
            forget(record, session)

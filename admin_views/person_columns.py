"""Columns of the list of persons that come from other tables, as of today."""

from typing import Any

from sqlalchemy import ColumnElement, func, select

from models.acting import Acting, acting
from models.catalogue import ResidenceTitle
from models.counselling_session import CounsellingSession
from models.household import Household, HouseholdMember
from models.person import Person
from models.residence_status import ResidenceStatus
from models.responsibility import Responsibility
from models.staff import Staff
from models.stay import Stay
from models.unit import Unit


def lives_in() -> ColumnElement[str]:
    """The unit of today's stay; a person moves out and in on one day, so the later stay counts."""
    return (
        select(Unit.title_sql())
        .select_from(Unit)
        .join(Stay, Stay.unit_id == Unit.id)
        .where(Stay.person_id == Person.id, Stay.as_of(acting().today))
        .order_by(Stay.valid_from.desc())
        .limit(1)
        .scalar_subquery()
    )


def residence() -> ColumnElement[str]:
    return (
        select(ResidenceTitle.title_sql())
        .join(ResidenceStatus, ResidenceStatus.residence_title_id == ResidenceTitle.id)
        .where(ResidenceStatus.person_id == Person.id, ResidenceStatus.as_of(acting().today))
        .order_by(ResidenceStatus.valid_from.desc())
        .limit(1)
        .scalar_subquery()
    )


def expires_on() -> ColumnElement[Any]:
    return (
        select(ResidenceStatus.expires_on)
        .where(ResidenceStatus.person_id == Person.id, ResidenceStatus.as_of(acting().today))
        .order_by(ResidenceStatus.valid_from.desc())
        .limit(1)
        .scalar_subquery()
    )


def responsible() -> ColumnElement[str]:
    return (
        select(Staff.display_name)
        .join(Responsibility, Responsibility.worker_id == Staff.id)
        .where(Responsibility.person_id == Person.id, Responsibility.as_of(acting().today))
        .order_by(Responsibility.valid_from.desc())
        .limit(1)
        .scalar_subquery()
    )


def cared_for_by(someone: Acting) -> ColumnElement[bool]:
    """Persons for whom this member of staff is responsible today."""
    return Person.id.in_(
        select(Responsibility.person_id).where(
            Responsibility.worker_id == someone.staff_id, Responsibility.as_of(someone.today)
        )
    )


def household() -> ColumnElement[str]:
    return (
        select(Household.label)
        .join(HouseholdMember, HouseholdMember.household_id == Household.id)
        .where(HouseholdMember.person_id == Person.id, HouseholdMember.as_of(acting().today))
        .order_by(HouseholdMember.valid_from.desc())
        .limit(1)
        .scalar_subquery()
    )


def last_contact_on() -> ColumnElement[Any]:
    return (
        select(func.max(CounsellingSession.held_on))
        .where(CounsellingSession.person_id == Person.id)
        .scalar_subquery()
    )

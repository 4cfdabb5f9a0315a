"""Whose calendars there are: the social workers and the locations of the office."""

from dataclasses import dataclass

from sqlalchemy import select

from models.acting import Acting
from models.base import db
from models.catalogue import OfficeLocation
from models.permissions import Role
from models.staff import Staff, StaffRole


@dataclass(frozen=True)
class Owner:
    """A worker or a location."""

    id: int
    title: str
    is_worker: bool

    @property
    def key(self) -> str:
        return f"{'worker' if self.is_worker else 'location'}-{self.id}"


def owners(acting: Acting) -> list[Owner]:
    """Workers by name, then locations in the order of their list."""
    held = select(StaffRole.staff_id).where(StaffRole.role == Role.SOCIAL_WORKER)
    workers = (
        select(Staff.id, Staff.display_name)
        .where(Staff.active, Staff.id.in_(held))
        .order_by(Staff.display_name)
    )
    places = (
        select(OfficeLocation.id, OfficeLocation.title_sql())
        .where(OfficeLocation.open_on(acting.today))
        .order_by(OfficeLocation.sort_order, OfficeLocation.id)
    )
    return [
        *(Owner(key, name, True) for key, name in db.session.execute(workers)),
        *(Owner(key, name, False) for key, name in db.session.execute(places)),
    ]

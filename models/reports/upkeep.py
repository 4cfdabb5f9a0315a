"""Which entries of the directory are to be checked, when, by whom, and what changed in them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload

from models.acting import OFFICE_TIME, Acting
from models.base import day_bounds
from models.field_change import ChangeKind, FieldChange
from models.partner import Partner
from models.partner_check import PartnerCheck
from models.permissions import Role
from models.rules.upkeep import check_due, in_turn
from models.staff import Staff, StaffRole

CHECKING_ROLES = (Role.SOCIAL_WORKER, Role.NETWORK_COORDINATOR)
MOST_CHANGES = 400  # read for one page
TRIVIAL = ("checked_on",)  # the check itself is no difference


@dataclass(frozen=True)
class Check:
    """One entry to be checked; `is_given` where somebody chose who does it."""

    partner_id: int
    name: str
    town: str
    phone: str
    due_on: date
    checked_on: date | None
    recorded_on: date
    checker_id: int | None
    is_given: bool

    @property
    def since(self) -> date:
        """From which day on a change is a difference to the state last checked."""
        return self.checked_on or self.recorded_on


def checkers(session: Session) -> dict[int, str]:
    """Those among whom the checks go round, by the order of their accounts."""
    wanted = (
        select(Staff.id, Staff.display_name)
        .where(
            Staff.active,
            Staff.id.in_(select(StaffRole.staff_id).where(StaffRole.role.in_(CHECKING_ROLES))),
        )
        .order_by(Staff.id)
    )
    return {number: name for number, name in session.execute(wanted)}


def checks(session: Session, acting: Acting) -> list[Check]:
    """All entries within reach, what is due first."""
    order = list(checkers(session))
    wanted = (
        select(
            Partner.id, Partner.name, Partner.town, Partner.phone, Partner.checked_on,
            Partner.created_at, PartnerCheck.checker_id,
        )
        .outerjoin(PartnerCheck, PartnerCheck.partner_id == Partner.id)
        .where(Partner.visible_to(acting))
    )  # fmt: skip
    found = []
    for number, name, town, phone, checked_on, created_at, given in session.execute(wanted):
        recorded_on = created_at.astimezone(OFFICE_TIME).date()
        is_given = given in order
        found.append(
            Check(
                number, name, town or "", phone or "",
                check_due(checked_on, recorded_on, number), checked_on, recorded_on,
                given if is_given else in_turn(number, order), is_given,
            )
        )  # fmt: skip
    return sorted(found, key=lambda check: (check.due_on, check.name))


def due_by(found: Iterable[Check], day: date, checker_ids: Iterable[int] = ()) -> list[Check]:
    """Those due on this day or earlier; of all staff if nobody is named."""
    wanted = set(checker_ids)
    return [
        check
        for check in found
        if check.due_on <= day and (not wanted or check.checker_id in wanted)
    ]


def by_month(found: Iterable[Check], first: date) -> dict[int, Counter[date]]:
    """For each member of staff how many checks fall into which month; late ones into the first."""
    start = first.replace(day=1)
    counts: dict[int, Counter[date]] = defaultdict(Counter)
    for check in found:
        if check.checker_id is not None:
            counts[check.checker_id][max(check.due_on.replace(day=1), start)] += 1
    return counts


def changes_since(since: Mapping[int, date], session: Session) -> dict[int, list[FieldChange]]:
    """What changed in these entries, their contacts, hours and offers since the day of each."""
    if not since:
        return {}
    earliest = day_bounds(min(since.values()))[1].replace(tzinfo=OFFICE_TIME)
    own = and_(FieldChange.table_name == "partner", FieldChange.record_id.in_(since))
    part = and_(FieldChange.owner_table == "partner", FieldChange.owner_id.in_(since))
    wanted = (
        select(FieldChange)
        .where(
            or_(own, part),
            FieldChange.at > earliest,
            or_(FieldChange.field.is_(None), FieldChange.field.not_in(TRIVIAL)),
            or_(part, FieldChange.kind == ChangeKind.CHANGED),
        )
        .options(joinedload(FieldChange.staff))
        .order_by(FieldChange.id.desc())
        .limit(MOST_CHANGES)
    )
    found: dict[int, list[FieldChange]] = defaultdict(list)
    for change in session.scalars(wanted):
        number = change.record_id if change.owner_id is None else change.owner_id
        if change.at.astimezone(OFFICE_TIME).date() > since[number]:
            found[number].append(change)
    return found


def given_to(partner_id: int, checker_id: int | None, session: Session) -> PartnerCheck | None:
    """Whose turn it is from now on; nobody in particular: in turn again."""
    found = session.scalar(select(PartnerCheck).where(PartnerCheck.partner_id == partner_id))
    if checker_id is None:
        if found is not None:
            session.delete(found)
        return None
    if found is None:
        found = PartnerCheck(partner_id=partner_id)
        session.add(found)
    found.checker_id = checker_id
    return found


def mine(found: Sequence[Check], acting: Acting) -> list[Check]:
    """What is due today for the acting person and for those they stand in for."""
    return due_by(found, acting.today, acting.own_ids) if acting.own_ids else []

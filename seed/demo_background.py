"""What is there before the demo: lists, staff, partners, sites; read once, without the session."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import func, select

from models import Accommodation, Building, Partner, Person, Staff, StaffLanguage, StaffRole, db
from models.catalogue import Catalogue, Language, ResidenceTitle
from models.permissions import Role
from seed.demo_chance import WorkingDays
from seed.demo_rows import table_of
from seed.files import read_rows

SEED = 42781
BEHIND, AHEAD = timedelta(days=7 * 366), timedelta(days=2 * 366)


class NothingToBuildOn(LookupError):
    """The reference data or the social workers are missing."""


@dataclass(frozen=True, slots=True)
class Worker:
    id: int
    deputy_id: int | None
    languages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Site:
    """One building and the address of its site."""

    building_id: int
    words: tuple[str, ...]
    building: str
    street: str | None
    postcode: str | None
    town: str | None


class Background:
    """Keys of the lists by code, the social workers, the directory by topic, the calendar."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.days = WorkingDays(today - BEHIND, today + AHEAD)
        self._ids: dict[type[Catalogue], dict[str, int]] = {}
        self.workers = _workers()
        self.sites = _sites()
        self.partners = _partners_by_topic()
        self.legal_bases: dict[int, str | None] = dict(
            _read(select(ResidenceTitle.id, ResidenceTitle.legal_basis))
        )
        if not (self.workers and self.sites and all(self.partners.values())):
            raise NothingToBuildOn("Reference data and social workers must be there first.")

    def random(self) -> Random:
        """The same people for an empty database each time; other people for one that has some."""
        (last,) = _read(select(func.max(Person.id)))[0]
        return Random(SEED + (last or 0))

    def id(self, catalogue: type[Catalogue], code: str) -> int:
        if catalogue not in self._ids:
            self._ids[catalogue] = dict(_read(select(catalogue.code, catalogue.id)))
        return self._ids[catalogue][code]

    def partner_named(self, word: str) -> int | None:
        """The first partner of the directory with this word in the name."""
        named = select(Partner.id).where(Partner.name.contains(word)).order_by(Partner.id)
        return next((key for (key,) in _read(named.limit(1))), None)

    def caretakers(self) -> list[int]:
        """Who may accompany an eviction."""
        role = table_of(StaffRole)
        held = select(role.c.staff_id).where(role.c.role == Role.CARETAKER)
        return [key for (key,) in _read(held.order_by(role.c.staff_id))]

    def deputy_of(self, worker: Worker) -> Worker | None:
        """The one named in the account, else the next colleague."""
        named = [other for other in self.workers if other.id == worker.deputy_id]
        place = self.workers.index(worker) + 1
        others = [*named, *self.workers[place:], *self.workers[:place]]
        return others[0] if others[0] is not worker else None


def _read(statement: Any) -> list[Any]:
    with db.engine.connect() as connection:
        return list(connection.execute(statement))


def _workers() -> list[Worker]:
    role, spoken = table_of(StaffRole), table_of(StaffLanguage)
    wanted = select(Staff.id, Staff.deputy_id).where(
        Staff.active,
        Staff.id.in_(select(role.c.staff_id).where(role.c.role == Role.SOCIAL_WORKER)),
    )
    languages = select(spoken.c.staff_id, Language.code).join(
        Language, Language.id == spoken.c.language_id
    )
    pairs = _read(languages)
    return [
        Worker(key, deputy, frozenset(code for staff, code in pairs if staff == key))
        for key, deputy in _read(wanted.order_by(Staff.id))
    ]


def _sites() -> dict[tuple[str, str], Site]:
    """By source number of the site and name of the building."""
    site = Accommodation
    wanted = select(
        site.source_id, Building.name, Building.id, site.name, site.street, site.town, site.aliases,
        site.postcode,
    ).join(site, site.id == Building.accommodation_id)  # fmt: skip
    found = {}
    for source, building, key, name, street, town, aliases, postcode in _read(wanted):
        words = tuple(word for word in (name, street, town, aliases) if word)
        found[source or "", building] = Site(key, words, building, street, postcode, town)
    return found


def _partners_by_topic() -> dict[str, list[tuple[int, str]]]:
    """For each topic the directory entries to which the office sends people; key and name."""
    wanted = select(Partner.source_id, Partner.id, Partner.name)
    known = {source: (key, name) for source, key, name in _read(wanted)}
    return {
        row["topic"]: [known[source] for source in row["partners"].split(";") if source in known]
        for row in read_rows("demo/topic_partners.csv")
    }

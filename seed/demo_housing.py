"""Makes the rooms of the town's sites and decides who lived in them, from when to when."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import ceil
from random import Random

from sqlalchemy import select

from models import Stay, Unit, db
from models.catalogue import StayDestination, StayReason
from models.person import CaseStatus, Sex
from models.search import search_values
from models.stay import PlacementBasis
from models.unit import Designation, UsageForm
from seed.demo_background import Background, Site
from seed.demo_chance import day_between
from seed.demo_households import Home
from seed.demo_rows import Rows, table_of
from seed.files import read_rows

PEOPLE_PER_TOWN = 420  # for more, every building gets as many rooms more
ROOM_STEP = 5000
LARGEST = 7
DESTINATIONS = {
    CaseStatus.MOVED_AWAY: ("own_flat", "other_town", "relatives"),
    CaseStatus.LEFT_COUNTRY: ("left_country",),
    CaseStatus.DISAPPEARED: ("unknown",),
    CaseStatus.HANDED_OVER: ("own_flat",),
    CaseStatus.CLOSED: ("own_flat", "relatives", "other_accommodation"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One stay of a household in one unit."""

    unit_id: int
    first: date
    last: date | None
    reason: str
    basis: PlacementBasis
    destination: str | None = None


class Places:
    """Free places; each is given away backwards in time, so that no bed has two sleepers.

    A pool holds (day until which the place is free, unit); families take whole units.
    """

    def __init__(self) -> None:
        self._pools: dict[object, list[tuple[date, int]]] = defaultdict(list)
        self.sites: dict[int, Site] = {}

    def put(self, unit_id: int, site: Site, designation: Designation, capacity: int) -> None:
        self.sites[unit_id] = site
        if designation is Designation.FAMILY:
            self._pools[capacity].append((date.max, unit_id))
        elif designation in (Designation.MEN, Designation.WOMEN):
            self._pools[designation] += [(date.max, unit_id)] * capacity

    def take(self, home: Home, first: date, last: date | None, but: int = 0) -> int | None:
        """The unit that was free for the tightest time, but not this one; None if there is none."""
        size, is_woman = len(home.members), home.head.sex is Sex.FEMALE
        alone = Designation.WOMEN if is_woman else Designation.MEN
        pools: list[object] = [alone] if size == 1 else list(range(size, LARGEST + 1))
        for pool in (self._pools[key] for key in pools if self._pools[key]):
            place = bisect_left(pool, (last or date.max, 0))
            while place < len(pool) and pool[place][1] == but:
                place += 1
            if place < len(pool):
                _, unit_id = pool.pop(place)
                insort(pool, (first, unit_id))
                return unit_id
        return None


class Housing:
    """Rooms and stays."""

    def __init__(self, random: Random, background: Background, rows: Rows) -> None:
        self.random, self.background, self.rows = random, background, rows
        self.today = background.today
        self.places = Places()
        self._housed = 0

    def add_units(self, persons: int, tell: Callable[[str, int, int], None]) -> None:
        """The rooms of the list; for a larger town the same again, floor by floor."""
        kinds = read_rows("demo/units.csv") * ceil(persons / PEOPLE_PER_TOWN)
        total, done = sum(int(kind["rooms"]) for kind in kinds), 0
        taken = _taken_numbers()
        self.rows.made_on(self.background.days.after(self.today, -520))
        for kind in kinds:
            site = self.background.sites.get((kind["source_id"], kind["building"]))
            if site is None:  # the office has done away with it
                continue
            for number in _numbers(kind, taken[site.building_id]):
                self._add_unit(kind, site, number)
                done += 1
            if self.rows.count >= ROOM_STEP:
                self.rows.write()
                tell("Räume", done, total)
        self.rows.write()
        tell("Räume", total, total)

    def _add_unit(self, kind: dict[str, str], site: Site, number: str) -> None:
        designation = Designation[kind["designation"]]
        area = Decimal(kind["area"]) + Decimal(self.random.randrange(-90, 91)) / 100
        unit_id = self.rows.add(
            Unit,
            building_id=site.building_id,
            number=number,
            floor=kind["floor"],
            area=area,
            usage_form=UsageForm[kind["usage_form"]],
            designation=designation,
            nominal_capacity=int(kind["nominal"]),
            realistic_capacity=int(kind["realistic"]),
            is_blocked=bool(kind["blocked_reason"]),
            blocked_reason=kind["blocked_reason"] or None,
            **search_values(
                (f"{site.street or site.words[0]} {site.building} {number}", *site.words)
            ),
        )
        if not kind["blocked_reason"]:
            self.places.put(unit_id, site, designation, int(kind["realistic"]))

    def plan(self, home: Home) -> list[Part]:
        """Where the household lived; sets its address if it lives there now."""
        reasons = home.profile["stay_reason"].split(";")
        home.stay_reason = self.random.choice(reasons)
        home.basis = PlacementBasis[home.profile["basis"]]
        share = float(home.profile["housed"]) + (0.2 if home.kind == "single" else 0)
        is_wanted = self.random.random() < share
        if home.is_open and is_wanted and not home.is_protected:
            parts = self._present(home)
        elif self.random.random() < (0.5 if home.is_open else 0.8):
            parts = self._past(home)
        else:
            parts = []
        home.is_housed = bool(parts) and (parts[-1].last is None or parts[-1].last > self.today)
        if home.is_housed:
            home.unit_id = parts[-1].unit_id
            site = self.places.sites[parts[-1].unit_id]
            home.address = (site.street, site.postcode, site.town)
        return parts

    def _present(self, home: Home) -> list[Part]:
        """In a unit today; some came from another one, some leave within the week."""
        self._housed += 1
        first, end, destination = home.arrived_haan, None, None
        if self._housed % 30 == 9:
            end, destination = self.today + timedelta(days=self.random.randrange(1, 7)), "own_flat"
        move = None
        if self._housed % 30 == 21 and first < self.today - timedelta(days=30):
            move = self.today - timedelta(days=self.random.randrange(0, 2))
        elif (self.today - first).days > 300 and self.random.random() < 0.3:
            move = day_between(
                self.random, first + timedelta(days=60), self.today - timedelta(days=60)
            )
        unit = self.places.take(home, move or first, end)
        if unit is None:
            return []
        earlier = self.places.take(home, first, move, but=unit) if move else None
        if move is None or earlier is None:
            return [Part(unit, move or first, end, home.stay_reason, home.basis, destination)]
        before = Part(earlier, first, move, *_at_first(home), "other_accommodation")
        return [before, Part(unit, move, end, "transfer", home.basis, destination)]

    def _past(self, home: Home) -> list[Part]:
        """Moved out long ago, or with the closing of the case."""
        first, last = home.arrived_haan, home.ends
        if last is None:
            if (self.today - first).days < 120:
                return []
            last = day_between(
                self.random, first + timedelta(days=50), self.today - timedelta(days=20)
            )
        unit = self.places.take(home, first, last)
        destinations = DESTINATIONS.get(home.status, ("own_flat",))
        destination = self.random.choice(destinations)
        return [Part(unit, first, last, *_at_first(home), destination)] if unit else []

    def add_stays(self, home: Home, parts: list[Part]) -> None:
        """Everybody of the household; a child from its birth on."""
        for part in parts:
            for member in home.members:
                first = max(part.first, member.birth)
                if part.last is not None and first >= part.last:
                    continue
                to = part.destination
                self.rows.add(
                    Stay,
                    person_id=member.person_id,
                    unit_id=part.unit_id,
                    valid_from=first,
                    valid_to=part.last,
                    reason_id=self.background.id(StayReason, part.reason),
                    placement_basis=part.basis,
                    destination_id=self.background.id(StayDestination, to) if to else None,
                )


def _at_first(home: Home) -> tuple[str, PlacementBasis]:
    """Why the household was taken in: who is recognised today came as an asylum seeker."""
    if home.profile["earlier"]:
        return "allocation_asylum", PlacementBasis.ASYLUM_SEEKERS_BENEFITS
    return home.stay_reason, home.basis


def _taken_numbers() -> dict[int, set[str]]:
    """The numbers of the rooms that are there already, by building."""
    unit = table_of(Unit)
    taken: dict[int, set[str]] = defaultdict(set)
    with db.engine.connect() as connection:
        for building_id, number in connection.execute(select(unit.c.building_id, unit.c.number)):
            taken[building_id].add(number)
    return taken


def _numbers(kind: dict[str, str], taken: set[str]) -> list[str]:
    """Free numbers on the floor for all rooms of the kind: 0.01, 0.02; 1.01 one floor up."""
    floor = "0" if kind["floor"] == "EG" else kind["floor"][0]
    first = sum(number.startswith(f"{floor}.") for number in taken) + 1
    found: list[str] = []
    while len(found) < int(kind["rooms"]):
        number = f"{floor}.{first:02d}"
        if number not in taken:
            found.append(number)
            taken.add(number)
        first += 1
    return found

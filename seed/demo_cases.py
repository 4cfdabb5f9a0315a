"""Eviction cases with the facts of the court's notice (concept 4.6)."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import ceil
from random import Random
from typing import Any

from sqlalchemy import inspect

from models import (
    EvictionCaretaker,
    EvictionCase,
    EvictionDeadline,
    EvictionPartner,
    EvictionPerson,
    EvictionStep,
    Person,
)
from models.base import Record
from models.catalogue import EvictionCause, EvictionSource
from models.eviction_chain import usual_end
from models.eviction_step import EvictionState
from seed.demo_background import Background
from seed.demo_case_facts import (
    EVICTION_HOUR,
    add_facts,
    instalments_of,
    parts_of,
    steps_of,
)
from seed.demo_households import Home
from seed.demo_rows import Rows
from seed.files import read_rows

COURT = "Amtsgericht Mettmann"
FEWEST, PEOPLE_PER_CASE = 14, 38
HEARINGS = (time(9), time(9, 30), time(10, 15), time(11))
EVICTED = "homeless_c_eviction"


def cases_of(persons: int) -> int:
    """How many eviction cases a town has that looks after so many people."""
    return max(FEWEST, ceil(persons / PEOPLE_PER_CASE))


@dataclass(frozen=True, slots=True)
class Tenant:
    """A household that may lose its flat."""

    person_id: int
    others: tuple[int, ...]
    household_id: int
    worker_id: int | None
    address: str
    adults: int
    minors: int
    left_on: date | None = None  # day on which the flat was lost
    unit_id: int | None = None  # where they live since


def filled(record: Record) -> dict[str, Any]:
    """The columns of a record that nobody stored, as far as they have a value."""
    state = inspect(record)
    names = (column.key for column in state.mapper.column_attrs)
    return {name: state.dict[name] for name in names if state.dict.get(name) is not None}


@dataclass
class Tenants:
    """Some of the households in flats of their own, German and other; not more than are needed."""

    german: deque[Tenant] = field(default_factory=deque)
    other: deque[Tenant] = field(default_factory=deque)
    evicted: list[Tenant] = field(default_factory=list)

    def consider(self, home: Home, household_id: int, former_address: str, today: date) -> None:
        is_german = home.origin["country"] == "DE"
        if not home.is_open or home.is_protected or home.worker is None:
            return
        if home.is_housed:
            if home.stay_reason == EVICTED:
                self.evicted.append(_tenant(home, household_id, former_address, today))
            return
        street, postcode, town = home.address
        address = f"{street}, {postcode} {town}"
        kind = self.german if is_german else self.other
        kind.append(_tenant(home, household_id, address, today))

    def next_for(self, state: EvictionState, is_german: bool) -> Tenant | None:
        """Who lost the flat last, or the next in line."""
        if state is EvictionState.EMERGENCY_SHELTER and self.evicted:
            latest = max(self.evicted, key=lambda tenant: tenant.left_on or date.min)
            self.evicted.remove(latest)
            return latest
        wanted = self.german if is_german else self.other
        for line in (wanted, self.other, self.german):
            if line:
                return line.popleft()
        return None


def _sheltered(case: EvictionCase, tenant: Tenant, today: date) -> None:
    """The flat was lost on a known day, and they live in a shelter since; the order is renewed."""
    day = tenant.left_on
    if day is None:
        return
    case.evicted_on = case.sheltered_from = case.shelter_ordered_on = day
    case.eviction_at = datetime.combine(day, EVICTION_HOUR)
    case.sheltered_until, case.shelter_unit_id = usual_end(max(day, today)), tenant.unit_id


def _tenant(home: Home, household_id: int, address: str, today: date) -> Tenant:
    adults = len(home.adults(today))
    return Tenant(
        person_id=home.head.person_id,
        others=tuple(member.person_id for member in home.members[1:]),
        household_id=household_id,
        worker_id=home.worker.id if home.worker else None,
        address=address,
        adults=adults,
        minors=len(home.members) - adults,
        left_on=home.arrived_haan if home.is_housed else None,
        unit_id=home.unit_id if home.is_housed else None,
    )


class Cases:
    def __init__(self, random: Random, background: Background, rows: Rows) -> None:
        self.random, self.background, self.rows = random, background, rows
        self.today = background.today
        self.kinds = read_rows("demo/evictions.csv")
        self.caretakers = background.caretakers()
        words = {row["body"].partition(":")[0] for row in self.kinds}
        self.bodies = {word: background.partner_named(word) for word in words if word}

    def add(self, total: int, tenants: Tenants, tell: Callable[[str, int, int], None]) -> None:
        """The kinds of the list in turn; those after the first round lie further back."""
        for place in range(total):
            kind = self.kinds[place % len(self.kinds)]
            state = EvictionState[kind["state"]]
            tenant = tenants.next_for(state, kind["tenant"] == "german")
            if tenant is None:
                break
            is_first_round = place < len(self.kinds)
            back = timedelta(days=0 if is_first_round else self.random.randrange(60, 600))
            if tenant.left_on:  # the notice came three weeks before
                noticed = self.today + timedelta(days=int(kind["received"]))
                back = noticed - tenant.left_on + timedelta(days=21)
            self._add_case(kind, state, tenant, back)
        self.rows.write()
        tell("Räumungssachen", total, total)

    def _add_case(
        self, kind: dict[str, str], state: EvictionState, tenant: Tenant, back: timedelta
    ) -> None:
        number = self.rows.next_number(EvictionCase)
        case = self._case_of(kind, state, tenant, back)
        if case.filed_on:
            case.court = COURT
            case.court_reference = f"DEMO 21 C {100 + number}/{case.filed_on:%y}"
        add_facts(case, kind["facts"], lambda days: self._day(days, back))
        if tenant.left_on:
            _sheltered(case, tenant, self.today)
        steps_of(case, kind["began"], tenant.left_on or self._day(kind["moved"], back))
        case.person = Person()  # no flat of a protected tenant is told of; here is none
        case.refresh_search_text()
        case.instalments.extend(instalments_of(kind["instalments"], case.agreed_on, self.today))
        case.settle(self.today)
        for row in case.current_deadlines:
            if row.rule == "UMMELDUNG" and row.due_on < self.today:
                case.tick_off(row, row.due_on)
        self.rows.made_on(case.received_on)
        self.rows.add(EvictionCase, **filled(case))
        self._add_course(case, number)
        for part in parts_of(kind, case, lambda days: self._day(days, back)):
            self.rows.add(type(part), **{**filled(part), "case_id": number})
        body, _, part = kind["body"].partition(":")
        if partner_id := self.bodies.get(body):
            self.rows.add(EvictionPartner, case_id=number, partner_id=partner_id, part=part)
        if state is EvictionState.EVICTION_SCHEDULED:  # the second one is still to be found
            for staff_id in self.caretakers[:1]:
                self.rows.add(EvictionCaretaker, case_id=number, staff_id=staff_id)
        for person_id in tenant.others:
            self.rows.add(EvictionPerson, case_id=number, person_id=person_id)

    def _case_of(
        self, kind: dict[str, str], state: EvictionState, tenant: Tenant, back: timedelta
    ) -> EvictionCase:
        """The facts of the notice, so many days back."""
        return EvictionCase(
            person_id=tenant.person_id,
            household_id=tenant.household_id,
            worker_id=tenant.worker_id,
            state=state,
            source_id=self.background.id(EvictionSource, kind["source"]),
            cause_id=self.background.id(EvictionCause, kind["cause"]),
            received_on=self._day(kind["received"], back) or self.today,
            filed_on=self._day(kind["filed"], back),
            served_on=self._day(kind["served"], back),
            hearing_at=self._hearing(kind["hearing"], back),
            landlord=kind["landlord"],
            landlord_address="42781 Haan",
            landlord_representative=kind["representative"] or None,
            address=tenant.address or None,
            monthly_rent=Decimal(kind["rent"]),
            arrears=Decimal(kind["arrears"]) if kind["arrears"] else None,
            adult_count=tenant.adults,
            minor_count=tenant.minors,
            has_pets=kind["pets"] == "yes",
            note=kind["note"],
        )

    def _add_course(self, case: EvictionCase, number: int) -> None:
        """The first step, and the deadlines that follow from the facts."""
        for step in case.steps:
            step.staff_id = case.worker_id
            self.rows.add(EvictionStep, **{**filled(step), "case_id": number})
        for row in case.deadlines:
            self.rows.add(EvictionDeadline, **{**filled(row), "case_id": number})

    def _day(self, days: str, back: timedelta) -> date | None:
        """A working day so many days from today, moved back."""
        if not days:
            return None
        day = self.today + timedelta(days=int(days)) - back
        return self.background.days.after(day + timedelta(days=1), -1)

    def _hearing(self, days: str, back: timedelta) -> datetime | None:
        day = self._day(days, back)
        return datetime.combine(day, self.random.choice(HEARINGS)) if day else None

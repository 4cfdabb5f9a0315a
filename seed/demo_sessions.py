"""Counselling sessions day by day: appointments are kept or missed, others drop in."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import ceil
from random import Random

from models.counselling_session import SessionKind
from seed.demo_background import Background, Worker
from seed.demo_chance import Lot, spread
from seed.demo_clients import Client, Clients
from seed.demo_protocols import MISSED, Protocols, Visit
from seed.demo_rows import Rows

LONG = timedelta(days=730)
WEEK = timedelta(days=6)
STEP = 20_000  # rows written at once
SLOTS = tuple(
    time(*divmod(minute, 60))
    for minute in (480, 525, 570, 615, 660, 705, 780, 825, 870, 915, 960, 1005)
)
APPOINTED = Lot(
    {
        SessionKind.FOLLOW_UP: 82,
        SessionKind.ACCOMPANIMENT: 7,
        SessionKind.NO_SHOW: 7,
        SessionKind.CANCELLED: 4,
    }
)
DROPPED_IN = Lot(
    {
        SessionKind.FOLLOW_UP: 58,
        SessionKind.SHORT_CONTACT: 26,
        SessionKind.ACCOMPANIMENT: 5,
        SessionKind.COLLATERAL: 11,
    }
)
WITH_NEXT = 0.55  # share of talks that end with an appointment


@dataclass(slots=True)
class Appointment:
    client: Client
    worker: Worker
    at: time


class Sessions:
    """Makes so many sessions over the last two years, in the order in which they were held."""

    def __init__(
        self, random: Random, background: Background, rows: Rows, clients: list[Client]
    ) -> None:
        self.random, self.background, self.rows = random, background, rows
        self.clients = Clients(random, clients)
        self.protocols = Protocols(random, background, rows)
        self.last = background.days.after(background.today, -1)
        self.urgent = 3 * len(background.workers)
        self._agenda: dict[date, list[Appointment]] = defaultdict(list)
        self._taken: set[tuple[date, int, time]] = set()
        self._most = 0

    def add(self, total: int, tell: Callable[[str, int, int], None]) -> None:
        first = self.background.today - LONG
        quotas = spread(self.random, total, self.background.days.between(first, self.last))
        self._most = max(len(self.background.workers), ceil(0.7 * total / len(quotas)))
        done = owed = 0
        for day, quota in quotas.items():
            owed += quota
            for visitor in self._of_day(day, owed, total - done):
                self._receive(day, visitor, total - done)
                owed, done = owed - 1, done + 1
            self._taken = {slot for slot in self._taken if slot[0] > day}
            if self.rows.count >= STEP:
                self.rows.write()
                tell("Gespräche", done, total)
        self.rows.write()
        if total:
            tell("Gespräche", total, total)

    def _of_day(self, day: date, wanted: int, left: int) -> Iterator[Appointment | Client]:
        """First those who have an appointment, then whoever drops in."""
        agenda = self._agenda.pop(day, [])
        for appointment in agenda:
            appointment.client.next_on = None
        kept = [entry for entry in agenda if entry.client.is_there(day)][:wanted]
        yield from kept
        for place in range(left - len(kept), left - wanted, -1):
            of = self._turn(place) if place <= self.urgent else None
            client = self.clients.draw(day, of)
            if client is None and day == self.last:
                client = self.clients.somebody()
            if client is None:
                return
            yield client

    def _turn(self, left: int) -> Worker:
        """The last talks are shared out, so that each worker has something to do this week."""
        return self.background.workers[left % len(self.background.workers)]

    def _receive(self, day: date, visitor: Appointment | Client, left: int) -> None:
        is_urgent = left <= self.urgent
        if isinstance(visitor, Appointment):
            client, worker, at = visitor.client, visitor.worker, visitor.at
            kind = APPOINTED.draw(self.random)
        else:
            client, worker = visitor, self._worker_for(visitor)
            at, kind = self._free_slot(day, worker), DROPPED_IN.draw(self.random)
        if is_urgent:
            worker, kind = self._turn(left), SessionKind.FOLLOW_UP
        if client.met_on is None and client.begins >= self.background.today - LONG:
            kind = SessionKind.FIRST
        client.met_on = day
        next_at = self._next_appointment(day, client, worker, kind, is_urgent)
        self.protocols.write(Visit(day, at, client, worker, kind, next_at, is_urgent))

    def _worker_for(self, client: Client) -> Worker:
        """Mostly the responsible one, sometimes a colleague."""
        if client.worker is None or self.random.random() < 0.1:
            return self.random.choice(self.background.workers)
        return client.worker

    def _free_slot(self, day: date, worker: Worker) -> time:
        free = [slot for slot in SLOTS if (day, worker.id, slot) not in self._taken]
        slot = self.random.choice(free or SLOTS)
        self._taken.add((day, worker.id, slot))
        return slot

    def _next_appointment(
        self, day: date, client: Client, worker: Worker, kind: SessionKind, is_urgent: bool
    ) -> datetime | None:
        """On a working day within four weeks; after the last talks within the week."""
        share = 0.7 if kind in MISSED else WITH_NEXT
        if not is_urgent and (client.next_on is not None or self.random.random() >= share):
            return None
        days, today = self.background.days, self.background.today
        if is_urgent:
            soon = days.between(today + timedelta(days=1), today + WEEK) or [today]
            next_on = self.random.choice(soon)
        else:
            next_on = days.after(day, self.random.randrange(5, 21))
            if len(self._agenda[next_on]) >= self._most or not client.is_there(next_on):
                return None
        at = self._free_slot(next_on, worker)
        client.next_on = next_on
        self._agenda[next_on].append(Appointment(client, worker, at))
        return datetime.combine(next_on, at)

"""The demo's calendar: agreed appointments, what became of them, and what else fills a week."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import cast

from sqlalchemy import Table, case, func, select, update

from models import Absence, Appointment, Building, CounsellingSession, Unit, db
from models.absence import AbsenceKind
from models.appointment import AppointmentKind, AppointmentState, InterpreterState
from models.catalogue import OfficeLocation
from models.counselling_session import SessionKind
from seed.demo_background import Background, Worker
from seed.demo_chance import Lot
from seed.demo_clients import Client
from seed.demo_rows import Rows

USUAL = 45  # minutes
WEEKS_AHEAD = 3
INTERPRETER = Lot(
    {InterpreterState.CONFIRMED: 5, InterpreterState.ORDERED: 3, InterpreterState.TO_ORDER: 2}
)
ROUND_AT, ROUND_MINUTES = time(13), 90
VISIT_AT, VISIT_MINUTES = time(16), 60
TRAINING = (8, 9)  # days from today on


class Calendar:
    """Has a chance of its own, so that people and talks stay the same with or without it."""

    def __init__(self, background: Background, rows: Rows) -> None:
        self.background, self.rows = background, rows
        self.random = Random(background.today.toordinal())
        self._locations = [
            background.id(OfficeLocation, code)
            for code in ("kaiserstrasse_10", "duesselberger_strasse_15")
        ]

    def agree(
        self, session_id: int, client: Client, worker: Worker, at: datetime, is_outside: bool
    ) -> None:
        """The next appointment of a talk, at one of the two offices; `settle` tells its fate."""
        needs_help = client.needs_interpreter and client.language not in worker.languages
        self.rows.add(
            Appointment,
            session_id=session_id,
            person_id=client.person_id,
            worker_id=worker.id,
            starts_at=at,
            minutes=USUAL,
            office_location_id=self._locations[is_outside],
            interpreter=INTERPRETER.draw(self.random)
            if needs_help
            else InterpreterState.NOT_NEEDED,
        )

    def fill(self, clients: list[Client]) -> None:
        """Rounds, home visits and an absence of these weeks; then what became of the rest."""
        days = self.background.days.between(
            self.background.today, self.background.today + timedelta(weeks=WEEKS_AHEAD)
        )
        with db.engine.connect() as connection:
            lived_in = select(Building.accommodation_id).join(Unit, Unit.building_id == Building.id)
            sites = sorted(set(connection.scalars(lived_in)))
            is_first = not connection.scalar(select(func.count()).select_from(Absence))
        for number, worker in enumerate(self.background.workers):
            own = [client for client in clients if client.worker is worker]
            for day in days[number % 5 :: 5]:
                self._add_round(day, worker, self.random.choice(sites))
            for day in days[(number + 2) % 5 :: 5]:
                if at_home := [client for client in own if client.is_there(day)]:
                    self._add_visit(day, worker, self.random.choice(at_home))
        if is_first:
            self._add_training(days)
        self.rows.write()
        self._settle()

    def _add_round(self, day: date, worker: Worker, site_id: int) -> None:
        self.rows.add(
            Appointment,
            worker_id=worker.id,
            starts_at=datetime.combine(day, ROUND_AT),
            minutes=ROUND_MINUTES,
            kind=AppointmentKind.SHELTER_ROUND,
            accommodation_id=site_id,
        )

    def _add_visit(self, day: date, worker: Worker, client: Client) -> None:
        self.rows.add(
            Appointment,
            person_id=client.person_id,
            worker_id=worker.id,
            starts_at=datetime.combine(day, VISIT_AT),
            minutes=VISIT_MINUTES,
            kind=AppointmentKind.HOME_VISIT,
        )

    def _add_training(self, days: list[date]) -> None:
        worker = self.background.workers[-1]
        deputy = self.background.deputy_of(worker)
        begins, ends = (days[min(place, len(days) - 1)] for place in TRAINING)
        self.rows.add(
            Absence,
            worker_id=worker.id,
            begins_on=begins,
            ends_on=ends,
            kind=AbsenceKind.TRAINING,
            deputy_id=deputy.id if deputy else None,
        )

    def _settle(self) -> None:
        """A talk on the day says whether somebody came; what is past is kept."""
        table, talk = cast(Table, Appointment.__table__), CounsellingSession
        fate = (
            select(
                func.min(
                    case(
                        (talk.kind == SessionKind.NO_SHOW, 1),
                        (talk.kind == SessionKind.CANCELLED, 2),
                        else_=0,
                    )
                )
            )
            .where(
                talk.person_id == table.c.person_id,
                talk.held_on == func.date(table.c.starts_at),
            )
            .scalar_subquery()
        )
        is_past = table.c.starts_at < datetime.combine(self.background.today, time())
        states = case(
            (fate == 1, AppointmentState.MISSED.name),
            (fate == 2, AppointmentState.CANCELLED.name),
            else_=AppointmentState.KEPT.name,
        )
        with db.engine.begin() as connection:
            connection.execute(update(table).where(is_past).values(state=states))

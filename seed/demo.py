"""An invented town for trying out: `flask seed demo` and `make run`. Nobody in it exists."""

from collections.abc import Callable
from datetime import date

from models.acting import acting
from models.base import db
from seed.demo_background import Background
from seed.demo_cases import Cases, Tenants, cases_of
from seed.demo_clients import Client, clients_of
from seed.demo_events import add_network
from seed.demo_households import Households
from seed.demo_housing import Housing
from seed.demo_months import add_closings
from seed.demo_own_fields import OwnAnswers
from seed.demo_partners import add_partners
from seed.demo_people import People
from seed.demo_periods import Periods
from seed.demo_referrals import Referrals
from seed.demo_rows import Rows
from seed.demo_sessions import STEP, Sessions
from seed.demo_tasks import Tasks
from seed.demo_text_blocks import add_text_blocks
from seed.demo_texts import Texts
from seed.demo_upkeep import add_upkeep
from seed.demo_volunteers import add_volunteers

Tell = Callable[[str, int, int], None]


def seed_demo(
    persons: int,
    sessions: int,
    tell: Tell,
    today: date | None = None,
    *,
    cases: int | None = None,
    partners: int = 0,
) -> None:
    """Add so many people and talks, the same each time for an empty database.

    Reference data and social workers must be there. `tell` hears the step, how far it is and how
    far it goes. All days are counted from `today`, so that the demo looks current. `cases` is the
    number of eviction cases, by default what a town of this size has; the directory is filled up
    to `partners` entries.
    """
    db.session.commit()  # an open transaction of the session would lock us out on SQLite
    background = Background(today or acting().today)
    rows = Rows()
    try:
        add_partners(background.random(), rows, partners, background.today)
        _Town(background, rows, tell).fill(persons, sessions, cases)
        add_upkeep(background.random(), rows, background.today)
    finally:
        rows.leave_counters()


class _Town:
    def __init__(self, background: Background, rows: Rows, tell: Tell) -> None:
        self.background, self.rows, self.tell = background, rows, tell
        self.random = background.random()
        self.clients: list[Client] = []
        self.tenants = Tenants()
        self.own = OwnAnswers(background, rows)

    def fill(self, persons: int, sessions: int, cases: int | None) -> None:
        shared = (self.random, self.background, self.rows)
        housing = Housing(*shared)
        housing.add_units(persons, self.tell)
        self.own.add_to_units()
        self._add_people(housing, persons)
        Tasks(*shared, Texts(self.random, self.background)).add_of_office()
        add_text_blocks(self.rows)
        add_volunteers(self.background, self.rows)
        add_closings(self.rows, self.background.today)
        add_network(self.background, self.rows)
        talks = Sessions(*shared, self.clients)
        talks.add(sessions, self.tell)
        if sessions:
            talks.protocols.calendar.fill(self.clients)
            Referrals(*shared).add(self.clients)
        Cases(*shared).add(cases_of(persons) if cases is None else cases, self.tenants, self.tell)

    def _add_people(self, housing: Housing, persons: int) -> None:
        """Household by household, until there are so many people."""
        shared = (self.random, self.background, self.rows)
        households, people = Households(self.random, self.background), People(*shared)
        periods = Periods(*shared, households.profiles)
        today, done = self.background.today, 0
        while done < persons:
            home = households.draw(persons - done)
            parts = housing.plan(home)
            household = people.add(home)
            self.own.add_to_people(home, household)
            housing.add_stays(home, parts)
            periods.add(home)
            self.clients += clients_of(home, today, self.random)
            self.tenants.consider(home, household, people.some_address(), today)
            done += len(home.members)
            if self.rows.count >= STEP:
                self.rows.write()
                self.tell("Personen", done, persons)
        self.rows.write()
        self.tell("Personen", persons, persons)

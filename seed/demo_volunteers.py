"""The demo's volunteers, all invented, with what they did this year and are asked for now."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from sqlalchemy import func, select

from models import (
    Assignment,
    Volunteer,
    VolunteerAvailability,
    VolunteerLanguage,
    VolunteerOffering,
    db,
)
from models.assignment import AssignmentState
from models.catalogue import Language, VolunteerService
from models.office_hour import Weekday
from models.person import LanguageLevel, Sex
from models.rules.volunteering import KEPT_AFTER_END, conduct_valid_until
from models.volunteer import TravelReach
from seed.demo_background import Background
from seed.demo_rows import Rows
from seed.files import read_rows

WEEKS_BACK, WEEKS_AHEAD = 44, 2
INITIALS = "ABDEFHJKLMNRSTZ"
PLACES = ("Kaiserstraße 10", "Rathaus, Zimmer 118", "Jobcenter Haan", "Ellscheider Straße", None)
MINUTES = (45, 60, 60, 90, 120)
Row = dict[str, str]


def add_volunteers(background: Background, rows: Rows) -> None:
    """Those of the list, once; a second filling of the demo leaves them as they are."""
    with db.engine.connect() as connection:
        if connection.scalar(select(func.count()).select_from(Volunteer)):
            return
    helpers = _Volunteers(background, rows)
    for row in read_rows("demo/volunteers.csv"):
        helpers.add(row)
    rows.write()


class _Volunteers:
    def __init__(self, background: Background, rows: Rows) -> None:
        self.background, self.rows, self.today = background, rows, background.today
        self.random = Random(background.today.toordinal())

    def add(self, row: Row) -> None:
        days = {name: self._ago(row[name]) for name in ("sworn", "conduct", "consent", "began")}
        away = self.today + timedelta(days=int(row["away"])) if row["away"] else None
        ended, issued = self._ago(row["ended"]), days["conduct"]
        number = self.rows.add(
            Volunteer,
            **{name: row[name] or None for name in ("family_name", "given_name", "town", "phone")},
            sex=Sex[row["sex"].upper()],
            reach=TravelReach[row["reach"]],
            travel_note=row["travel_note"] or None,
            is_flexible=row["is_flexible"] == "yes",
            is_paid=row["is_paid"] == "yes",
            hourly_fee=Decimal(35) if row["is_paid"] == "yes" else None,
            confidentiality_on=days["sworn"],
            conduct_issued_on=issued,
            conduct_seen_on=issued + timedelta(days=14) if issued else None,
            conduct_until=conduct_valid_until(issued) if issued else None,
            consent_on=days["consent"],
            began_on=days["began"],
            away_from=self.today if away else None,
            away_until=away,
            ended_on=ended,
            delete_on=ended + KEPT_AFTER_END if ended else None,
        )
        services = [self.background.id(VolunteerService, code) for code in _parts(row["services"])]
        for service in services:
            self.rows.add(VolunteerOffering, volunteer_id=number, service_id=service)
        self._add_languages(number, row)
        times = [self._add_time(number, text) for text in _parts(row["times"])]
        until = ended or self.today
        self._add_assignments(number, row, services, times, until)

    def _ago(self, days: str) -> date | None:
        return self.today - timedelta(days=int(days)) if days else None

    def _add_languages(self, number: int, row: Row) -> None:
        for text in _parts(row["languages"]):
            code, level = text.split(":")
            self.rows.add(
                VolunteerLanguage,
                volunteer_id=number,
                language_id=self.background.id(Language, code),
                level=LanguageLevel[level],
            )

    def _add_time(self, number: int, text: str) -> tuple[Weekday, time]:
        day, span = text.split(" ")
        starts, ends = map(time.fromisoformat, span.split("-"))
        weekday = Weekday(int(day))
        self.rows.add(
            VolunteerAvailability,
            volunteer_id=number,
            weekday=weekday,
            starts_at=starts,
            ends_at=ends,
        )
        return weekday, starts

    def _add_assignments(
        self,
        number: int,
        row: Row,
        services: list[int],
        times: list[tuple[Weekday, time]],
        until: date,
    ) -> None:
        """Now and then, always at a usual time; the last ones are still to come."""
        interpreting = self.background.id(VolunteerService, "interpreting")
        first = _parts(row["languages"])[0].split(":")[0]
        every = self.random.choice((2, 3, 4))
        for week in range(-WEEKS_BACK, WEEKS_AHEAD, every):
            weekday, starts = self.random.choice(times)
            monday = self.today - timedelta(days=self.today.weekday()) + timedelta(weeks=week)
            day = monday + timedelta(days=int(weekday))
            service = self.random.choice(services)
            is_sworn = bool(row["sworn"]) or service != interpreting
            if day > until + timedelta(weeks=WEEKS_AHEAD) or (row["ended"] and day > until):
                continue
            if not is_sworn:
                continue
            language = self.background.id(Language, first) if service == interpreting else None
            self.rows.add(
                Assignment,
                volunteer_id=number,
                service_id=service,
                language_id=language,
                **self._when(datetime.combine(day, starts)),
            )

    def _when(self, starts: datetime) -> dict[str, Any]:
        random, minutes = self.random, self.random.choice(MINUTES)
        asked = starts.date() - timedelta(days=random.randint(2, 9))
        is_past = starts.date() < self.today
        state = AssignmentState.DONE if is_past else AssignmentState.ACCEPTED
        if random.random() < 0.12:
            state = AssignmentState.DECLINED
        elif not is_past and random.random() < 0.5:
            state = AssignmentState.ASKED
        hours = Decimal(minutes + 30) / 60 if state is AssignmentState.DONE else None
        return {
            "starts_at": starts,
            "minutes": minutes,
            "state": state,
            "hours": hours,
            "place": random.choice(PLACES),
            "person_initials": f"{random.choice(INITIALS)}. {random.choice(INITIALS)}.",
            "asked_by_id": random.choice(self.background.workers).id,
            "asked_on": min(asked, self.today),
            "answered_on": None if state is AssignmentState.ASKED else min(asked, self.today),
        }


def _parts(text: str) -> list[str]:
    return [part for part in text.split(";") if part]

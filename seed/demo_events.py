"""The demo's events: last year's, this year's, and what is proposed for the next (concept 4.10)."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from models import (
    Event,
    EventFunding,
    EventGroup,
    EventMaterial,
    EventPartner,
    EventStaff,
    EventTask,
    db,
)
from models.catalogue import FundingSource
from models.event import TOLD_OUTSIDE, EventKind, EventState, Recurrence
from models.event_parts import Audience
from models.event_series import RULES
from models.rules.recurrence import Rule, due_day, in_year
from seed.demo_background import Background
from seed.demo_network import Network
from seed.demo_rows import Rows
from seed.files import read_rows

PLANNED_AHEAD = timedelta(days=150)
ANNOUNCED_AHEAD = timedelta(days=45)
NOT_YET = "fest"  # held every year, and nobody proposed the next one yet
Row = dict[str, str]


class Events:
    def __init__(self, network: Network) -> None:
        self.network, self.rows, self.today = network, network.rows, network.today
        self._of: dict[str, dict[str, list[Row]]] = {
            "tasks": _by_code("demo/event_tasks.csv"),
            "money": _by_code("demo/event_money.csv"),
            "material": _by_code("demo/event_material.csv"),
            "groups": _by_code("demo/event_groups.csv"),
        }

    def add(self) -> None:
        for row in read_rows("demo/events.csv"):
            self._add_series(row)
        self.rows.write()

    def _add_series(self, row: Row) -> None:
        """Last year's and this year's; next year's where this one is over."""
        base, former = date.fromisoformat(row["begins_on"]), None
        rule = RULES.get(Recurrence[row["recurrence"]], Rule.FIXED_DAY)
        years = [self.today.year - 1, self.today.year]
        if row["recurrence"] != "NONE" and row["code"] != NOT_YET:
            years.append(self.today.year + 1)
        for year in years:
            day = in_year(base, year, rule)
            if year <= self.today.year or in_year(base, year - 1, rule) < self.today:
                former = self._add_event(row, day, former)

    def _add_event(self, row: Row, day: date, former: int | None) -> int:
        last = day + timedelta(days=int(row["days"]))
        state = self._state(day, last)
        is_over = state is EventState.DONE
        key = self.rows.add(
            Event,
            name=row["name"].format(year=day.year),
            kind=EventKind[row["kind"]],
            state=state,
            begins_on=day,
            ends_on=last if last != day else None,
            opens_at=_clock(row["opens_at"]),
            closes_at=_clock(row["closes_at"]),
            place=row["place"],
            worker_id=self.network.keeper,
            recurrence=Recurrence[row["recurrence"]],
            is_public=row["is_public"] == "ja",
            public_text=row["public_text"] or None,
            budget=Decimal(row["budget"]),
            participants=int(row["participants"]) + day.year % 7 if is_over else None,
            went_well=row["went_well"] if is_over else None,
            next_time=row["next_time"] if is_over else None,
            previous_id=former,
            told_outside_on=min(day - ANNOUNCED_AHEAD, self.today)
            if row["is_public"] == "ja" and state in TOLD_OUTSIDE
            else None,
        )
        for partner in self.network.partners_named(row["partners"]):
            self.rows.add(EventPartner, event_id=key, partner_id=partner)
        for place in (1, 2):
            self.rows.add(EventStaff, event_id=key, staff_id=self.network.staff(place))
        self._add_tasks(row["code"], key, day, state)
        self._add_parts(row["code"], key, state)
        return key

    def _state(self, day: date, last: date) -> EventState:
        if last < self.today:
            return EventState.DONE
        if day <= self.today + ANNOUNCED_AHEAD:
            return EventState.ANNOUNCED
        is_planned = day <= self.today + PLANNED_AHEAD
        return EventState.PLANNED if is_planned else EventState.IDEA

    def _add_tasks(self, code: str, key: int, day: date, state: EventState) -> None:
        for row in self._of["tasks"].get(code, ()):
            days, place = int(row["days_before"]), int(row["who"])
            worker = self.network.staff(place)
            line = self.rows.add(
                EventTask,
                event_id=key,
                what=row["what"],
                days_before=days,
                worker_id=worker if place else None,
            )
            if state is not EventState.IDEA:
                due_on = due_day(day, days)
                self.network.add_task("event_task_id", line, row["what"], worker, due_on)

    def _add_parts(self, code: str, key: int, state: EventState) -> None:
        is_over, is_idea = state is EventState.DONE, state is EventState.IDEA
        for row in self._of["material"].get(code, ()):
            said: dict[str, Any] = {name: row[name] for name in ("what", "quantity", "origin")}
            self.rows.add(EventMaterial, event_id=key, is_ready=is_over, **said)
        for row in self._of["money"].get(code, ()):
            self.rows.add(
                EventFunding,
                event_id=key,
                funding_source_id=self.network.background.id(FundingSource, row["source"]),
                planned=Decimal(row["planned"]),
                granted=None if is_idea else Decimal(row["granted"]),
                spent=Decimal(row["spent"]) if is_over else None,
                reference=None if is_idea else row["reference"] or None,
            )
        for row in self._of["groups"].get(code, ()) if is_over else ():
            audience = Audience[row["audience"]]
            self.rows.add(EventGroup, event_id=key, audience=audience, number=int(row["number"]))


def _by_code(name: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in read_rows(name):
        found.setdefault(row["code"], []).append(row)
    return found


def _clock(cell: str) -> time | None:
    return time.fromisoformat(cell) if cell else None


def add_network(background: Background, rows: Rows) -> None:
    """Once; a second filling adds people only."""
    with db.engine.connect() as connection:
        known = connection.scalar(select(func.count()).select_from(Event))
    if not known:
        network = Network(background, rows)
        network.add()
        Events(network).add()

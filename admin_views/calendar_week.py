"""The calendar: one week of a worker or of a location, drawn by the server."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import flash, request
from flask_babel import format_date, gettext

from admin_views.calendar_feed import CalendarFeedPages
from admin_views.calendar_grid import QUARTER, Drawn, drawn_at, hours_of, side_by_side
from admin_views.enum_labels import enum_label
from admin_views.eviction_labels import CASE_FIELDS, RULES
from admin_views.fields import read_day
from admin_views.formats import weekday_and_day
from admin_views.labels import FIELDS
from admin_views.table_labels import TABLES
from models.acting import acting
from models.appointment import AppointmentKind, AppointmentState, InterpreterState
from models.permissions import Action, DataClass
from models.reports.calendar_blocks import Block
from models.reports.calendar_owners import Owner, owners
from models.reports.calendar_week import Day, DueDay, Week, week_of_location, week_of_worker
from models.reports.network_blocks import EventDay
from models.rules.free_slots import Span
from models.rules.working_days import same_or_next

WORKING_DAYS = 5
OTHER_TABLES = frozenset({"network_meeting", "event"})
LOOKS = {
    AppointmentKind.HOME_VISIT: "out",
    AppointmentKind.SHELTER_ROUND: "out",
    AppointmentKind.ACCOMPANIMENT: "out",
}


@dataclass(frozen=True)
class Entry:
    drawn: Drawn
    looks: str
    clock: str
    until: str
    title: str
    small: str
    warnings: list[str]
    url: str | None


@dataclass(frozen=True)
class Slot:
    drawn: Drawn
    label: str
    url: str


@dataclass(frozen=True)
class Column:
    """One day: its head, its entries in order of time, what is open and what is free."""

    key: str
    label: str
    is_today: bool
    notes: list[tuple[str, str]]
    due: list[tuple[str, str]]
    events: list[tuple[str, str]]
    openings: list[tuple[Drawn, str]]
    entries: list[Entry]
    slots: list[Slot]
    add_url: str | None


class CalendarWeek(CalendarFeedPages):
    """Mixin of the calendar: the page of one week."""

    def week_page(self) -> str:
        choices = owners(acting())
        if not choices:
            return self.feed_page()
        owner = _chosen(choices)
        monday = _monday()
        load = week_of_worker if owner.is_worker else week_of_location
        week = load(owner.id, monday, acting())
        begin, end = hours_of(week)
        columns = [self._column(day, week, owner, begin) for day in _shown(week)]
        last = monday + timedelta(days=len(columns) - 1)
        return self.render(
            "calendar_week.html",
            title=gettext("Calendar"),
            owner=owner,
            choices=choices,
            period=gettext(
                "Week %(number)s: %(first)s to %(last)s",
                number=monday.isocalendar().week,
                first=weekday_and_day(monday),
                last=weekday_and_day(last),
            ),
            ways=self._ways(owner, monday),
            day=f"{monday:%d.%m.%Y}",
            hours=[(Drawn((hour - begin) * 4 + 1, 4), f"{hour}:00") for hour in range(begin, end)],
            columns=columns,
            may_add=_may_add(),
            may_leave=acting().may(Action.CREATE, DataClass.ABSENCE),
        )

    def _ways(self, owner: Owner, monday: date) -> list[tuple[str, str]]:
        week = timedelta(weeks=1)
        ways = (
            (gettext("Previous week"), monday - week),
            (gettext("This week"), None),
            (gettext("Next week"), monday + week),
        )
        return [(label, self._address(owner, day)) for label, day in ways]

    def _address(self, owner: Owner, day: date | None) -> str:
        asked = {"day": day.isoformat()} if day else {}
        return self.get_url(".index", of=owner.key, **asked)

    def _column(self, day: Day, week: Week, owner: Owner, begin: int) -> Column:
        back = self._address(owner, day.on)
        opened = _placed([one.span for one in day.openings], begin)
        taken = _placed([block.span for block in day.blocks], begin)
        may_add = bool(day.free) and _may_add()
        return Column(
            f"d{day.on:%Y%m%d}",
            weekday_and_day(day.on),
            day.on == acting().today,
            _notes(day, owner),
            [self._due(one) for one in day.due],
            [self._event(one) for one in day.events],
            [
                (place, f"{_clock(one.span)} {week.locations[one.location_id]}")
                for place, one in zip(opened, day.openings, strict=True)
            ],
            [
                self._entry(block, place, owner)
                for place, block in zip(taken, day.blocks, strict=True)
            ],
            [self._slot(*free, owner, begin, back) for free in (day.free if may_add else ())],
            self._add_url(*day.free[0], owner, back) if may_add else None,
        )

    def _due(self, one: DueDay) -> tuple[str, str]:
        url = self.get_url("eviction_case.details_view", id=one.case_id)
        return f"{RULES.get(one.rule, one.rule)}: {one.title}", url

    def _event(self, one: EventDay) -> tuple[str, str]:
        """Which of its days it is, or until when it lasts into the morning."""
        text = one.name
        if one.until is not None:
            text = gettext("%(what)s, until %(clock)s", what=one.name, clock=f"{one.until:%H:%M}")
        elif one.of > 1:
            text = gettext(
                "%(what)s, day %(number)s of %(of)s", what=one.name, number=one.number, of=one.of
            )
        return text, self.get_url("event.details_view", id=one.event_id)

    def _slot(
        self, at: datetime, location: int | None, owner: Owner, begin: int, back: str
    ) -> Slot:
        day, clock = format_date(at, "EEEE d. MMMM"), f"{at:%H:%M}"
        return Slot(
            drawn_at(Span(at, at + 2 * QUARTER), begin),
            gettext("New appointment: %(day)s, %(clock)s", day=day, clock=clock),
            self._add_url(at, location, owner, back),
        )

    def _add_url(self, at: datetime, location: int | None, owner: Owner, back: str) -> str:
        asked = {"at": f"{at:%Y-%m-%dT%H:%M}", "url": back}
        if location:
            asked["location"] = str(location)
        if owner.is_worker:
            asked["worker"] = str(owner.id)
        return self.get_url("appointment.create_view", **asked)

    def _entry(self, block: Block, drawn: Drawn, owner: Owner) -> Entry:
        url = self.get_url(f"{block.table}.details_view", id=block.record_id)
        return Entry(
            drawn,
            _looks(block),
            f"{block.span.starts:%H:%M}",
            f"{block.span.ends:%H:%M}",
            _title(block),
            " · ".join(filter(None, _facts(block, owner))),
            _warnings(block),
            url if block.is_open else None,
        )


def _may_add() -> bool:
    return acting().may(Action.CREATE, DataClass.SESSION)


def _chosen(choices: list[Owner]) -> Owner:
    """Whose calendar is asked for; else one's own, else the first there is."""
    asked, mine = request.args.get("of", ""), f"worker-{acting().staff_id}"
    by_key = {choice.key: choice for choice in choices}
    if asked and asked not in by_key:
        flash(gettext("There is no such calendar; this is the first that can be shown."), "error")
    return by_key.get(asked) or by_key.get(mine) or choices[0]


def _monday() -> date:
    """Of the week asked for by any of its days; without one of the next day of work."""
    day, text = same_or_next(acting().today), request.args.get("day", "").strip()
    if text:
        try:
            day = read_day(text)
        except ValueError as unreadable:
            flash(str(unreadable), "error")
    return day - timedelta(days=day.weekday())


def _shown(week: Week) -> tuple[Day, ...]:
    """Monday to Friday; the weekend where something stands there."""
    weekend = week.days[WORKING_DAYS:]
    is_busy = any(day.blocks or day.due or day.events for day in weekend)
    return week.days if is_busy else week.days[:WORKING_DAYS]


def _placed(spans: list[Span], begin: int) -> list[Drawn]:
    return side_by_side(spans, [drawn_at(span, begin) for span in spans])


def _clock(span: Span) -> str:
    return f"{span.starts:%H:%M}–{span.ends:%H:%M}"


def _notes(day: Day, owner: Owner) -> list[tuple[str, str]]:
    """Colour and words: a holiday, and who is away."""
    notes = [("grey", day.holiday)] if day.holiday else []
    for name in day.away:
        text = gettext("away") if owner.is_worker else gettext("%(name)s is away", name=name)
        notes.append(("amber", text))
    return notes


def _title(block: Block) -> str:
    if not block.is_open:
        return gettext("taken")
    return block.title or (enum_label(block.kind) if block.kind else "")


def _looks(block: Block) -> str:
    if not block.is_open:
        looks = "busy"
    elif block.fact:
        looks = "court"
    elif block.table in OTHER_TABLES:
        looks = "out"
    else:
        looks = LOOKS.get(block.kind, "talk") if block.kind else "talk"
    is_over = block.state is not AppointmentState.PLANNED
    has_warning = block.has_clash or block.has_no_room
    return looks + (" over" if is_over else "") + (" clash" if has_warning else "")


def _facts(block: Block, owner: Owner) -> list[str]:
    """What stands small below the title: kind, interpreter, place or worker, what became of it."""
    facts = []
    if block.table in OTHER_TABLES and block.is_open:
        facts.append(str(TABLES[block.table][0]))
    if block.fact:
        facts.append(str(CASE_FIELDS.get(block.fact) or FIELDS[block.fact]))
    elif block.kind and block.kind is not AppointmentKind.INDIVIDUAL and block.title:
        facts.append(enum_label(block.kind))
    if block.interpreter is not InterpreterState.NOT_NEEDED:
        state = enum_label(block.interpreter)
        facts.append(gettext("interpreter: %(state)s", state=state))
    facts.append(block.where if owner.is_worker else block.worker)
    if block.is_open and block.state is not AppointmentState.PLANNED:
        facts.append(enum_label(block.state))
    return facts


def _warnings(block: Block) -> list[str]:
    warnings = []
    if block.has_clash:
        warnings.append(gettext("at the same time"))
    if block.has_no_room:
        warnings.append(gettext("no free room"))
    return warnings

"""Next year's event: its day by the rule of its series, its list of tasks taken along (4.10)."""

from datetime import date

from models.base import Broken, RulesBroken, msg
from models.event import Event, EventState, Recurrence
from models.event_parts import EventFunding, EventMaterial, EventTask
from models.rules.recurrence import Rule, in_year
from models.staff import Staff

RULES = {
    Recurrence.FIXED_DAY: Rule.FIXED_DAY,
    Recurrence.WEEKDAY_FROM_START: Rule.WEEKDAY_FROM_START,
    Recurrence.WEEKDAY_FROM_END: Rule.WEEKDAY_FROM_END,
}
GOES_ON = ("kind", "opens_at", "closes_at", "place", "recurrence", "public_text", "budget")


def next_day(event: Event) -> date:
    """A year later by its rule; an event of no series keeps its date."""
    rule = RULES.get(event.recurrence, Rule.FIXED_DAY)
    return in_year(event.begins_on, event.begins_on.year + 1, rule)


def next_name(event: Event, begins_on: date) -> str:
    """The same name; where the year stands in it, the new one."""
    return event.name.replace(str(event.begins_on.year), str(begins_on.year))


def follow_up(event: Event, begins_on: date, name: str) -> Event:
    """An idea with tasks, material and sources of money; not public, and nothing counted yet.

    Raises RulesBroken where there is one already, or the day is not later.
    """
    if event.follow_up is not None:
        text = msg("Next year's is there already: %(name)s.")
        raise RulesBroken(Broken("", text, name=event.follow_up.name))
    if begins_on <= event.last_day:
        raise RulesBroken(Broken("begins_on", msg("The next one comes after this one.")))
    following = Event(name=name, state=EventState.IDEA, begins_on=begins_on, previous=event)
    for field in GOES_ON:
        setattr(following, field, getattr(event, field))
    following.ends_on = begins_on + (event.ends_on - event.begins_on) if event.ends_on else None
    following.worker = event.worker
    following.staff = [one for one in event.staff if one.active]
    following.partners = list(event.partners)
    _take_along(event, following)
    return following


def _take_along(event: Event, following: Event) -> None:
    following.tasks = [
        EventTask(what=row.what, days_before=row.days_before, worker=_still_here(row.worker))
        for row in event.tasks
    ]
    following.materials = [
        EventMaterial(what=row.what, quantity=row.quantity, origin=row.origin)
        for row in event.materials
    ]
    following.fundings = [
        EventFunding(funding_source=row.funding_source, planned=row.planned)
        for row in event.fundings
    ]


def _still_here(worker: Staff | None) -> Staff | None:
    return worker if worker is not None and worker.active else None

"""Events: states, tasks that follow the day, people as numbers, and who changes what."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time

import pytest

from models import Event, EventFunding, EventGroup, EventTask, Task
from models.acting import Acting
from models.base import RulesBroken
from models.catalogue import FundingSource
from models.event import EventState
from models.event_parts import Audience
from models.permissions import Role
from models.task import TaskState
from tests.factories import TODAY, Office

Act = Callable[[Role], AbstractContextManager[Acting]]


def planned(office: Office, **values: object) -> Event:
    """With a list of three, one for the social worker."""
    tasks = [
        EventTask(what="Raum anfragen", days_before=10),
        EventTask(what="Urkunden drucken", days_before=1, worker=office.staff("sozialarbeit")),
        EventTask(what="Verwendungsnachweis", days_before=-30),
    ]
    event = office.event(tasks=tasks, **values)
    event.advance(EventState.PLANNED, TODAY)
    office.session.commit()
    return event


def test_the_list_of_an_idea_is_nobodys_work_yet(office: Office) -> None:
    event = office.event(tasks=[EventTask(what="Raum anfragen", days_before=10)])
    assert office.every(Task) == []
    event.advance(EventState.PLANNED, TODAY)
    office.session.commit()
    assert office.only(Task).what == "Raum anfragen"


def test_planned_work_is_on_the_lists_of_those_who_do_it(office: Office) -> None:
    planned(office)
    found = [(one.what, one.worker, one.due_on) for one in office.every(Task)]
    assert [(what, worker.username if worker else "", on) for what, worker, on in found] == [
        ("Raum anfragen", "koordination", date(2026, 11, 25)),
        ("Urkunden drucken", "sozialarbeit", date(2026, 12, 4)),
        ("Verwendungsnachweis", "koordination", date(2027, 1, 4)),
    ]


def test_tasks_go_along_with_the_event_and_say_why(office: Office) -> None:
    event = planned(office)
    office.every(Task)[1].reschedule(date(2026, 12, 3), "Druckerei schließt")
    office.session.commit()
    event.begins_on = date(2026, 12, 12)
    office.session.commit()
    days = [task.due_on for task in office.every(Task)]
    assert days == [date(2026, 12, 2), date(2026, 12, 10), date(2027, 1, 11)]
    assert office.every(Task)[0].reschedulings[-1].reason == "Die Veranstaltung wurde verlegt."


def test_a_cancelled_event_takes_its_tasks_off_the_lists_and_back(office: Office) -> None:
    event = planned(office)
    office.every(Task)[0].close(TODAY)
    event.advance(EventState.CANCELLED, TODAY)
    office.session.commit()
    ended = [TaskState.DONE, TaskState.NOT_POSSIBLE, TaskState.NOT_POSSIBLE]
    assert [task.state for task in office.every(Task)] == ended
    event.advance(EventState.PLANNED, TODAY)
    office.session.commit()
    again = [TaskState.DONE, TaskState.OPEN, TaskState.OPEN]
    assert [task.state for task in office.every(Task)] == again


def test_a_line_taken_out_takes_its_task_along(office: Office) -> None:
    event = planned(office)
    event.tasks.pop()
    office.session.commit()
    assert [task.what for task in office.every(Task)] == ["Raum anfragen", "Urkunden drucken"]


@pytest.mark.parametrize(
    ("to", "values"),
    [
        (EventState.DONE, {"begins_on": date(2026, 11, 1)}),  # an idea is not held
        (EventState.ANNOUNCED, {"place": "Rathaus", "state": EventState.DONE}),
        (EventState.ANNOUNCED, {"state": EventState.PLANNED}),  # where?
        (EventState.DONE, {"state": EventState.PLANNED}),  # it lies ahead
    ],
)
def test_steps_that_make_no_sense_are_refused(
    office: Office, to: EventState, values: dict[str, object]
) -> None:
    with pytest.raises(RulesBroken):
        office.event(**values).advance(to, TODAY)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"ends_on": date(2026, 12, 4)}, "ends_on"),
        ({"ends_on": date(2027, 12, 5)}, "ends_on"),
        ({"opens_at": time(18), "closes_at": time(1)}, "closes_at"),
        ({"participants": 12}, "participants"),
        ({"begins_on": date(2026, 11, 1), "participants": -1}, "participants"),
        ({"budget": -1}, "budget"),
    ],
)
def test_bad_input_is_told_at_its_field(
    office: Office, values: dict[str, object], field: str
) -> None:
    with pytest.raises(RulesBroken) as broken:
        office.event(**values)
    assert [problem.field for problem in broken.value.problems] == [field]


def test_a_wine_festival_may_last_past_midnight(office: Office) -> None:
    office.event(ends_on=date(2026, 12, 6), opens_at=time(18), closes_at=time(1))


@pytest.mark.parametrize(("total", "number"), [(None, 5), (4, 5), (10, -1)])
def test_groups_are_parts_of_all_who_came(office: Office, total: int | None, number: int) -> None:
    groups = [EventGroup(audience=Audience.CHILDREN, number=number)]
    with pytest.raises(RulesBroken):
        office.event(begins_on=date(2026, 11, 1), participants=total, groups=groups)


def test_each_group_is_counted_once(office: Office) -> None:
    groups = [EventGroup(audience=Audience.WOMEN, number=number) for number in (2, 3)]
    with pytest.raises(RulesBroken, match="once"):
        office.event(begins_on=date(2026, 11, 1), participants=9, groups=groups)


def test_money_is_never_negative(office: Office) -> None:
    source = office.entry(FundingSource, "komm_an")
    with pytest.raises(RulesBroken):
        office.event(fundings=[EventFunding(funding_source=source, spent=-1)])


def test_only_those_who_take_part_change_an_event(office: Office, acts_as: Act) -> None:
    event = office.event()
    with acts_as(Role.SOCIAL_WORKER):
        event.place = "Bücherei"
        with pytest.raises(RulesBroken, match="take part"):
            office.session.commit()
    office.session.rollback()
    event.staff = [office.staff("sozialarbeit")]
    office.session.commit()
    with acts_as(Role.SOCIAL_WORKER):
        event.place = "Rathaus"
        office.session.commit()
    assert office.only(Event).place == "Rathaus"

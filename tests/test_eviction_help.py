"""The help plan in the shelter, and the aftercare that calls for its next contact by itself."""

from datetime import date, timedelta

import pytest

from models import EvictionCase, Task
from models.catalogue import PartnerCategory
from models.eviction_step import EvictionState
from models.eviction_tasks import AFTERCARE_CONTACT, AFTERCARE_END, HELP_PLAN
from models.permissions import Role
from models.task import TaskState
from tests.conftest import Sign, token_of
from tests.factories import TODAY, Office

URL = "/admin/eviction_case/help_plan/"


def case_in(office: Office, state: EvictionState) -> EvictionCase:
    case = office.eviction_case(worker=office.staff())
    case.state = state
    office.session.commit()
    return case


def open_tasks(office: Office) -> dict[str, date | None]:
    return {task.what: task.due_on for task in office.every(Task) if task.state is TaskState.OPEN}


def test_each_ticked_area_becomes_a_task_with_its_partner(client_as: Sign, office: Office) -> None:
    case = case_in(office, EvictionState.EMERGENCY_SHELTER)
    office.task(eviction_case=case, what=HELP_PLAN)
    debt = office.partner(name="Schuldnerhilfe", category=office.entry(PartnerCategory, "debt"))
    other = office.partner(name="Arzt", category=office.entry(PartnerCategory, "health"))
    client = client_as(Role.SOCIAL_WORKER)
    token = token_of(client.get(f"{URL}?id={case.id}").text)
    sent = {"DEBT": "1", "DEBT-partner": str(debt.id), "ADDICTION": "1"}
    sent["ADDICTION-partner"] = str(other.id)  # no partner of this area
    for _ in range(2):  # a second click makes no second task
        answer = client.post(f"{URL}?id={case.id}", data={"csrf_token": token, **sent})
        assert answer.status_code == 302
    tasks = {task.what: task for task in office.every(Task) if "vermitteln" in task.what}
    assert len(tasks) == 2
    assert {task.partner_id for task in tasks.values()} == {debt.id, None}
    assert {task.due_on for task in tasks.values()} == {date(2026, 11, 30)}
    plan = next(task for task in office.every(Task) if task.what == HELP_PLAN)
    assert plan.state is TaskState.DONE


@pytest.mark.parametrize(
    ("role", "state", "status"),
    [
        (Role.SOCIAL_WORKER, EvictionState.EMERGENCY_SHELTER, 422),  # nothing ticked
        (Role.SOCIAL_WORKER, EvictionState.CLAIM_PENDING, 409),
        (Role.TEAM_LEAD, EvictionState.EMERGENCY_SHELTER, 403),
        (Role.BENEFITS_CLERK, EvictionState.EMERGENCY_SHELTER, 403),
        (Role.CARETAKER, EvictionState.EMERGENCY_SHELTER, 403),
    ],
)
def test_a_help_plan_is_the_case_workers_and_needs_something_ticked(
    client_as: Sign, office: Office, role: Role, state: EvictionState, status: int
) -> None:
    case, client = case_in(office, state), client_as(role)
    token = token_of(client.get("/admin/").text)
    assert client.post(f"{URL}?id={case.id}", data={"csrf_token": token}).status_code == status


def aftercare(office: Office, until: date) -> Task:
    """A case in aftercare every 28 days whose contact is due today."""
    case = case_in(office, EvictionState.AFTERCARE)
    case.aftercare_from, case.aftercare_until = TODAY - timedelta(days=28), until
    case.aftercare_every = 28
    for task in case.tasks:
        task.state = TaskState.DONE
    office.session.commit()
    return office.task(eviction_case=case, what=AFTERCARE_CONTACT, due_on=TODAY)


def done(office: Office, task: Task) -> None:
    task.state, task.done_on = TaskState.DONE, TODAY
    office.session.commit()


def test_a_contact_that_is_done_calls_for_the_next_one(office: Office) -> None:
    task = aftercare(office, until=TODAY + timedelta(days=28))
    done(office, task)
    assert open_tasks(office) == {AFTERCARE_CONTACT: TODAY + timedelta(days=28)}
    task.note = "Frau Beispiel war da."
    office.session.commit()
    assert len(open_tasks(office)) == 1


def test_after_the_last_contact_the_end_is_proposed(office: Office) -> None:
    done(office, aftercare(office, until=TODAY + timedelta(days=27)))
    assert open_tasks(office) == {AFTERCARE_END: TODAY + timedelta(days=27)}


def test_a_case_that_left_the_aftercare_calls_for_nothing(office: Office) -> None:
    task = aftercare(office, until=TODAY + timedelta(days=90))
    assert task.eviction_case is not None
    task.eviction_case.state = EvictionState.CLOSED
    done(office, task)
    assert open_tasks(office) == {}

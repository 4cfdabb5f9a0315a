"""Tasks: who does what until when, done or not, and from which talk they came."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from models import Task
from models.base import RulesBroken
from models.permissions import Role
from models.task import Doer, TaskState
from tests.conftest import Sign
from tests.factories import TODAY, Office
from tests.forms import Desk

YESTERDAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 24)


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.SOCIAL_WORKER), "task")


@pytest.mark.parametrize(
    "values",
    [
        {"done_on": TODAY},  # still open
        {"done_on": TODAY, "state": TaskState.POSTPONED},
        {"done_on": TOMORROW, "state": TaskState.DONE},
    ],
)
def test_only_a_closed_task_was_done_and_not_in_the_future(
    office: Office, values: dict[str, object]
) -> None:
    with pytest.raises(RulesBroken, match="done_on"):
        office.task(**values)


def test_the_database_itself_knows_no_open_task_that_was_done(office: Office) -> None:
    task = office.task(done_on=TODAY, state=TaskState.DONE)
    with pytest.raises(IntegrityError, match="done_on_when_closed"):
        office.write_past_rules(task, state="OPEN")


@pytest.mark.parametrize(
    ("due_on", "state", "is_late"),
    [
        (YESTERDAY, TaskState.OPEN, True),
        (TODAY, TaskState.OPEN, False),  # the day itself is in time
        (YESTERDAY, TaskState.POSTPONED, True),
        (YESTERDAY, TaskState.DONE, False),
        (YESTERDAY, TaskState.NOT_POSSIBLE, False),
        (None, TaskState.OPEN, False),
    ],
)
def test_a_task_is_overdue_after_its_day(
    office: Office, due_on: date | None, state: TaskState, is_late: bool
) -> None:
    assert office.task(due_on=due_on, state=state).is_overdue(TODAY) is is_late


def test_lists_and_headings_call_a_task_alike(office: Office) -> None:
    task = office.task()
    assert office.title_in_sql(task) == task.title


def test_who_may_not_record_a_task(client_as: Sign) -> None:
    assert client_as(Role.TEAM_LEAD).get("/admin/task/new/").status_code == 403


def test_a_task_is_recorded_done_and_found(desk: Desk, office: Office) -> None:
    person, partner = office.person(), office.partner()
    office.task(due_on=date(2026, 1, 5))
    desk.save({
        "what": "WBS beantragen", "person": str(person.id), "doer": "CLIENT",
        "doer_name": "Tochter", "partner": str(partner.id), "due_on": "15.12.", "note": "Eilt",
    })  # fmt: skip
    [task] = [one for one in office.every(Task) if one.what == "WBS beantragen"]
    assert (task.person_id, task.partner_id, task.doer) == (person.id, partner.id, Doer.CLIENT)
    assert (task.worker_id, task.due_on) == (office.staff().id, date(2026, 12, 15))
    details = desk.details(task)
    for text in ("Tochter", "Eilt", partner.name, "15.12.2026"):
        assert text in details
    assert desk.found(search="beispiel") == [task.id]
    assert desk.found(due_on_from="1.12.26", doer="CLIENT") == [task.id]
    assert desk.refused({"done_on": "heute"}, task) == {"done_on"}
    desk.save({"done_on": "heute", "state": "DONE"}, task)
    assert office.fresh(task).done_on == TODAY


def test_a_task_outlives_its_tie_to_a_talk(desk: Desk, office: Office) -> None:
    talk = office.counselling_session()
    task = office.task(session=talk, person=talk.person)
    desk.save({"session": ""}, task)
    assert office.only(Task).session_id is None


def test_a_task_changed_elsewhere_makes_the_talks_open_form_old(desk: Desk, office: Office) -> None:
    talk = office.counselling_session()
    task = office.task(session=talk, person=talk.person)
    talks = Desk(desk.client, "counselling_session")
    page = talks.open(talk)
    desk.save({"state": "DONE"}, task)
    assert talks.post(page, {"reason": "Neu"}, talk).status_code == 422
    assert office.only(Task).state is TaskState.DONE

"""Tasks at work: ticked off with one click, moved with a reason, handed to a deputy."""

from datetime import date, timedelta

import pytest

from models import ChangeStep, Task, TaskRescheduling
from models.change_step import StepKind
from models.permissions import Role
from models.task import TaskState
from tests.conftest import Sign, token_of
from tests.factories import TODAY, Office
from tests.forms import Desk, errors_of, tree_of

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.SOCIAL_WORKER), "task")


def press(desk: Desk, act: str, task: Task, **sent: str) -> tuple[int, str]:
    token = token_of(desk.client.get("/admin/").text)
    url = f"{desk.url}{act}/?id={task.id}"
    answer = desk.client.post(url, data={"csrf_token": token, **sent})
    return answer.status_code, answer.location or ""


def test_a_task_is_ticked_off_in_the_list_and_taken_back(desk: Desk, office: Office) -> None:
    task = office.task(due_on=TODAY)
    page = desk.client.get(f"{desk.url}?is_closed=no")
    [button] = tree_of(page).xpath("//td[@class='row-acts']//button")
    assert button.get("formaction") == f"/admin/task/done/?id={task.id}"
    assert press(desk, "done", task, url=f"{desk.url}?is_closed=no") == (
        302, f"{desk.url}?is_closed=no",
    )  # fmt: skip
    assert (office.only(Task).state, office.only(Task).done_on) == (TaskState.DONE, TODAY)
    made = office.only(ChangeStep)
    assert made.kind is StepKind.TASK_DONE
    token = token_of(desk.client.get("/admin/").text)
    desk.client.post(f"/admin/change_step/undo/?id={made.id}", data={"csrf_token": token})
    assert (office.only(Task).state, office.only(Task).done_on) == (TaskState.OPEN, None)


def test_a_closed_task_is_not_closed_twice(desk: Desk, office: Office) -> None:
    task = office.task(state=TaskState.DONE, done_on=date(2026, 11, 20))
    assert press(desk, "done", task)[0] == 302
    assert office.only(Task).done_on == date(2026, 11, 20)
    assert office.every(ChangeStep) == []
    assert "schon abgeschlossen" in desk.client.get(desk.url).text
    assert not tree_of(desk.client.get(desk.url)).xpath("//td[@class='row-acts']//button")


def test_a_task_is_moved_with_a_reason_and_remembers_its_days(desk: Desk, office: Office) -> None:
    task = office.task(due_on=TODAY)
    sent = {"due_on": "+7", "reason": "Kein früherer Termin"}
    assert press(desk, "reschedule", task, **sent)[0] == 302
    assert press(desk, "reschedule", task, due_on="15.12.26", reason="Amt geschlossen")[0] == 302
    moved = office.every(TaskRescheduling)
    assert [(row.old_due_on, row.new_due_on, row.reason) for row in moved] == [
        (TODAY, date(2026, 11, 30), "Kein früherer Termin"),
        (date(2026, 11, 30), date(2026, 12, 15), "Amt geschlossen"),
    ]
    assert {row.staff_id for row in moved} == {office.staff().id}
    page = desk.client.get(f"{desk.url}details/?id={task.id}").text
    assert "Kein früherer Termin" in page
    assert "23.11.2026" in page


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"due_on": "+7", "reason": " "}, "reason"),
        ({"due_on": "", "reason": "weil"}, "due_on"),
        ({"due_on": "heute", "reason": "weil"}, "due_on"),  # the day it has
        ({"due_on": "32.1.", "reason": "weil"}, "due_on"),
    ],
)
def test_no_day_is_moved_without_a_reason_or_a_day(
    desk: Desk, office: Office, sent: dict[str, str], field: str
) -> None:
    task = office.task(due_on=TODAY)
    url = f"{desk.url}reschedule/?id={task.id}"
    token = token_of(desk.client.get(url).text)
    answer = desk.client.post(url, data={**sent, "csrf_token": token})
    assert answer.status_code == 422
    assert set(errors_of(answer)) == {field}
    assert office.only(Task).due_on == TODAY
    assert office.every(TaskRescheduling) == []


def test_the_form_of_a_task_asks_why_the_day_is_another(desk: Desk, office: Office) -> None:
    task = office.task(due_on=TODAY)
    assert desk.refused({"due_on": "1.12.26"}, task) == {"why_moved"}
    desk.save({"due_on": "1.12.26", "why_moved": "Urlaub"}, task)
    assert office.only(TaskRescheduling).reason == "Urlaub"
    desk.save({"what": "Neu"}, task)  # nothing moved, nothing asked
    assert "why_moved" not in desk.open()


def test_no_task_is_due_before_its_talk(desk: Desk, office: Office) -> None:
    talk = office.counselling_session()
    task = office.task(session=talk, person=talk.person)
    assert desk.refused({"due_on": "22.11.26"}, task) == {"due_on"}


def test_who_stands_in_for_one_task_sees_and_does_it(client_as: Sign, office: Office) -> None:
    person = office.person()
    office.responsibility(person)
    colleague, deputy = office.staff(), office.staff("sozialarbeit3")
    task = office.task(person=person, worker=colleague, due_on=TODAY)
    desk = Desk(client_as("sozialarbeit3"), "task")
    assert desk.found(whose="mine") == []
    assert press(desk, "done", task)[0] == 404
    task.deputy = deputy
    office.session.commit()
    assert desk.found(whose="mine") == [task.id]
    assert press(desk, "done", task)[0] == 302
    assert office.only(Task).state is TaskState.DONE


def test_mine_and_the_teams(desk: Desk, office: Office) -> None:
    own = office.task()
    free = office.task(worker=office.staff("sozialarbeit2"))
    assert desk.found(whose="mine") == [own.id]
    assert set(desk.found(whose="team")) == {own.id, free.id}
    assert desk.client.get(f"{desk.url}?whose=xyzzy").status_code == 400


def test_a_worker_is_not_their_own_deputy(desk: Desk, office: Office) -> None:
    task = office.task()
    assert desk.refused({"deputy": str(office.staff().id)}, task) == {"deputy"}

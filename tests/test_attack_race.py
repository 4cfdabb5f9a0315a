"""Two clicks at the same moment: a step is taken back once."""

from concurrent.futures import ThreadPoolExecutor

from models import ChangeStep, Task
from models.change_step import StepKind
from models.task import TaskState
from tests.asking import post
from tests.conftest import Sign
from tests.factories import Office


def test_a_step_is_taken_back_once_however_often_it_is_clicked(
    client_as: Sign, office: Office
) -> None:
    task, client = office.task(), client_as("sozialarbeit")
    sent = {"field": "state", "ids": str(task.id), "stage": "do", "state": "NOT_POSSIBLE"}
    assert post(client, "/admin/task/bulk/", **sent).status_code == 302
    made = office.only(ChangeStep)
    others = [client_as("sozialarbeit") for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        url = f"/admin/change_step/undo/?id={made.id}"
        codes = sorted(pool.map(lambda one: post(one, url).status_code, others))
    assert codes[0] == 302
    assert set(codes[1:]) <= {404, 409}
    assert office.only(Task).state is TaskState.OPEN
    undone = [step for step in office.every(ChangeStep) if step.kind is StepKind.UNDONE]
    assert len(undone) == 1

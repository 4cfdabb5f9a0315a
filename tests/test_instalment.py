"""Instalments of an agreement: each is watched by a task until it is paid."""

from datetime import date
from decimal import Decimal

import pytest

from models import EvictionCase, Instalment, Task
from models.eviction_step import EvictionState as S
from models.permissions import Role
from models.task import TaskState
from tests.asking import post
from tests.conftest import Sign
from tests.factories import TODAY, Office
from tests.forms import Desk, fields_of, tree_of, typed_over

URL = "/admin/eviction_case"
AGREED = {
    "agreed_on": "20.11.26",
    "agreement": "Zwei Raten neben der Miete, der Vermieter verzichtet.",
    "instalments-0-due_on": "1.12.26",
    "instalments-0-amount": "80,00",
    "instalments-0-payer": "Uwe Berger",
    "instalments-1-due_on": "1.1.27",
    "instalments-1-amount": "80",
}


@pytest.fixture
def case(client_as: Sign, office: Office) -> EvictionCase:
    """The landlord agreed today; two instalments."""
    made = office.eviction_case()
    client, url = client_as(Role.SOCIAL_WORKER), f"{URL}/step/?id={made.id}&to=AGREED"
    answer = client.post(url, data=typed_over(fields_of(client.get(url)), AGREED))
    assert answer.status_code == 302, answer.text[-3000:]
    return made


def watching(office: Office) -> dict[date, TaskState]:
    rows = [task for task in office.every(Task) if task.what.startswith("Rate zum")]
    return {task.due_on: task.state for task in rows if task.due_on}


def test_each_instalment_has_its_task(case: EvictionCase, office: Office) -> None:
    assert office.fresh(case).state is S.AGREED
    assert [one.amount for one in office.every(Instalment)] == [Decimal(80), Decimal(80)]
    assert watching(office) == {
        date(2026, 12, 1): TaskState.OPEN,
        date(2027, 1, 1): TaskState.OPEN,
    }


def test_a_paid_instalment_ends_its_task_and_the_next_one_is_due(
    case: EvictionCase, client_as: Sign, office: Office
) -> None:
    client, first = client_as(Role.SOCIAL_WORKER), office.every(Instalment)[0]
    for _ in range(2):  # a second click changes nothing
        sent = {"instalment": str(first.id)}
        assert post(client, f"{URL}/instalment/?id={case.id}", **sent).status_code == 302
    assert office.fresh(first).paid_on == TODAY
    assert watching(office)[date(2026, 12, 1)] is TaskState.DONE
    assert office.fresh(case).next_due_on == date(2027, 1, 1)


def test_a_task_that_is_done_says_that_the_instalment_is_paid(
    case: EvictionCase, client_as: Sign, office: Office
) -> None:
    task = next(row for row in office.every(Task) if row.due_on == date(2026, 12, 1))
    desk = Desk(client_as(Role.SOCIAL_WORKER), "task")
    desk.save({"state": "DONE", "done_on": "23.11.26"}, task)
    assert [one.paid_on for one in office.every(Instalment)] == [TODAY, None]
    assert office.fresh(case).next_due_on == date(2027, 1, 1)


def test_a_moved_instalment_moves_its_task(
    case: EvictionCase, client_as: Sign, office: Office
) -> None:
    desk = Desk(client_as(Role.SOCIAL_WORKER), "eviction_case")
    desk.save({"instalments-0-due_on": "15.12.26"}, case)
    assert set(watching(office)) == {date(2026, 12, 15), date(2027, 1, 1)}


def test_an_instalment_of_another_case_is_not_touched(
    case: EvictionCase, client_as: Sign, office: Office
) -> None:
    other = office.eviction_case(office.person())
    sent = {"instalment": str(office.every(Instalment)[0].id)}
    answer = post(client_as(Role.SOCIAL_WORKER), f"{URL}/instalment/?id={other.id}", **sent)
    assert answer.status_code == 404


def test_clerks_see_the_instalments_and_not_what_was_agreed(
    case: EvictionCase, client_as: Sign
) -> None:
    page = tree_of(client_as(Role.BENEFITS_CLERK).get(f"{URL}/details/?id={case.id}"))
    text = " ".join(page.xpath("//main")[0].text_content().split())
    assert "80,00 €" in text
    assert "verzichtet" not in text
    assert page.xpath("//button[@name='instalment']") == []

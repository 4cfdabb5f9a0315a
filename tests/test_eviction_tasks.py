"""What the steps of an eviction case give to do: made once, moved along, ended when moot."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from models import EvictionCase
from models.acting import Acting, acting_as
from models.eviction_step import EvictionState as S
from models.task import CLOSED_STATES, TaskState
from tests.conftest import NOW
from tests.eviction_files import case_in, known_facts
from tests.factories import TODAY, Office


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with acting_as(Acting(now=NOW)):
        yield


@pytest.fixture
def facts() -> dict[str, Any]:
    return known_facts()


def test_a_claim_gives_the_worker_something_to_do_on_the_same_day(office: Office) -> None:
    case = office.eviction_case(filed_on=date(2026, 11, 2), received_on=TODAY)
    found = {task.what.split(":")[0]: task.due_on for task in case.tasks}
    assert found == {
        "Heute Kontakt aufnehmen": TODAY,
        "Zustellungsdatum ermitteln (gelber Umschlag)": date(2026, 11, 25),
        "Über die Übernahmeerklärung entscheiden lassen": date(2026, 12, 10),
        "Übernahmeerklärung muss beim Vermieter eingegangen sein": date(2026, 12, 31),
    }


def test_a_closed_case_ends_its_open_tasks_with_a_note(facts: dict[str, Any]) -> None:
    case = case_in(S.AVERTED, facts)
    case.advance(S.AFTERCARE, TODAY)
    assert [task.due_on for task in case.tasks] == [TODAY + timedelta(days=28)]
    case.advance(S.CLOSED, TODAY)
    assert {task.state for task in case.tasks} == {TaskState.NOT_POSSIBLE}
    assert all("abgeschlossen" in (task.note or "") for task in case.tasks)


def due_of(case: EvictionCase) -> dict[str, date | None]:
    return {
        task.what.split(":")[0]: task.due_on
        for task in case.tasks
        if task.state not in CLOSED_STATES
    }


def test_the_tasks_of_the_cure_follow_the_day_of_service_once_it_is_known(office: Office) -> None:
    case = office.eviction_case(filed_on=date(2026, 11, 2), received_on=TODAY)
    case.served_on = date(2026, 11, 16)
    office.session.commit()
    assert due_of(case) == {
        "Heute Kontakt aufnehmen": TODAY,
        "Über die Übernahmeerklärung entscheiden lassen": date(2026, 12, 24),
        "Übernahmeerklärung muss beim Vermieter eingegangen sein": date(2027, 1, 15),
    }
    done = [task.what for task in case.tasks if task.state is TaskState.DONE]
    assert done == ["Zustellungsdatum ermitteln (gelber Umschlag)"]


def test_a_new_eviction_date_moves_the_tasks_and_makes_none_twice(facts: dict[str, Any]) -> None:
    case = case_in(S.TITLE, {**facts, "minor_count": 1})
    case.advance(S.EVICTION_SCHEDULED, TODAY)
    before = due_of(case)
    case.eviction_at = datetime(2026, 12, 21, 9)
    case.advance(S.EVICTION_SCHEDULED, TODAY)
    assert len(case.tasks) == len(before) == 5
    assert before["Plätze in der Notunterkunft vorbereiten"] == date(2026, 12, 7)
    assert due_of(case)["Plätze in der Notunterkunft vorbereiten"] == date(2026, 12, 14)


@pytest.mark.parametrize(
    ("to", "left"),
    [
        (S.AVERTED, {"Nachsorge planen"}),
        (
            S.TITLE,
            {
                "Heute Kontakt aufnehmen",
                "Beratungshilfe und Prozesskostenhilfe besprechen",
                "Wohnungssuche beginnen",
                "Wohnberechtigungsschein beantragen",
            },
        ),
    ],
)
def test_what_there_is_no_sense_in_any_more_ends_with_a_note(
    facts: dict[str, Any], to: S, left: set[str]
) -> None:
    case = case_in(S.NOTICE_GIVEN, facts)
    case.advance(S.CLAIM_PENDING, TODAY)
    case.advance(to, TODAY)
    assert set(due_of(case)) == left
    ended = [task for task in case.tasks if task.state is TaskState.NOT_POSSIBLE]
    assert ended
    assert all(task.note == "Mit dem Schritt des Falls entfallen." for task in ended)

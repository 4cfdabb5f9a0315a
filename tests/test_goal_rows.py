"""A goal agreement on one page: goals as cards with their steps, with a script and without."""

from datetime import date

import pytest

from models import Goal, GoalAgreement, GoalStep, Task
from models.permissions import Role
from models.task import Doer, TaskState
from tests.conftest import Counting, Sign
from tests.factories import TODAY, Office
from tests.forms import Desk, fields_of, summary_of, tree_of, typed_over


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.SOCIAL_WORKER), "goal_agreement")


def typed(goals: int, steps: int) -> dict[str, str]:
    """What somebody types who fills the cards from above."""
    sent = {"has_client_consent": "y", "has_office_consent": "y"}
    for goal in range(goals):
        sent[f"goals-{goal}-what"] = f"Ziel {goal}"
        sent[f"goals-{goal}-contribution_client"] = "Kommt zum Kurs"
        for step in range(steps):
            sent[f"goals-{goal}-steps-{step}-what"] = f"Schritt {goal}.{step}"
            sent[f"goals-{goal}-steps-{step}-doer"] = "OFFICE" if step else "CLIENT"
            sent[f"goals-{goal}-steps-{step}-due_on"] = "1.12.26"
    return sent


def test_two_goals_with_three_steps_each_need_no_script(desk: Desk, office: Office) -> None:
    person = office.person()
    desk.save({"person": str(person.id), **typed(2, 3)})
    made = office.only(GoalAgreement)
    assert [(goal.what, len(goal.steps)) for goal in made.goals] == [("Ziel 0", 3), ("Ziel 1", 3)]
    assert made.goals[0].steps[0].doer is Doer.CLIENT
    tasks = office.every(Task)  # both agreed: everything has a date and an owner
    assert len(tasks) == 6
    assert {(task.person_id, task.worker_id, task.due_on) for task in tasks} == {
        (person.id, office.staff().id, date(2026, 12, 1))
    }


def test_what_is_left_empty_is_not_there(desk: Desk, office: Office) -> None:
    desk.save({"person": str(office.person().id), "goals-0-what": "Nur eines"})
    assert [goal.what for goal in office.every(Goal)] == ["Nur eines"]
    assert office.every(GoalStep) == []
    assert office.every(Task) == []


def test_without_consent_of_both_no_step_becomes_a_task(desk: Desk, office: Office) -> None:
    sent = {**typed(1, 1), "has_client_consent": None, "person": str(office.person().id)}
    desk.save(sent)
    made = office.only(GoalAgreement)
    assert office.every(Task) == []
    assert "einvernehmlich" in desk.client.get(f"{desk.url}details/?id={made.id}").text
    desk.save({"has_client_consent": "y"}, made)
    assert office.only(Task).state is TaskState.OPEN


def test_a_browser_without_script_asks_for_one_row_more(desk: Desk, office: Office) -> None:
    sent = typed_over(desk.open(), {"person": str(office.person().id), **typed(1, 3)})
    page = desk.client.post(f"{desk.url}new/", data={**sent, "_more": ["goals-0-steps"]})
    assert page.status_code == 200
    again = fields_of(page)
    assert "goals-0-steps-3-what" in again
    assert again["goals-0-what"] == ["Ziel 0"]
    assert office.every(GoalAgreement) == []
    page = desk.client.post(f"{desk.url}new/", data={**again, "_more": ["goals"]})
    assert "goals-2-what" in fields_of(page)


def test_goals_and_steps_are_changed_taken_out_and_added(desk: Desk, office: Office) -> None:
    desk.save({"person": str(office.person().id), **typed(2, 2)})
    made = office.only(GoalAgreement)
    desk.save({
        "goals-0-what": "Anders", "goals-0-steps-0-due_on": "2.12.26", "del-goals-0-steps-1": "1",
        "del-goals-1": "1", "goals-2-what": "Neu", "goals-2-steps-0-what": "Erster",
    }, made)  # fmt: skip
    after = office.only(GoalAgreement)
    assert [(goal.what, [step.what for step in goal.steps]) for goal in after.goals] == [
        ("Anders", ["Schritt 0.0"]), ("Neu", ["Erster"]),
    ]  # fmt: skip
    assert {(task.what, task.due_on) for task in office.every(Task)} == {
        ("Schritt 0.0", date(2026, 12, 2)), ("Erster", None),
    }  # fmt: skip


def test_wrong_days_are_told_and_nothing_typed_is_lost(desk: Desk, office: Office) -> None:
    sent = {"person": str(office.person().id), **typed(2, 3)}
    answer = desk.send({**sent, "goals-1-steps-2-due_on": "1.1.26"})
    assert answer.status_code == 422
    assert any("Schritt 1.2" in text for text in summary_of(answer))
    again = fields_of(answer)
    assert again["goals-1-steps-2-what"] == ["Schritt 1.2"]
    answer = desk.send({**sent, "goals-0-steps-0-due_on": "31.2.", "goals-1-target_date": "1.1.26"})
    assert answer.status_code == 422
    assert office.every(Goal) == []


def test_thirty_goals_fit_and_cost_no_more_statements(
    desk: Desk, office: Office, statements: Counting
) -> None:
    few = office.goal_agreement()
    office.goal(few, steps=[GoalStep(what="eins")])
    desk.save({"person": str(office.person().id), **typed(30, 2)})
    many = max(office.every(GoalAgreement), key=lambda one: one.id)
    assert len(office.every(Goal)) == 31
    for page in ("details", "edit", "review"):
        counted = []
        for one in (few, many):
            with statements() as seen:
                assert desk.client.get(f"{desk.url}{page}/?id={one.id}").status_code == 200
            counted.append(len(seen))
        assert counted[0] == counted[1], page


def test_two_windows_are_compared(desk: Desk, office: Office) -> None:
    desk.save({"person": str(office.person().id), **typed(1, 1)})
    made = office.only(GoalAgreement)
    first, second = desk.open(made), desk.open(made)
    assert desk.post(first, {"goals-0-what": "Eins"}, made).status_code == 302
    assert desk.post(second, {"goals-0-what": "Zwei"}, made).status_code == 422
    assert office.only(Goal).what == "Eins"


def test_the_page_reads_like_the_paper(desk: Desk, office: Office) -> None:
    desk.save({
        "person": str(office.person().id), **typed(1, 2), "goals-0-measure": "Zertifikat liegt vor",
    })  # fmt: skip
    made = office.only(GoalAgreement)
    sheet = tree_of(desk.client.get(f"{desk.url}details/?id={made.id}")).xpath("//article")[0]
    text = sheet.text_content()
    for told in ("Ziel 0", "Zertifikat liegt vor", "Kommt zum Kurs", "Schritt 0.1", "01.12.2026"):
        assert told in text
    assert made.agreed_on == TODAY

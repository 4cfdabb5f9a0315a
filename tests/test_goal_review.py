"""How far goals are: reviewed and rated, withdrawn without sanction, continued in a new version."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from models import Goal, GoalAgreement, GoalStep, Task
from models.goal import GoalState
from models.goal_version import plan_tasks
from models.permissions import Role
from models.task import TaskState
from tests.conftest import Sign, token_of
from tests.factories import TODAY, Office
from tests.forms import Desk, tree_of

YESTERDAY = TODAY - timedelta(days=1)
BOTH = {"has_client_consent": True, "has_office_consent": True}


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.SOCIAL_WORKER), "goal_agreement")


def agreed(office: Office, **values: object) -> GoalAgreement:
    """An agreement of two goals, each with a step that is a task."""
    signed = {name: values.pop(name) for name in list(values) if name.startswith("signed")}
    made = office.goal_agreement(agreed_on=date(2026, 9, 1), **{**BOTH, **values})
    for what in ("Kurs", "Wohnung"):
        step = GoalStep(what=f"{what} suchen", due_on=date(2026, 12, 1))
        office.goal(made, what=what, steps=[step], target_date=date(2026, 10, 1))
    plan_tasks(made, TODAY)
    office.session.commit()
    for name, day in signed.items():
        setattr(made, name, day)
    office.session.commit()
    return made


def review(desk: Desk, made: GoalAgreement, **typed: str) -> TestResponse:
    url = f"{desk.url}review/?id={made.id}"
    form = tree_of(desk.client.get(url)).xpath("//form[contains(@class, 'review')]")[0]
    sent = {name: value for name, value in form.form_values() if name != "csrf_token"}
    names = {name.replace("__", "-"): value for name, value in typed.items()}
    return desk.client.post(url, data={**sent, **names, "csrf_token": token_of_form(form)})


def token_of_form(form: object) -> str:
    return str(form.xpath(".//input[@name='csrf_token']/@value")[0])


def press(desk: Desk, act: str, made: GoalAgreement) -> TestResponse:
    token = token_of(desk.client.get("/admin/").text)
    return desk.client.post(f"{desk.url}{act}/?id={made.id}", data={"csrf_token": token})


def test_a_review_rates_goals_in_words_and_ends_their_tasks(desk: Desk, office: Office) -> None:
    made = agreed(office, review_on=YESTERDAY)
    first, second = made.goals
    answer = review(desk, made, **{
        f"goal__{first.id}__state": "ACHIEVED", f"goal__{first.id}__attainment": "4",
        f"goal__{second.id}__state": "ACTIVE", f"goal__{second.id}__attainment": "1",
        f"goal__{second.id}__result_note": "Zwei Besichtigungen",
    })  # fmt: skip
    assert answer.status_code == 302
    first, second = office.every(select(Goal).order_by(Goal.id))
    assert (first.state, first.attainment, first.settled_on) == (GoalState.ACHIEVED, 4, TODAY)
    assert (second.state, second.attainment, second.settled_on) == (GoalState.ACTIVE, 1, None)
    assert office.only(GoalAgreement).reviewed_on == TODAY
    tasks = {task.what: task for task in office.every(Task)}
    assert tasks["Kurs suchen"].state is TaskState.NOT_POSSIBLE
    assert tasks["Kurs suchen"].note == "Mit dem Ziel beendet."
    assert tasks["Wohnung suchen"].state is TaskState.OPEN
    page = desk.client.get(f"{desk.url}details/?id={made.id}").text
    assert "erste Schritte gemacht" in page
    assert "Zwei Besichtigungen" in page


@pytest.mark.parametrize("state", ["WITHDRAWN", "DECLINED"])
def test_what_is_withdrawn_or_declined_is_neither_rated_nor_called_a_failure(
    desk: Desk, office: Office, state: str
) -> None:
    made = agreed(office)
    goal = made.goals[0]
    typed = {f"goal__{goal.id}__state": state, f"goal__{goal.id}__attainment": "2"}
    answer = review(desk, made, **typed)
    assert answer.status_code == 302
    after = office.every(Goal)[0]
    assert (after.state, after.attainment) == (GoalState[state], None)
    page = desk.client.get(f"{desk.url}details/?id={made.id}")
    assert "keine Nachteile" in page.text
    assert not tree_of(page).xpath("//section[@class='goal-part']//*[contains(@class, 'red')]")


def test_bad_days_of_a_review_stand_beside_their_fields(desk: Desk, office: Office) -> None:
    made = agreed(office)
    for typed in ({"copy_given_on": "31.2."}, {"copy_given_on": "1.1.26"}, {"reviewed_on": "+3"}):
        answer = review(desk, made, **typed)
        assert answer.status_code == 422
        assert tree_of(answer).xpath("//ul[@class='error']/li")
    assert office.only(GoalAgreement).copy_given_on is None
    assert review(desk, made, version="99").status_code == 422


def test_a_step_follows_its_task_and_the_task_its_step(desk: Desk, office: Office) -> None:
    made = agreed(office)
    task = made.goals[0].steps[0].task
    token = token_of(desk.client.get("/admin/").text)
    desk.client.post(f"/admin/task/done/?id={task.id}", data={"csrf_token": token})
    assert office.every(GoalStep)[0].state is TaskState.DONE
    Desk(desk.client, "goal").save({"steps-0-state": "OPEN"}, made.goals[0])
    assert office.fresh(task).state is TaskState.OPEN


def test_what_the_client_signed_stays_and_goes_on_in_a_new_version(
    desk: Desk, office: Office
) -> None:
    made = agreed(office, signed_client_on=TODAY, signed_worker_on=TODAY)
    review(desk, made, **{f"goal__{made.goals[0].id}__state": "ACHIEVED"})
    before = [(goal.what, goal.target_date, goal.state) for goal in office.every(Goal)]
    answer = press(desk, "continue", made)
    follow_up = max(office.every(GoalAgreement), key=lambda one: one.id)
    assert answer.location == f"/admin/goal_agreement/edit/?id={follow_up.id}"
    assert (follow_up.previous_id, follow_up.agreed_on) == (made.id, TODAY)
    [goal] = follow_up.goals
    assert (goal.what, goal.target_date) == ("Wohnung", None)  # its day has passed
    assert [(step.what, step.due_on) for step in goal.steps] == [
        ("Wohnung suchen", date(2026, 12, 1))
    ]
    moved = goal.steps[0].task
    assert moved.what == "Wohnung suchen"
    assert len(office.every(Task)) == 2  # none is there twice
    former = [(goal.what, goal.target_date, goal.state) for goal in office.every(Goal)][:2]
    assert former == before
    page = desk.client.get(f"{desk.url}details/?id={follow_up.id}")
    assert f"/admin/goal_agreement/details/?id={made.id}" in tree_of(page).xpath(
        "//ol[@class='chain']//a/@href"
    )


def test_an_agreement_is_continued_once_and_only_with_open_goals(
    desk: Desk, office: Office
) -> None:
    made = agreed(office)
    press(desk, "continue", made)
    again = press(desk, "continue", made)  # the second window
    follow_up = max(office.every(GoalAgreement), key=lambda one: one.id)
    assert again.location == f"/admin/goal_agreement/details/?id={follow_up.id}"
    assert len(office.every(GoalAgreement)) == 2
    for goal in follow_up.goals:
        goal.state = GoalState.WITHDRAWN
    office.session.commit()
    press(desk, "continue", follow_up)
    assert len(office.every(GoalAgreement)) == 2


def test_a_missing_copy_is_told(desk: Desk, office: Office) -> None:
    made = agreed(office, signed_client_on=TODAY, signed_worker_on=TODAY)
    assert "Exemplar ausgehändigt wurde" in desk.client.get(f"{desk.url}details/?id={made.id}").text
    assert review(desk, made, copy_given_on="heute").status_code == 302
    page = desk.client.get(f"{desk.url}details/?id={made.id}").text
    assert "Exemplar ausgehändigt wurde" not in page


def test_nobody_reviews_or_continues_what_is_not_theirs(client_as: Sign, office: Office) -> None:
    person = office.person()
    office.responsibility(person, "sozialarbeit2")
    made = agreed(office, person=person, worker=office.staff("sozialarbeit2"))
    desk = Desk(client_as(Role.SOCIAL_WORKER), "goal_agreement")
    assert desk.client.get(f"{desk.url}review/?id={made.id}").status_code == 404
    assert press(desk, "continue", made).status_code == 404
    lead = Desk(client_as(Role.TEAM_LEAD), "goal_agreement")
    assert press(lead, "continue", made).status_code == 403
    assert "Wohnung suchen" not in lead.client.get(f"{lead.url}details/?id={made.id}").text

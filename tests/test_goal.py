"""Goals: what each side contributes, the steps, how far it went."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from models import Goal, GoalStep
from models.base import RulesBroken
from models.catalogue import LifeArea
from models.goal import GoalState
from models.permissions import Role
from models.task import Doer, TaskState
from tests.conftest import Sign
from tests.factories import Office
from tests.forms import Desk


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.SOCIAL_WORKER), "goal")


@pytest.mark.parametrize("attainment", [-1, 5])
def test_attainment_is_given_from_nought_to_four(office: Office, attainment: int) -> None:
    with pytest.raises(RulesBroken, match="attainment"):
        office.goal(attainment=attainment)
    office.session.rollback()
    goal = office.goal(attainment=4)
    with pytest.raises(IntegrityError, match="attainment_0_to_4"):
        office.write_past_rules(goal, attainment=attainment)


def test_no_goal_ends_before_it_was_agreed(office: Office) -> None:
    with pytest.raises(RulesBroken, match="target_date"):
        office.goal(target_date=date(2026, 11, 22))


def test_lists_and_headings_call_a_goal_alike(office: Office) -> None:
    goal = office.goal()
    assert office.title_in_sql(goal) == goal.title


def test_who_may_not_see_goals(client_as: Sign) -> None:
    assert client_as(Role.BENEFITS_CLERK).get("/admin/goal/").status_code == 403


def test_a_goal_is_recorded_with_its_steps(desk: Desk, office: Office) -> None:
    agreement, area = office.goal_agreement(), office.entry(LifeArea)
    desk.save({
        "agreement": str(agreement.id), "what": "Eigene Wohnung", "life_area": str(area.id),
        "target_date": "30.6.2027", "contribution_client": "Sucht Anzeigen",
        "contribution_office": "Hilft beim WBS", "contribution_partner": "Stellt Räume",
        "steps-0-doer": "OFFICE", "steps-0-what": "WBS beantragen", "steps-0-due_on": "15.12.",
        "steps-0-state": "OPEN", "steps-1-doer": "CLIENT", "steps-1-what": "",
    })  # fmt: skip
    goal = office.only(Goal)
    assert (goal.life_area_id, goal.state) == (area.id, GoalState.AGREED)
    assert [(step.what, step.doer, step.due_on) for step in goal.steps] == [
        ("WBS beantragen", Doer.OFFICE, date(2026, 12, 15))
    ]
    details = desk.details(goal)
    for text in ("Sucht Anzeigen", "Hilft beim WBS", "Stellt Räume", "WBS beantragen"):
        assert text in details
    assert desk.found(life_area=area.code, target_date_to="30.6.27") == [goal.id]
    assert desk.found(state="ACHIEVED") == []


def test_steps_are_ticked_off_taken_out_and_added(desk: Desk, office: Office) -> None:
    goal = office.goal(steps=[GoalStep(what="eins"), GoalStep(what="zwei")])
    desk.save({
        "steps-0-state": "DONE", "del-steps-1": "1", "steps-2-what": "drei",
        "steps-2-doer": "PARTNER", "steps-2-state": "OPEN", "state": "PARTLY", "attainment": "2",
    }, goal)  # fmt: skip
    after = office.only(Goal)
    assert [(step.what, step.state) for step in after.steps] == [
        ("eins", TaskState.DONE), ("drei", TaskState.OPEN),
    ]  # fmt: skip
    assert (after.state, after.attainment) == (GoalState.PARTLY, 2)


def test_wrong_values_stand_beside_their_fields(desk: Desk, office: Office) -> None:
    goal = office.goal()
    assert desk.refused({"attainment": "5", "target_date": "1.1.26"}, goal) == {
        "attainment", "target_date",
    }  # fmt: skip
    wrong = {"steps-0-what": "", "steps-0-doer_name": "Tochter", "steps-0-due_on": "31.2."}
    assert desk.refused(wrong, goal) >= {"steps-0-what", "steps-0-due_on"}
    assert office.every(GoalStep) == []

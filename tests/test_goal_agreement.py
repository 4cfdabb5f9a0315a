"""Goal agreements: made on a day, signed by both, reviewed later."""

from datetime import date

import pytest
from sqlalchemy import select

from models import GoalAgreement
from models.base import RulesBroken
from models.permissions import Role
from tests.conftest import Sign
from tests.factories import TODAY, Office
from tests.forms import Desk

YESTERDAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 24)


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.SOCIAL_WORKER), "goal_agreement")


@pytest.mark.parametrize(
    ("field", "day"),
    [
        ("signed_client_on", YESTERDAY),  # before the agreement
        ("signed_worker_on", TOMORROW),  # nobody signs in the future
        ("copy_given_on", YESTERDAY),
        ("review_on", YESTERDAY),
    ],
)
def test_no_day_lies_before_the_agreement_and_nobody_signs_ahead(
    office: Office, field: str, day: date
) -> None:
    with pytest.raises(RulesBroken, match=field):
        office.goal_agreement(**{field: day})


def test_signing_on_the_same_day_and_a_review_later_are_usual(office: Office) -> None:
    agreement = office.goal_agreement(signed_client_on=TODAY, review_on=TOMORROW)
    assert agreement.document_number == f"ZV-2026-{agreement.id:06d}"


def test_lists_and_headings_call_an_agreement_alike(any_office: Office) -> None:
    agreement = any_office.goal_agreement()
    assert any_office.title_in_sql(agreement) == agreement.title == "Beispiel, Ada · 23.11.2026"


def test_who_may_not_make_one(client_as: Sign) -> None:
    assert client_as(Role.TEAM_LEAD).get("/admin/goal_agreement/new/").status_code == 403


def test_an_agreement_is_made_signed_and_found(desk: Desk, office: Office) -> None:
    person, talk = office.person(), office.counselling_session()
    office.goal_agreement(office.person(family_name="Anders"), agreed_on=date(2026, 1, 5))
    desk.save({
        "person": str(person.id), "session": str(talk.id), "starting_point": "Ohne Sprachkurs",
        "review_on": "+90",
    })  # fmt: skip
    agreement = office.only(select(GoalAgreement).where(GoalAgreement.person == person))
    assert (agreement.agreed_on, agreement.worker_id) == (TODAY, office.staff().id)
    assert (agreement.review_on, agreement.session_id) == (date(2027, 2, 21), talk.id)
    assert "Ohne Sprachkurs" in desk.details(agreement)
    assert desk.found(search="beispiel") == [agreement.id]
    assert desk.found(agreed_on_from="1.11.2026") == [agreement.id]
    assert desk.refused({"signed_worker_on": "22.11.2026"}, agreement) == {"signed_worker_on"}
    desk.save({"signed_client_on": "heute", "session": ""}, agreement)
    after = office.fresh(agreement)
    assert (after.signed_client_on, after.session_id) == (TODAY, None)
    assert (after.has_client_consent, after.is_changeable) == (True, False)
    assert desk.client.get(desk.form_url(agreement)).status_code == 302  # the paper is signed


def test_goals_keep_an_agreement_from_being_deleted(desk: Desk, office: Office) -> None:
    goal = office.goal()
    assert desk.remove(goal.agreement).status_code == 409
    assert office.fresh(goal)

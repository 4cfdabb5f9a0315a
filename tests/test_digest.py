"""The digest of a day: counts on My day that can be put aside, and what the lead is told."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from admin_views.frame import shelf
from models import CareerPhase, Digest
from models.municipality import Municipality
from models.permissions import Role
from models.task import TaskState
from tests.conftest import NOW, Sign, sign_in, token_of
from tests.factories import TODAY, Office
from tests.forms import tree_of


def panel(client: FlaskClient) -> dict[str, str]:
    """What the digest says, and where each of it leads."""
    links = tree_of(client.get("/admin/")).xpath("//section[@aria-labelledby='digest-title']//a")
    return {link.text_content(): link.get("href") for link in links}


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_the_digest_counts_what_today_asks_and_leads_there(client_as: Sign, office: Office) -> None:
    late = [office.task(due_on=ago(days)) for days in (1, 30)]
    office.task(due_on=TODAY)
    office.task(due_on=ago(1), state=TaskState.DONE)
    office.task(due_on=ago(1), worker=office.staff("sozialarbeit3"))
    office.goal_agreement(agreed_on=ago(90), review_on=TODAY)
    office.goal_agreement(agreed_on=ago(90), review_on=ago(2), reviewed_on=ago(2))
    client = client_as(Role.SOCIAL_WORKER)
    told = panel(client)
    assert list(told) == [
        "2 Aufgaben sind überfällig", "1 Aufgabe ist heute fällig",
        "1 Zielvereinbarung ist zu überprüfen",
    ]  # fmt: skip
    for count, url in zip((2, 1, 1), told.values(), strict=True):
        rows = tree_of(client.get(url)).xpath("//tbody/tr")
        assert len(rows) == count, url
    assert f"id={late[0].id}" in client.get(next(iter(told.values()))).text


def test_who_puts_the_digest_aside_has_it_again_tomorrow(
    client_as: Sign, office: Office, app: Flask
) -> None:
    office.task(due_on=TODAY)
    client = client_as(Role.SOCIAL_WORKER)
    token = token_of(client.get("/admin/").text)
    assert client.post("/admin/digest/dismiss/", data={"csrf_token": token}).status_code == 302
    assert office.only(Digest).dismissed_on == TODAY
    assert panel(client) == {}
    assert panel(sign_in(app, "sozialarbeit")) == {}  # on another machine, too
    app.config["CLOCK"] = lambda: NOW + timedelta(days=1)
    assert panel(client_as(Role.SOCIAL_WORKER))


def test_a_task_is_ticked_off_on_my_day(client_as: Sign, office: Office) -> None:
    task = office.task(due_on=TODAY)
    client = client_as(Role.SOCIAL_WORKER)
    [form] = tree_of(client.get("/admin/")).xpath("//form[@class='tick-off']")
    sent = dict(form.form_values())
    answer = client.post(form.get("action"), data=sent)
    assert answer.location == "/admin/"
    assert office.fresh(task).state is TaskState.DONE


@pytest.mark.parametrize(("days", "is_told"), [(14, False), (15, True)])
def test_the_lead_is_told_of_tasks_late_for_long_by_initials_alone(
    client_as: Sign, office: Office, days: int, is_told: bool
) -> None:
    person = office.person(family_name="Zwetschge", given_name="Ada")
    office.task(person=person, due_on=ago(days), what="Geheimsache", note="Vertraulich")
    page = client_as(Role.TEAM_LEAD).get("/admin/").text
    assert ("A. Z." in page) is is_told
    for word in ("Geheimsache", "Vertraulich", "Zwetschge"):
        assert word not in page


def test_the_town_decides_after_how_many_days_or_never(client_as: Sign, office: Office) -> None:
    office.task(person=office.person(), due_on=ago(5))
    town = office.only(Municipality)
    for days, is_told in ((4, True), (None, False)):
        town.escalate_after = days
        office.session.commit()
        shelf.forget()
        assert ("A. B." in client_as(Role.TEAM_LEAD).get("/admin/").text) is is_told


def test_a_career_phase_without_progress_and_a_review_stand_on_my_day(
    client_as: Sign, office: Office
) -> None:
    given = {"person": office.person(), "worker": office.staff(), "valid_from": ago(61)}
    phase = office.add(CareerPhase(**given))
    agreement = office.goal_agreement(agreed_on=ago(90), review_on=ago(1))
    office.goal_agreement(agreed_on=ago(90), review_on=TODAY + timedelta(days=8))
    links = tree_of(client_as(Role.SOCIAL_WORKER).get("/admin/")).xpath("//a[@class='what']/@href")
    assert f"/admin/career_phase/details/?id={phase.id}" in links
    reviews = [link for link in links if "goal_agreement" in link]
    assert f"/admin/goal_agreement/details/?id={agreement.id}" in reviews

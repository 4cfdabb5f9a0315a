"""Out of office: what is due is handed over, seen by the deputy meanwhile, and comes back."""

from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError
from werkzeug.test import TestResponse

from models import Absence, Appointment, Handover, Task
from models.absence import AbsenceKind
from models.handover import end_past_handovers
from models.permissions import Role
from tests.conftest import NOW, Sign
from tests.factories import Office
from tests.forms import Desk, fields_of, tree_of, typed_over

DUE = date(2026, 11, 25)
AT = datetime(2026, 11, 26, 10)
BACK = date(2026, 11, 30)


@pytest.fixture
def absence(office: Office) -> Absence:
    """The worker's week off; a colleague who usually does not stand in does so."""
    return office.absence(deputy=office.staff("sozialarbeit3"), kind=AbsenceKind.SICK)


@pytest.fixture
def worker(client_as: Sign) -> FlaskClient:
    return client_as(Role.SOCIAL_WORKER)


def page_of(absence: Absence) -> str:
    return f"/admin/absence/hand_over/?id={absence.id}"


def settle(client: FlaskClient, absence: Absence, **typed: str) -> TestResponse:
    sent = fields_of(client.get(page_of(absence)), "//form[@id='hand-over']")
    return client.post(page_of(absence), data=typed_over(sent, typed))


def come_back(client: FlaskClient, absence: Absence) -> TestResponse:
    token = tree_of(client.get("/admin/absence/new/")).xpath("//input[@name='csrf_token']/@value")
    url = f"/admin/absence/come_back/?id={absence.id}"
    return client.post(url, data={"csrf_token": token[0]})


def test_one_click_hands_everything_over(
    worker: FlaskClient, office: Office, absence: Absence
) -> None:
    person = office.person()
    office.responsibility(person)
    office.task(person=person, due_on=DUE)
    office.appointment(person=person, starts_at=AT)
    office.eviction_case(
        person, worker=office.staff(), filed_on=date(2026, 9, 21), served_on=date(2026, 9, 28)
    )
    assert settle(worker, absence, all="1").status_code == 302
    given = office.every(Handover)
    assert sum(one.appointment_id is not None for one in given) == 1
    assert any(one.deadline_id is not None for one in given)
    deputy = office.staff("sozialarbeit3").id
    assert {one.to_id for one in given} == {deputy}
    tasks = office.every(Task)  # that of the person, and those of the case
    assert {task.deputy_id for task in tasks} == {deputy}
    assert {task.worker_id for task in tasks} == {office.staff().id}
    assert office.only(Appointment).worker_id == deputy


def test_the_deputy_reads_on_my_day_for_whom_it_is_and_opens_the_case(
    worker: FlaskClient, client_as: Sign, office: Office, absence: Absence
) -> None:
    person = office.person()
    office.responsibility(person)
    talk = office.counselling_session(person, content="Vorgeschichte")
    office.task(person=person, due_on=DUE)
    office.appointment(person=person, starts_at=AT)
    settle(worker, absence, all="1")
    deputy = client_as("sozialarbeit3")
    day = deputy.get("/admin/").text
    assert day.count("in Vertretung für Nora Albrecht") == 2
    page = f"/admin/counselling_session/details/?id={talk.id}"
    assert "Vorgeschichte" in deputy.get(page).text


def test_a_task_of_an_issued_talk_is_handed_over_and_comes_back_too(
    worker: FlaskClient, office: Office, absence: Absence
) -> None:
    talk = office.counselling_session(next_appointment_at=AT)
    task = office.task(session=talk, person=talk.person, due_on=DUE)
    talk.issue(NOW)
    office.session.commit()
    settle(worker, absence, all="1")
    assert office.only(Task).deputy_id == office.staff("sozialarbeit3").id
    settle(worker, absence, **{f"task-{task.id}": "stays"})
    assert office.only(Task).deputy_id is None


def test_without_an_absence_the_case_stays_closed_to_the_colleague(
    client_as: Sign, office: Office
) -> None:
    person = office.person()
    office.responsibility(person)
    talk = office.counselling_session(person)
    office.absence(
        begins_on=date(2026, 11, 16), ends_on=date(2026, 11, 20),
        deputy=office.staff("sozialarbeit3"),
    )  # fmt: skip
    page = f"/admin/counselling_session/details/?id={talk.id}"
    assert client_as("sozialarbeit3").get(page).status_code == 404


def test_each_line_has_a_choice_of_its_own(
    worker: FlaskClient, office: Office, absence: Absence
) -> None:
    stays, later, gone = (office.task(due_on=DUE, what=what).id for what in ("A", "B", "C"))
    visit = office.appointment(starts_at=AT).id
    settle(worker, absence, **{
        f"task-{stays}": "stays", f"task-{later}": "later", f"task-{gone}": "for_good",
        f"appointment-{visit}": "later", f"appointment-{visit}-on": "1.12.2026",
    })  # fmt: skip
    tasks = {task.id: task for task in office.every(Task)}
    mine, deputy = office.staff().id, office.staff("sozialarbeit3").id
    assert (tasks[stays].worker_id, tasks[stays].deputy_id) == (mine, None)
    assert (tasks[later].worker_id, tasks[later].due_on) == (mine, BACK)  # the next working day
    assert (tasks[gone].worker_id, tasks[gone].deputy_id) == (deputy, None)
    moved = office.only(Appointment)
    assert (moved.worker_id, moved.starts_at) == (mine, datetime(2026, 12, 1, 10))


def test_what_was_handed_over_comes_back_the_rest_stays(
    worker: FlaskClient, office: Office, absence: Absence
) -> None:
    until, for_good = office.task(due_on=DUE).id, office.task(due_on=DUE).id
    settle(worker, absence, **{f"task-{until}": "until_back", f"task-{for_good}": "for_good"})
    assert end_past_handovers(office.session, date(2026, 11, 27)) == 0  # the last day
    assert end_past_handovers(office.session, BACK) == 1
    office.session.commit()
    tasks = {task.id: task for task in office.every(Task)}
    assert tasks[until].deputy_id is None
    assert tasks[for_good].worker_id == office.staff("sozialarbeit3").id
    assert end_past_handovers(office.session, BACK) == 0


def test_the_first_sign_in_after_the_absence_brings_everything_back(
    app: Flask, worker: FlaskClient, client_as: Sign, office: Office, absence: Absence
) -> None:
    office.task(due_on=DUE)
    settle(worker, absence, all="1")
    app.config["CLOCK"] = lambda: NOW + timedelta(days=5)
    client_as("sozialarbeit2")
    assert office.only(Task).deputy_id is None


def test_who_is_back_early_has_everything_again(worker: FlaskClient, office: Office) -> None:
    away = office.absence(begins_on=date(2026, 11, 20), deputy=office.staff("sozialarbeit3"))
    office.appointment(starts_at=AT)
    settle(worker, away, all="1")
    assert come_back(worker, away).status_code == 302
    assert office.only(Appointment).worker_id == office.staff().id
    assert office.only(Absence).ends_on == date(2026, 11, 22)


def test_a_deadline_is_neither_put_off_nor_given_for_good(
    worker: FlaskClient, office: Office, absence: Absence
) -> None:
    office.eviction_case(worker=office.staff(), filed_on=date(2026, 9, 21))
    page = tree_of(worker.get(page_of(absence)))
    offered = page.xpath("//select[starts-with(@name, 'eviction_deadline-')]/option/@value")
    assert offered == ["until_back", "stays"]


def test_a_day_within_the_absence_or_none_at_all_is_refused_and_nothing_is_lost(
    worker: FlaskClient, office: Office, absence: Absence
) -> None:
    first, second = office.task(due_on=DUE).id, office.task(due_on=DUE).id
    answer = settle(worker, absence, **{
        f"task-{first}": "later", f"task-{first}-on": "26.11.2026",
        f"task-{second}": "later", f"task-{second}-on": "irgendwann",
    })  # fmt: skip
    assert answer.status_code == 422
    page = tree_of(answer)
    assert len(page.xpath("//p[@class='error']")) == 2
    assert page.xpath(f"//input[@name='task-{second}-on']/@value") == ["irgendwann"]
    assert {task.due_on for task in office.every(Task)} == {DUE}


def test_without_a_deputy_nothing_is_handed_over(worker: FlaskClient, office: Office) -> None:
    alone = office.absence()
    task = office.task(due_on=DUE)
    assert "Noch ist niemand als Vertretung benannt" in worker.get(page_of(alone)).text
    answer = settle(worker, alone, **{f"task-{task.id}": "until_back"})
    assert answer.status_code == 422
    assert "Benennen Sie zuerst eine Vertretung." in answer.text


def test_a_deputy_who_has_an_appointment_then_is_said(
    worker: FlaskClient, office: Office, absence: Absence
) -> None:
    office.appointment(starts_at=AT)
    office.appointment(starts_at=AT, worker=office.staff("sozialarbeit3"), person=office.person())
    assert "Mira Reuter hat dann einen Termin" in worker.get(page_of(absence)).text


def test_noting_an_absence_leads_to_the_hand_over(worker: FlaskClient, office: Office) -> None:
    answer = Desk(worker, "absence").send({"begins_on": "7.12.2026", "ends_on": "11.12.2026"})
    assert answer.location.endswith(f"/admin/absence/hand_over/?id={office.only(Absence).id}")


def test_the_lead_hands_over_for_who_is_sick_without_reading_the_tasks(
    client_as: Sign, office: Office, absence: Absence
) -> None:
    office.task(person=office.person(), due_on=DUE, what="Zwetschgenmus kochen")
    lead = client_as(Role.TEAM_LEAD)
    page = lead.get(page_of(absence)).text
    assert "Beispiel, Ada" in page
    assert "Zwetschgenmus" not in page
    settle(lead, absence, all="1")
    assert office.only(Task).deputy_id == office.staff("sozialarbeit3").id


def test_a_colleague_does_not_open_the_hand_over_of_somebody_else(
    client_as: Sign, absence: Absence
) -> None:
    assert client_as("sozialarbeit2").get(page_of(absence)).status_code == 404
    assert client_as(Role.CARETAKER).get(page_of(absence)).status_code == 403


def test_a_handover_is_of_something(office: Office, absence: Absence) -> None:
    with pytest.raises(IntegrityError, match="of_something"):
        office.add(Handover(absence=absence, from_staff=absence.worker, to_staff=absence.worker))

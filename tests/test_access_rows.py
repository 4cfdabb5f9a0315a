"""Which records of an open grid one reaches: one's own cases, not those of colleagues."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from models import CounsellingSession, Person, Task
from models.base import Record
from tests.asking import post, rows
from tests.conftest import Sign
from tests.factories import TODAY, Office

# sozialarbeit stands in for sozialarbeit3; sozialarbeit2 is nobody she stands in for.
OWN, ABSENT, OTHER = "sozialarbeit", "sozialarbeit3", "sozialarbeit2"
FOREIGN = "Fremdfall"
Maker = Callable[[Office, Person, str], Record]

CASE_RECORDS: dict[str, Maker] = {
    "counselling_session": lambda office, person, worker: office.counselling_session(
        person, worker=office.staff(worker)
    ),
    "task": lambda office, person, worker: office.task(person=person, worker=office.staff(worker)),
    "goal_agreement": lambda office, person, worker: office.goal_agreement(
        person, worker=office.staff(worker)
    ),
    "goal": lambda office, person, worker: office.goal(
        office.goal_agreement(person, worker=office.staff(worker))
    ),
}
PAPERS = {"counselling_session": "protocol", "goal_agreement": "agreement"}


def foreign_case(office: Office) -> Person:
    person = office.person(family_name=FOREIGN)
    office.responsibility(person, OTHER)
    return person


@pytest.mark.parametrize("stem", CASE_RECORDS)
def test_the_case_of_a_colleague_is_out_of_reach(
    client_as: Sign, office: Office, stem: str
) -> None:
    key = CASE_RECORDS[stem](office, foreign_case(office), OTHER).id
    client, url = client_as(OWN), f"/admin/{stem}/"
    assert FOREIGN not in client.get(url).text
    assert rows(client.get(f"{url}?search={FOREIGN}")) == 0
    assert FOREIGN not in client.get(f"{url}export/csv/").text
    for page in ("details", "edit", "delete"):
        answer = client.get(f"{url}{page}/?id={key}")
        assert (answer.status_code, FOREIGN in answer.text) == (404, False), page
    if stem in PAPERS:
        assert client.get(f"{url}{key}/{PAPERS[stem]}.pdf").status_code == 404


@pytest.mark.parametrize("stem", CASE_RECORDS)
def test_the_case_of_a_colleague_cannot_be_changed(
    client_as: Sign, office: Office, stem: str
) -> None:
    record = CASE_RECORDS[stem](office, foreign_case(office), OTHER)
    key, before = record.id, record.version
    client, url = client_as(OWN), f"/admin/{stem}/"
    sent = {"version": str(before), "what": "geändert", "reason": "geändert", "id": str(key)}
    for page in ("edit", "delete"):
        assert post(client, f"{url}{page}/?id={key}", **sent).status_code == 404
    assert post(client, f"{url}reason/?id={key}", reason="ich will es wissen").status_code == 404
    kept = office.fresh(record)
    assert kept is not None
    assert kept.version == before
    office.session.rollback()


@pytest.mark.parametrize(
    ("worker", "held_by", "is_seen"),
    [
        (OWN, OTHER, True),  # her case, though a colleague held the talk
        (OTHER, OWN, True),  # a colleague's case, but she held the talk herself
        (None, OTHER, True),  # nobody is responsible yet
        (ABSENT, ABSENT, True),  # she stands in for this colleague
        (OTHER, ABSENT, True),  # held by the colleague she stands in for
        (OTHER, OTHER, False),
    ],
)
def test_own_deputised_and_unassigned_cases_are_seen(
    client_as: Sign, office: Office, worker: str | None, held_by: str, is_seen: bool
) -> None:
    person = office.person(family_name="Fallname")
    if worker:
        office.responsibility(person, worker)
    key = office.counselling_session(person, worker=office.staff(held_by)).id
    client = client_as(OWN)
    assert ("Fallname" in client.get("/admin/counselling_session/").text) == is_seen
    status = client.get(f"/admin/counselling_session/details/?id={key}").status_code
    assert status == (200 if is_seen else 404)


@pytest.mark.parametrize(
    ("begins", "ends", "deputy", "is_seen"),
    [
        (-30, None, OWN, True),  # named as deputy for this very case
        (-30, 0, OWN, True),  # until today, today included
        (-30, -1, OWN, True),  # it ended yesterday: nobody is responsible
        (-30, None, None, False),
        (1, None, None, True),  # begins tomorrow: nobody is responsible today
    ],
)
def test_responsibility_counts_on_its_days(
    client_as: Sign,
    office: Office,
    begins: int,
    ends: int | None,
    deputy: str | None,
    is_seen: bool,
) -> None:
    office.responsibility(
        person := office.person(family_name="Fallname"),
        OTHER,
        valid_from=TODAY + timedelta(days=begins),
        valid_to=None if ends is None else TODAY + timedelta(days=ends),
        deputy=office.staff(deputy) if deputy else None,
    )
    office.counselling_session(person, worker=office.staff(OTHER))
    assert ("Fallname" in client_as(OWN).get("/admin/counselling_session/").text) == is_seen


def test_a_picker_offers_no_record_of_a_colleagues_case(client_as: Sign, office: Office) -> None:
    office.counselling_session(foreign_case(office), worker=office.staff(OTHER))
    client, url = client_as(OWN), "/admin/task/ajax/lookup/?name=session&query="
    assert client.get(url + FOREIGN).json == []
    assert len(client_as(OTHER).get(url + FOREIGN).json or []) == 1


def test_a_record_out_of_reach_cannot_be_tied_on(client_as: Sign, office: Office) -> None:
    person = foreign_case(office)
    key = str(office.counselling_session(person, worker=office.staff(OTHER)).id)
    for foreign in (key, "999999", "abc", "-1", "9" * 30):
        sent = {"what": "Antrag", "doer": "OFFICE", "state": "OPEN", "session": foreign}
        answer = post(client_as(OWN), "/admin/task/new/", **sent)
        assert answer.status_code == 422, foreign
        assert "session-error" in answer.text, foreign
    assert office.every(Task) == []


def test_what_was_tied_on_by_others_stays_on_saving(client_as: Sign, office: Office) -> None:
    session = office.counselling_session(foreign_case(office), worker=office.staff(OTHER))
    key, version = (task := office.task(session=session)).id, task.version
    office.session.commit()
    sent = {"what": "Neu", "doer": "OFFICE", "state": "OPEN", "version": str(version)}
    sent |= {"session": str(session.id), "worker": str(office.staff().id)}
    answer = post(client_as(OWN), f"/admin/task/edit/?id={key}", **sent)
    assert answer.status_code == 302, "the picker refuses the value it was given"
    saved = office.only(Task)
    assert (saved.what, saved.session_id) == ("Neu", session.id)


def test_fields_that_are_not_in_the_form_are_ignored(client_as: Sign, office: Office) -> None:
    someone = office.person()
    sent = {"person": str(someone.id), "worker": str(office.staff().id), "held_on": "23.11.2026"}
    sent |= {"kind": "FIRST", "id": "77", "version": "99", "worker_id": "3", "person_id": "9"}
    answer = post(client_as(OWN), "/admin/counselling_session/new/", **sent, created_at="1.1.2000")
    assert answer.status_code == 302
    saved = office.only(CounsellingSession)
    assert (saved.id, saved.version, saved.worker_id) == (1, 1, office.staff().id)
    assert saved.created_at.year == 2026

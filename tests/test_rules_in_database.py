"""Rules of the office that the database itself keeps, whoever writes past the forms."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from models import Person, PersonName
from models.base import Record
from tests.factories import TODAY, Office

EARLY = date(2026, 11, 22)
Make = Callable[[Office], Record]


def a_name(office: Office) -> Record:
    return office.add(PersonName(person=office.person(), given_name="Adele"))


def a_site(office: Office) -> Record:
    return office.building().accommodation


def a_paper(office: Office) -> Record:
    return office.residence_status(office.person())


def a_duty(office: Office) -> Record:
    return office.responsibility(office.person(), deputy_id=office.staff("leitung").id)


@pytest.mark.parametrize(
    ("make", "values"),
    [
        (Office.person, {"birth_date": TODAY, "arrived_germany_on": EARLY}),
        (Office.person, {"birth_date": TODAY, "arrived_haan_on": EARLY}),
        (Office.person, {"arrived_germany_on": TODAY, "arrived_haan_on": EARLY}),
        (Office.person, {"closing_reason_id": 1}),  # the case is still open
        (a_name, {"given_name": None}),
        (a_paper, {"issued_on": TODAY, "expires_on": EARLY}),
        (a_site, {"opened_on": TODAY, "closed_on": EARLY}),
        (Office.unit, {"is_blocked": True}),
        (lambda office: office.stay(office.person()), {"destination_id": 1}),
        (Office.goal_agreement, {"signed_client_on": EARLY}),
        (Office.goal_agreement, {"signed_worker_on": EARLY}),
        (Office.goal_agreement, {"copy_given_on": EARLY}),
        (Office.goal_agreement, {"review_on": EARLY}),
        (Office.eviction_case, {"monthly_rent": -1}),
        (Office.eviction_case, {"compensation": -1}),
    ],
)
def test_what_must_be_true_is_kept_by_the_database(
    office: Office, make: Make, values: dict[str, object]
) -> None:  # reported
    record = make(office)
    with pytest.raises(IntegrityError, match="(?i)check"):
        office.write_past_rules(record, **values)


def test_nobody_stands_in_for_themselves(office: Office) -> None:  # reported
    duty = a_duty(office)
    with pytest.raises(IntegrityError, match="deputy_is_somebody_else"):
        office.write_past_rules(duty, worker_id=duty.deputy_id)


def test_what_is_true_passes(office: Office) -> None:
    person = office.person()
    days = {"birth_date": EARLY, "arrived_germany_on": TODAY, "arrived_haan_on": TODAY}
    office.write_past_rules(person, **days)
    assert office.only(Person).arrived_haan_on == TODAY

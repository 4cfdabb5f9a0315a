"""Rules of the office that the database itself keeps, whoever writes past the forms."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

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


def a_unit(office: Office) -> Record:
    return office.unit(number="U")


def a_stay(office: Office) -> Record:
    return office.stay(office.person(), unit=office.unit(number="S"))


def a_duty(office: Office) -> Record:
    return office.responsibility(office.person(), deputy_id=office.staff("leitung").id)


CASES: list[tuple[Make, dict[str, object]]] = [
    (Office.person, {"birth_date": TODAY, "arrived_germany_on": EARLY}),
    (Office.person, {"birth_date": TODAY, "arrived_haan_on": EARLY}),
    (Office.person, {"arrived_germany_on": TODAY, "arrived_haan_on": EARLY}),
    (Office.person, {"closing_reason_id": 1}),  # the case is still open
    (a_name, {"given_name": None}),
    (a_paper, {"issued_on": TODAY, "expires_on": EARLY}),
    (a_site, {"opened_on": TODAY, "closed_on": EARLY}),
    (a_unit, {"is_blocked": True}),  # without saying why
    (a_stay, {"destination_id": 1}),  # before moving out
    (Office.goal_agreement, {"signed_client_on": EARLY}),
    (Office.goal_agreement, {"signed_worker_on": EARLY}),
    (Office.goal_agreement, {"copy_given_on": EARLY}),
    (Office.goal_agreement, {"review_on": EARLY}),
    (Office.eviction_case, {"monthly_rent": Decimal(-1)}),
    (Office.eviction_case, {"compensation": Decimal(-1)}),
]


def test_what_must_be_true_is_kept_by_the_database(any_office: Office) -> None:
    let_in = []
    for make, values in CASES:
        record = make(any_office)
        try:
            any_office.write_past_rules(record, **values)
        except IntegrityError:
            continue
        let_in.append((type(record).__name__, values))
    assert let_in == []


def test_nobody_stands_in_for_themselves(office: Office) -> None:
    duty = a_duty(office)
    with pytest.raises(IntegrityError, match="deputy_is_somebody_else"):
        office.write_past_rules(duty, worker_id=duty.deputy_id)


def test_what_is_true_passes(office: Office) -> None:
    person = office.person()
    days = {"birth_date": EARLY, "arrived_germany_on": TODAY, "arrived_haan_on": TODAY}
    office.write_past_rules(person, **days)
    assert office.only(Person).arrived_haan_on == TODAY

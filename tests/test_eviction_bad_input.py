"""What cannot be, or hardly can, of an eviction case: refused or warned with a sentence."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from icalendar import Calendar

from models import EvictionCase, EvictionPerson, Person, RentEntry
from models.base import RulesBroken
from models.eviction_step import EvictionState as S
from models.permissions import Role
from tests.asking import post
from tests.conftest import Sign
from tests.factories import TODAY, Office
from tests.forms import Desk, errors_of, fields_of, tree_of, typed_over

URL = "/admin/eviction_case"
SCHEDULED = {
    "state": S.EVICTION_SCHEDULED,
    "decided_on": date(2026, 10, 12),
    "bailiff": "OGV Muster",
    "bailiff_reference": "DR II 412/26",
}


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.SOCIAL_WORKER), "eviction_case")


def text_of(desk: Desk, case: EvictionCase) -> str:
    page = tree_of(desk.client.get(f"{URL}/details/?id={case.id}"))
    return " ".join(page.xpath("//main")[0].text_content().split())


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("served_on", {"filed_on": "2.11.26", "served_on": "1.11.26"}, "bevor"),
        ("decided_on", {"filed_on": "2.11.26", "decided_on": "1.11.26"}, "früheren Schritt"),
        (
            "decided_on",  # the service is not known, the notice is
            {"notice_received_on": "2.11.26", "decided_on": "1.11.26"},
            "früheren Schritt",
        ),
        ("eviction_at", {"filed_on": "2.11.26", "eviction_at": "1.11.26 9:00"}, "früheren Schritt"),
        ("evicted_on", {"decided_on": "2.11.26", "evicted_on": "1.11.26"}, "früheren Schritt"),
        ("vacate_by_on", {"served_on": "2.11.26", "vacate_by_on": "1.11.26"}, "früheren Schritt"),
        (
            "notice_received_on",
            {"tenancy_since": "2.11.26", "notice_received_on": "1.11.26"},
            "früheren Schritt",
        ),
        ("arrears", {"arrears": "2340,005"}, "Betrag"),
        ("arrears", {"arrears": "2340.005"}, "Betrag"),
        ("averted_amount", {"averted_amount": "1,001"}, "Betrag"),
        ("eviction_at", {"eviction_at": "28.3.2027 2:30"}, "Diese Uhrzeit gibt es nicht"),
        ("hearing_at", {"hearing_at": "28.03.2027 02:00"}, "Diese Uhrzeit gibt es nicht"),
        ("minor_count", {"minor_count": "-1"}, "negativ"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    desk: Desk, office: Office, field: str, typed: dict[str, str], sentence: str
) -> None:
    page = desk.client.get(f"{URL}/new/")
    person = {"person": str(office.person().id)}
    answer = desk.client.post(f"{URL}/new/", data=typed_over(fields_of(page), {**person, **typed}))
    assert answer.status_code == 422
    errors = errors_of(answer)
    assert set(errors) == {field}
    assert sentence in errors[field][0], errors
    assert fields_of(answer)[field] == [typed[field]]
    assert office.every(EvictionCase) == []


def test_amounts_are_never_rounded_unasked(office: Office) -> None:
    case = office.eviction_case()
    with pytest.raises(RulesBroken, match="arrears: "):
        office.eviction_case(office.person(), arrears=Decimal("2340.005"))
    office.session.rollback()
    entry = RentEntry(case=case, due_on=TODAY, due=Decimal("585.001"), paid=Decimal(0))
    with pytest.raises(RulesBroken, match="due: "):
        office.add(entry)


@pytest.mark.parametrize(
    ("at", "warning"),
    [
        (datetime(2026, 12, 13, 9), "Sonntag"),
        (datetime(2026, 12, 25, 9), "Feiertag"),
        (datetime(2026, 12, 14, 21), "Nacht"),
        (datetime(2026, 12, 14, 5, 59), "Nacht"),
        (datetime(2026, 12, 12, 6), None),  # a Saturday morning is usual
    ],
)
def test_an_eviction_at_an_odd_time_is_warned_of_and_kept(
    desk: Desk, office: Office, at: datetime, warning: str | None
) -> None:
    case = office.eviction_case(**SCHEDULED, eviction_at=at)
    text = text_of(desk, case)
    assert ("§ 758a IV ZPO" in text) is (warning is not None)
    assert warning is None or warning in text


def test_of_two_tenants_served_on_different_days_the_first_one_counts(
    desk: Desk, office: Office
) -> None:
    second = office.person(given_name="Zweit")
    case = office.eviction_case(filed_on=date(2026, 10, 20), served_on=date(2026, 11, 9))
    row = {"residents-0-person": str(second.id), "residents-0-is_tenant": "y"}
    assert desk.refused({**row, "residents-0-served_on": "19.10.26"}, case)
    assert office.every(EvictionPerson) == []
    desk.save({**row, "residents-0-served_on": "3.11.26"}, case)
    cure = next(row for row in office.fresh(case).current_deadlines if row.rule == "SCHONFRIST")
    assert (cure.event_on, cure.due_on) == (date(2026, 11, 3), date(2026, 12, 31))
    assert "zugestellt 03.11.2026" in text_of(desk, case)


def test_a_new_eviction_date_keeps_the_former_one(desk: Desk, office: Office) -> None:
    case = office.eviction_case(**SCHEDULED, eviction_at=datetime(2026, 12, 14, 10, 15))
    page = desk.client.get(f"{URL}/step/?id={case.id}&to=EVICTION_SCHEDULED")
    typed = {"eviction_at": "21.12.2026 9:00", "reason": "Gerichtsvollzieher hat verlegt"}
    answer = desk.client.post(
        f"{URL}/step/?id={case.id}&to=EVICTION_SCHEDULED", data=typed_over(fields_of(page), typed)
    )
    assert answer.status_code == 302
    text = text_of(desk, case)
    for told in ("Gerichtsvollzieher hat verlegt", "gerechnet ab 14.12.2026", "21.12.2026"):
        assert told in text
    history = desk.client.get(f"{URL}/history/?id={case.id}").text
    assert "14.12.2026 10:15" in history


@pytest.mark.parametrize("state", [state for state in S if state is not S.CLAIM_PENDING])
def test_a_form_sent_by_hand_does_not_move_a_case(desk: Desk, office: Office, state: S) -> None:
    case = office.eviction_case()
    desk.save({"state": state.name}, case)
    assert office.fresh(case).state is S.CLAIM_PENDING


def test_a_person_with_a_case_is_not_deleted_and_a_deleted_one_gets_none(
    desk: Desk, office: Office
) -> None:
    tenant, other = office.eviction_case().person_id, office.person(given_name="Weg").id
    for key in (tenant, other):
        post(desk.client, f"/admin/person/delete/?id={key}", id=str(key))
    assert [person.id for person in office.every(Person)] == [tenant]
    assert desk.refused({"person": str(other)}) == {"person"}


def test_the_day_after_the_clock_change_is_told_by_the_office_clock(
    desk: Desk, client_as: Sign, office: Office
) -> None:
    case: Any = office.eviction_case(
        **SCHEDULED, eviction_at=datetime(2027, 3, 28, 9), worker=office.staff()
    )
    assert "28.03.2027 09:00" in text_of(desk, case)
    page = post(desk.client, "/admin/calendar/renew/").text
    address = re.search(r"/calendar/[^\"]+\.ics", page)
    assert address
    events = Calendar.from_ical(client_as(None).get(address[0]).data).walk("VEVENT")
    starts = {str(event["uid"]): event["dtstart"].dt.isoformat() for event in events}
    assert starts[f"eviction_at-{case.id}@sim"] == "2027-03-28T09:00:00+02:00"

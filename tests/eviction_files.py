"""Eviction cases with all that steps and papers can tell, and reading what was printed."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from models import ContactAttempt, EvictionCase, EvictionPerson, Person, RentEntry, Unit
from models.catalogue import EvictionCause, EvictionSource
from models.contact_attempt import AttemptKind, AttemptResult
from models.eviction_facts import AvertedHow, DecisionKind, EvictionOutcome, NoticeKind
from models.eviction_step import EvictionState
from models.permissions import Role
from tests.conftest import Sign
from tests.factories import TODAY, Office
from tests.papers import Print, read

URL = "/admin/eviction_case"
RENT = Decimal("585.00")
IN_COURT = {
    "state": EvictionState.CLAIM_PENDING,
    "received_on": date(2026, 9, 22),
    "address": "Kaiserstraße 21, 42781 Haan",
    "court": "Amtsgericht Mettmann",
    "court_reference": "23 C 418/26",
    "filed_on": date(2026, 9, 21),
    "served_on": date(2026, 9, 28),
    "landlord": "Wohnbau Beispiel GmbH",
    "landlord_address": "Marktplatz 1, 40721 Hilden",
    "landlord_representative": "Rechtsanwälte Muster",
    "monthly_rent": RENT,
    "arrears": Decimal("2340.00"),
    "compensation": Decimal("1170.50"),
    "adult_count": 2,
    "minor_count": 1,
    "has_pets": True,
}
DATE_FIXED = {
    "state": EvictionState.EVICTION_SCHEDULED,
    "notice_kind": NoticeKind.BOTH,
    "decision_kind": DecisionKind.JUDGMENT,
    "decided_on": date(2026, 10, 12),
    "decision_served_on": date(2026, 10, 19),
    "vacate_by_on": date(2026, 12, 15),
    "eviction_at": datetime(2026, 12, 17, 9, 30),
    "bailiff": "OGV Krüger",
    "bailiff_reference": "DR II 1204/26",
}


def full_case(office: Office, **values: object) -> EvictionCase:
    """A family in court: two tenants, a child, four months of rent open, two attempts."""
    tenant = office.person(family_name="Ahmadi", given_name="Zahra", interpreter_needed=True)
    husband = office.person(family_name="Ahmadi", given_name="Omid")
    child = office.person(family_name="Ahmadi", given_name="Sara", needs_barrier_free=True)
    worker = office.staff()
    case = office.eviction_case(tenant, **{**IN_COURT, "worker": worker, **values})
    office.add(EvictionPerson(case=case, person=husband, is_tenant=True))
    office.add(EvictionPerson(case=case, person=child))
    for month in (6, 7, 8, 9):
        office.add(RentEntry(case=case, due_on=date(2026, month, 3), due=RENT, paid=Decimal(0)))
    for day, result in ((22, AttemptResult.NOT_REACHED), (24, AttemptResult.REACHED)):
        attempt = ContactAttempt(case=case, tried_on=date(2026, 9, day), staff_id=worker.id)
        attempt.kind, attempt.result = AttemptKind.VISIT, result
        office.add(attempt)
    if case.eviction_at:
        case.assign([office.staff("hausmeister")], TODAY)
        office.session.commit()
    return case


def paper(client_as: Sign, case: EvictionCase, name: str, role: Role = Role.SOCIAL_WORKER) -> Print:
    """A paper of the case, read back from its PDF."""
    answer = client_as(role).get(f"{URL}/{case.id}/{name}.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return read(answer.data)


def words_of(printed: Print) -> str:
    return " ".join(printed.text.split())


def known_facts() -> dict[str, Any]:
    """Everything that may be known of a case in which nothing is disputed."""
    return {
        "person": Person(family_name="Berger", given_name="Uwe"),
        "adult_count": 1,
        "address": "Nordstraße 12",
        "landlord": "Wohnbau Beispiel",
        "source": EvictionSource(),
        "cause": EvictionCause(),
        "notice_kind": NoticeKind.EXTRAORDINARY,
        "notice_dated_on": date(2026, 9, 1),
        "notice_received_on": date(2026, 9, 2),
        "arrears": Decimal("2340.00"),
        "monthly_rent": Decimal("585.00"),
        "court": "Amtsgericht Mettmann",
        "court_reference": "23 C 418/26",
        "filed_on": date(2026, 9, 21),
        "served_on": date(2026, 10, 1),  # two months: 1 December 2026
        "decision_kind": DecisionKind.JUDGMENT,
        "decided_on": date(2026, 10, 20),
        "decision_served_on": date(2026, 10, 27),
        "eviction_at": datetime(2026, 12, 14, 10, 15),
        "bailiff": "OGV Muster",
        "bailiff_reference": "DR II 412/26",
        "evicted_on": date(2026, 11, 20),
        "shelter_unit": Unit(),
        "sheltered_from": date(2026, 11, 20),
        "sheltered_until": date(2027, 5, 20),
        "shelter_ordered_on": date(2026, 11, 20),
        "averted_how": AvertedHow.LANDLORD_WAIVER,
        "averted_on": TODAY,
        "averted_amount": Decimal("2340.00"),
        "agreed_on": TODAY,
        "agreement": "50 EUR im Monat, der Vermieter verzichtet.",
        "withdrawn_by": "Vermieter",
        "withdrawn_on": TODAY,
        "aftercare_from": TODAY,
        "aftercare_until": TODAY + timedelta(days=180),
        "aftercare_every": 28,
        "closed_on": TODAY,
        "outcome": EvictionOutcome.HOME_KEPT,
        "closing_reason": "Miete läuft seit sechs Monaten",
    }


def case_in(state: EvictionState, facts: dict[str, Any]) -> EvictionCase:
    """A case that holds all facts and stands in this state; not in any database."""
    return EvictionCase(state=state, received_on=date(2026, 9, 22), **facts)

"""The rent account of an eviction case, and what must be known before one relies on a date."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from models import EvictionCase, RentEntry
from models.eviction_facts import AvertedHow
from models.eviction_step import EvictionState
from models.permissions import Role
from models.reports.eviction_cautions import Caution, cautions
from models.rules.enforcement import OddTime, odd_times
from tests.conftest import Counting, Sign
from tests.factories import Office
from tests.forms import Desk, tree_of

URL = "/admin/eviction_case/details/"


def words(client_as: Sign, case: EvictionCase, role: Role = Role.SOCIAL_WORKER) -> str:
    page = client_as(role).get(f"{URL}?id={case.id}")
    return " ".join(tree_of(page).xpath("//main")[0].text_content().split())


def ledger(*owed: str) -> list[RentEntry]:
    """One line a month from January, 600 EUR due."""
    return [
        RentEntry(due_on=date(2026, month, 1), due=Decimal(600), paid=Decimal(600) - Decimal(open_))
        for month, open_ in enumerate(owed, 1)
    ]


@pytest.fixture
def case(office: Office) -> EvictionCase:
    return office.eviction_case(
        monthly_rent=Decimal(600), arrears=Decimal(610), rent_entries=ledger("600", "10")
    )


def test_the_page_tells_what_is_owed_and_which_ground_it_is(
    client_as: Sign, case: EvictionCase
) -> None:
    text = words(client_as, case)
    assert "Offen insgesamt: 610,00 €" in text
    assert "erfüllt zwei aufeinanderfolgende Termine" in text  # 610 is more than 600
    assert "nicht erfüllt mehr als zwei Termine" in text
    assert "weist" not in text  # stated and counted agree


def test_stated_arrears_that_differ_from_the_account_are_pointed_out(
    client_as: Sign, office: Office, case: EvictionCase
) -> None:
    case.arrears = Decimal("650.00")
    office.session.commit()
    text = words(client_as, case)
    assert "650,00 €" in text
    assert "das Mietkonto weist 610,00 € aus" in text


def test_without_the_rent_no_ground_is_claimed(
    client_as: Sign, office: Office, case: EvictionCase
) -> None:
    case.monthly_rent = None
    office.session.commit()
    text = words(client_as, case)
    assert "Offen insgesamt: 610,00 €" in text
    assert "erfüllt" not in text


def test_who_prepares_places_sees_no_rent_account(client_as: Sign, case: EvictionCase) -> None:
    assert "610,00" not in words(client_as, case, Role.ACCOMMODATION_ADMIN)


def test_an_amount_with_three_decimals_is_asked_for_again(client_as: Sign, office: Office) -> None:
    desk = Desk(client_as(Role.SOCIAL_WORKER), "eviction_case")
    person = {"person": str(office.person().id)}
    assert desk.refused({**person, "arrears": "1234,567"}) == {"arrears"}
    line = {"rent_entries-0-due_on": "1.9.26", "rent_entries-0-due": "600,005"}
    assert desk.refused({**person, **line, "rent_entries-0-paid": "0"})
    assert office.every(EvictionCase) == []


@pytest.mark.parametrize(
    ("at", "odd"),
    [
        (datetime(2026, 12, 14, 10, 15), []),
        (datetime(2026, 12, 12, 10), []),  # a Saturday is an ordinary day here
        (datetime(2026, 12, 13, 10), [OddTime.SUNDAY]),
        (datetime(2026, 11, 1, 10), [OddTime.SUNDAY, OddTime.HOLIDAY]),  # All Saints' Day
        (datetime(2026, 6, 4, 20, 59), [OddTime.HOLIDAY]),  # Corpus Christi, a Thursday
        (datetime(2026, 12, 14, 21), [OddTime.NIGHT]),
        (datetime(2026, 12, 14, 5, 59), [OddTime.NIGHT]),
        (datetime(2026, 12, 14, 6), []),
        (datetime(2027, 3, 28, 2, 30), [OddTime.SUNDAY, OddTime.NIGHT]),  # no such hour that night
    ],
)
def test_sundays_holidays_and_nights_need_an_order(at: datetime, odd: list[OddTime]) -> None:
    assert odd_times(at) == odd


def test_an_odd_or_early_eviction_date_is_warned_of_and_kept(
    client_as: Sign, office: Office
) -> None:
    case = office.eviction_case(
        state=EvictionState.EVICTION_SCHEDULED,
        eviction_at=datetime(2026, 12, 6, 22),
        bailiff_notice_served_on=date(2026, 11, 20),
    )
    found = {told.caution: told.day for told in cautions(case, office.session)}
    assert found == {
        Caution.EVICTION_ON_SUNDAY: date(2026, 12, 6),
        Caution.EVICTION_AT_NIGHT: date(2026, 12, 6),
        Caution.EVICTION_TOO_EARLY: date(2026, 12, 12),
    }
    text = words(client_as, case)
    for told in ("Sonntag", "Nacht", "frühestens Sa. 12.12.2026", "§ 128 II GVGA"):
        assert told in text, told


def test_the_clock_time_stays_across_the_change_to_summer_time(
    client_as: Sign, office: Office
) -> None:
    """The clocks go forward on 28 March 2027; nine o'clock is nine o'clock before and after."""
    for day in ("25.03.2027", "30.03.2027"):
        case = office.eviction_case(state=EvictionState.EVICTION_SCHEDULED)
        Desk(client_as(Role.SOCIAL_WORKER), "eviction_case").save(
            {"eviction_at": f"{day} 9:00"}, case
        )
        stored = office.fresh(case)
        assert stored is not None
        assert (stored.eviction_at or datetime.min).hour == 9
        assert f"{day} 09:00" in words(client_as, case)


def test_a_second_cure_is_warned_of_while_there_is_still_time(
    client_as: Sign, office: Office
) -> None:
    person = office.person()
    office.eviction_case(
        person, received_on=date(2025, 3, 1), notice_received_on=date(2025, 2, 10),
        averted_how=AvertedHow.PAYMENT, averted_on=date(2025, 4, 2),
    )  # fmt: skip
    again = office.eviction_case(person, notice_received_on=date(2026, 10, 5))
    text = words(client_as, again)
    assert "innerhalb von zwei Jahren" in text
    assert "02.04.2025" in text


def test_the_page_of_a_case_needs_few_statements(
    client_as: Sign, office: Office, case: EvictionCase, statements: Counting
) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    client.get(f"{URL}?id={case.id}")
    with statements() as seen:
        assert client.get(f"{URL}?id={case.id}").status_code == 200
    assert len(seen) <= 12, "\n".join(seen)

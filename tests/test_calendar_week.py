"""The week of a worker and of a location: what stands there, what clashes, who reads names."""

from datetime import date, datetime, time

import pytest
from lxml.html import HtmlElement

from models import OfficeHour
from models.appointment import AppointmentKind, AppointmentState
from models.catalogue import OfficeLocation
from models.permissions import Role
from tests.conftest import Counting, Sign
from tests.factories import Office
from tests.forms import tree_of

PAGE = "/admin/calendar/"
TUESDAY = datetime(2026, 11, 24, 10)


class Calendar:
    """The drawn week as somebody sees it."""

    def __init__(self, sign: Sign, role: Role | str = Role.SOCIAL_WORKER) -> None:
        self.client = sign(role)

    def page(self, **asked: str) -> HtmlElement:
        answer = self.client.get(PAGE, query_string=asked)
        assert answer.status_code == 200
        return tree_of(answer)

    def entries(self, **asked: str) -> list[str]:
        found = self.page(**asked).xpath("//li[contains(@class, 'blk')]")
        return [" ".join(item.text_content().split()) for item in found]

    def days(self, **asked: str) -> list[str]:
        return [head.text_content() for head in self.page(**asked).xpath("//section//h3")]

    def slots(self, **asked: str) -> list[str]:
        return self.page(**asked).xpath("//ul[@data-slots]//a/@href")


@pytest.fixture
def mine(client_as: Sign, office: Office) -> Calendar:
    return Calendar(client_as)


def test_my_week_shows_my_appointments_in_order_and_none_called_off(
    mine: Calendar, office: Office
) -> None:
    place = office.entry(OfficeLocation)
    office.appointment(person=office.person(family_name="Zweite"), starts_at=TUESDAY)
    office.appointment(starts_at=datetime(2026, 11, 24, 8), minutes=30, office_location=place)
    office.appointment(state=AppointmentState.CANCELLED, starts_at=datetime(2026, 11, 24, 9))
    office.appointment(starts_at=datetime(2026, 12, 1, 9))
    assert mine.entries() == [
        "08:00–08:30 Beispiel, Ada Beratungsbüro Kaiserstraße 10",
        "10:00–10:45 Zweite, Ada",
    ]
    assert len(mine.entries(day="1.12.2026")) == 1


def test_of_a_colleagues_case_only_that_the_time_is_taken(client_as: Sign, office: Office) -> None:
    person = office.person(family_name="Fremd")
    office.responsibility(person, "sozialarbeit3")
    other = office.staff("sozialarbeit3")
    office.appointment(person=person, worker=other, starts_at=TUESDAY, place="Jobcenter")
    colleague = Calendar(client_as, "sozialarbeit2")  # stands in for the first, not the third
    assert colleague.entries(of=f"worker-{other.id}") == ["10:00–10:45 belegt"]
    lead = Calendar(client_as, Role.TEAM_LEAD)
    assert lead.entries(of=f"worker-{other.id}") == ["10:00–10:45 Fremd, Ada Jobcenter"]


def test_two_appointments_of_a_worker_at_once_are_marked(mine: Calendar, office: Office) -> None:
    office.appointment(starts_at=TUESDAY)
    office.appointment(starts_at=datetime(2026, 11, 24, 10, 30))
    office.appointment(starts_at=datetime(2026, 11, 24, 11, 15))
    marked = ["gleichzeitig" in text for text in mine.entries()]
    assert marked == [True, True, False]


def test_a_location_without_a_free_room_is_marked_in_both_weeks(
    mine: Calendar, office: Office
) -> None:
    place = office.entry(OfficeLocation, "deller_strasse_90")  # has one room
    key, colleague = place.id, office.staff("sozialarbeit2")
    office.appointment(starts_at=TUESDAY, office_location=place)
    office.appointment(starts_at=TUESDAY, office_location=place, worker=colleague)
    assert ["kein freier Raum" in text for text in mine.entries()] == [True]
    assert ["kein freier Raum" in text for text in mine.entries(of=f"location-{key}")] == [True] * 2
    assert "Tim Wendt" in mine.entries(of=f"location-{key}")[1]


def test_court_days_and_deadlines_of_my_cases_stand_in_my_week(
    mine: Calendar, office: Office
) -> None:
    office.eviction_case(
        worker=office.staff(), filed_on=date(2026, 9, 21), served_on=date(2026, 9, 28),
        hearing_at=TUESDAY,
    )  # fmt: skip
    office.appointment(starts_at=TUESDAY)
    texts = mine.entries()
    assert any("Verhandlung" in text for text in texts)
    assert all("gleichzeitig" in text for text in texts)
    due = mine.page().xpath("//a[contains(@class, 'cal-due')]")
    assert [link.text_content() for link in due] == ["Schonfrist: Beispiel, Ada"]


def test_the_deputy_has_the_deadlines_of_who_is_away(client_as: Sign, office: Office) -> None:
    facts = {"filed_on": date(2026, 9, 21), "served_on": date(2026, 9, 28), "hearing_at": TUESDAY}
    office.eviction_case(worker=office.staff(), **facts)
    office.absence(deputy=office.staff("sozialarbeit3"), begins_on=date(2026, 11, 25))
    deputy = Calendar(client_as, "sozialarbeit3")
    assert len(deputy.page().xpath("//a[contains(@class, 'cal-due')]")) == 1
    assert deputy.entries() == []  # the hearing is on the day before the absence


def test_a_free_time_leads_to_a_filled_in_form_and_back(mine: Calendar, office: Office) -> None:
    office.appointment(starts_at=TUESDAY)
    slots = mine.slots()
    assert not any("at=2026-11-24T10:00" in slot for slot in slots)  # taken
    assert not any("at=2026-11-23T09:00" in slot for slot in slots)  # past
    wanted = next(slot for slot in slots if "at=2026-11-24T14:00" in slot)
    form = tree_of(mine.client.get(wanted))
    assert form.xpath("//input[@name='starts_at']/@value") == ["24.11.2026 14:00"]
    assert form.xpath("string(//select[@name='office_location']/option[@selected])")
    assert any(PAGE in link for link in form.xpath("//a/@href"))


def test_who_is_away_is_said_without_a_reason_and_offers_no_time(
    mine: Calendar, office: Office
) -> None:
    office.absence("sozialarbeit2", ends_on=date(2026, 11, 24))
    page = mine.page(of=f"worker-{office.staff('sozialarbeit2').id}")
    assert page.xpath("//span[contains(@class, 'tag amber')]/text()") == ["abwesend"] * 2
    assert "Urlaub" not in page.text_content()
    slots = page.xpath("//ul[@data-slots]//a/@href")
    assert {slot.split("at=")[1][:10] for slot in slots} == {
        "2026-11-25", "2026-11-26", "2026-11-27",
    }  # fmt: skip


def test_a_holiday_has_a_name_and_no_office_hour(mine: Calendar, office: Office) -> None:
    page = mine.page(day="25.12.2026")
    (friday,) = [one for one in page.xpath("//section") if "25.12." in one.text_content()]
    assert "Erster Weihnachtstag" in friday.text_content()
    assert not friday.xpath(".//ul")
    assert office.every(OfficeHour)


def test_the_weekend_is_there_when_something_stands_there(mine: Calendar, office: Office) -> None:
    assert len(mine.days()) == 5
    saturday = datetime(2026, 11, 28, 9)
    office.appointment(person=None, kind=AppointmentKind.SHELTER_ROUND, starts_at=saturday)
    assert len(mine.days()) == 7


@pytest.mark.parametrize("at", [time(6), time(21, 30), time(23)])
def test_what_lies_outside_the_usual_hours_is_drawn_too(
    mine: Calendar, office: Office, at: time
) -> None:
    office.appointment(starts_at=datetime.combine(TUESDAY.date(), at), minutes=55)
    (entry,) = mine.page().xpath("//li[contains(@class, 'blk')]/@class")
    row = int(next(part for part in entry.split() if part.startswith("r"))[1:])
    assert 1 <= row <= 96


def test_what_cannot_be_read_shows_this_week_and_says_why(mine: Calendar) -> None:
    page = mine.page(of="worker-99999", day="32.13.2026")
    said = page.xpath("string(//div[@class='flashes'])")
    assert "Diesen Kalender gibt es nicht" in said
    assert "Diesen Tag gibt es im Kalender nicht" in said
    assert "Mo. 23.11.2026" in page.text_content()


def test_who_has_no_appointments_is_led_to_the_private_address(client_as: Sign) -> None:
    page = tree_of(client_as(Role.CARETAKER).get(PAGE, follow_redirects=True))
    assert not page.xpath("//section[contains(@class, 'cal-col')]")
    assert page.xpath("//form[contains(@action, '/renew/')]")


def test_the_lead_begins_with_the_first_worker(client_as: Sign) -> None:
    page = Calendar(client_as, Role.TEAM_LEAD).page()
    assert page.xpath("string(//select[@id='of']//option[@selected])") == "Mira Reuter"
    assert not page.xpath("//a[contains(@href, '/appointment/new/')]")


def test_an_office_without_workers_and_locations_has_no_week(
    client_as: Sign, office: Office
) -> None:
    lead = client_as(Role.TEAM_LEAD)
    for place in office.every(OfficeLocation):
        place.valid_to = date(2026, 11, 1)
    for worker in ("sozialarbeit", "sozialarbeit2", "sozialarbeit3"):
        office.staff(worker).active = False
        office.session.commit()
    assert lead.get(PAGE).status_code == 200


def test_a_full_week_takes_few_statements(
    mine: Calendar, office: Office, statements: Counting
) -> None:
    for hour in range(8, 16):
        office.appointment(starts_at=datetime(2026, 11, 24, hour))
    mine.page()
    with statements() as seen:
        mine.page()
    assert len(seen) <= 16

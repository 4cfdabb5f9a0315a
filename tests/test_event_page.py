"""The page of an event: steps, ticks, money, next year's proposal, the public calendar."""

from datetime import date, time
from decimal import Decimal

import pytest
from icalendar import Calendar
from sqlalchemy import select

from models import DeletedRecord, Event, EventFunding, EventTask, Task
from models.catalogue import FundingSource
from models.event import EventState, Recurrence
from models.permissions import Role
from models.task import TaskState
from tests.asking import press
from tests.conftest import Sign
from tests.factories import TODAY, Office
from tests.forms import tree_of

PAGE = "/admin/event"


def planned(office: Office, **values: object) -> Event:
    tasks = [
        EventTask(what="Saal reservieren", days_before=30),
        EventTask(what="Urkunden drucken", days_before=8, worker=office.staff("sozialarbeit")),
    ]
    return office.event(state=EventState.PLANNED, place="Rathaus", tasks=tasks, **values)


def test_the_coordinator_announces_and_calls_off(client_as: Sign, office: Office) -> None:
    event, client = planned(office), client_as(Role.NETWORK_COORDINATOR)
    assert "angekündigt" in press(client, f"{PAGE}/advance/?id={event.id}&to=ANNOUNCED").text
    assert "noch nicht vorbei" in press(client, f"{PAGE}/advance/?id={event.id}&to=DONE").text
    press(client, f"{PAGE}/advance/?id={event.id}&to=CANCELLED")
    assert {task.state for task in office.every(Task)} == {TaskState.NOT_POSSIBLE}


def test_an_event_without_a_place_is_not_announced(client_as: Sign, office: Office) -> None:
    event = office.event(state=EventState.PLANNED)
    client = client_as(Role.NETWORK_COORDINATOR)
    told = press(client, f"{PAGE}/advance/?id={event.id}&to=ANNOUNCED").text
    assert "Tragen Sie erst den Ort ein" in told
    assert office.only(Event).state is EventState.PLANNED


def test_the_coordinator_ticks_off_what_she_cannot_open_as_a_task(
    client_as: Sign, office: Office
) -> None:
    event, client = planned(office), client_as(Role.NETWORK_COORDINATOR)
    line = event.tasks[0].id
    assert "Saal reservieren" in client.get("/admin/").text  # her own, in a card of her day
    told = press(client, f"{PAGE}/done/?id={event.id}&line={line}").text
    assert "1 von 2 erledigt" in told
    again = press(client, f"{PAGE}/done/?id={event.id}&line={line}").text
    assert "schon" in again
    assert client.get("/admin/task/").status_code == 403


def test_a_worker_ticks_off_their_own_line_and_no_other(client_as: Sign, office: Office) -> None:
    event, client = planned(office), client_as(Role.SOCIAL_WORKER)
    hall, papers = (row.id for row in event.tasks)
    url = f"{PAGE}/done/?id={event.id}&line="
    assert press(client, f"{url}{papers}").status_code == 200
    assert press(client, f"{url}{hall}").status_code == 403
    assert [task.state for task in office.every(Task)] == [TaskState.OPEN, TaskState.DONE]


def test_a_worker_who_takes_no_part_reads_and_does_not_edit(
    client_as: Sign, office: Office
) -> None:
    event, client = planned(office), client_as(Role.SOCIAL_WORKER)
    page = client.get(f"{PAGE}/details/?id={event.id}").text
    assert "Saal reservieren" in page
    assert "Bearbeiten" not in page
    assert client.get(f"{PAGE}/edit/?id={event.id}").status_code == 302


def test_statistics_read_numbers_and_no_plan(client_as: Sign, office: Office) -> None:
    source = office.entry(FundingSource, "komm_an")
    event = planned(
        office,
        begins_on=date(2026, 11, 2),
        participants=43,
        went_well="Geheimnis des Rückblicks",
        fundings=[EventFunding(funding_source=source, spent=Decimal(250))],
    )
    client = client_as(Role.STATISTICS_READER)
    pages = [client.get(f"{PAGE}{rest}").text for rest in (f"/details/?id={event.id}", "/year/")]
    assert all("43" in page for page in pages)
    assert all("250,00" in page for page in pages)
    for page in (*pages, client.get(f"{PAGE}/").text):
        for word in ("Saal reservieren", "Geheimnis", "Daria Vogt"):
            assert word not in page


def test_money_spent_before_a_grant_is_warned_of(client_as: Sign, office: Office) -> None:
    source = office.entry(FundingSource, "komm_an")
    money = [EventFunding(funding_source=source, planned=Decimal(800), spent=Decimal(20))]
    event = office.event(budget=Decimal(1000), fundings=money)
    page = client_as(Role.NETWORK_COORDINATOR).get(f"{PAGE}/details/?id={event.id}").text
    assert "200,00 € des Budgets deckt noch keine Quelle" in page
    assert "ohne dass etwas bewilligt ist" in page


def test_next_years_is_looked_at_and_made_with_one_press(client_as: Sign, office: Office) -> None:
    event = planned(office, recurrence=Recurrence.FIXED_DAY)
    client, url = client_as(Role.NETWORK_COORDINATOR), f"{PAGE}/next_year/?id={event.id}"
    shown = client.get(url).text
    assert "05.12.2027" in shown
    assert "Fr. 05.11.2027" in shown  # the hall, thirty days before
    sent = {"name": "Tag des Ehrenamtes 2027", "begins_on": "05.12.2027"}
    press(client, url, **sent)
    made = office.every(Event)[1]
    assert (made.name, made.state, made.begins_on, made.previous_id) == (
        *("Tag des Ehrenamtes 2027", EventState.IDEA),
        *(date(2027, 12, 5), event.id),
    )
    assert [row.what for row in made.tasks] == ["Saal reservieren", "Urkunden drucken"]
    again = press(client, url, **sent)
    assert again.status_code == 422
    assert "gibt es schon" in again.text


@pytest.mark.parametrize("day", ["", "31.02.2027", "01.01.2020"])
def test_a_day_that_cannot_be_keeps_what_was_typed(
    client_as: Sign, office: Office, day: str
) -> None:
    event, client = planned(office), client_as(Role.NETWORK_COORDINATOR)
    url = f"{PAGE}/next_year/?id={event.id}"
    answer = press(client, url, name="Dank an alle", begins_on=day)
    assert answer.status_code == 422
    assert "Dank an alle" in answer.text
    assert len(office.every(Event)) == 1


def test_only_what_is_announced_and_public_leaves_the_house(
    client_as: Sign, office: Office
) -> None:
    told = {"is_public": True, "state": EventState.ANNOUNCED, "place": "Haus an der Kirche"}
    office.event(opens_at=time(18), public_text="Wir danken.", next_time="Intern", **told)
    office.event(name="Woche", ends_on=date(2026, 12, 11), **told)
    office.event(name="Noch geplant", is_public=True, state=EventState.PLANNED)
    office.event(name="Nicht öffentlich", state=EventState.ANNOUNCED)
    answer = client_as(None).get("/events.ics")
    found = {str(one["summary"]): one for one in Calendar.from_ical(answer.data).walk("VEVENT")}
    assert set(found) == {"Tag des Ehrenamtes 2026", "Woche"}
    assert found["Tag des Ehrenamtes 2026"]["dtstart"].dt.isoformat() == (
        "2026-12-05T18:00:00+01:00"
    )
    assert found["Woche"]["dtend"].dt == date(2026, 12, 12)  # the day after the last
    assert found["Woche"]["class"] == "PUBLIC"
    assert "Wir danken." in answer.text
    for word in ("Daria", "Vogt", "Intern", "Noch geplant", "Nicht öffentlich"):
        assert word not in answer.text


def test_what_was_told_and_is_called_off_stands_there_as_cancelled(
    client_as: Sign, office: Office
) -> None:
    event = office.event(is_public=True, state=EventState.ANNOUNCED, place="Markt")
    office.event(name="Nur geplant", is_public=True, state=EventState.PLANNED)
    outside, keeper = client_as(None), client_as(Role.NETWORK_COORDINATOR)

    def told() -> list[tuple[str, str, int]]:
        found = Calendar.from_ical(outside.get("/events.ics").data).walk("VEVENT")
        return [(str(one["summary"]), one["status"], one["sequence"]) for one in found]

    ((name, status, sequence),) = told()
    assert (name, status) == (event.name, "CONFIRMED")
    for key in (event.id, event.id + 1):
        press(keeper, f"{PAGE}/advance/?id={key}&to=CANCELLED")
    assert told() == [(event.name, "CANCELLED", sequence + 1)]
    press(keeper, f"{PAGE}/advance/?id={event.id}&to=PLANNED")
    assert told() == [(event.name, "CANCELLED", sequence + 2)]


def test_an_event_of_several_days_stands_on_each_of_them(client_as: Sign, office: Office) -> None:
    mine = {"state": EventState.PLANNED, "worker": office.staff()}
    several = {"begins_on": date(2026, 11, 26), "ends_on": date(2026, 12, 2)}
    office.event(name="Woche", **several, **mine)
    night = {"opens_at": time(20), "closes_at": time(1), "ends_on": date(2026, 11, 25)}
    office.event(name="Nacht", begins_on=date(2026, 11, 24), **night, **mine)
    office.event(name="Fest", begins_on=date(2025, 12, 30), ends_on=date(2026, 1, 2))
    client = client_as(Role.NETWORK_COORDINATOR)
    grid = " ".join(client.get(f"{PAGE}/").text.split())
    assert "26.11.2026 – 02.12.2026" in grid
    year = client.get(f"{PAGE}/year/?year=2026").text
    assert year.count(">Woche</a>") == 2  # in November and in December
    assert year.count(">Fest</a>") == 1
    drawn = tree_of(client_as(Role.SOCIAL_WORKER).get("/admin/calendar/?day=23.11.2026"))
    days = drawn.xpath("//section[h3 or header/h3]")
    told = [[link.text for link in day.xpath(".//a[contains(@class, 'blue')]")] for day in days]
    assert told == [
        *([], [], ["Nacht, bis 01:00 Uhr"], ["Woche, Tag 1 von 7"], ["Woche, Tag 2 von 7"]),
        *(["Woche, Tag 3 von 7"], ["Woche, Tag 4 von 7"]),
    ]
    assert [one.text for one in drawn.xpath("//li[contains(@class, 'blk')]//b")] == ["Nacht"]


def test_the_year_lists_what_should_be_proposed(client_as: Sign, office: Office) -> None:
    day, rule = date(2025, 12, 5), Recurrence.FIXED_DAY
    office.event(name="Dank 2025", begins_on=day, state=EventState.DONE, recurrence=rule)
    client = client_as(Role.NETWORK_COORDINATOR)
    assert "Für 2026 vorschlagen" in client.get(f"{PAGE}/year/?year={TODAY.year}").text
    assert "Dank 2025" in client.get("/admin/").text
    assert client.get(f"{PAGE}/year/?year=0").status_code == 400


def test_a_deleted_event_takes_its_tasks_along_and_comes_back(
    client_as: Sign, office: Office
) -> None:
    event = planned(office)
    press(client_as(Role.NETWORK_COORDINATOR), f"{PAGE}/delete/?id={event.id}", id=str(event.id))
    assert (office.every(Event), office.every(Task)) == ([], [])
    lead = client_as(Role.TEAM_LEAD)
    for gone in office.every(select(DeletedRecord).order_by(DeletedRecord.table_name)):
        if gone.table_name == "event":
            press(lead, f"/admin/deleted_record/restore/?id={gone.id}", id=str(gone.id))
    back = office.only(Event)
    assert [row.what for row in back.tasks] == ["Saal reservieren", "Urkunden drucken"]

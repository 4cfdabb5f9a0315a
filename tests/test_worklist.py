"""My day: what is due soon, for whom, how late, and only within one's own cases."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from models import EvictionCase, Partner, PartnerCheck, Unit
from models.acting import Acting
from models.eviction_step import EvictionState
from models.permissions import Role
from models.reports.worklist import MOST, Worklist, worklist
from models.task import TaskState
from tests.conftest import NOW, Sign
from tests.factories import TODAY, Office
from tests.forms import tree_of

Due = Callable[[], Worklist]


def day(distance: int) -> date:
    return TODAY + timedelta(days=distance)


@pytest.fixture
def due(app: Flask, office: Office) -> Due:
    """The first social worker's day."""
    someone = Acting(office.staff().id, frozenset({Role.SOCIAL_WORKER}), NOW)

    def read() -> Worklist:
        with app.app_context():
            return worklist(someone)

    return read


def test_appointments_of_a_week_from_this_morning_on(due: Due, office: Office) -> None:
    moments = [
        datetime(2026, 11, 22, 23, 59), datetime(2026, 11, 23, 0, 0),
        datetime(2026, 11, 29, 23, 59), datetime(2026, 11, 30, 0, 0),
    ]  # fmt: skip
    for moment in moments:
        values = {"held_on": date(2026, 11, 1), "next_appointment_at": moment}
        office.counselling_session(**values, next_place="Rathaus")
    colleague = office.staff("sozialarbeit3")
    office.counselling_session(worker=colleague, next_appointment_at=moments[1])
    found = due().appointments
    assert [one.at for one in found] == moments[1:3]
    assert (found[0].text, found[0].small) == ("Beispiel, Ada", "Rathaus")


def test_tasks_due_within_a_week_and_overdue_ones_first(due: Due, office: Office) -> None:
    person = office.person()
    office.task(what="bald", due_on=day(7), person=person)
    office.task(what="zu spät", due_on=day(-1))
    office.task(what="später", due_on=day(8))
    office.task(what="ohne Tag")
    office.task(what="erledigt", due_on=day(-1), state=TaskState.DONE)
    office.task(what="einer anderen", due_on=TODAY, worker=office.staff("sozialarbeit3"))
    assert [(one.text, one.small, one.tone) for one in due().tasks] == [
        ("zu spät", "", "red"), ("bald", "Beispiel, Ada", "amber"),
    ]  # fmt: skip


def test_agreements_wait_until_both_have_signed(due: Due, office: Office) -> None:
    both = {"signed_client_on": TODAY, "signed_worker_on": TODAY}
    office.goal_agreement(**both)
    half = office.goal_agreement(signed_worker_on=TODAY)
    none = office.goal_agreement(agreed_on=day(-1))
    assert [one.record_id for one in due().unsigned] == [half.id, none.id]


def test_open_eviction_cases_of_ones_own_people_and_those_without_a_worker(
    due: Due, office: Office
) -> None:
    colleague = office.staff("sozialarbeit3")
    mine, hers = office.person(given_name="A"), office.person(given_name="B")
    office.responsibility(mine)
    office.responsibility(hers, "sozialarbeit3")
    own = office.eviction_case(mine, worker=colleague)
    unassigned = office.eviction_case(hers, received_on=day(-1))
    assigned = office.eviction_case(hers, worker=office.staff(), received_on=day(-2))
    office.eviction_case(hers, worker=colleague)
    over = office.eviction_case(mine)
    over.state = EvictionState.AVERTED
    office.session.commit()
    assert [one.record_id for one in due().evictions] == [own.id, unassigned.id, assigned.id]


def test_the_eviction_with_the_nearest_deadline_comes_first(due: Due, office: Office) -> None:
    def case(served: date | None) -> EvictionCase:
        return office.eviction_case(served_on=served, received_on=day(-60), filed_on=day(-90))

    provisional = case(None)  # counted from the filing: over for long
    near = case(date(2026, 9, 28))  # cure period until 27 November; the defence is not ticked off
    far = case(date(2026, 11, 20))  # defence until 4 December
    office.eviction_case(received_on=day(-1))  # nothing known that a deadline could run from
    for row in near.open_deadlines:
        if row.rule == "VERTEIDIGUNGSANZEIGE":
            near.tick_off(row, day(-40))
    office.session.commit()
    assert [(one.record_id, one.small, one.on, one.tone) for one in due().evictions][:3] == [
        (provisional.id, "SCHONFRIST", date(2026, 10, 23), "red"),
        (near.id, "SCHONFRIST", date(2026, 11, 27), "red"),
        (far.id, "VERTEIDIGUNGSANZEIGE", date(2026, 12, 4), "amber"),
    ]


def test_papers_that_expire_within_eight_weeks(due: Due, office: Office) -> None:
    person = office.person()
    for distance in (-8, -7, 0, 56, 57):
        office.residence_status(person, expires_on=day(distance))
    office.residence_status(person, expires_on=TODAY, valid_to=day(-1))  # no longer holds
    assert [(one.on, one.tone) for one in due().papers] == [
        (day(-7), "red"), (TODAY, "amber"), (day(56), ""),
    ]  # fmt: skip


def test_moves_from_yesterday_on_for_a_week_in_their_order(due: Due, office: Office) -> None:
    unit = office.unit()
    for number, (start, end) in enumerate([
        (day(3), day(200)),  # moves in soon, out much later
        (day(-300), day(1)),
        (day(-1), None),
        (day(-2), None),
        (day(8), None),
        (day(-100), day(-2)),
    ]):  # fmt: skip
        person = office.person(given_name=str(number))
        office.stay(person, unit=unit, valid_from=start, valid_to=end)
    assert [(one.text, one.on) for one in due().moves] == [
        ("Beispiel, 2", day(-1)), ("Beispiel, 1", day(1)), ("Beispiel, 0", day(3)),
    ]  # fmt: skip
    assert due().moves[0].small == office.only(Unit).title


def test_entries_of_the_directory_are_checked_once_a_year(due: Due, office: Office) -> None:
    for partner in office.every(Partner):
        partner.checked_on = TODAY
    office.session.commit()
    assert due().unchecked == ()
    turns = (("sozialarbeit", -365), ("sozialarbeit", -364), ("koordination", -800))
    for who, distance in turns:
        partner = office.partner(name=f"{who} {distance}", checked_on=day(distance))
        office.add(PartnerCheck(partner=partner, checker=office.staff(who)))
    assert [one.text for one in due().unchecked] == ["sozialarbeit -365"]


def test_a_card_is_short(due: Due, office: Office) -> None:
    for _ in range(MOST + 1):
        office.task(due_on=TODAY)
    assert len(due().tasks) == MOST


def test_my_day_shows_ones_own_and_counts_few_statements(
    client_as: Sign, office: Office, statements: Callable[[], object]
) -> None:
    task = office.task(what="<b>Antrag</b>", due_on=day(-1))
    client = client_as(Role.SOCIAL_WORKER)
    page = client.get("/admin/")
    link = tree_of(page).xpath("//a[@class='what'][text()='<b>Antrag</b>']/@href")
    assert link == [f"/admin/task/details/?id={task.id}"]
    assert '<span class="tag red">gestern</span>' in page.text
    with statements() as few:
        client.get("/admin/")
    for number in range(5):
        office.task(due_on=TODAY, person=office.person(given_name=str(number)))
    with statements() as more:
        client.get("/admin/")
    assert len(few) == len(more) <= 23  # sign-in, some cards, digest; nothing for each row


@pytest.mark.parametrize(
    ("role", "stems"),
    [
        (Role.CARETAKER, {"stay"}),
        (Role.NETWORK_COORDINATOR, {"partner_check"}),
        (Role.BENEFITS_CLERK, {"eviction_case", "residence_status", "stay"}),
        (Role.STATISTICS_READER, set()),
        (Role.DATA_PROTECTION_OFFICER, set()),
    ],
)
def test_everybody_sees_the_cards_of_their_role_only(
    client_as: Sign, office: Office, role: Role, stems: set[str]
) -> None:
    office.task(due_on=TODAY)
    late = office.partner(checked_on=day(-800))
    office.add(PartnerCheck(partner=late, checker=office.staff("koordination")))
    page = client_as(role).get("/admin/")
    links = tree_of(page).xpath("//section//a[@class='more']/@href")
    assert {link.split("/")[2] for link in links} == stems
    assert "Antrag ausfüllen" not in page.text


def test_the_greeting_goes_by_the_clock_on_the_wall_of_the_office(
    app: Flask, client_as: Sign
) -> None:
    told = []
    for hour in (9, 10, 16, 17):  # in Germany one hour later
        app.config["CLOCK"] = lambda hour=hour: NOW.replace(hour=hour, minute=30)
        page = client_as(Role.CARETAKER).get("/admin/")
        told.append(tree_of(page).xpath("string(//h1)"))
    morning, day_begun, still_day, evening = told
    assert morning != day_begun == still_day != evening


@pytest.mark.parametrize("role", [Role.BENEFITS_CLERK, Role.TEAM_LEAD])
def test_who_has_no_cases_is_told_of_all_evictions_and_papers(
    client_as: Sign, office: Office, role: Role
) -> None:
    person = office.person(family_name="Fremdfall")
    office.responsibility(person, "sozialarbeit2")
    case = office.eviction_case(person, filed_on=TODAY - timedelta(days=60))  # presses
    paper = office.residence_status(person, expires_on=TODAY + timedelta(days=9))
    page = client_as(role).get("/admin/").text
    assert f"/admin/eviction_case/details/?id={case.id}" in page
    assert f"/admin/residence_status/details/?id={paper.id}" in page


def test_while_the_worker_is_away_the_deputy_is_told_of_red_deadlines_and_whose_they_are(
    client_as: Sign, office: Office
) -> None:
    person, colleague = office.person(family_name="Eilig"), office.staff("sozialarbeit2")
    office.responsibility(person, "sozialarbeit2")
    office.eviction_case(person, worker=colleague, served_on=TODAY - timedelta(days=56))
    page = client_as(Role.SOCIAL_WORKER).get("/admin/").text
    assert "Eilig" not in page
    office.absence("sozialarbeit2", deputy=office.staff("sozialarbeit"))
    page = client_as(Role.SOCIAL_WORKER).get("/admin/").text
    assert "Eilig" in page
    assert colleague.display_name in page


def test_a_shelter_order_that_ends_soon_stands_there_too(client_as: Sign, office: Office) -> None:
    case = office.eviction_case(worker=office.staff(), sheltered_until=TODAY + timedelta(days=9))
    case.state = EvictionState.EMERGENCY_SHELTER
    office.session.commit()
    assert "Ende der Einweisung" in client_as(Role.SOCIAL_WORKER).get("/admin/").text

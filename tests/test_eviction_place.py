"""From the eviction date to the shelter: places, caretakers, placement on the day."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from werkzeug.test import TestResponse

from models import EvictionCase, PlaceReservation, Stay, Unit
from models.base import RulesBroken
from models.eviction_step import EvictionState
from models.eviction_tasks import ASSIGN_CARETAKERS, PREPARE_PLACES
from models.permissions import Role
from models.stay import PlacementBasis
from models.task import TaskState
from tests.conftest import Sign, token_of
from tests.factories import TODAY, Office
from tests.forms import Desk, tree_of

URL = "/admin/eviction_case"
HOUSING, WORKER, CARETAKER = Role.ACCOMMODATION_ADMIN, Role.SOCIAL_WORKER, Role.CARETAKER
DAY = datetime(2026, 12, 14, 9)


def case_on(office: Office, at: datetime = DAY, **values: Any) -> EvictionCase:
    """A tenant with one child whose eviction is fixed."""
    given = {"state": EvictionState.EVICTION_SCHEDULED, "eviction_at": at, "minor_count": 1}
    case = office.eviction_case(office.person(given_name="Uwe"), **{**given, **values})
    office.eviction_person(case, person=office.person(given_name="Kind"))
    return case


def send(
    client_as: Sign, case: EvictionCase, route: str, role: Role = HOUSING, **typed: Any
) -> TestResponse:
    client = client_as(role)
    token = token_of(client.get(f"{URL}/details/?id={case.id}").text)
    return client.post(f"{URL}/{route}/?id={case.id}", data={"csrf_token": token, **typed})


def reserve(client_as: Sign, case: EvictionCase, unit: Unit, places: int) -> TestResponse:
    return send(client_as, case, "reserve", unit=str(unit.id), places=str(places))


def keep(office: Office, case: EvictionCase, unit: Unit, places: int = 2) -> None:
    try:
        case.reserve(unit, places, TODAY)
        office.session.commit()
    finally:
        office.session.rollback()


def words(page: TestResponse) -> str:
    return " ".join(tree_of(page).xpath("//main")[0].text_content().split())


def said_after(client_as: Sign, case: EvictionCase, role: Role = HOUSING) -> str:
    return words(client_as(role).get(f"{URL}/details/?id={case.id}"))


def test_places_are_reserved_and_missing_ones_are_told(client_as: Sign, office: Office) -> None:
    case, unit = case_on(office), office.unit()
    assert "Es fehlen noch 2 Plätze." in said_after(client_as, case)
    page = words(client_as(HOUSING).get(f"{URL}/places/?id={case.id}"))
    assert "2 von 2" in page
    assert reserve(client_as, case, unit, 1).status_code == 302
    assert "Es fehlt noch 1 Platz." in said_after(client_as, case)
    reserve(client_as, case, unit, 1)
    text = said_after(client_as, case, WORKER)
    assert "Platz." not in text
    assert unit.title in text
    done = {task.what: task.state for task in office.only(EvictionCase).tasks}
    assert done[PREPARE_PLACES] is TaskState.DONE


@pytest.mark.parametrize(
    ("living", "places", "is_possible"),
    [(0, 2, True), (0, 3, False), (1, 1, True), (1, 2, False), (0, 0, False)],
)
def test_only_free_places_are_reserved(
    office: Office, living: int, places: int, is_possible: bool
) -> None:
    case, unit = case_on(office), office.unit()
    for _ in range(living):
        office.stay(office.person(), unit=unit)
    if is_possible:
        keep(office, case, unit, places)
    else:
        with pytest.raises(RulesBroken, match="places: "):
            keep(office, case, unit, places)
    assert len(office.every(PlaceReservation)) == is_possible


def test_a_blocked_unit_is_not_reserved_nor_a_place_without_a_date(office: Office) -> None:
    blocked = office.unit(is_blocked=True, blocked_reason="Wasserschaden")
    case = case_on(office)
    with pytest.raises(RulesBroken, match="unit: "):
        keep(office, case, blocked, 1)
    with pytest.raises(RulesBroken, match="once an eviction date"):
        office.eviction_case().reserve(office.unit(number="2"), 1, TODAY)


@pytest.mark.parametrize(
    ("values", "is_possible"),
    [
        ({"valid_from": TODAY}, False),  # would still be there on the day
        ({"valid_from": TODAY, "valid_to": date(2026, 12, 14)}, True),  # leaves on that morning
        ({"valid_from": TODAY, "valid_to": date(2026, 12, 15)}, False),
        ({"valid_from": date(2027, 1, 1)}, False),
    ],
)
def test_nobody_gives_away_a_reserved_place(
    office: Office, values: dict[str, Any], is_possible: bool
) -> None:
    case, unit = case_on(office), office.unit()
    keep(office, case, unit)
    if is_possible:
        office.stay(office.person(), unit=unit, **values)
        return
    with pytest.raises(RulesBroken, match="unit: "):
        office.stay(office.person(), unit=unit, **values)


def test_a_released_place_is_free_again(client_as: Sign, office: Office) -> None:
    case, unit = case_on(office), office.unit()
    reserve(client_as, case, unit, 2)
    row = office.only(PlaceReservation)
    assert send(client_as, case, "release", reservation=str(row.id)).status_code == 302
    assert office.only(PlaceReservation).released_on == TODAY
    assert office.stay(office.person(), unit=unit, valid_from=TODAY).id
    assert send(client_as, case, "release", reservation=str(row.id)).status_code == 404


def test_a_new_date_takes_the_places_along_and_keeps_the_old_deadlines(office: Office) -> None:
    case, unit = case_on(office), office.unit()
    keep(office, case, unit)
    case.eviction_at = datetime(2027, 1, 18, 10)
    office.session.commit()
    assert office.only(PlaceReservation).reserved_from == date(2027, 1, 18)
    old = [row.event_on for row in case.deadlines if row.superseded_at]
    assert old == [DAY.date()]


def test_an_averted_eviction_gives_its_places_back(office: Office) -> None:
    case, unit = case_on(office), office.unit()
    case.reserve(unit, 2, TODAY)
    case.withdrawn_by, case.withdrawn_on = "Vermieter", TODAY
    case.advance(EvictionState.WITHDRAWN, TODAY)
    office.session.commit()
    assert office.only(PlaceReservation).released_on == TODAY


def test_two_caretakers_are_assigned_and_see_the_day(client_as: Sign, office: Office) -> None:
    case = case_on(office, arrears=Decimal(5240), court_reference="9 C 12/26", has_pets=True)
    caretaker = office.staff("hausmeister")
    assert "Uwe" not in client_as(CARETAKER).get("/admin/").text
    assert client_as(CARETAKER).get(f"{URL}/details/?id={case.id}").status_code == 404
    send(client_as, case, "assign", staff=[str(caretaker.id), "999999"])
    day = words(client_as(CARETAKER).get("/admin/"))
    for told in ("Räumungstermine", "14.12.2026 09:00", "2 Personen", "Haustiere", "1 Hausmeister"):
        assert told in day, told
    text = said_after(client_as, case, CARETAKER)
    assert "Musterweg 3" in text
    for secret in ("5.240", "9 C 12/26", "Schonfrist"):
        assert secret not in text
    assert "14.12.2026 09:00" in words(client_as(CARETAKER).get(f"{URL}/"))


def test_the_accommodation_administration_sees_every_date_and_what_is_missing(
    client_as: Sign, office: Office
) -> None:
    case = case_on(office)
    case.residents[0].person.needs_barrier_free = True
    office.session.commit()
    day = words(client_as(HOUSING).get("/admin/"))
    for told in ("barrierefreier Platz", "14.12.2026 09:00", "0 von 2 Plätzen", "0 Hausmeister"):
        assert told in day, told
    assert "Räumungstermine" not in words(client_as(WORKER).get("/admin/"))  # has a card of cases


def test_the_task_is_done_once_two_are_assigned(office: Office) -> None:
    case = case_on(office)
    staff = [office.staff("hausmeister"), office.staff("hausmeister2")]
    case.assign(staff[:1], TODAY)
    assert {task.state for task in case.tasks} == {TaskState.OPEN}
    case.assign(staff, TODAY)
    office.session.commit()
    closed = {task.what for task in case.tasks if task.state is TaskState.DONE}
    assert closed == {ASSIGN_CARETAKERS}


def test_on_the_day_everybody_is_placed_with_one_click(client_as: Sign, office: Office) -> None:
    case, unit = case_on(office, datetime(2026, 11, 23, 9)), office.unit()
    reserve(client_as, case, unit, 2)
    assert send(client_as, case, "place", until="23.5.27").status_code == 302
    now = office.only(EvictionCase)
    assert now.state is EvictionState.EMERGENCY_SHELTER
    assert [step.state for step in now.steps[1:]] == [
        EvictionState.EVICTED, EvictionState.EMERGENCY_SHELTER,
    ]  # fmt: skip
    assert (now.evicted_on, now.sheltered_from, now.shelter_ordered_on) == (TODAY, TODAY, TODAY)
    assert (now.sheltered_until, now.shelter_unit_id) == (date(2027, 5, 23), unit.id)
    stays = office.every(Stay)
    assert {stay.person.given_name for stay in stays} == {"Uwe", "Kind"}
    assert {(stay.unit_id, stay.valid_from) for stay in stays} == {(unit.id, TODAY)}
    assert {stay.placement_basis for stay in stays} == {PlacementBasis.ORDER_LAW}
    assert {stay.reason.code for stay in stays if stay.reason} == {"homeless_c_eviction"}
    assert office.only(PlaceReservation).released_on == TODAY


@pytest.mark.parametrize(
    ("at", "places", "until", "sentence"),
    [
        (datetime(2026, 11, 24, 9), 2, "23.5.27", "noch nicht gekommen"),
        (datetime(2026, 11, 23, 9), 1, "23.5.27", "Benötigte Plätze: 2. Reservierte Plätze: 1."),
        (datetime(2026, 11, 23, 9), 2, "22.11.26", "Ende liegt vor"),
        (datetime(2026, 11, 23, 9), 2, "bald", "gibt es im Kalender nicht"),
    ],
)
def test_placing_is_refused_with_a_sentence(
    client_as: Sign, office: Office, at: datetime, places: int, until: str, sentence: str
) -> None:
    case, unit = case_on(office, at), office.unit()
    reserve(client_as, case, unit, places)
    client = client_as(HOUSING)
    token = token_of(client.get(f"{URL}/details/?id={case.id}").text)
    sent = {"csrf_token": token, "until": until}
    answer = client.post(f"{URL}/place/?id={case.id}", data=sent, follow_redirects=True)
    assert sentence in answer.text
    assert office.every(Stay) == []
    assert office.only(EvictionCase).state is EvictionState.EVICTION_SCHEDULED


def test_who_already_lives_somewhere_is_not_placed_twice(client_as: Sign, office: Office) -> None:
    case, unit = case_on(office, datetime(2026, 11, 23, 9)), office.unit()
    office.stay(case.person, unit=office.unit(number="9"))
    reserve(client_as, case, unit, 2)
    send(client_as, case, "place", until="23.5.27")
    assert len(office.every(Stay)) == 1
    assert office.only(EvictionCase).state is EvictionState.EVICTION_SCHEDULED


@pytest.mark.parametrize("role", [WORKER, Role.TEAM_LEAD, Role.BENEFITS_CLERK])
@pytest.mark.parametrize("route", ["reserve", "release", "assign", "place"])
def test_only_who_keeps_the_shelters_reserves_and_places(
    client_as: Sign, office: Office, role: Role, route: str
) -> None:
    case = case_on(office)
    client = client_as(role)
    token = token_of(client.get("/admin/").text)
    assert (
        client.post(f"{URL}/{route}/?id={case.id}", data={"csrf_token": token}).status_code == 403
    )
    assert client.get(f"{URL}/places/?id={case.id}").status_code == 403


def test_the_list_of_units_counts_reserved_places(client_as: Sign, office: Office) -> None:
    case, unit = case_on(office), office.unit()
    keep(office, case, unit)
    text = words(client_as(HOUSING).get("/admin/unit/"))
    assert "Reserviert" in text


def test_units_that_fit_the_people_come_first(client_as: Sign, office: Office) -> None:
    case = case_on(office)
    for number, size in (("1", 1), ("6", 6), ("2", 2)):
        office.unit(number=number, nominal_capacity=6, realistic_capacity=size)
    page = client_as(HOUSING).get(f"{URL}/places/?id={case.id}")
    shown = tree_of(page).xpath("//tbody//td[@class='n']//text()")
    assert [text for text in shown if text.strip()] == ["2 von 2", "6 von 6", "1 von 1"]


def test_a_person_with_a_case_is_not_deleted(client_as: Sign, office: Office) -> None:
    case = case_on(office)
    for person in case.people:  # the tenant, and who lives along
        assert Desk(client_as(WORKER), "person").remove(person).status_code == 409
    assert office.fresh(case) is not None

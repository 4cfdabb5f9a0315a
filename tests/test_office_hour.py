"""Office hours by place and weekday, true for a time."""

from datetime import date, datetime, time

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models import OfficeHour
from models.base import RulesBroken
from models.catalogue import OfficeLocation
from models.office_hour import Weekday, next_opening
from models.permissions import Role
from tests.conftest import Sign
from tests.factories import TODAY, Office
from tests.forms import Desk, tree_of

OURS = select(OfficeHour).where(OfficeHour.weekday == Weekday.SUNDAY)


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.TEAM_LEAD), "office_hour")


def hour(office: Office, **values: object) -> OfficeHour:
    """A Sunday hour, which the town itself has not."""
    times = {"weekday": Weekday.SUNDAY, "opens_at": time(8, 30), "closes_at": time(12)}
    given = {"office_location": office.entry(OfficeLocation), "valid_from": TODAY}
    return office.add(OfficeHour(**{**given, **times, **values}))


@pytest.mark.parametrize(
    ("field", "rule", "values"),
    [
        ("closes_at", "closes_after_opens", {"closes_at": time(8, 30)}),
        ("valid_to", "valid_to_after_valid_from", {"valid_to": date(2026, 11, 22)}),
    ],
)
def test_no_hour_ends_before_it_begins(
    office: Office, field: str, rule: str, values: dict[str, object]
) -> None:
    with pytest.raises(RulesBroken, match=field):
        hour(office, **values)
    office.session.rollback()
    stored = hour(office)
    with pytest.raises(IntegrityError, match=rule):
        office.write_past_rules(stored, **values)


def test_an_hour_is_asked_as_of_a_day(office: Office) -> None:
    stored = hour(office, valid_to=TODAY)
    assert office.every(OURS.where(OfficeHour.as_of(TODAY))) == [stored]
    assert office.every(OURS.where(OfficeHour.as_of(date(2026, 11, 24)))) == []


def test_lists_and_headings_call_an_hour_alike(any_office: Office) -> None:
    stored = hour(any_office)
    assert any_office.title_in_sql(stored) == stored.title
    assert stored.title.endswith(", 08:30–12:00")


def test_who_may_not_change_office_hours(client_as: Sign) -> None:
    assert client_as(Role.SOCIAL_WORKER).get("/admin/office_hour/new/").status_code == 403


def test_an_hour_is_recorded_found_and_changed(desk: Desk, office: Office) -> None:
    place, other = office.every(select(OfficeLocation).order_by(OfficeLocation.id))[:2]
    desk.save({
        "office_location": str(place.id), "weekday": "SUNDAY", "opens_at": "8.30",
        "closes_at": "12 Uhr", "valid_from": "1.1.27",
    })  # fmt: skip
    stored = office.only(OURS)
    assert (stored.opens_at, stored.closes_at) == (time(8, 30), time(12))
    assert desk.found(weekday="SUNDAY", office_location=place.code) == [stored.id]
    answer = desk.send({"office_location": str(other.id)}, stored)
    told = tree_of(desk.client.get(answer.location)).xpath("string(//p[contains(@class, 'flash')])")
    assert f"{other.title}, 08:30–12:00" in told  # the new place, not the one before
    assert "01.01.2027" in desk.details(stored)


def test_wrong_values_stand_beside_their_fields(desk: Desk, office: Office) -> None:
    wrong = {"opens_at": "25:00", "closes_at": "später", "valid_from": "1.13.26"}
    stored = hour(office)
    assert desk.refused(wrong, stored) == set(wrong)
    assert desk.refused({"closes_at": "8:00"}, stored) == {"closes_at"}
    assert office.only(OURS).closes_at == time(12)


@pytest.mark.parametrize(
    ("today", "weekday", "opens_on"),
    [
        (date(2026, 11, 23), Weekday.WEDNESDAY, date(2026, 11, 25)),
        (date(2026, 11, 25), Weekday.WEDNESDAY, date(2026, 12, 2)),  # not today any more
        (date(2026, 12, 24), Weekday.FRIDAY, date(2027, 1, 8)),  # two holidays between
    ],
)
def test_the_next_opening_is_after_today_and_on_no_holiday(
    office: Office, today: date, weekday: Weekday, opens_on: date
) -> None:
    for known in office.every(OfficeHour):
        office.session.delete(known)
    office.session.commit()
    place = hour(office, weekday=weekday, opens_at=time(14), closes_at=time(16)).office_location
    hour(office, weekday=weekday, valid_to=TODAY)  # earlier in the day, but it ended
    opening = next_opening(office.session, today)
    assert opening == (datetime.combine(opens_on, time(14)), place)


def test_an_office_that_never_opens_has_no_next_opening(office: Office) -> None:
    for known in office.every(OfficeHour):
        office.session.delete(known)
    office.session.commit()
    assert next_opening(office.session, TODAY) is None

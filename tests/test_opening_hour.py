"""Opening hours of an organisation as its form takes them."""

from datetime import time

import pytest
from sqlalchemy import select

from models import OpeningHour, Partner
from models.base import RulesBroken
from models.office_hour import Weekday
from models.permissions import Role
from tests.conftest import Sign
from tests.factories import Office
from tests.forms import Desk, tree_of

MORNING = {"weekday": Weekday.MONDAY, "opens_at": time(8), "closes_at": time(12)}
ROW = {"hours-0-weekday": "MONDAY", "hours-0-opens_at": "8", "hours-0-closes_at": "12:00"}


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.NETWORK_COORDINATOR), "partner")


def week_of(desk: Desk, partner: Partner) -> str:
    """The hours as the page of the organisation tells them, day by day."""
    page = tree_of(desk.client.get(f"/admin/partner/details/?id={partner.id}"))
    return " ".join(page.xpath("string(//table[contains(@class, 'week')])").split())


def test_hours_are_typed_in_the_form_of_the_organisation(desk: Desk, office: Office) -> None:
    partner = office.partner()
    desk.save({**ROW, "hours-0-weeks": "4,2", "hours-0-note": "nur Telefon"}, partner)
    hour = office.only(select(OpeningHour).where(OpeningHour.partner_id == partner.id))
    assert (hour.weekday, hour.opens_at, hour.weeks) == (Weekday.MONDAY, time(8), "2, 4")
    told = "08:00–12:00 nur am 2. und 4. des Monats · nur Telefon"
    assert told in week_of(desk, partner)


def test_hours_may_run_past_midnight(desk: Desk, office: Office) -> None:
    partner = office.partner()
    office.add(OpeningHour(partner=partner, **{**MORNING, "opens_at": time(22)}))
    assert office.title_in_sql(partner.hours[0]) == partner.hours[0].title
    assert "22:00–12:00" in week_of(desk, partner)


def test_hours_that_overlap_or_make_no_sense_are_refused(desk: Desk, office: Office) -> None:
    partner = office.partner()
    second = {name.replace("-0-", "-1-"): value for name, value in ROW.items()}
    assert "Zwei Zeiten dieses Wochentags überschneiden sich." in refusal(
        desk, partner, {**ROW, **second, "hours-1-opens_at": "11"}
    )
    assert "Zahlen von 1 bis 5" in refusal(desk, partner, {**ROW, "hours-0-weeks": "jede zweite"})
    assert "keine Uhrzeit" in refusal(desk, partner, {**ROW, "hours-0-opens_at": "26 Uhr"})
    with pytest.raises(RulesBroken, match="overlap"):
        office.partner(name="Zwei", hours=[OpeningHour(**MORNING), OpeningHour(**MORNING)])


def refusal(desk: Desk, partner: Partner, sent: dict[str, str]) -> str:
    answer = desk.post(desk.open(partner), sent, partner)
    assert answer.status_code == 422
    return answer.text

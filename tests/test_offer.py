"""What partners offer, for whom, with how many places."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models import Offer
from models.base import RulesBroken
from models.catalogue import TargetGroup, Topic
from models.permissions import Role
from tests.conftest import Sign
from tests.factories import Office
from tests.forms import Desk

OURS = select(Offer).where(Offer.name.in_(("Offene Sprechstunde", "Nähkurs")))


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.NETWORK_COORDINATOR), "offer")


def test_no_offer_has_fewer_places_than_none(office: Office) -> None:
    with pytest.raises(RulesBroken, match="capacity"):
        office.offer(capacity=-1)
    office.session.rollback()
    offer = office.offer(capacity=0)
    with pytest.raises(IntegrityError, match="capacity_not_negative"):
        office.write_past_rules(offer, capacity=-1)


def test_lists_and_headings_call_an_offer_alike(office: Office) -> None:
    offer = office.offer()
    assert office.title_in_sql(offer) == offer.title


def test_who_may_not_record_an_offer(client_as: Sign) -> None:
    assert client_as(Role.STATISTICS_READER).get("/admin/offer/new/").status_code == 403


def test_an_offer_is_recorded_found_and_changed(desk: Desk, office: Office) -> None:
    partner, topic, group = office.partner(), office.entry(Topic), office.entry(TargetGroup)
    desk.save({
        "partner": str(partner.id), "name": "Nähkurs", "topic": str(topic.id), "capacity": "12",
        "target_group": str(group.id), "valid_until": "31.12.2026", "cost": "5 € im Monat",
    })  # fmt: skip
    offer = office.only(OURS)
    assert (offer.topic_id, offer.target_group_id, offer.capacity) == (topic.id, group.id, 12)
    assert "31.12.2026" in desk.details(offer)
    for term in ("naehkurs", "beratungsstelle beispiel nähkurs"):
        assert desk.found(search=term) == [offer.id]
    assert desk.found(topic=topic.code, valid_until_to="31.12.2026", search="nähkurs") == [offer.id]
    desk.save({"capacity": "", "valid_until": ""}, offer)
    after = office.only(OURS)
    assert (after.capacity, after.valid_until) == (None, None)
    assert desk.refused({"capacity": "-1"}, offer) == {"capacity"}
    assert desk.refused({"capacity": "zwölf", "valid_until": "31.2."}, offer) == {
        "capacity", "valid_until",
    }  # fmt: skip


def test_a_partners_new_name_finds_its_offers(client_as: Sign, desk: Desk, office: Office) -> None:
    offer = office.offer(valid_until=date(2026, 12, 31))
    Desk(desk.client, "partner").save({"name": "Haus der Hilfe"}, offer.partner)
    assert desk.found(search="haus der hilfe sprechstunde") == [offer.id]
    assert desk.found(search="beratungsstelle beispiel") == []

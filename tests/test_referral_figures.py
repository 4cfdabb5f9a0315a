"""Referrals counted: by organisation and topic, without a person, and calls by criterion."""

from datetime import date, timedelta

import pytest

from models.catalogue import Topic
from models.permissions import Role
from models.referral_step import ContactWay, DeclineReason, Move, ReferralState
from models.reports.referral_figures import (
    criterion_contacts,
    of_partner,
    referral_figures,
    told,
)
from tests.conftest import Sign
from tests.factories import TODAY, Office

DAY = timedelta(days=1)
S = ReferralState
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def test_a_year_is_told_by_organisation_with_the_days_people_waited(office: Office) -> None:
    partner = office.partner()
    for wait in (2, 4, 9):
        one = office.referral(partner=partner, referred_on=TODAY - wait * DAY)
        one.advance(Move(S.ATTENDED, TODAY))
    lost = office.referral()
    lost.advance(Move(S.DECLINED, TODAY, decline_reason=DeclineReason.NO_PLACE))
    office.referral(referred_on=date(2025, 5, 5))
    office.session.commit()
    found = referral_figures(office.session, *YEAR)
    assert (found.referrals, found.open, found.came_to_nothing, found.days) == (4, 3, 1, 4)
    assert (found.by_partner[0].attended, found.by_reason) == (3, ((DeclineReason.NO_PLACE, 1),))
    assert of_partner(office.session, partner.id).referrals == 3


def test_a_call_counts_under_its_criterion_but_not_beside_its_own_talk(office: Office) -> None:
    topic = office.entry(Topic, "debt")
    talk = office.counselling_session(topics=[topic])
    of_talk = office.referral(talk.person, session=talk, topic=topic)
    other = office.referral(topic=topic)
    for one in (of_talk, other):
        one.advance(Move(S.CONTACTED, TODAY, way=ContactWay.PHONE))
    other.advance(Move(S.CONTACTED, TODAY, way=ContactWay.EMAIL))
    office.session.commit()
    (found,) = criterion_contacts(office.session, *YEAR)
    assert (found.talks, found.calls) == (1, 1)
    office.session.rollback()


@pytest.mark.parametrize(("count", "text"), [(0, "0"), (1, "< 3"), (2, "< 3"), (3, "3")])
def test_small_numbers_are_hidden_from_who_reads_figures_only(count: int, text: str) -> None:
    assert told(count, sees_notes=False) == text
    assert told(count, sees_notes=True) == str(count)


def test_the_coordinator_reads_numbers_and_no_name(client_as: Sign, office: Office) -> None:
    office.referral(office.person(family_name="Geheimnis"))
    client = client_as(Role.NETWORK_COORDINATOR)
    page = client.get("/admin/referral_figures/").text
    assert "&lt; 3" in page
    assert "Geheimnis" not in page
    assert client.get("/admin/referral_figures/figures.xlsx").status_code == 200
    assert client.get("/admin/referral_figures/?year=99999").status_code == 400

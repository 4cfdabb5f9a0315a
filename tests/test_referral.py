"""Referrals: consent before data, steps in order, and what follows from them."""

from datetime import date, time, timedelta

import pytest

from models import Appointment, Referral, Task
from models.acting import Acting, acting_as
from models.appointment import AppointmentState
from models.base import RulesBroken
from models.consent import Consent
from models.merging import merge
from models.permissions import Role
from models.referral_step import (
    ContactWay,
    DeclineReason,
    Move,
    ReferralResult,
    ReferralState,
    StepNotAllowed,
    TransferBasis,
)
from models.task import TaskState
from tests.conftest import NOW, Sign, token_of
from tests.factories import TODAY, Office
from tests.forms import Desk, fields_of, typed_over

DAY = timedelta(days=1)
S = ReferralState


def by_consent(office: Office, **values: object) -> Referral:
    given = office.consent()
    return office.referral(
        given.person, partner=given.partner, basis=TransferBasis.CONSENT, **values
    )


def test_data_go_along_only_with_an_active_consent_for_this_organisation(office: Office) -> None:
    given = office.consent()
    with pytest.raises(RulesBroken, match="no active consent"):
        office.referral(given.person, partner=office.partner(), basis=TransferBasis.CONSENT)
    office.session.rollback()
    found = office.referral(given.person, partner=given.partner, basis=TransferBasis.CONSENT)
    assert (found.consent_id, found.items) == (given.id, ("has_name", "has_concern"))


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"basis": TransferBasis.CONSENT, "has_phone": True}, "does not cover"),
        ({"basis": TransferBasis.NONE, "has_name": True}, "only by consent or by law"),
        ({"basis": TransferBasis.LAW, "has_name": True}, "paragraph"),
    ],
)
def test_nothing_more_than_was_agreed_goes_along(
    office: Office, values: dict[str, object], problem: str
) -> None:
    given = office.consent()
    with pytest.raises(RulesBroken, match=problem):
        office.referral(given.person, partner=given.partner, **values)
    office.session.rollback()


def test_after_a_withdrawal_nothing_is_passed_on_but_the_result_can_be_noted(
    office: Office,
) -> None:
    found = by_consent(office, referred_on=TODAY)
    office.only(Consent).withdrawn_on = TODAY
    office.session.commit()
    with pytest.raises(RulesBroken, match="no longer active"):
        found.advance(Move(S.CONTACTED, TODAY, way=ContactWay.PHONE))
    found.advance(Move(S.CONTACTED, TODAY, way=ContactWay.BY_CLIENT))
    found.advance(Move(S.DONE, TODAY, result=ReferralResult.SOLVED))
    office.session.commit()
    assert [step.passed for step in found.steps] == [None, None, None]


def test_each_step_keeps_its_day_its_way_and_what_was_passed_on(office: Office) -> None:
    found = by_consent(office, referred_on=TODAY - 9 * DAY)
    found.advance(Move(S.CONTACTED, TODAY - 8 * DAY, way=ContactWay.PHONE))
    found.advance(Move(S.BOOKED, TODAY - 8 * DAY, booked_on=TODAY - DAY))
    found.advance(Move(S.MISSED, TODAY - DAY))
    found.advance(Move(S.BOOKED, TODAY - DAY, booked_on=TODAY))
    found.advance(Move(S.ATTENDED, TODAY))
    found.advance(Move(S.DONE, TODAY, result=ReferralResult.IN_CARE, note="Kommt wöchentlich"))
    office.session.commit()
    assert [step.state for step in found.steps] == [
        S.ADVISED, S.CONTACTED, S.BOOKED, S.MISSED, S.BOOKED, S.ATTENDED, S.DONE,
    ]  # fmt: skip
    assert found.steps[1].passed_items == ("has_name", "has_concern")
    assert (found.attended_on, found.result_note) == (TODAY, "Kommt wöchentlich")


@pytest.mark.parametrize(
    ("move", "problem"),
    [
        (Move(S.CONTACTED, TODAY), "way"),
        (Move(S.BOOKED, TODAY), "booked_on"),
        (Move(S.BOOKED, TODAY, booked_on=TODAY - DAY), "booked_on"),
        (Move(S.BOOKED, TODAY, booked_on=TODAY, is_in_calendar=True), "booked_time"),
        (Move(S.ATTENDED, TODAY + DAY), "future"),
        (Move(S.ATTENDED, date(2020, 1, 1)), "before the referral"),
        (Move(S.DECLINED, TODAY), "decline_reason"),
        (Move(S.DONE, TODAY), "result"),
    ],
)
def test_a_step_says_what_it_needs(office: Office, move: Move, problem: str) -> None:
    with pytest.raises(RulesBroken, match=problem):
        office.referral().advance(move)
    office.session.rollback()


def test_nobody_misses_an_appointment_that_was_never_made(office: Office) -> None:
    with pytest.raises(StepNotAllowed):
        office.referral().advance(Move(S.MISSED, TODAY))
    office.session.rollback()


def test_the_calendar_follows_an_appointment_to_which_somebody_goes_along(office: Office) -> None:
    found = office.referral()
    booked = {"booked_on": TODAY + DAY, "booked_time": time(10), "is_in_calendar": True}
    found.advance(Move(S.BOOKED, TODAY, **booked))
    office.session.commit()
    assert office.only(Appointment).starts_at.isoformat() == "2026-11-24T10:00:00"
    found.advance(Move(S.DECLINED, TODAY, decline_reason=DeclineReason.NO_PLACE))
    office.session.commit()
    assert office.only(Appointment).state is AppointmentState.CANCELLED


def test_a_reminder_is_one_task_that_ends_with_the_referral(office: Office) -> None:
    found = office.referral()
    later = {"remind_on": TODAY + 14 * DAY}
    found.advance(Move(S.CONTACTED, TODAY, way=ContactWay.EMAIL, remind_on=TODAY + DAY))
    office.session.commit()
    found.advance(Move(S.CONTACTED, TODAY, way=ContactWay.EMAIL, **later))
    office.session.commit()
    assert office.only(Task).due_on == TODAY + 14 * DAY
    found.advance(Move(S.DONE, TODAY, result=ReferralResult.NO_HELP))
    office.session.commit()
    assert office.only(Task).state is TaskState.NOT_POSSIBLE


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.SOCIAL_WORKER), "referral")


def test_a_refused_basis_says_how_to_record_a_consent_and_loses_nothing(
    desk: Desk, office: Office
) -> None:
    person, partner = office.person(), office.partner()
    page = desk.client.get(f"{desk.url}new/?person={person.id}&partner={partner.id}")
    sent = typed_over(fields_of(page), {"purpose": "Schulden ordnen", "basis": "CONSENT"})
    answer = desk.client.post(f"{desk.url}new/?person={person.id}", data=sent)
    assert answer.status_code == 422
    assert "keine gültige Einwilligung" in answer.text
    assert f"/admin/consent/new/?person={person.id}&amp;partner={partner.id}" in answer.text
    assert "Schulden ordnen" in answer.text


@pytest.mark.parametrize(("by", "words"), [("session", "Ada"), ("goal", "Sprachkurs A2")])
def test_talk_and_goal_bring_person_and_purpose_along(
    desk: Desk, office: Office, by: str, words: str
) -> None:
    record = office.counselling_session() if by == "session" else office.goal()
    sent = fields_of(desk.client.get(f"{desk.url}new/?{by}={record.id}"))
    assert words in " ".join(sent.get("purpose", [])) or sent["person"] != [""]
    assert sent["person"] != [""]


def test_an_appointment_of_today_is_told_on_my_day_and_noted_with_one_press(
    desk: Desk, office: Office
) -> None:
    found = office.referral(referred_on=TODAY - DAY)
    found.advance(Move(S.BOOKED, TODAY - DAY, booked_on=TODAY, booked_time=time(14)))
    office.session.commit()
    assert "Vermittlungen: Termin wahrgenommen?" in desk.client.get("/admin/").text
    page = desk.client.get(f"{desk.url}details/?id={found.id}")
    url = f"{desk.url}step/?id={found.id}&to=ATTENDED"
    sent = fields_of(page, f"//form[@action='{url}']")
    assert desk.client.post(url, data=sent).status_code == 302
    assert office.only(Referral).attended_on == TODAY


def test_a_step_without_what_it_needs_comes_back_with_a_sentence(
    desk: Desk, office: Office
) -> None:
    url = f"{desk.url}step/?id={office.referral().id}&to=DECLINED"
    sent = {**fields_of(desk.client.get(url), "//main//form"), "decline_reason": [""]}
    answer = desk.client.post(url, data={**sent, "note": ["Ruft zurück"]})
    assert (answer.status_code, "Ruft zurück" in answer.text) == (422, True)
    assert desk.client.get(url.replace("DECLINED", "SINGING")).status_code == 404


def test_the_lead_sees_how_far_it_is_but_not_where_to(client_as: Sign, office: Office) -> None:
    found = office.referral(partner=office.partner(name="Suchtberatung Beispiel"))
    page = client_as(Role.TEAM_LEAD).get(f"/admin/referral/details/?id={found.id}").text
    assert "empfohlen" in page
    assert "Suchtberatung" not in page


def test_an_organisation_with_referrals_is_not_deleted(client_as: Sign, office: Office) -> None:
    partner = office.referral().partner
    client = client_as(Role.NETWORK_COORDINATOR)
    url = f"/admin/partner/delete/?id={partner.id}"
    page = client.get(url)
    assert "Vermittlungen" in page.text
    sent = {"csrf_token": token_of(page.text), "id": str(partner.id)}
    assert client.post(url, data=sent).status_code == 409


def test_referrals_and_consents_move_with_a_merged_file(office: Office) -> None:
    found = by_consent(office)
    kept, other = office.person(family_name="Bleibt"), found.person
    worker = Acting(office.staff().id, frozenset({Role.SOCIAL_WORKER}), now=NOW)
    with acting_as(worker) as someone:
        assert merge(kept, other, (), office.session, someone) == []
        office.session.commit()
    moved = office.only(Referral)
    assert (moved.person_id, office.only(Consent).person_id) == (kept.id, kept.id)

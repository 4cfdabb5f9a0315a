"""Closed months: their talks are locked, nothing comes in later, the lead opens with a reason."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import AuditEntry, CounsellingSession, FieldChange, MonthClosing, Task
from models.acting import Acting
from models.base import RulesBroken
from models.month_closing import next_month
from models.month_locking import close_month, reopen_month
from models.permissions import Role
from models.reports.talk_months import talk_month, talk_months
from models.session_state import SessionState
from models.task import TaskState
from tests.conftest import NOW, Sign, token_of
from tests.factories import TODAY, Office
from tests.forms import Desk, errors_of

OCTOBER, IN_OCTOBER = date(2026, 10, 1), date(2026, 10, 14)
URL = "/admin/month_closing/"
PAGE = f"{URL}month/?month=2026-10"


def lead(office: Office) -> Acting:
    return Acting(office.staff("leitung").id, frozenset({Role.TEAM_LEAD}), NOW)


def close(office: Office) -> MonthClosing:
    close_month(IN_OCTOBER, office.session, lead(office))
    office.session.commit()
    return office.only(MonthClosing)


def reopen(office: Office) -> None:
    reopen_month(close(office), "Zahlen fehlten im Bericht", office.session, lead(office))
    office.session.commit()


def states(office: Office) -> list[SessionState]:
    wanted = select(CounsellingSession).order_by(CounsellingSession.id)
    return [talk.state for talk in office.every(wanted)]


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (date(2026, 10, 14), date(2026, 11, 1)),
        (date(2026, 12, 31), date(2027, 1, 1)),
        (date(2026, 1, 1), date(2026, 2, 1)),
    ],
)
def test_the_month_after(day: date, following: date) -> None:
    assert next_month(day) == following


def test_closing_locks_the_talks_of_the_month_alone(any_office: Office) -> None:
    any_office.counselling_session(held_on=date(2026, 9, 30))
    any_office.counselling_session(held_on=OCTOBER)
    any_office.issued_session(held_on=date(2026, 10, 31))
    any_office.counselling_session(held_on=date(2026, 11, 1))
    assert close_month(IN_OCTOBER, any_office.session, lead(any_office)) == 2
    any_office.session.commit()
    draft, locked = SessionState.DRAFT, SessionState.LOCKED
    assert states(any_office) == [draft, locked, locked, draft]


def test_a_locked_draft_is_not_changed_and_may_still_go_out(any_office: Office) -> None:
    talk = any_office.counselling_session(held_on=IN_OCTOBER)
    close(any_office)
    talk = any_office.only(CounsellingSession)
    talk.content = "Nachgetragen"
    with pytest.raises(RulesBroken, match="month of this talk is closed"):
        any_office.session.commit()
    any_office.session.rollback()
    talk = any_office.only(CounsellingSession)
    talk.issue(NOW)
    any_office.session.commit()
    assert any_office.only(CounsellingSession).state is SessionState.LOCKED


def test_nothing_is_entered_into_a_closed_month(any_office: Office) -> None:
    close(any_office)
    with pytest.raises(RulesBroken, match="is closed; the lead"):
        any_office.counselling_session(held_on=IN_OCTOBER)
    any_office.session.rollback()
    talk = any_office.counselling_session()
    talk.held_on = IN_OCTOBER
    with pytest.raises(RulesBroken, match="is closed; the lead"):
        any_office.session.commit()
    any_office.session.rollback()


def test_tasks_of_a_closed_month_go_on(any_office: Office) -> None:
    talk = any_office.counselling_session(held_on=IN_OCTOBER)
    any_office.task(session=talk, person=talk.person)
    close(any_office)
    any_office.only(Task).state = TaskState.DONE
    any_office.session.commit()
    assert any_office.only(Task).state is TaskState.DONE


def test_opened_again_drafts_are_drafts_and_issued_stays_issued(any_office: Office) -> None:
    any_office.counselling_session(held_on=IN_OCTOBER)
    any_office.issued_session(held_on=IN_OCTOBER)
    reopen(any_office)
    assert states(any_office) == [SessionState.DRAFT, SessionState.ISSUED]
    any_office.counselling_session(held_on=IN_OCTOBER)


def test_both_acts_stay_on_record(any_office: Office) -> None:
    reopen(any_office)
    close_month(OCTOBER, any_office.session, lead(any_office))
    any_office.session.commit()
    last, first = talk_month(any_office.session, OCTOBER).closings
    assert (last.reopened_at, first.reopened_at) == (None, NOW)
    assert first.reopening_reason == "Zahlen fehlten im Bericht"
    assert {first.closed_by_id, first.reopened_by_id} == {any_office.staff("leitung").id}
    wanted = select(AuditEntry).where(AuditEntry.table_name == "month_closing")
    assert len(any_office.every(wanted)) == 3


def test_a_talk_saved_at_the_moment_of_closing_is_locked_with_the_others(
    any_office: Office,
) -> None:
    engine, someone = any_office.session.get_bind(), lead(any_office)
    person, worker = any_office.person().id, any_office.staff().id

    def close_it() -> None:
        with Session(engine) as session:
            close_month(IN_OCTOBER, session, someone)
            session.commit()

    with Session(engine) as saving, ThreadPoolExecutor(1) as pool:
        talk = CounsellingSession(person_id=person, worker_id=worker, held_on=IN_OCTOBER)
        saving.add(talk)
        saving.flush()
        closing = pool.submit(close_it)
        with pytest.raises(TimeoutError):  # it waits
            closing.result(0.2)
        saving.commit()
        closing.result()
    assert states(any_office) == [SessionState.LOCKED]


def test_nobody_unlocks_a_talk_through_its_history(any_office: Office) -> None:
    any_office.counselling_session(held_on=IN_OCTOBER)
    close(any_office)
    assert any_office.every(select(FieldChange).where(FieldChange.field == "state"))
    any_office.only(CounsellingSession).unlock()
    with pytest.raises(RulesBroken, match="is closed"):
        any_office.session.commit()
    any_office.session.rollback()
    any_office.counselling_session().lock()
    with pytest.raises(RulesBroken, match="locked with their month"):
        any_office.session.commit()
    any_office.session.rollback()


@pytest.mark.parametrize("day", [TODAY, date(2027, 2, 1)])
def test_a_month_that_goes_on_is_not_closed(any_office: Office, day: date) -> None:
    with pytest.raises(RulesBroken, match="after its last day"):
        close_month(day, any_office.session, lead(any_office))
    any_office.session.rollback()


def test_a_month_is_closed_once(any_office: Office) -> None:
    closing = close(any_office)
    with pytest.raises(RulesBroken, match="closed already"):
        close_month(OCTOBER, any_office.session, lead(any_office))
    any_office.session.rollback()
    with pytest.raises(IntegrityError, match="(?i)unique"):
        any_office.add(MonthClosing(month_on=OCTOBER, closed_at=NOW))
    any_office.session.rollback()
    with pytest.raises(IntegrityError, match="reopened_with_reason"):
        any_office.write_past_rules(closing, reopened_at=NOW)


def test_months_are_counted_for_the_last_two_years(any_office: Office) -> None:
    for day in (date(2024, 11, 30), date(2024, 12, 1), IN_OCTOBER, IN_OCTOBER):
        any_office.counselling_session(held_on=day)
    any_office.issued_session(held_on=IN_OCTOBER)
    found = talk_months(any_office.session, TODAY)
    assert [(one.first_day, one.talks, one.never_issued, one.issued) for one in found] == [
        (date(2026, 11, 1), 0, 0, 0),  # the running month, though nothing happened yet
        (OCTOBER, 3, 2, 1),
        (date(2024, 12, 1), 1, 1, 0),
    ]


def test_the_lead_closes_and_opens_a_month(client_as: Sign, office: Office) -> None:
    office.counselling_session(held_on=IN_OCTOBER)
    client = client_as(Role.TEAM_LEAD)
    page = client.get(PAGE)
    assert "Oktober 2026 abschließen" in page.text
    assert "1 Entwurf wurde nie ausgegeben" in page.text
    token = {"csrf_token": token_of(page.text)}
    answer = client.post(f"{URL}close/?month=2026-10", data=token, follow_redirects=True)
    assert "Abgeschlossen: Oktober 2026, 1 Gespräch." in answer.text
    assert states(office) == [SessionState.LOCKED]
    short = client.post(f"{URL}reopen/?month=2026-10", data={**token, "reason": "darum"})
    assert short.status_code == 422
    assert "mindestens 10 Zeichen" in short.text
    assert ">darum</textarea>" in short.text
    reason = {"reason": "Bericht war unvollständig"}
    answer = client.post(f"{URL}reopen/?month=2026-10", data={**token, **reason})
    page = client.get(answer.location).text
    assert "Bericht war unvollständig" in page
    assert states(office) == [SessionState.DRAFT]


def test_a_month_closed_meanwhile_is_said(client_as: Sign, office: Office) -> None:
    client = client_as(Role.TEAM_LEAD)
    token = {"csrf_token": token_of(client.get(PAGE).text)}
    for expected in ("Abgeschlossen: Oktober 2026", "Dieser Monat ist schon abgeschlossen."):
        answer = client.post(f"{URL}close/?month=2026-10", data=token, follow_redirects=True)
        assert expected in answer.text


@pytest.mark.parametrize("month", ["", "2026-13", "2026-1", "x", "1999-05", "2026-10-01"])
def test_what_is_no_month_is_not_found(client_as: Sign, month: str) -> None:
    assert client_as(Role.TEAM_LEAD).get(f"{URL}month/?month={month}").status_code == 404


def test_a_worker_reads_the_months_and_closes_none(client_as: Sign, office: Office) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert '<form method="post" action="/admin/month_closing' not in page.text
    token = {"csrf_token": token_of(page.text)}
    assert client.post(f"{URL}close/?month=2026-10", data=token).status_code == 403
    assert office.every(MonthClosing) == []


def test_the_form_says_that_a_month_is_closed(client_as: Sign, office: Office) -> None:
    close(office)
    desk = Desk(client_as(Role.SOCIAL_WORKER), "counselling_session")
    person = office.person()
    typed = {"person": str(person.id), "held_on": "14.10.2026", "kind": "FOLLOW_UP"}
    answer = desk.send({**typed, "content": "Nachtrag zum Oktober"})
    assert answer.status_code == 422
    assert errors_of(answer)["held_on"] == [
        "10/2026 ist abgeschlossen. Die Leitung kann den Monat wieder öffnen."
    ]
    assert "Nachtrag zum Oktober" in answer.text

"""An issued protocol is never changed, whichever way somebody tries."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models import ChangeStep, CounsellingSession, DeletedRecord, Person, SessionAttendee, Task
from models.acting import Acting, acting_as
from models.base import RulesBroken
from models.catalogue import Topic
from models.change_step import StepKind, step
from models.issued import IssuedAlready
from models.merging import merge
from models.permissions import Role
from models.restoring import restore
from models.session_parts import SessionTopic
from models.session_state import SessionState
from models.task import TaskState
from models.undo import undo
from tests.conftest import NOW, Sign, token_of
from tests.factories import TODAY, Office
from tests.forms import Desk, fields_of, summary_of, typed_over

URL = "/admin/counselling_session/"
WORKER = frozenset({Role.SOCIAL_WORKER})


def issued(office: Office, **values: object) -> CounsellingSession:
    """A talk with somebody present, a topic and a task, printed for signing."""
    talk = office.counselling_session(
        content="So war es.",
        attendees=[SessionAttendee(name="Sohn")],
        topics=[office.entry(Topic)],
        **values,
    )
    office.task(session=talk, person=talk.person, due_on=TODAY)
    talk.issue(NOW)
    office.session.commit()
    return talk


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.SOCIAL_WORKER), "counselling_session")


def test_a_talk_begins_as_a_draft_and_goes_out_once(any_office: Office) -> None:
    talk = any_office.counselling_session()
    assert (talk.state, talk.is_changeable) == (SessionState.DRAFT, True)
    talk.issue(NOW)
    any_office.session.commit()
    kept = any_office.only(CounsellingSession)
    assert (kept.state, kept.issued_at, kept.is_changeable) == (SessionState.ISSUED, NOW, False)
    with pytest.raises(IssuedAlready):
        talk.issue(NOW)


def text(talk: CounsellingSession, office: Office) -> None:
    talk.content = "So war es nicht."


def day(talk: CounsellingSession, office: Office) -> None:
    talk.held_on = TODAY - timedelta(days=1)


def file(talk: CounsellingSession, office: Office) -> None:
    talk.person = office.person(family_name="Anders")


def topic(talk: CounsellingSession, office: Office) -> None:
    talk.topics = [office.entry(Topic, "everyday_skills")]


def topic_by_hand(talk: CounsellingSession, office: Office) -> None:
    office.session.add(
        SessionTopic(session_id=talk.id, topic_id=office.entry(Topic, "everyday_skills").id)
    )


def one_more(talk: CounsellingSession, office: Office) -> None:
    talk.attendees.append(SessionAttendee(name="Tante"))


def one_less(talk: CounsellingSession, office: Office) -> None:
    talk.attendees.clear()


def other_name(talk: CounsellingSession, office: Office) -> None:
    talk.attendees[0].name = "Tochter"


def new_task(talk: CounsellingSession, office: Office) -> None:
    office.session.add(Task(session=talk, person=talk.person, what="Noch etwas"))


def no_task(talk: CounsellingSession, office: Office) -> None:
    office.session.delete(talk.tasks[0])


def task_words(talk: CounsellingSession, office: Office) -> None:
    talk.tasks[0].what = "Etwas anderes"


def task_elsewhere(talk: CounsellingSession, office: Office) -> None:
    talk.tasks[0].session = None


def draft_again(talk: CounsellingSession, office: Office) -> None:
    talk.state, talk.issued_at = SessionState.DRAFT, None


def another_day(talk: CounsellingSession, office: Office) -> None:
    talk.issued_at = NOW + timedelta(days=1)


def gone(talk: CounsellingSession, office: Office) -> None:
    for task in talk.tasks:
        office.session.delete(task)
    office.session.delete(talk)


CHANGES = (
    text, day, file, topic, topic_by_hand, one_more, one_less, other_name, new_task, no_task,
    task_words, task_elsewhere, draft_again, another_day, gone,
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_no_save_changes_an_issued_protocol(
    any_office: Office, change: Callable[[CounsellingSession, Office], None]
) -> None:
    talk = issued(any_office)
    with any_office.session.no_autoflush:
        change(talk, any_office)
    with pytest.raises(RulesBroken):
        any_office.session.commit()
    any_office.session.rollback()
    kept = any_office.only(CounsellingSession)
    assert (kept.content, kept.held_on, len(kept.attendees)) == ("So war es.", TODAY, 1)
    assert [task.what for task in kept.tasks] == ["Antrag ausfüllen"]


def test_a_draft_takes_all_of_these_changes(any_office: Office) -> None:
    """Else the test above would prove nothing."""
    for change in (text, day, topic, one_more, other_name, new_task, task_words, task_elsewhere):
        talk = any_office.counselling_session(attendees=[SessionAttendee(name="Sohn")])
        any_office.task(session=talk, person=talk.person)
        change(talk, any_office)
        any_office.session.commit()


def test_what_was_agreed_is_still_done_and_moved(any_office: Office) -> None:
    task = issued(any_office).tasks[0]
    task.due_on, task.worker, task.note = date(2026, 12, 9), any_office.staff("leitung"), "Mahnung"
    any_office.session.commit()
    task.state, task.done_on = TaskState.DONE, TODAY
    any_office.session.commit()
    assert any_office.only(Task).state is TaskState.DONE


def test_the_database_itself_knows_no_issued_draft(any_office: Office) -> None:
    talk = issued(any_office)
    with pytest.raises(IntegrityError, match="state_fits_issue"):
        any_office.write_past_rules(talk, state=SessionState.DRAFT)


def test_merged_files_take_issued_talks_along_and_give_them_back(any_office: Office) -> None:
    acting = Acting(any_office.staff().id, WORKER, NOW + timedelta(hours=1))
    kept, talk = any_office.person(family_name="Youssef"), issued(any_office)
    other = talk.person
    with acting_as(acting):
        assert merge(kept, other, (), any_office.session, acting) == []
        any_office.session.commit()
        moved = any_office.only(CounsellingSession)
        assert (moved.person_id, moved.tasks[0].person_id) == (kept.id, kept.id)
        assert undo(any_office.only(ChangeStep), any_office.session, acting) == []
        any_office.session.commit()
    assert any_office.only(CounsellingSession).person_id == other.id


def test_what_was_issued_under_the_merged_name_holds_the_parting_back(any_office: Office) -> None:
    acting = Acting(any_office.staff().id, WORKER, NOW)
    kept, talk = any_office.person(), any_office.counselling_session(any_office.person())
    with acting_as(acting):
        assert merge(kept, talk.person, (), any_office.session, acting) == []
        any_office.session.commit()
        talk = any_office.only(CounsellingSession)
        talk.issue(NOW + timedelta(minutes=5))
        any_office.session.commit()
        (refusal,) = undo(any_office.only(ChangeStep), any_office.session, acting)
        any_office.session.commit()
    assert "was issued" in refusal.text
    assert len(any_office.every(Person)) == 1


def test_undoing_a_bulk_edit_leaves_what_was_issued_since(any_office: Office) -> None:
    talk = any_office.counselling_session(minutes=10)
    acting = Acting(any_office.staff().id, WORKER, NOW)
    with acting_as(acting), step(StepKind.BULK, "counselling_session"):
        talk.minutes = 20
        any_office.session.commit()
    talk.issue(NOW)
    any_office.session.commit()
    (refusal,) = undo(any_office.only(ChangeStep), any_office.session, acting)
    assert "was issued" in refusal.text


def test_a_task_from_the_trash_does_not_come_back_onto_a_signed_paper(any_office: Office) -> None:
    talk = any_office.counselling_session()
    task = any_office.task(session=talk, person=talk.person)
    any_office.session.delete(task)
    any_office.session.commit()
    any_office.session.expire_all()
    talk.issue(NOW)
    any_office.session.commit()
    (refusal,) = restore(any_office.only(DeletedRecord), any_office.session)
    assert "was issued" in refusal.text
    any_office.session.rollback()


def test_the_form_of_an_issued_talk_leads_to_its_page_and_says_why(
    desk: Desk, office: Office
) -> None:
    talk = issued(office)
    for page in ("edit", "delete"):
        answer = desk.client.get(f"{URL}{page}/?id={talk.id}", follow_redirects=True)
        assert answer.request.path == f"{URL}details/"
        assert f"{talk.document_number} wurde ausgegeben" in answer.text
    details = desk.client.get(f"{URL}details/?id={talk.id}").text
    assert "/edit/?id=" not in details
    assert "/delete/?id=" not in details


def test_a_form_opened_before_keeps_what_was_typed_and_saves_nothing(
    desk: Desk, office: Office
) -> None:
    talk = office.counselling_session(content="So war es.")
    sent = desk.open(talk)
    issued_since = office.only(select(CounsellingSession))
    issued_since.issue(NOW)
    office.session.commit()
    sent["version"] = [str(issued_since.version)]  # as if it had been opened just now
    answer = desk.post(sent, {"content": "Ganz anders."}, talk)
    assert answer.status_code == 422
    assert any("wurde ausgegeben" in line for line in summary_of(answer))
    assert fields_of(answer)["content"] == ["Ganz anders."]
    assert office.only(CounsellingSession).content == "So war es."


def test_what_somebody_had_typed_before_is_not_lost(desk: Desk, office: Office) -> None:
    talk = office.counselling_session()
    sent = typed_over(desk.open(talk), {"content": "Noch nicht gesichert"})
    assert desk.client.post(f"{URL}edit/draft/?id={talk.id}", data=sent).status_code == 200
    office.only(CounsellingSession).issue(NOW)
    office.session.commit()
    page = desk.client.get(f"{URL}edit/?id={talk.id}").text
    assert "Noch nicht gesichert" in page
    assert "wurde ausgegeben" in page


def test_a_forged_state_is_no_field(desk: Desk, office: Office) -> None:
    talk = office.counselling_session()
    desk.save({"state": "ISSUED", "issued_at": "23.11.2026 09:00"}, talk)
    assert office.only(CounsellingSession).state is SessionState.DRAFT


def test_a_task_of_an_issued_talk_cannot_be_deleted(client_as: Sign, office: Office) -> None:
    task = issued(office).tasks[0]
    client = client_as(Role.SOCIAL_WORKER)
    token = token_of(client.get(f"/admin/task/delete/?id={task.id}").text)
    answer = client.post(
        f"/admin/task/delete/?id={task.id}",
        data={"id": task.id, "csrf_token": token},
        follow_redirects=True,
    )
    assert "wurde ausgegeben" in answer.text
    assert office.every(Task)

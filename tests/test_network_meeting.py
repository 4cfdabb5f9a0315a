"""Meetings with partners: their clock, and decisions that become tasks in one step."""

from datetime import date, datetime

import pytest

from models import MeetingDecision, NetworkMeeting, Task
from models.base import RulesBroken
from models.committee import Rhythm
from models.task import TaskState
from tests.factories import Office


def decided(office: Office) -> NetworkMeeting:
    helper = office.staff("sozialarbeit")
    rows = [
        MeetingDecision(what="Flyer abstimmen", worker=helper, decided_for=date(2026, 12, 1)),
        MeetingDecision(what="Einladung schreiben"),
    ]
    return office.network_meeting(decisions=rows)


def test_a_decision_is_at_once_a_task_with_day_and_name(office: Office) -> None:
    decided(office)
    flyer, letter = office.every(Task)
    assert (flyer.what, flyer.due_on) == ("Flyer abstimmen", date(2026, 12, 1))
    assert flyer.worker is not None
    assert flyer.worker.username == "sozialarbeit"
    assert letter.worker is not None
    assert letter.worker.username == "koordination"  # who answers for the meeting


def test_a_day_moved_in_the_lists_stays_decided_as_it_was(office: Office) -> None:
    meeting = decided(office)
    office.every(Task)[0].reschedule(date(2026, 12, 8), "Partner im Urlaub")
    office.session.commit()
    office.session.refresh(meeting)
    assert meeting.decisions[0].decided_for == date(2026, 12, 1)
    assert meeting.decisions[0].due_on == date(2026, 12, 8)


def test_what_did_not_take_place_leaves_no_work(office: Office) -> None:
    meeting = decided(office)
    meeting.is_cancelled = True
    office.session.commit()
    assert {task.state for task in office.every(Task)} == {TaskState.NOT_POSSIBLE}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"minutes": 0}, "minutes"),
        ({"starts_at": datetime(2026, 11, 22, 23, 30)}, "minutes"),
        ({"starts_at": datetime(2027, 3, 28, 2, 30)}, "starts_at"),  # summer time begins
        (
            {
                "starts_at": datetime(2026, 12, 1, 10),
                "decisions": [MeetingDecision(what="Zu früh")],
            },
            "decisions",
        ),
        (
            {"decisions": [MeetingDecision(what="Davor", decided_for=date(2026, 11, 1))]},
            "decisions",
        ),
    ],
)
def test_bad_input_is_told_at_its_field(
    office: Office, values: dict[str, object], field: str
) -> None:
    with pytest.raises(RulesBroken) as broken:
        office.network_meeting(**values)
    assert [problem.field for problem in broken.value.problems] == [field]


def test_the_next_one_comes_by_rhythm_on_a_working_day(office: Office) -> None:
    committee = office.committee(rhythm=Rhythm.MONTHLY)
    meeting = office.network_meeting(committee=committee, starts_at=datetime(2026, 11, 25, 14))
    assert meeting.next_start() == datetime(2026, 12, 28, 14)  # after Christmas and a weekend
    committee.rhythm = Rhythm.AS_NEEDED
    assert meeting.next_start() is None

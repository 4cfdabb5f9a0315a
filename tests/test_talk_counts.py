"""Talks counted by action and by person, what was missed apart."""

from datetime import date

from models import CounsellingSession, SessionAttendee
from models.counselling_session import CancelledBy, SessionKind
from models.reports.talk_counts import held_between, talk_counts
from models.session_parts import AttendeeKind
from tests.factories import TODAY, Office


def test_a_family_talk_is_one_action_and_a_contact_for_each(any_office: Office) -> None:
    mother, son = any_office.person(), any_office.person()
    present = [
        SessionAttendee(kind=AttendeeKind.CLIENT, name="Sami", person=son),
        SessionAttendee(kind=AttendeeKind.CLIENT, name="noch einmal", person=son),
        SessionAttendee(kind=AttendeeKind.FAMILY, name="Tante", person=any_office.person()),
    ]
    any_office.counselling_session(mother, attendees=present)
    any_office.counselling_session(mother)
    found = talk_counts(any_office.session, held_between(TODAY, TODAY))
    assert (found.talks, found.contacts, found.persons) == (2, 3, 2)
    of_son = talk_counts(any_office.session, CounsellingSession.of_file(son.id))
    assert of_son.talks == 1


def test_no_shows_and_cancellations_are_counted_apart(any_office: Office) -> None:
    person = any_office.person()
    for kind, by in (
        (SessionKind.NO_SHOW, None),
        (SessionKind.CANCELLED, CancelledBy.CLIENT),
        (SessionKind.CANCELLED, CancelledBy.CLIENT),
        (SessionKind.CANCELLED, CancelledBy.OFFICE),
        (SessionKind.CANCELLED, None),
        (SessionKind.FOLLOW_UP, CancelledBy.OFFICE),  # forgotten as soon as it took place
    ):
        any_office.counselling_session(person, kind=kind, cancelled_by=by)
    found = talk_counts(any_office.session)
    assert (found.talks, found.no_shows, found.cancellations) == (1, 1, 4)
    assert found.cancelled == {CancelledBy.CLIENT: 2, CancelledBy.OFFICE: 1, None: 1}
    earlier = held_between(date(2026, 1, 1), date(2026, 1, 31))
    assert talk_counts(any_office.session, earlier).talks == 0

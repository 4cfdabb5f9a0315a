"""Pages of meetings and agreements: decisions ticked off, the next one, papers, the year."""

import re
from datetime import date, datetime
from io import BytesIO

from icalendar import Calendar

from models import MeetingDecision, NetworkMeeting, PartnerAgreement, Task
from models.committee import Rhythm
from models.permissions import Role
from models.task import TaskState
from tests.asking import press
from tests.conftest import Sign, token_of
from tests.factories import Office

MEETING, AGREEMENT = "/admin/network_meeting", "/admin/partner_agreement"


def test_decisions_typed_with_the_minutes_become_tasks(client_as: Sign, office: Office) -> None:
    meeting, client = office.network_meeting(), client_as(Role.NETWORK_COORDINATOR)
    url = f"{MEETING}/edit/?id={meeting.id}"
    sent = {
        "subject": "Austausch",
        "starts_at": "22.11.2026 10:00",
        "minutes": "90",
        "worker": str(meeting.worker_id),
        "protocol": "Alle waren da.",
        "decisions-0-what": "Flyer abstimmen",
        "decisions-0-worker": str(office.staff("sozialarbeit").id),
        "decisions-0-decided_for": "1.12.26",
        "version": "1",
    }
    page = press(client, url, **sent).text
    assert "Flyer abstimmen" in page
    task = office.only(Task)
    assert (task.due_on, task.worker and task.worker.username) == (
        *(date(2026, 12, 1), "sozialarbeit"),
    )
    assert "Flyer abstimmen" in client_as(Role.SOCIAL_WORKER).get("/admin/task/").text
    line = office.only(MeetingDecision).id
    press(client, f"{MEETING}/done/?id={meeting.id}&line={line}")
    assert office.only(Task).state is TaskState.DONE


def test_the_next_meeting_is_one_press_away_and_comes_once(client_as: Sign, office: Office) -> None:
    committee = office.committee(rhythm=Rhythm.MONTHLY)
    meeting = office.network_meeting(committee=committee)
    client, url = client_as(Role.NETWORK_COORDINATOR), f"{MEETING}/next_meeting/?id={meeting.id}"
    press(client, url)
    press(client, url)
    first, second = office.every(NetworkMeeting)
    assert second.starts_at == datetime(2026, 12, 22, 10)
    assert (second.committee_id, second.protocol) == (first.committee_id, None)


def test_the_year_shows_what_met_and_what_is_missing(client_as: Sign, office: Office) -> None:
    rows = [MeetingDecision(what="Flyer abstimmen", decided_for=date(2026, 12, 1))]
    office.network_meeting(committee=office.committee(), decisions=rows)
    office.partner_agreement(review_on=date(2026, 12, 10))
    page = client_as(Role.TEAM_LEAD).get(f"{MEETING}/year/").text
    for word in ("Runder Tisch Integration", "noch kein Termin", "noch kein Protokoll"):
        assert word in page
    assert "Flyer abstimmen" in page
    assert "10.12.2026" in page


def test_own_meetings_stand_in_week_feed_and_day(client_as: Sign, office: Office) -> None:
    worker = office.staff("sozialarbeit")
    office.network_meeting(
        subject="AG Wohnen", starts_at=datetime(2026, 11, 25, 14), staff=[worker]
    )
    office.network_meeting(subject="Ohne mich", starts_at=datetime(2026, 11, 25, 16))
    client = client_as(Role.SOCIAL_WORKER)
    for url in ("/admin/", f"/admin/calendar/?of=worker-{worker.id}"):
        page = client.get(url).text
        assert "AG Wohnen" in page, url
        assert "Ohne mich" not in page, url
    page = press(client, "/admin/calendar/renew/").text
    address = re.findall(r"/calendar/[^\"]+\.ics", page)[0]
    answer = client_as(None).get(address)
    found = [str(one["summary"]) for one in Calendar.from_ical(answer.data).walk("VEVENT")]
    assert found == ["AG Wohnen"]


def test_a_review_is_noted_with_one_press(client_as: Sign, office: Office) -> None:
    agreement = office.partner_agreement(review_on=date(2026, 11, 20))
    client = client_as(Role.NETWORK_COORDINATOR)
    assert "Vereinbarungen zu besprechen" in client.get("/admin/").text
    assert "23.11.2027" in press(client, f"{AGREEMENT}/reviewed/?id={agreement.id}").text
    assert "Vereinbarungen zu besprechen" not in client.get("/admin/").text


def test_the_signed_paper_is_kept_and_read_by_those_who_read_agreements(
    client_as: Sign, office: Office
) -> None:
    agreement, client = office.partner_agreement(), client_as(Role.NETWORK_COORDINATOR)
    url = f"{AGREEMENT}/file_it/?id={agreement.id}"
    token = token_of(client.get("/admin/").text)
    for content in (b"%PDF-1.4 eins", b"%PDF-1.4 zwei"):
        file = (BytesIO(content), "vereinbarung.pdf")
        client.post(url, data={"csrf_token": token, "file": file})
    assert client.get(f"{AGREEMENT}/{agreement.id}/file").data == b"%PDF-1.4 zwei"
    assert client_as(Role.SOCIAL_WORKER).get(f"{AGREEMENT}/{agreement.id}/file").status_code == 200
    assert client_as(Role.CARETAKER).get(f"{AGREEMENT}/{agreement.id}/file").status_code == 403
    bad = {"csrf_token": token, "file": (BytesIO(b"MZ"), "virus.exe")}
    told = client.post(url, data=bad, follow_redirects=True).text
    assert "PDF" in told
    kept = office.only(PartnerAgreement).file
    assert kept is not None
    assert kept.read() == b"%PDF-1.4 zwei"

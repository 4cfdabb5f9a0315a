"""The record beside its list: what its page tells, to whom its page tells it."""

from datetime import date

import pytest
from flask.testing import FlaskClient

from models import AuditEntry
from models.audit_entry import AuditAction
from models.permissions import Role
from tests.conftest import Counting, Sign
from tests.factories import Office

NOTE = "Zwetschgenmus"


def panel(client: FlaskClient, table: str, key: int) -> str:
    answer = client.get(f"/admin/{table}/cells/panel/?id={key}")
    assert answer.status_code == 200
    return answer.text


def read_of(office: Office, action: AuditAction = AuditAction.READ) -> list[tuple[str, int]]:
    rows = [row for row in office.every(AuditEntry) if row.action is action]
    return [(row.table_name, row.record_id) for row in rows]


def test_the_panel_tells_fields_and_last_changes(client_as: Sign, office: Office) -> None:
    offer = office.offer(name="Alt", valid_until=date(2027, 3, 31))
    offer.name = "Offene Tür"
    office.session.commit()
    text = panel(client_as(Role.NETWORK_COORDINATOR), "offer", offer.id)
    assert "<h2>Offene Tür</h2>" in text
    assert "31.03.2027" in text
    assert "<del>Alt</del>" in text
    assert f"/admin/offer/edit/?id={offer.id}" in text
    assert "<html" not in text


def test_a_person_is_read_with_all_notes_and_the_reading_is_noted(
    client_as: Sign, office: Office
) -> None:
    talk = office.counselling_session(office.person(), content=NOTE)
    text = panel(client_as(Role.SOCIAL_WORKER), "person", talk.person_id)
    assert NOTE in text
    assert read_of(office) == [("person", talk.person_id)]


@pytest.mark.parametrize(
    "role", [Role.CARETAKER, Role.BENEFITS_CLERK, Role.ACCOMMODATION_ADMIN, Role.TEAM_LEAD]
)
def test_others_get_the_person_without_a_note(client_as: Sign, office: Office, role: Role) -> None:
    person = office.person()
    office.stay(person)
    office.counselling_session(person, content=NOTE)
    text = panel(client_as(role), "person", person.id)
    assert person.family_name in text
    assert NOTE not in text


@pytest.mark.parametrize("role", [Role.CARETAKER, Role.BENEFITS_CLERK, Role.NETWORK_COORDINATOR])
def test_a_talk_opens_to_no_other_office(client_as: Sign, office: Office, role: Role) -> None:
    talk = office.counselling_session(office.person(), content=NOTE)
    answer = client_as(role).get(f"/admin/counselling_session/cells/panel/?id={talk.id}")
    assert answer.status_code == 403
    assert NOTE not in answer.text


def test_of_a_closed_file_the_panel_shows_the_door_alone(client_as: Sign, office: Office) -> None:
    person = office.person(
        family_name="Geheimnis", is_restricted=True, readers=[office.staff("sozialarbeit")]
    )
    talk = office.counselling_session(person, content=NOTE)
    client = client_as(Role.SOCIAL_WORKER)
    for table, key in (("person", person.id), ("counselling_session", talk.id)):
        text = panel(client, table, key)
        assert "Diese Akte ist geschlossen" in text
        assert f"/admin/{table}/details/?id={key}" in text
        assert NOTE not in text
        assert "Geheimnis" not in text
    assert read_of(office) == []


def test_a_record_out_of_reach_is_not_there_and_the_attempt_is_noted(
    client_as: Sign, office: Office
) -> None:
    person = office.person(is_restricted=True, readers=[office.staff("leitung")])
    client = client_as(Role.SOCIAL_WORKER)
    assert client.get(f"/admin/person/cells/panel/?id={person.id}").status_code == 404
    assert read_of(office, AuditAction.REFUSED) == [("person", person.id)]
    assert client.get("/admin/person/cells/panel/?id=x").status_code == 404


@pytest.mark.parametrize(
    ("table", "most"), [("person", 12), ("partner", 9), ("eviction_case", 14), ("offer", 6)]
)
def test_the_panel_takes_few_statements(
    client_as: Sign, office: Office, statements: Counting, table: str, most: int
) -> None:
    person = office.person()
    office.stay(person)
    office.counselling_session(person, content=NOTE)
    made = {"person": person, "partner": office.partner(), "offer": office.offer()}
    record = made.get(table) or office.eviction_case(person)
    client = client_as(Role.SOCIAL_WORKER)
    panel(client, table, record.id)
    with statements() as seen:
        panel(client, table, record.id)
    assert len(seen) <= most, "\n\n".join(map(str, seen))

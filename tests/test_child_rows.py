"""Rows within a form: added, changed, taken out; an empty new one counts as not there."""

import pytest
from sqlalchemy import select

from models import AuditEntry, Person, PersonAlert, PersonName
from models.audit_entry import AuditAction
from models.permissions import Role
from tests.conftest import Sign
from tests.factories import Office
from tests.forms import Desk, errors_of, fields_of, summary_of, tree_of


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.SOCIAL_WORKER), "person")


def person_with(office: Office, *given_names: str) -> Person:
    names = [PersonName(given_name=name) for name in given_names]
    return office.person(names=names)


def names_now(office: Office) -> list[str | None]:
    names = office.every(select(PersonName).order_by(PersonName.id))
    return [name.given_name for name in names]


def test_an_empty_new_row_is_left_out_whatever_its_choices_say(desk: Desk, office: Office) -> None:
    rows = {"names-0-kind": "ALIAS", "names-0-given_name": " ", "alerts-0-level": "HIGH"}
    desk.save({"family_name": "Rahimi", **rows})
    assert office.only(Person).names == []
    assert office.every(PersonAlert) == []


def test_the_row_to_be_copied_is_not_sent(desk: Desk) -> None:
    page = desk.client.get(desk.form_url(None))
    assert 'name="names-__n__-given_name"' in page.text
    assert not [name for name in fields_of(page) if "__n__" in name]


def test_a_wrong_row_is_told_beside_its_field_and_keeps_the_others(
    desk: Desk, office: Office
) -> None:
    person = person_with(office, "Adele")
    typed = {
        "names-0-given_name": "Ädele", "alerts-0-level": "LOW", "alerts-0-text": "",
        "alerts-0-expires_on": "31.2.", "alerts-1-text": "Gut", "alerts-1-level": "NONSENSE",
    }  # fmt: skip
    answer = desk.send(typed, person)
    assert set(errors_of(answer)) == {"alerts-0-text", "alerts-0-expires_on", "alerts-1-level"}
    assert len(summary_of(answer)) == 1
    assert fields_of(answer)["names-0-given_name"] == ["Ädele"]
    assert names_now(office) == ["Adele"]
    assert office.every(PersonAlert) == []


def test_a_tick_for_removal_survives_a_mistake_elsewhere(desk: Desk, office: Office) -> None:
    person = person_with(office, "eins", "zwei")
    answer = desk.send({"del-names-1": "1", "family_name": ""}, person)
    sent = fields_of(answer)
    assert "del-names-1" in sent
    assert "del-names-0" not in sent
    assert desk.post(sent, {"family_name": "Neu"}, person).status_code == 302
    assert names_now(office) == ["eins"]


def test_a_wrong_row_may_be_taken_out(desk: Desk, office: Office) -> None:
    person = person_with(office, "eins")
    row = {"alerts-0-text": "", "alerts-0-expires_on": "31.2.", "alerts-0-level": "LOW"}
    desk.save({**row, "del-alerts-0": "1"}, person)
    assert office.every(PersonAlert) == []


def test_rows_sent_with_gaps_between_their_numbers_are_not_mixed_up(
    desk: Desk, office: Office
) -> None:
    person = person_with(office, "eins")
    sent = {name: values for name, values in desk.open(person).items()}
    rows = {f"names-{number}-given_name": f"neu {number}" for number in (2, 5, 7)}
    kinds = {f"names-{number}-kind": "ALIAS" for number in (2, 5, 7)}
    assert desk.post(sent, {**rows, **kinds, "del-names-5": "1"}, person).status_code == 302
    assert names_now(office) == ["eins", "neu 2", "neu 7"]


@pytest.mark.parametrize("number", ["²", "-1", "x", "9" * 50, "0x1", ""])
def test_a_row_number_that_no_page_writes_is_passed_over(
    desk: Desk, office: Office, number: str
) -> None:
    desk.save({"family_name": "Rahimi", f"names-{number}-given_name": "Adele"})
    assert names_now(office) == []


@pytest.mark.parametrize("key", ["foreign", "4711", "x", ""])
def test_no_row_of_somebody_else_is_changed(desk: Desk, office: Office, key: str) -> None:
    mine, other = person_with(office, "meiner"), person_with(office, "fremder")
    foreign = str(other.names[0].id) if key == "foreign" else key
    desk.save({"names-0-id": foreign, "names-0-given_name": "neu"}, mine)
    assert office.fresh(other).names[0].given_name == "fremder"
    assert [name.person_id for name in office.every(PersonName) if name.given_name == "neu"] == [
        mine.id
    ]
    desk.save({"names-0-id": foreign, "del-names-0": "1"}, mine)
    assert office.fresh(other).names[0].given_name == "fremder"


def test_each_row_taken_out_stands_in_the_audit_trail(desk: Desk, office: Office) -> None:
    person = person_with(office, "eins", "zwei")
    key = person.names[0].id
    desk.save({"del-names-0": "1"}, person)
    deleted = select(AuditEntry).where(AuditEntry.action == AuditAction.DELETED)
    assert [(one.table_name, one.record_id) for one in office.every(deleted)] == [
        ("person_name", key)
    ]


def test_pickers_within_rows_ask_at_their_own_address(client_as: Sign, office: Office) -> None:
    person = office.person()
    households = Desk(client_as(Role.SOCIAL_WORKER), "household")
    page = tree_of(households.client.get(households.form_url(office.household(person))))
    [url] = page.xpath("//select[@name='members-0-person']/@data-picker")
    found = households.client.get(f"{url}&query=beispiel").json
    assert [key for key, _ in found] == [person.id]

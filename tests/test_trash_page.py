"""The lead's trash and everybody's last steps, as pages."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from models import ChangeStep, DeletedRecord, Person
from models.acting import Acting
from models.change_step import StepKind, step
from models.permissions import Role
from tests.asking import post
from tests.conftest import NOW, Counting, Sign
from tests.factories import Office
from tests.forms import tree_of

Acts = Callable[[Role], AbstractContextManager[Acting]]
TRASH, STEPS = "/admin/deleted_record/", "/admin/change_step/"


def delete(sign: Sign, stem: str, number: int, who: Role = Role.SOCIAL_WORKER) -> str:
    """Delete on the page of its own; the answer is what the next page says."""
    client = sign(who)
    answer = post(client, f"/admin/{stem}/delete/?id={number}", id=str(number))
    assert answer.status_code == 302
    return client.get(answer.location).text


def test_deleting_says_until_when_it_can_be_brought_back(client_as: Sign, office: Office) -> None:
    number = office.person().id
    page = client_as(Role.SOCIAL_WORKER).get(f"/admin/person/delete/?id={number}").text
    assert "Die Teamleitung kann ihn 30 Tage lang wiederherstellen." in page
    told = delete(client_as, "person", number)
    assert "Gelöscht: Beispiel, Ada. Die Teamleitung kann den Eintrag bis zum 23.12.2026" in told


def test_the_lead_brings_a_person_back(client_as: Sign, office: Office) -> None:
    number = office.person().id
    delete(client_as, "person", number)
    lead = client_as(Role.TEAM_LEAD)
    row = tree_of(lead.get(TRASH)).xpath("//tbody/tr")[0].text_content()
    assert all(word in row for word in ("Beispiel, Ada", "Person", "23.11.2026", "30"))
    answer = post(lead, f"{TRASH}restore/?id={office.only(DeletedRecord).id}")
    assert answer.location == f"/admin/person/details/?id={number}"
    assert "Wiederhergestellt: Person" in lead.get(answer.location).text
    assert office.only(Person).id == number
    assert "Der Papierkorb ist leer." in lead.get(TRASH).text


def test_the_lead_reads_no_secret_in_the_trash(client_as: Sign, office: Office) -> None:
    task = office.task(person=office.person(), what="Entzug besprechen")
    delete(client_as, "task", task.id)
    lead = client_as(Role.TEAM_LEAD)
    page = lead.get(TRASH).text
    assert "Entzug" not in page
    assert "für Sie nicht einsehbar" in page
    answer = post(lead, f"{TRASH}restore/?id={office.only(DeletedRecord).id}")
    assert "Entzug" not in lead.get(answer.location).text


def test_what_cannot_come_back_says_why(client_as: Sign, office: Office) -> None:
    task = office.task(person=(person := office.person()))
    number = person.id
    delete(client_as, "task", task.id)
    delete(client_as, "person", number)
    lead = client_as(Role.TEAM_LEAD)
    deleted = office.only(select(DeletedRecord).where(DeletedRecord.table_name == "task"))
    answer = post(lead, f"{TRASH}restore/?id={deleted.id}")
    told = lead.get(answer.location).text
    assert "Wiederherstellen nicht möglich. Person: Der Eintrag, auf den er verweist" in told


def test_after_30_days_it_is_gone_for_good(app: Flask, client_as: Sign, office: Office) -> None:
    first, second = office.person().id, office.person().id
    delete(client_as, "person", first)
    number = office.only(DeletedRecord).id
    app.config["CLOCK"] = lambda: NOW + timedelta(days=31)
    lead = client_as(Role.TEAM_LEAD)
    assert "Der Papierkorb ist leer." in lead.get(TRASH).text
    assert post(lead, f"{TRASH}restore/?id={number}").status_code == 404
    delete(client_as, "person", second)  # empties in passing
    kept = office.only(select(DeletedRecord).where(DeletedRecord.id == number))
    assert (kept.label, kept.snapshot) == (None, None)


def test_a_long_trash_is_read_in_few_statements(
    client_as: Sign, office: Office, statements: Counting
) -> None:
    lead = client_as(Role.TEAM_LEAD)
    counts = []
    for _ in range(2):
        for _ in range(5):
            office.session.delete(office.person())
            office.session.commit()
        lead.get(TRASH)
        with statements() as seen:
            lead.get(TRASH)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def moved(office: Office, acts_as: Acts) -> ChangeStep:
    people = [office.person(family_name=name, town="Haan") for name in ("Erste", "Zweite")]
    with acts_as(Role.SOCIAL_WORKER), step(StepKind.BULK, "person"):
        for person in people:
            person.town = "Hilden"
        office.session.commit()
    return office.only(ChangeStep)


def test_a_bulk_edit_is_taken_back_from_the_list_of_steps(
    client_as: Sign, office: Office, acts_as: Acts
) -> None:
    made = moved(office, acts_as)
    client = client_as(Role.SOCIAL_WORKER)
    row = tree_of(client.get(STEPS)).xpath("//tbody/tr")[0].text_content()
    assert all(word in row for word in ("Sammeländerung", "Personen", "2", "gültig"))
    answer = post(client, f"{STEPS}undo/?id={made.id}")
    assert "Rückgängig gemacht: Sammeländerung" in client.get(answer.location).text
    assert {person.town for person in office.every(Person)} == {"Haan"}
    assert post(client, f"{STEPS}undo/?id={made.id}").status_code == 404


def test_what_changed_since_is_named_and_the_others_come_back_on_demand(
    client_as: Sign, office: Office, acts_as: Acts
) -> None:
    made = moved(office, acts_as)
    with acts_as(Role.BENEFITS_CLERK) as clerk:
        office.only(select(Person).where(Person.family_name == "Zweite")).town = "Köln"
        office.session.commit()
    client = client_as(Role.SOCIAL_WORKER)
    answer = post(client, f"{STEPS}undo/?id={made.id}")
    name = office.staff("leistung").display_name
    assert answer.status_code == 409
    assert f"Zweite, Ada, Ort: Seitdem geändert, am 23.11.2026 09:30 von {name}." in answer.text
    assert clerk.staff_id == office.staff("leistung").id
    assert post(client, f"{STEPS}undo/?id={made.id}", partly="1").status_code == 302
    towns = {person.family_name: person.town for person in office.every(Person)}
    assert towns == {"Erste": "Haan", "Zweite": "Köln"}


def test_nobody_sees_or_takes_back_the_steps_of_others(
    client_as: Sign, office: Office, acts_as: Acts
) -> None:
    made = moved(office, acts_as)
    client = client_as("sozialarbeit2")
    assert "Sammeländerung</th>" not in client.get(STEPS).text
    assert post(client, f"{STEPS}undo/?id={made.id}").status_code == 404


@pytest.mark.parametrize("key", ["999999", "abc", "-1", "9" * 30, ""])
def test_steps_and_deletions_that_are_not_there(client_as: Sign, key: str) -> None:
    assert post(client_as(Role.SOCIAL_WORKER), f"{STEPS}undo/?id={key}").status_code == 404
    assert post(client_as(Role.TEAM_LEAD), f"{TRASH}restore/?id={key}").status_code == 404


def test_a_worker_does_not_take_back_a_deletion(client_as: Sign, office: Office) -> None:
    delete(client_as, "person", office.person().id)
    client = client_as(Role.SOCIAL_WORKER)
    page = client.get(STEPS).text
    assert "gelöscht" in page.lower()
    assert "undo/?id" not in page
    assert post(client, f"{STEPS}undo/?id={office.only(ChangeStep).id}").status_code == 404

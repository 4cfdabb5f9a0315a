"""The page that tells what changed in a record, and the way back to a former value."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from models import AuditEntry, FieldChange, Person, PersonName
from models.acting import Acting, acting_as
from models.audit_entry import AuditAction
from models.catalogue import Country, Vulnerability
from models.permissions import Role
from models.person import CaseStatus
from models.reports.record_history import MOST
from tests.asking import post
from tests.conftest import NOW, Counting, Sign
from tests.factories import Office
from tests.forms import tree_of


def change(office: Office, record: Any, **values: object) -> None:
    for name, value in values.items():
        setattr(record, name, value)
    office.session.commit()


def lines(client: FlaskClient, stem: str, number: int, query: str = "") -> list[list[str]]:
    """The lines of the history as texts: field, before, after, time, who."""
    answer = client.get(f"/admin/{stem}/history/?id={number}{query}")
    assert answer.status_code == 200, answer.status_code
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./th | ./td")]
        for row in tree_of(answer).xpath("//tbody/tr")
    ]


def put_back(client: FlaskClient, office: Office, record: Any, field: str) -> TestResponse:
    """Press the button beside the newest change of a field."""
    wanted = select(FieldChange).where(FieldChange.field == field)
    newest = office.only(wanted.order_by(FieldChange.id.desc()).limit(1))
    fresh = office.fresh(record)
    url = f"/admin/{record.__tablename__}/history/restore/?id={record.id}&change={newest.id}"
    return post(client, url, version=str(fresh.version if fresh else 0))


def told(client: FlaskClient, answer: TestResponse) -> str:
    return " ".join(tree_of(client.get(answer.location)).xpath("//*[@class='flashes']//text()"))


def test_changes_stand_in_the_words_of_the_office_newest_first(
    client_as: Sign, office: Office
) -> None:
    person = office.person(birth_date=date(1990, 5, 1))
    with acting_as(Acting(office.staff("sozialarbeit2").id, now=NOW)):
        change(office, person, birth_date=date(1990, 5, 2))
        change(office, person, case_status=CaseStatus.ACTIVE, interpreter_needed=True)
        change(office, person, origin_country=office.entry(Country, "SY"))
    shown = lines(client_as(Role.SOCIAL_WORKER), "person", person.id)
    who = office.staff("sozialarbeit2").display_name
    assert shown[0][:5] == ["Herkunftsland", "leer", "Syrien", "23.11.2026 09:30", who]
    assert ["Fallstatus", "neu", "aktiv"] in [line[:3] for line in shown]
    assert ["Dolmetschen nötig", "nein", "ja"] in [line[:3] for line in shown]
    assert ["Geboren", "01.05.1990", "02.05.1990"] in [line[:3] for line in shown]
    assert shown[-1][:2] == ["Person", "erfasst"]


def test_amounts_and_persons_are_told_as_on_the_details_page(
    client_as: Sign, office: Office
) -> None:
    case = office.eviction_case(office.person(), arrears=Decimal("1234.5"))
    change(office, case, arrears=Decimal("99"), person=office.person(family_name="Neumann"))
    shown = [line[:3] for line in lines(client_as(Role.SOCIAL_WORKER), "eviction_case", case.id)]
    assert ["Mieter/in", "Beispiel, Ada", "Neumann, Ada"] in shown
    assert ["Rückstand (€)", "1.234,50 €", "99,00 €"] in shown


def test_the_rows_of_a_record_are_part_of_its_history(client_as: Sign, office: Office) -> None:
    person = office.person(names=[PersonName(given_name="Adda")])
    change(office, person.names[0], given_name="Ada-Lou")
    office.session.delete(person.names[0])
    office.session.commit()
    shown = [line[:2] for line in lines(client_as(Role.SOCIAL_WORKER), "person", person.id)]
    assert shown[0] == ["Weiterer Name", "gelöscht"]
    assert shown[1] == ["VornameWeiterer Name", "Adda"]


def test_of_secrets_only_that_they_changed_is_told(client_as: Sign, office: Office) -> None:
    person = office.person(street="Altweg 1", is_address_protected=True)
    change(office, person, street="Neuweg 2", vulnerabilities=[office.entry(Vulnerability)])
    client = client_as(Role.SOCIAL_WORKER)
    shown = [line[:2] for line in lines(client, "person", person.id)]
    assert ["Straße und Hausnummer", "geändert"] in shown
    assert ["Schutzbedarf", "geändert"] in shown
    page = client.get(f"/admin/person/history/?id={person.id}").text
    assert not [word for word in ("Altweg", "Neuweg") if word in page]


def test_who_may_not_read_a_field_does_not_learn_that_it_changed(
    client_as: Sign, office: Office
) -> None:
    person = office.person(azr_no="AZR-1")
    office.stay(person)
    change(office, person, azr_no="AZR-2", vulnerabilities=[office.entry(Vulnerability)])
    change(office, person, given_name="Lou")
    for role, fields in (
        (Role.BENEFITS_CLERK, {"Vorname", "AZR-Nummer", "Person"}),
        (Role.CARETAKER, {"Vorname", "Person"}),
    ):
        assert {line[0] for line in lines(client_as(role), "person", person.id)} == fields, role


def test_what_a_value_refers_to_is_named_only_to_those_who_may_read_it(
    client_as: Sign, office: Office
) -> None:
    stay = office.stay(office.person())
    change(office, stay, person=office.person(family_name="Weggezogen"))
    change(office, stay, person=office.person(family_name="Bewohner"))
    page = client_as(Role.CARETAKER).get(f"/admin/stay/history/?id={stay.id}").text
    assert "Bewohner" in page
    assert "Weggezogen" not in page


@pytest.mark.parametrize("role", [Role.TEAM_LEAD, Role.BENEFITS_CLERK, Role.CARETAKER])
def test_no_path_leads_to_the_notes_of_a_talk(client_as: Sign, office: Office, role: Role) -> None:
    talk = office.counselling_session(office.person(), content="Vertraulich")
    change(office, talk, content="Ganz anders", minutes=30)
    answer = client_as(role).get(f"/admin/counselling_session/history/?id={talk.id}")
    if role is Role.TEAM_LEAD:
        shown = [line[0] for line in lines(client_as(role), "counselling_session", talk.id)]
        assert "Minuten" in shown
        assert "Inhalt des Gesprächs" not in shown
    else:
        assert answer.status_code == 403
    assert not [word for word in ("Vertraulich", "Ganz anders") if word in answer.text]


def test_the_case_of_a_colleague_keeps_its_history_to_itself(
    client_as: Sign, office: Office
) -> None:
    office.responsibility(person := office.person(), "sozialarbeit2")
    talk = office.counselling_session(person, worker=office.staff("sozialarbeit2"), minutes=5)
    change(office, talk, minutes=30)
    client = client_as(Role.SOCIAL_WORKER)
    assert client.get(f"/admin/counselling_session/history/?id={talk.id}").status_code == 404
    answer = put_back(client, office, talk, "minutes")
    assert answer.status_code == 404
    assert office.fresh(talk).minutes == 30


def test_reading_the_history_is_noted(client_as: Sign, office: Office) -> None:
    person = office.person()
    lines(client_as(Role.SOCIAL_WORKER), "person", person.id)
    noted = office.every(select(AuditEntry).where(AuditEntry.action == AuditAction.READ))
    assert [(entry.table_name, entry.record_id) for entry in noted] == [("person", person.id)]


def test_a_former_value_comes_back_with_one_click(client_as: Sign, office: Office) -> None:
    first, second = office.every(select(Country).order_by(Country.id).limit(2))
    person = office.person(town="Haan", nationalities=[first])
    change(office, person, town="Hilden", nationalities=[second])
    client = client_as(Role.SOCIAL_WORKER)
    assert "Wiederhergestellt: Ort" in told(client, put_back(client, office, person, "town"))
    put_back(client, office, person, "nationalities")
    back = office.only(Person)
    assert (back.town, [item.id for item in back.nationalities]) == ("Haan", [first.id])
    shown = lines(client, "person", person.id)
    assert [line[:3] for line in shown[:2]] == [
        ["Staatsangehörigkeiten", second.label_de, first.label_de],
        ["Ort", "Hilden", "Haan"],
    ]
    entries = office.every(select(AuditEntry).where(AuditEntry.fields == "town"))
    assert entries[-1].staff_id == office.staff().id


def test_a_former_value_of_a_row_comes_back_too(client_as: Sign, office: Office) -> None:
    person = office.person(names=[PersonName(given_name="Adda")])
    change(office, person.names[0], given_name="Ada-Lou")
    client = client_as(Role.SOCIAL_WORKER)
    put_back(client, office, person, "given_name")
    assert office.only(PersonName).given_name == "Adda"


def test_what_holds_already_has_no_button(client_as: Sign, office: Office) -> None:
    person = office.person(town="Haan")
    change(office, person, town="Hilden")
    change(office, person, town="Haan")
    page = client_as(Role.SOCIAL_WORKER).get(f"/admin/person/history/?id={person.id}").text
    assert page.count("/admin/person/history/restore/") == 1


def test_bringing_back_keeps_the_rules_and_the_version(client_as: Sign, office: Office) -> None:
    person = office.person(birth_date=date(1990, 1, 1), arrived_haan_on=date(2000, 1, 1))
    change(office, person, arrived_haan_on=None)
    change(office, person, birth_date=date(2005, 1, 1))
    client = client_as(Role.SOCIAL_WORKER)
    text = told(client, put_back(client, office, person, "arrived_haan_on"))
    assert "Wiederherstellen nicht möglich." in text
    assert office.only(Person).arrived_haan_on is None
    newest = office.every(select(FieldChange).where(FieldChange.field == "birth_date"))[-1]
    url = f"/admin/person/history/restore/?id={person.id}&change={newest.id}"
    assert "Inzwischen hat jemand" in told(client, post(client, url, version="1"))
    assert office.only(Person).birth_date == date(2005, 1, 1)


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.TEAM_LEAD, 403), (Role.CARETAKER, 403), (None, 302)],
)
def test_who_may_not_change_brings_nothing_back(
    client_as: Sign, office: Office, role: Role | None, status: int
) -> None:
    person = office.person(given_name="Ada")
    office.stay(person)
    change(office, person, given_name="Lou")
    if role is None:
        url = f"/admin/person/history/restore/?id={person.id}&change=1"
        assert client_as(None).post(url).status_code in (302, 400)
        return
    client = client_as(role)
    assert "history/restore" not in client.get(f"/admin/person/history/?id={person.id}").text
    assert put_back(client, office, person, "given_name").status_code == status
    assert office.only(Person).given_name == "Lou"


def test_a_state_that_moves_by_steps_is_not_brought_back(client_as: Sign, office: Office) -> None:
    case = office.eviction_case(office.person())
    change(office, case, state=type(case.state).TITLE)
    client = client_as(Role.SOCIAL_WORKER)
    assert put_back(client, office, case, "state").status_code == 403
    assert office.fresh(case).state.name == "TITLE"


def test_the_change_of_another_record_is_not_taken(client_as: Sign, office: Office) -> None:
    first, second = office.person(town="Haan"), office.person(town="Köln")
    change(office, first, town="Hilden")
    number = office.only(select(FieldChange).where(FieldChange.field == "town")).id
    client = client_as(Role.SOCIAL_WORKER)
    for key in (str(number), "999999", "abc", ""):
        url = f"/admin/person/history/restore/?id={second.id}&change={key}"
        assert post(client, url, version="1").status_code == 404, key
    assert office.fresh(second).town == "Köln"


def test_a_record_with_the_number_of_a_former_one_begins_anew(
    client_as: Sign, office: Office
) -> None:
    person = office.person(town="Haan")
    change(office, person, town="Hilden")
    office.session.delete(person)
    office.session.commit()
    again = office.add(Person(id=person.id, family_name="Neu"))
    shown = lines(client_as(Role.SOCIAL_WORKER), "person", again.id)
    assert [line[:2] for line in shown] == [["Person", "erfasst"]]


def test_a_long_history_has_pages_and_few_statements(
    client_as: Sign, office: Office, statements: Counting
) -> None:
    person = office.person()
    client = client_as(Role.SOCIAL_WORKER)
    change(office, person, town="Ort 0")
    lines(client, "person", person.id)
    with statements() as few:
        lines(client, "person", person.id)
    for number in range(1, MOST + 10):
        change(office, person, town=f"Ort {number}")
    with statements() as many:
        shown = lines(client, "person", person.id)
    assert (len(shown), len(few)) == (MOST, len(many))
    mark = office.only(select(FieldChange).where(FieldChange.new == '"Ort 10"')).id
    older = lines(client, "person", person.id, f"&before={mark}")
    assert (older[0][2], older[-1][1], len(older)) == ("Ort 9", "erfasst", 11)


def test_the_details_page_leads_to_the_history(client_as: Sign, office: Office) -> None:
    person = office.person()
    page = client_as(Role.SOCIAL_WORKER).get(f"/admin/person/details/?id={person.id}").text
    assert f'href="/admin/person/history/?id={person.id}"' in page

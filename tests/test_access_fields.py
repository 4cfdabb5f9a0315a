"""Which fields of an open record one sees, writes and takes out; protected addresses."""

from datetime import date

import pytest

from models import AuditEntry, Person, Stay
from models.audit_entry import AuditAction
from models.eviction_step import EvictionState
from models.permissions import Role
from models.stay import PlacementBasis
from tests.asking import post, rows
from tests.conftest import Sign
from tests.factories import TODAY, Office


def test_an_account_cannot_be_bent_by_extra_fields(client_as: Sign, office: Office) -> None:
    sent = {"username": "neu", "display_name": "Neu Person", "password": "Kranich-im-Schilf-9"}
    sent |= {"is_demo": "y", "fs_uniquifier": "x" * 64, "id": "900", "roles": "social_worker"}
    answer = post(client_as(Role.SYSTEM_ADMIN), "/admin/staff/new/", **sent, active="y")
    assert answer.status_code == 302, answer.text[-1500:]
    made = office.staff("neu")
    assert (made.is_demo, made.held_roles, made.id == 900) == (False, [], False)
    assert made.fs_uniquifier != "x" * 64
    assert "Kranich" not in made.password


def test_a_field_without_the_right_is_not_written(client_as: Sign, office: Office) -> None:
    stay = office.stay(office.person(), placement_basis=PlacementBasis.ORDER_LAW)
    key, unit, person = stay.id, stay.unit_id, stay.person_id
    client = client_as(Role.CARETAKER)
    page = client.get(f"/admin/stay/edit/?id={key}").text
    assert "placement_basis" not in page
    sent = {"person": str(person), "unit": str(unit), "valid_from": "02.01.2026", "version": "1"}
    answer = post(client, f"/admin/stay/edit/?id={key}", **sent, placement_basis="CONTRACT")
    assert answer.status_code == 302, answer.text[-1500:]
    saved = office.only(Stay)
    assert saved.placement_basis is PlacementBasis.ORDER_LAW
    assert saved.valid_from == date(2026, 1, 2)


def test_the_clerk_neither_sees_nor_writes_health(client_as: Sign, office: Office) -> None:
    office.person()
    client = client_as(Role.BENEFITS_CLERK)
    sent = {"family_name": "Beispiel", "birth_precision": "EXACT", "sex": "UNKNOWN", "version": "1"}
    assert "vulnerabilities" not in client.get("/admin/person/edit/?id=1").text
    answer = post(
        client, "/admin/person/edit/?id=1", **sent, case_status="NEW", vulnerabilities="1"
    )
    assert answer.status_code == 302, answer.text[-1500:]
    assert office.only(Person).vulnerabilities == []
    office.session.rollback()


def test_the_caretaker_sees_only_who_is_housed(client_as: Sign, office: Office) -> None:
    housed = office.person(family_name="Wohntda", azr_no="AZR-4711", birth_date=date(1990, 1, 1))
    gone, away = office.person(family_name="Warda"), office.person(family_name="Niedagewesen")
    key, other = housed.id, away.id
    office.stay(housed)
    office.stay(gone, unit=office.unit(number="2"), valid_to=date(2026, 11, 22))
    client = client_as(Role.CARETAKER)
    page = client.get("/admin/person/").text
    assert "Wohntda" in page
    assert not {
        name for name in ("Warda", "Niedagewesen", "AZR-4711", "01.01.1990") if name in page
    }
    for part in ("details", "file/facts"):
        shown = client.get(f"/admin/person/{part}/?id={key}").text
        assert not {name for name in ("AZR-4711", "01.01.1990") if name in shown}
    assert client.get(f"/admin/person/details/?id={other}").status_code == 404


def test_a_search_for_a_hidden_number_finds_nothing(client_as: Sign, office: Office) -> None:
    office.stay(person := office.person(family_name="Wohntda", azr_no="AZR-4711"))
    case = office.eviction_case(person, court_reference="7-C-99", landlord="Hausgeiz GmbH")
    caretaker = office.staff("hausmeister")
    case.state = EvictionState.EVICTED
    case.assign([caretaker], TODAY)
    office.session.commit()
    client = client_as(Role.CARETAKER)
    assert rows(client.get("/admin/person/?search=Wohntda")) == 1
    assert rows(client.get("/admin/person/?search=4711")) == 0
    assert client.get("/admin/stay/ajax/lookup/?name=person&query=4711").json == []
    assert rows(client.get("/admin/eviction_case/?search=Musterweg")) == 1
    assert rows(client.get("/admin/eviction_case/?search=Hausgeiz")) == 0


def test_what_leaves_the_house_needs_the_right_to_take_it_out(
    client_as: Sign, office: Office
) -> None:
    office.stay(office.person(), placement_basis=PlacementBasis.ORDER_LAW)
    heads = [
        client_as(role).get("/admin/stay/export/csv/").text.splitlines()[0].count(";")
        for role in (Role.ACCOMMODATION_ADMIN, Role.SOCIAL_WORKER)
    ]
    assert heads[0] == heads[1] + 1


PROTECTED = {"street": "Geheimweg 5", "phone": "0151 7777", "email": "g@example.org"}


@pytest.mark.parametrize("role", Role)
def test_a_protected_address_stands_in_no_list(client_as: Sign, office: Office, role: Role) -> None:
    person = office.person(family_name="Schutz", is_address_protected=True, **PROTECTED)
    office.stay(person)
    client = client_as(role)
    for url in (
        "person/",
        "person/export/csv/",
        "person/?search=Geheimweg",
        "household/",
        "stay/",
        "",
    ):
        page = client.get(f"/admin/{url}").text.replace('value="Geheimweg"', "")
        assert not {value for value in ("Geheimweg 5", "0151 7777") if value in page}, url
    for word in ("Geheimweg", "7777"):
        assert rows(client.get(f"/admin/person/?search={word}")) == 0


def test_the_lead_sees_a_protected_address_only_for_a_reason(
    client_as: Sign, office: Office
) -> None:
    office.person(family_name="Schutz", is_address_protected=True, **PROTECTED)
    office.person(family_name="Offen", street="Offenweg 5")
    client, url = client_as(Role.TEAM_LEAD), "/admin/person/"
    assert "Offenweg 5" in client.get(f"{url}file/facts/?id=2").text
    page = client.get(f"{url}file/facts/?id=1").text
    assert not {value for value in PROTECTED.values() if value in page}
    assert post(client, f"{url}reason/?id=1", reason="Anfrage der Polizei").status_code == 302
    page = client.get(f"{url}file/facts/?id=1").text
    assert {value for value in PROTECTED.values() if value in page} == set(PROTECTED.values())
    stated = [row for row in office.every(AuditEntry) if row.action is AuditAction.REASON_STATED]
    assert [(row.table_name, row.record_id) for row in stated] == [("person", 1)]


@pytest.mark.parametrize("role", [Role.ACCOMMODATION_ADMIN, Role.CARETAKER])
def test_housing_never_sees_a_protected_phone(client_as: Sign, office: Office, role: Role) -> None:
    office.stay(office.person(family_name="Schutz", is_address_protected=True, **PROTECTED))
    client = client_as(role)
    page = "".join(
        client.get(f"/admin/person/{part}/?id=1").text for part in ("details", "file/facts")
    )
    assert "Schutz" in page
    assert not {value for value in PROTECTED.values() if value in page}
    assert (
        post(client, "/admin/person/reason/?id=1", reason="ich möchte anrufen").status_code == 404
    )

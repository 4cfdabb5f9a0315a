"""Persons: what must be true of them, by which names they are found, what the form keeps."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models import Person, PersonAlert, PersonLanguage, PersonName
from models.base import RulesBroken
from models.catalogue import ClosingReason, Country, Language
from models.permissions import Role
from models.person import AlertLevel, BirthPrecision, CaseStatus, LanguageLevel
from tests.conftest import Sign
from tests.factories import TODAY, Office
from tests.forms import Desk


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.SOCIAL_WORKER), "person")


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("birth_date", {"birth_date": date(2026, 11, 24)}),  # tomorrow
        ("arrived_germany_on", {"birth_date": TODAY, "arrived_germany_on": date(2026, 11, 22)}),
        ("arrived_haan_on", {"arrived_germany_on": TODAY, "arrived_haan_on": date(2026, 11, 22)}),
        ("birth_date", {"birth_date": date(202, 1, 1)}),  # a slip of the finger
        ("family_name", {"family_name": "x" * 81}),
    ],
)
def test_what_cannot_be_true_of_a_person_is_not_stored(
    office: Office, field: str, values: dict[str, object]
) -> None:
    with pytest.raises(RulesBroken, match=f"^{field}: "):
        office.person(**values)


def test_who_is_born_today_and_arrives_today_is_recorded(office: Office) -> None:
    days = dict.fromkeys(("birth_date", "arrived_germany_on", "arrived_haan_on"), TODAY)
    assert office.person(**days).birth_date == TODAY


def test_an_open_case_has_no_closing_reason(office: Office) -> None:
    reason = office.entry(ClosingReason)
    with pytest.raises(RulesBroken, match="closing_reason"):
        office.person(closing_reason=reason)
    office.session.rollback()
    assert office.person(closing_reason=reason, case_status=CaseStatus.CLOSED).closing_reason


def test_a_further_name_is_not_empty(office: Office) -> None:
    with pytest.raises(RulesBroken, match="names"):
        office.person(names=[PersonName()])


def test_the_database_itself_refuses_what_no_form_may_write(office: Office) -> None:
    person, twice = office.person(), office.entry(Language)
    with pytest.raises(IntegrityError, match="(?i)not.null"):
        office.write_past_rules(person, family_name=None)
    with pytest.raises(IntegrityError, match="(?i)check"):
        office.write_past_rules(person, sex="ELSEWHERE")
    office.add(PersonLanguage(person=person, language=twice))
    with pytest.raises(IntegrityError, match="(?i)unique"):
        office.add(PersonLanguage(person=person, language=twice))
    office.session.rollback()


@pytest.mark.parametrize("given_name", ["Farid", None])
def test_lists_and_headings_call_a_person_alike(any_office: Office, given_name: str | None) -> None:
    person = any_office.person(family_name="Rahimi", given_name=given_name)
    assert any_office.title_in_sql(person) == person.title


def test_an_alert_ends_by_itself(office: Office) -> None:
    alert = PersonAlert(text="Nicht allein besuchen", expires_on=TODAY)
    office.person(alerts=[alert])
    assert alert.is_open_on(TODAY)
    assert not alert.is_open_on(date(2026, 11, 24))


@pytest.mark.parametrize(("role", "status"), [
    (Role.SOCIAL_WORKER, 200), (Role.BENEFITS_CLERK, 200), (Role.TEAM_LEAD, 403),
    (Role.CARETAKER, 403), (Role.STATISTICS_READER, 403), (None, 302),
])  # fmt: skip
def test_who_may_record_a_person(client_as: Sign, role: Role | None, status: int) -> None:
    assert client_as(role).get("/admin/person/new/").status_code == status


def test_a_person_is_recorded_with_names_languages_and_alerts(desk: Desk, office: Office) -> None:
    arabic, syria = office.entry(Language, "ar"), office.entry(Country, "SY")
    desk.save({
        "family_name": " Al-Hussein ", "given_name": "Amal", "birth_date": "3.4.90",
        "birth_precision": "ESTIMATED", "sex": "FEMALE", "nationalities": [str(syria.id)],
        "names-0-kind": "SPELLING", "names-0-family_name": "Alhusain", "names-1-given_name": "",
        "languages-0-language": str(arabic.id), "languages-0-level": "NATIVE",
        "alerts-0-level": "HIGH", "alerts-0-text": "Diabetes", "alerts-0-expires_on": "1.12.26",
    })  # fmt: skip
    person = office.only(Person)
    assert (person.title, person.birth_date) == ("Al-Hussein, Amal", date(1990, 4, 3))
    assert person.birth_precision is BirthPrecision.ESTIMATED
    assert [name.title for name in person.names] == ["Alhusain"]
    assert [(one.language_id, one.level) for one in person.languages] == [
        (arabic.id, LanguageLevel.NATIVE)
    ]
    assert [(one.level, one.expires_on) for one in person.alerts] == [
        (AlertLevel.HIGH, date(2026, 12, 1))
    ]
    assert [one.id for one in person.nationalities] == [syria.id]
    details = desk.details(person)
    for text in ("Al-Hussein", "Alhusain", "03.04.1990", "Diabetes", arabic.title, syria.title):
        assert text in details


def test_saving_an_unchanged_form_changes_nothing(desk: Desk, office: Office) -> None:
    country = office.entry(Country, "UA")
    person = office.person(
        birth_date=date(1980, 2, 29), email="ada@example.org", interpreter_needed=True,
        origin_country=country, nationalities=[country], names=[PersonName(given_name="Adele")],
    )  # fmt: skip
    desk.save({}, person)
    after = office.only(Person)
    assert (after.birth_date, after.email) == (date(1980, 2, 29), "ada@example.org")
    assert after.interpreter_needed
    assert after.origin_country_id == country.id
    assert [one.id for one in after.nationalities] == [country.id]
    assert [one.title for one in after.names] == ["Adele"]


def test_a_closed_case_is_opened_again(desk: Desk, office: Office) -> None:
    reason = office.entry(ClosingReason)
    person = office.person(case_status=CaseStatus.CLOSED, closing_reason=reason)
    assert desk.refused({"case_status": "ACTIVE"}, person) == {"closing_reason"}
    desk.save({"case_status": "ACTIVE", "closing_reason": ""}, person)
    assert office.only(Person).closing_reason_id is None


def test_a_name_taken_out_is_gone_and_no_longer_found(desk: Desk, office: Office) -> None:
    names = [PersonName(family_name="Zweitname"), PersonName(family_name="Drittname")]
    person = office.person(names=names)
    assert desk.found(search="Zweitname") == [person.id]
    desk.save({"del-names-0": "1", "family_name": "Neu"}, person)
    assert [name.family_name for name in office.only(Person).names] == ["Drittname"]
    assert desk.found(search="Zweitname") == []
    assert desk.found(search="Neu Drittname") == [person.id]


def test_a_person_is_found_by_any_spelling(desk: Desk, office: Office) -> None:
    office.person(family_name="Anders", given_name="Kim")
    spelling = PersonName(family_name="Milner")
    person = office.person(
        family_name="Müller", given_name="Jürgen", azr_no="AZR-77/1", names=[spelling]
    )
    terms = "müller", "MÜLLER", "Mueller", "muller", "Jürgen Müll", "juergen", "AZR-77/1", "Milner"
    assert {term: desk.found(search=term) for term in terms} == dict.fromkeys(terms, [person.id])


def test_filters_narrow_the_list(desk: Desk, office: Office) -> None:
    born = office.person(birth_date=date(1990, 5, 1), case_status=CaseStatus.ACTIVE)
    office.person(birth_date=date(1991, 5, 1), case_status=CaseStatus.CLOSED)
    assert desk.found(case_status="ACTIVE") == [born.id]
    assert desk.found(birth_date_from="1.1.1990", birth_date_to="31.12.1990") == [born.id]
    assert len(desk.found()) == 2


def test_deleting_a_person_takes_its_names_along(desk: Desk, office: Office) -> None:
    person = office.person(names=[PersonName(given_name="Adele")])
    assert desk.remove(person).status_code == 302
    assert office.every(Person) == []
    assert office.every(select(PersonName)) == []

"""Residence statuses: true from day to day, with papers that expire."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models import ResidenceStatus
from models.base import RulesBroken
from models.catalogue import DocumentKind, ResidenceTitle
from models.permissions import Role
from models.residence_status import AsylumStage, WorkPermission
from tests.conftest import Sign
from tests.factories import TODAY, Office
from tests.forms import Desk


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.SOCIAL_WORKER), "residence_status")


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("valid_to", {"valid_from": TODAY, "valid_to": date(2026, 11, 22)}),
        ("expires_on", {"issued_on": TODAY, "expires_on": date(2026, 11, 22)}),
        ("expires_on", {"expires_on": date(2202, 1, 1)}),  # not of our time
    ],
)
def test_no_end_lies_before_its_beginning(
    office: Office, field: str, values: dict[str, date]
) -> None:
    with pytest.raises(RulesBroken, match=f"^{field}: "):
        office.residence_status(office.person(), **values)


def test_the_database_itself_refuses_an_end_before_the_beginning(office: Office) -> None:
    status = office.residence_status(office.person(), valid_from=TODAY, valid_to=TODAY)
    with pytest.raises(IntegrityError, match="valid_to_after_valid_from"):
        office.write_past_rules(status, valid_to=date(2026, 11, 22))


def test_a_status_is_asked_as_of_a_day(office: Office) -> None:
    person = office.person()
    first = office.residence_status(person, valid_to=date(2025, 12, 31))
    second = office.residence_status(person, valid_from=date(2026, 1, 1))
    for day, status in [
        (date(2024, 12, 31), None),
        (date(2025, 1, 1), first),
        (date(2025, 12, 31), first),
        (date(2026, 1, 1), second),
        (date(2099, 1, 1), second),  # until further notice
    ]:
        rows = office.every(select(ResidenceStatus).where(ResidenceStatus.as_of(day)))
        assert rows == [one for one in [status] if one]


def test_lists_and_headings_call_a_status_alike(office: Office) -> None:
    status = office.residence_status(office.person())
    assert office.title_in_sql(status) == status.title == "Beispiel, Ada"


def test_who_may_not_see_a_status(client_as: Sign) -> None:
    assert client_as(Role.ACCOMMODATION_ADMIN).get("/admin/residence_status/").status_code == 403


def test_a_status_is_recorded_found_and_changed(desk: Desk, office: Office) -> None:
    person, other = office.person(), office.person(family_name="Anders")
    office.residence_status(other)
    title, paper = office.entry(ResidenceTitle), office.entry(DocumentKind)
    desk.save({
        "person": str(person.id), "residence_title": str(title.id), "valid_from": "1.2.26",
        "legal_basis": "§ 60a AufenthG", "document_kind": str(paper.id), "document_no": "D 123",
        "issued_on": "1.2.26", "expires_on": "31.1.27", "asylum_stage": "NEGATIVE",
        "work_permission": "APPROVAL_NEEDED",
    })  # fmt: skip
    status = office.only(select(ResidenceStatus).where(ResidenceStatus.person == person))
    assert (status.residence_title_id, status.document_kind_id) == (title.id, paper.id)
    assert (status.asylum_stage, status.work_permission) == (
        AsylumStage.NEGATIVE, WorkPermission.APPROVAL_NEEDED,
    )  # fmt: skip
    details = desk.details(status)
    for text in ("31.01.2027", "§ 60a AufenthG", title.title, paper.title):
        assert text in details
    assert desk.found(search="beispiel") == [status.id]
    assert desk.found(expires_on_from="1.1.27", asylum_stage="NEGATIVE") == [status.id]
    desk.save({"valid_to": "heute", "document_kind": ""}, status)
    after = office.fresh(status)
    assert after
    assert (after.valid_to, after.document_kind_id) == (TODAY, None)


def test_a_paper_about_to_expire_catches_the_eye(desk: Desk, office: Office) -> None:
    office.residence_status(office.person(), expires_on=date(2026, 12, 1))
    page = desk.client.get(desk.url).text
    assert '<span class="tag amber">in 8 Tagen</span><small>01.12.2026</small>' in page


def test_a_wrong_period_stands_beside_its_end(desk: Desk, office: Office) -> None:
    status = office.residence_status(office.person())
    typed = {"valid_to": "31.12.2024", "issued_on": "2.1.26", "expires_on": "1.1.26"}
    assert desk.refused(typed, status) == {"valid_to", "expires_on"}
    assert office.only(ResidenceStatus).valid_to is None

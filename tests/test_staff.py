"""Accounts of the staff: names, roles, languages, and passwords that nobody can read."""

import pytest
from flask_security import verify_password
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models import SignIn, Staff
from models.base import RulesBroken
from models.catalogue import Language
from models.permissions import Role
from tests.conftest import Sign, sign_in
from tests.factories import Office
from tests.forms import Desk, errors_of

NEW = {
    "display_name": "Ina Neu", "username": "ineu", "password": "Wolken-ueber-Haan-3",
    "held_roles-0-role": "SOCIAL_WORKER",
}  # fmt: skip


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.SYSTEM_ADMIN), "staff")


@pytest.mark.parametrize("username", ["Ineu", "i neu", "I"])
def test_a_user_name_has_small_letters_and_no_blanks(office: Office, username: str) -> None:
    with pytest.raises(RulesBroken, match="username"):
        office.add(Staff(username=username, display_name="Ina Neu", password="x"))


def test_a_user_name_is_given_once(office: Office) -> None:
    with pytest.raises(IntegrityError, match="(?i)unique"):
        office.add(Staff(username="leitung", display_name="Ina Neu", password="x"))
    office.session.rollback()


def test_lists_and_headings_call_staff_alike(office: Office) -> None:
    assert office.title_in_sql(office.staff()) == office.staff().title


def test_who_may_not_change_accounts(client_as: Sign) -> None:
    assert client_as(Role.TEAM_LEAD).get("/admin/staff/new/").status_code == 403


def test_a_new_account_can_sign_in(desk: Desk, office: Office) -> None:
    language = office.entry(Language, "ar")
    desk.save({**NEW, "languages-0-language": str(language.id), "deputy": str(office.staff().id)})
    staff = office.staff("ineu")
    assert [held.role for held in staff.held_roles] == [Role.SOCIAL_WORKER]
    assert [spoken.language_id for spoken in staff.languages] == [language.id]
    assert staff.password.startswith("$argon2")
    details = desk.details(staff)
    assert language.title in details
    assert "$argon2" not in details
    assert desk.found(search="ina neu") == [staff.id]
    assert staff.id not in desk.found(active="no")
    client = sign_in(desk.client.application, "ineu", NEW["password"])
    assert client.get("/admin/person/").status_code == 200


@pytest.mark.parametrize("password", ["", "zu-kurz-1", "passwort", "ineuineuineu", "haanhaanhaan"])
def test_a_weak_password_is_refused_beside_its_field(
    desk: Desk, office: Office, password: str
) -> None:
    answer = desk.send({**NEW, "password": password})
    assert set(errors_of(answer)) == {"password"}
    if password:
        assert password not in answer.text
    assert office.every(select(Staff).where(Staff.username == "ineu")) == []


def test_a_taken_name_is_refused_beside_its_field(desk: Desk) -> None:
    assert desk.refused({**NEW, "username": "leitung"}) == {"username"}


def test_an_empty_password_keeps_the_present_one(desk: Desk, office: Office) -> None:
    before = office.staff().password
    desk.save({"phone": "02129 911-0"}, office.staff())
    assert office.staff().password == before
    assert office.staff().phone == "02129 911-0"


def test_a_new_password_ends_every_sign_in(client_as: Sign, desk: Desk, office: Office) -> None:
    other = client_as(Role.SOCIAL_WORKER)
    assert other.get("/admin/person/").status_code == 200
    desk.save({"password": "Regen-ueber-Gruiten-9"}, office.staff())
    assert other.get("/admin/person/").status_code == 302
    with desk.client.application.app_context():
        assert verify_password("Regen-ueber-Gruiten-9", office.staff().password)
    living = select(SignIn).where(SignIn.staff_id == office.staff().id, SignIn.ended_at.is_(None))
    assert office.every(living) == []


def test_a_closed_account_ends_its_sign_ins(client_as: Sign, desk: Desk, office: Office) -> None:
    other = client_as(Role.SOCIAL_WORKER)
    desk.save({"active": None}, office.staff())
    assert other.get("/admin/person/").status_code == 302


@pytest.mark.parametrize("field", ["active", "held_roles"])
def test_the_last_who_opens_accounts_keeps_that_power(
    client_as: Sign, office: Office, field: str
) -> None:
    desk, admin = Desk(client_as(Role.SYSTEM_ADMIN), "staff"), office.staff("verwaltung")
    taken = {"active": None} if field == "active" else {"del-held_roles-0": "1"}
    assert desk.refused(taken, admin) == {field}

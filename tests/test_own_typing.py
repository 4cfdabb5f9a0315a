"""Nothing typed into own fields is lost: drafts, and two versions compared."""

import pytest
from flask import Flask

from models import Person
from models.own_field import OwnClass, OwnKind
from models.permissions import Role
from tests.conftest import USERS, sign_in
from tests.drafts import begin
from tests.factories import Office
from tests.forms import Desk, fields_of, tree_of


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk(sign_in(app, USERS[Role.SOCIAL_WORKER]), "person")


def test_a_draft_brings_own_fields_back(app: Flask, desk: Desk, office: Office) -> None:
    office.own_field()
    office.own_field(label_de="Größe", entries=("klein", "groß"))
    person = office.person()
    url = desk.form_url(person)
    begin(desk.client, url, own_postfach="B 12", own_groesse="2")
    back = fields_of(sign_in(app, USERS[Role.SOCIAL_WORKER]).get(url))
    assert (back["own_postfach"], back["own_groesse"]) == (["B 12"], ["2"])


def test_two_versions_of_own_fields_are_compared(app: Flask, desk: Desk, office: Office) -> None:
    office.own_field()
    office.own_field(label_de="Größe", entries=("klein", "groß"))
    office.own_field(label_de="Zahl", kind=OwnKind.NUMBER)
    person = office.person()
    colleague = Desk(sign_in(app, USERS[Role.BENEFITS_CLERK]), "person")
    opened = desk.open(person)
    colleague.save({"own_groesse": "2", "own_zahl": "1.234,5"}, person)
    answer = desk.post(opened, {"own_postfach": "B 12", "own_groesse": "1"}, person)
    assert answer.status_code == 422
    parts = tree_of(answer).xpath("//fieldset[starts-with(@id, 'difference-')]")
    told = {part.get("id"): " ".join(part.text_content().split()) for part in parts}
    assert set(told) == {f"difference-own_{name}" for name in ("postfach", "groesse", "zahl")}
    assert "klein" in told["difference-own_groesse"]
    assert "groß" in told["difference-own_groesse"]
    name = office.staff(USERS[Role.BENEFITS_CLERK]).display_name
    assert name in told["difference-own_zahl"]  # who saved it, as the trail names the field
    assert "1.234,50" in told["difference-own_zahl"]
    assert office.only(Person).own_postfach is None


def test_a_field_one_may_not_read_is_not_compared(app: Flask, desk: Desk, office: Office) -> None:
    office.own_field(label_de="Bedarf", protection=OwnClass.HEALTH)
    person = office.person()
    clerk = Desk(sign_in(app, USERS[Role.BENEFITS_CLERK]), "person")
    opened = clerk.open(person)
    desk.save({"own_bedarf": "Rollstuhl", "town": "Haan"}, person)
    answer = clerk.post(opened, {"town": "Hilden"}, person)
    assert answer.status_code == 422
    assert "Hilden" in answer.text
    assert "Bedarf" not in answer.text
    assert "Rollstuhl" not in answer.text

"""Commands of the person who runs the installation: the first account, the demo."""

from datetime import timedelta

import pytest
from flask import Flask

from models import Draft, Staff
from models.base import utc_now
from models.draft import KEPT_FOR
from models.permissions import Role
from tests.conftest import sign_in
from tests.factories import Office

LONG = "Ein-langes-Wort-7"


def add(app: Flask, username: str, password: str) -> tuple[int, str]:
    words = ["staff", "add", username, "--name", "Clara Neu", "--role", "system_admin"]
    done = app.test_cli_runner().invoke(args=words, input=f"{password}\n{password}\n")
    return done.exit_code, done.output


def test_the_first_account_can_sign_in(app: Flask, office: Office) -> None:
    code, said = add(app, "clara", LONG)
    assert (code, "clara can sign in now." in said) == (0, True)
    added = next(staff for staff in office.every(Staff) if staff.username == "clara")
    assert (added.is_demo, [held.role for held in added.held_roles]) == (False, [Role.SYSTEM_ADMIN])
    office.session.rollback()
    assert sign_in(app, "clara", LONG).get("/admin/staff/").status_code == 200


@pytest.mark.parametrize(
    ("username", "password", "why"),
    [
        ("clara", "kurz", "at least 12 characters"),
        ("clara", "claraclaraclara", "no name"),  # the user name, three times
        ("leitung", LONG, "already"),
    ],
)
def test_an_account_that_cannot_be_gets_one_line(
    app: Flask, office: Office, username: str, password: str, why: str
) -> None:
    before = len(office.every(Staff))
    code, said = add(app, username, password)
    assert (code, why in said, "Traceback" in said) == (1, True, False)
    assert len(office.every(Staff)) == before


def test_demo_people_never_come_into_a_real_office(app: Flask) -> None:
    app.config["DEMO"] = False
    try:
        done = app.test_cli_runner().invoke(args=["seed", "demo"])
    finally:
        app.config["DEMO"] = True
    assert (done.exit_code, "SIM_DEMO=1" in done.output) == (1, True)


def test_tidying_deletes_old_drafts_and_leaves_new_ones(app: Flask, office: Office) -> None:
    staff = office.staff("sozialarbeit")
    for token, age in (("alt", KEPT_FOR), ("neu", timedelta())):
        typed_at = utc_now() - age
        values = {"staff_id": staff.id, "table_name": "person", "content": b"-"}
        office.add(Draft(token=token, typed_at=typed_at, **values))
    done = app.test_cli_runner().invoke(args=["tidy"])
    assert "drafts: 1 deleted" in done.output
    assert office.only(Draft).token == "neu"

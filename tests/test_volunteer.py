"""Volunteers: their papers, what others see of them, and how their data go."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from models import Assignment, FieldChange, Volunteer
from models.assignment import AssignmentState
from models.base import RulesBroken
from models.permissions import Role
from models.rules.volunteering import (
    PaperState,
    conduct_valid_until,
    initials_of,
    paper_state,
    tidy_initials,
)
from tests.asking import post
from tests.conftest import Sign
from tests.factories import Office

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("seen_on", "valid_until", "state"),
    [
        (None, None, PaperState.MISSING),
        (date(2026, 11, 24), None, PaperState.MISSING),  # it will be seen tomorrow
        (date(2021, 11, 1), date(2026, 11, 22), PaperState.EXPIRED),
        (date(2021, 11, 1), DAY, PaperState.EXPIRING),  # the last day counts still
        (date(2022, 1, 1), date(2027, 1, 22), PaperState.EXPIRING),
        (date(2022, 1, 1), date(2027, 1, 23), PaperState.VALID),
        (date(2022, 1, 1), None, PaperState.VALID),
    ],
)
def test_a_certificate_of_conduct_expires(
    seen_on: date | None, valid_until: date | None, state: PaperState
) -> None:
    assert paper_state(seen_on, valid_until, DAY) is state


def test_a_certificate_is_relied_on_for_five_years() -> None:
    assert conduct_valid_until(date(2024, 2, 29)) == date(2029, 2, 27)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("M. K.", "M. K."),
        ("mk", None),  # could be a short name
        ("MK", "M. K."),
        ("m.k.", "M. K."),
        ("Ö.-A. B.", "Ö. A. B."),
        ("Ali", None),
        ("Maryam K.", None),
        ("M", "M."),
    ],
)
def test_of_a_person_only_initials_are_kept(typed: str, kept: str | None) -> None:
    assert tidy_initials(typed) == kept


def test_initials_come_from_the_name() -> None:
    assert initials_of("Maryam Fatima", "Karimi") == "M. K."
    assert initials_of(None, "Öztürk") == "Ö."


def test_a_certificate_is_fresh_when_it_is_shown(office: Office) -> None:
    with pytest.raises(RulesBroken) as refused:
        office.volunteer(conduct_issued_on=date(2026, 1, 1), conduct_seen_on=date(2026, 4, 2))
    assert [one.field for one in refused.value.problems] == ["conduct_issued_on"]


def test_what_ended_is_to_be_deleted_half_a_year_later(office: Office) -> None:
    assert office.volunteer(ended_on=date(2026, 8, 31)).delete_on == date(2027, 2, 28)


def test_a_new_certificate_moves_the_day_until_which_it_is_relied_on(office: Office) -> None:
    shown = {"conduct_issued_on": date(2021, 5, 3), "conduct_seen_on": date(2021, 5, 10)}
    one = office.volunteer(**shown)
    assert one.conduct_until == date(2026, 5, 2)
    one.conduct_issued_on, one.conduct_seen_on = date(2026, 10, 1), date(2026, 10, 8)
    office.session.commit()
    assert one.conduct_until == date(2031, 9, 30)


def test_others_see_what_they_need_to_ask_and_nothing_more(client_as: Sign, office: Office) -> None:
    one = office.volunteer(street="Heimliche Gasse 3", note="Geheimes", honours="Ehrenkarte")
    url = f"/admin/volunteer/details/?id={one.id}"
    page = client_as(Role.SOCIAL_WORKER).get(url).text
    assert "0171 3920011" in page
    assert "Dari" in page
    for closed in ("Heimliche", "Geheimes", "Ehrenkarte", "unterschrieben", "01.01.2026"):
        assert closed not in page, closed
    assert "Heimliche" in client_as(Role.NETWORK_COORDINATOR).get(url).text


def test_who_ended_is_shown_to_the_coordination_alone(client_as: Sign, office: Office) -> None:
    one = office.volunteer(ended_on=date(2026, 11, 1))
    url = f"/admin/volunteer/details/?id={one.id}"
    assert client_as(Role.SOCIAL_WORKER).get(url).status_code == 404
    assert client_as(Role.NETWORK_COORDINATOR).get(url).status_code == 200


def test_erasing_leaves_numbers_and_no_former_values(client_as: Sign, office: Office) -> None:
    one = office.volunteer(note="Geheimes")
    one.phone = "0171 3920099"
    office.session.commit()
    office.assignment(
        one, starts_at=datetime(2026, 11, 3, 9), hours=Decimal(2), person_initials="M. K."
    )
    client = client_as(Role.NETWORK_COORDINATOR)
    assert post(client, f"/admin/volunteer/erase/?id={one.id}").status_code == 302
    gone, done = office.only(Volunteer), office.only(Assignment)
    assert (gone.title, gone.phone, gone.note, gone.languages) == ("–", None, None, [])
    assert (done.hours, done.person_initials) == (Decimal(2), None)
    told = "".join(f"{row.old}{row.new}" for row in office.every(FieldChange))
    assert "0171" not in told


def test_whoever_helped_is_not_deleted_but_erased(client_as: Sign, office: Office) -> None:
    done = {
        "starts_at": datetime(2026, 11, 3, 10),
        "state": AssignmentState.DONE,
        "hours": Decimal(2),
    }
    helped = office.assignment(**done).volunteer
    other = office.volunteer(family_name="Neu")
    client, url = client_as(Role.NETWORK_COORDINATOR), "/admin/volunteer/delete/?id="
    page = client.get(f"{url}{helped.id}", follow_redirects=True).text
    assert "Stunden" in page
    assert "Neu, Laleh" in client.get(f"{url}{other.id}").text


def test_nobody_is_erased_while_help_is_open(client_as: Sign, office: Office) -> None:
    one = office.assignment().volunteer
    client = client_as(Role.NETWORK_COORDINATOR)
    answer = post(client, f"/admin/volunteer/erase/?id={one.id}")
    assert answer.status_code == 422
    assert "noch offen" in answer.text
    assert office.only(Volunteer).family_name == "Rahimi"


def test_the_day_of_the_coordination_says_what_asks_for_it(client_as: Sign, office: Office) -> None:
    office.assignment()
    office.volunteer(family_name="Vogel", confidentiality_on=None)
    office.volunteer(family_name="Achterberg", ended_on=date(2026, 5, 20))
    page = client_as(Role.NETWORK_COORDINATOR).get("/admin/").text
    for told in ("Anfragen ohne Antwort", "Verschwiegenheit ist nicht", "Löschtermin"):
        assert told in page, told

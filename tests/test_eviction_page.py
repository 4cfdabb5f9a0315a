"""The page of an eviction case as a worker uses it: clock, deadlines, steps."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from werkzeug.test import TestResponse

from models import ContactAttempt, EvictionCase, EvictionDeadline
from models.contact_attempt import AttemptKind, AttemptResult
from models.eviction_step import EvictionState
from models.permissions import Role
from tests.asking import post
from tests.conftest import Sign
from tests.factories import TODAY, Office
from tests.forms import Desk, errors_of, fields_of, tree_of, typed_over

URL = "/admin/eviction_case"


@pytest.fixture
def case(office: Office) -> EvictionCase:
    return office.eviction_case(
        court="Amtsgericht Mettmann",
        court_reference="23 C 418/26",
        filed_on=date(2026, 9, 21),
        served_on=date(2026, 9, 28),
        hearing_at=datetime(2026, 12, 14, 10, 15),
        arrears=Decimal("2340.00"),
        monthly_rent=Decimal("585.00"),
        received_on=date(2026, 9, 22),
    )


def page_of(client_as: Sign, case: EvictionCase, role: Role = Role.SOCIAL_WORKER) -> TestResponse:
    return client_as(role).get(f"{URL}/details/?id={case.id}")


def step(
    client_as: Sign, case: EvictionCase, to: str, role: Role = Role.SOCIAL_WORKER, **typed: str
) -> TestResponse:
    """Open the form of a step as it stands on the page, fill it in, send it."""
    client, url = client_as(role), f"{URL}/step/?id={case.id}&to={to}"
    opened = client.get(url)
    if opened.status_code != 200:
        return opened
    return client.post(url, data=typed_over(fields_of(opened), typed))


def words(page: TestResponse) -> str:
    return " ".join(tree_of(page).xpath("//main")[0].text_content().split())


def test_the_page_says_how_many_days_are_left_and_on_what_ground(
    client_as: Sign, case: EvictionCase
) -> None:
    text = words(page_of(client_as, case))
    for told in (
        "Schonfrist: in 4 Tagen, am Fr. 27.11.2026.",
        "2.340,00 €",
        "Mo. 30.11.2026",
        "§ 569 III Nr. 2 BGB",
        "Verhandlung",
        "§ 67c SGB X",
    ):
        assert told in text, told


def test_the_drawing_and_the_list_tell_the_same(client_as: Sign, case: EvictionCase) -> None:
    tree = tree_of(page_of(client_as, case))
    marks = tree.xpath("//*[local-name()='svg']//*[local-name()='g']")
    drawn = [mark.xpath("*[local-name()='text']")[1].text for mark in marks]
    listed = tree.xpath("//details[@class='course']//*[@class='when']/text()")
    assert sorted(drawn) == sorted(listed)
    assert tree.xpath("//*[local-name()='svg']/@aria-label")


def test_the_next_sensible_step_changes_with_what_was_done(
    client_as: Sign, office: Office, case: EvictionCase
) -> None:
    assert "Heute Kontakt aufnehmen" in words(page_of(client_as, case))
    case.contact_attempts.append(
        ContactAttempt(tried_on=TODAY, kind=AttemptKind.PHONE, result=AttemptResult.REACHED)
    )
    office.session.commit()
    text = words(page_of(client_as, case))
    assert "Heute Kontakt aufnehmen" not in text
    assert "Übernahmeerklärung heute anfordern" in text


def test_a_step_is_taken_with_its_facts(
    client_as: Sign, office: Office, case: EvictionCase
) -> None:
    answer = step(
        client_as, case, "TITLE",
        decision_kind="DEFAULT_JUDGMENT", decided_on="12.11.26", decision_served_on="16.11.26",
    )  # fmt: skip
    assert answer.status_code == 302
    now = office.fresh(case)
    assert now is not None
    assert now.state is EvictionState.TITLE
    assert (now.steps[-1].taken_on, now.steps[-1].staff_id) == (TODAY, office.staff().id)
    rules = {row.rule: row.due_on for row in now.open_deadlines}
    assert rules["EINSPRUCH_VERSAEUMNISURTEIL"] == date(2026, 11, 30)


def test_a_step_without_its_facts_keeps_what_was_typed(
    client_as: Sign, office: Office, case: EvictionCase
) -> None:
    answer = step(client_as, case, "TITLE", decision_kind="JUDGMENT", decided_on="12.11.26")
    assert answer.status_code == 422
    assert set(errors_of(answer)) == {"decision_served_on"}
    assert fields_of(answer)["decided_on"] == ["12.11.26"]
    now = office.fresh(case)
    assert now is not None
    assert (now.state, now.decided_on) == (EvictionState.CLAIM_PENDING, None)


@pytest.mark.parametrize("to", ["EVICTED", "CLOSED", "EMERGENCY_SHELTER", "EVICTION_SCHEDULED"])
def test_a_forged_step_is_refused_by_the_server(
    client_as: Sign, office: Office, case: EvictionCase, to: str
) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    assert client.get(f"{URL}/step/?id={case.id}&to={to}").status_code == 409
    other = fields_of(client.get(f"{URL}/step/?id={case.id}&to=TITLE"))
    forged = client.post(
        f"{URL}/step/?id={case.id}&to={to}", data=typed_over(other, {"evicted_on": "23.11.2026"})
    )
    assert forged.status_code == 409
    assert office.fresh(case).state is EvictionState.CLAIM_PENDING


def test_a_state_that_does_not_exist_is_not_found(client_as: Sign, case: EvictionCase) -> None:
    assert step(client_as, case, "GONE").status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.BENEFITS_CLERK, 403),  # reads the facts, moves nothing
        (Role.TEAM_LEAD, 403),  # only closed cases
        (Role.CARETAKER, 403),
        (Role.ACCOMMODATION_ADMIN, 403),
    ],
)
def test_who_takes_no_steps(
    client_as: Sign, office: Office, case: EvictionCase, role: Role, status: int
) -> None:
    assert step(client_as, case, "TITLE", role).status_code == status


def test_the_lead_opens_a_closed_case_again_with_a_reason(
    client_as: Sign, office: Office, case: EvictionCase
) -> None:
    case.state = EvictionState.CLOSED
    office.session.commit()
    assert step(client_as, case, "CLAIM_PENDING").status_code == 409
    refused = step(client_as, case, "CLAIM_PENDING", Role.TEAM_LEAD)
    assert set(errors_of(refused)) == {"reason"}
    answer = step(client_as, case, "CLAIM_PENDING", Role.TEAM_LEAD, reason="Raten blieben aus")
    assert answer.status_code == 302
    assert office.fresh(case).state is EvictionState.CLAIM_PENDING


def test_a_kept_deadline_is_ticked_off_and_opened_again(
    client_as: Sign, office: Office, case: EvictionCase
) -> None:
    row = case.open_deadlines[0]
    desk = Desk(client_as(Role.SOCIAL_WORKER), "eviction_case")
    asked = (("1", TODAY), ("1", TODAY), ("0", None))  # clicked twice: still done
    for done, expected in asked:
        sent = {"deadline": str(row.id), "done": done}
        assert post(desk.client, f"{URL}/deadline/?id={case.id}", **sent).status_code == 302
        assert office.fresh(row).done_on == expected


def test_a_deadline_of_another_case_is_not_touched(
    client_as: Sign, office: Office, case: EvictionCase
) -> None:
    other = office.eviction_case(filed_on=date(2026, 11, 2))
    client = client_as(Role.SOCIAL_WORKER)
    deadline = str(other.open_deadlines[0].id)
    answer = post(client, f"{URL}/deadline/?id={case.id}", deadline=deadline)
    assert answer.status_code == 404
    assert all(row.done_on is None for row in office.every(EvictionDeadline))


@pytest.mark.parametrize("role", [Role.CARETAKER, Role.ACCOMMODATION_ADMIN])
def test_who_prepares_places_sees_no_deadlines_and_no_debts(
    client_as: Sign, case: EvictionCase, role: Role
) -> None:
    text = words(page_of(client_as, case, role))
    for word in ("Schonfrist", "2.340", "Mettmann", "§ 569"):
        assert word not in text


@pytest.mark.parametrize("role", [Role.BENEFITS_CLERK, Role.TEAM_LEAD])
def test_clerks_and_the_lead_see_the_clock_without_its_buttons(
    client_as: Sign, case: EvictionCase, role: Role
) -> None:
    page = page_of(client_as, case, role)
    assert "Schonfrist: in 4 Tagen" in words(page)
    assert "/step/" not in page.text
    assert "/deadline/" not in page.text


def test_a_step_keeps_no_draft_and_names_itself(client_as: Sign, office: Office) -> None:
    case = office.eviction_case()
    page = client_as(Role.SOCIAL_WORKER).get(f"{URL}/step/?id={case.id}&to=TITLE")
    tree = tree_of(page)
    assert tree.xpath("//form[@data-record]/@data-draft") == [""]
    assert tree.xpath("string(//h1)").startswith("Schritt: ")


def test_a_step_over_a_case_that_somebody_changed_shows_both_first(
    client_as: Sign, office: Office
) -> None:
    case = office.eviction_case(state=EvictionState.THREATENED, court="Amtsgericht Langenfeld")
    client, url = client_as(Role.SOCIAL_WORKER), f"{URL}/step/?id={case.id}&to=CLAIM_PENDING"
    page = client.get(url)
    case.court = "Amtsgericht Mettmann"
    office.session.commit()
    typed = {
        "court_reference": "9 C 1/26",
        "filed_on": "2.11.26",
        "arrears": "9",
        "monthly_rent": "9",
    }
    answer = client.post(url, data=typed_over(fields_of(page), typed))
    assert answer.status_code == 422
    assert "inzwischen von jemand anderem geändert" in answer.text
    assert errors_of(answer)["court"] == ["Jetzt gespeichert: Amtsgericht Mettmann"]
    assert fields_of(answer)["court_reference"] == ["9 C 1/26"]
    assert client.post(url, data=fields_of(answer)).status_code == 302
    now = office.fresh(case)
    assert now is not None
    assert (now.court, now.state) == ("Amtsgericht Langenfeld", EvictionState.CLAIM_PENDING)

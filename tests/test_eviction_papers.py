"""The papers of an eviction case, read back as whoever receives them reads them."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from models import AuditEntry, EvictionCase
from models.audit_entry import AuditAction
from models.eviction_facts import DecisionKind
from models.eviction_step import EvictionState
from models.permissions import Role
from models.reports.sheets import GAP
from tests.asking import post
from tests.conftest import Sign
from tests.eviction_files import DATE_FIXED, URL, full_case, paper, words_of
from tests.factories import Office
from tests.forms import tree_of
from tests.papers import Print, read

SHEETS = ("undertaking", "extension", "protection", "case_sheet")


def letter(client_as: Sign, case: EvictionCase, **typed: str) -> Print:
    client = client_as(Role.SOCIAL_WORKER)
    sent = {"meeting_at": "30.11.2026 10:00", "place": "Kaiserstraße 10", "language": "en"}
    answer = post(client, f"{URL}/{case.id}/letter", **{**sent, **typed})
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return read(answer.data)


def test_the_undertaking_is_exact_unconditional_and_says_until_when_the_landlord_must_have_it(
    client_as: Sign, office: Office
) -> None:
    printed = paper(client_as, full_case(office), "undertaking")
    assert len(printed.pages) == 1
    for expected in (
        "muss bis Freitag, 27. November 2026 beim Vermieter oder bei seinen Bevollmächtigten",
        "Der Eingang nur beim Gericht genügt nicht",
        *("Wohnbau Beispiel GmbH, Marktplatz 1, 40721 Hilden", "Rechtsanwälte Muster"),
        *("Ahmadi, Zahra; Ahmadi, Omid", "Kaiserstraße 21, 42781 Haan", "585,00 €"),
        *("2.340,00 €", "06/2026, 07/2026, 08/2026, 09/2026", "1.170,50 €", "3.510,50 €"),
        *("unbedingt und unwiderruflich", "unter keiner Bedingung und keinem Vorbehalt"),
        "Nr. RF-2026-",
    ):
        assert expected in words_of(printed), expected
    assert "nach aktuellem Stand" not in printed.text


def test_an_undertaking_before_the_service_is_known_says_that_its_day_is_provisional(
    client_as: Sign, office: Office
) -> None:
    text = words_of(paper(client_as, full_case(office, served_on=None), "undertaking"))
    assert "muss bis Freitag, 20. November 2026" in text
    assert "vorläufig" in text


def test_after_the_cure_period_an_undertaking_asks_to_talk_to_the_landlord_first(
    client_as: Sign, office: Office
) -> None:
    early = {"filed_on": date(2026, 6, 8), "served_on": date(2026, 6, 15)}
    text = words_of(paper(client_as, full_case(office, **early), "undertaking"))
    assert "Die Schonfrist ist am Montag, 17. August 2026 abgelaufen" in text
    assert "Eilt" not in text


@pytest.mark.parametrize(
    ("values", "left_out"),
    [
        ({"compensation": None}, ("3.510,50", "1.170,50")),  # no total of unknown parts
        ({"arrears": Decimal("2000.00")}, ("2.000,00", "2.340,00", "3.170,50")),  # not the account
    ],
)
def test_amounts_that_are_not_sure_are_left_to_be_filled_in(
    client_as: Sign, office: Office, values: dict[str, Any], left_out: tuple[str, ...]
) -> None:
    case = full_case(office, **values)
    text = words_of(paper(client_as, case, "undertaking"))
    assert "Gesamtbetrag" in text
    assert [amount for amount in left_out if amount in text] == []


def test_the_page_says_when_the_amount_of_the_undertaking_stays_open(
    client_as: Sign, office: Office
) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    told = []
    for case in (full_case(office), full_case(office, arrears=Decimal("2000.00"))):
        page = tree_of(client.get(f"{URL}/details/?id={case.id}"))
        told.append("Betrag bleibt offen" in page.xpath("string(//*[contains(@class, 'papers')])"))
    assert told == [False, True]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("protection", "§\xa0765a\xa0ZPO"),
        ("protection", "sicher bis Mittwoch, 2. Dezember 2026"),
        ("protection", "Donnerstag, 17. Dezember 2026, 09:30 Uhr"),
        ("protection", "OGV Krüger, DR II 1204/26"),
        ("protection", "2 Erwachsene, 1 Kind unter 18"),
        ("extension", "§\xa0721 Abs.\xa03\xa0ZPO"),
        ("extension", "sicher bis Dienstag, 1. Dezember 2026"),
        ("extension", "Die Räumungsfrist, die am 15.12.2026 endet, wird bis zum"),
        ("extension", "Urteil vom 12.10.2026"),
    ],
)
def test_a_draft_to_the_court_holds_the_facts_of_the_case(
    client_as: Sign, office: Office, name: str, expected: str
) -> None:
    text = words_of(paper(client_as, full_case(office, **DATE_FIXED), name))
    assert expected.replace("\xa0", " ") in text.replace("\xa0", " ")


@pytest.mark.parametrize("name", ["protection", "extension"])
def test_every_page_of_a_draft_is_marked_as_one(client_as: Sign, office: Office, name: str) -> None:
    pages = paper(client_as, full_case(office, **DATE_FIXED), name).pages
    assert len(pages) == 2
    assert ["ENTWURF" in page for page in pages] == [True, True]


def test_after_a_settlement_the_other_section_of_the_law_is_asked(
    client_as: Sign, office: Office
) -> None:
    case = full_case(office, **{**DATE_FIXED, "decision_kind": DecisionKind.SETTLEMENT})
    text = words_of(paper(client_as, case, "extension")).replace("\xa0", " ")
    assert "§ 794a Abs. 1 ZPO" in text
    assert "§ 721 Abs. 3" not in text
    assert "höchstens ein Jahr: bis 12.10.2027" in text


def test_the_case_sheet_holds_the_whole_case_on_two_pages_and_no_note(
    client_as: Sign, office: Office
) -> None:
    case = full_case(office, **DATE_FIXED, note="Vertraulich gesprochen")
    printed = paper(client_as, case, "case_sheet")
    assert len(printed.pages) <= 2
    text = words_of(printed)
    for expected in (
        *("Räumung terminiert", "Ahmadi, Omid", "Ahmadi, Sara", "Schonfrist", "27.11.2026"),
        *("§ 569 III Nr. 2 BGB", "Kontaktversuche", "nicht erreicht", "24.09.2026", "Schritte"),
        *("23 C 418/26", "2.340,00 €", "OGV Krüger", "§ 67c SGB X"),
    ):
        assert expected in text.replace("\xa0", " "), expected
    assert "Vertraulich" not in text


@pytest.mark.parametrize("name", SHEETS)
def test_a_case_of_which_little_is_known_prints_lines_to_fill_in(
    client_as: Sign, office: Office, name: str
) -> None:
    case = office.eviction_case(office.person(family_name="Neu", given_name=None), address=None)
    printed = paper(client_as, case, name)
    assert "None" not in printed.text
    assert len(printed.pages) <= 2
    if name != "case_sheet":
        assert GAP in printed.text


def test_the_letter_invites_in_two_languages_on_one_page(client_as: Sign, office: Office) -> None:
    printed = letter(client_as, full_case(office))
    (page,) = printed.pages
    text = " ".join(page.split())
    for expected in (
        *("Guten Tag Zahra Ahmadi,", "Dear Zahra Ahmadi,", "kostenlos und vertraulich"),
        *("Montag, 30. November 2026", "Monday, 30 November 2026", "10:00 Uhr", "Kaiserstraße 10"),
        *("gelben Umschlag", "yellow envelope", "Nora Albrecht"),
    ):
        assert expected in text, expected
    assert "None" not in text


@pytest.mark.parametrize("state", list(EvictionState))
def test_the_letter_fits_every_state_on_one_page(
    client_as: Sign, office: Office, state: EvictionState
) -> None:
    case = full_case(office)
    office.write_past_rules(case, state=state)
    assert len(letter(client_as, case).pages) == 1


def test_a_letter_in_german_only_without_appointment_has_lines(
    client_as: Sign, office: Office
) -> None:
    case = office.eviction_case(office.person(), address=None)
    text = words_of(letter(client_as, case, language="", meeting_at="", place=""))
    assert "Dear" not in text
    assert re.search("Tag: _+ Uhrzeit: _+ Ort: _+", text)


def test_the_form_of_the_letter_proposes_the_next_office_hour(
    client_as: Sign, office: Office
) -> None:
    case = full_case(office)
    page = tree_of(client_as(Role.SOCIAL_WORKER).get(f"{URL}/{case.id}/letter"))
    assert page.xpath("//input[@name='meeting_at']/@value") == ["24.11.2026 14:00"]
    assert page.xpath("//input[@name='place']/@value") == ["Kaiserstraße 10, 42781 Haan"]


@pytest.mark.parametrize(
    "typed",
    [{"meeting_at": "22.11.2026 10:00"}, {"meeting_at": "bald"}, {"language": "xx"}],
)
def test_a_letter_with_wrong_values_is_not_printed(
    client_as: Sign, office: Office, typed: dict[str, str]
) -> None:
    case = full_case(office)
    client = client_as(Role.SOCIAL_WORKER)
    answer = post(client, f"{URL}/{case.id}/letter", **{"language": "en", **typed})
    assert answer.status_code == 422
    assert len(tree_of(answer).xpath("//ul[@class='error']/li/text()")) == 1


@pytest.mark.parametrize("name", [*SHEETS, "letter", "slip"])
@pytest.mark.parametrize(
    "role", [Role.TEAM_LEAD, Role.BENEFITS_CLERK, Role.CARETAKER, Role.NETWORK_COORDINATOR]
)
def test_who_lacks_the_right_prints_nothing(
    client_as: Sign, office: Office, role: Role, name: str
) -> None:
    case = full_case(office, **DATE_FIXED)
    url = f"{URL}/{case.id}/{name}" + ("" if name == "letter" else ".pdf")
    has_slip = name == "slip" and role is not Role.NETWORK_COORDINATOR
    assert client_as(role).get(url).status_code == (200 if has_slip else 403)


def test_each_print_is_noted_with_its_number(client_as: Sign, office: Office) -> None:
    case = full_case(office)
    paper(client_as, case, "undertaking")
    letter(client_as, case)
    wanted = select(AuditEntry).where(AuditEntry.action == AuditAction.PRINTED)
    rows = office.every(wanted.order_by(AuditEntry.id))
    assert [(row.table_name, row.record_id) for row in rows] == [("eviction_case", case.id)] * 2
    told = [(row.detail or "").split() for row in rows]
    assert [number for number, _ in told] == [
        f"RF-2026-{case.id:06d}-UE", f"RF-2026-{case.id:06d}-BR",
    ]  # fmt: skip
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for _, digest in told)


def test_papers_stay_german_on_an_english_screen(client_as: Sign, office: Office) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    case = full_case(office)
    assert post(client, "/language", language="en").status_code == 302
    printed = read(client.get(f"{URL}/{case.id}/case_sheet.pdf").data)
    assert "2.340,00 €" in printed.text
    assert "Räumungsklage" in printed.text


def test_the_card_offers_what_one_may_print(client_as: Sign, office: Office) -> None:
    case = full_case(office, **DATE_FIXED)
    expected = {
        Role.SOCIAL_WORKER: ["letter", "undertaking.pdf", "extension.pdf", "protection.pdf",
                             "case_sheet.pdf", "slip.pdf"],
        Role.TEAM_LEAD: ["slip.pdf"],
        Role.CARETAKER: ["slip.pdf"],
    }  # fmt: skip
    for role, names in expected.items():
        page = tree_of(client_as(role).get(f"{URL}/details/?id={case.id}"))
        links = page.xpath("//section[@aria-labelledby='papers-title']//a/@href")
        assert [link.rsplit("/", 1)[1] for link in links] == names


def test_a_case_that_does_not_exist_has_no_papers(client_as: Sign, office: Office) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    names = [f"{name}.pdf" for name in (*SHEETS, "slip")]
    codes = {client.get(f"{URL}/77/{name}").status_code for name in [*names, "letter"]}
    assert codes == {404}


def test_a_name_full_of_marks_is_printed_as_it_is(client_as: Sign, office: Office) -> None:
    odd = "{gap} <b>O’Neil</b> %s"
    case = full_case(office, court=odd, landlord=odd, eviction_at=datetime(2027, 3, 28, 2, 30),
                     decided_on=date(2026, 10, 12))  # fmt: skip
    for name in SHEETS:
        assert odd in words_of(paper(client_as, case, name)), name

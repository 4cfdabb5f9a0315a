"""Two versions of one record: shown field by field, chosen, saved against the newest."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from models import AuditEntry, CounsellingSession, Draft, Person, PersonName, Responsibility
from models.audit_entry import AuditAction
from models.catalogue import Topic, Vulnerability
from models.permissions import Role
from models.sealing import use_keys
from tests.conftest import USERS, sign_in
from tests.factories import Office
from tests.forms import Desk, Sent, errors_of, fields_of, summary_of, tree_of, typed_over


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk(sign_in(app, USERS[Role.SOCIAL_WORKER]), "person")


@pytest.fixture
def colleague(app: Flask) -> Desk:
    return Desk(sign_in(app, USERS[Role.BENEFITS_CLERK]), "person")


@pytest.fixture
def talks(app: Flask) -> Desk:
    return Desk(sign_in(app, USERS[Role.SOCIAL_WORKER]), "counselling_session")


@pytest.fixture
def deputy(app: Flask) -> Desk:
    return Desk(sign_in(app, "sozialarbeit2"), "counselling_session")


def shown(answer: TestResponse) -> dict[str, Any]:
    """The fields in question: which choice is made, and all that is said about each."""
    assert answer.status_code == 422, answer.status_code
    found = {}
    for part in tree_of(answer).xpath("//fieldset[starts-with(@id, 'difference-')]"):
        chosen = part.xpath(".//input[@type='radio'][@checked]/@value")
        words = " ".join(part.text_content().split())
        found[part.get("id").removeprefix("difference-")] = (chosen[0] if chosen else "", words)
    return found


def choices(answer: TestResponse) -> dict[str, str]:
    return {name: choice for name, (choice, _) in shown(answer).items()}


def overtaken(desk: Desk, colleague: Desk, record: Any, mine: Sent, theirs: Any) -> TestResponse:
    """I open, the colleague saves, I save."""
    sent = desk.open(record)
    colleague.save(theirs, record)
    return desk.post(sent, mine, record)


def test_each_field_that_differs_shows_what_was_there_and_both_texts(
    desk: Desk, colleague: Desk, office: Office
) -> None:
    person = office.person(given_name="Ada", town="Haan", phone="1")
    mine = {"town": "Hilden <b>", "phone": "2"}
    answer = overtaken(desk, colleague, person, mine, {"town": "Erkrath", "given_name": "Eva"})
    assert choices(answer) == {"given_name": "theirs", "town": "", "phone": "mine"}
    words = shown(answer)["town"][1]
    assert "Beim Öffnen des Formulars: Haan" in words
    assert "Meine Eingabe Hilden <b>" in words
    assert "Erkrath" in words
    name = office.staff(USERS[Role.BENEFITS_CLERK]).display_name
    assert f"{name}, 23.11.2026 09:30" in words
    assert name not in shown(answer)["phone"][1]
    assert "1 Feld haben beide geändert" in summary_of(answer)[0]
    assert office.only(Person).town == "Erkrath"


def test_the_choices_are_saved_and_nothing_else(
    desk: Desk, colleague: Desk, office: Office
) -> None:
    person = office.person(given_name="Ada", town="Haan")
    answer = overtaken(desk, colleague, person, {"town": "Hilden", "phone": "2"},
                       {"town": "Erkrath", "given_name": "Eva"})  # fmt: skip
    assert desk.post(fields_of(answer), {"_choice-town": "mine"}, person).status_code == 302
    after = office.only(Person)
    assert (after.given_name, after.town, after.phone) == ("Eva", "Hilden", "2")


def test_a_field_changed_by_both_must_be_chosen(
    desk: Desk, colleague: Desk, office: Office
) -> None:
    person = office.person(given_name="Ada", town="Haan")
    answer = overtaken(desk, colleague, person, {"town": "Hilden"}, {"town": "Erkrath"})
    again = desk.post(fields_of(answer), {}, person)
    assert again.status_code == 422
    assert list(errors_of(again)) == ["difference-town"]
    assert "Hilden" in again.text
    assert office.only(Person).town == "Erkrath"
    assert desk.post(fields_of(again), {"_choice-town": "theirs"}, person).status_code == 302
    assert office.only(Person).town == "Erkrath"


def test_choices_already_made_stay_when_one_is_missing(
    desk: Desk, colleague: Desk, office: Office
) -> None:
    person = office.person(town="Haan", phone="1")
    answer = overtaken(desk, colleague, person, {"town": "Hilden", "phone": "2"},
                       {"town": "Erkrath", "phone": "3"})  # fmt: skip
    again = desk.post(fields_of(answer), {"_choice-phone": "theirs"}, person)
    assert choices(again) == {"town": "", "phone": "theirs"}


def test_a_third_change_in_between_is_caught_again(
    desk: Desk, colleague: Desk, office: Office
) -> None:
    person = office.person(town="Haan", phone="1")
    answer = overtaken(desk, colleague, person, {"town": "Hilden"}, {"town": "Erkrath"})
    colleague.save({"town": "Gruiten", "phone": "3"}, person)
    again = desk.post(fields_of(answer), {"_choice-town": "mine"}, person)
    assert choices(again) == {"town": "", "phone": "theirs"}
    assert "Beim Öffnen des Formulars: Erkrath" in shown(again)["town"][1]
    assert desk.post(fields_of(again), {"_choice-town": "mine"}, person).status_code == 302
    after = office.only(Person)
    assert (after.town, after.phone) == ("Hilden", "3")


def test_the_same_page_sent_once_more_is_refused_again(
    desk: Desk, colleague: Desk, office: Office
) -> None:
    person = office.person(town="Haan")
    sent = desk.open(person)
    colleague.save({"town": "Erkrath"}, person)
    page = fields_of(desk.post(sent, {"town": "Hilden"}, person))
    assert desk.post(page, {"_choice-town": "mine"}, person).status_code == 302
    assert desk.post(page, {"_choice-town": "mine"}, person).status_code == 302  # says it is saved
    for late in (sent, page):
        assert desk.post(late, {"town": "Mettmann"}, person).status_code == 422
    assert office.only(Person).town == "Hilden"


def test_rules_hold_for_what_was_chosen(desk: Desk, colleague: Desk, office: Office) -> None:
    person = office.person()
    mine = {"birth_date": "31.02.1990"}
    answer = overtaken(desk, colleague, person, mine, {"town": "Erkrath"})
    assert "31.02.1990" in shown(answer)["birth_date"][1]
    refused = desk.post(fields_of(answer), {}, person)
    assert refused.status_code == 422
    assert list(errors_of(refused)) == ["birth_date"]
    sent = fields_of(refused)
    assert (sent["birth_date"], sent["town"]) == (["31.02.1990"], ["Erkrath"])
    assert desk.post(sent, {"birth_date": "28.02.1990"}, person).status_code == 302
    assert office.only(Person).town == "Erkrath"


def test_who_wants_to_join_both_texts_goes_on_typing(
    talks: Desk, deputy: Desk, office: Office
) -> None:
    talk = office.counselling_session(content="alt")
    long = "Sie kommt am Montag wieder. " * 4000
    answer = overtaken(talks, deputy, talk, {"content": long}, {"content": "kurz & gut"})
    assert long.strip() in shown(answer)["content"][1]
    assert "kurz & gut" in shown(answer)["content"][1]
    typed = {"_choice-content": "mine", "_back_to_form": "1"}
    page = talks.post(fields_of(answer), typed, talk)
    assert page.status_code == 200
    assert fields_of(page)["content"] == [long.strip()]
    assert office.only(CounsellingSession).content == "kurz & gut"
    assert talks.post(fields_of(page), {"content": "beides"}, talk).status_code == 302
    assert office.only(CounsellingSession).content == "beides"


def test_rows_are_chosen_as_whole_lists(desk: Desk, colleague: Desk, office: Office) -> None:
    for choice, names in (("mine", ["meine"]), ("theirs", ["ihre", "neu"])):
        person = office.person(names=[PersonName(given_name="alt")])
        theirs = {"names-0-given_name": "ihre", "names-1-given_name": "neu"}
        answer = overtaken(desk, colleague, person, {"names-0-given_name": "meine"}, theirs)
        words = shown(answer)["names"][1]
        assert all(name in words for name in ("alt", "meine", "ihre", "neu"))
        typed = {"_choice-names": choice}
        assert desk.post(fields_of(answer), typed, person).status_code == 302
        kept = office.every(select(PersonName).where(PersonName.person_id == person.id))
        assert sorted(name.given_name for name in kept) == names


def test_a_row_that_both_added_alike_is_there_once(
    desk: Desk, colleague: Desk, office: Office
) -> None:
    person = office.person(town="Haan")
    row = {"names-0-given_name": "gleich"}
    answer = overtaken(desk, colleague, person, {**row, "town": "Hilden"}, row)
    assert choices(answer) == {"town": "mine"}
    assert desk.post(fields_of(answer), {}, person).status_code == 302
    assert office.only(PersonName).given_name == "gleich"


def test_chips_are_compared_as_a_whole(talks: Desk, deputy: Desk, office: Office) -> None:
    first, second = office.every(select(Topic).order_by(Topic.id).limit(2))
    talk = office.counselling_session()
    answer = overtaken(talks, deputy, talk, {"topics": str(first.id)}, {"topics": str(second.id)})
    words = shown(answer)["topics"][1]
    assert first.label_de in words
    assert second.label_de in words
    assert talks.post(fields_of(answer), {"_choice-topics": "theirs"}, talk).status_code == 302
    assert [topic.id for topic in office.only(CounsellingSession).topics] == [second.id]


def test_what_is_out_of_ones_rights_never_appears(
    desk: Desk, colleague: Desk, office: Office
) -> None:
    """A clerk writes a person's town, not the needs that only social workers know of."""
    person, need = office.person(town="Haan"), office.every(Vulnerability)[0]
    sent = colleague.open(person)
    desk.save({"town": "Erkrath", "vulnerabilities": str(need.id)}, person)
    answer = colleague.post(sent, {"town": "Hilden", "vulnerabilities": ""}, person)
    assert set(shown(answer)) == {"town"}
    assert need.label_de not in answer.text
    assert colleague.post(fields_of(answer), {"_choice-town": "mine"}, person).status_code == 302
    assert office.only(Person).vulnerabilities == [need]


def test_ones_own_second_window_is_named(desk: Desk, office: Office) -> None:
    person = office.person(town="Haan")
    answer = overtaken(desk, desk, person, {"town": "Hilden"}, {"town": "Erkrath"})
    assert "Sie selbst in einem anderen Fenster" in shown(answer)["town"][1]


@pytest.mark.parametrize("before", ["", "Unsinn", "of another record", "key gone"])
def test_without_the_opened_version_every_difference_is_asked(
    desk: Desk, colleague: Desk, office: Office, before: str
) -> None:
    person, other = office.person(town="Haan"), office.person()
    sent = desk.open(person)
    foreign = desk.open(other)["_before"][0]
    colleague.save({"phone": "3"}, person)
    if before == "key gone":
        use_keys(["ein-anderer-schluessel-" + "x" * 32])
    typed = {"key gone": sent["_before"][0], "of another record": foreign}.get(before, before)
    answer = desk.post(sent, {"town": "Hilden", "_before": typed}, person)
    assert choices(answer) == {"town": "", "phone": ""}
    assert "nicht bekannt" in shown(answer)["town"][1]


def test_reading_the_newer_version_is_noted(desk: Desk, colleague: Desk, office: Office) -> None:
    person = office.person(town="Haan")
    reads = select(AuditEntry).where(AuditEntry.action == AuditAction.READ)
    sent = desk.open(person)
    colleague.save({"town": "Erkrath"}, person)
    before = len(office.every(reads))
    desk.post(sent, {"town": "Hilden"}, person)
    assert len(office.every(reads)) == before + 1


def test_a_comparison_kept_as_a_draft_is_compared_again(
    desk: Desk, colleague: Desk, office: Office
) -> None:
    person = office.person(town="Haan", phone="1")
    answer = overtaken(desk, colleague, person, {"town": "Hilden"}, {"phone": "3"})
    url = desk.form_url(person)
    kept = desk.client.post(url.replace("edit/", "edit/draft/"), data=fields_of(answer))
    assert kept.status_code == 200
    page = fields_of(desk.client.get(url))
    assert choices(desk.client.post(url, data=page)) == {"town": "mine", "phone": "theirs"}
    assert office.only(Person).phone == "3"


def test_two_who_typed_the_same_need_not_choose(
    desk: Desk, colleague: Desk, office: Office
) -> None:
    person = office.person(town="Haan")
    answer = overtaken(desk, colleague, person, {"town": "Hilden"}, {"town": "Hilden "})
    assert answer.status_code == 302
    page = desk.client.get(answer.location)
    assert "schon gespeichert" in page.text
    assert typed_over({}, {}) == {}
    assert office.every(Responsibility) == []


def test_dropping_ones_changes_drops_the_draft_as_well(
    desk: Desk, colleague: Desk, office: Office
) -> None:
    person = office.person(town="Haan")
    url = desk.form_url(person)
    typed = typed_over(desk.open(person), {"town": "Hilden"})
    assert desk.client.post(url.replace("edit/", "edit/draft/"), data=typed).status_code == 200
    colleague.save({"town": "Erkrath"}, person)
    sent = fields_of(desk.client.post(url, data=desk.open(person)))
    answer = desk.client.post(url, data={**sent, "_discard": sent["_token"]})
    assert answer.status_code == 302
    assert fields_of(desk.client.get(url))["town"] == ["Erkrath"]
    assert office.every(select(Draft).where(Draft.content.is_not(None))) == []

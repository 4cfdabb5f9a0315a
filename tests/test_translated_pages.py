"""The pages in German and in English: no word of the other language, none without a catalogue."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale
from lxml import html
from werkzeug.test import TestResponse

from admin_views.base import RecordView
from admin_views.choices import Entry, entries_of
from admin_views.enum_labels import LABELS
from admin_views.labels import field_label
from admin_views.table_labels import plural
from models import Document, OwnField, SessionAddendum, Staff
from models.catalogue import ALL
from models.change_step import StepKind
from models.document_signature import Party, SignatureKind
from models.eviction_help import HelpArea
from models.eviction_tasks import DUTIES
from models.field_change import ChangeKind
from models.filing import Filing
from models.partner_correction import CorrectionState
from models.permissions import DataClass, Role
from models.referral_step import ContactWay
from models.reports.eviction_advice import Advice
from models.reports.eviction_cautions import Caution
from models.reports.eviction_figures import Fate
from models.rules.arrears import ArrearsGround
from models.stored_file import FilePurpose, ScanDoubt
from tests.asking import post
from tests.conftest import Sign, token_of
from tests.factories import Office
from tests.forms import Desk, errors_of
from tests.lists import grant_everything, one_of_each, views_of
from tests.words import HEADS, LINKS, SAME, Words, bare, german_by_english, texts_of

TOLD_ELSEWHERE = (
    DataClass,  # beside a reason
    ChangeKind, StepKind,  # in the history of a record
    Advice, ArrearsGround, Caution, Fate, HelpArea,  # where a case calls for them
    FilePurpose, Filing, Party, ScanDoubt, SignatureKind,  # where papers are signed and scanned
    ContactWay,  # at the steps of a referral
    CorrectionState,  # on the page of a correction
)  # fmt: skip
ENGLISH = Words(
    {
        english
        for english, german in german_by_english().items()
        if english not in german_by_english().values() and "%(" not in english
    }
)


@pytest.fixture
def walker(office: Office, client_as: Sign) -> FlaskClient:
    """A browser of somebody who may see everything, in an office with a row in every list."""
    one_of_each(office)
    return client_as(grant_everything(office))


def pages_of(app: Flask, client: FlaskClient) -> Iterator[tuple[RecordView, TestResponse]]:
    """List, first record and new form of every view."""
    for view in views_of(app):
        stem = view.model.__tablename__
        page = client.get(f"/admin/{stem}/")
        assert page.status_code == 200, stem
        yield view, page
        for address in html.document_fromstring(page.text).xpath("//a[@class='row']/@href")[:1]:
            yield view, client.get(address)
        if (new := client.get(f"/admin/{stem}/new/")).status_code != 403:
            yield view, new


def entries() -> list[Entry]:
    """What the office's own lists hold: data, not words of the screen."""
    return [entry for model in ALL for entry in entries_of(model).values()]


def test_no_list_record_or_form_speaks_english_to_a_german_reader(
    app: Flask, walker: FlaskClient
) -> None:
    for view, page in pages_of(app, walker):
        data = {entry.label_de for entry in entries()}
        if view.model in ALL:  # its codes and English labels are English
            data |= {word for entry in entries() for word in (entry.code, entry.label_en)}
        found = {text for text in set(texts_of(page)) - data if text in ENGLISH}
        assert not found, f"{view.model.__tablename__}: {found}"


@pytest.mark.parametrize(
    "address",
    ["", "municipality/", "municipality/edit/?id=1", "lists/", "person/edit/?id=1"],
)
def test_no_other_page_speaks_english_to_a_german_reader(walker: FlaskClient, address: str) -> None:
    page = walker.get(f"/admin/{address}", follow_redirects=True)
    assert page.status_code == 200
    assert not {text for text in texts_of(page) if text in ENGLISH}


def test_heads_and_labels_come_from_the_catalogue(
    app: Flask, walker: FlaskClient, office: Office
) -> None:
    """A text that was never marked is in no catalogue; what the office named itself is data.

    The form of a talk sets the number of a point apart from its name, goals are counted.
    """
    data = {field.label_de for field in office.every(OwnField)}
    data |= {addendum.document_number for addendum in office.every(SessionAddendum)}
    data |= {staff.display_name for staff in office.every(Staff)}
    german = set(german_by_english().values())
    german |= {text.partition(" ")[2] for text in german if text[:1].isdigit()}
    known = Words(german | SAME | data)
    for view, page in pages_of(app, walker):
        names = set(texts_of(page, "//h1")) if page.request.path.endswith("/details/") else set()
        heads = set(texts_of(page, HEADS)) - {entry.label_de for entry in entries()} - names
        heads -= {text for text in heads if text.rstrip(" 0123456789") in known}
        loose = {text for text in heads if text not in known}
        assert not loose, f"{view.model.__tablename__}: {loose}"


def test_every_field_and_choice_has_its_german_word_on_a_page(
    app: Flask, walker: FlaskClient
) -> None:
    seen: dict[str, set[str]] = {}
    for view, page in pages_of(app, walker):
        seen.setdefault(view.model.__tablename__, set()).update(texts_of(page))
    with app.test_request_context(), force_locale("de"):
        for view in views_of(app):
            is_short = view.model is Document  # its page leaves out what is empty
            names = {*(() if is_short else view.form_columns), *view.column_list}
            words = {bare(str(field_label(view.model, name))) for name in names}
            stem = view.model.__tablename__
            assert words | {str(plural(view.model))} <= seen[stem], stem
        shown = [text for member, text in LABELS.items() if not isinstance(member, TOLD_ELSEWHERE)]
        assert {bare(str(text)) for text in shown} <= set().union(*seen.values())


def test_no_page_speaks_german_to_an_english_reader(app: Flask, walker: FlaskClient) -> None:
    """Entries have an English label of their own; only what people typed stays as it is."""
    known = german_by_english()
    typed = {duty.what for duties in DUTIES.values() for duty in duties}
    german = {bare(text) for text in known.values() if text not in known} - typed
    post(walker, "/language", language="en")
    for view, page in pages_of(app, walker):
        found = set(texts_of(page, f"{HEADS} | {LINKS}")) & german
        assert 'lang="en"' in page.text
        assert not found, f"{view.model.__tablename__}: {found}"


MISTAKES = [
    ("person", {}, "family_name", "Dieses Feld wird benötigt."),  # the form library's own text
    ("person", {"family_name": "x" * 81}, "family_name", "Feld kann nicht länger als 80 Zeichen"),
    ("person", {"birth_date": "31.02.2026"}, "birth_date", "Diesen Tag gibt es im Kalender nicht."),
    ("person", {"sex": "OTHER"}, "sex", "Diese Auswahl ist nicht möglich."),
    ("eviction_case", {"person": "99999"}, "person", "Diesen Datensatz gibt es nicht"),
    ("eviction_case", {"arrears": "viel"}, "arrears", "Das ist kein Betrag."),
]


@pytest.mark.parametrize(("stem", "typed", "field", "text"), MISTAKES)
def test_what_was_mistyped_is_told_in_german(
    client_as: Sign, stem: str, typed: dict[str, str], field: str, text: str
) -> None:
    answer = Desk(client_as(Role.SOCIAL_WORKER), stem).send(typed)
    assert answer.status_code == 422
    assert text in " ".join(errors_of(answer)[field])
    assert not {found for found in texts_of(answer) if found in ENGLISH}


def test_a_broken_rule_is_told_in_german(client_as: Sign) -> None:
    typed = {"family_name": "Beispiel", "birth_date": "01.01.2030"}
    answer = Desk(client_as(Role.SOCIAL_WORKER), "person").send(typed)
    assert errors_of(answer) == {"birth_date": ["Das Geburtsdatum liegt in der Zukunft."]}
    assert "Bitte prüfen Sie 1 Feld." in answer.text


def test_notes_behind_a_reason_are_named_in_german(office: Office, client_as: Sign) -> None:
    talk = office.counselling_session()
    page = client_as(Role.TEAM_LEAD).get(f"/admin/counselling_session/details/?id={talk.id}")
    shown = set(texts_of(page))
    assert {"Nur mit Begründung einsehbar", "Beratungsinhalte und Absprachen"} <= shown


WRONG_TURNS = [
    ("GET", "/admin/nothing", 404),
    ("GET", "/admin/audit_entry/", 403),
    ("GET", "/admin/unit/?page=x", 400),
    ("GET", "/admin/unit/details/?id=0", 404),
    ("POST", "/admin/unit/new/", 400),  # without token
    ("PUT", "/admin/unit/", 405),
]


@pytest.mark.parametrize(("method", "address", "status"), WRONG_TURNS)
def test_error_pages_are_german(client_as: Sign, method: str, address: str, status: int) -> None:
    known = Words(set(german_by_english().values()))
    answer = client_as(Role.CARETAKER).open(address, method=method)
    assert answer.status_code == status
    heads = list(texts_of(answer, "//main//h1 | //main//p"))
    assert heads
    assert all(text in known for text in heads), heads


@pytest.mark.parametrize("typed", [{}, {"username": "niemand", "password": "falsch-falsch"}])
def test_a_failed_sign_in_is_told_in_german(app: Flask, typed: dict[str, str]) -> None:
    client = app.test_client()
    token = token_of(client.get("/login").text)
    answer = client.post("/login", data={"csrf_token": token, **typed})
    told = list(texts_of(answer, "//*[@role='alert']"))
    assert told == ["Benutzername oder Kennwort ist nicht richtig"]
    assert not {text for text in texts_of(answer) if text in ENGLISH}

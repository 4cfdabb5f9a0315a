"""Tables into the directory: read, matched, looked at, decided, written together or not at all."""

import io
import zipfile
from collections.abc import Iterable
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from admin_views import import_work
from models import AuditEntry, ChangeStep, Partner
from models.change_step import StepKind
from models.permissions import Role
from tests.asking import post
from tests.conftest import Sign
from tests.factories import Office
from tests.importing import HEADS, URL, begun, counts, hand_in, matched, send


@pytest.fixture
def client(client_as: Sign) -> FlaskClient:
    return client_as(Role.NETWORK_COORDINATOR)


def names(office: Office) -> set[str]:
    return {partner.name for partner in office.every(Partner)}


def test_a_table_is_matched_looked_at_and_written_as_one_step(
    client: FlaskClient, office: Office
) -> None:
    known = office.partner(name="Tafel Haan", street="Am Markt 1", town="Haan", phone="02129 911-1")
    url = begun(
        client,
        "Tafel Haan;;;;Haan;02129 911-99",
        'Nähstube Regenbogen;Sonstige;"Kirchweg 4\nHinterhaus";42781;Haan;02129 911471',
    )
    page = matched(client, url)
    assert counts(page)["neu"] == 1, page
    assert counts(page)["geändert"] == 1
    assert "<del>02129 911-1</del> → <ins>02129 911-99</ins>" in page
    assert "Nähstube Regenbogen" not in names(office)
    page = send(client, f"{url}write")
    assert "2 Zeilen wurden importiert." in page
    after = office.fresh(known)
    assert after is not None
    assert (after.phone, after.street) == (
        "02129 911-99",
        "Am Markt 1",
    )  # a blank overwrites nothing
    made = office.only(select(Partner).where(Partner.name == "Nähstube Regenbogen"))
    assert made.street == "Kirchweg 4\nHinterhaus"
    step = office.only(select(ChangeStep))
    assert (step.kind, step.count) == (StepKind.IMPORTED, 2)
    noted = select(AuditEntry).where(
        AuditEntry.table_name == "partner", AuditEntry.detail == "imported"
    )
    assert len(office.every(noted)) == 2
    post(client, f"/admin/change_step/undo/?id={step.id}")
    assert "Nähstube Regenbogen" not in names(office)
    assert office.fresh(known).phone == "02129 911-1"


def test_a_protected_place_takes_no_address_and_a_refusal_names_its_row(
    client: FlaskClient, office: Office
) -> None:
    office.partner(name="Zuflucht Nord", is_place_protected=True)
    heads = f"{HEADS};Geschützter Ort;Geprüft am;Barrierefrei"
    url = begun(
        client,
        "Zuflucht Nord;;Lindenweg 3;42781;Haan;;;;",
        "Schutzwohnung;Gewaltschutz;Lindenweg 4;;;;ja;;",
        "Nähstube;Gewaltschutz;;;;;;31.02.2026;vielleicht",
        "=1+1;Gewaltschutz;;;;;;;",
        heads=heads,
    )
    page = matched(client, url)
    assert (counts(page)["neu"], counts(page)["abgelehnt"]) == (1, 3), page
    assert page.count("Ein geschützter Ort darf keine Anschrift haben.") == 2
    refused = client.get(f"{url}errors.csv").data.decode("utf-8-sig")
    assert "4;" in refused
    assert "Kalender nicht" in refused
    assert "weder Ja noch Nein" in refused
    assert "bleiben draußen" in send(client, f"{url}write")
    assert "=1+1" not in names(office)
    send(client, f"{url}write", others="1")
    assert "=1+1" in names(office)  # a text here, and marked as one where it leaves the house
    assert "'=1+1" in client.get("/admin/partner/export/csv/").data.decode("utf-8-sig")
    assert not {"Schutzwohnung", "Nähstube"} & names(office)


def test_a_doubtful_row_stands_beside_its_like_until_somebody_decides(
    client: FlaskClient, office: Office
) -> None:
    known = office.partner(name="Begegnungscafé Regenbogen", street="Kirchstr. 4", town="Haan")
    other = office.partner(name="Sprachtreff Gruiten", street="Bahnweg 1", town="Haan")
    url = begun(
        client,
        "Begegnungs-Café Regenbogen;Sonstige;Kirchstraße 4;;Haan; 02129/911-5",
        "Sprachtreff in Gruiten;Sonstige;;;Haan;",
        "Begegnungscafé Regenbogen;Sonstige;Kirchstraße 4;;Haan;",
    )
    page = matched(client, url)
    assert counts(page)["zweifelhaft"] == 2, page
    assert f'name="row-2" value="{known.id}"' in page
    page = send(client, f"{url}decide", **{"row-2": str(known.id), "row-3": "new", "rest": "out"})
    assert counts(page)["abgelehnt"] == 1  # row 4 means what row 2 was decided to be
    assert "Schon Zeile 2 meint denselben Eintrag." in page
    send(client, f"{url}write", others="1")
    assert office.fresh(known).phone == "02129 911-5"
    assert "Sprachtreff in Gruiten" in names(office)
    assert office.fresh(other).version == other.version


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (f"{HEADS}\nZürich-Büro;Sonstige;;;;".encode("cp1252"), "a.csv"),
        (f"{HEADS}\nZürich-Büro;Sonstige;;;;".encode("utf-8-sig"), "a.csv"),
        (f"{HEADS}\nZürich-Büro;Sonstige;;;;".encode("utf-16"), "a.csv"),
        (f"{HEADS}\n\nZürich-Büro;Sonstige\n".replace(";", "\t").encode(), "a.txt"),
        (f"{HEADS}\r\n\"Zürich-Büro\";Sonstige;;;;".replace(";", ",").encode(), "a.csv"),
        (f"sep=|\r\n{HEADS}\r\nZürich-Büro;Sonstige".replace(";", "|").encode(), "a.csv"),
    ],
    ids=["Windows", "UTF-8 with mark", "UTF-16", "tab", "comma", "named separator"],
)  # fmt: skip
def test_every_usual_way_to_write_a_table_is_read(
    client: FlaskClient, content: bytes, name: str
) -> None:
    page = matched(client, str(hand_in(client, content, name).location))
    assert counts(page)["neu"] == 1, page
    assert "Zürich-Büro" in page


def sheet(*rows: Iterable[Any]) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.active["D2"].number_format = "00000"
    book.save(file)
    return file.getvalue()


def test_a_sheet_of_excel_is_read_as_its_values(client: FlaskClient) -> None:
    heads = HEADS.split(";")
    content = sheet(
        heads,
        ["Nähstube", "Sonstige", "Weg 1", 1067, "Haan", None],
        ["Repair-Café", "Sonstige", '=CONCATENATE("a","b")'],
    )
    page = matched(client, str(hand_in(client, content, "liste.xlsx").location))
    assert "01067" in page
    assert "Eine Formel hat kein Ergebnis." in page
    assert (counts(page)["neu"], counts(page)["abgelehnt"]) == (1, 1)


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
        book.writestr("xl/worksheets/sheet1.xml", b" " * 20_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Die Datei ist leer."),
        (HEADS.encode(), "nur Überschriften"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "alte Excel-Datei"),
        (b"PK\x03\x04broken", "beschädigt"),
        (bomb(), "viel zu groß"),
        (b"\x89PNG\r\n\x00\x00\x00\rIHDR\x00", "weder eine CSV- noch eine Excel-Datei"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(
    client: FlaskClient, content: bytes, said: str
) -> None:
    answer = hand_in(client, content)
    assert answer.status_code == 422
    assert said in answer.text


def test_a_file_that_is_far_too_large_is_refused_before_it_is_read(client: FlaskClient) -> None:
    answer = client.post(URL, content_length=100_000_000)
    assert answer.status_code == 413
    assert "größer als 25 MB" in answer.text


def test_the_choice_of_columns_is_remembered_and_offered_to_colleagues(
    client: FlaskClient, client_as: Sign
) -> None:
    url = begun(client, "Nähstube;Sonstige;x", heads="Wer;Was;Egal")
    fields = {"column-0": "name", "column-1": "category"}
    assert "Zwei Spalten" in send(client, f"{url}match", **fields, **{"column-2": "name"})
    send(client, f"{url}match", **fields)
    again = client_as(Role.TEAM_LEAD)
    page = matched(again, begun(again, "Repair-Café;Sonstige;y", heads="WER;Was;Egal"))
    assert counts(page)["neu"] == 1


def test_an_import_that_is_interrupted_leaves_nothing(
    client: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = begun(client, *(f"Stelle {number};Sonstige;;;;" for number in range(5)))
    matched(client, url)
    put = import_work._put

    def stops(check: Any, *given: Any) -> None:
        if check.title == "Stelle 3":
            raise MemoryError
        put(check, *given)

    monkeypatch.setattr(import_work, "AT_ONCE", 2)
    monkeypatch.setattr(import_work, "_put", stops)
    before = names(office)
    assert "Der Import wurde unterbrochen" in send(client, f"{url}write")
    assert names(office) == before


def test_whoever_changed_a_record_meanwhile_is_not_overwritten(
    client: FlaskClient, office: Office
) -> None:
    known = office.partner(name="Tafel Haan", phone="02129 911-1")
    url = begun(client, "Tafel Haan;;;;;02129 911-2", "Nähstube;Sonstige;;;;")
    matched(client, url)
    known.phone = "02129 911-3"
    office.session.commit()
    assert "Tafel Haan" in send(client, f"{url}write")
    assert (office.fresh(known).phone, "Nähstube" in names(office)) == ("02129 911-3", False)


def test_an_import_is_its_owners_alone(client: FlaskClient, client_as: Sign) -> None:
    url = begun(client, "Nähstube;Sonstige;;;;")
    assert client_as(Role.TEAM_LEAD).get(url).status_code == 302
    assert client_as(Role.SOCIAL_WORKER).get(url).status_code == 403
    post(client, url, act="drop")
    assert client.get(url).status_code == 302


def test_the_lead_takes_back_what_the_lead_imported(client_as: Sign, office: Office) -> None:
    client = client_as(Role.TEAM_LEAD)  # who otherwise deletes nothing here
    url = begun(client, "Nähstube;Sonstige;;;;")
    matched(client, url)
    send(client, f"{url}write")
    post(client, f"/admin/change_step/undo/?id={office.only(select(ChangeStep)).id}")
    assert "Nähstube" not in names(office)

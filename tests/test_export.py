"""Lists as files: what the screen shows, for a German spreadsheet, with nothing it could run."""

import csv
import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path
from tempfile import gettempdir

import openpyxl
import pytest
from flask import Flask
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import select

from admin_views import export_files
from admin_views.export_files import LONGEST_CELL, WRITERS, harmless
from models import Contact, Person
from models.audit_entry import AuditAction, AuditEntry
from models.permissions import Role
from tests.asking import post
from tests.conftest import Sign, Statements
from tests.factories import Office
from tests.lists import Lists, crowd, one_of_each, views_of

CASES = "/admin/eviction_case/export/"
FORMULAS = [
    "=1+1", "+49 2129 911", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1",
    "＝1", "＋1", "－1", "＠1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0",
]  # fmt: skip


def table(lists: Lists, address: str) -> list[list[str]]:
    """The rows of a CSV file as a spreadsheet reads them."""
    answer = lists.client.get(address)
    assert answer.status_code == 200, address
    return read(answer.data)


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def as_file(kind: str, lines: list[list[str]]) -> bytes:
    file = io.BytesIO()
    WRITERS[kind](lines, file, "Liste", Path(gettempdir()))
    return file.getvalue()


def sheet(content: bytes) -> Worksheet:
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert len(book.worksheets) == 1
    return book.worksheets[0]


def test_a_csv_opens_in_a_german_excel(lists: Lists, office: Office) -> None:
    person = office.person(family_name="Müller", given_name='Jo "Ed"')
    office.eviction_case(
        person, arrears=Decimal("1234.56"), received_on=date(2026, 11, 3), address="Weg 1; Haus B"
    )
    answer = lists.client.get(f"{CASES}csv/")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="eviction_case-2026-11-23.csv"' in answer.headers["Content-Disposition"]
    assert answer.data.startswith(b"\xef\xbb\xbf")
    head, line, end = answer.data.decode("utf-8-sig").split("\r\n")
    assert end == ""
    assert head.startswith("Mieter/in;")
    for cell in ('"Müller, Jo ""Ed"""', '"Weg 1; Haus B"', "03.11.2026", "1.234,56"):
        assert f";{cell};" in f";{line};"


def test_a_sheet_holds_nothing_but_text(lists: Lists, office: Office) -> None:
    office.eviction_case(office.person(family_name="=1+1"), arrears=Decimal("1234.5"))
    answer = lists.client.get(f"{CASES}xlsx/")
    assert answer.headers["Content-Type"] == export_files.TYPES["xlsx"]
    rows = list(sheet(answer.data).iter_rows())
    assert {cell.data_type for row in rows for cell in row if cell.value is not None} == {"s"}
    assert (rows[0][0].value, rows[1][0].value) == ("Mieter/in", "'=1+1, Ada")
    assert "1.234,50" in [cell.value for cell in rows[1]]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_program_could_run_is_marked_as_text(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert read(as_file("csv", [[text]])) == [[f"'{text}"]]
    cell = sheet(as_file("xlsx", [[text]]))["A1"]
    assert (cell.data_type, str(cell.value)[0]) == ("s", "'")


@pytest.mark.parametrize("text", ["", "Müller", "1.234,56", "a=b", "21.11.2026", "“=1", "’+1", "*"])
def test_all_else_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_a_formula_in_a_record_leaves_the_office_as_text(lists: Lists, office: Office) -> None:
    office.contact(name="=1+1", phone="+49 2129 911-0", email="+x@example.org", job="-2+3")
    row = table(lists, "/admin/contact/export/csv/")[1]
    assert row == [
        "'-2+3",
        "Beratungsstelle Beispiel",
        "'=1+1",
        "02129 911-0",
        "'+x@example.org",
    ]


def test_a_large_text_is_whole_in_csv_and_cut_visibly_in_a_sheet() -> None:
    text = "Wort; " * 20_000
    assert read(as_file("csv", [[text]])) == [[text]]
    value = str(sheet(as_file("xlsx", [[text]]))["A1"].value)
    assert len(value) == LONGEST_CELL
    assert value.endswith("…")


def test_lines_and_tabs_inside_a_text_stay_in_their_cell(lists: Lists, office: Office) -> None:
    office.contact(name='Zeile\nzwei\t"Zitat"; Ende')
    assert table(lists, "/admin/contact/export/csv/")[1][2] == 'Zeile\nzwei\t"Zitat"; Ende'
    answer = lists.client.get("/admin/contact/export/xlsx/")
    assert sheet(answer.data)["C2"].value == 'Zeile\nzwei\t"Zitat"; Ende'


def test_every_list_can_be_taken_out_in_both_kinds(any_lists: Lists, any_office: Office) -> None:
    one_of_each(any_office)
    for view in views_of(any_lists.app):
        address = f"/admin/{view.endpoint}/export/"
        if any_lists.client.get(f"{address}csv/").status_code == 403:
            assert not any_lists.open(f"/admin/{view.endpoint}/").exports
            continue
        lines = table(any_lists, f"{address}csv/")
        page = any_lists.client.get(f"/admin/{view.endpoint}/").text.partition("</thead>")[0]
        headings = re.findall(r'<th scope="col"[^>]*>(?:<a[^>]*>)?([^<]+)', page)
        assert {unescape(heading).strip() for heading in headings} <= set(lines[0]), view.endpoint
        assert len(lines) > 1
        assert len({len(line) for line in lines}) == 1
        book = sheet(any_lists.client.get(f"{address}xlsx/").data)
        assert book.max_column == len(lines[0])


def test_what_stands_below_a_name_is_a_column_of_its_own(lists: Lists, office: Office) -> None:
    person = office.person(birth_date=date(1990, 5, 1))
    office.residence_status(person, expires_on=date(2026, 12, 31))
    assert "31.12.2026" in table(lists, "/admin/person/export/csv/")[1]


def test_a_file_follows_search_filter_and_order(lists: Lists, office: Office) -> None:
    for name, day in (("Ab", 20), ("Ac", 21), ("Ad", 22), ("Zz", 22)):
        office.person(family_name=name, arrived_haan_on=date(2026, 11, day))
    grid = lists.open("/admin/person/?search=a&arrived_haan_on_from=21.11.2026&sort=title&desc=1")
    files = dict(grid.exports)
    assert [row[0] for row in table(lists, files["CSV"])[1:]] == ["Zz, Ada", "Ad, Ada", "Ac, Ada"]
    narrow = lists.open("/admin/person/?search=ac")
    names = [cell.value for cell in sheet(lists.client.get(dict(narrow.exports)["XLSX"]).data)["A"]]
    assert names == ["Name", "Ac, Ada"]


def test_a_file_ends_at_the_scope_of_the_account(
    app: Flask, office: Office, client_as: Sign
) -> None:
    mine, other = office.person(family_name="Meine"), office.person(family_name="Andere")
    office.responsibility(mine, "sozialarbeit")
    office.responsibility(other, "leitung")
    for person in (mine, other):
        office.counselling_session(person, worker=office.staff("leitung"))
    worker = Lists(app, client_as(Role.SOCIAL_WORKER))
    rows = table(worker, "/admin/counselling_session/export/csv/")
    assert [row[0] for row in rows[1:]] == ["Meine, Ada"]


def test_a_file_has_no_column_that_its_reader_may_not_see(
    app: Flask, office: Office, client_as: Sign
) -> None:
    office.counselling_session(office.person(birth_date=date(1990, 5, 1)), reason="Streng geheim")
    lead = Lists(app, client_as(Role.TEAM_LEAD))
    head, row = table(lead, "/admin/counselling_session/export/csv/")
    assert "Anlass" not in head
    assert "Streng geheim" not in row
    housing = Lists(app, client_as(Role.ACCOMMODATION_ADMIN))
    assert "01.05.1990" not in str(table(housing, "/admin/person/export/csv/"))


@pytest.mark.parametrize(
    ("role", "stem", "status"),
    [
        (Role.SOCIAL_WORKER, "person", 200),
        (Role.CARETAKER, "person", 403),  # may look, not take out
        (Role.BENEFITS_CLERK, "eviction_case", 403),
        (Role.DATA_PROTECTION_OFFICER, "audit_entry", 200),
        (Role.DATA_PROTECTION_OFFICER, "person", 403),
        (None, "person", 302),
    ],
)
def test_taking_out_has_a_right_of_its_own(
    client_as: Sign, role: Role | None, stem: str, status: int
) -> None:
    assert client_as(role).get(f"/admin/{stem}/export/csv/").status_code == status


def test_who_took_out_what_is_noted_before_the_file_goes_out(lists: Lists, office: Office) -> None:
    office.person()
    lists.client.get("/admin/person/export/xlsx/")
    noted = office.only(select(AuditEntry).where(AuditEntry.action == AuditAction.EXPORTED))
    assert (noted.table_name, noted.detail) == ("person", "xlsx, 1")
    assert noted.staff_id == office.staff("verwaltung").id


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("pdf/", 404),
        ("csv/?case_status=GONE", 400),
        ("csv/?sort=-1", 400),
        ("csv/?page=x", 400),
        ("csv/?page=999999", 200),  # a file has no pages
    ],
)
def test_an_export_without_sense_is_refused(lists: Lists, address: str, status: int) -> None:
    assert lists.client.get(f"/admin/person/export/{address}").status_code == status


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_too_long_a_list_is_refused_in_words_and_not_noted(
    lists: Lists, office: Office, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setitem(export_files.MOST_ROWS, kind, 60)
    office.person(family_name="Viele")
    crowd(office, Person, 61)
    answer = lists.client.get(f"/admin/person/export/{kind}/")
    assert answer.status_code == 413
    assert "60" in answer.text
    assert office.every(select(AuditEntry).where(AuditEntry.action == AuditAction.EXPORTED)) == []
    office.session.delete(office.every(select(Person).limit(1))[0])
    office.session.commit()
    assert lists.client.get(f"/admin/person/export/{kind}/").status_code == 200


def test_a_file_of_most_rows_fits_into_a_sheet() -> None:
    assert export_files.MOST_ROWS["xlsx"] + 1 == 2**20  # with its headings


def test_the_trail_knows_the_filter_but_no_name_that_was_typed(
    lists: Lists, office: Office
) -> None:
    office.person(family_name="Meier")
    lists.client.get("/admin/person/export/csv/?search=Meier&case_status=NEW&lives_in=Geheim")
    noted = office.only(select(AuditEntry).where(AuditEntry.action == AuditAction.EXPORTED))
    assert noted.detail == "csv, 0, lives_in, case_status=NEW, search"


def test_statements_do_not_grow_with_the_rows(
    lists: Lists, office: Office, statements: Callable[[], AbstractContextManager[Statements]]
) -> None:
    office.contact()
    counts = []
    for rows in (1, 60):
        crowd(office, Contact, rows)
        with statements() as seen:
            table(lists, "/admin/contact/export/csv/")
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 4


def test_an_english_screen_gives_an_english_file(lists: Lists, office: Office) -> None:
    office.eviction_case(arrears=Decimal("1234.56"))
    post(lists.client, "/language", language="en")
    head, row = table(lists, f"{CASES}csv/")
    assert head[0] == "Tenant"
    assert "1,234.56" in ";".join(row)

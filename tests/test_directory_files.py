"""The directory as PDF, contact cards and table: what the filter shows, and no shelter's place."""

import csv
import io
import re

import pypdf
import pytest

from models.audit_entry import AuditEntry
from models.permissions import Role
from tests.conftest import Sign
from tests.factories import Office
from tests.papers import read

PLACES = re.compile(r"Schutzweg|Schutzstadt")


def test_the_whole_directory_prints_with_contents_and_page_numbers(
    client_as: Sign, office: Office
) -> None:
    office.partner(name="Центр допомоги «Їжак»", languages="Deutsch, العربية")
    answer = client_as(Role.NETWORK_COORDINATOR).get("/admin/directory/directory.pdf")
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.data)).pages]
    whole = read(answer.data).text
    assert "Центр допомоги «Їжак»" in whole
    assert "العربية" in whole
    assert "Bürgerstiftung für Haan & Gruiten" in whole
    told = re.findall(r"(Wohnungslosenhilfe|Schuldnerberatung|Kitas und Familienzentren)\s+(\d+)",
                      "\n".join(pages[:4]))  # fmt: skip
    assert len(told) >= 3
    for category, number in told:
        assert category in pages[int(number) - 1]
    for number, page in enumerate(pages, 1):
        assert re.search(rf"Seite {number}\b", page)


def test_the_filter_of_the_page_is_the_filter_of_its_files(client_as: Sign, office: Office) -> None:
    office.partner(name="Rätselverein", town="Haan")
    worker = client_as(Role.SOCIAL_WORKER)
    query = "?q=rätselverein&town=Haan"
    page = worker.get(f"/admin/directory/{query}").text
    assert "/admin/directory/directory.vcf?q=" in page
    pdf = read(worker.get(f"/admin/directory/directory.pdf{query}").data).text
    assert "1 Stelle" in pdf
    assert "„rätselverein“ · Ort: Haan" in pdf
    cards = worker.get(f"/admin/directory/directory.vcf{query}").text
    assert cards.count("BEGIN:VCARD") == 1
    assert "FN:Rätselverein\r\n" in cards
    noted = office.every(AuditEntry)[-1]
    assert noted.detail == "vcf, 1, town=Haan, search"


def test_no_cell_of_the_table_can_run(client_as: Sign, office: Office) -> None:
    office.partner(name="=1+1 Rätselverein", offer_summary="@SUM(A1)")
    answer = client_as(Role.SOCIAL_WORKER).get("/admin/directory/directory.csv?q=rätselverein")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:2] == ["Name", "Kategorie"]
    assert rows[1][0] == "'=1+1 Rätselverein"
    assert rows[1][2] == "'@SUM(A1)"
    assert len(rows) == 2


@pytest.mark.parametrize("kind", ["pdf", "vcf", "csv"])
def test_no_file_tells_where_a_shelter_is(client_as: Sign, office: Office, kind: str) -> None:
    office.partner(name="Zufluchtsort", town="Schutzstadt", is_place_protected=True)
    url = f"/admin/directory/directory.{kind}?q=zufluchtsort"
    answer = client_as(Role.SOCIAL_WORKER).get(url)
    text = read(answer.data).text if kind == "pdf" else answer.data.decode()
    assert "Zufluchtsort" in text
    assert not PLACES.search(text)
    assert client_as(Role.CARETAKER).get(url).status_code == 403

"""The certificate of volunteers for a year: from hours to a paper with the town's letterhead."""

from collections.abc import Sequence
from decimal import Decimal

from admin_views.formats import amount
from admin_views.paper_texts import filled, in_german, texts
from admin_views.papers import letterhead
from admin_views.pdf import render_paper
from models.acting import acting
from models.reports.volunteer_year import Certificates, CertificateSheet, YearOfOne

NAME = "volunteer_certificate"


def certificates_pdf(year: int, people: Sequence[YearOfOne], key: str) -> bytes:
    """A page for each; `key` tells the papers of one year apart."""
    with in_german():
        return render_paper(f"{NAME}.html", certificates(year, people, key), letterhead())


def certificates(year: int, people: Sequence[YearOfOne], key: str) -> Certificates:
    words, head = texts(NAME), letterhead()
    return Certificates(
        document_number=f"EN-{year}-{key}",
        title=words["title"],
        year=str(year),
        written_on=acting().today,
        place=head.town_line or head.town,
        columns=tuple(words["columns"]),
        sum_word=words["sum"],
        way=words["way"],
        thanks=words["thanks"],
        signer=words["signer"],
        sheets=tuple(_sheet(year, one, head.town) for one in people),
    )


def _sheet(year: int, one: YearOfOne, town: str) -> CertificateSheet:
    words = texts(NAME)
    salutation = words["salutations"].get(one.sex.name, "")
    name = f"{salutation} {one.full_name}".strip()
    return CertificateSheet(
        opening=filled(words["opening"], name=name, year=str(year), town=town),
        rows=tuple((help_.service, str(help_.count), hours(help_.hours)) for help_ in one.helps),
        total=(str(one.count), hours(one.hours)),
    )


def hours(value: Decimal) -> str:
    """12,50."""
    return amount(value)

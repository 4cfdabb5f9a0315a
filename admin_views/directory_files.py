"""What the directory found as PDF, as contact cards and as a table."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, ClassVar

from flask import Response, abort, request
from flask_admin import expose

from admin_views import formats
from admin_views.directory_filters import filters_of
from admin_views.directory_paper import directory_paper
from admin_views.directory_query import args_of, query_of
from admin_views.export import Parcel, parcel_response
from admin_views.export_files import write_csv
from admin_views.labels import field_label
from admin_views.opening_words import week_words
from admin_views.paper_texts import in_german
from admin_views.papers import letterhead
from admin_views.partner_cards import cards_of
from admin_views.pdf import pdf_response, render_paper
from admin_views.rights import needs
from admin_views.words import gettext
from admin_views.words import lazy_gettext as _
from models.acting import acting
from models.audit_entry import AuditAction, record_read
from models.base import db
from models.partner import Partner
from models.permissions import Action, DataClass
from models.reports.directory import DirectoryQuery, directory_entries
from models.reports.directory_entry import DirectoryEntry
from models.reports.partner_entry import whereabouts
from models.rules.vcard import cards_text

MOST_ON_PAPER = 1_000  # entries; about a hundred pages
COLUMNS = (
    *("name", "category", "offer_summary", "street", "postcode", "town", "transit", "directions"),
    *("phone", "email", "website", "opening_hours", "languages", "area", "is_barrier_free"),
    *("contacts", "offers", "checked_on"),
)


class DirectoryFiles:
    """Mixin of the directory's page: each file holds what the same address shows."""

    files: ClassVar[tuple[tuple[Any, str], ...]] = (
        (_("As PDF"), "directory.paper"),
        (_("vCard"), "directory.card_file"),
        (_("CSV"), "directory.table"),
    )

    @expose("/directory.pdf")
    @needs(Action.PRINT, DataClass.NETWORK)
    def paper(self) -> Response:
        """A book of what was found: contents with page numbers, then category by category."""
        query, entries = _found()
        if len(entries) > MOST_ON_PAPER:
            text = gettext("More than %(most)s rows. Narrow the list by a filter first.",
                           most=formats.number(MOST_ON_PAPER))  # fmt: skip
            abort(413, text)
        with in_german():
            told = [one.label for one in filters_of(query).chosen]
            words = [f"„{query.term}“"] if query.term else []
            paper = directory_paper(entries, " · ".join([*words, *told]))
            pdf = render_paper("directory.html", paper, letterhead())
        _note(AuditAction.PRINTED, "pdf", query, entries)
        return pdf_response(pdf, f"{paper.document_number}.pdf")

    @expose("/directory.vcf")
    @needs(Action.EXPORT, DataClass.NETWORK)
    def card_file(self) -> Response:
        """Contact cards for the address book: organisations, and whom to ask there."""
        query, entries = _found()
        file = TemporaryFile()  # noqa: SIM115 - closed by whoever sends it
        with in_german():
            for entry in entries:
                for text in cards_text(cards_of(entry)):
                    file.write(text.encode())
        _note(AuditAction.EXPORTED, "vcf", query, entries)
        return parcel_response(Parcel(file), "vcf", _filename("vcf"))

    @expose("/directory.csv")
    @needs(Action.EXPORT, DataClass.NETWORK)
    def table(self) -> Response:
        """One row for an organisation, for a spreadsheet."""
        query, entries = _found()
        file = TemporaryFile()  # noqa: SIM115 - closed by whoever sends it
        write_csv(_lines(entries), file, "", Path())
        _note(AuditAction.EXPORTED, "csv", query, entries)
        return parcel_response(Parcel(file), "csv", _filename("csv"))


def _found() -> tuple[DirectoryQuery, list[DirectoryEntry]]:
    query, _unknown = query_of(request.args)
    return query, directory_entries(query, acting().now, db.session())


def _filename(kind: str) -> str:
    return f"verzeichnis-{acting().today:%Y-%m-%d}.{kind}"


def _note(
    action: AuditAction, kind: str, query: DirectoryQuery, entries: list[DirectoryEntry]
) -> None:
    """Kind, number and filters; typed words may be names and stay out of the trail."""
    asked = [f"{name}={value}" for name, value in args_of(query, term="").items()]
    words = ["search"] if query.term else []
    told = ", ".join([kind, str(len(entries)), *asked, *words])
    record_read(action, Partner.__tablename__, None, detail=told)


def _lines(entries: list[DirectoryEntry]) -> Iterator[list[str]]:
    yield [str(field_label(Partner, name)) for name in COLUMNS]
    for entry in entries:
        place = whereabouts(entry)
        hours = "; ".join(filter(None, (*week_words(entry.openings), entry.hours_note)))
        contacts = (
            ", ".join(filter(None, (one.job, one.name, one.phone, one.email)))
            for one in entry.contacts
        )
        yield [
            *(entry.name, entry.category, entry.summary, place.street, place.postcode),
            *(place.town, place.transit, place.directions, entry.phone, entry.email),
            *(entry.website, hours, entry.languages, entry.area),
            formats.show(entry.is_barrier_free),
            "; ".join(contacts),
            "; ".join(one.name for one in entry.offers),
            formats.show(entry.checked_on),
        ]

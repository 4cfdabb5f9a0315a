"""Entries of the directory on their way to paper; built while German is spoken (`in_german`)."""

from collections.abc import Sequence
from itertools import groupby

from admin_views.opening_words import week_words
from models.acting import acting
from models.reports.directory_entry import ContactLine, DirectoryEntry, OfferLine
from models.reports.directory_paper import DirectoryPaper, PaperEntry, PaperGroup
from models.reports.partner_entry import whereabouts

EVERYTHING = "Alle Stellen"
PROTECTED = "geschützt, wird nicht mitgeteilt"


def directory_paper(entries: Sequence[DirectoryEntry], told: str) -> DirectoryPaper:
    """By category and name, as in a book; `told` says what was asked for, if anything was."""
    ordered = sorted(entries, key=lambda one: (one.category.casefold(), one.name.casefold()))
    today = acting().today
    return DirectoryPaper(
        document_number=f"VZ-{today:%Y-%m-%d}",
        told=told or EVERYTHING,
        count="1 Stelle" if len(entries) == 1 else f"{len(entries)} Stellen",
        groups=tuple(
            PaperGroup(category, tuple(map(_entry, group)))
            for category, group in groupby(ordered, key=lambda one: one.category)
        ),
        written_on=today,
    )


def _entry(entry: DirectoryEntry) -> PaperEntry:
    return PaperEntry(
        entry.name, entry.summary, tuple(map(_offer, entry.offers)), tuple(_facts(entry))
    )


def _offer(offer: OfferLine) -> tuple[str, str]:
    cost = "kostenlos" if offer.is_free else offer.cost
    told = (offer.target_group, offer.requirements, offer.registration, cost)
    return offer.name, "; ".join(filter(None, told))


def _facts(entry: DirectoryEntry) -> list[tuple[str, str]]:
    place = whereabouts(entry)
    reach = (entry.phone, entry.email, entry.website.split("://", 1)[-1].rstrip("/"))
    hours = "; ".join((*week_words(entry.openings), *filter(None, [entry.hours_note])))
    told = [
        ("Anschrift", PROTECTED if entry.is_place_protected else place.address),
        ("Erreichbar", " · ".join(filter(None, reach))),
        ("Geöffnet", hours),
        ("Linie und Haltestelle", place.transit),
        ("Fragen Sie nach", "; ".join(map(_contact, entry.contacts))),
        ("Sprachen", entry.languages),
        ("Zuständig für", entry.area),
        ("Zugang", "barrierefrei" if entry.is_barrier_free else ""),
        ("Geprüft", f"{entry.checked_on:%d.%m.%Y}" if entry.checked_on else ""),
    ]
    return [(label, text) for label, text in told if text]


def _contact(contact: ContactLine) -> str:
    parts = (contact.job, contact.name, contact.phone, contact.email)
    return ", ".join(filter(None, parts))

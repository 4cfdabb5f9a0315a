"""Entries of the directory as contact cards: the organisation, and everybody who answers there."""

from collections.abc import Iterator

from admin_views.opening_words import week_words
from models.reports.directory_entry import ContactLine, DirectoryEntry
from models.reports.partner_entry import whereabouts
from models.rules.phones import dial_link
from models.rules.vcard import Card, Phone, PostalAddress

KEY = "https://sim.invalid/{}/{}"  # names the card for ever; nobody looks there


def cards_of(entry: DirectoryEntry) -> Iterator[Card]:
    """German is spoken (`in_german`): cards go to phones, whatever language the screen has."""
    place = whereabouts(entry)
    yield Card(
        key=KEY.format("partner", entry.partner_id),
        name=entry.name,
        organisation=entry.name,
        address=PostalAddress(place.street, place.town, place.postcode),
        phones=_phones(entry.phone),
        email=entry.email,
        website=entry.website,
        categories=(entry.category,) if entry.category else (),
        note=_note(entry),
    )
    for contact in entry.contacts:
        if contact.phone or contact.email:
            yield _contact(entry, contact)


def _contact(entry: DirectoryEntry, contact: ContactLine) -> Card:
    return Card(
        key=KEY.format("contact", contact.contact_id),
        name=contact.name or f"{entry.name}: {contact.job}",
        organisation=entry.name,
        unit=contact.job,
        is_person=bool(contact.name),
        phones=_phones(contact.phone),
        email=contact.email,
        note=contact.note,
    )


def _phones(number: str) -> tuple[Phone, ...]:
    return (Phone(number, dial_link(number).removeprefix("tel:")),) if number else ()


def _note(entry: DirectoryEntry) -> str:
    lines = [entry.summary, *week_words(entry.openings), entry.hours_note]
    return "\n".join(filter(None, (*lines, entry.languages, whereabouts(entry).transit)))

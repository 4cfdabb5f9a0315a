"""An organisation as a card of the directory: what one needs to send somebody there."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app, url_for

from admin_views.formats import day
from admin_views.opening_words import today_words, week_words
from admin_views.words import gettext, ngettext
from models.acting import acting
from models.contact import Contact
from models.permissions import Action, DataClass
from models.referral import Referral
from models.reports.directory_entry import ContactLine, DirectoryEntry
from models.rules.opening import is_open_at
from models.rules.phones import dial_link

MONTHS_GOOD = 12  # after so many months an entry should be checked again
MOST_CONTACTS = 2
MOST_OFFERS = 3
SLIP = "partner.client_slip"


@dataclass(frozen=True)
class Line:
    """A text, and where it leads."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Card:
    entry: DirectoryEntry
    url: str
    checked: str
    tone: str
    does: str
    terms: str
    where: str
    phone: Line
    hours: str
    is_open: bool
    week: list[str]
    contacts: list[tuple[str, Line]]
    acts: list[Line]


def card_of(entry: DirectoryEntry, clock: datetime) -> Card:
    """`clock` is what the office's clock shows."""
    checked, tone = checked_words(entry.checked_on, clock.date())
    return Card(
        entry=entry,
        url=url_for("partner.details_view", id=entry.partner_id),
        checked=checked,
        tone=tone,
        does=entry.summary or ", ".join(one.name for one in entry.offers[:MOST_OFFERS]),
        terms=_terms(entry),
        where=gettext("Address protected") if entry.is_place_protected else entry.address,
        phone=Line(entry.phone, dial_link(entry.phone)),
        hours=today_words(entry.openings, clock) or entry.hours_note,
        is_open=is_open_at(entry.openings, clock),
        week=[*week_words(entry.openings), entry.hours_note] if entry.openings else [],
        contacts=[_contact(one) for one in entry.contacts[:MOST_CONTACTS]],
        acts=_acts(entry),
    )


def checked_words(checked_on: date | None, today: date) -> tuple[str, str]:
    """When somebody last checked the entry, and the colour of how long ago that is."""
    if checked_on is None:
        return gettext("not yet checked"), "amber"
    months = (today.year - checked_on.year) * 12 + today.month - checked_on.month
    months -= today.day < checked_on.day
    if months < MONTHS_GOOD or (months == MONTHS_GOOD and today.day == checked_on.day):
        return gettext("checked %(day)s", day=day(checked_on)), "green"
    return ngettext("check: %(num)s month", "check: %(num)s months", months), "amber"


def _terms(entry: DirectoryEntry) -> str:
    """Free of charge, and how one registers, as far as an offer says so."""
    free = gettext("free of charge") if any(one.is_free for one in entry.offers) else ""
    ways = dict.fromkeys(one.registration for one in entry.offers if one.registration)
    return " · ".join(filter(None, (free, *list(ways)[:1])))


def _contact(contact: ContactLine) -> tuple[str, Line]:
    """The function, with the name for those who may read it, and the number to call."""
    may_name = acting().may(Action.READ, Contact.class_of("name"))
    name = contact.name if may_name else ""
    who = f"{contact.job}, {name}" if name else contact.job
    return who, Line(contact.phone or contact.email, _link(contact))


def _link(contact: ContactLine) -> str:
    return dial_link(contact.phone) or (f"mailto:{contact.email}" if contact.email else "")


def _acts(entry: DirectoryEntry) -> list[Line]:
    """What is done with it next, as far as the reader may."""
    acts: list[Line] = []
    if acting().may(Action.CREATE, Referral.data_class):
        url = url_for("referral.create_view", partner=entry.partner_id)
        acts.append(Line(gettext("Refer"), url))
    if SLIP in current_app.view_functions and acting().may(Action.PRINT, DataClass.NETWORK):
        url = url_for(SLIP, id=entry.partner_id)
        acts.append(Line(gettext("Slip for the client"), url))
    return acts

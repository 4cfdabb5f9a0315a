"""Organisations as cards of the directory: what one needs to send somebody there.

A page has hundreds of texts; they are drawn in one go as the rows of a list are (`rows.py`), each
of them through `safe`.
"""

from collections.abc import Sequence
from datetime import date, datetime

from flask import current_app, url_for
from markupsafe import Markup

from admin_views.formats import day
from admin_views.opening_words import today_words, week_words
from admin_views.rows import safe
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
DOT = ' <span class="mut">·</span> '


class Cards:
    """Cards for one reader; `clock` is what the office's clock shows."""

    def __init__(self, clock: datetime) -> None:
        someone = acting()
        self.clock = clock
        self.may_name = someone.may(Action.READ, Contact.class_of("name"))
        self.address = numbered_url("partner.details_view", "id")
        self.correct = numbered_url("partner_correction.propose", "partner")
        self.acts: list[tuple[str, str, str]] = []  # words, address before and after the number
        if someone.may(Action.CREATE, Referral.data_class):
            address = numbered_url("referral.create_view", "partner")
            self.acts.append((gettext("Refer"), address, ""))
        if SLIP in current_app.view_functions and someone.may(Action.PRINT, DataClass.NETWORK):
            begin, _, end = url_for(SLIP, id=0).partition("/0/")
            self.acts.append((gettext("Slip"), f"{begin}/", f"/{end}"))
            address = numbered_url("partner.slip_for", "partner")
            self.acts.append((gettext("Slip in another language"), address, ""))

    def drawn(self, entries: Sequence[DirectoryEntry]) -> Markup:
        return Markup("\n".join(map(self._card, entries)))  # noqa: S704 - every text went through `safe`

    def _card(self, entry: DirectoryEntry) -> str:
        checked, tone = checked_words(entry.checked_on, self.clock.date())
        does = entry.summary or ", ".join(one.name for one in entry.offers[:MOST_OFFERS])
        return (
            '<li class="card pad entry">\n<div class="entry-head"><h2>'
            f'<a href="{self.address}{entry.partner_id}" data-entry>{safe(entry.name)}</a></h2>'
            f'<span class="tag {tone}">{safe(checked)}</span></div>\n'
            f'<p class="mut">{safe(entry.category)}</p>'
            f"{_line('does', does)}{_line('terms', _terms(entry))}{_where(entry)}"
            f"{self._today(entry)}{_reach(entry)}"
            f"{''.join(map(self._contact, entry.contacts[:MOST_CONTACTS]))}"
            f"{_ways_in(entry)}{_week(entry)}{self._acts(entry)}</li>"
        )

    def _today(self, entry: DirectoryEntry) -> str:
        """The number to call, and whether somebody answers now."""
        hours = today_words(entry.openings, self.clock) or entry.hours_note
        number = _link(dial_link(entry.phone), entry.phone, gettext("Call"))
        is_open = is_open_at(entry.openings, self.clock)
        said = safe(gettext("now open"))
        now = f'<span class="tag green">{said}</span> ' if is_open else ""
        told = DOT.join(filter(None, (number, hours and f"{now}{safe(hours)}")))
        return f"<p>{told}</p>" if told else ""

    def _contact(self, contact: ContactLine) -> str:
        """The function, with the name for those who may read it, and the number to call."""
        name = contact.name if self.may_name else ""
        who = f"{contact.job}, {name}" if name else contact.job
        url = dial_link(contact.phone) or (f"mailto:{contact.email}" if contact.email else "")
        line = _link(url, contact.phone or contact.email)
        return f'<p class="who">{safe(who)}{line and f": {line}"}</p>'

    def _acts(self, entry: DirectoryEntry) -> str:
        """What is done with it next, as far as the reader may."""
        beside = f'<span class="vh">: {safe(entry.name)}</span>'
        links = "".join(
            f'<a class="btn small" href="{begin}{entry.partner_id}{end}">{safe(text)}{beside}</a>'
            for text, begin, end in self.acts
        )
        wrong, place = safe(gettext("Report a mistake")), "" if links else " last"
        link = f'<a href="{self.correct}{entry.partner_id}">{wrong}{beside}</a>'
        acts = links and f'<p class="entry-acts">{links}</p>'
        return f'{acts}<p class="entry-wrong{place}">{link}</p>'


def numbered_url(endpoint: str, name: str) -> str:
    """The address of a record, but for its number, which ends it."""
    return url_for(endpoint, **{name: 0}).removesuffix("0")


def checked_words(checked_on: date | None, today: date) -> tuple[str, str]:
    """When somebody last checked the entry, and the colour of how long ago that is."""
    if checked_on is None:
        return gettext("not yet checked"), "amber"
    months = (today.year - checked_on.year) * 12 + today.month - checked_on.month
    months -= today.day < checked_on.day
    if months < MONTHS_GOOD or (months == MONTHS_GOOD and today.day == checked_on.day):
        return gettext("checked %(day)s", day=day(checked_on)), "green"
    return ngettext("check: %(num)s month", "check: %(num)s months", months), "amber"


def _line(look: str, text: str) -> str:
    return f'\n<p class="{look}">{safe(text)}</p>' if text else ""


def _link(url: str, text: str, does: str = "") -> str:
    """A text that leads somewhere, if it does; `does` is said to those who do not see it."""
    said = f'<span class="vh">{safe(does)} </span>' if does and url else ""
    return f'<a href="{safe(url)}">{said}{safe(text)}</a>' if url else safe(text)


def _terms(entry: DirectoryEntry) -> str:
    """Free of charge, and how one registers, as far as an offer says so."""
    free = gettext("free of charge") if any(one.is_free for one in entry.offers) else ""
    ways = dict.fromkeys(one.registration for one in entry.offers if one.registration)
    return " · ".join(filter(None, (free, *list(ways)[:1])))


def _where(entry: DirectoryEntry) -> str:
    place = gettext("Address protected") if entry.is_place_protected else entry.address
    area = gettext("responsible for %(area)s", area=entry.area) if entry.area else ""
    told = DOT.join(filter(None, (safe(place), area and f'<span class="mut">{safe(area)}</span>')))
    return f"<p>{told}</p>" if told else ""


def _reach(entry: DirectoryEntry) -> str:
    mail = _link(f"mailto:{entry.email}", entry.email) if entry.email else ""
    page = ""
    if entry.website:
        name, beside = safe(gettext("Website")), safe(gettext("(opens in a new window)"))
        page = (
            f'<a href="{safe(entry.website)}" rel="noopener noreferrer" target="_blank">{name}'
            f'<span class="vh"> {beside}</span></a>'
        )
    return f'<p class="reach">{DOT.join(filter(None, (mail, page)))}</p>' if mail or page else ""


def _ways_in(entry: DirectoryEntry) -> str:
    free = gettext("barrier-free") if entry.is_barrier_free else ""
    return _line("mut", " · ".join(filter(None, (entry.languages, free))))


def _week(entry: DirectoryEntry) -> str:
    if not entry.openings:
        return ""
    lines = filter(None, (*week_words(entry.openings), entry.hours_note))
    drawn = "".join(f"<li>{safe(line)}</li>" for line in lines)
    head = safe(gettext("All opening hours"))
    return f'<details class="week"><summary>{head}</summary><ul>{drawn}</ul></details>'

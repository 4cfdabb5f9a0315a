"""What the page of an organisation shows above everything else, in words of the screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for
from markupsafe import Markup

from admin_views import formats
from admin_views.details import Fact
from admin_views.due import distance
from admin_views.enum_labels import enum_label
from admin_views.labels import field_label
from admin_views.opening_words import remark_words, today_words
from admin_views.words import gettext
from models.acting import OFFICE_TIME, acting
from models.contact import Contact
from models.offer import Offer
from models.office_hour import Weekday
from models.partner import Partner
from models.partner_file import PartnerFile
from models.rules.opening import Opening, is_round_the_clock
from models.rules.phones import dial_link
from models.rules.working_days import holiday_name

YEAR = 365  # days after which an entry should be checked again
ALWAYS_SHOWN = 2  # address and phone: that they are missing is worth knowing
KILOBYTE, MEGABYTE = 1_000, 1_000_000


@dataclass(frozen=True)
class DayRow:
    """One weekday of the table: its spans with what is said of them."""

    label: Any
    spans: list[tuple[str, str]]
    is_today: bool


@dataclass(frozen=True)
class ContactLine:
    job: str
    name: str
    phone: str
    dial: str
    email: str
    note: str


@dataclass(frozen=True)
class OfferLine:
    """`facts` are label and text of what one must know to get it."""

    name: str
    url: str
    tags: list[tuple[str, str]]
    facts: list[tuple[Any, str]]


@dataclass(frozen=True)
class FileLine:
    name: str
    small: str
    url: str
    remove_url: str


def tags_of(partner: Partner) -> list[tuple[str, str]]:
    """What an organisation is, in a word each."""
    tags = [("grey", partner.category.title)]
    if partner.is_place_protected:
        tags.append(("red", gettext("protected place: no address")))
    if partner.is_barrier_free:
        tags.append(("blue", gettext("barrier-free")))
    if partner.is_public:
        tags.append(("green", gettext("public")))
    return tags


def checked_tag(checked_on: date | None, today: date) -> tuple[str, str]:
    """Whether the entry can be trusted."""
    if checked_on is None:
        return "amber", gettext("never checked")
    if (today - checked_on).days > YEAR:
        return "amber", gettext("last checked %(ago)s", ago=distance(checked_on, today))
    return "green", gettext("checked %(day)s", day=formats.day(checked_on))


def reach_facts(partner: Partner) -> list[Fact]:
    """How one gets there and reaches them; each number and address does something when pressed."""
    openings = [hour.opening for hour in partner.hours]
    facts = [
        Fact(gettext("Address"), _address(partner)),
        Fact(field_label(Partner, "phone"), phone_link(partner.phone)),
        Fact(field_label(Partner, "email"), mail_link(partner.email)),
        Fact(field_label(Partner, "website"), _site_link(partner.website)),
        Fact(gettext("Opening times"), today_words(openings, _wall_clock())),
        Fact(field_label(Partner, "languages"), partner.languages or ""),
        Fact(field_label(Partner, "area"), partner.area or ""),
        Fact(field_label(Partner, "transit"), partner.transit or ""),
    ]
    return [fact for number, fact in enumerate(facts) if fact.value or number < ALWAYS_SHOWN]


def _wall_clock() -> datetime:
    return acting().now.astimezone(OFFICE_TIME).replace(tzinfo=None)


def _address(partner: Partner) -> str | Markup:
    if partner.is_place_protected:
        return gettext("protected, not kept here")
    town = " ".join(filter(None, (partner.postcode, partner.town)))
    return Markup("<br>").join(filter(None, (partner.street, town)))  # noqa: S704 - join escapes


def phone_link(number: str | None) -> str | Markup:
    link = dial_link(number)
    if not link:
        return number or ""
    return Markup('<a href="{}">{}</a>').format(link, number)  # noqa: S704 - `format` escapes


def mail_link(address: str | None) -> str | Markup:
    if not address or "@" not in address:
        return address or ""
    return Markup('<a href="mailto:{0}">{0}</a>').format(address)  # noqa: S704 - `format` escapes


def _site_link(address: str | None) -> str | Markup:
    if not address or not address.startswith(("https://", "http://")):
        return address or ""
    shown = address.split("://", 1)[1].removeprefix("www.").rstrip("/")
    shown = shown.split("/", 1)[0] if len(shown) > 40 else shown
    link = '<a href="{}" rel="noreferrer noopener" target="_blank">{}</a>'
    return Markup(link).format(address, shown)  # noqa: S704 - `format` escapes


def week_of(openings: Iterable[Opening], today: date) -> list[DayRow]:
    """The week from Monday on; empty where no times are known."""
    known = sorted(openings)
    if not known:
        return []
    return [
        DayRow(
            enum_label(day),
            [(one.text, remark_words(one)) for one in known if one.weekday == int(day)],
            today.weekday() == int(day),
        )
        for day in Weekday
    ]


def hours_heading(openings: list[Opening], today: date) -> str:
    """A remark above the week: always open, or a holiday that shuts the doors."""
    if openings and is_round_the_clock(openings):
        return gettext("round the clock")
    holiday = holiday_name(today)
    return gettext("Today is a holiday: %(name)s", name=holiday) if holiday and openings else ""


def contact_lines(contacts: Iterable[Contact]) -> list[ContactLine]:
    return [
        ContactLine(
            one.job,
            one.name or "",
            one.phone or "",
            dial_link(one.phone),
            one.email or "",
            one.note or "",
        )
        for one in contacts
    ]


def offer_lines(offers: Iterable[Offer], today: date) -> tuple[list[OfferLine], list[OfferLine]]:
    """Those of today and those that have ended, by name."""
    ordered = sorted(offers, key=lambda offer: offer.name.casefold())
    is_open = [one for one in ordered if one.is_open_on(today)]
    ended = [one for one in ordered if not one.is_open_on(today)]
    return [_offer_line(one) for one in is_open], [_offer_line(one) for one in ended]


def _offer_line(offer: Offer) -> OfferLine:
    tags = [("grey", record.title) for record in (offer.topic, offer.target_group) if record]
    if offer.is_free:
        tags.append(("green", gettext("free of charge")))
    capacity = "" if offer.capacity is None else formats.number(offer.capacity)
    until = formats.day(offer.valid_until) if offer.valid_until else ""
    told = {
        "requirements": offer.requirements,
        "registration": offer.registration,
        "cost": offer.cost,
        "capacity": capacity,
        "valid_until": until,
    }
    facts = [(field_label(Offer, name), text) for name, text in told.items() if text]
    return OfferLine(offer.name, url_for("offer.details_view", id=offer.id), tags, facts)


def file_lines(files: Iterable[PartnerFile], may_remove: bool) -> list[FileLine]:
    return [
        FileLine(
            one.name,
            " · ".join((one.file.ending.upper(), size_text(one.file.size), _kept(one))),
            url_for("partner.open_file", id=one.partner_id, file_id=one.id),
            url_for("partner.remove_file", id=one.partner_id, file_id=one.id) if may_remove else "",
        )
        for one in files
    ]


def size_text(size: int) -> str:
    """A number of bytes as people say it."""
    if size < MEGABYTE:
        return f"{max(1, round(size / KILOBYTE))} KB"
    return f"{size / MEGABYTE:.1f} MB".replace(".", "," if acting().language == "de" else ".")


def _kept(kept: PartnerFile) -> str:
    day = formats.moment(kept.file.stored_at).split(" ", 1)[0]
    by = kept.file.stored_by.display_name if kept.file.stored_by else ""
    return gettext("since %(day)s", day=day) + (f" · {by}" if by else "")

"""An entry of the directory on its way to the slip for a client (concept 3.2, annex)."""

from datetime import date, datetime
from typing import Any

from flask import url_for

from admin_views.opening_words import remark_words
from models.acting import acting
from models.referral import Referral
from models.reports.directory_entry import DirectoryEntry
from models.reports.papers import Letterhead
from models.reports.partner_entry import whereabouts
from models.reports.partner_slip import PartnerSlip
from models.rules.opening import Opening, is_round_the_clock
from models.rules.phones import dial_link
from models.rules.vcard import Card, Phone, PostalAddress, cards_text

MOST_PEOPLE = 3
MOST_OFFERS = 4
WEEK = range(7)


def client_slip(
    entry: DirectoryEntry,
    letterhead: Letterhead,
    appointment: datetime | date | None = None,
    offer: str = "",
) -> PartnerSlip:
    """German is spoken (`in_german`); the second language stands beside it when it is drawn.

    `offer` is the one the client is sent to; without it all are named.
    """
    place = whereabouts(entry)
    return PartnerSlip(
        document_number=f"ZK-{entry.partner_id}",
        name=entry.name,
        category=entry.category,
        offer=entry.summary,
        offers=(offer,) if offer else tuple(one.name for one in entry.offers[:MOST_OFFERS]),
        is_protected=entry.is_place_protected,
        address=tuple(filter(None, (place.street, place.town_line))),
        phone=entry.phone,
        email=entry.email,
        website=entry.website.split("://", 1)[-1].rstrip("/"),
        transit=place.transit,
        directions=place.directions,
        languages=entry.languages,
        is_barrier_free=bool(entry.is_barrier_free) and not entry.is_place_protected,
        people=_people(entry),
        week=_week(entry.openings),
        is_always_open=is_round_the_clock(entry.openings),
        hours_note=entry.hours_note,
        appointment_on=appointment,
        reach_us=" · ".join(
            filter(None, (letterhead.unit or letterhead.department, letterhead.phone))
        ),
        checked_on=entry.checked_on,
        written_on=acting().today,
        card=_card(entry),
    )


def slip_url(referral: Referral, language: str | None = None) -> str:
    """Where the slip with the referral's appointment is printed."""
    asked: dict[str, Any] = {"referral": referral.id, "language": language or None}
    return url_for("partner.client_slip", id=referral.partner_id, **asked)


def _people(entry: DirectoryEntry) -> tuple[tuple[str, ...], ...]:
    """Those who can be called, else the functions; a person where the directory names one."""
    callable_ones = [one for one in entry.contacts if one.phone]
    shown = (callable_ones or list(entry.contacts))[:MOST_PEOPLE]
    return tuple(tuple(filter(None, (one.job, one.name, one.phone))) for one in shown)


def _week(openings: tuple[Opening, ...]) -> tuple[tuple[int, int, str], ...]:
    """Days that follow each other with the same times stand on one line."""
    rows: list[tuple[int, int, str]] = []
    for day in WEEK:
        times = _times(openings, day)
        if times and rows and rows[-1][1:] == (day - 1, times):
            rows[-1] = (rows[-1][0], day, times)
        elif times:
            rows.append((day, day, times))
    return tuple(rows)


def _times(openings: tuple[Opening, ...], day: int) -> str:
    spans = sorted(one for one in openings if one.weekday == day)
    texts = (" ".join(filter(None, (one.text, _in_brackets(one)))) for one in spans)
    return ", ".join(texts)


def _in_brackets(opening: Opening) -> str:
    remark = remark_words(opening)
    return f"({remark})" if remark else ""


def _card(entry: DirectoryEntry) -> str:
    """For the camera of a phone: who it is and the number, as short as can be."""
    place = whereabouts(entry)
    number = dial_link(entry.phone).removeprefix("tel:")
    card = Card(
        key=f"partner/{entry.partner_id}",
        name=entry.name[:80],
        organisation=entry.name[:80],
        address=PostalAddress(place.street, place.town, place.postcode),
        phones=(Phone(entry.phone, number),) if entry.phone else (),
    )
    return "".join(cards_text([card])) if entry.phone else ""

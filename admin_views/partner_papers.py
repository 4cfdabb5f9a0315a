"""What leaves the house about one organisation: the slip for a client, and its contact card."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from flask import Response, request
from flask_admin import expose
from flask_babel import gettext
from sqlalchemy import select

from admin_views.closed_file import knock
from admin_views.details import Act
from admin_views.paper_choice import anybody_acts, print_acts
from admin_views.paper_languages import asked_language
from admin_views.paper_texts import in_german
from admin_views.papers import letterhead, paper_response
from admin_views.partner_cards import cards_of
from admin_views.partner_slip import client_slip, slip_url
from admin_views.rights import needs
from models.acting import acting
from models.audit_entry import AuditAction, record_read
from models.base import Record, db
from models.partner import Partner
from models.permissions import Access, Action, DataClass
from models.referral import Referral
from models.reports.directory_entry import DirectoryEntry
from models.reports.partner_entry import entries_of
from models.rules.text import whole_number
from models.rules.vcard import cards_text

CARD_TYPE = "text/vcard; charset=utf-8"


class SlipHere:
    """Mixin of the view of referrals: the slip in the client's language, with the appointment."""

    def own_acts(self, record: Record, has_reason: bool) -> list[Act]:
        acts: list[Act] = super().own_acts(record, has_reason)
        if not isinstance(record, Referral) or not acting().may(Action.PRINT, DataClass.NETWORK):
            return acts
        (slip,) = print_acts(gettext("Slip for the way"), slip_url(record), record.person)
        has_letter = any(act.more for act in acts)  # whose menu of languages is at hand
        return [replace(slip, more=()) if has_letter else slip, *acts]


class PartnerPapers:
    """Mixin of the partners' view."""

    def own_acts(self, record: Record, has_reason: bool) -> list[Act]:
        acts: list[Act] = super().own_acts(record, has_reason)
        if self.access_to("client_slip") is not Access.YES:
            return acts
        url = self.get_url(".client_slip", id=record.id)
        return [*acts, *anybody_acts(gettext("Slip for a client"), url)]

    @expose("/<int:id>/slip.pdf")
    @needs(Action.PRINT, DataClass.NETWORK)
    def client_slip(self, id: int) -> Response:
        """Address, hours and way for a client, in German and in the language asked for."""
        partner: Any = self._partner(id)
        also = asked_language(request.args.get("language"))
        referral = _referral_to(partner)
        at, offer = (_appointment_of(referral), _offer_of(referral)) if referral else (None, "")
        with in_german():
            slip = client_slip(_entry(partner), letterhead(), at, offer)
        return paper_response(partner, "partner_slip", slip, also)

    @expose("/<int:id>/card.vcf")
    @needs(Action.EXPORT, DataClass.NETWORK)
    def card(self, id: int) -> Response:
        """The organisation and whom to ask there, for the address book of a phone."""
        partner: Any = self._partner(id)
        with in_german():
            text = "".join(cards_text(cards_of(_entry(partner))))
        record_read(AuditAction.EXPORTED, Partner.__tablename__, partner.id, detail="vcf")
        response = Response(text, content_type=CARD_TYPE)
        response.headers.set(
            "Content-Disposition",
            "attachment",
            filename=f"{Partner.__tablename__}-{partner.id}.vcf",
        )
        return response


def _entry(partner: Partner) -> DirectoryEntry:
    return entries_of([partner.id], acting().today, db.session())[0]


def _referral_to(partner: Partner) -> Referral | None:
    """The referral that the address names, if it may be seen; the reading is noted."""
    number = whole_number(request.args.get("referral"))
    if number is None or not acting().may(Action.READ, DataClass.NOTE):
        return None
    wanted = select(Referral).where(
        Referral.id == number, Referral.partner_id == partner.id, Referral.visible_to(acting())
    )
    referral = db.session.scalars(wanted).one_or_none()
    if referral is not None:
        knock(referral)
    return referral


def _appointment_of(referral: Referral) -> datetime | date | None:
    """Day and time arranged there, the day alone where no time is known; none that is over."""
    on, at = referral.booked_on, referral.booked_time
    if on is None or on < acting().today or not referral.is_open:
        return None
    return datetime.combine(on, at) if at else on


def _offer_of(referral: Referral) -> str:
    return referral.offer.name if referral.offer else ""

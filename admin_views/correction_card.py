"""My day: corrections to decide on, and what became of one's own."""

from datetime import timedelta

from flask import url_for
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from admin_views.correction_form import label_of
from admin_views.day_card import Card, CardRow
from admin_views.enum_labels import enum_label
from admin_views.formats import day
from models.acting import OFFICE_TIME, acting
from models.base import db
from models.partner_correction import CorrectionState, PartnerCorrection
from models.permissions import Action, DataClass

TOLD_FOR = timedelta(days=7)  # how long the answer to a proposal stays on the page
MOST = 5


def correction_cards() -> list[Card]:
    """No card where there is nothing to decide or to hear."""
    cards = []
    if acting().may(Action.UPDATE, DataClass.CORRECTION):
        rows = [_row(one) for one in _found(PartnerCorrection.state == CorrectionState.PROPOSED)]
        cards.append(Card(_("Corrections of the directory"), rows, "", _list()))
    own = PartnerCorrection.proposed_by_id == acting().staff_id
    answered = PartnerCorrection.decided_at > acting().now - TOLD_FOR
    others = PartnerCorrection.decided_by_id != acting().staff_id
    rows = [_row(one) for one in _found(own, answered, others)]
    cards.append(Card(_("Decided corrections of mine"), rows, "", _list()))
    return [card for card in cards if card.rows]


def _found(*conditions: object) -> list[PartnerCorrection]:
    wanted = (
        select(PartnerCorrection)
        .where(*conditions)
        .options(joinedload(PartnerCorrection.partner))
        .order_by(PartnerCorrection.id)
        .limit(MOST)
    )
    return list(db.session.scalars(wanted))


def _list() -> str:
    return url_for("partner_correction.index")


def _row(one: PartnerCorrection) -> CardRow:
    at = one.decided_at or one.proposed_at
    state = "" if one.state is CorrectionState.PROPOSED else enum_label(one.state)
    small = " · ".join(filter(None, (label_of(one.field), state, one.reason)))
    url = f"{_list()}#correction-{one.id}"
    return CardRow("", day(at.astimezone(OFFICE_TIME).date()), one.partner.name, small, url, "")

"""On which ground a referral passes data on: nothing without consent or law (rules CO-05)."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from models.base import Broken, msg
from models.consent import ConsentForm, active_consent
from models.referral_step import TransferBasis

if TYPE_CHECKING:
    from models.referral import Referral


def transfer_problems(one: "Referral", today: date, session: Session) -> Iterator[Broken]:
    """What the basis needs, asked when it is chosen; a later withdrawal stops the next step."""
    if one.basis is TransferBasis.NONE and one.items:
        yield Broken("basis", msg("Data go along only by consent or by law. Say which."))
    if one.basis is TransferBasis.LAW and not (one.law or "").strip():
        yield Broken("law", msg("Name the paragraph that allows it."))
    if one.basis is TransferBasis.CONSENT and one.person and one.partner:
        yield from _consent_problems(one, today, session)


def _consent_problems(one: "Referral", today: date, session: Session) -> Iterator[Broken]:
    """Without an active consent for this very organisation the basis is refused (CO-05)."""
    person, partner = one.person, one.partner
    if one.consent is None and person.id and partner.id:
        one.consent = active_consent(session, person.id, partner.id, today, one.items)
    given = one.consent
    if given is None or given.partner is not partner or not given.is_active_on(today):
        text = msg(
            "There is no active consent of this person to pass data on to %(partner)s. Record "
            "the consent first, or choose “No data passed on”."
        )
        yield Broken("basis", text, partner=partner.name)
        return
    if not one.items:
        one.take_items(given.items)
    for name in one.items:
        if not getattr(given, name):
            yield Broken(name, msg("The consent does not cover this."))
    if one.has_health and given.form is not ConsentForm.WRITTEN:
        yield Broken("has_health", msg("Health data need a written consent."))

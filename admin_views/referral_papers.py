"""Letter and consent on paper, in German and the person's language; only what may be told."""

from collections.abc import Iterator

from sqlalchemy import select

from admin_views import formats
from admin_views.papers import CLIENT, INTERPRETER, WORKER
from models.acting import acting
from models.base import db
from models.catalogue import ResidenceTitle
from models.consent import Consent
from models.partner import Partner
from models.person import Person
from models.referral import Referral
from models.reports.papers import Signature
from models.reports.referral_papers import ConsentPaper, ReferralLetter, ToldItem
from models.residence_status import ResidenceStatus

# What each item is called on papers (admin_views/pdf_labels.py).
WORDS = {
    "has_name": "Name",
    "has_birth_date": "Date of birth",
    "has_address": "Home address",
    "has_phone": "Phone and e-mail",
    "has_languages": "Language",
    "has_residence_status": "Residence status",
    "has_concern": "Reason",
    "has_health": "Health",
}


def letter_paper(one: Referral) -> ReferralLetter:
    """Nothing of the person goes along that may not be passed on today."""
    may_tell = one.may_pass_on(acting().today)
    items = tuple(_told(one)) if may_tell else ()
    concern = one.purpose if may_tell and one.has_concern else ""
    signatures = (
        Signature(CLIENT, one.person.title if one.has_name else ""),
        Signature(WORKER, one.worker.display_name),
    )
    return ReferralLetter(
        document_number=one.document_number,
        written_on=one.referred_on,
        organisation=organisation(one.partner, one.offer.name if one.offer else ""),
        appointment=_appointment(one),
        items=items,
        concern=concern,
        worker=one.worker.display_name,
        signatures=signatures if items or concern else (),
    )


def organisation(partner: Partner, offer: str = "") -> tuple[str, ...]:
    """Name, offer, where and by which number it is reached, line by line."""
    town = " ".join(filter(None, (partner.postcode, partner.town)))
    return tuple(filter(None, (partner.name, offer, partner.street, town, partner.phone)))


def _appointment(one: Referral) -> str:
    if one.booked_on is None:
        return ""
    day = formats.weekday_and_day(one.booked_on)
    return f"{day}, {one.booked_time:%H:%M} Uhr" if one.booked_time else day


def _told(one: Referral) -> Iterator[ToldItem]:
    """A protected address or phone is on no paper, whatever was agreed."""
    person = one.person
    values = {
        "has_name": person.title,
        "has_birth_date": formats.day(person.birth_date) if person.birth_date else "",
        "has_address": "" if person.is_address_protected else _address(person),
        "has_phone": "" if person.is_address_protected else _reached(person),
        "has_languages": _languages(person),
        "has_residence_status": _status(person) if one.has_residence_status else "",
    }
    for name in one.items:
        if values.get(name):
            yield ToldItem(WORDS[name], values[name])


def _address(person: Person) -> str:
    town = " ".join(filter(None, (person.postcode, person.town)))
    return ", ".join(filter(None, (person.street, town)))


def _reached(person: Person) -> str:
    return ", ".join(filter(None, (person.phone, person.email)))


def _languages(person: Person) -> str:
    spoken = ", ".join(one.language.label_de for one in person.languages)
    return f"{spoken} (Dolmetschen nötig)" if spoken and person.interpreter_needed else spoken


def _status(person: Person) -> str:
    wanted = (
        select(ResidenceTitle.label_de)
        .join(ResidenceStatus, ResidenceStatus.residence_title_id == ResidenceTitle.id)
        .where(ResidenceStatus.person_id == person.id, ResidenceStatus.as_of(acting().today))
        .order_by(ResidenceStatus.valid_from.desc())
    )
    return db.session.scalar(wanted.limit(1)) or ""


def consent_paper(one: Consent) -> ConsentPaper:
    signatures = [Signature(CLIENT, one.person.title), Signature(WORKER, one.worker.display_name)]
    if one.interpreter:
        signatures.append(Signature(INTERPRETER, one.interpreter))
    return ConsentPaper(
        document_number=one.document_number,
        name=one.person.title,
        given_on=one.given_on,
        organisation=organisation(one.partner),
        purpose=one.purpose,
        labels=tuple(WORDS[name] for name in one.items),
        data_note=one.data_note or "",
        valid_until=one.valid_until,
        interpreter=one.interpreter or "",
        signatures=tuple(signatures),
    )

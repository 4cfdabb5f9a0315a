"""The contact letter of an eviction case: its small form, and the letter in two languages."""

from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Form, SelectField, StringField, ValidationError
from wtforms.validators import Length

from admin_views.fields import GermanDateTimeField, tidy_input
from admin_views.paper_choice import language_names
from admin_views.paper_languages import LETTER, SecondLanguage, languages_of_client
from admin_views.paper_texts import GERMAN, clock, filled, long_day, texts
from models.acting import OFFICE_TIME, acting
from models.base import db
from models.eviction_case import EvictionCase
from models.eviction_step import EvictionState
from models.office_hour import next_opening
from models.person import Person
from models.reports.papers import Letterhead
from models.reports.sheets import GAP, ContactLetter, LetterText

USUAL_LANGUAGE = "en"
OCCASIONS = {
    EvictionState.THREATENED: "threatened",
    EvictionState.NOTICE_GIVEN: "notice",
    EvictionState.CLAIM_PENDING: "claim",
    EvictionState.TITLE: "title",
    EvictionState.EVICTION_SCHEDULED: "date",
}


def second_languages() -> list[tuple[str, str]]:
    """What may stand beside the German text."""
    return [("", gettext("German only")), *language_names().items()]


class LetterForm(Form):
    """Where and when to meet; what stays empty is a line on the letter."""

    meeting_at = GermanDateTimeField(_("Appointment"))
    place = StringField(_("Place"), [Length(max=200)], filters=[tidy_input])
    language = SelectField(_("Second language"), choices=second_languages, default=USUAL_LANGUAGE)
    is_noted = BooleanField(_("Record the letter as today's attempt to make contact"))

    def validate_meeting_at(self, field: GermanDateTimeField) -> None:
        now = acting().now.astimezone(OFFICE_TIME).replace(tzinfo=None)
        if field.data is not None and field.data < now:
            raise ValidationError(gettext("The appointment lies in the past."))


def letter_presets(case: EvictionCase) -> dict[str, Any]:
    """The next office hour, and the client's language."""
    known = languages_of_client(case.person)
    usual = {"language": known[0] if known else USUAL_LANGUAGE}
    opening = next_opening(db.session(), acting().today)
    if opening is None:
        return usual
    at, office = opening
    return {**usual, "meeting_at": at, "place": office.address or office.label_de}


def contact_letter(
    case: EvictionCase,
    head: Letterhead,
    meeting_at: datetime | None,
    place: str,
    also: SecondLanguage | None,
) -> ContactLetter:
    """German first; the second language, if any, says the same paragraph by paragraph."""
    worker = case.worker
    phone = (worker.phone if worker else None) or head.phone
    contact = (
        ("Auskunft", worker.display_name if worker else ""),
        ("Telefon", phone),
        ("E-Mail", (worker.email if worker else None) or head.email),
    )
    return ContactLetter(
        document_number=f"{case.document_number}-BR",
        written_on=acting().today,
        recipient=(_full_name(case.person), *_address_lines(case)),
        contact=tuple((label, value) for label, value in contact if value),
        texts=tuple(
            _letter_text(case, said, meeting_at, place, phone) for said in (_German(), also) if said
        ),
        sender=worker.display_name if worker else "",
    )


def _full_name(person: Person) -> str:
    return " ".join(filter(None, (person.given_name, person.family_name)))


def _address_lines(case: EvictionCase) -> list[str]:
    """The flat, or else where the person lives; two lines as on an envelope."""
    person = case.person
    at_home = ", ".join(
        filter(None, (person.street, " ".join(filter(None, (person.postcode, person.town)))))
    )
    lines = [line.strip() for line in (case.address or at_home).split(",") if line.strip()]
    return lines or [GAP, GAP]


class _German:
    """Says of German what a second language says of itself."""

    code, direction = GERMAN, "ltr"
    day, clock = staticmethod(long_day), staticmethod(clock)

    @staticmethod
    def letter() -> dict[str, Any]:
        return texts(LETTER)


def _letter_text(
    case: EvictionCase,
    said: SecondLanguage | _German,
    meeting_at: datetime | None,
    place: str,
    phone: str,
) -> LetterText:
    words = said.letter()
    occasion = words["occasion"][OCCASIONS.get(case.state, "other")]
    return LetterText(
        language=said.code,
        direction=said.direction,
        subject=words["subject"],
        opening=(
            filled(words["greeting"], name=_full_name(case.person)),
            occasion,
            words["offer"],
            words["invitation"],
        ),
        appointment=(
            (words["day"], said.day(meeting_at.date() if meeting_at else None)),
            (words["time"], said.clock(meeting_at)),
            (words["place"], place),
            (words["contact"], case.worker.display_name if case.worker else ""),
            (words["phone"], phone),
        ),
        ending=(words["urgent"], words["company"]),
        bring=words["bring"],
        papers=tuple(words["papers"]),
        closing=words["closing"],
    )

"""What is said of referrals and consents: fields, choices, colours."""

from enum import Enum

from flask_babel.speaklater import LazyString

from admin_views.words import lazy_gettext as _
from models.consent import ConsentForm
from models.referral_step import (
    ContactWay,
    DeclineReason,
    ReferralResult,
    ReferralState,
    TransferBasis,
)

ITEM_FIELDS: dict[str, LazyString] = {
    "has_name": _("Name"),
    "has_birth_date": _("Date of birth"),
    "has_address": _("Address"),
    "has_phone": _("Phone and e-mail"),
    "has_languages": _("Languages, interpreter"),
    "has_residence_status": _("Residence status"),
    "has_concern": _("What it is about"),
    "has_health": _("Health, as far as it is needed"),
}
REFERRAL_FIELDS: dict[str, LazyString] = {
    **ITEM_FIELDS,
    "title": _("Referral of"),
    "partner": _("Organisation"),
    "purpose": _("What for"),
    "referred_on": _("Referred on"),
    "session": _("From the talk"),
    "goal": _("For the goal"),
    "basis": _("Ground for passing on data"),
    "consent": _("Consent"),
    "law": _("Paragraph"),
    "booked_on": _("Appointment there"),
    "booked_time": _("Time of day"),
    "appointment": _("In our calendar"),
    "attended_on": _("Attended on"),
    "result": _("Result"),
    "decline_reason": _("Why it came to nothing"),
    "result_note": _("Result in words"),
    "steps": _("Steps so far"),
    "remind_on": _("Reminder"),
}
CONSENT_FIELDS: dict[str, LazyString] = {
    **ITEM_FIELDS,
    "title": _("Consent of"),
    "partner": _("May be told to"),
    "worker": _("Released from secrecy"),
    "purpose": _("What for"),
    "data_note": _("Which data, more closely"),
    "given_on": _("Given on"),
    "valid_until": _("Valid until"),
    "withdrawn_on": _("Consent withdrawn on"),
    "form": _("Form"),
    "interpreter": _("Explained by (interpreter)"),
}
STEP_FIELDS: dict[str, LazyString] = {
    "title": _("Step"),
    "referral": _("Referral"),
    "came_from": _("Before"),
    "taken_on": _("Day"),
    "way": _("How"),
    "booked_on": _("Appointment there"),
    "basis": _("Ground for passing on data"),
    "passed": _("Data passed on"),
}
CHOICES: dict[Enum, LazyString | str] = {
    ReferralState.ADVISED: _("advised"),
    ReferralState.CONTACTED: _("contacted"),
    ReferralState.BOOKED: _("appointment made"),
    ReferralState.ATTENDED: _("attended"),
    ReferralState.MISSED: _("missed"),
    ReferralState.DECLINED: _("came to nothing"),
    ReferralState.DONE: _("completed"),
    ContactWay.PHONE: _("we called"),
    ContactWay.EMAIL: _("we wrote an e-mail"),
    ContactWay.LETTER: _("we sent a letter"),
    ContactWay.IN_PERSON: _("we went along or spoke in person"),
    ContactWay.BY_CLIENT: _("the client got in touch"),
    TransferBasis.NONE: _("No data passed on"),
    TransferBasis.CONSENT: _("Consent"),
    TransferBasis.LAW: _("By law"),
    ReferralResult.SOLVED: _("settled there"),
    ReferralResult.IN_CARE: _("is looked after there"),
    ReferralResult.PARTLY: _("helped in part"),
    ReferralResult.NO_HELP: _("did not help"),
    DeclineReason.CLIENT_DECLINED: _("the client does not want it"),
    DeclineReason.NO_PLACE: _("no place, waiting list closed"),
    DeclineReason.NOT_RESPONSIBLE: _("organisation is not responsible"),
    DeclineReason.OTHER: _("another reason"),
    ConsentForm.WRITTEN: _("in writing, signed"),
    ConsentForm.ELECTRONIC: _("electronically"),
    ConsentForm.ORAL: _("by word of mouth, noted"),
}
TONES: dict[Enum, str] = {
    ReferralState.ADVISED: "grey",
    ReferralState.CONTACTED: "blue",
    ReferralState.BOOKED: "amber",
    ReferralState.ATTENDED: "green",
    ReferralState.MISSED: "red",
    ReferralState.DECLINED: "grey",
    ReferralState.DONE: "green",
    TransferBasis.NONE: "grey",
    TransferBasis.CONSENT: "blue",
    TransferBasis.LAW: "amber",
}

"""What the fields and choices of an eviction case are called, from the notice to the aftercare."""

from enum import Enum

from flask_babel.speaklater import LazyString

from admin_views.words import lazy_gettext as _
from models.contact_attempt import AttemptKind, AttemptResult
from models.eviction_facts import (
    AvertedHow,
    DecisionKind,
    EvictionOutcome,
    NoticeKind,
    OrdinaryNoticeEnd,
)
from models.eviction_help import HelpArea
from models.reports.eviction_advice import Advice
from models.reports.eviction_cautions import Caution
from models.reports.eviction_figures import Fate
from models.rules.arrears import ArrearsGround
from models.undertaking import Addressee

CASE_FIELDS: dict[str, LazyString] = {
    "title": _("Case"),
    "person": _("Tenant"),
    "household": _("Household"),
    "residents": _("Further persons in the flat"),
    "source": _("Source of the news"),
    "notice_kind": _("Kind of termination"),
    "notice_dated_on": _("Letter of termination dated"),
    "notice_received_on": _("Termination received"),
    "tenancy_since": _("Tenancy since"),
    "tenancy_ends_on": _("Ordinary notice period ends"),
    "decision_kind": _("Kind of title"),
    "decided_on": _("Judgment or settlement of"),
    "decision_served_on": _("Judgment served"),
    "vacate_by_on": _("Period to move out ends on"),
    "final_on": _("Final since"),
    "eviction_at": _("Eviction date and time"),
    "bailiff": _("Bailiff"),
    "bailiff_reference": _("Bailiff's number (DR)"),
    "bailiff_notice_served_on": _("Announcement of the eviction served"),
    "evicted_on": _("Evicted on"),
    "goods_place": _("Where the belongings are"),
    "people_present": _("Who was present"),
    "shelter_unit": _("Emergency shelter"),
    "sheltered_from": _("In the shelter since"),
    "sheltered_until": _("Order ends or is looked at"),
    "shelter_ordered_on": _("Order of"),
    "averted_how": _("Averted by"),
    "averted_on": _("Averted on"),
    "averted_amount": _("Amount paid (€)"),
    "ordinary_notice_end": _("What took away the ordinary termination"),
    "agreed_on": _("Agreed on"),
    "agreement": _("What was agreed"),
    "withdrawn_by": _("Withdrawn by"),
    "withdrawn_on": _("Withdrawn on"),
    "aftercare_from": _("Aftercare since"),
    "aftercare_until": _("Aftercare planned until"),
    "aftercare_every": _("Contact every … days"),
    "next_due_on": _("Next deadline"),
    "next_rule": _("Which deadline"),
    "outcome": _("Result"),
    "place_needs": _("What the place has to have"),
    "reservations": _("Reserved places"),
    "caretakers": _("Caretakers on the day"),
    "undertakings": _("Undertakings to pay"),
    "contact_attempts": _("Attempts to make contact"),
    "rent_entries": _("Rent account"),
    "instalments": _("Instalments"),
    "partners": _("Bodies involved"),
}
PART_FIELDS: dict[str, dict[str, LazyString]] = {
    "eviction_person": {
        "person": _("Person"),
        "is_tenant": _("Tenant too"),
        "served_on": _("Claim served on this person"),
    },
    "undertaking": {
        "body": _("Body"),
        "amount": _("Amount (€)"),
        "addressee": _("Sent to"),
        "sent_on": _("Sent on"),
        "received_on": _("Received there on"),
        "is_unconditional": _("Without conditions"),
    },
    "contact_attempt": {
        "tried_on": _("Day"),
        "kind": _("How"),
        "result": _("With what result"),
        "remark": _("Remark"),
    },
    "place_reservation": {
        "unit": _("Unit"),
        "places": _("Places"),
        "reserved_from": _("Reserved from"),
        "released_on": _("Released on"),
    },
    "eviction_caretaker": {"staff": _("Caretaker")},
    "rent_entry": {"due_on": _("Due on"), "due": _("Due (€)"), "paid": _("Paid (€)")},
    "instalment": {
        "due_on": _("Due on"),
        "amount": _("Amount (€)"),
        "payer": _("Who pays"),
        "paid_on": _("Paid on"),
        "task": _("Task"),
    },
    "eviction_partner": {
        "partner": _("Body"),
        "part": _("What they do, whom to ask, their number"),
    },
    "eviction_deadline": {
        "rule": _("Deadline"),
        "fixed_on": _("Day fixed by hand"),
        "fixed_reason": _("Why this day"),
    },
}
CHOICES: dict[Enum, LazyString] = {
    NoticeKind.EXTRAORDINARY: _("without notice period"),
    NoticeKind.ORDINARY: _("ordinary"),
    NoticeKind.BOTH: _("without notice period, alternatively ordinary"),
    DecisionKind.JUDGMENT: _("judgment"),
    DecisionKind.DEFAULT_JUDGMENT: _("default judgment"),
    DecisionKind.ACKNOWLEDGEMENT: _("judgment by acknowledgement"),
    DecisionKind.SETTLEMENT: _("settlement to move out"),
    AvertedHow.PAYMENT: _("payment of all arrears"),
    AvertedHow.UNDERTAKING: _("undertaking of a public body"),
    AvertedHow.LANDLORD_WAIVER: _("waiver of the landlord"),
    AvertedHow.MOVED: _("move into another flat"),
    AvertedHow.OTHER: _("in another way"),
    OrdinaryNoticeEnd.WITHDRAWN_BY_LANDLORD: _("landlord withdrew it in writing"),
    OrdinaryNoticeEnd.TENANCY_CONTINUED: _("landlord continues the tenancy in writing"),
    OrdinaryNoticeEnd.SETTLED: _("settlement"),
    OrdinaryNoticeEnd.CLAIM_WITHDRAWN: _("the claim was withdrawn"),
    OrdinaryNoticeEnd.CLAIM_DISMISSED: _("the claim was dismissed"),
    EvictionOutcome.HOME_KEPT: _("home kept"),
    EvictionOutcome.MOVED_ELSEWHERE: _("moved into another flat"),
    EvictionOutcome.SHELTERED: _("in emergency shelter"),
    EvictionOutcome.OWN_SOLUTION: _("own solution"),
    EvictionOutcome.LEFT_TOWN: _("left the town"),
    EvictionOutcome.NO_CONTACT: _("no contact possible"),
    EvictionOutcome.UNFOUNDED: _("no loss of home after all"),
    Fate.OPEN: _("still open"),
    Fate.HOME_KEPT: _("home kept"),
    Fate.HOME_LOST: _("evicted"),
    Fate.ENDED_OTHERWISE: _("ended otherwise"),
    Addressee.LANDLORD: _("landlord"),
    Addressee.LANDLORD_LAWYER: _("landlord's lawyer"),
    Addressee.COURT: _("court only"),
    AttemptKind.LETTER: _("letter"),
    AttemptKind.VISIT: _("visit"),
    AttemptKind.LETTER_AND_VISIT: _("letter and visit"),
    AttemptKind.PHONE: _("phone call"),
    AttemptKind.EMAIL: _("e-mail"),
    AttemptResult.REACHED: _("reached"),
    AttemptResult.NOT_REACHED: _("not reached"),
    AttemptResult.INVITED: _("invitation left"),
    AttemptResult.REFUSED_HELP: _("does not want help"),
    Advice.MAKE_CONTACT: _("Make contact today: letter and visit."),
    Advice.TRY_AGAIN: _("Nobody was reached yet: try again, at another time of day."),
    Advice.FIND_SERVICE_DAY: _("Find out the day of service: it stands on the yellow envelope."),
    Advice.GET_UNDERTAKING: _(
        "Ask for the undertaking today: without conditions, with the amount, to the landlord."
    ),
    Advice.NEGOTIATE: _(
        "The cure period is over: only the landlord can let the tenancy go on. Talk to him."
    ),
    Advice.WATCH_ORDINARY_NOTICE: _(
        "Payment does not cure the ordinary termination: talk to the landlord."
    ),
    Advice.DEFEND: _("The tenant has to tell the court of the defence: help with the letter."),
    Advice.TAKE_OVER_ARREARS: _(
        "Apply for taking over the arrears (§ 22 VIII SGB II, § 36 SGB XII)."
    ),
    Advice.OBJECT_TO_DEFAULT: _("Check the objection to the default judgment with legal aid."),
    Advice.CHECK_APPEAL: _("Check an appeal with legal aid; the regional court needs a lawyer."),
    Advice.EXTEND_PERIOD: _("Apply for a longer period to move out in time."),
    Advice.SEARCH_FLAT: _("Search for a flat; apply for the housing certificate."),
    Advice.PREPARE_PLACES: _("Prepare places and assign two caretakers for the day."),
    Advice.ASK_PROTECTION: _("Check whether special hardship allows protection (§ 765a ZPO)."),
    Advice.PLACE_PEOPLE: _(
        "Place the people in an emergency shelter, or record their own solution."
    ),
    Advice.HELP_PLAN: _("Make a help plan: debts, addiction, health."),
    Advice.PLAN_AFTERCARE: _("Plan the aftercare: until when, how often."),
    Advice.KEEP_CONTACT: _("Keep the agreed contact."),
    HelpArea.DEBT: _("Debts"),
    HelpArea.ADDICTION: _("Addiction"),
    HelpArea.HEALTH: _("Health"),
    HelpArea.MENTAL_HEALTH: _("Mental health"),
    ArrearsGround.TWO_DUE_DATES: _(
        "two due dates in a row, together more than one month's rent (§ 543 II Nr. 3 a BGB)"
    ),
    ArrearsGround.LONGER_SPAN: _(
        "more than two due dates, together two months' rent (§ 543 II Nr. 3 b BGB)"
    ),
    Caution.EVICTION_ON_SUNDAY: _(
        "The eviction is set for a Sunday, %(day)s: only by order of the court (§ 758a IV ZPO). "
        "Check the date."
    ),
    Caution.EVICTION_ON_HOLIDAY: _(
        "The eviction is set for a holiday, %(day)s: only by order of the court "
        "(§ 758a IV ZPO). Check the date."
    ),
    Caution.EVICTION_AT_NIGHT: _(
        "The eviction is set for the night (21 to 6 o'clock), %(day)s: only by order of the court "
        "(§ 758a IV ZPO). Check the time."
    ),
    Caution.EVICTION_TOO_EARLY: _(
        "Three weeks have to lie between the announcement and the eviction: at the earliest "
        "%(day)s (§ 128 II GVGA). Check with the bailiff."
    ),
    Caution.SECOND_CURE: _(
        "Paying the arrears does not cure this termination: it did so once already within two "
        "years, on %(day)s (§ 569 III Nr. 2 BGB)."
    ),
}
RULES: dict[str, LazyString] = {
    "SCHONFRIST": _("Cure period"),
    "VERTEIDIGUNGSANZEIGE": _("Notice of defence"),
    "EINSPRUCH_VERSAEUMNISURTEIL": _("Objection to the default judgment"),
    "BERUFUNG": _("Appeal"),
    "BERUFUNGSBEGRUENDUNG": _("Reasons of the appeal"),
    "SOFORTIGE_BESCHWERDE": _("Immediate complaint"),
    "RAEUMUNGSFRIST_VERLAENGERUNG": _("Request to extend the period to move out"),
    "VOLLSTRECKUNGSSCHUTZ_765A": _("Request for protection against enforcement"),
    "RAEUMUNGSFRIST_HOECHSTDAUER": _("Longest period to move out"),
    "FRUEHESTER_RAEUMUNGSTERMIN": _("Earliest eviction date"),
    "SACHEN_ABFORDERN": _("Collect belongings"),
    "SACHEN_KOSTEN": _("Pay costs for belongings"),
    "UMMELDUNG": _("Register the new address"),
    "tenancy_ends_on": _("Ordinary notice period ends"),
    "hearing_at": _("Oral hearing"),
    "vacate_by_on": _("Period to move out ends"),
    "eviction_at": _("Eviction"),
    "sheltered_until": _("Order for the shelter ends"),
    "aftercare_until": _("Aftercare ends"),
    "instalment": _("Instalment"),
}
# What it means that the last day of a deadline passed without the act.
LAPSED: dict[str, LazyString] = {
    "VERTEIDIGUNGSANZEIGE": _(
        "A hearing is fixed, so there is no judgment without it: the defence is heard there."
    ),
    "SCHONFRIST": _(
        "Paying alone no longer keeps the flat; only the landlord can let the tenancy go on."
    ),
    "EINSPRUCH_VERSAEUMNISURTEIL": _(
        "The default judgment is final. Whoever was kept from acting without fault asks for "
        "reinstatement within two weeks (§§ 233, 234 ZPO)."
    ),
    "BERUFUNG": _(
        "The judgment is final. Whoever was kept from acting without fault asks for "
        "reinstatement within two weeks (§§ 233, 234 ZPO)."
    ),
    "BERUFUNGSBEGRUENDUNG": _(
        "An appeal without reasons is dismissed. Reinstatement only without fault "
        "(§§ 233, 234 ZPO)."
    ),
    "RAEUMUNGSFRIST_VERLAENGERUNG": _(
        "The period is not extended any more, save with reinstatement (§ 721 III ZPO). "
        "Protection against enforcement remains (§ 765a ZPO)."
    ),
    "VOLLSTRECKUNGSSCHUTZ_765A": _(
        "Only for reasons that arose later, or whoever was late without fault (§ 765a III ZPO)."
    ),
    "SACHEN_ABFORDERN": _(
        "The bailiff may sell the belongings; what cannot be seized is handed over at any time "
        "(§ 885 IV, V ZPO)."
    ),
    "SACHEN_KOSTEN": _("The belongings may be sold (§ 885 IV ZPO)."),
}
TONES: dict[Enum, str] = {
    AttemptResult.REACHED: "green",
    AttemptResult.NOT_REACHED: "grey",
    AttemptResult.INVITED: "amber",
    AttemptResult.REFUSED_HELP: "red",
}

"""Deadlines of the office: what the law says, and until when it is safe to act.

Each rule has a code, an event that starts it, and a basis in the law. Days are days of the office
(Europe/Berlin); a deadline ends at 24:00 of its last day (rules section 2, DT-01 to DT-16).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from dateutil.relativedelta import relativedelta

from models.rules.working_days import same_or_next, same_or_previous, working_days_after

POSTED_FOUR_DAYS_SINCE = date(2025, 1, 1)  # § 37 (2) SGB X; three days before


class UnknownRule(ValueError):
    """There is no deadline with this code."""


class Shift(Enum):
    """What becomes of an end that is no working day."""

    NEXT = auto()  # the next working day (§ 193 BGB, § 222 (2) ZPO, § 26 (3) SGB X)
    NONE = auto()  # stays: caps, and periods that run backwards (DT-11, DT-12)


@dataclass(frozen=True)
class Deadline:
    """One deadline, counted from one event.

    `nominal_end` is the counted day, `statutory_end` the end on the prevailing reading of the law,
    `conservative_end` the last working day that is safe on every reading: tasks use that one.
    """

    rule: str
    event: date
    nominal_end: date
    statutory_end: date
    conservative_end: date
    basis: str

    @property
    def is_shifted(self) -> bool:
        return self.statutory_end != self.nominal_end


@dataclass(frozen=True)
class Rule:
    """How a deadline is counted; `days_spare` are taken off where the counting is disputed."""

    event: str
    basis: str
    count: Callable[[date], date]
    shift: Shift = Shift.NEXT
    days_spare: int = 0


def months(number: int) -> Callable[[date], date]:
    """The same day of a later month, or that month's last day (§§ 187 (1), 188 (2), (3) BGB)."""
    return lambda event: event + relativedelta(months=number)


def days(number: int) -> Callable[[date], date]:
    """So many days after the event, or before it where the number is negative."""
    return lambda event: event + timedelta(days=number)


def month_after_posting(posted: date) -> date:
    """One month from the day a posted decision counts as received, itself never moved (DT-14)."""
    received = posted + timedelta(days=4 if posted >= POSTED_FOUR_DAYS_SINCE else 3)
    return received + relativedelta(months=1)


def tenth_of_next_month(reported: date) -> date:
    return reported + relativedelta(months=1, day=10)


def thirty_working_days(reference: date) -> date:
    return working_days_after(reference, 30)


_CLAIM_SERVED = "Zustellung der Räumungsklage"
_CLEARED = "Tag der Räumung"

RULES = {
    "SCHONFRIST": Rule(
        _CLAIM_SERVED,
        "§ 569 III Nr. 2 BGB; §§ 253, 261 ZPO; §§ 187 I, 188 II III, 193 BGB",
        months(2),
    ),
    "VERTEIDIGUNGSANZEIGE": Rule(
        "Zustellung der Klageschrift", "§ 276 I 1 ZPO (Notfrist), § 222 ZPO", days(14)
    ),
    "EINSPRUCH_VERSAEUMNISURTEIL": Rule(
        "Zustellung des Versäumnisurteils", "§ 339 I ZPO (Notfrist), § 222 ZPO", days(14)
    ),
    "BERUFUNG": Rule(
        "Zustellung des vollständigen Urteils", "§ 517 ZPO (Notfrist), § 222 ZPO", months(1)
    ),
    "BERUFUNGSBEGRUENDUNG": Rule(
        "Zustellung des vollständigen Urteils", "§ 520 II ZPO, § 222 ZPO", months(2)
    ),
    "SOFORTIGE_BESCHWERDE": Rule(
        "Zustellung der Entscheidung", "§§ 721 VI, 569 I ZPO (Notfrist), § 222 ZPO", days(14)
    ),
    "RAEUMUNGSFRIST_VERLAENGERUNG": Rule(
        "letzter Tag der Räumungsfrist",
        "§ 721 III 2 ZPO (ebenso § 794a I 2, II ZPO); der letzte Tag zählt mit",
        days(-14),
        Shift.NONE,
    ),
    "VOLLSTRECKUNGSSCHUTZ_765A": Rule(
        "Räumungstermin",
        "§ 765a III ZPO; Rückwärtsfrist, Zählweise streitig",
        days(-14),
        Shift.NONE,
        days_spare=1,
    ),
    "RAEUMUNGSFRIST_HOECHSTDAUER": Rule(
        "Tag der Rechtskraft", "§ 721 V ZPO", months(12), Shift.NONE
    ),
    "FRUEHESTER_RAEUMUNGSTERMIN": Rule(
        "Zustellung der Räumungsankündigung", "§ 128 II 5 GVGA", days(22), Shift.NONE
    ),
    "SACHEN_ABFORDERN": Rule(_CLEARED, "§ 885 IV 1 ZPO, § 222 ZPO", months(1)),
    "SACHEN_KOSTEN": Rule(_CLEARED, "§ 885 IV 2 ZPO, § 222 ZPO", months(2)),
    "UMMELDUNG": Rule("Einzug", "§ 17 I BMG; § 31 III VwVfG NRW, § 193 BGB", days(14)),
    "WIDERSPRUCH_SGB": Rule(
        "Aufgabe des Bescheids zur Post", "§ 37 II SGB X, §§ 84 I, 64 SGG", month_after_posting
    ),
    "ASYL_KLAGE": Rule(
        "Zustellung des BAMF-Bescheids", "§ 74 I 1 AsylG, § 57 VwGO, § 222 ZPO", days(14)
    ),
    "ZUSTAENDIGKEIT_5_JAHRE": Rule(
        "Bezug der eigenen Wohnung",
        "Konzept 4.11; §§ 187 I, 188 II III BGB entsprechend",
        months(60),
        Shift.NONE,
    ),
    "WOBERICHTSG_MELDUNG": Rule(
        "Stichtag 31.01.",
        "§ 7 I WoBerichtsG: 30 Arbeitstage nach dem Stichtag",
        thirty_working_days,
    ),
    "FLUEAG_MELDUNG": Rule(
        "Meldemonat", "§ 4 III FlüAG NRW; § 31 III VwVfG NRW", tenth_of_next_month
    ),
}


def deadline(rule: str, event: date) -> Deadline:
    """The deadline of this rule, counted from the event; raises UnknownRule."""
    try:
        law = RULES[rule]
    except KeyError:
        raise UnknownRule(rule) from None
    nominal = law.count(event)
    return Deadline(
        rule=rule,
        event=event,
        nominal_end=nominal,
        statutory_end=same_or_next(nominal) if law.shift is Shift.NEXT else nominal,
        conservative_end=same_or_previous(nominal - timedelta(days=law.days_spare)),
        basis=law.basis,
    )

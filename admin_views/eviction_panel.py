"""What stands above the facts of an eviction case, in words."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext, ngettext

from admin_views import formats
from admin_views.details import Alert, Fact
from admin_views.due import distance
from admin_views.enum_labels import TONES, enum_label
from admin_views.eviction_clock import name_of
from admin_views.eviction_labels import LAPSED, RULES
from admin_views.labels import field_label
from admin_views.record_panel import Lead
from models.contact_attempt import ContactAttempt
from models.eviction_case import EvictionCase, EvictionPerson
from models.eviction_deadline import CURE, EvictionDeadline
from models.eviction_step import EvictionStep, missing_facts
from models.reports.eviction_advice import Advice, advice
from models.reports.eviction_clock import EvictionClock, Point
from models.rules.urgency import traffic_light

BETWEEN = " · "


@dataclass(frozen=True)
class DeadlineRow:
    id: int
    name: str
    due: str
    legal: str
    basis: str
    left: str
    tone: str
    fixed_reason: str
    meaning: str  # of a day that passed for good
    is_done: bool
    is_pending: bool  # it is to be kept in this state, or was


@dataclass(frozen=True)
class Told:
    """One line of a card: when, what, a result in colour, and a small second line."""

    when: str
    text: str
    small: str = ""
    result: str = ""
    tone: str = ""


@dataclass(frozen=True)
class EvictionPanel:
    tags: list[tuple[str, str]]
    warnings: list[tuple[str, str]]
    deadlines: list[DeadlineRow]
    other_deadlines: list[DeadlineRow]  # of other states, caps and checks
    past_deadlines: list[Told]
    advice: list[tuple[Advice, str]]
    missing: list[str]
    people: list[Told]
    partners: list[Told]
    attempts: list[Told]
    history: list[Told]


def panel_of(case: EvictionCase, clock: EvictionClock, reads_notes: bool) -> EvictionPanel:
    """`reads_notes`: what somebody wrote beside the facts may be shown too."""
    deadlines = [_deadline(row, clock.today) for row in _in_order(case, clock.today)]
    return EvictionPanel(
        tags=_tags(case),
        warnings=_warnings(case, clock),
        deadlines=[row for row in deadlines if row.is_pending],
        other_deadlines=[row for row in deadlines if not row.is_pending],
        past_deadlines=_past(case),
        advice=[(item, enum_label(item)) for item in advice(case, clock.today)],
        missing=[str(field_label(EvictionCase, name)) for name in missing_facts(case)],
        people=_people(case),
        partners=[Told("", one.title, one.part or "") for one in case.partners],
        attempts=[_attempt(one, reads_notes) for one in case.contact_attempts],
        history=[_step(one) for one in case.steps],
    )


def brief_of(case: EvictionCase, clock: EvictionClock) -> Lead:
    """State, what presses and the days to be kept."""
    rows = [_deadline(row, clock.today) for row in _in_order(case, clock.today)]
    return Lead(
        tags=_tags(case),
        alerts=[Alert(tone, text) for tone, text in _warnings(case, clock)],
        facts=[
            Fact(row.name, BETWEEN.join(filter(None, (row.due, row.left))))
            for row in rows
            if row.is_pending
        ],
    )


def _tags(case: EvictionCase) -> list[tuple[str, str]]:
    tags = [(TONES[case.state], enum_label(case.state))]
    if case.court_reference:
        court = (case.court or "").replace("Amtsgericht", "AG")
        tags.append(("grey", f"{court} {case.court_reference}".strip()))
    if case.has_ordinary_notice:
        tags.append(("amber", gettext("ordinary termination too")))
    return tags


def _warnings(case: EvictionCase, clock: EvictionClock) -> list[tuple[str, str]]:
    """What is late and can be made up for, then the nearest deadline ahead."""
    found = [(point.tone, _sentence(point, clock)) for point in clock.overdue]
    point = clock.next_deadline
    if point is not None and point.tone != "green":
        found.append((point.tone, " ".join([_sentence(point, clock), *_of_cure(case, point)])))
    return found


def _sentence(point: Point, clock: EvictionClock) -> str:
    legal = point.statutory_end
    if point.on < clock.today and legal and legal >= clock.today:
        return gettext(
            "%(what)s: the safe day has passed, by law it ends %(when)s, on %(day)s.",
            what=name_of(point),
            when=distance(legal, clock.today),
            day=formats.weekday_and_day(legal),
        )
    return gettext(
        "%(what)s: %(when)s, on %(day)s.",
        what=name_of(point),
        when=distance(point.on, clock.today),
        day=formats.weekday_and_day(point.on),
    )


def _of_cure(case: EvictionCase, point: Point) -> list[str]:
    """What has to happen until the end of the cure period."""
    if point.name != CURE:
        return []
    owed = formats.amount(case.arrears, "€") if case.arrears else gettext("an open amount")
    paid = gettext(
        "Arrears of %(amount)s must be paid in full, or the landlord must have received "
        "the undertaking.",
        amount=owed,
    )
    if not case.has_ordinary_notice:
        return [paid]
    return [paid, gettext("That cures only the termination without notice period.")]


def _in_order(case: EvictionCase, today: date) -> list[EvictionDeadline]:
    """What is to be kept first, then what lapsed or was kept, then what this state knows not."""

    def place(row: EvictionDeadline) -> tuple[bool, bool]:
        is_of_state = row.is_pending(case.state) or row.done_on is not None
        return not is_of_state, not row.is_to_keep(case.state, today)

    return sorted(case.current_deadlines, key=place)


def _deadline(row: EvictionDeadline, today: date) -> DeadlineRow:
    done = gettext("done %(day)s", day=formats.day(row.done_on)) if row.done_on else ""
    is_pending = row.is_pending(row.case.state)
    is_lapsed = is_pending and row.is_lapsed(today)
    name = str(RULES[row.rule])
    left, tone = _left(row, today)
    return DeadlineRow(
        id=row.id,
        name=gettext("%(what)s (provisional)", what=name) if row.is_provisional else name,
        due=formats.weekday_and_day(row.due_on),
        legal=formats.weekday_and_day(row.statutory_end),
        basis=row.basis,
        left=done or left,
        tone="green" if done else tone,
        fixed_reason=(row.fixed_reason or "") if row.fixed_on else "",
        meaning=str(LAPSED[row.rule]) if is_lapsed else "",
        is_done=bool(done),
        is_pending=is_pending or bool(done),
    )


def _left(row: EvictionDeadline, today: date) -> tuple[str, str]:
    """How far away the day is and its colour; what lapsed presses no more."""
    if row.is_lapsed(today):
        return gettext("lapsed"), "grey"
    return distance(row.due_on, today), traffic_light(row.due_on, today)


def _past(case: EvictionCase) -> list[Told]:
    """What a changed fact has overtaken, the last one first."""
    rows = [row for row in case.deadlines if row.superseded_at]
    return [
        Told(
            formats.day(row.due_on),
            str(RULES[row.rule]),
            " · ".join(
                filter(
                    None,
                    (
                        gettext("counted from %(day)s", day=formats.day(row.event_on)),
                        gettext("overtaken %(when)s", when=formats.show(row.superseded_at)),
                        row.fixed_reason,
                    ),
                )
            ),
        )
        for row in sorted(rows, key=lambda row: row.id, reverse=True)
    ]


def head_count(case: EvictionCase) -> str:
    """How many live in the flat."""
    adults = ngettext("%(num)s adult", "%(num)s adults", case.adult_count)
    if not case.minor_count:
        return adults
    minors = ngettext("%(num)s minor", "%(num)s minors", case.minor_count)
    return f"{adults}, {minors}"


def _people(case: EvictionCase) -> list[Told]:
    """Who lives in the flat, and what has to be considered."""
    pets = gettext("pets: consider them when placing") if case.has_pets else ""
    return [
        Told("", case.person.title, str(field_label(EvictionCase, "person"))),
        *(Told("", one.person.title, _served(one)) for one in case.residents),
        Told("", head_count(case), pets),
    ]


def _served(one: EvictionPerson) -> str:
    """Another tenant, and the day on which the claim reached that one."""
    label = str(field_label(EvictionPerson, "is_tenant")) if one.is_tenant else ""
    served = gettext("served %(day)s", day=formats.day(one.served_on)) if one.served_on else ""
    return " · ".join(filter(None, (label, served)))


def _attempt(one: ContactAttempt, reads_notes: bool) -> Told:
    return Told(
        formats.day(one.tried_on),
        enum_label(one.kind),
        (one.remark or "") if reads_notes else "",
        enum_label(one.result),
        TONES[one.result],
    )


def _step(one: EvictionStep) -> Told:
    by = one.staff.display_name if one.staff else ""
    small = " · ".join(filter(None, (by, one.reason)))
    return Told(formats.day(one.taken_on), enum_label(one.state), small)

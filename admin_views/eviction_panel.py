"""What stands above the facts of an eviction case, in words."""

from dataclasses import dataclass

from flask_babel import gettext

from admin_views import formats
from admin_views.enum_labels import TONES, enum_label
from admin_views.eviction_clock import left_text, name_of
from admin_views.eviction_labels import RULES
from admin_views.labels import field_label
from models.contact_attempt import ContactAttempt
from models.eviction_case import EvictionCase
from models.eviction_deadline import CURE, EvictionDeadline
from models.eviction_step import EvictionStep, missing_facts
from models.reports.eviction_advice import advice
from models.reports.eviction_clock import EvictionClock, PointKind
from models.rules.urgency import traffic_light


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
    warning: tuple[str, str] | None
    deadlines: list[DeadlineRow]
    past_deadlines: list[Told]
    advice: list[str]
    missing: list[str]
    people: list[Told]
    attempts: list[Told]
    history: list[Told]


def panel_of(case: EvictionCase, clock: EvictionClock) -> EvictionPanel:
    return EvictionPanel(
        tags=_tags(case),
        warning=_warning(case, clock),
        deadlines=[_deadline(row, clock) for row in case.current_deadlines],
        past_deadlines=_past(case),
        advice=[enum_label(item) for item in advice(case, clock.today)],
        missing=[str(field_label(EvictionCase, name)) for name in missing_facts(case)],
        people=_people(case),
        attempts=[_attempt(one) for one in case.contact_attempts],
        history=[_step(one) for one in case.steps],
    )


def _tags(case: EvictionCase) -> list[tuple[str, str]]:
    tags = [(TONES[case.state], enum_label(case.state))]
    if case.court_reference:
        court = (case.court or "").replace("Amtsgericht", "AG")
        tags.append(("grey", f"{court} {case.court_reference}".strip()))
    if case.has_ordinary_notice:
        tags.append(("amber", gettext("ordinary termination too")))
    return tags


def _warning(case: EvictionCase, clock: EvictionClock) -> tuple[str, str] | None:
    """The nearest deadline in a sentence; for the cure period what has to happen until then."""
    point = clock.next_deadline
    if point is None or point.tone == "green":
        return None
    sentences = [f"{RULES[point.name]}: {left_text(point, clock)}."]
    if point.name == CURE:
        owed = formats.amount(case.arrears, "€") if case.arrears else gettext("an open amount")
        sentences.append(
            gettext(
                "Arrears of %(amount)s must be paid in full, or the landlord must have received "
                "the undertaking.",
                amount=owed,
            )
        )
        if case.has_ordinary_notice:
            sentences.append(gettext("That cures only the termination without notice period."))
    return point.tone, " ".join(sentences)


def _deadline(row: EvictionDeadline, clock: EvictionClock) -> DeadlineRow:
    point = next(
        point
        for point in clock.points
        if point.kind is PointKind.DEADLINE and (point.name, point.on) == (row.rule, row.due_on)
    )
    done = gettext("done %(day)s", day=formats.day(row.done_on)) if row.done_on else ""
    past = "" if row.is_pending(row.case.state) else gettext("not for this state")
    return DeadlineRow(
        id=row.id,
        name=name_of(point),
        due=formats.weekday_and_day(row.due_on),
        legal=formats.weekday_and_day(row.statutory_end),
        basis=row.basis,
        left=done or past or left_text(point, clock),
        tone="green" if done else "grey" if past else traffic_light(row.due_on, clock.today),
        fixed_reason=(row.fixed_reason or "") if row.fixed_on else "",
        is_done=bool(done),
        is_pending=not past or bool(done),
    )


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


def _people(case: EvictionCase) -> list[Told]:
    """Who lives in the flat, and what has to be considered."""
    counts = gettext(
        "%(adults)s adults, %(minors)s minors", adults=case.adult_count, minors=case.minor_count
    )
    pets = gettext("pets: consider them when placing") if case.has_pets else ""
    return [
        Told("", case.person.title, str(field_label(EvictionCase, "person"))),
        *(Told("", one.person.title) for one in case.residents),
        Told("", counts, pets),
    ]


def _attempt(one: ContactAttempt) -> Told:
    return Told(
        formats.day(one.tried_on),
        enum_label(one.kind),
        one.remark or "",
        enum_label(one.result),
        TONES[one.result],
    )


def _step(one: EvictionStep) -> Told:
    by = one.staff.display_name if one.staff else ""
    small = " · ".join(filter(None, (by, one.reason)))
    return Told(formats.day(one.taken_on), enum_label(one.state), small)

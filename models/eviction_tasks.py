"""What a step of an eviction case gives the office to do, and until when (rules 1.7).

The texts are entries of the records, so they are German like every other note of the office.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from models.eviction_step import EvictionState
from models.rules.deadlines import deadline
from models.rules.working_days import same_or_previous, working_days_after
from models.task import CLOSED_STATES, Task, TaskState

if TYPE_CHECKING:
    from models.eviction_case import EvictionCase

DECIDE_BEFORE = timedelta(days=21)  # before the safe end of the cure period
FIRST_CONTACT = 3  # working days, where nothing is pending in court yet

MAKE_CONTACT = "Kontakt aufnehmen"
CONTACT_TODAY = "Heute Kontakt aufnehmen"
LETTER_AND_VISIT = "Heute Kontakt aufnehmen: Brief und Besuch"
CONTACT = (MAKE_CONTACT, CONTACT_TODAY, LETTER_AND_VISIT)
FIND_SERVICE = "Zustellungsdatum ermitteln (gelber Umschlag)"
DECIDE = "Über die Übernahmeerklärung entscheiden lassen"
HAS_ARRIVED = "Übernahmeerklärung muss beim Vermieter eingegangen sein"
SEARCH_FLAT = "Wohnungssuche beginnen"
CERTIFICATE = "Wohnberechtigungsschein beantragen"
YOUTH_OFFICE = "Jugendamt informieren"
PREPARE_PLACES = "Plätze in der Notunterkunft vorbereiten"
ASSIGN_CARETAKERS = "Zwei Hausmeister für den Termin einteilen"
HELP_PLAN = "Hilfeplan: Schulden, Sucht, Gesundheit"
AFTERCARE_CONTACT = "Nachsorge: nächster Kontakt"
AFTERCARE_END = "Nachsorge endet: Fall abschließen oder Nachsorge verlängern"

Due = Callable[["EvictionCase", date], date | None]


@dataclass(frozen=True)
class Duty:
    """One task of a state; `due` answers None where the task is not needed."""

    what: str
    due: Due


def same_day(case: "EvictionCase", taken_on: date) -> date:
    return taken_on


def within(working_days: int) -> Due:
    return lambda case, taken_on: working_days_after(taken_on, working_days)


def _cure_end(case: "EvictionCase") -> date | None:
    """The safe end of the cure period, counted from the filing while the service is unknown."""
    start = case.first_served_on or case.filed_on
    return deadline("SCHONFRIST", start).conservative_end if start else None


def _before_cure_end(case: "EvictionCase", taken_on: date) -> date | None:
    end = _cure_end(case)
    return max(taken_on, same_or_previous(end - DECIDE_BEFORE)) if end else None


def _by_cure_end(case: "EvictionCase", taken_on: date) -> date | None:
    return _cure_end(case)


def _if_service_unknown(case: "EvictionCase", taken_on: date) -> date | None:
    return None if case.first_served_on else working_days_after(taken_on, 2)


def _if_minors(case: "EvictionCase", taken_on: date) -> date | None:
    return taken_on if case.minor_count else None


def _before_eviction(case: "EvictionCase", taken_on: date) -> date | None:
    if case.eviction_at is None:
        return None
    return max(taken_on, same_or_previous(case.eviction_at.date() - timedelta(days=7)))


def _first_aftercare(case: "EvictionCase", taken_on: date) -> date | None:
    if case.aftercare_from is None or not case.aftercare_every:
        return None
    return case.aftercare_from + timedelta(days=case.aftercare_every)


_S = EvictionState
DUTIES: dict[EvictionState, tuple[Duty, ...]] = {
    _S.THREATENED: (Duty(MAKE_CONTACT, within(FIRST_CONTACT)),),
    _S.NOTICE_GIVEN: (
        Duty("Form und Grund der Kündigung prüfen (§§ 568, 569 IV BGB)", within(3)),
        Duty("Rückstand aufstellen und Zahlungsplan besprechen", within(5)),
        Duty("Übernahme des Rückstands beantragen (§ 22 VIII SGB II / § 36 SGB XII)", within(5)),
    ),
    _S.CLAIM_PENDING: (
        Duty(LETTER_AND_VISIT, same_day),
        Duty(FIND_SERVICE, _if_service_unknown),
        Duty(DECIDE, _before_cure_end),
        Duty(HAS_ARRIVED, _by_cure_end),
    ),
    _S.TITLE: (
        Duty("Beratungshilfe und Prozesskostenhilfe besprechen", within(2)),
        Duty(SEARCH_FLAT, within(5)),
        Duty(CERTIFICATE, within(5)),
    ),
    _S.EVICTION_SCHEDULED: (
        Duty(CONTACT_TODAY, same_day),
        Duty("Noch einmal prüfen, ob die Räumung zu verhindern ist", within(2)),
        Duty(PREPARE_PLACES, _before_eviction),
        Duty(ASSIGN_CARETAKERS, _before_eviction),
        Duty(YOUTH_OFFICE, _if_minors),
    ),
    _S.EVICTED: (Duty("Ummeldung, Post, Medikamente, Haustiere, Schule klären", within(2)),),
    _S.EMERGENCY_SHELTER: (
        Duty(HELP_PLAN, within(10)),
        Duty("Leistungen und Wohnberechtigungsschein beantragen", within(5)),
    ),
    _S.AVERTED: (Duty("Nachsorge planen", within(10)),),
    _S.AGREED: (Duty("Laufende Miete und Raten im Blick behalten", within(20)),),
    _S.WITHDRAWN: (Duty("Kosten und Nachsorge klären", within(10)),),
    _S.AFTERCARE: (Duty(AFTERCARE_CONTACT, _first_aftercare),),
    _S.CLOSED: (),
}


def duties(case: "EvictionCase", taken_on: date) -> Iterator[Task]:
    """New tasks of the present state, for the worker of the case."""
    for duty in DUTIES[case.state]:
        due_on = duty.due(case, taken_on)
        if due_on is not None:
            yield Task(what=duty.what, person=case.person, worker=case.worker, due_on=due_on)


_BEFORE = (_S.THREATENED, _S.NOTICE_GIVEN, _S.CLAIM_PENDING, _S.TITLE, _S.EVICTION_SCHEDULED)
_OF_CURE = frozenset({FIND_SERVICE, DECIDE, HAS_ARRIVED})
_TO_SAVE_THE_FLAT = frozenset(duty.what for state in _BEFORE for duty in DUTIES[state])
_STILL_OF_USE = frozenset({SEARCH_FLAT, CERTIFICATE, YOUTH_OFFICE})
# What there is no sense in any more once a case has come so far.
MOOT: dict[EvictionState, frozenset[str]] = {
    _S.TITLE: _OF_CURE,
    _S.EVICTION_SCHEDULED: _OF_CURE,
    _S.EVICTED: _TO_SAVE_THE_FLAT - _STILL_OF_USE,
    **dict.fromkeys((_S.AVERTED, _S.AGREED, _S.WITHDRAWN), _TO_SAVE_THE_FLAT),
}
MOOT_NOTE, CLOSED_NOTE = "Mit dem Schritt des Falls entfallen.", "Mit dem Fall abgeschlossen."


def take_up(case: "EvictionCase", taken_on: date) -> None:
    """The duties of the present state; one that is open already is moved, what is moot is ended."""
    moot = MOOT.get(case.state, frozenset()) - {duty.what for duty in DUTIES[case.state]}
    _end([task for task in case.tasks if task.what in moot], taken_on, MOOT_NOTE)
    open_ = {task.what: task for task in case.tasks if task.state not in CLOSED_STATES}
    for task in duties(case, taken_on):
        if known := open_.get(task.what):
            known.due_on = task.due_on
        else:
            case.tasks.append(task)


def follow_service(case: "EvictionCase", today: date) -> None:
    """The day of service is known: it need not be found out, and the cure's tasks follow it."""
    if case.first_served_on is None or case.state is not EvictionState.CLAIM_PENDING:
        return
    for task in case.tasks:
        if task.state in CLOSED_STATES:
            continue
        if task.what == FIND_SERVICE:
            task.state, task.done_on = TaskState.DONE, today
        elif task.what == DECIDE:
            task.due_on = _before_cure_end(case, today)
        elif task.what == HAS_ARRIVED:
            task.due_on = _cure_end(case)


def end_tasks(case: "EvictionCase", ended_on: date) -> None:
    """Open tasks of a closed case are ended with a note, never lost in silence."""
    _end(case.tasks, ended_on, CLOSED_NOTE)


def _end(tasks: Iterable[Task], ended_on: date, note: str) -> None:
    for task in tasks:
        if task.state not in CLOSED_STATES:
            task.state, task.done_on = TaskState.NOT_POSSIBLE, ended_on
            task.note = "\n".join(filter(None, (task.note, note)))

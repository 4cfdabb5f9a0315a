"""What the next sensible step of an eviction case leads to: a letter, a form, a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from models.eviction_case import EvictionCase
from models.eviction_step import EvictionState
from models.permissions import Access, Action
from models.reports.eviction_advice import Advice

PAGES: dict[Advice, tuple[Any, str]] = {
    Advice.MAKE_CONTACT: (_("Write the letter"), "letter"),
    Advice.TRY_AGAIN: (_("Write the letter"), "letter"),
    Advice.GET_UNDERTAKING: (_("Form of the undertaking"), "undertaking"),
    Advice.EXTEND_PERIOD: (_("Draft the application"), "extension"),
    Advice.ASK_PROTECTION: (_("Draft the application"), "protection"),
    Advice.PREPARE_PLACES: (_("Prepare places"), "places"),
    Advice.HELP_PLAN: (_("Make the help plan"), "help_plan"),
}
FIELDS: dict[Advice, tuple[Any, str]] = {
    Advice.FIND_SERVICE_DAY: (_("Enter the day"), "served_on"),
    Advice.GET_UNDERTAKING: (_("Undertaking received …"), "undertakings"),
}
STEPS: dict[Advice, tuple[Any, EvictionState]] = {
    Advice.PLAN_AFTERCARE: (_("Plan the aftercare"), EvictionState.AFTERCARE),
}


@dataclass(frozen=True)
class NextAct:
    """One piece of advice and the buttons that follow it: label and address."""

    text: str
    buttons: list[tuple[Any, str]]


def next_acts(view: Any, case: EvictionCase, advice: Iterable[tuple[Advice, str]]) -> list[NextAct]:
    """Buttons only for what the acting person may do."""
    return [NextAct(text, list(_buttons(view, case, item))) for item, text in advice]


def _buttons(view: Any, case: EvictionCase, item: Advice) -> Any:
    if item in PAGES:
        label, route = PAGES[item]
        if view.access_to(route) is Access.YES:
            yield label, view.get_url(f".{route}", id=case.id)
    if not view.may(Action.UPDATE):
        return
    if item in FIELDS:
        label, field = FIELDS[item]
        yield label, f"{view.get_url('.edit_view', id=case.id)}#{field}"
    if item in STEPS:
        label, state = STEPS[item]
        yield label, view.get_url(".take_step", id=case.id, to=state.name)

"""My day: what asks for those who ask volunteers; cards come and go with it."""

from typing import Any

from flask import url_for

from admin_views.day_card import Card, CardRow
from admin_views.due import distance
from admin_views.formats import day, moment
from admin_views.words import gettext
from admin_views.words import lazy_gettext as _
from models.acting import acting
from models.reports.volunteer_reminders import (
    PaperNeed,
    helping_today,
    papers_to_see,
    to_delete,
    waiting_for_answer,
    waiting_for_hours,
)
from models.reports.worklist import Due

NEEDS = {
    PaperNeed.CONDUCT: _("certificate of conduct"),
    PaperNeed.CONFIDENTIALITY: _("confidentiality is not signed"),
    PaperNeed.CONSENT: _("consent to keeping the data is missing"),
}


def volunteer_cards() -> list[Card]:
    someone = acting()
    helping = (
        (_("Volunteers today"), helping_today(someone)),
        (_("Requests without an answer"), waiting_for_answer(someone)),
        (_("Hours to be entered"), waiting_for_hours(someone)),
    )
    cards = [_card(title, "assignment", [_at(due) for due in dues]) for title, dues in helping]
    papers = [_on(due, str(NEEDS[need])) for due, need in papers_to_see(someone)]
    cards.append(_card(_("Papers of volunteers"), "volunteer", papers))
    gone = [_on(due, gettext("deletion date")) for due in to_delete(someone)]
    cards.append(_card(_("Data of volunteers to be deleted"), "volunteer", gone))
    return [card for card in cards if card.rows]


def _card(title: Any, stem: str, rows: list[CardRow]) -> Card:
    return Card(title, rows, "", url_for(f"{stem}.index_view"))


def _at(due: Due) -> CardRow:
    today, on = acting().today, due.at.date()
    when = f"{due.at:%H:%M}" if on == today else distance(on, today)
    url = url_for("assignment.details_view", id=due.record_id)
    return CardRow(when, moment(due.at), due.text, due.small, url, due.tone)


def _on(due: Due, small: str) -> CardRow:
    far = distance(due.on, acting().today) if due.on else gettext("missing")
    exact = day(due.on) if due.on else ""
    url = url_for("volunteer.details_view", id=due.record_id)
    return CardRow(far, exact, due.text, small, url, due.tone)

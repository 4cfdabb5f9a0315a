"""My day: the cards that come and go with what asks for them, and the button of a task."""

from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _

from admin_views.correction_card import correction_cards
from admin_views.day_card import Card, CardRow
from admin_views.due import distance
from admin_views.formats import day
from admin_views.frame import shelf
from models.acting import acting
from models.reports.goal_reminders import escalated_tasks, reviews_due, stalled_phases
from models.reports.referrals_due import booked_referrals, missed_referrals
from models.reports.worklist import Due


def reminder_cards() -> list[Card]:
    """Only those with something in them: little noise."""
    town, someone = shelf.read(), acting()
    cards = (
        (_("Referrals: was the appointment kept?"), "referral", booked_referrals(someone)),
        (_("Referrals: missed, follow up"), "referral", missed_referrals(someone)),
        (_("Goal reviews"), "goal_agreement", reviews_due(someone)),
        (
            _("Career orientation without progress"),
            "career_phase",
            stalled_phases(someone, town.career_stalls_after),
        ),
        (
            _("Overdue for long in the team"),
            "task",
            escalated_tasks(someone, town.escalate_after),
        ),
    )
    told = [_card(title, stem, dues) for title, stem, dues in cards if dues]
    return [*told, *correction_cards()]


def _card(title: Any, stem: str, dues: tuple[Due, ...]) -> Card:
    return Card(title, [_row(stem, due) for due in dues], "", url_for(f"{stem}.index_view"))


def _row(stem: str, due: Due) -> CardRow:
    far = distance(due.on, acting().today) if due.on else ""
    exact = day(due.on) if due.on else ""
    url = url_for(f"{stem}.details_view", id=due.record_id)
    return CardRow(far, exact, due.text, due.small, url, due.tone)

"""My day: events, meetings and agreements that ask for something."""

from typing import Any

from flask import url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from admin_views.day_card import Card, CardRow
from admin_views.due import distance
from admin_views.formats import day, moment
from models.acting import acting
from models.permissions import Action, DataClass
from models.reports.network_dues import (
    OpenWork,
    agreements_due,
    events_to_repeat,
    open_work,
    own_events,
    own_meetings,
    soon,
)
from models.reports.worklist import MOST, Due


def network_cards() -> list[Card]:
    """Only those with something in them; whoever has a list of tasks finds the tasks there."""
    someone = acting()
    cards = []
    if not someone.may(Action.READ, DataClass.NOTE):
        rows = [_work_row(one) for one in open_work(someone, is_own=True, until=soon(someone))]
        cards.append(Card(_("My tasks of events and meetings"), rows[:MOST], "", _address("event")))
    coming = sorted((*own_events(someone), *own_meetings(someone)), key=_day_of)
    rows = [_row(due) for due in coming]
    cards.append(Card(_("Events and meetings"), rows, "", _address("event")))
    again = [_repeat_row(due) for due in events_to_repeat(someone)]
    cards.append(Card(_("To propose for next year"), again, "", url_for("event.year")))
    agreed = [_row(due) for due in agreements_due(someone)]
    url = url_for("partner_agreement.index_view")
    cards.append(Card(_("Agreements to talk over"), agreed, "", url))
    return [card for card in cards if card.rows]


def _address(stem: str) -> str:
    return url_for(f"{stem}.index_view")


def _day_of(due: Due) -> Any:
    return due.at.date() if due.at else due.on


def _row(due: Due) -> CardRow:
    on = _day_of(due)
    exact = moment(due.at) if due.at else day(on)
    url = url_for(f"{due.stem}.details_view", id=due.record_id)
    return CardRow(distance(on, acting().today), exact, due.text, due.small, url, due.tone)


def _repeat_row(due: Due) -> CardRow:
    url = url_for("event.next_year", id=due.record_id)
    exact = gettext("held on %(day)s", day=day(due.on)) if due.on else ""
    return CardRow("", exact, due.text, "", url, "")


def _work_row(one: OpenWork) -> CardRow:
    far = distance(one.on, acting().today) if one.on else ""
    url = url_for(f"{one.table}.details_view", id=one.record_id)
    done = url_for(f"{one.table}.done", id=one.record_id, line=one.line_id)
    exact = day(one.on) if one.on else ""
    return CardRow(far, exact, one.what, one.whole, url, one.tone, done)
